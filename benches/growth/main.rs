//! Measures how the instructions of a check grow with each kind of input that can be large, from a size to four times that.
//! Fails if they grow faster than the size to the power of 1.2.
//!
//! `cargo bench --features document --bench growth [-- KIND…]` (needs valgrind)

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(clippy::cast_precision_loss, reason = "a ratio is shown")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "models are made to be passed on"
)]
#![allow(unreachable_pub, dead_code, reason = "modules of several programs")]

#[path = "../counts/callgrind.rs"]
mod callgrind;
#[path = "../generated/mod.rs"]
mod generated;
mod kinds;
mod parts;

use std::process::ExitCode;
use std::sync::Mutex;

use callgrind::instructions;
use kinds::{KINDS, Kind};

/// Above every limit up to which something is searched linearly.
const SIZES: [usize; 3] = [500, 1_000, 2_000];

/// Sorting is n log n, which is 1.1 at these sizes.
const CEILING: f64 = 1.2;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [one, name, size] = &*arguments
        && one == "--one"
    {
        let (_, kind) = KINDS.iter().find(|it| it.0 == name).expect("a kind");
        run_one(kind, size.parse().expect("a size"));
        return ExitCode::SUCCESS;
    }
    let names: Vec<&String> = arguments
        .iter()
        .filter(|it| !it.starts_with("--"))
        .collect();
    let is_asked = |name: &str| names.is_empty() || names.iter().any(|it| *it == name);
    let asked = KINDS.iter().map(|it| it.0).filter(|it| is_asked(it));
    let [first, .., last] = SIZES;
    println!("kind                             at {first}        at {last}       exponent");
    let mut held = true;
    for (name, counts) in measure(asked.collect()) {
        let [one, .., many] = counts;
        // The sizes are evenly spaced in their logarithm, so the slope of the fitted line is that of its ends.
        let exponent = (many as f64 / one as f64).ln() / (last as f64 / first as f64).ln();
        let mark = if exponent > CEILING { "  too much" } else { "" };
        println!("{name:<32} {one:<13} {many:<13} {exponent:.2}{mark}");
        held &= exponent <= CEILING;
    }
    if held {
        ExitCode::SUCCESS
    } else {
        println!("more than {CEILING}");
        ExitCode::FAILURE
    }
}

/// Counts the instructions of each kind at each size, two at a time.
fn measure(names: Vec<&'static str>) -> Vec<(&'static str, [u64; 3])> {
    let this = std::env::current_exe().expect("a path");
    let count = |name: &str, size: usize| {
        let arguments = ["--one", name, &size.to_string()];
        instructions(&this, &arguments, Some("counted_run")).expect("valgrind is there")
    };
    let (left, found) = (Mutex::new(names.iter().enumerate()), Mutex::new(Vec::new()));
    let next = || left.lock().expect("no panic").next();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((at, name)) = next() {
                    let counts = SIZES.map(|size| count(name, size));
                    found.lock().expect("no panic").push((at, (*name, counts)));
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no panic");
    found.sort_unstable();
    found.into_iter().map(|(_, it)| it).collect()
}

/// What is counted, in a process of its own.
fn run_one(kind: &Kind, size: usize) {
    match kind {
        Kind::Models(models) => check(&[models(size)], &relata::options()),
        Kind::Documents(documents) => check(&documents(size), &relata::options()),
        Kind::Baseline(baseline) => {
            let (models, text) = baseline(size);
            check(&[models], &relata::options().baseline(&text));
        }
        Kind::Calls(call) => counted_run(&mut || (0..size).for_each(call)),
    }
}

fn check(documents: &[Vec<serde_json::Value>], options: &relata::Options) {
    let text = |models: &Vec<serde_json::Value>| {
        serde_json::json!({ "format": "relata/1", "models": models }).to_string()
    };
    let texts: Vec<String> = documents.iter().map(text).collect();
    counted_run(&mut || {
        let read = |text: &String| relata::document::Document::parse(text).expect("readable");
        let documents: Vec<_> = texts.iter().map(read).collect();
        let found = options.check_documents(&documents).to_string();
        assert!(found.starts_with("relata: ") || found.is_empty(), "{found}");
    });
}

/// Valgrind counts from here on, and until it is left.
#[inline(never)]
fn counted_run(run: &mut dyn FnMut()) {
    run();
}
