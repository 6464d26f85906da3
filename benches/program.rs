//! What models cost a finished program, by channel, over one that calls `init` too but has no model: bytes of the stripped
//! executable, relocations, and instructions and page faults before `main`.
//!
//! `cargo bench --bench program` (Linux, some minutes; instructions need valgrind, page faults perf); `-- 10000` for more
//! models than 1,000

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(unreachable_pub, dead_code, reason = "a module of several programs")]

#[path = "counts/callgrind.rs"]
mod callgrind;
mod generated;

use std::fs;
use std::path::Path;
use std::process::Command;

use callgrind::instructions;
use generated::{Derive, Package};
use object::{Object, ObjectSection};

fn main() {
    let most = std::env::args().find_map(|it| it.parse().ok());
    let most: usize = most.unwrap_or(1_000);
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed, so no instructions are counted\n");
    }
    println!(
        "                                                 over 0 models:    per model      before main, in all"
    );
    println!(
        "channel             models    bytes  instructions    bytes  relocations  instructions  page faults  with init"
    );
    row("none", 0, &Cost::of(0, Derive::Nothing), None);
    for (channel, features) in [
        ("inventory", &["inventory"][..]),
        ("linkme", &["linkme"]),
        ("inventory, linkme", &["inventory", "linkme"]),
    ] {
        let derive = Derive::Relata(features);
        let empty = Cost::of(0, derive);
        row(channel, 0, &empty, None);
        for models in [100, 1_000, 10_000].into_iter().filter(|it| *it <= most) {
            let cost = Cost::of(models, derive);
            row(channel, models, &cost, Some(&empty));
        }
    }
}

/// Of one program.
struct Cost {
    bytes: u64,
    relocations: u64,
    instructions: Option<u64>,
    page_faults: Option<u64>,
    /// Instructions, `init` being called.
    with_init: Option<u64>,
}

impl Cost {
    fn of(models: usize, derive: Derive) -> Self {
        let channel = match derive {
            Derive::Relata(features) => features.join("-"),
            _ => "none".to_owned(),
        };
        let package = Package::write(&format!("program-{channel}-{models}"), models, derive);
        let program = package.program();
        let file = fs::read(&program).unwrap();
        Cost {
            bytes: file.len().try_into().unwrap(),
            relocations: relocations(&file),
            instructions: instructions(&program, &[], None),
            page_faults: page_faults(&program),
            // Without a model `init` fails, and rightly.
            with_init: (models > 0)
                .then(|| instructions(&program, &["init"], None))
                .flatten(),
        }
    }
}

fn row(channel: &str, models: usize, cost: &Cost, empty: Option<&Cost>) {
    print!(
        "{channel:<18} {models:>7} {:>8} {:>13}",
        cost.bytes,
        shown(cost.instructions)
    );
    let Some(empty) = empty else {
        return println!();
    };
    let models = models as u64;
    let over = |of: fn(&Cost) -> Option<u64>| {
        let [with, without] = [of(cost), of(empty)];
        shown(
            with.zip(without)
                .map(|(with, without)| with.saturating_sub(without)),
        )
    };
    println!(
        " {:>8} {:>12} {:>13} {:>12} {:>10}",
        (cost.bytes - empty.bytes) / models,
        (cost.relocations - empty.relocations) / models,
        over(|it| it.instructions),
        over(|it| it.page_faults),
        shown(cost.with_init)
    );
}

fn shown(count: Option<u64>) -> String {
    count.map_or("-".to_owned(), |it| it.to_string())
}

/// Each of 24 bytes.
fn relocations(file: &[u8]) -> u64 {
    let file = object::File::parse(file).unwrap();
    let section = file.section_by_name(".rela.dyn");
    section.map_or(0, |it| it.size() / 24)
}

/// Those that need no disk, of a whole run; the fewest of several, since the place of the stack differs.
fn page_faults(program: &Path) -> Option<u64> {
    let once = || {
        let output = Command::new("perf")
            .args(["stat", "-x,", "-e", "minor-faults"])
            .arg(program)
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        text.split(',').next()?.trim().parse().ok()
    };
    (0..20).filter_map(|_| once()).min()
}
