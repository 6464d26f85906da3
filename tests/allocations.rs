//! How often `init` asks for memory: as often for ten thousand models as for a thousand.

#![allow(
    unsafe_code,
    reason = "an allocator that counts, and hands all on to that of the system"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

#[path = "../benches/check/graphs.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    clippy::cast_possible_truncation,
    reason = "a module of the benchmark"
)]
mod graphs;

use graphs::Targets;

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is what the system's allocator does.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller's.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One test, because what another does at the same time would be counted too.
#[test]
fn a_sound_registry_takes_a_fixed_number_of_allocations_and_a_fault_a_few_a_model() {
    for (targets, most_with_fault) in [(Targets::Types, 41_000), (Targets::Names, 92_000)] {
        let count = |models: usize, misspelt: bool| {
            let mut models = graphs::models(models, targets);
            let mut collected = graphs::collected(&models, targets);
            if misspelt {
                collected = graphs::with_one_misspelt(&collected, &mut models, targets);
            }
            let options = relata::options();
            let before = COUNT.load(Ordering::Relaxed);
            assert_ne!(options.check_collected(collected).is_empty(), misspelt);
            COUNT.load(Ordering::Relaxed) - before
        };
        count(10, true); // what is made once in a process
        let (few, many) = (count(1_000, false), count(10_000, false));
        assert_eq!(few, many, "{targets:?}");
        assert!(many <= 24, "{targets:?}: {many}");
        // The search for similar names.
        let with_fault = count(10_000, true);
        assert!(with_fault <= most_with_fault, "{targets:?}: {with_fault}");
    }
}
