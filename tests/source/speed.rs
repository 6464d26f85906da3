//! That the time grows as the source does, and not faster.

use std::time::{Duration, Instant};

use relata::source::Target;

use super::packages::{package_of_files, read};

/// How long it takes beyond what cargo takes, at best.
fn time(name: &str, count: usize) -> Duration {
    let root = package_of_files(name, count);
    let target = Target::library(root);
    let reading = |_| {
        let start = Instant::now();
        assert_eq!(read(&target).models().len(), 3 * count);
        start.elapsed()
    };
    (0..3).map(reading).min().unwrap()
}

#[test]
fn a_thousand_files() {
    // Unoptimised they take long, and only how the time grows counts.
    let [few, many] = if cfg!(debug_assertions) {
        [50, 200]
    } else {
        [250, 1000]
    };
    let cargo = time("speed_1", 1);
    let less = time("speed_few", few).saturating_sub(cargo);
    let more = time("speed_many", many).saturating_sub(cargo);
    let told = format!("cargo {cargo:?}, {few} files {less:?}, {many} files {more:?}");
    assert!(more < 12 * less.max(Duration::from_millis(20)), "{told}");
    if !cfg!(debug_assertions) {
        assert!(more < Duration::from_secs(1), "{told}");
    }
}
