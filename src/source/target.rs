//! What is asked about: one target of one package.
//!
//! In: what the user says. Out: the same, unchecked. This module must not know what cargo says of the package.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which target of which package, and how it is compiled.
///
/// ```
/// use relata::source::Target;
///
/// let main = Target::binary(env!("CARGO_MANIFEST_DIR"), "server");
/// let its_tests = main.with_cfg_test(true);
/// ```
#[derive(Clone, Debug)]
pub struct Target {
    pub(super) manifest_dir: PathBuf,
    pub(super) kind: Kind,
    pub(super) cfg_test: bool,
    pub(super) features: Option<BTreeSet<String>>,
    pub(super) platform: String,
    pub(super) cargo_options: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Library,
    Binary(String),
    Test(String),
    Example(String),
    Bench(String),
    Doctest,
}

/// Whether a root is built with what only tests depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DevDependencies {
    Absent,
    /// As a test, but without them as well.
    UnderTest,
    Present,
}

impl Target {
    /// The library of the package whose `Cargo.toml` is in this folder.
    pub fn library(manifest_dir: impl AsRef<Path>) -> Self {
        Target::of(manifest_dir, Kind::Library)
    }

    /// A program of the package, by the name that cargo has for it.
    pub fn binary(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::of(manifest_dir, Kind::Binary(name.into()))
    }

    /// An integration test of the package. It is compiled as a test.
    pub fn test(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::of(manifest_dir, Kind::Test(name.into())).with_cfg_test(true)
    }

    /// An example of the package.
    pub fn example(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::of(manifest_dir, Kind::Example(name.into()))
    }

    /// A benchmark of the package. It is compiled as a test.
    pub fn bench(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::of(manifest_dir, Kind::Bench(name.into())).with_cfg_test(true)
    }

    /// A test in the documentation of the package's library. Its own few lines are in no file, so what it declares
    /// itself is not seen.
    pub fn doctest(manifest_dir: impl AsRef<Path>) -> Self {
        Target::of(manifest_dir, Kind::Doctest)
    }

    /// Whether it is compiled as a test, so that `cfg(test)` holds in its own crate.
    #[must_use]
    pub fn with_cfg_test(mut self, cfg_test: bool) -> Self {
        self.cfg_test = cfg_test;
        self
    }

    /// All features of the package that are on, if that is known better than by cargo, which is asked without
    /// `--features`. They are those of its own package only.
    #[must_use]
    pub fn features<S: Into<String>>(mut self, features: impl IntoIterator<Item = S>) -> Self {
        self.features = Some(features.into_iter().map(Into::into).collect());
        self
    }

    /// The platform that it is built for, if not the one that this program was: a target triple, as `wasm32-wasip1`.
    #[must_use]
    pub fn platform(mut self, triple: impl Into<String>) -> Self {
        self.platform = triple.into();
        self
    }

    /// What cargo is to be told beside where the package is: `--all-features`, or `--features` and its value.
    ///
    /// ```
    /// use relata::source::Target;
    ///
    /// let with_jobs = Target::binary(env!("CARGO_MANIFEST_DIR"), "server").cargo_options(["--features", "jobs"]);
    /// ```
    #[must_use]
    pub fn cargo_options<S: Into<String>>(mut self, options: impl IntoIterator<Item = S>) -> Self {
        self.cargo_options
            .extend(options.into_iter().map(Into::into));
        self
    }

    /// Whether cargo builds it with what only tests depend on.
    pub(super) fn dev_dependencies(&self) -> DevDependencies {
        match self.kind {
            Kind::Library | Kind::Binary(_) if self.cfg_test => DevDependencies::UnderTest,
            Kind::Library | Kind::Binary(_) => DevDependencies::Absent,
            _ => DevDependencies::Present,
        }
    }

    fn of(manifest_dir: impl AsRef<Path>, kind: Kind) -> Self {
        Target {
            manifest_dir: manifest_dir.as_ref().to_owned(),
            kind,
            cfg_test: false,
            features: None,
            platform: relata_record::TARGET.to_owned(),
            cargo_options: Vec::new(),
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Kind::Library | Kind::Doctest => write!(f, "library"),
            Kind::Binary(name) => write!(f, "binary `{name}`"),
            Kind::Test(name) => write!(f, "test `{name}`"),
            Kind::Example(name) => write!(f, "example `{name}`"),
            Kind::Bench(name) => write!(f, "bench `{name}`"),
        }
    }
}
