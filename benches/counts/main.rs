//! Limits how many instructions `init` takes next to its floor, how many a program with models runs before `main`, and how many
//! the compiler runs for the derive next to serde's. Fails if a number is over its ceiling. Times are not measured.
//!
//! `cargo bench --bench counts` (needs valgrind)

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(clippy::cast_possible_truncation, reason = "numbers of seven bits")]
#![allow(clippy::cast_precision_loss, reason = "a ratio is shown")]
#![allow(unreachable_pub, dead_code, reason = "modules of several programs")]

mod callgrind;
#[path = "../check/floor.rs"]
mod floor;
#[path = "../generated/mod.rs"]
mod generated;
#[path = "../check/graphs.rs"]
mod graphs;

use std::process::ExitCode;

use callgrind::{as_the_compiler, instructions, with_and_without};
use generated::{Derive, Package};
use graphs::Targets;

/// The most instructions that `init` may take, in multiples of those of the floor for the same graph. A few percent above
/// the measured values; lower them when `init` gets cheaper. The budget for a sound registry is 2.00.
const CEILINGS: [(&str, Targets, &str, f64); 8] = [
    ("1000", Targets::Types, "sound", 3.48),
    ("1000", Targets::Types, "broken", 4.55),
    ("1000", Targets::Names, "sound", 3.60),
    ("1000", Targets::Names, "broken", 6.70),
    ("10000", Targets::Types, "sound", 3.58),
    ("10000", Targets::Types, "broken", 4.87),
    ("10000", Targets::Names, "sound", 3.68),
    ("10000", Targets::Names, "broken", 7.05),
];

/// Before `main`, of a program with 1,000 models and one with none: at most so many more. Twelve for each model are glibc's,
/// which looks through notes that are aligned to 8 bytes, as ours are because of the ids of types.
const BEFORE_MAIN: [(&str, &[&str], u64); 2] = [
    ("inventory", &["inventory"], 88_000),
    ("linkme", &["linkme"], 26_000),
];

/// What the compiler runs for `Model`, as `cargo check` calls it: at most so many times what it runs for serde's `Serialize` on
/// the same structs. The budget is 1.
const COMPILING: f64 = 0.735;
/// So many models: with more of them the ratio is the same.
const COMPILED: usize = 12;

fn main() -> ExitCode {
    as_the_compiler();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [one, what, targets, models] = &*arguments
        && one == "--one"
    {
        run_one(what, targets, models);
        return ExitCode::SUCCESS;
    }
    let held = beside_the_floor() & before_main() & compiling();
    if held {
        ExitCode::SUCCESS
    } else {
        println!("more than the ceiling");
        ExitCode::FAILURE
    }
}

fn beside_the_floor() -> bool {
    let mut held = true;
    println!("models  targets  init    floor         init          init / floor  ceiling");
    for (models, targets, init, ceiling) in CEILINGS {
        let count = |what| {
            let arguments = ["--one", what, &format!("{targets:?}"), models];
            let this = std::env::current_exe().unwrap();
            instructions(&this, &arguments, Some("counted_run")).expect("valgrind is there")
        };
        let (floor, whole) = (count("floor"), count(init));
        let ratio = whole as f64 / floor as f64;
        println!(
            "{models:<7} {:<8} {init:<7} {floor:<13} {whole:<13} {ratio:<13.3} {ceiling}",
            format!("{targets:?}")
        );
        held &= ratio <= ceiling;
    }
    held
}

/// What takes thousands more or less by where a program lies, and nothing by its models: the loader's comparing of names, and
/// std's looking for its stack in the list of what is mapped.
const BY_PLACE: [&str; 2] = ["strcmp", "pthread_getattr_np"];

fn before_main() -> bool {
    let mut held = true;
    println!("channel    models  before main, over the same program with none  ceiling");
    for (channel, features, ceiling) in BEFORE_MAIN {
        let [none, many] = [0, 1_000].map(|models| {
            let name = format!("program-{channel}-{models}");
            let program = Package::write(&name, models, Derive::Relata(features)).program();
            let count = |within| instructions(&program, &[], within).expect("valgrind is there");
            count(None)
                - BY_PLACE
                    .map(|within| count(Some(within)))
                    .iter()
                    .sum::<u64>()
        });
        let more = many.saturating_sub(none);
        println!("{channel:<10} 1000    {more:<46} {ceiling}");
        held &= more <= ceiling;
    }
    held
}

fn compiling() -> bool {
    let of_the_derive = |name, derives| {
        let counts = with_and_without(name, COMPILED, derives, &["check"]);
        let [with, without] = counts.expect("valgrind is there");
        with.saturating_sub(without)
    };
    let inventory: &[&str] = &["inventory"];
    let serde = of_the_derive("serde", [Derive::Serde, Derive::Nothing]);
    let model = of_the_derive(
        "model",
        [Derive::Relata(inventory), Derive::Init(inventory)],
    );
    let ratio = model as f64 / serde as f64;
    println!("checking   models  serde's      relata's     relata's / serde's      ceiling");
    println!("inventory  {COMPILED:<7} {serde:<12} {model:<12} {ratio:<23.3} {COMPILING}");
    ratio <= COMPILING
}

/// What is counted, in a process of its own.
fn run_one(what: &str, targets: &str, models: &str) {
    let targets = Targets::named(targets);
    let mut models = graphs::models(models.parse().unwrap(), targets);
    if what == "floor" {
        return counted_run(&mut || assert_eq!(floor::floor(&models), 4 * models.len()));
    }
    let mut collected = graphs::collected(&models, targets);
    if what == "broken" {
        collected = graphs::with_one_misspelt(&collected, &mut models, targets);
    }
    let options = relata::options();
    counted_run(&mut || {
        let findings = options.check_collected(std::mem::take(&mut collected));
        assert_eq!(findings.is_empty(), what == "sound");
    });
}

/// Valgrind counts from here on, and until it is left.
#[inline(never)]
fn counted_run(run: &mut dyn FnMut()) {
    run();
}
