//! `cargo relata check --with clippy`: relata's findings, and then what cargo prints. For editors, which call one command only.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path;
use std::process::{Child, Command, ExitStatus, Stdio};

use cargo_metadata::Metadata;
use serde::Deserialize;

use crate::check;
use crate::failure::Failure;
use crate::format::{cargo, human};
use crate::options::{Check, MessageFormat, With};
use crate::outcome::Outcome;
use crate::selection;
use crate::terminal::Terminal;

/// Prints the findings before cargo starts, since it may wait for another build. An editor shows those of all packages.
pub(crate) fn run(mut options: Check, terminal: Terminal) -> Result<Outcome, Failure> {
    let selected = &mut options.input.workspace;
    selected.workspace |= selected.package.is_empty();
    run_both(&options, terminal)
}

fn run_both(options: &Check, terminal: Terminal) -> Result<Outcome, Failure> {
    if !matches!(
        options.message_format,
        MessageFormat::Human | MessageFormat::Cargo
    ) {
        let text = "`--with` can be used only with `--message-format human` or `cargo`";
        return Err(Failure::Usage(text.to_owned()));
    }
    let verdict = check::verdict(options, terminal);
    let mut status = match &verdict {
        Ok(verdict) => u8::from(!verdict.is_clean(options.fail_on.level())),
        // Without models there is nothing to add to the messages of cargo.
        Err(failure @ Failure::Nothing(_)) => {
            terminal.warn(&failure.to_string());
            0
        }
        Err(failure) => {
            terminal.fail(failure);
            2
        }
    };
    let mut end = String::new();
    let ended = if options.message_format == MessageFormat::Human {
        if let Ok(verdict) = &verdict {
            terminal.print(&human::render(verdict))?;
        }
        start(options, Stdio::inherit())?.wait()
    } else {
        // Without them, as after a mistake in a manifest, cargo still says why.
        let members = selection::members(&options.input).ok();
        let messages = match (&verdict, &members) {
            (Ok(verdict), Some(members)) => cargo::messages(verdict, members),
            (Err(failure), Some(members)) if status > 0 => {
                cargo::failure(&failure.to_string(), members)
            }
            (Ok(verdict), None) if !verdict.findings.is_empty() => {
                terminal.warn("the findings are not printed, because `cargo metadata` failed");
                String::new()
            }
            _ => String::new(),
        };
        terminal.print(&messages)?;
        let mut cargo = start(options, Stdio::piped())?;
        let replaced = pass_on(&mut cargo, &messages, terminal);
        end = members.map_or_else(String::new, |it| rest(&it, &replaced));
        cargo.wait()
    };
    let ended = ended.map_err(Failure::Cargo)?;
    if status < 2 && !ended.success() {
        status = code(ended);
    }
    if options.message_format == MessageFormat::Cargo {
        end.push_str(&cargo::finished(status == 0));
    }
    Ok(Outcome {
        status,
        ..Outcome::clean(end)
    })
}

/// The status of cargo, or that of its failed builds if a signal ended it.
fn code(status: ExitStatus) -> u8 {
    let code = status.code().and_then(|it| u8::try_from(it).ok());
    code.unwrap_or(101)
}

fn start(options: &Check, stdout: Stdio) -> Result<Child, Failure> {
    let mut cargo = Command::new(selection::cargo());
    cargo.arg(match options.with {
        Some(With::Clippy) => "clippy",
        _ => "check",
    });
    if options.message_format == MessageFormat::Cargo {
        cargo.arg("--message-format=json");
    }
    if let Some(file) = &options.saved_file {
        let file = path::absolute(file).map_err(Failure::Cargo)?;
        let members = selection::members(&options.input)?;
        if let Some(package) = cargo::package_of(&members.workspace_packages(), &file) {
            cargo.args(["--package", &package.id.repr]);
        }
    }
    cargo.args(&options.arguments);
    cargo.stdin(Stdio::null()).stdout(stdout);
    cargo.spawn().map_err(Failure::Cargo)
}

/// What is read of a message of cargo.
#[derive(Deserialize)]
struct Message {
    reason: String,
    package_id: Option<String>,
    fresh: Option<bool>,
}

impl Message {
    /// The package whose earlier diagnostics an editor replaces. What was not built again replaces none.
    fn replaced(self) -> Option<String> {
        let is_built = self.reason == "compiler-message" || self.fresh == Some(false);
        self.package_id.filter(|_| is_built)
    }
}

/// Prints each line of cargo, except its last message, which comes after relata's artifacts. Returns the packages that the
/// messages replace.
fn pass_on(cargo: &mut Child, before: &str, terminal: Terminal) -> BTreeSet<String> {
    let mut replaced = BTreeSet::new();
    let mut see = |line: &str| {
        let message = serde_json::from_str::<Message>(line).ok();
        let is_last = message
            .as_ref()
            .is_some_and(|it| it.reason == "build-finished");
        replaced.extend(message.and_then(Message::replaced));
        is_last
    };
    before.lines().for_each(|it| {
        see(it);
    });
    if let Some(stdout) = cargo.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            // If nobody reads any longer, cargo ends as it would alone.
            if !see(&line) && terminal.print(&format!("{line}\n")).is_err() {
                break;
            }
        }
    }
    replaced
}

/// The artifacts of the packages whose diagnostics no message replaces.
fn rest(members: &Metadata, replaced: &BTreeSet<String>) -> String {
    let packages = members.workspace_packages().into_iter();
    let others = packages.filter(|it| !replaced.contains(&it.id.repr));
    others.map(cargo::artifact).collect()
}
