//! `init` in the child of a `fork`, while another thread of the parent was in `init`: the child has no such thread, so nothing
//! may wait for it.

#![cfg(unix)]
#![allow(dead_code, reason = "only relata looks at the models")]
#![allow(
    unsafe_code,
    reason = "the standard library has no `fork`; each call below says why it is sound"
)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

#[derive(relata::Model)]
#[relata(has_many(posts: Post, inverse = author))]
struct User {
    id: i64,
}

#[derive(relata::Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(User, inverse = posts))]
    author_id: i64,
}

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(child: i32, status: *mut i32, options: i32) -> i32;
    fn alarm(seconds: u32) -> u32;
    fn _exit(status: i32) -> !;
}

/// Checks with options that no earlier call had.
fn init(name: &str) -> usize {
    let options = relata::options().outside(name);
    options.init().expect("sound").len()
}

/// Returns the status of a child that calls `init`.
fn status_of_child(nth: usize) -> i32 {
    // SAFETY: no argument.
    let child = unsafe { fork() };
    assert!(child >= 0, "there is no child");
    if child == 0 {
        // SAFETY: no pointer. The child ends after 10 seconds if it waits, and does not run the parent's destructors.
        unsafe {
            alarm(10);
            _exit(i32::from(init(&format!("child_{nth}")) != 2));
        }
    }
    let mut status = -1;
    // SAFETY: `status` lives until the call returns.
    let ended = unsafe { waitpid(child, &raw mut status, 0) };
    assert_eq!(ended, child);
    status
}

#[test]
fn a_child_does_not_wait_for_a_thread_of_its_parent() {
    let is_over = AtomicBool::new(false);
    let busy = &|thread: usize| {
        let mut nth = 0;
        while !is_over.load(Ordering::Relaxed) {
            init(&format!("parent_{thread}_{nth}"));
            nth += 1;
        }
    };
    thread::scope(|scope| {
        for thread in 0..2 {
            scope.spawn(move || busy(thread));
        }
        for nth in 0..20 {
            thread::sleep(Duration::from_millis(2));
            let status = status_of_child(nth);
            is_over.store(status != 0, Ordering::Relaxed);
            assert_eq!(status, 0, "child {nth} was killed or failed");
        }
        is_over.store(true, Ordering::Relaxed);
    });
}
