//! Part of the copy that is tested, as `crate::mutation`: negates the condition that the environment names, or writes down
//! which conditions a test reaches.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

struct Switch {
    negated: Option<usize>,
    reached: Option<File>,
}

static SWITCH: OnceLock<Switch> = OnceLock::new();
static REACHED: [AtomicBool; 4096] = [const { AtomicBool::new(false) }; 4096];

/// Whether to negate this condition.
pub(crate) fn on(condition: usize) -> bool {
    let switch = SWITCH.get_or_init(|| Switch {
        negated: std::env::var("RELATA_NEGATED")
            .ok()
            .and_then(|it| it.parse().ok()),
        reached: std::env::var_os("RELATA_REACHED")
            .and_then(|it| OpenOptions::new().append(true).create(true).open(it).ok()),
    });
    if let Some(file) = &switch.reached
        && !REACHED[condition].swap(true, Relaxed)
    {
        let _ = (&*file).write_all(format!("{condition}\n").as_bytes());
    }
    switch.negated == Some(condition)
}
