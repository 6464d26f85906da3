//! What the source declares beyond what is registered: the models that are absent with what keeps each out, and the
//! structs that are not models.

#![cfg_attr(
    not(feature = "source"),
    expect(dead_code, reason = "without it no code reads source")
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

/// A type that could be a model and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Underived {
    pub(crate) path: String,
    pub(crate) place: Place,
}

/// What keeps a declared model out. One cause is one finding, however many models it keeps out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// No `mod` declares its file.
    NoMod(Lead),
    /// No code of the program names its crate, or others that are missing in the same place.
    NotNamed {
        crates: Vec<String>,
        /// What names them, if that is known.
        fix: Option<Fix>,
        /// They are dependencies of tests alone, and not every test needs them.
        for_tests: bool,
    },
    /// It needs an optional dependency, which the program may be without.
    Optional {
        dependency: String,
        /// The package that depends.
        package: String,
        /// What names its crate, if no code does.
        fix: Option<Fix>,
    },
    /// It is behind a condition, as it is written.
    Behind {
        condition: String,
        holds: Holds,
        /// Those that are off and with which it would be there.
        features: Vec<Feature>,
    },
    /// It is for the tests of another crate, as `cfg(test)` says.
    InTests { krate: String },
    /// Nothing is known that keeps it out.
    Unknown { krate: String },
}

/// What would lead to a file that no `mod` declares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lead {
    Mod(Line),
    /// The name of the module is another's where it would be declared.
    Taken {
        name: String,
        file: String,
    },
    /// The name of the file is none of a module, or what is around it is not known.
    Unknown,
}

/// What would name a crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fix {
    Write {
        line: Line,
        /// The crate that the line is for, if it has no model by which one could tell that it is in the program.
        through: Option<String>,
        /// The package whose library is first to be built as an `rlib`.
        rlib: Option<String>,
    },
    /// The package depends on it for one platform, and no `cfg` says which.
    On { package: String, platform: String },
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
    /// Whether the program may intentionally be without it.
    pub(crate) fn is_intentional(&self) -> bool {
        match self {
            Cause::Behind { .. } | Cause::InTests { .. } | Cause::Optional { .. } => true,
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
