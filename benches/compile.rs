//! What the derive costs a compiler, next to serde's on the same structs, each over the same program without it: in seconds, and
//! in the compiler's instructions; and what relata costs who has never built it.
//!
//! `cargo bench --bench compile` (a quarter of an hour; instructions need valgrind); `-- 100 3` for 100 models and the middle of
//! 3 rounds

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(clippy::cast_precision_loss, reason = "a ratio is shown")]
#![allow(unreachable_pub, dead_code, reason = "a module of several programs")]

#[path = "counts/callgrind.rs"]
mod callgrind;
mod generated;

use callgrind::{as_the_compiler, with_and_without};
use generated::{Derive, Package};

/// Each derive, and the same program without it: what calls `init` links relata, which takes its time for no model too.
const SUBJECTS: [(&str, Derive, Derive); 4] = [
    ("serde", Derive::Serde, Derive::Nothing),
    (
        "inventory",
        Derive::Relata(&["inventory"]),
        Derive::Init(&["inventory"]),
    ),
    (
        "linkme",
        Derive::Relata(&["linkme"]),
        Derive::Init(&["linkme"]),
    ),
    (
        "both",
        Derive::Relata(&["inventory", "linkme"]),
        Derive::Init(&["inventory", "linkme"]),
    ),
];

const COMMANDS: [&[&str]; 3] = [&["check"], &["build"], &["build", "--release"]];

fn main() {
    as_the_compiler();
    let mut numbers = std::env::args().filter_map(|it| it.parse().ok());
    let models = numbers.next().unwrap_or(500);
    let runs = numbers.next().unwrap_or(5).max(1);
    let packages = SUBJECTS.map(|(name, with, without)| {
        let package = |name: String, derive| Package::write(&name, models, derive);
        [
            package(format!("compile-{name}"), with),
            package(format!("compile-{name}-without"), without),
        ]
    });

    println!(
        "{models} structs of 10 fields, those of relata with 3 relations; the middle of {runs} rounds, all in turns"
    );
    println!("\n                derive            seconds  without  of the derive  × serde's");
    for command in COMMANDS {
        println!("cargo {}", command.join(" "));
        let rounds = in_turns(&packages, command, runs);
        for (at, (name, ..)) in SUBJECTS.iter().enumerate() {
            let middle = |of: &dyn Fn(&Round) -> f64| {
                let mut all: Vec<f64> = rounds.iter().map(of).collect();
                all.sort_by(f64::total_cmp);
                all[all.len() / 2]
            };
            println!(
                "                {name:<16} {:>8.2} {:>8.2} {:>14.2} {:>10.2}",
                middle(&|round| round[at][0]),
                middle(&|round| round[at][1]),
                middle(&|round| own(round[at])),
                middle(&|round| own(round[at]) / own(round[0])),
            );
        }
    }

    println!(
        "\n{COUNTED} models         millions of instructions  without  of the derive  × serde's"
    );
    for command in COMMANDS {
        instructions(command);
    }

    println!("\nwith nothing built, 1 model\n                derive            seconds  crates");
    for (name, derive, _) in SUBJECTS {
        let package = Package::write(&format!("clean-{name}"), 1, derive);
        let time = (0..2).map(|_| package.time_clean(&["build"])).min();
        println!(
            "                {name:<16} {:>8.2} {:>7}",
            time.unwrap_or_default().as_secs_f64(),
            package.dependencies()
        );
    }
}

/// So many are enough where it is counted what the compiler runs.
const COUNTED: usize = 60;

/// How many the compiler runs for each, which is the same on a busy machine and on an idle one.
fn instructions(command: &[&str]) {
    println!("cargo {}", command.join(" "));
    let mut serde = None;
    for (name, with, without) in SUBJECTS {
        let counts = with_and_without(name, COUNTED, [with, without], command);
        let Some([with, without]) = counts else {
            println!("                valgrind is not installed, so none are counted");
            return;
        };
        let of_the_derive = with.saturating_sub(without);
        // The first.
        let serde = *serde.get_or_insert(of_the_derive);
        println!(
            "                {name:<16} {:>17} {:>8} {:>14} {:>10.2}",
            with / 1_000_000,
            without / 1_000_000,
            of_the_derive / 1_000_000,
            of_the_derive as f64 / serde as f64,
        );
    }
}

/// The seconds of each with its derive and without, one after the other: a slow minute is everybody's.
type Round = [[f64; 2]; SUBJECTS.len()];

fn own([with, without]: [f64; 2]) -> f64 {
    with - without
}

fn in_turns(
    packages: &[[Package; 2]; SUBJECTS.len()],
    command: &[&str],
    rounds: usize,
) -> Vec<Round> {
    for package in packages.as_flattened() {
        package.cargo(command);
    }
    let seconds = |package: &Package| package.time(command).as_secs_f64();
    let round = |_| packages.each_ref().map(|both| both.each_ref().map(seconds));
    (0..rounds).map(round).collect()
}
