//! What a check is asked for: levels, models that must be registered, crates that live elsewhere, what the source declares.

use std::any::TypeId;
use std::sync::Arc;

use crate::declared::Declarations;
use crate::name;
use crate::place::Place;
use crate::rule::Levels;
#[cfg(feature = "schema")]
use crate::schema::Schema;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Criteria {
    pub(crate) levels: Levels,
    pub(crate) expected: Vec<Expected>,
    /// The crates whose models live elsewhere.
    pub(crate) outside: Vec<String>,
    pub(crate) declarations: Arc<Declarations>,
    /// What the models are compared with.
    #[cfg(feature = "schema")]
    pub(crate) schema: Option<Arc<Schema>>,
    /// The place of the table of each model that has one, sorted by the path of the model, if they are known: the tables of
    /// other models may have the same names.
    #[cfg(feature = "schema")]
    pub(crate) tables: Option<Arc<[(String, Place)]>>,
}

/// A model that must be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) name: String,
    /// Its type, if that is how it was named.
    pub(crate) ty: Option<TypeId>,
    pub(crate) place: Place,
}

impl Criteria {
    /// Whether the crate that a name begins with lives elsewhere.
    pub(crate) fn puts_outside(&self, written: &str) -> bool {
        let krate = name::first_segment(written);
        let mut outside = self.outside.iter();
        name::qualifier(written).is_some() && outside.any(|it| name::same_crate(it, krate))
    }
}
