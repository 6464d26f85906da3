//! A second pair of eyes: what the registry says of keys, next to the foreign keys that a database enforces.
//!
//! In: a registry, and a [`Schema`] that was read from a database. Out: where they differ. This module asks no database;
//! what does is below, one module for each.
//!
//! Of the registry's relations those count that a foreign key can enforce: `belongs_to`, and `has_one` or `has_many`
//! without an inverse, between models that say their tables and whose keys are known. A polymorphic relation is none.
//! Names of fields are taken for names of columns, and a view is no table.

mod declared;
#[cfg(feature = "postgres")]
pub mod postgres;
mod rows;
pub mod sqlite;

use std::collections::BTreeSet;
use std::fmt;

use relata::{OnDelete, Place, Registry};

use declared::Key;

/// What a database says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    pub tables: BTreeSet<String>,
    pub foreign_keys: Vec<ForeignKey>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    pub from: Columns,
    /// The columns that those of `from` point at, in the same order.
    pub to: Columns,
    pub on_delete: OnDelete,
}

/// Columns of one table; shown as `loans(copy_id)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    pub table: String,
    pub names: Vec<String>,
}

/// Where the registry and the database differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: Kind,
    /// What is in the source; none of a foreign key that no relation declares.
    pub place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The table of a model is not there. Its keys are not compared then, nor those that point at it.
    MissingTable { model: String, table: String },
    /// A key of the registry that the database does not enforce.
    NotEnforced {
        relation: String,
        from: Columns,
        to: Columns,
    },
    /// A foreign key that no relation declares.
    NotDeclared { from: Columns, to: Columns },
    /// A relation and a foreign key that can only mean each other, over other columns.
    OtherColumns {
        relation: String,
        declared: (Columns, Columns),
        enforced: (Columns, Columns),
    },
    /// A deletion does something else than the relation says. One that says nothing is not compared.
    OtherOnDelete {
        relation: String,
        from: Columns,
        declared: OnDelete,
        enforced: OnDelete,
    },
}

/// Every difference: missing tables first, then what deletions do, then the keys that have no such foreign key, then foreign
/// keys that no relation declares.
pub fn differences(registry: &Registry, schema: &Schema) -> Vec<Difference> {
    let mut differences = missing_tables(registry, schema);
    let mut keys = declared::keys(registry);
    keys.retain(|key| {
        let tables = [&key.from.table, &key.to.table];
        tables.iter().all(|table| schema.tables.contains(*table))
    });
    let mut foreign_keys: Vec<&ForeignKey> = schema.foreign_keys.iter().collect();

    let mut unpaired = Vec::new();
    for key in &keys {
        match take(&mut foreign_keys, |it| key.is(it)) {
            Some(foreign_key) => differences.extend(other_on_delete(key, foreign_key)),
            None => unpaired.push(key),
        }
    }
    for key in &unpaired {
        let kind = match counterpart(key, &unpaired, &mut foreign_keys) {
            Some(foreign_key) => Kind::OtherColumns {
                relation: key.name(),
                declared: (key.from.clone(), key.to.clone()),
                enforced: (foreign_key.from.clone(), foreign_key.to.clone()),
            },
            None => Kind::NotEnforced {
                relation: key.name(),
                from: key.from.clone(),
                to: key.to.clone(),
            },
        };
        differences.push(Difference {
            kind,
            place: Some(key.relation.place()),
        });
    }
    differences.extend(foreign_keys.into_iter().map(|foreign_key| Difference {
        kind: Kind::NotDeclared {
            from: foreign_key.from.clone(),
            to: foreign_key.to.clone(),
        },
        place: None,
    }));
    differences
}

fn missing_tables(registry: &Registry, schema: &Schema) -> Vec<Difference> {
    let tables = registry
        .models()
        .filter_map(|model| Some((model, model.table()?)));
    let missing = tables.filter(|(_, table)| !schema.tables.contains(*table));
    let differences = missing.map(|(model, table)| Difference {
        kind: Kind::MissingTable {
            model: model.name().to_owned(),
            table: table.to_owned(),
        },
        place: Some(model.place()),
    });
    differences.collect()
}

fn other_on_delete(key: &Key<'_>, foreign_key: &ForeignKey) -> Option<Difference> {
    let declared = key.on_delete?;
    let differs = declared != foreign_key.on_delete;
    differs.then(|| Difference {
        kind: Kind::OtherOnDelete {
            relation: key.name(),
            from: key.from.clone(),
            declared,
            enforced: foreign_key.on_delete,
        },
        place: Some(key.relation.place()),
    })
}

/// The foreign key that a key must mean, though it is another: the one over the same columns, or else the only one
/// between the two tables, if the key is the only one there too.
fn counterpart<'s>(
    key: &Key<'_>,
    unpaired: &[&Key<'_>],
    foreign_keys: &mut Vec<&'s ForeignKey>,
) -> Option<&'s ForeignKey> {
    if let Some(found) = take(foreign_keys, |it| it.from == key.from) {
        return Some(found);
    }
    let is_between =
        |it: &ForeignKey| it.from.table == key.from.table && it.to.table == key.to.table;
    let alike = |it: &&&Key<'_>| it.from.table == key.from.table && it.to.table == key.to.table;
    let is_only = unpaired.iter().filter(alike).count() == 1
        && foreign_keys.iter().filter(|it| is_between(it)).count() == 1;
    is_only.then(|| take(foreign_keys, is_between)).flatten()
}

/// Takes the first that is meant out of the list.
fn take<'s>(
    foreign_keys: &mut Vec<&'s ForeignKey>,
    is_meant: impl Fn(&ForeignKey) -> bool,
) -> Option<&'s ForeignKey> {
    let at = foreign_keys.iter().position(|it| is_meant(it))?;
    Some(foreign_keys.remove(at))
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.table, self.names.join(", "))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::MissingTable { model, table } => {
                write!(
                    f,
                    "the database has no table `{table}`, which `{model}` stands for"
                )
            }
            Kind::NotEnforced { relation, from, to } => write!(
                f,
                "relation `{relation}` is not enforced: the database has no foreign key from `{from}` to `{to}`"
            ),
            Kind::NotDeclared { from, to } => write!(
                f,
                "the database has a foreign key from `{from}` to `{to}`, which no relation declares"
            ),
            Kind::OtherColumns {
                relation,
                declared,
                enforced,
            } => write!(
                f,
                "the key of relation `{relation}` is from `{}` to `{}`, but the foreign key is from `{}` to `{}`",
                declared.0, declared.1, enforced.0, enforced.1
            ),
            Kind::OtherOnDelete {
                relation,
                from,
                declared,
                enforced,
            } => write!(
                f,
                "`on_delete` of relation `{relation}` is `{declared}`, but that of the foreign key `{from}` is `{enforced}`"
            ),
        }
    }
}

/// In one line: what differs, and where it is in the source.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        match &self.place {
            Some(place) => write!(f, " ({place})"),
            None => Ok(()),
        }
    }
}
