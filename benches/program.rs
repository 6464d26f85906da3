//! What models cost a finished program before `main`, by channel: bytes of the stripped executable, relocations, instructions
//! and page faults.
//!
//! `cargo bench --bench program` (Linux; instructions need valgrind; some minutes)

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
    println!(
        "channel    models  bytes      relocations  instructions  page faults   with init: instructions"
    );
    for channel in ["inventory", "linkme"] {
        for models in [0, 100, 1_000, 10_000] {
            if models > most {
                break;
            }
            let name = format!("program-{channel}-{models}");
            let program = Package::write(&name, models, Derive::Relata(channel)).program();
            let file = fs::read(&program).unwrap();
            println!(
                "{channel:<10} {models:<7} {:<10} {:<12} {:<13} {:<13} {}",
                file.len(),
                relocations(&file),
                shown(instructions(&program, &[], None)),
                shown(page_faults(&program)),
                shown(if models == 0 {
                    None
                } else {
                    instructions(&program, &["init"], None)
                })
            );
        }
    }
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
