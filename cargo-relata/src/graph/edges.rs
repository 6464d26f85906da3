//! The edges of a drawing: one for each target of a relation, but one for a relation and its inverse if they name each
//! other, from the side that holds the key.

use std::collections::BTreeSet;

use relata::Kind;
use relata::registry::{Model, Relation};
use serde::Serialize;

use super::about::About;
use super::ids::Ids;

/// A relation to one of its targets, together with its inverse if they name each other.
#[derive(Debug, Serialize)]
pub(crate) struct Edge {
    pub(crate) id: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The relation of the `from` model.
    pub(crate) relation: String,
    /// The relation of the `to` model.
    pub(crate) inverse: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) broken: bool,
    #[serde(skip)]
    pub(crate) line: Line,
}

/// The line of an edge that is not broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The key is not known to be nullable.
    Required,
    /// The key is nullable.
    Optional,
    /// Through a model, so without a direction.
    Mutual,
    /// A reference without a key.
    Mention,
}

impl Edge {
    /// `customer / invoices`, with each name escaped by `name`.
    pub(crate) fn label(&self, name: impl Fn(&str) -> String) -> String {
        let mark = if self.broken { "✗ " } else { "" };
        let own = name(&self.relation);
        match &self.inverse {
            Some(inverse) => format!("{mark}{own} / {}", name(inverse)),
            None => format!("{mark}{own}"),
        }
    }
}

pub(crate) fn all(ids: &Ids<'_>, about: &About<'_>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, model) in ids.models.iter().enumerate() {
        for relation in model.relations() {
            edges.extend(of_relation(from, &relation, ids, about));
        }
    }
    for (id, edge) in edges.iter_mut().enumerate() {
        edge.id = id;
    }
    edges
}

fn of_relation(
    from: usize,
    relation: &Relation<'_>,
    ids: &Ids<'_>,
    about: &About<'_>,
) -> Vec<Edge> {
    let (mut edges, mut seen) = (Vec::new(), BTreeSet::new());
    let is_at_fault = |id, relation: &Relation<'_>, to| {
        let meant = relation.resolutions().flat_map(|it| ids.resolve(&it).1);
        let meant: Vec<usize> = meant.collect();
        ids.lacks_through(relation) || about.is_at_fault((id, relation.name()), to, &meant)
    };
    for (outcome, meant) in relation.resolutions().map(|it| ids.resolve(&it)) {
        for to in meant.into_iter().filter(|to| seen.insert(*to)) {
            let target = ids.models.get(to).filter(|_| !outcome.is_broken());
            let inverse = target.and_then(|it| mutual(relation, it));
            if inverse.is_some_and(|it| !leads((from, relation), (to, &it))) {
                continue;
            }
            edges.push(Edge {
                id: 0,
                from,
                to,
                relation: relation.name().to_owned(),
                inverse: inverse.map(|it| it.name().to_owned()),
                kind: relation.kind().name(),
                broken: outcome.is_broken()
                    || is_at_fault(from, relation, to)
                    // What is wrong with the inverse is wrong with the edge.
                    || inverse.is_some_and(|it| is_at_fault(to, &it, from)),
                line: line(relation, target),
            });
        }
    }
    edges
}

/// The inverse in this target, if each names the other.
fn mutual<'r>(relation: &Relation<'r>, target: &Model<'r>) -> Option<Relation<'r>> {
    let inverse = target.relation(relation.written_inverse()?)?;
    let names_it = inverse.written_inverse() == Some(relation.name());
    let leads_back = inverse.targets().any(|it| it == relation.model());
    (names_it && leads_back).then_some(inverse)
}

/// Whether the first of two that name each other is drawn, and not the second.
fn leads(one: (usize, &Relation<'_>), other: (usize, &Relation<'_>)) -> bool {
    let order = |(id, relation): (usize, &Relation<'_>)| {
        (
            relation.kind() != Kind::BelongsTo,
            id,
            relation.name().to_owned(),
        )
    };
    order(one) <= order(other)
}

fn line(relation: &Relation<'_>, target: Option<&Model<'_>>) -> Line {
    let holder = match relation.kind() {
        Kind::ManyToMany => return Line::Mutual,
        Kind::RefersTo => return Line::Mention,
        Kind::HasOne | Kind::HasMany => target.copied(),
        _ => Some(relation.model()),
    };
    let key: Vec<&str> = relation.key().collect();
    let mut fields = holder.iter().flat_map(Model::fields);
    if fields.any(|it| it.is_optional() && key.contains(&it.name())) {
        Line::Optional
    } else {
        Line::Required
    }
}
