//! Files that never end, never begin or are too large, wherever the command reads a file, and outputs over inputs.

mod run;

use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

use expect_test::{Expect, expect};

use run::{folder, run};

const EMPTY: &str = r#"{ "format": "relata/1", "models": [] }"#;

/// Runs the command with the file in each place where one is read, and returns the first lines of the errors.
fn read_everywhere(here: &Path, file: &str) -> String {
    let start = Instant::now();
    let commands: [&[&str]; 6] = [
        &["check", file],
        &["check", "sound.json", "--baseline", file],
        &["baseline", "sound.json", "--upgrade", file],
        &["diff", file, "sound.json"],
        &["list", file],
        &["why", "A.b", file],
    ];
    let output = commands.map(|it| run(here, it)).join("\n");
    let seconds = start.elapsed().as_secs();
    assert!(seconds < 30, "{seconds} seconds\n{output}");
    output
}

fn assert_each(output: &str, expected: &Expect) {
    let errors = output.lines().filter(|it| it.starts_with("error"));
    let errors: Vec<&str> = errors.collect();
    assert_eq!(errors.len(), 6, "{output}");
    expected.assert_eq(&errors.join("\n"));
}

#[cfg(unix)]
#[test]
fn devices_and_pipes() {
    let here = folder("devices_and_pipes", &[("sound.json", EMPTY)]);
    let pipe = here.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    assert_each(
        &read_everywhere(&here, "/dev/zero"),
        &expect![[r#"
        error: `/dev/zero` cannot be read: it is a device
        error: `/dev/zero` cannot be read: it is a device
        error: `/dev/zero` cannot be read: it is a device
        error: `/dev/zero` cannot be read: it is a device
        error: `/dev/zero` cannot be read: it is a device
        error: `/dev/zero` cannot be read: it is a device"#]],
    );
    assert_each(
        &read_everywhere(&here, "pipe"),
        &expect![[r#"
        error: `pipe` cannot be read: it is a named pipe, which may have no writer
        error: `pipe` cannot be read: it is a named pipe, which may have no writer
        error: `pipe` cannot be read: it is a named pipe, which may have no writer
        error: `pipe` cannot be read: it is a named pipe, which may have no writer
        error: `pipe` cannot be read: it is a named pipe, which may have no writer
        error: `pipe` cannot be read: it is a named pipe, which may have no writer"#]],
    );
}

/// Of a file system that stores no zeros, so that it takes no space.
#[test]
fn two_gigabytes() {
    let here = folder("two_gigabytes", &[("sound.json", EMPTY)]);
    let sparse = File::create(here.join("sparse")).unwrap();
    sparse.set_len(2 << 30).unwrap();
    assert_each(
        &read_everywhere(&here, "sparse"),
        &expect![[r#"
        error: `sparse` cannot be read: it is not a JSON document, which starts with `{`, and not a readable executable: Unknown file magic
        error: `sparse` cannot be read: larger than 64 MiB
        error: `sparse` cannot be read: larger than 64 MiB
        error: `sparse` cannot be read: it is not a JSON document, which starts with `{`, and not a readable executable: Unknown file magic
        error: `sparse` cannot be read: it is not a JSON document, which starts with `{`, and not a readable executable: Unknown file magic
        error: `sparse` cannot be read: it is not a JSON document, which starts with `{`, and not a readable executable: Unknown file magic"#]],
    );
    fs::remove_file(here.join("sparse")).unwrap();
}

#[test]
fn a_format_of_megabytes() {
    let text = format!(
        r#"{{ "format": "{}!", "models": [], "findings": [] }}"#,
        "é".repeat(1 << 20)
    );
    let models = text.replace(r#", "findings": []"#, "");
    let findings = text.replace(r#", "models": []"#, "");
    let here = folder(
        "a_format_of_megabytes",
        &[
            ("models", &*models),
            ("findings", &*findings),
            ("sound.json", EMPTY),
        ],
    );
    let long = "é".repeat(50);
    let shorten = |text: String| text.replace(&long, "(50 é)");
    expect![[r#"
        $ cargo relata check models
        --- stderr
        error: `models` cannot be read: line 1, column 2097167: the format is `(50 é)…(50 é)!`, but the format of a document is `relata/1`
        exit 2
    "#]].assert_eq(&shorten(run(&here, &["check", "models"])));
    let arguments = ["check", "sound.json", "--baseline", "findings"];
    expect![[r#"
        $ cargo relata check sound.json --baseline findings
        --- stderr
        error: `findings` cannot be read: the format is `(50 é)…(50 é)!`, but the format of a baseline is `relata-baseline/2`
        exit 2
    "#]].assert_eq(&shorten(run(&here, &arguments)));
}

/// Under its name, another spelling and a link.
#[test]
fn output_over_input() {
    let baseline = r#"{ "format": "relata-baseline/2", "findings": [] }"#;
    let here = folder(
        "output_over_input",
        &[("a.json", EMPTY), ("b.json", baseline), ("other", "")],
    );
    let commands: [&[&str]; 6] = [
        &["check", "a.json", "-o", "a.json"],
        &["list", "a.json", "-o", "./a.json"],
        &["graph", "a.json", "--baseline", "b.json", "-o", "b.json"],
        &["diff", "a.json", "b.json", "-o", "a.json"],
        &["diff", "b.json", "a.json", "-o", "a.json"],
        &["baseline", "a.json", "--baseline", "b.json", "-o", "b.json"],
    ];
    let mut output = commands.map(|it| run(&here, it)).join("\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("a.json", here.join("symbolic")).unwrap();
        fs::hard_link(here.join("a.json"), here.join("hard")).unwrap();
        for link in ["symbolic", "hard"] {
            output += &run(&here, &["list", "a.json", "-o", link]);
        }
    }
    expect![[r#"
        $ cargo relata check a.json -o a.json
        --- stderr
        error: `a.json` is both the input and the output; write to another file
        exit 2

        $ cargo relata list a.json -o ./a.json
        --- stderr
        error: the output `./a.json` would overwrite the input `a.json`; write to another file
        exit 2

        $ cargo relata graph a.json --baseline b.json -o b.json
        --- stderr
        error: `b.json` is both the input and the output; write to another file
        exit 2

        $ cargo relata diff a.json b.json -o a.json
        --- stderr
        error: `a.json` is both the input and the output; write to another file
        exit 2

        $ cargo relata diff b.json a.json -o a.json
        --- stderr
        error: `a.json` is both the input and the output; write to another file
        exit 2

        $ cargo relata baseline a.json --baseline b.json -o b.json
        --- stderr
        error: `b.json` is both the input and the output; write to another file
        exit 2
        $ cargo relata list a.json -o symbolic
        --- stderr
        error: the output `symbolic` would overwrite the input `a.json`; write to another file
        exit 2
        $ cargo relata list a.json -o hard
        --- stderr
        error: the output `hard` would overwrite the input `a.json`; write to another file
        exit 2
    "#]]
    .assert_eq(&output);
    assert_eq!(fs::read_to_string(here.join("a.json")).unwrap(), EMPTY);
    assert_eq!(fs::read_to_string(here.join("b.json")).unwrap(), baseline);
    // Another file is written, and may exist.
    let written = run(
        &here,
        &["list", "a.json", "--format", "json", "-o", "other"],
    );
    assert!(written.ends_with("exit 0\n"), "{written}");
}
