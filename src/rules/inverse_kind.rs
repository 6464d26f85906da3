//! Two sides of one relationship whose kinds do not pair: nobody holds the key, or both do.

use super::inverse::{Side, place};
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::record::Kind;
use crate::report::Finding;

/// Whether two kinds are the two sides of one relationship.
pub(super) fn fit(graph: &Graph, one: u32, other: u32) -> bool {
    match (role(graph, one), role(graph, other)) {
        (Role::HoldsKey, Role::IsPointedAt) | (Role::IsPointedAt, Role::HoldsKey) => true,
        (one, other) => one == other && matches!(one, Role::GoesThrough | Role::Mentions),
    }
}

/// What a side does in a relationship.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    HoldsKey,
    IsPointedAt,
    /// A third model holds a key to each, whatever the two sides call it.
    GoesThrough,
    Mentions,
}

fn role(graph: &Graph, relation: u32) -> Role {
    let node = graph.relations[relation as usize];
    match node.kind {
        Kind::BelongsTo => Role::HoldsKey,
        Kind::ManyToMany => Role::GoesThrough,
        Kind::HasOne | Kind::HasMany if node.through.is_some() => Role::GoesThrough,
        Kind::HasOne | Kind::HasMany => Role::IsPointedAt,
        Kind::RefersTo => Role::Mentions,
    }
}

pub(super) fn tell(verdict: &mut Verdict<'_>, side: Side, inverse: u32) {
    if side.comes_first(verdict.graph) {
        let subjects = [Subject::Relation(side.relation), Subject::Relation(inverse)];
        verdict.tell(Rule::InverseKind, &subjects, |graph| words(graph, side, inverse));
    }
}

fn words(graph: &Graph, side: Side, inverse: u32) -> Finding {
    let (name, inverse_name) = (graph.relation_name(side.relation), graph.relation_name(inverse));
    let kind = |relation: u32| graph.relations[relation as usize].kind;
    let headline = format!(
        "`{name}` is a {} and its inverse `{inverse_name}` is a {}, which do not pair",
        kind(side.relation),
        kind(inverse)
    );
    let finding = Finding::new(Rule::InverseKind, name, headline)
        .object(inverse_name.clone())
        .at(place(graph, side))
        .note_at(graph.relation_place(inverse), format!("`{inverse_name}` is declared here"));
    let (own, other) = (graph.model(side.model).name(), graph.model(side.target).name());
    match (role(graph, side.relation), role(graph, inverse)) {
        (Role::HoldsKey, Role::HoldsKey) => finding
            .note(format!("both `{own}` and `{other}` would hold the key; the side that does not is a has_one or has_many")),
        (Role::IsPointedAt, Role::IsPointedAt) => {
            finding.note("neither side holds the key; the side that does is a belongs_to")
        }
        _ => finding.note(
            "a belongs_to pairs with a has_one or has_many, and a many_to_many with a many_to_many",
        ),
    }
}
