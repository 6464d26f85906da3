//! A real rust-analyzer shows the findings of this command: edit, save, diagnostic, fix, no diagnostic.
//!
//! `rustup component add rust-analyzer` installs it; then `cargo test -p cargo-relata --test rust_analyzer -- --ignored`.

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
    fn start(folder: &Path, check: &[&str]) -> Self {
        let mut process = Command::new("rust-analyzer")
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
            "check": { "overrideCommand": check },
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

fn workspace() -> PathBuf {
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"tool\"]\n";
    run::folder(
        "rust_analyzer",
        &[
            ("Cargo.toml", members),
            ("app/Cargo.toml", &run::manifest("app", "")),
            ("app/src/lib.rs", SOUND),
            ("tool/Cargo.toml", &run::manifest("tool", "")),
            ("tool/src/lib.rs", ""),
        ],
    )
}

#[test]
#[ignore = "it needs rust-analyzer"]
fn edit_save_and_fix() {
    let folder = workspace();
    let check = [
        env!("CARGO_BIN_EXE_cargo-relata"),
        "relata",
        "check",
        "--no-build",
        "--message-format",
        "cargo",
        "--with",
        "check",
        "--",
        "--workspace",
        "--offline",
    ];
    let mut server = Server::start(&folder, &check);
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
          ]
        ]"#]].assert_eq(&serde_json::to_string_pretty(&shown).unwrap());

    // The fix that is offered at the token is the one that the help names.
    let uri = server.uri("app/src/lib.rs");
    let range = &found[0]["range"];
    let context = json!({ "diagnostics": [], "triggerKind": 1 });
    let parameters = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    server.send(&json!({ "id": 2, "method": "textDocument/codeAction", "params": parameters }));
    let actions = server.wait(|it| it["id"] == 2);
    let actions = actions["result"]
        .as_array()
        .unwrap_or_else(|| panic!("{actions}"))
        .iter();
    let fix = actions.filter(|it| it["title"] == "write `Team`: `\"Team\"`");
    let fixes: Vec<&Value> = fix.map(|it| &it["edit"]).collect();
    assert_eq!(fixes.len(), 1, "{fixes:?}");

    server.save("app/src/lib.rs", SOUND, 3);
    server.findings("app/src/lib.rs", <[Value]>::is_empty);
}
