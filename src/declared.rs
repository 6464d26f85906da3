//! What the source declares beyond what is registered: the models that are absent with what keeps each out, and the
//! structs that are no models.
//!
//! In: the verdict of whoever has read the source. Out: facts that rules word. This module must not know how source is
//! read, nor what is right or wrong.

#![cfg_attr(
    not(feature = "source"),
    expect(dead_code, reason = "without it nobody reads source")
)]

use std::fmt;
use std::sync::Arc;

use crate::place::Place;

/// What the source says, for one check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Declarations {
    /// Models that are not registered.
    pub(crate) absent: Vec<Declared>,
    /// Structs and enums that do not derive `Model`.
    pub(crate) underived: Arc<[Underived]>,
}

/// A model that the source declares and that is not registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) path: String,
    pub(crate) place: Place,
    pub(crate) cause: Cause,
}

/// A type that could be a model and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Underived {
    pub(crate) path: String,
    pub(crate) place: Place,
}

/// What keeps a declared model out. One cause is one finding, however many models it keeps out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// No `mod` declares its file; with this line one does, if that can be told.
    NoMod(Option<Line>),
    /// No code of the program names its crate; with this line some does, and names the others that are missing there.
    NotNamed {
        crates: Vec<String>,
        line: Line,
        /// The crate that the line is for, if it has no model by which one could tell that it is in the program.
        through: Option<String>,
        /// They are dependencies of tests alone, and not every test needs them.
        for_tests: bool,
    },
    /// It stands behind a condition, as it is written.
    Behind {
        condition: String,
        holds: Holds,
        /// The feature that is off and would have to be on.
        feature: Option<Feature>,
    },
    /// It is for the tests of another crate, as `cfg(test)` says.
    InTests { krate: String },
    /// Everything speaks for its being there.
    Unknown { krate: String },
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    No,
    /// As cargo resolves the features of the whole workspace, of which a program may have fewer.
    InWorkspace,
    Unknown,
}

/// A feature of a package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    pub(crate) name: String,
    pub(crate) package: String,
    /// Whether the manifest of the package has it.
    pub(crate) is_declared: bool,
}

impl Cause {
    /// Whether the program may be meant to be without it.
    pub(crate) fn may_be_meant(&self) -> bool {
        match self {
            Cause::Behind { .. } | Cause::InTests { .. } => true,
            Cause::NotNamed { for_tests, .. } => *for_tests,
            Cause::NoMod(_) | Cause::Unknown { .. } => false,
        }
    }
}

/// A line to add to a file, which is shown as `mod book;` in src/lib.rs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// As `file!()` gives it.
    pub(crate) file: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The separators of Windows would make one report two.
        let file = self.file.replace('\\', "/");
        write!(f, "`{}` in {file}", self.text)
    }
}
