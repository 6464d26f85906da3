//! How long it takes to read the source of a package of 1,000 files, beside the floor: each file read and parsed, one after
//! the other, and nothing looked for. What cargo takes for its metadata is measured apart and left out.
//!
//! `cargo bench --features source --bench source`

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]

#[path = "../tests/source/packages.rs"]
#[allow(dead_code, reason = "a test needs the rest")]
mod packages;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use packages::{package_of_files, read};
use relata::source::Target;

const FILES: usize = 1_000;
const RUNS: usize = 5;

/// The shortest of several runs.
fn best(mut run: impl FnMut()) -> Duration {
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    runs.min().unwrap_or_default()
}

fn main() {
    let [many, none] = [("bench_many", FILES), ("bench_none", 0)];
    let [many, none] = [many, none].map(|(name, files)| package_of_files(name, files));
    let files: Vec<PathBuf> = fs::read_dir(many.join("src"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();

    let floor = best(|| {
        for path in &files {
            let text = fs::read_to_string(path).unwrap();
            std::hint::black_box(syn::parse_file(&text).unwrap());
        }
    });
    let cargo = best(|| drop(read(&Target::library(&none))));
    let whole = best(|| {
        let source = read(&Target::library(&many));
        assert_eq!(source.models().len(), 3 * FILES);
    });
    let source = whole.saturating_sub(cargo);
    println!("{} files, {} models", files.len(), 3 * FILES);
    println!("cargo metadata            {cargo:>10.1?}");
    println!("source, without it        {source:>10.1?}");
    println!("floor: read and parsed    {floor:>10.1?}");
    println!(
        "ratio                     {:>10.2}",
        source.as_secs_f64() / floor.as_secs_f64()
    );
}
