//! The processor's time that rustc takes for each package of a build: cargo calls this program in place of the compiler.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::generated::Package;

/// The file that the times are appended to. It is set only where cargo calls this program in place of the compiler.
const LOG: &str = "RELATA_TIME_INTO";

/// Seconds by package, and whether it was optimised: in release a dependency is, and what a derive is built of is not.
#[derive(Debug)]
pub struct Seconds(BTreeMap<(String, bool), f64>);

impl Seconds {
    /// Of these packages, however they were compiled.
    pub fn of(&self, packages: impl Fn(&str) -> bool) -> f64 {
        let all = self.0.iter().filter(|((name, _), _)| packages(name));
        all.map(|(_, seconds)| seconds).sum()
    }

    /// Of syn.
    pub fn of_syn(&self, optimised: bool) -> f64 {
        self.0[&("syn".to_owned(), optimised)]
    }
}

/// The seconds of a clean build. The program must begin with [`as_the_compiler`].
pub fn seconds(package: &Package, arguments: &[&str]) -> Seconds {
    let log = format!("seconds-{}.log", std::process::id());
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(log);
    let this = std::env::current_exe().unwrap();
    let variables = [("RUSTC_WRAPPER", this.as_path()), (LOG, &log)];
    package.clean().cargo_with(arguments, &variables);
    let text = fs::read_to_string(&log).expect("the compiler was called");
    fs::remove_file(log).unwrap();
    let mut seconds = BTreeMap::<_, f64>::new();
    for line in text.lines() {
        let mut words = line.split(' ');
        let mut word = || words.next().expect("three words");
        let package = (word().to_owned(), word() == "true");
        let ticks: f64 = word().parse().unwrap();
        *seconds.entry(package).or_default() += ticks / TICKS;
    }
    Seconds(seconds)
}

/// Of a second; `/proc` counts in these on every Linux that Rust has.
const TICKS: f64 = 100.0;

/// Calls the compiler, notes its time and ends, if this program is called in its place.
pub fn as_the_compiler() {
    let Some(log) = std::env::var_os(LOG) else {
        return;
    };
    let mut arguments = std::env::args_os().skip(1);
    let compiler = arguments.next().expect("cargo names it");
    let arguments: Vec<_> = arguments.collect();
    let status = Command::new(compiler).args(&arguments).status().unwrap();
    // Cargo also asks the compiler about itself, which compiles nothing.
    // Cargo also asks the compiler about itself, for no package.
    let compiles = arguments.iter().any(|it| it == "--out-dir");
    if compiles && let Ok(package) = std::env::var("CARGO_PKG_NAME") {
        let optimised = arguments.iter().any(|it| it == "opt-level=3");
        let line = format!("{package} {optimised} {}\n", ticks_of_children());
        let mut log = File::options().create(true).append(true).open(log).unwrap();
        // In one call, since compilers run in parallel.
        log.write_all(line.as_bytes()).unwrap();
    }
    std::process::exit(status.code().unwrap_or(1));
}

/// Those in user and in kernel mode, the linker's among them: it is a child of the compiler.
fn ticks_of_children() -> u64 {
    let text = fs::read_to_string("/proc/self/stat").expect("this is Linux");
    // The second field is the program's name, which may have spaces; `cutime` and `cstime` are the 16th and the 17th.
    let (_, fields) = text.rsplit_once(") ").unwrap();
    let fields: Vec<&str> = fields.split(' ').collect();
    fields[13..15]
        .iter()
        .map(|it| it.parse::<u64>().unwrap())
        .sum()
}
