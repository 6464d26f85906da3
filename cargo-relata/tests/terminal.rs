//! Colors, and errors when writing the output.

mod run;

use std::process::{Command, Stdio};

use run::folder;

const BROKEN: &str = r#"{ "format": "relata/1", "models": [
  { "path": "a::B", "relations": [ { "name": "c", "kind": "refers_to", "targets": ["C"] } ] } ] }"#;

fn check(test: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let here = folder(test, &[("a.json", BROKEN)]);
    let mut command = run::command(&here, &[&["a.json"], arguments].concat());
    command.envs(variables.iter().copied());
    command
}

/// Without a terminal there are no colors unless requested.
#[test]
fn colour() {
    let is_coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let output = check("colour", arguments, variables).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        output.stdout.contains(&0x1b)
    };
    let cases = [
        (false, &[][..], &[][..]),
        (true, &["--color", "always"], &[]),
        (true, &["--color", "always"], &[("NO_COLOR", "1")]),
        (false, &["--color", "never"], &[("CLICOLOR_FORCE", "1")]),
        (true, &[], &[("CLICOLOR_FORCE", "1")]),
        (false, &[], &[("NO_COLOR", "1"), ("CLICOLOR", "1")]),
        (false, &[], &[("CLICOLOR", "1")]),
        (true, &[], &[("CARGO_TERM_COLOR", "always")]),
        (
            false,
            &[],
            &[("CARGO_TERM_COLOR", "never"), ("CLICOLOR_FORCE", "1")],
        ),
    ];
    for (coloured, arguments, variables) in cases {
        assert_eq!(
            is_coloured(arguments, variables),
            coloured,
            "{arguments:?} {variables:?}"
        );
    }
}

/// Files have no colors.
#[test]
fn no_colour_in_a_file() {
    let arguments = ["--color", "always", "--output", "report.txt"];
    let mut command = check("no_colour_in_a_file", &arguments, &[]);
    assert_eq!(command.output().unwrap().status.code(), Some(1));
    let file = command.get_current_dir().unwrap().join("report.txt");
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.starts_with("error[missing_target]"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
}

/// Terminals get colors unless they do not support them or a variable turns them off.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs `script`, which makes a terminal"]
fn colour_on_a_terminal() {
    let is_coloured = |variables: &[(&str, &str)]| {
        let here = folder("colour_on_a_terminal", &[("a.json", BROKEN)]);
        let mut script = Command::new("script");
        let program = env!("CARGO_BIN_EXE_cargo-relata");
        script.args(["-qec", &format!("'{program}' relata a.json"), "/dev/null"]);
        for variable in [
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "CARGO_TERM_COLOR",
            "CI",
        ] {
            script.env_remove(variable);
        }
        script
            .env("TERM", "xterm-256color")
            .envs(variables.iter().copied());
        let output = script
            .current_dir(here)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).contains("missing_target"));
        output.stdout.contains(&0x1b)
    };
    assert!(is_coloured(&[]));
    assert!(!is_coloured(&[("NO_COLOR", "1")]));
    assert!(!is_coloured(&[("CLICOLOR", "0")]));
    assert!(!is_coloured(&[("TERM", "dumb")]));
}

/// A closed pipe, as in `cargo relata | head`, is not an error and does not change the exit status.
#[cfg(unix)]
#[test]
fn closed_pipe() {
    let mut child = check("closed_pipe", &[], &[])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

/// Lost output is an error.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = check("a_full_disk", &[], &[])
        .stdout(full)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.starts_with("error: cannot write to standard output: "),
        "{error}"
    );
    assert_eq!(output.status.code(), Some(2));
}
