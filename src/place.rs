//! A place in the source, as reports show it.

use std::fmt;

use crate::record::Mark;

/// Where something is declared: `file:line:column`, with the compiler's name of the file.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(belongs_to(author: "Auther"))]
/// struct Post {
///     id: i64,
///     author_id: i64,
/// }
/// # #[derive(Model)]
/// # struct Author { id: i64 }
///
/// let report = relata::init().unwrap_err();
/// let finding = report.findings().iter().next().unwrap();
/// let place = finding.place().unwrap();
/// assert_eq!(place.to_string(), format!("{}:{}:{}", place.file(), place.line(), place.column()));
/// ```
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

/// A place that borrows the name of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot<'f> {
    file: &'f str,
    line: u32,
    column: u32,
}

impl<'f> Spot<'f> {
    pub(crate) fn new(file: &'f str, mark: Mark) -> Self {
        let Mark { line, column } = mark;
        Spot { file, line, column }
    }

    /// Whether the file is known.
    pub(crate) fn is_known(self) -> bool {
        !self.file.is_empty()
    }
}

impl<'f> From<&'f Place> for Spot<'f> {
    fn from(place: &'f Place) -> Self {
        Spot {
            file: &place.file,
            line: place.line,
            column: place.column,
        }
    }
}

impl From<Spot<'_>> for Place {
    fn from(spot: Spot<'_>) -> Self {
        Place::new(spot.file, spot.line, spot.column)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Spot::from(self), f)
    }
}

impl fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Otherwise reports would differ on Windows.
        let file = crate::findings::wording::one_line(self.file.replace('\\', "/"));
        write!(f, "{file}:{}:{}", self.line, self.column)
    }
}
