//! The errors of the command: wrong usage, or input that cannot be read.

use std::io;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::options::Options;
use crate::text::{printable, quoted};

/// Printed as `error: …`, with exit status 2.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("`{}` cannot be read: {error}", printable(&file.display().to_string()))]
    File { file: PathBuf, error: io::Error },
    /// The argument may be a misspelled command.
    #[error("{}", not_found(file, command.as_deref()))]
    NotFound {
        file: PathBuf,
        command: Option<String>,
    },
    #[error("`{}` cannot be written: {error}", printable(&file.display().to_string()))]
    Write { file: PathBuf, error: io::Error },
    #[error("cannot write to standard output: {0}")]
    Print(io::Error),
    #[error("`{}` cannot be read: {reason}", printable(&file.display().to_string()))]
    Input { file: PathBuf, reason: String },
    #[error("{what} cannot be read: {reason}")]
    Database { what: String, reason: String },
    #[error("`{flag}` applies to builds and cannot be used with input files")]
    FlagWithFiles { flag: &'static str },
    #[error(
        "`{flag}` can be used with input files only if `--package` selects the source to compare them with"
    )]
    FlagWithoutPackage { flag: &'static str },
    /// A usage error that clap cannot detect.
    #[error("{0}")]
    Usage(String),
    #[error("`cargo metadata` failed: {0}")]
    Metadata(String),
    #[error("cannot run cargo: {0}")]
    Cargo(io::Error),
    #[error("cannot read the output of cargo: {0}")]
    Messages(io::Error),
    /// With what explains the errors of the compiler.
    #[error("cargo failed to build the selected targets{}", notes(.0))]
    Build(Vec<String>),
    #[error("the source cannot be read: {0}")]
    Source(#[from] relata::source::UnreadableSource),
    /// The selection contains no targets to check.
    #[error("{0}")]
    Nothing(String),
}

impl Failure {
    /// The content of a file is invalid.
    pub(crate) fn input(file: &Path, reason: &str) -> Self {
        Failure::Input {
            file: file.to_owned(),
            reason: printable(reason),
        }
    }

    /// The file does not exist.
    pub(crate) fn not_found(file: &Path) -> Self {
        let written = file.to_str().unwrap_or_default();
        let commands = Options::command();
        let mut names = commands.get_subcommands().map(clap::Command::get_name);
        let near = names.find(|it| strsim::osa_distance(written, it) <= 2);
        Failure::NotFound {
            file: file.to_owned(),
            command: near.map(str::to_owned),
        }
    }

    /// Whether the missing file is the name of a command.
    pub(crate) fn is_misplaced(&self) -> bool {
        let Failure::NotFound { file, command } = self else {
            return false;
        };
        command.as_deref().is_some_and(|it| file.as_os_str() == it)
    }
}

fn notes(notes: &[String]) -> String {
    let notes = notes.iter().map(|it| format!("\n  = note: {it}"));
    notes.collect()
}

fn not_found(file: &Path, command: Option<&str>) -> String {
    let name = file.display().to_string();
    let quoted = quoted(&name);
    match command {
        Some(command) if name == command => {
            format!("no such file {quoted}; the command `{command}` must be the first argument")
        }
        Some(command) => format!(
            "no such file or command {quoted}; a command with a similar name exists: `{command}`"
        ),
        None if name.contains(['.', '/', '\\']) => format!("no such file {quoted}"),
        None => format!("no such file or command {quoted}"),
    }
}
