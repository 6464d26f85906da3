//! A real rust-analyzer shows the findings of this command: edit, save, diagnostic, fix, no diagnostic.
//!
//! `rustup component add rust-analyzer` installs it; then `cargo test -p cargo-relata --test rust_analyzer -- --ignored`. The
//! variable `RUST_ANALYZER` names another one.

#![allow(clippy::print_stdout, reason = "how long it takes is printed")]

mod run;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use expect_test::expect;
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_mins(2);

/// A language server, as an editor talks to it.
struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    folder: PathBuf,
}

impl Server {
    /// Starts it and waits until it has loaded the workspace. `check` is the command that looks for errors.
    fn start(folder: &Path, check: &[&str], once: bool) -> Self {
        let program = std::env::var_os("RUST_ANALYZER");
        let mut process = Command::new(program.unwrap_or_else(|| "rust-analyzer".into()))
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", run::target())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer is installed");
        let output = process.stdout.take().unwrap();
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut server = Server {
            input: process.stdin.take().unwrap(),
            process,
            messages,
            folder: folder.to_owned(),
        };
        let options = json!({
            "check": {
                "overrideCommand": check,
                "invocationStrategy": if once { "once" } else { "per_workspace" },
            },
            "procMacro": { "enable": false },
            "cargo": { "buildScripts": { "enable": false }, "sysroot": null },
            "cachePriming": { "enable": false },
        });
        let parameters = json!({
            "processId": null,
            "rootUri": server.uri(""),
            "capabilities": {
                "experimental": { "serverStatusNotification": true },
                "textDocument": {
                    "publishDiagnostics": { "relatedInformation": true },
                    "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
                },
            },
            "initializationOptions": options,
        });
        server.send(&json!({ "id": 1, "method": "initialize", "params": parameters }));
        server.wait(|it| it["id"] == 1 && it.get("result").is_some());
        server.notify("initialized", &json!({}));
        server.wait(|it| {
            it["method"] == "experimental/serverStatus" && it["params"]["quiescent"] == true
        });
        server
    }

    fn uri(&self, file: &str) -> String {
        format!("file://{}", self.folder.join(file).display())
    }

    fn send(&mut self, message: &Value) {
        let mut message = message.clone();
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn notify(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "method": method, "params": parameters }));
    }

    /// Waits for a message, and answers what the server asks meanwhile.
    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(start.elapsed());
            let message = self.messages.recv_timeout(left).expect("a message");
            if let (Some(id), true) = (message.get("id"), message.get("method").is_some()) {
                self.send(&json!({ "id": id, "result": null }));
            }
            if is_it(&message) {
                return message;
            }
        }
    }

    fn open(&mut self, file: &str) {
        let text = std::fs::read_to_string(self.folder.join(file)).unwrap();
        let document =
            json!({ "uri": self.uri(file), "languageId": "rust", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Replaces the text of a file that is open, and saves it.
    fn save(&mut self, file: &str, text: &str, version: u32) {
        run::write(&self.folder.join(file), text);
        let document = json!({ "uri": self.uri(file), "version": version });
        let changes = json!([{ "text": text }]);
        let change = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", &change);
        let document = json!({ "uri": self.uri(file) });
        self.notify("textDocument/didSave", &json!({ "textDocument": document }));
    }

    /// Waits until the findings of relata in a file fulfil a condition.
    fn findings(&mut self, file: &str, is_it: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let uri = self.uri(file);
        let of_relata = |message: &Value| -> Option<Vec<Value>> {
            let is_of_file = message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == *uri;
            let all = message["params"]["diagnostics"]
                .as_array()
                .filter(|_| is_of_file)?;
            Some(
                all.iter()
                    .filter(|it| it["source"] == "relata")
                    .cloned()
                    .collect(),
            )
        };
        let message = self.wait(|it| of_relata(it).is_some_and(|found| is_it(&found)));
        of_relata(&message).unwrap()
    }
}

impl Server {
    /// Returns the edit with this title that is offered at a range.
    fn fix(&mut self, file: &str, range: &Value, title: &str) -> Value {
        let uri = self.uri(file);
        let context = json!({ "diagnostics": [], "triggerKind": 1 });
        let parameters =
            json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.send(&json!({ "id": 2, "method": "textDocument/codeAction", "params": parameters }));
        let actions = self.wait(|it| it["id"] == 2);
        let all = actions["result"].as_array();
        let all = all.unwrap_or_else(|| panic!("{actions}"));
        let fixes: Vec<&Value> = all.iter().filter(|it| it["title"] == title).collect();
        let [fix] = &*fixes else {
            let titles: Vec<&Value> = all.iter().map(|it| &it["title"]).collect();
            panic!("{titles:?}");
        };
        fix["edit"].clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Reads one message: headers, an empty line, and as many bytes as they say.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?;
            }
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

const SOUND: &str = "/* 🦀 */ #[derive(relata::Model)] #[relata(belongs_to(team: \"Team\"))] pub struct Author { pub id: i64, pub team_id: i64 }\n#[derive(relata::Model)] pub struct Team { pub id: i64 }\n";

fn workspace(name: &str) -> PathBuf {
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"tool\"]\n";
    run::folder(
        name,
        &[
            ("Cargo.toml", members),
            ("app/Cargo.toml", &run::manifest("app", "")),
            ("app/src/lib.rs", SOUND),
            ("tool/Cargo.toml", &run::manifest("tool", "")),
            ("tool/src/lib.rs", ""),
        ],
    )
}

/// The command that rust-analyzer runs.
fn check<'c>(rest: &[&'c str]) -> Vec<&'c str> {
    let relata = [
        env!("CARGO_BIN_EXE_cargo-relata"),
        "relata",
        "check",
        "--no-build",
        "--message-format",
        "cargo",
        "--with",
        "check",
    ];
    [&relata[..], rest].concat()
}

#[test]
#[ignore = "it needs rust-analyzer"]
fn edit_save_and_fix() {
    let folder = workspace("rust_analyzer");
    let mut server = Server::start(&folder, &check(&["--", "--workspace", "--offline"]), false);
    server.open("app/src/lib.rs");

    let start = Instant::now();
    server.save("app/src/lib.rs", &SOUND.replace("\"Team\"", "\"Teem\""), 2);
    let found = server.findings("app/src/lib.rs", |it| !it.is_empty());
    println!(
        "from save to diagnostic: {} ms",
        start.elapsed().as_millis()
    );
    let shown: Vec<Value> = found
        .iter()
        .map(|it| json!([it["severity"], it["code"], it["range"], it["message"]]))
        .collect();
    expect![[r#"
        [
          [
            1,
            "missing_target",
            {
              "end": {
                "character": 66,
                "line": 0
              },
              "start": {
                "character": 60,
                "line": 0
              }
            },
            "relation `Author.team` points at `Teem`, but no model has that name\nfor more information: https://docs.rs/relata/latest/relata/enum.Rule.html#variant.MissingTarget"
          ],
          [
            4,
            "missing_target",
            {
              "end": {
                "character": 40,
                "line": 1
              },
              "start": {
                "character": 36,
                "line": 1
              }
            },
            "a model with a similar name exists: `app::Team`"
          ],
          [
            4,
            "missing_target",
            {
              "end": {
                "character": 66,
                "line": 0
              },
              "start": {
                "character": 60,
                "line": 0
              }
            },
            "write `Team`: `\"Team\"`"
          ],
          [
            4,
            "missing_target",
            {
              "end": {
                "character": 66,
                "line": 0
              },
              "start": {
                "character": 60,
                "line": 0
              }
            },
            "to accept it, write `allow(missing_target, reason = \"…\")` for the relation: `, allow(missing_target, reason = \"…\")`"
          ]
        ]"#]].assert_eq(&serde_json::to_string_pretty(&shown).unwrap());

    // The fix that is offered at the token is the one that the help names.
    let range = &found[0]["range"];
    server.fix("app/src/lib.rs", range, "write `Team`: `\"Team\"`");

    server.save("app/src/lib.rs", SOUND, 3);
    server.findings("app/src/lib.rs", <[Value]>::is_empty);
}

#[track_caller]
fn edit_and_back(name: &str, check: &[&str], once: bool) {
    let folder = workspace(name);
    let mut server = Server::start(&folder, check, once);
    server.open("app/src/lib.rs");
    let broken = SOUND.replace("\"Team\"", "\"Teem\"");
    server.save("app/src/lib.rs", &broken, 2);
    server.findings("app/src/lib.rs", |it| !it.is_empty());
    server.save("app/src/lib.rs", SOUND, 3);
    server.findings("app/src/lib.rs", <[Value]>::is_empty);
}

#[test]
#[ignore = "it needs rust-analyzer"]
fn one_command_for_all_workspaces() {
    let check = check(&["--", "--workspace", "--offline"]);
    edit_and_back("rust_analyzer_once", &check, true);
}

#[test]
#[ignore = "it needs rust-analyzer 1.95"]
fn the_package_of_the_saved_file() {
    let check = check(&["--saved-file", "$saved_file", "--", "--offline"]);
    edit_and_back("rust_analyzer_saved", &check, false);
}

/// The line that is missing in another file is offered at the model.
#[test]
#[ignore = "it needs rust-analyzer"]
fn a_fix_in_another_file() {
    let folder = workspace("rust_analyzer_line");
    run::write(&folder.join("app/src/lib.rs"), "mod author;\n\nfn f() {}\n");
    let team = "#[derive(relata::Model)] pub struct Team { pub id: i64 }\n";
    run::write(&folder.join("app/src/team.rs"), team);
    let author = SOUND.lines().next().unwrap();
    run::write(&folder.join("app/src/author.rs"), author);
    let rest = ["--", "--workspace", "--offline"];
    let mut server = Server::start(&folder, &check(&rest), false);
    server.open("app/src/team.rs");
    server.save("app/src/team.rs", &format!("\n{team}"), 2);
    let found = server.findings("app/src/team.rs", |it| !it.is_empty());
    let edit = server.fix(
        "app/src/team.rs",
        &found[0]["range"],
        "add `mod team;` to app/src/lib.rs: `mod team;\n`",
    );
    let lib = server.uri("app/src/lib.rs");
    let changes = &edit["changes"][&lib];
    expect![[r#"[{"newText":"mod team;\n","range":{"end":{"character":0,"line":1},"start":{"character":0,"line":1}}}]"#]].assert_eq(&changes.to_string());
}

/// A model without relata's derive has no attribute to write an `allow` in.
#[test]
#[ignore = "it needs rust-analyzer"]
fn a_fix_in_the_manifest() {
    let manifest = "[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2024\"\n";
    let sound = "diesel::table! { users { id -> Int8 } }\ndiesel::table! { posts { id -> Int8, user_id -> Int8 } }\n#[derive(Identifiable, Queryable)] #[diesel(table_name = users)] pub struct User { pub id: i64 }\n#[derive(Identifiable, Queryable, Associations)] #[diesel(table_name = posts, belongs_to(User))] pub struct Post { pub id: i64, pub user_id: i64 }\n";
    let files = [("Cargo.toml", manifest), ("src/lib.rs", sound)];
    let folder = run::folder("rust_analyzer_manifest", &files);
    let mut server = Server::start(&folder, &check(&["--", "--offline"]), false);
    server.open("src/lib.rs");
    let broken = sound.replace("user_id: i64", "user_id: i32");
    server.save("src/lib.rs", &broken, 2);
    let found = server.findings("src/lib.rs", |it| !it.is_empty());
    let entry = "allow = [{ model = \"app::Post\", rule = \"key_type\", reason = \"…\" }]\n";
    let title = format!(
        "to accept it, allow `key_type` for `Post` in Cargo.toml: `\n[package.metadata.relata]\n{entry}`"
    );
    let edit = server.fix("src/lib.rs", &found[0]["range"], &title);
    expect![[r#"{"Cargo.toml":[{"newText":"\n[package.metadata.relata]\nallow = [{ model = \"app::Post\", rule = \"key_type\", reason = \"…\" }]\n","range":{"end":{"character":0,"line":4},"start":{"character":0,"line":4}}}]}"#]].assert_eq(&edit["changes"].to_string().replace(&server.uri(""), ""));
}
