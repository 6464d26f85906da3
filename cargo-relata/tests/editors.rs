//! The messages of cargo that editors read, alone and with those of the compiler.

mod run;

use std::path::{Path, PathBuf};

use cargo_metadata::Message;
use expect_test::expect;
use regex::Regex;

use run::{Output, manifest, output};

const MAIN: &str =
    "#![allow(dead_code)]\nmod author;\n\nfn main() {\n    relata::init().unwrap();\n}\n";
/// An emoji is one character, two units of UTF-16 and four bytes.
const AUTHOR: &str = "#[derive(relata::Model)]\npub struct Author {\n    pub id: i64,\n    /* 🦀 */ #[relata(belongs_to(team: \"Teem\"))]\n    pub team_id: i32,\n}\n\n#[derive(relata::Model)]\npub struct Team {\n    pub id: i64,\n}\n";

/// A workspace with a finding in one of its packages.
fn workspace(name: &str, author: &str) -> PathBuf {
    run::folder(
        name,
        &[
            (
                "Cargo.toml",
                "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"tool\"]\n",
            ),
            ("app/Cargo.toml", &manifest("app", "")),
            ("app/src/main.rs", MAIN),
            ("app/src/author.rs", author),
            ("tool/Cargo.toml", &manifest("tool", "")),
            ("tool/src/lib.rs", ""),
        ],
    )
}

/// A line for each message: what it is about, and of a diagnostic all that editors show.
fn messages(output: &Output) -> String {
    let mut lines = Vec::new();
    for message in Message::parse_stream(output.stdout.as_bytes()) {
        lines.push(match message.unwrap() {
            Message::CompilerMessage(message) => {
                let (target, diagnostic) = (message.target.name, message.message);
                let code = diagnostic.code.map(|it| it.code).unwrap_or_default();
                let spans = diagnostic.spans.iter().map(|it| {
                    let bytes = (it.byte_start, it.byte_end);
                    let columns = (it.column_start, it.column_end);
                    let text: Vec<&str> = it.text.iter().map(|it| it.text.trim()).collect();
                    let (file, line) = (&it.file_name, it.line_start);
                    format!(
                        "\n  {file}:{line}:{columns:?} bytes {bytes:?} {text:?} {:?}",
                        it.label
                    )
                });
                let spans: String = spans.collect();
                format!(
                    "{target}: {:?} {code}: {}{spans}",
                    diagnostic.level, diagnostic.message
                )
            }
            // Not the dependencies.
            Message::CompilerArtifact(it) if !["app", "tool"].contains(&&*it.target.name) => {
                continue;
            }
            Message::BuildScriptExecuted(_) => continue,
            Message::CompilerArtifact(artifact) => {
                format!(
                    "artifact of {}, fresh: {}",
                    artifact.target.name, artifact.fresh
                )
            }
            Message::BuildFinished(it) => format!("finished, success: {}", it.success),
            other => format!("{other:?}"),
        });
    }
    lines.join("\n")
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole message is expected")]
fn findings_as_messages_of_cargo() {
    let folder = workspace("editor_findings", AUTHOR);
    let output = output(
        &folder,
        &["check", "-q", "--no-build", "--message-format", "cargo"],
    );
    assert_eq!(output.status, Some(1), "{output}");
    expect![[r#"
        app: Error relata::missing_target: relation `Author.team` points at `Teem`, but no model has that name
          app/src/author.rs:4:(39, 45) bytes (103, 109) ["/* 🦀 */ #[relata(belongs_to(team: \"Teem\"))]"] None
          app/src/author.rs:9:(12, 16) bytes (174, 178) ["pub struct Team {"] Some("a model with a similar name exists: `app::author::Team`")
        artifact of app, fresh: false
        artifact of tool, fresh: false
        finished, success: false"#]].assert_eq(&messages(&output));
    // The range that the bytes name is the token.
    let source = std::fs::read(folder.join("app/src/author.rs")).unwrap();
    let first: serde_json::Value =
        serde_json::from_str(output.stdout.lines().next().unwrap()).unwrap();
    let span = &first["message"]["spans"][0];
    let range = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
    assert_eq!(&source[range("byte_start")..range("byte_end")], b"\"Teem\"");
    expect![[r#"
        [
          {
            "children": [],
            "code": null,
            "level": "help",
            "message": "write `Team`",
            "rendered": null,
            "spans": [
              {
                "byte_end": 109,
                "byte_start": 103,
                "column_end": 45,
                "column_start": 39,
                "expansion": null,
                "file_name": "app/src/author.rs",
                "is_primary": true,
                "label": null,
                "line_end": 4,
                "line_start": 4,
                "suggested_replacement": "\"Team\"",
                "suggestion_applicability": "MaybeIncorrect",
                "text": [
                  {
                    "highlight_end": 45,
                    "highlight_start": 39,
                    "text": "    /* 🦀 */ #[relata(belongs_to(team: \"Teem\"))]"
                  }
                ]
              }
            ]
          },
          {
            "children": [],
            "code": null,
            "level": "help",
            "message": "to accept it, write `allow(missing_target, reason = \"…\")` for the relation",
            "rendered": null,
            "spans": [
              {
                "byte_end": 109,
                "byte_start": 103,
                "column_end": 45,
                "column_start": 39,
                "expansion": null,
                "file_name": "app/src/author.rs",
                "is_primary": true,
                "label": null,
                "line_end": 4,
                "line_start": 4,
                "suggested_replacement": null,
                "suggestion_applicability": null,
                "text": [
                  {
                    "highlight_end": 45,
                    "highlight_start": 39,
                    "text": "    /* 🦀 */ #[relata(belongs_to(team: \"Teem\"))]"
                  }
                ]
              },
              {
                "byte_end": 109,
                "byte_start": 109,
                "column_end": 45,
                "column_start": 45,
                "expansion": null,
                "file_name": "app/src/author.rs",
                "is_primary": true,
                "label": null,
                "line_end": 4,
                "line_start": 4,
                "suggested_replacement": ", allow(missing_target, reason = \"…\")",
                "suggestion_applicability": "MaybeIncorrect",
                "text": [
                  {
                    "highlight_end": 45,
                    "highlight_start": 45,
                    "text": "    /* 🦀 */ #[relata(belongs_to(team: \"Teem\"))]"
                  }
                ]
              }
            ]
          },
          {
            "children": [],
            "code": null,
            "level": "note",
            "message": "for more information: https://docs.rs/relata/latest/relata/enum.Rule.html#variant.MissingTarget",
            "rendered": null,
            "spans": []
          }
        ]"#]].assert_eq(&serde_json::to_string_pretty(&first["message"]["children"]).unwrap());
}

/// The compiler is not lost: its messages follow, and each package that none mentions has its artifact.
#[test]
fn findings_and_the_compiler() {
    let folder = workspace("editor_with_check", AUTHOR);
    let arguments = [
        "check",
        "-q",
        "--no-build",
        "--message-format",
        "cargo",
        "--with",
        "check",
        "--",
        "--workspace",
        "--offline",
    ];
    let sound = AUTHOR.replace("Teem", "Team").replace("i32", "i64");
    expect![[r#"
        app: Error relata::missing_target: relation `Author.team` points at `Teem`, but no model has that name
          app/src/author.rs:4:(39, 45) bytes (103, 109) ["/* 🦀 */ #[relata(belongs_to(team: \"Teem\"))]"] None
          app/src/author.rs:9:(12, 16) bytes (174, 178) ["pub struct Team {"] Some("a model with a similar name exists: `app::author::Team`")
        artifact of tool, fresh: true
        artifact of app, fresh: false
        artifact of tool, fresh: false
        finished, success: false"#]].assert_eq(&messages(&output(&folder, &arguments)));
    // A mistake of the language is found by the compiler, and shown by it alone.
    run::write(
        &folder.join("app/src/author.rs"),
        &sound.replace("pub id: i64,\n    /*", "pub id: I64,\n    /*"),
    );
    let with_error = output(&folder, &arguments);
    assert_eq!(with_error.status, Some(101));
    expect![[r#"
        artifact of tool, fresh: true
        app: Error E0425: cannot find type `I64` in this scope
          app/src/author.rs:3:(13, 16) bytes (57, 60) ["pub id: I64,"] None
        app: FailureNote : For more information about this error, try `rustc --explain E0425`.
        artifact of tool, fresh: false
        finished, success: false"#]]
    .assert_eq(&messages(&with_error));
    run::write(&folder.join("app/src/author.rs"), &sound);
    let clean = output(&folder, &arguments);
    assert_eq!(clean.status, Some(0), "{clean}");
    expect![[r#"
        artifact of tool, fresh: true
        artifact of app, fresh: false
        artifact of tool, fresh: false
        finished, success: true"#]]
    .assert_eq(&messages(&clean));
}

/// What stops relata stops neither the compiler nor the editor.
#[test]
fn a_failure_of_the_command() {
    let folder = workspace("editor_failure", AUTHOR);
    let baseline = ["--baseline", "nothing.json"];
    let arguments = [
        &[
            "check",
            "-q",
            "--no-build",
            "--message-format",
            "cargo",
            "--with",
            "check",
        ],
        &baseline[..],
        &["--", "-p", "tool", "--offline"],
    ]
    .concat();
    let output = output(&folder, &arguments);
    assert_eq!(output.status, Some(2), "{output}");
    expect![[r#"
        app: Error relata::failed: no such file `nothing.json`
          app/src/main.rs:1:(1, 1) bytes (0, 0) [] None
        artifact of tool, fresh: false
        finished, success: false"#]]
    .assert_eq(&messages(&output));
}

/// An editor runs the command in the folder of the workspace, and shows the findings of all packages.
#[test]
fn the_other_packages_of_a_workspace() {
    let root = manifest("app", "").replace(
        "[dependencies",
        "[workspace]\nmembers = [\"tool\"]\n[dependencies",
    );
    let files = [
        ("Cargo.toml", &*root),
        ("src/lib.rs", ""),
        ("tool/Cargo.toml", &manifest("tool", "")),
        ("tool/src/lib.rs", AUTHOR),
    ];
    let folder = run::folder("editor_root", &files);
    let arguments = [
        "check",
        "-q",
        "--no-build",
        "--message-format",
        "cargo",
        "--with",
        "check",
        "--saved-file",
        "src/lib.rs",
        "--",
        "--offline",
    ];
    let output = messages(&output(&folder, &arguments));
    let titles: Vec<&str> = output.lines().filter(|it| !it.starts_with(' ')).collect();
    expect![[r#"
        tool: Error relata::missing_target: relation `Author.team` points at `Teem`, but no model has that name
        artifact of app, fresh: false
        finished, success: false"#]].assert_eq(&titles.join("\n"));
}

/// An editor shows a message, but not what is printed to standard error.
#[test]
fn a_failure_without_the_compiler() {
    let folder = workspace("editor_failure_alone", AUTHOR);
    let settings = manifest("app", "[package.metadata.relata]\nnope = 1\n");
    run::write(&folder.join("app/Cargo.toml"), &settings);
    let output = output(
        &folder,
        &["check", "-q", "--no-build", "--message-format", "cargo"],
    );
    assert_eq!(output.status, Some(2), "{output}");
    expect![[r#"
        app: Error relata::failed: the source cannot be read: app/Cargo.toml:6:1: unknown key `nope` in `package.metadata.relata`: it has `include`, `exclude` and `allow`
          app/src/main.rs:1:(1, 1) bytes (0, 0) [] None
        finished, success: false"#]].assert_eq(&messages(&output));
}

/// The problem matcher `$rustc` of VS Code reads titles and places with these expressions, as rust-analyzer's extension has them.
#[test]
fn the_problem_matcher_of_an_editor() {
    let title = Regex::new(r"^(warning|warn|error)(?:\[(.*?)\])?: (.*)$").unwrap();
    let place = Regex::new(r"^[\s\->=]*(.*?):([1-9]\d*):([1-9]\d*)\s*$").unwrap();
    let folder = workspace("editor_lines", AUTHOR);
    let output = output(&folder, &["check", "-q", "--no-build", "--color", "never"]);
    let mut found = Vec::new();
    let mut lines = output.stdout.lines();
    while let Some(line) = lines.next() {
        let Some(title) = title.captures(line) else {
            continue;
        };
        let place = place.captures(lines.next().unwrap()).unwrap();
        found.push(format!(
            "{} {} {}:{}:{}",
            &title[1], &title[2], &place[1], &place[2], &place[3]
        ));
    }
    assert_eq!(found, ["error missing_target app/src/author.rs:4:39"]);
}

/// Readers of a terminal, such as bacon, know titles and places by their colors: those of the compiler.
#[test]
fn the_colors_of_the_compiler() {
    let folder = workspace("editor_colors", AUTHOR);
    let ours = output(&folder, &["check", "-q", "--no-build", "--color", "always"]).stdout;
    run::write(&folder.join("wrong.rs"), "fn main() { x }\n");
    let mut rustc = std::process::Command::new("rustc");
    let arguments = ["--color", "always", "--emit", "metadata", "wrong.rs"];
    let theirs = rustc
        .args(arguments)
        .current_dir(&folder)
        .output()
        .unwrap()
        .stderr;
    let theirs = String::from_utf8(theirs).unwrap();
    // What is between the escape sequences differs.
    let words = Regex::new(r"(\[[a-zA-Z0-9_]+\]|: [^\x1b]+|[^\x1b ]+:\d+:\d+)").unwrap();
    let first = |text: &str| {
        text.lines()
            .take(2)
            .map(|it| words.replace_all(it, "").into_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(first(&ours), first(&theirs));
    assert_eq!(
        first(&ours)[0],
        "\u{1b}[1m\u{1b}[91merror\u{1b}[0m\u{1b}[1m\u{1b}[0m"
    );
}

/// What `.pre-commit-hooks.yaml` runs.
#[test]
fn the_hook_of_pre_commit() {
    let hooks = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.pre-commit-hooks.yaml");
    let hooks = std::fs::read_to_string(hooks).unwrap();
    let entry = hooks
        .lines()
        .find_map(|it| it.trim().strip_prefix("entry: cargo relata "));
    let arguments: Vec<&str> = entry.unwrap().split(' ').collect();
    let broken = output(&workspace("editor_hook", AUTHOR), &arguments);
    assert_eq!(broken.status, Some(1), "{broken}");
    let sound = AUTHOR.replace("Teem", "Team").replace("i32", "i64");
    let sound = output(&workspace("editor_hook", &sound), &arguments);
    assert_eq!(sound.status, Some(0), "{sound}");
}

/// Where a token ends, in the formats that can say it: columns are characters, bytes are those of the file.
#[test]
fn the_end_of_a_token() {
    let folder = workspace("editor_ends", AUTHOR);
    let check = |format| output(&folder, &["check", "-q", "--no-build", "--format", format]);
    let sarif: serde_json::Value = serde_json::from_str(&check("sarif").stdout).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    expect![[r#"{"byteLength":6,"byteOffset":103,"endColumn":45,"startColumn":39,"startLine":4}"#]]
        .assert_eq(&place["region"].to_string());
    let github = check("github").stdout;
    let annotation = github.lines().next().unwrap();
    expect!["::error file=app/src/author.rs,line=4,col=39,endLine=4,endColumn=45"]
        .assert_eq(annotation.split_once(",title").unwrap().0);
}
