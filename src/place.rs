//! A place in the source, as reports show it.

use std::fmt;

/// Where something is declared: `file:line:column`, with the compiler's name of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    file: Box<str>,
    line: u32,
    column: u32,
}

impl Place {
    pub(crate) fn new(file: &str, line: u32, column: u32) -> Self {
        Place {
            file: file.into(),
            line,
            column,
        }
    }

    /// The file, relative to the workspace for packages of the workspace.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column, from 1, in characters.
    pub fn column(&self) -> u32 {
        self.column
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Otherwise reports would differ on Windows.
        let file = crate::findings::wording::one_line(self.file.replace('\\', "/"));
        write!(f, "{file}:{}:{}", self.line, self.column)
    }
}
