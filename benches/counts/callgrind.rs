//! Instructions, as valgrind counts them: the same on a busy machine as on an idle one.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::generated::{Derive, Package};

/// Of the whole program, or within the function of this name and what it calls; none where there is no valgrind.
pub fn instructions(program: &Path, arguments: &[&str], within: Option<&str>) -> Option<u64> {
    let within = within.map(|it| format!("--toggle-collect=*{it}*"));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args(within)
        .arg(program)
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {text}", program.display());
    collected(&text)
}

/// Where the count of the compiler goes; it is set only where cargo calls this program in place of the compiler.
const LOG: &str = "RELATA_COUNT_INTO";

/// Of the compiler, where cargo is called so, for the package alone: what it depends on is built before, and the linker is
/// another program. None where there is no valgrind. The program must begin with [`as_the_compiler`].
fn of_the_compiler(package: &Package, arguments: &[&str]) -> Option<u64> {
    Command::new("valgrind").arg("--version").output().ok()?;
    package.cargo(arguments);
    package.touch();
    let log = format!("callgrind-{}.log", std::process::id());
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(log);
    let this = std::env::current_exe().unwrap();
    // What it depends on is no member of its workspace.
    let wrapper = ("RUSTC_WORKSPACE_WRAPPER", this.as_path());
    package.cargo_with(arguments, &[wrapper, (LOG, &log)]);
    let text = fs::read_to_string(&log).expect("the compiler was called");
    fs::remove_file(log).unwrap();
    Some(collected(&text).expect("valgrind tells its count"))
}

/// The same of so many structs with a derive and without it.
pub fn with_and_without(
    name: &str,
    structs: usize,
    derives: [Derive; 2],
    arguments: &[&str],
) -> Option<[u64; 2]> {
    let [with, without] = derives;
    let count = |which: &str, derive| {
        let package = Package::write(&format!("count-{name}{which}"), structs, derive);
        of_the_compiler(&package, arguments)
    };
    Some([count("", with)?, count("-without", without)?])
}

/// Runs the compiler in valgrind and ends, if cargo called this program as the compiler.
pub fn as_the_compiler() {
    let Some(log) = std::env::var_os(LOG) else {
        return;
    };
    let mut arguments = std::env::args_os().skip(1);
    let compiler = arguments.next().expect("cargo names it");
    let arguments: Vec<_> = arguments.collect();
    // Cargo asks it about itself as well.
    let compiles = arguments.iter().any(|argument| argument == "--out-dir");
    let mut command = Command::new(if compiles {
        "valgrind".as_ref()
    } else {
        &*compiler
    });
    if compiles {
        let mut to_log = OsString::from("--log-file=");
        to_log.push(log);
        command
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            // The linker's process begins as one of the compiler's.
            .arg("--child-silent-after-fork=yes")
            .args([to_log, compiler]);
    }
    let status = command.args(arguments).status();
    std::process::exit(status.unwrap().code().unwrap_or(1));
}

fn collected(log: &str) -> Option<u64> {
    let line = log.lines().find(|it| it.contains("Collected :"))?;
    line.split(':').next_back()?.trim().parse().ok()
}
