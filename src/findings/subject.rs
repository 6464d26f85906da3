//! One end of a finding. It stores full paths and is printed as short as the registry allows.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::wording::one_line;

/// The subject of a finding, or the other end of its fault. [`Display`](fmt::Display) prints it as reports do: a model
/// by its name if no other model has that name. [`full`](Subject::full) does not depend on other registered models.
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
/// assert_eq!(finding.subject().to_string(), "Post.author");
/// assert_eq!(finding.subject().relation(), Some("author"));
/// assert!(finding.subject().full().ends_with("::Post.author")); // with the crate and the module
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// A model.
    #[non_exhaustive]
    Model(ModelPath),
    /// A relation of a model by its name; it is declared, or only named by another relation.
    #[non_exhaustive]
    Relation(ModelPath, String),
    /// Fields of a model, as reports list them.
    #[non_exhaustive]
    Fields(ModelPath, String),
    /// Any other name: a target as written, a crate, a rule.
    Name(String),
}

/// The path of a model, and the part of it that reports print.
#[derive(Clone, Debug)]
pub struct ModelPath {
    path: String,
    shown_from: usize,
}

impl ModelPath {
    /// Creates a path. `shown` is the end of the path that reports print.
    pub(crate) fn new(path: &str, shown: &str) -> Self {
        ModelPath {
            path: path.to_owned(),
            shown_from: path.len() - shown.len(),
        }
    }

    fn shown(&self) -> &str {
        &self.path[self.shown_from..]
    }
}

impl Subject {
    /// The full path of the model that this is, or that it belongs to.
    pub fn model(&self) -> Option<&str> {
        match self {
            Subject::Model(of) | Subject::Relation(of, _) | Subject::Fields(of, _) => {
                Some(&of.path)
            }
            Subject::Name(_) => None,
        }
    }

    /// The name of the relation, if this is one.
    pub fn relation(&self) -> Option<&str> {
        match self {
            Subject::Relation(_, name) => Some(name),
            _ => None,
        }
    }

    /// The text with the full path of the model: `krate::module::Model.relation`. It identifies the subject regardless
    /// of other registered models.
    pub fn full(&self) -> String {
        self.text(|of| &of.path)
    }

    fn text(&self, of: impl Fn(&ModelPath) -> &str) -> String {
        one_line(match self {
            Subject::Model(model) => of(model).to_owned(),
            Subject::Relation(model, name) | Subject::Fields(model, name) => {
                format!("{}.{name}", of(model))
            }
            Subject::Name(name) => name.clone(),
        })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(ModelPath::shown))
    }
}

impl PartialEq<str> for Subject {
    fn eq(&self, shown: &str) -> bool {
        self.text(ModelPath::shown) == shown
    }
}

impl PartialEq for ModelPath {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Eq for ModelPath {}

impl Hash for ModelPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.path.hash(state);
    }
}

impl PartialOrd for ModelPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ModelPath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.path.cmp(&other.path)
    }
}
