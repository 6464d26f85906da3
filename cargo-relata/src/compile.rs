//! Builds the selected targets with cargo, which prints its progress to standard error.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use cargo_metadata::{Artifact, CompilerMessage, Message};

use crate::failure::Failure;
use crate::flags;
use crate::options::Input;
use crate::selection::{self, Kind, Target};
use crate::terminal::Terminal;
use crate::unbuilt;

/// The executables that cargo has built.
#[derive(Debug)]
pub(crate) struct Built {
    artifacts: Vec<Artifact>,
}

impl Built {
    /// Whether several targets have the same file, as programs with the same name do. The file is the program that was linked
    /// last.
    pub(crate) fn is_shared(&self, file: &Path) -> bool {
        let executables = self
            .artifacts
            .iter()
            .filter_map(|it| it.executable.as_ref());
        executables.filter(|it| it.as_std_path() == file).count() > 1
    }

    /// The executable of a target; none if cargo skipped it because a required feature is off.
    pub(crate) fn executable(&self, target: &Target) -> Option<&Path> {
        let of_target = |it: &&Artifact| {
            it.package_id == target.package
                && it.target.name == target.name
                && is_of(it, target.kind)
        };
        let artifact = self.artifacts.iter().find(of_target)?;
        artifact.executable.as_ref().map(|it| it.as_std_path())
    }
}

fn is_of(artifact: &Artifact, kind: Kind) -> bool {
    // The executable of a library is that of its unit tests.
    Kind::of(&artifact.target) == Some(kind) && (kind != Kind::Library || artifact.profile.test)
}

/// Builds all targets.
pub(crate) fn build(
    targets: &[Target],
    input: &Input,
    terminal: Terminal,
) -> Result<Built, Failure> {
    let (libraries, others): (Vec<_>, Vec<_>) = targets.iter().partition(|it| it.is_library());
    let mut artifacts = Vec::new();
    for targets in rounds(&others) {
        artifacts.extend(cargo(&["build"], &targets, input, terminal)?);
    }
    if !libraries.is_empty() {
        artifacts.extend(cargo(&["test", "--no-run"], &libraries, input, terminal)?);
    }
    Ok(Built { artifacts })
}

/// Divides targets so that two packages with programs of the same name are not built together. If cargo writes two programs to
/// one file at the same time, it can overwrite one with the other and take it for finished from then on.
fn rounds<'t>(targets: &[&'t Target]) -> Vec<Vec<&'t Target>> {
    let mut rounds: Vec<Vec<&Target>> = Vec::new();
    for package in targets.chunk_by(|one, other| one.package == other.package) {
        let is_free = |round: &&mut Vec<&Target>| {
            let is_same =
                |one: &Target, other: &Target| (one.kind, &one.name) == (other.kind, &other.name);
            let mut built = round.iter();
            !built.any(|one| package.iter().any(|other| is_same(one, other)))
        };
        match rounds.iter_mut().find(is_free) {
            Some(round) => round.extend(package),
            None => rounds.push(package.to_vec()),
        }
    }
    rounds
}

fn cargo(
    action: &[&str],
    targets: &[&Target],
    input: &Input,
    terminal: Terminal,
) -> Result<Vec<Artifact>, Failure> {
    let mut command = command(action, targets, input);
    command.args(["--message-format", "json-render-diagnostics"]);
    command.args(["--color", terminal.color_for_cargo()]);
    if terminal.is_quiet() {
        command.arg("--quiet");
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(Failure::Cargo)?;
    let artifacts = child.stdout.take().map(artifacts);
    if child.wait().map_err(Failure::Cargo)?.success() {
        artifacts.unwrap_or_else(|| Ok(Vec::new()))
    } else {
        let errors = errors(action, targets, input);
        Err(Failure::Build(unbuilt::explain(&errors, input)))
    }
}

/// Builds again what failed, for the errors of the compiler as data: cargo either prints them or returns them.
fn errors(action: &[&str], targets: &[&Target], input: &Input) -> Vec<CompilerMessage> {
    let mut command = command(action, targets, input);
    command.args(["--message-format", "json", "--quiet"]);
    let Ok(output) = command.stdin(Stdio::null()).output() else {
        return Vec::new();
    };
    let messages = Message::parse_stream(&*output.stdout);
    let errors = messages.filter_map(|it| match it {
        Ok(Message::CompilerMessage(message)) => Some(message),
        _ => None,
    });
    errors.collect()
}

/// The command of cargo, without the flags for its output.
fn command(action: &[&str], targets: &[&Target], input: &Input) -> Command {
    let mut command = Command::new(selection::cargo());
    command.args(action);
    let packages: BTreeSet<&str> = targets.iter().map(|it| it.package.repr.as_str()).collect();
    for package in packages {
        command.args(["--package", package]);
    }
    command.args(target_flags(targets, input));
    command.args(flags::feature_flags(input, &flags::features(input)));
    command.args(flags::manifest_flags(input));
    command.args(flags::compilation_flags(input));
    command
}

/// The executables in the messages of cargo.
fn artifacts(stdout: impl Read) -> Result<Vec<Artifact>, Failure> {
    let mut artifacts = Vec::new();
    for message in Message::parse_stream(BufReader::new(stdout)) {
        if let Message::CompilerArtifact(artifact) = message.map_err(Failure::Messages)?
            && artifact.executable.is_some()
        {
            artifacts.push(artifact);
        }
    }
    Ok(artifacts)
}

/// `--bins` skips binaries that require a feature that is off; `--bin` fails.
fn target_flags(targets: &[&Target], input: &Input) -> Vec<String> {
    let mut flags = BTreeSet::new();
    for target in targets {
        let flag = match target.kind {
            Kind::Library => "--lib".to_owned(),
            Kind::Binary if input.targets.bin.contains(&target.name) => {
                format!("--bin={}", target.name)
            }
            Kind::Binary => "--bins".to_owned(),
            Kind::Example => format!("--example={}", target.name),
            Kind::Test => format!("--test={}", target.name),
        };
        flags.insert(flag);
    }
    flags.into_iter().collect()
}
