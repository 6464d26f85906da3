//! Models that the source declares and that are not registered, each with its cause, and types that are not models.

#![cfg_attr(
    not(feature = "source"),
    expect(dead_code, reason = "without it no code reads source")
)]

use std::fmt;
use std::sync::Arc;

use crate::place::Place;

/// The declarations in the source, for one check.
#[derive(Clone, Debug, Default)]
pub(crate) struct Declarations {
    /// Models that are not registered.
    pub(crate) absent: Vec<Declared>,
    /// Structs and enums that do not derive `Model`.
    pub(crate) underived: Arc<[Underived]>,
    /// What hides models.
    pub(crate) unread: Arc<[Unread]>,
    /// Whether the models of the source were compared with the registered ones.
    pub(crate) is_compared: bool,
    /// The crate of a program and its root file.
    pub(crate) program: Option<(String, String)>,
    /// The amount of code that may declare models or relations and is not read.
    pub(crate) opaque: u32,
}

/// Options are compared to find a remembered registry, and those have no declarations.
impl PartialEq for Declarations {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Declarations {}

/// Source whose models are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// A file with a mistake.
    File { place: Place, message: String },
    /// A `diesel.toml` with a mistake: it names the files with the tables of a database.
    SchemaFiles { place: Place, message: String },
    /// A crate that registers models and is not among the packages that cargo lists.
    Crate {
        name: String,
        models: usize,
        place: Place,
    },
    /// A setting in a manifest that has no effect.
    Setting { place: Place, message: String },
    /// A table of Diesel for which several structs can be the model.
    Table { place: Place, table: String },
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

/// Why a declared model is not registered. One cause is one finding, for any number of models.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// No `mod` declares its file.
    NoMod(Lead),
    /// No code of the program refers to its crate, or to others that are missing in the same place.
    NotNamed {
        crates: Vec<String>,
        /// The line that refers to them, if it is known.
        fix: Option<Fix>,
        /// They are dependencies only of tests, and not every test needs them.
        for_tests: bool,
    },
    /// It needs an optional dependency, which the program may not have.
    Optional {
        dependency: String,
        /// The package that depends.
        package: String,
        /// The line that refers to its crate, if no code does.
        fix: Option<Fix>,
    },
    /// It is behind a condition, in the spelling of the source.
    Behind {
        condition: String,
        holds: Holds,
        /// The disabled features that would include it.
        features: Vec<Feature>,
        /// The manifest that depends on its package, unless it is in the package of the program.
        manifest: Option<String>,
    },
    /// It is for the tests of another crate, behind `cfg(test)`.
    InTests { krate: String },
    /// Its library is a dynamic library of Rust code, whose records are in a file of its own.
    Dynamic {
        krate: String,
        /// The file of the program, if it is known, and that of the library.
        files: Vec<String>,
    },
    /// The cause is unknown.
    Unknown { krate: String },
}

/// The line that would declare a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lead {
    Mod(Line),
    /// The name of the module is already taken where it would be declared.
    Taken {
        name: String,
        file: String,
    },
    /// The file does not have the name of a module, or the module around it is unknown.
    Unknown,
}

/// The line that would refer to a crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fix {
    Write {
        line: Line,
        /// The crate that the line is for, if it has no model that would show that it is in the program.
        through: Option<String>,
        /// The package whose library must be built as an `rlib` first.
        rlib: Option<String>,
    },
    /// The package depends on it only for one platform, and no `cfg` names it.
    On { package: String, platform: String },
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    No,
    /// It holds with the features of the whole workspace; a program may have fewer.
    InWorkspace,
    /// It is true if cargo builds only this package; other packages in the build may enable more features.
    Alone,
    Unknown,
}

/// A feature of a package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    pub(crate) name: String,
    pub(crate) package: String,
    /// Whether the manifest of the package declares it.
    pub(crate) is_declared: bool,
}

impl Cause {
    /// Whether the program may intentionally be without it.
    pub(crate) fn is_intentional(&self) -> bool {
        match self {
            Cause::Behind { .. } | Cause::InTests { .. } | Cause::Optional { .. } => true,
            Cause::NotNamed { for_tests, .. } => *for_tests,
            Cause::NoMod(_) | Cause::Dynamic { .. } | Cause::Unknown { .. } => false,
        }
    }
}

/// A line to add to a file, which is shown as `mod book;` in src/lib.rs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// The file, in the form of `file!()`.
    pub(crate) file: String,
}

impl Line {
    /// Describes the change: add `mod book;` to src/lib.rs.
    pub(crate) fn to_add(&self) -> String {
        format!("add `{}` to {}", self.text, self.portable_file())
    }

    /// The file with the same separators on every platform, so that reports do not differ.
    pub(crate) fn portable_file(&self) -> String {
        self.file.replace('\\', "/")
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` in {}", self.text, self.portable_file())
    }
}
