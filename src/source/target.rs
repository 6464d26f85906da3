//! The target whose source is read, and how it is compiled. Nothing is checked here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cargo_metadata::TargetKind;

/// A target of a package, and how it is compiled.
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
    features: Option<BTreeSet<String>>,
    pub(super) platform: String,
    cargo_options: Vec<String>,
    pub(super) executable: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Library,
    Doctest,
    /// `Bin`, `Test`, `Example` or `Bench`, and the name.
    Named(TargetKind, String),
}

/// Whether a root is built with dev-dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DevDependencies {
    Absent,
    /// Present when it is compiled as a test, and absent otherwise.
    UnderTest,
    Present,
}

impl Target {
    /// Returns the library of the package with the manifest `manifest_dir/Cargo.toml`.
    pub fn library(manifest_dir: impl AsRef<Path>) -> Self {
        Target::of(manifest_dir, Kind::Library)
    }

    /// Returns the binary of the package with this name.
    pub fn binary(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::named(manifest_dir, TargetKind::Bin, name)
    }

    /// Returns the integration test of the package with this name. It is compiled as a test.
    pub fn test(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::named(manifest_dir, TargetKind::Test, name).with_cfg_test(true)
    }

    /// Returns the example of the package with this name.
    pub fn example(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::named(manifest_dir, TargetKind::Example, name)
    }

    /// Returns the benchmark of the package with this name. It is compiled as a test.
    pub fn bench(manifest_dir: impl AsRef<Path>, name: impl Into<String>) -> Self {
        Target::named(manifest_dir, TargetKind::Bench, name).with_cfg_test(true)
    }

    /// Returns a doctest of the package's library. Its own code is not in a file, so the models that it declares are not
    /// found.
    pub fn doctest(manifest_dir: impl AsRef<Path>) -> Self {
        Target::of(manifest_dir, Kind::Doctest)
    }

    /// Sets whether it is compiled as a test, so that `cfg(test)` holds in its own crate.
    #[must_use]
    pub fn with_cfg_test(mut self, cfg_test: bool) -> Self {
        self.cfg_test = cfg_test;
        self
    }

    /// Sets all enabled features of the target's own package, if they are known. By default, they are those that cargo
    /// resolves without `--features`.
    #[must_use]
    pub fn features<S: Into<String>>(mut self, features: impl IntoIterator<Item = S>) -> Self {
        self.features = Some(features.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the platform that it is built for, as a target triple such as `wasm32-wasip1`. The default is the platform of
    /// this program.
    #[must_use]
    pub fn platform(mut self, triple: impl Into<String>) -> Self {
        self.platform = triple.into();
        self
    }

    /// Adds options for cargo, such as `--all-features`, or `--features` and its value.
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

    /// Returns all options for cargo.
    pub(super) fn options(&self) -> Vec<String> {
        let mut options = self.cargo_options.clone();
        if let Some(features) = &self.features {
            options.push("--no-default-features".to_owned());
            let features = features.iter().map(|it| format!("--features={it}"));
            options.extend(features);
        }
        options
    }

    /// Sets the path of the file that it is built as. Findings name it where that file has to be checked together with others.
    #[must_use]
    pub fn executable(mut self, file: impl Into<String>) -> Self {
        self.executable = Some(file.into());
        self
    }

    /// Returns whether cargo builds it with dev-dependencies.
    pub(super) fn dev_dependencies(&self) -> DevDependencies {
        let is_program = matches!(self.kind, Kind::Library | Kind::Named(TargetKind::Bin, _));
        match (is_program, self.cfg_test) {
            (true, true) => DevDependencies::UnderTest,
            (true, false) => DevDependencies::Absent,
            (false, _) => DevDependencies::Present,
        }
    }

    fn named(manifest_dir: impl AsRef<Path>, kind: TargetKind, name: impl Into<String>) -> Self {
        Target::of(manifest_dir, Kind::Named(kind, name.into()))
    }

    fn of(manifest_dir: impl AsRef<Path>, kind: Kind) -> Self {
        Target {
            manifest_dir: manifest_dir.as_ref().to_owned(),
            kind,
            cfg_test: false,
            features: None,
            platform: relata_record::TARGET.to_owned(),
            cargo_options: Vec::new(),
            executable: None,
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Kind::Library | Kind::Doctest => write!(f, "library"),
            Kind::Named(TargetKind::Bin, name) => write!(f, "binary `{name}`"),
            Kind::Named(kind, name) => write!(f, "{kind} `{name}`"),
        }
    }
}
