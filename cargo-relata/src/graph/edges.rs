//! The edges of a drawing: one for each target of a relation. Two relations that are inverses of each other share an edge,
//! which starts at the side that holds the key.

use std::collections::BTreeSet;

use relata::Kind;
use relata::registry::{Model, Relation};
use serde::Serialize;

use super::affected::Affected;
use super::changes::Change;
use super::ids::Ids;

/// A relation to one of its targets, together with its inverse.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) change: Option<Change>,
    #[serde(skip)]
    pub(crate) line: Line,
}

/// The line of an edge that is not broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The key is not nullable, or unknown.
    Required,
    /// The key is nullable.
    Optional,
    /// A many-to-many relation, which has no direction.
    Mutual,
    /// A reference without a key.
    Mention,
}

impl Edge {
    /// `customer / invoices`, with each name escaped by `name`.
    pub(crate) fn label(&self, name: impl Fn(&str) -> String) -> String {
        let change = self.change.map(|it| format!("{} ", it.sign()));
        let broken = if self.broken { "✗ " } else { "" };
        let mark = format!("{}{broken}", change.unwrap_or_default());
        let own = name(&self.relation);
        match &self.inverse {
            Some(inverse) => format!("{mark}{own} / {}", name(inverse)),
            None => format!("{mark}{own}"),
        }
    }
}

pub(crate) fn collect(ids: &Ids<'_>, affected: &Affected<'_>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, model) in ids.models.iter().enumerate() {
        for relation in model.relations() {
            edges.extend(of_relation(from, &relation, ids, affected));
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
    affected: &Affected<'_>,
) -> Vec<Edge> {
    let (mut edges, mut seen) = (Vec::new(), BTreeSet::new());
    let has_finding = |id, relation: &Relation<'_>, to| {
        let targets = relation.resolutions().flat_map(|it| ids.resolve(&it).1);
        let targets: Vec<usize> = targets.collect();
        ids.lacks_through(relation) || affected.has_finding((id, relation.name()), to, &targets)
    };
    for (outcome, targets) in relation.resolutions().map(|it| ids.resolve(&it)) {
        for to in targets.into_iter().filter(|to| seen.insert(*to)) {
            let target = ids.models.get(to).filter(|_| !outcome.is_broken());
            let inverse = target.and_then(|it| mutual_inverse(relation, it));
            if inverse.is_some_and(|it| !is_drawn_first((from, relation), (to, &it))) {
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
                    || has_finding(from, relation, to)
                    // A finding about the inverse breaks the edge too.
                    || inverse.is_some_and(|it| has_finding(to, &it, from)),
                change: None,
                line: line(relation, target),
            });
        }
    }
    edges
}

/// The inverse in this target, if both relations lead to each other.
fn mutual_inverse<'r>(relation: &Relation<'r>, target: &Model<'r>) -> Option<Relation<'r>> {
    let inverse = inverse_in(relation, target)?;
    let back = inverse_in(&inverse, &relation.model())?;
    (back.name() == relation.name()).then_some(inverse)
}

/// The relation of this target that is declared as the inverse, or paired with the relation.
fn inverse_in<'r>(relation: &Relation<'r>, target: &Model<'r>) -> Option<Relation<'r>> {
    let inverse = match relation.written_inverse() {
        Some(written) => target.relation(written),
        None => relation.paired().filter(|it| it.model() == *target),
    }?;
    let leads_back = inverse.targets().any(|it| it == relation.model());
    leads_back.then_some(inverse)
}

/// Whether the first of two mutual inverses is the one that is drawn.
fn is_drawn_first(one: (usize, &Relation<'_>), other: (usize, &Relation<'_>)) -> bool {
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
