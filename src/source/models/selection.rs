//! What is read of a workspace.

use std::path::{Path, PathBuf};

use crate::source::workspace::Reading;

/// The packages of a workspace to read, and their features. Without a selection, they are those that `cargo build` builds
/// in that folder.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) manifest: PathBuf,
    pub(super) reading: Reading,
    pub(super) relations_from_schema: Option<bool>,
    pub(super) parse_all: bool,
}

impl Workspace {
    /// Returns the workspace of a manifest, or of a folder in it.
    pub fn new(manifest: impl AsRef<Path>) -> Self {
        Workspace {
            manifest: manifest.as_ref().to_owned(),
            reading: Reading::default(),
            relations_from_schema: None,
            parse_all: false,
        }
    }

    /// Selects packages by name.
    #[must_use]
    pub fn packages<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.reading
            .packages
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Selects all packages, except those with these names.
    #[must_use]
    pub fn all_except<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.reading.workspace = true;
        self.reading
            .exclude
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Enables features of the selected packages.
    #[must_use]
    pub fn features<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.reading
            .features
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Sets whether all features of the selected packages are on.
    #[must_use]
    pub fn all_features(mut self, all: bool) -> Self {
        self.reading.all_features = all;
        self
    }

    /// Sets whether the default features of the selected packages are off.
    #[must_use]
    pub fn no_default_features(mut self, none: bool) -> Self {
        self.reading.no_default_features = none;
        self
    }

    /// Sets whether each `joinable!` of Diesel is a relation of the model that has its column, unless an attribute declares one
    /// with that key. By default, it is one in packages that do not depend on relata.
    #[must_use]
    pub fn relations_from_schema(mut self, all: bool) -> Self {
        self.relations_from_schema = Some(all);
        self
    }

    /// Sets whether files without models are parsed too. The models are the same; a test compares them.
    #[doc(hidden)]
    #[must_use]
    pub fn parse_all(mut self, all: bool) -> Self {
        self.parse_all = all;
        self
    }

    /// Sets whether cargo does not run either, and only files are read.
    #[must_use]
    pub fn no_metadata(mut self, none: bool) -> Self {
        self.reading.no_metadata = none;
        self
    }
}
