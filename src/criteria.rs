//! What a check is asked for: levels, models that must be registered, crates that live elsewhere, what the source declares.

use std::any::TypeId;
use std::sync::Arc;

use crate::declared::Declarations;
#[cfg(feature = "document")]
use crate::findings::Baseline;
use crate::name::{self, Fit};
use crate::place::Place;
use crate::rule::{Levels, Rule};
#[cfg(feature = "schema")]
use crate::schema::{Dialect, Schema};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Criteria {
    pub(crate) levels: Levels,
    pub(crate) expected: Vec<Expected>,
    /// The crates whose models live elsewhere.
    pub(crate) outside: Vec<String>,
    /// What is allowed of single models, in addition to their own attributes.
    pub(crate) allowed: Vec<AllowedModel>,
    pub(crate) declarations: Arc<Declarations>,
    #[cfg(feature = "document")]
    pub(crate) baseline: Option<Baseline>,
    /// What the models are compared with.
    #[cfg(feature = "schema")]
    pub(crate) schemas: Vec<Compared>,
}

#[cfg(feature = "schema")]
impl Criteria {
    /// Adds a schema, with the places of the tables of models if they are known.
    pub(crate) fn add_schema(&mut self, schema: Arc<Schema>, tables: Option<Places>) {
        let schema = schema.with_naming();
        // The tables in source come first: their findings have more places.
        let at = if tables.is_some() {
            0
        } else {
            self.schemas.len()
        };
        self.schemas.insert(at, Compared { schema, tables });
        self.levels.set_schema();
    }

    /// The same criteria for other schemas and only the rules about them.
    pub(crate) fn for_schemas<'s>(&self, schemas: impl IntoIterator<Item = &'s Schema>) -> Self {
        let mut criteria = self.clone();
        criteria.schemas.clear();
        for schema in schemas {
            criteria.add_schema(Arc::new(schema.clone()), None);
        }
        if let Some(baseline) = &mut criteria.baseline {
            baseline.keep_schema_rules();
        }
        criteria
    }

    /// The names of the databases that the models are compared with.
    pub(crate) fn databases(&self) -> Vec<String> {
        let schemas = self.schemas.iter();
        schemas.filter_map(|it| it.schema.name.clone()).collect()
    }
}

/// The place of the table of each model that has one, sorted by the path of the model.
#[cfg(feature = "schema")]
pub(crate) type Places = Arc<[(String, Place)]>;

/// A schema that the models are compared with.
#[cfg(feature = "schema")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) schema: Arc<Schema>,
    /// Known in source, where the tables of other models may have the same names.
    pub(crate) tables: Option<Places>,
}

#[cfg(feature = "schema")]
impl Compared {
    /// Whether it is a database, and not what the source declares.
    pub(crate) fn is_database(&self) -> bool {
        self.tables.is_none() && self.schema.dialect != Some(Dialect::Diesel)
    }

    /// What findings call it, the schema with this index.
    pub(crate) fn label(&self, nth: usize) -> String {
        let name = self.schema.name.as_ref().or(self.schema.files.first());
        name.cloned()
            .unwrap_or_else(|| format!("schema {}", nth + 1))
    }
}

/// Adds a number to a hash, with the prime of FNV-1a.
fn mix(hash: usize, number: usize) -> usize {
    (hash ^ number).wrapping_mul(0x0100_0193)
}

/// A model that must be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) name: String,
    /// Its type, if that is how it was named.
    pub(crate) ty: Option<TypeId>,
    pub(crate) place: Place,
}

/// A rule whose findings about one model are not reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AllowedModel {
    /// `Name`, `module::Name` or `krate::module::Name`.
    pub(crate) model: String,
    /// The rule as written, which may be unknown.
    pub(crate) rule: String,
    /// Empty if the options of the library allow it.
    pub(crate) reason: String,
    pub(crate) place: Place,
}

impl AllowedModel {
    /// Whether it allows this rule for the model with this path.
    pub(crate) fn covers(&self, rule: Rule, path: &str) -> bool {
        self.rule == rule.name() && name::fit(&self.model, path) != Fit::No
    }
}

impl Criteria {
    /// A number in which criteria mostly differ. It is not a `Hash`, whose code would be in every program with `init`.
    pub(crate) fn hash(&self) -> usize {
        let expected = self.expected.iter().map(|it| &it.name);
        let mut hash = self.levels.hash(mix);
        let allowed = self.allowed.iter().map(|it| &it.model);
        for name in self.outside.iter().chain(expected).chain(allowed) {
            hash = name
                .bytes()
                .fold(mix(hash, name.len()), |hash, byte| mix(hash, byte.into()));
        }
        hash
    }

    /// Whether the crate that a name begins with lives elsewhere.
    pub(crate) fn puts_outside(&self, written: &str) -> bool {
        let krate = name::first_segment(written);
        let mut outside = self.outside.iter();
        name::qualifier(written).is_some() && outside.any(|it| name::same_crate(it, krate))
    }
}
