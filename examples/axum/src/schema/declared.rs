//! The keys that a registry declares and that a foreign key can enforce.

use relata::registry::{Model, Relation};
use relata::{Kind, OnDelete, Registry};

use super::{Columns, ForeignKey};

pub(super) struct Key<'r> {
    pub(super) relation: Relation<'r>,
    pub(super) from: Columns,
    pub(super) to: Columns,
    /// What either side says of it.
    pub(super) on_delete: Option<OnDelete>,
}

impl Key<'_> {
    /// `Model.relation`
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.relation.model().name(), self.relation.name())
    }

    /// Whether the foreign key joins the same columns, in whatever order either lists them.
    pub(super) fn is(&self, foreign_key: &ForeignKey) -> bool {
        self.from.table == foreign_key.from.table
            && self.to.table == foreign_key.to.table
            && joined(&self.from, &self.to) == joined(&foreign_key.from, &foreign_key.to)
    }
}

/// Each column with the one it points at, sorted.
fn joined<'c>(from: &'c Columns, to: &'c Columns) -> Vec<(&'c str, &'c str)> {
    let to = to.names.iter().map(String::as_str);
    let mut joined: Vec<_> = from.names.iter().map(String::as_str).zip(to).collect();
    joined.sort_unstable();
    joined
}

/// The keys, by model and relation. What several relations say of one key is one.
pub(super) fn keys(registry: &Registry) -> Vec<Key<'_>> {
    let mut keys: Vec<Key<'_>> = Vec::new();
    let relations = registry.models().flat_map(|model| model.relations());
    for key in relations.filter_map(key) {
        let is_known = |it: &Key<'_>| it.from == key.from && it.to == key.to;
        match keys.iter().position(is_known) {
            Some(at) => keys[at].on_delete = keys[at].on_delete.or(key.on_delete),
            None => keys.push(key),
        }
    }
    keys
}

fn key(relation: Relation<'_>) -> Option<Key<'_>> {
    // A `through` holds keys of its own, which its own relations declare.
    if relation.tag().is_some() || relation.through().is_some() {
        return None;
    }
    let mut targets = relation.targets();
    let (Some(target), None) = (targets.next(), targets.next()) else {
        return None;
    };
    let (holder, pointee) = match relation.kind() {
        Kind::BelongsTo => (relation.model(), target),
        Kind::HasOne | Kind::HasMany if relation.inverse().is_none() => (target, relation.model()),
        _ => return None,
    };
    let mut references: Vec<&str> = relation.references().collect();
    if references.is_empty() {
        references = pointee.key().collect();
    }
    let fields: Vec<&str> = relation.key().collect();
    let is_known = !fields.is_empty() && fields.len() == references.len();
    let inverse_says = || relation.inverse().and_then(|inverse| inverse.on_delete());
    is_known.then_some(Key {
        relation,
        from: columns(holder, &fields)?,
        to: columns(pointee, &references)?,
        on_delete: relation.on_delete().or_else(inverse_says),
    })
}

fn columns(model: Model<'_>, fields: &[&str]) -> Option<Columns> {
    Some(Columns {
        table: model.table()?.to_owned(),
        names: fields.iter().map(|&field| field.to_owned()).collect(),
    })
}
