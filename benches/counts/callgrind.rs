//! Instructions, as valgrind counts them: the same on a busy machine as on an idle one.

use std::path::Path;
use std::process::Command;

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
    let line = text.lines().find(|it| it.contains("Collected :"))?;
    line.split(':').next_back()?.trim().parse().ok()
}
