//! What a command hands over to be printed.

use std::path::{Path, PathBuf};

/// What a command has to say, and whether all is well.
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) is_clean: bool,
    /// Where the text goes, if not to the terminal.
    pub(crate) file: Option<PathBuf>,
}

impl Outcome {
    pub(crate) fn clean(text: String) -> Self {
        Outcome {
            text,
            is_clean: true,
            file: None,
        }
    }

    /// The same, told to a file if there is one.
    pub(crate) fn to(self, file: Option<&Path>) -> Self {
        Outcome {
            file: file.map(Path::to_owned),
            ..self
        }
    }
}
