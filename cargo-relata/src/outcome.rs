//! The result of a command.

use std::path::{Path, PathBuf};

/// The output of a command, and its exit status.
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) status: u8,
    /// The output file; standard output by default.
    pub(crate) file: Option<PathBuf>,
}

impl Outcome {
    pub(crate) fn clean(text: String) -> Self {
        Outcome {
            text,
            status: 0,
            file: None,
        }
    }

    /// Sets the output file.
    pub(crate) fn to(self, file: Option<&Path>) -> Self {
        Outcome {
            file: file.map(Path::to_owned),
            ..self
        }
    }
}
