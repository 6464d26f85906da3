//! The errors of reading the source of a target.

use std::path::PathBuf;

use crate::Place;

/// The reason why the source of a target could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct UnreadableSource(#[from] Fault);

impl UnreadableSource {
    /// Returns whether the package has no target of that kind and name.
    pub(crate) fn is_about_no_target(&self) -> bool {
        matches!(self.0, Fault::NoTarget { .. })
    }
}

impl Fault {
    /// Returns the place of a fault in a manifest, and the rest of its message.
    pub(super) fn place_and_message(&self) -> (Place, String) {
        match self {
            Fault::Parse { place, message } | Fault::Settings { place, message } => {
                (place.clone(), message.clone())
            }
            Fault::File { file, error } => (Place::new(file, 1, 1), error.clone()),
            other => (Place::new("Cargo.toml", 1, 1), other.to_string()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// The message of cargo.
    #[error("`cargo metadata` failed: {0}")]
    Cargo(String),
    #[error("`cargo tree` failed: {0}")]
    Tree(String),
    #[error("`{}` is not the manifest of a package", .0.display())]
    NoPackage(PathBuf),
    #[error("package `{package}` has no {wanted}")]
    NoTarget { package: String, wanted: String },
    #[error("`{file}` cannot be read: {error}")]
    File { file: String, error: String },
    #[error("{place}: this does not parse: {message}")]
    Parse { place: Place, message: String },
    /// A mistake in the settings for relata in a manifest.
    #[error("{place}: {message}")]
    Settings { place: Place, message: String },
    #[error("no package `{0}` in the workspace")]
    NoMember(String),
    #[error("no selected package has the feature `{0}`")]
    NoFeature(String),
}
