//! What each channel delivers on its own, without reading it: 1,000 entries that this program registers.

use std::hint::black_box;
use std::time::Duration;

use relata::__private::Entry;

pub const ENTRIES: usize = 1_000;

macro_rules! ten_times {
    ($($what:tt)*) => {
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
        const _: () = { $($what)* };
    };
}

ten_times! { ten_times! { ten_times! { relata::__private::register!(Entry::new(&[1], Entry::UNTYPED, &[])); } } }

/// The channels that are compiled in, and the shortest time that each takes to fill a list.
pub fn times() -> Vec<(&'static str, Duration)> {
    [
        #[cfg(feature = "inventory")]
        (
            "inventory",
            shortest(|| relata::__private::inventory::iter::<Entry>.into_iter()),
        ),
        #[cfg(all(feature = "linkme", target_os = "linux"))]
        (
            "linkme",
            shortest(|| relata::__private::RELATA_RECORD_1_ENTRIES.iter()),
        ),
    ]
    .into()
}

fn shortest<I: Iterator<Item = &'static Entry>>(entries: impl Fn() -> I) -> Duration {
    let once = || {
        super::time(|| {
            let collected: Vec<&'static Entry> = black_box(entries()).collect();
            assert!(black_box(collected).len() >= ENTRIES);
        })
    };
    (0..300).map(|_| once()).min().unwrap_or_default()
}
