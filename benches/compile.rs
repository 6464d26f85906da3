//! What the derive costs a compiler, beside serde's on the same structs and beside the bare structs; and what relata costs
//! who has never built it.
//!
//! `cargo bench --bench compile` (some minutes); `-- 100 3` for 100 models and the shortest of 3 runs

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(unreachable_pub, dead_code, reason = "a module of several programs")]

mod generated;

use std::time::Duration;

use generated::{Derive, Package};

const SUBJECTS: [(&str, Derive); 5] = [
    ("bare", Derive::Nothing),
    ("serde", Derive::Serde),
    ("inventory", Derive::Relata(&["inventory"])),
    ("linkme", Derive::Relata(&["linkme"])),
    ("both", Derive::Relata(&["inventory", "linkme"])),
];

const COMMANDS: [&[&str]; 3] = [&["check"], &["build"], &["build", "--release"]];

fn main() {
    let mut numbers = std::env::args().filter_map(|it| it.parse().ok());
    let models = numbers.next().unwrap_or(500);
    let runs = numbers.next().unwrap_or(5);
    let packages =
        SUBJECTS.map(|(name, derive)| Package::write(&format!("compile-{name}"), models, derive));

    println!(
        "{models} structs of 10 fields, those of relata with 3 relations; the shortest of {runs} runs, taken in turns"
    );
    println!("\n                derive            seconds  of the derive  × serde's");
    for command in COMMANDS {
        println!("cargo {}", command.join(" "));
        let times = in_turns(&packages, command, runs);
        let [bare, serde, ..] = times;
        for ((name, _), time) in SUBJECTS.iter().zip(times) {
            let own = time.saturating_sub(bare);
            let ratio = own.as_secs_f64() / serde.saturating_sub(bare).as_secs_f64();
            println!(
                "                {name:<16} {:>8.2} {:>14.2} {ratio:>10.2}",
                time.as_secs_f64(),
                own.as_secs_f64()
            );
        }
    }

    println!("\nwith nothing built, 1 model\n                derive            seconds  crates");
    for (name, derive) in SUBJECTS {
        let package = Package::write(&format!("clean-{name}"), 1, derive);
        let time = (0..2).map(|_| package.time_clean(&["build"])).min();
        println!(
            "                {name:<16} {:>8.2} {:>7}",
            time.unwrap_or_default().as_secs_f64(),
            package.dependencies()
        );
    }
}

/// The shortest time of each, one run of each after the other, so that a slow minute is everybody's.
fn in_turns<const N: usize>(
    packages: &[Package; N],
    command: &[&str],
    runs: usize,
) -> [Duration; N] {
    let mut times = [Duration::MAX; N];
    for package in packages {
        package.cargo(command);
    }
    for _ in 0..runs {
        for (package, shortest) in packages.iter().zip(&mut times) {
            *shortest = package.time(command).min(*shortest);
        }
    }
    times
}
