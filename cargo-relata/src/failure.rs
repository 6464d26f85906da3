//! Why the command cannot do what is asked: wrong use, or input that cannot be read. Its words stand here alone.

use std::io;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::options::Options;
use crate::text::shown;

/// Told as `error: …`, with exit status 2.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("`{}` cannot be read: {error}", shown(&file.display().to_string()))]
    File { file: PathBuf, error: io::Error },
    /// What is written may have been meant for a command.
    #[error("no file is called `{}`{}", shown(&file.display().to_string()), similar(file, command.as_deref()))]
    NotThere {
        file: PathBuf,
        command: Option<String>,
    },
    #[error("`{}` cannot be written: {error}", shown(&file.display().to_string()))]
    Write { file: PathBuf, error: io::Error },
    #[error("nothing more can be printed: {0}")]
    Print(io::Error),
    #[error("`{}` cannot be read: {reason}", shown(&file.display().to_string()))]
    Input { file: PathBuf, reason: String },
    #[error("`{flag}` says what to build, and files are given that are built already")]
    FlagBesideFiles { flag: &'static str },
    /// What is wrong with a command line, where clap cannot know it.
    #[error("{0}")]
    Usage(String),
    #[error("`cargo metadata` failed: {0}")]
    Metadata(String),
    #[error("cargo cannot be run: {0}")]
    Cargo(io::Error),
    #[error("what cargo prints cannot be read: {0}")]
    Messages(io::Error),
    #[error("cargo could not build what is to be checked")]
    Build,
    #[error("the source cannot be read: {0}")]
    Source(#[from] relata::source::UnreadableSource),
    /// No target is there of what was selected.
    #[error("{0}")]
    Nothing(String),
}

impl Failure {
    /// The bytes of a file are not what they must be.
    pub(crate) fn input(file: &Path, reason: &str) -> Self {
        Failure::Input {
            file: file.to_owned(),
            reason: shown(reason),
        }
    }

    pub(crate) fn not_there(file: &Path) -> Self {
        let written = file.to_str().unwrap_or_default();
        let commands = Options::command();
        let mut names = commands.get_subcommands().map(clap::Command::get_name);
        let near = names.find(|it| strsim::osa_distance(written, it) <= 2);
        Failure::NotThere {
            file: file.to_owned(),
            command: near.map(str::to_owned),
        }
    }

    /// Whether a command is written where a file was expected.
    pub(crate) fn is_misplaced(&self) -> bool {
        let Failure::NotThere { file, command } = self else {
            return false;
        };
        command.as_deref().is_some_and(|it| file.as_os_str() == it)
    }
}

fn similar(file: &Path, command: Option<&str>) -> String {
    match command {
        Some(command) if file.as_os_str() == command => {
            format!("; write the command `{command}` first")
        }
        Some(command) => format!("; a command with a similar name exists: `{command}`"),
        None => String::new(),
    }
}
