//! Two sides of one relationship whose kinds do not pair: nobody holds the key, or both do.

use super::facts::{Role, Side, further, place, role};
use super::offer;
use crate::findings::Finding;
use crate::graph::Graph;
use crate::record::Kind;
use crate::rule::Rule;
use crate::rules::words;

/// `belongs_to`, or `has_many through a model` where that makes the difference.
fn kind(graph: &Graph, relation: u32) -> String {
    let node = graph.relation(relation);
    let goes_through = graph.written_through(relation).is_some();
    let through = goes_through && node.kind != Kind::ManyToMany;
    format!(
        "{}{}",
        node.kind,
        if through { " through a model" } else { "" }
    )
}

/// What is told of two sides that do not pair; `others` are the same relation's with its other targets.
pub(super) fn describe(graph: &Graph, side: Side, others: &[Side]) -> Finding {
    let inverse = side.inverse.unwrap_or(side.relation);
    let (name, inverse_name) = (
        graph.relation_name(side.relation),
        graph.relation_name(inverse),
    );
    let (kind, inverse_kind) = (kind(graph, side.relation), kind(graph, inverse));
    let headline = if side.relation == inverse {
        format!("`{name}` is a {kind} and names itself as its inverse, which does not pair")
    } else {
        format!(
            "`{name}` is a {kind} and its inverse `{inverse_name}` is a {inverse_kind}, which do not pair"
        )
    };
    let mut finding = Finding::new(
        Rule::InverseKind,
        words::relation(graph, side.relation),
        headline,
    )
    .with_other(words::relation(graph, inverse))
    .at(place(graph, side.relation));
    if side.relation != inverse {
        finding = finding.declared(graph.relation_place(inverse), &inverse_name);
    }
    let others = further(side, others);
    let finding = finding.related(words::relations(graph, &others));
    let others = others.into_iter().map(|other| {
        let text = format!("nor does it pair with `{}`", graph.relation_name(other));
        (graph.relation_place(other), text)
    });
    let finding = finding.notes_at(others, "relation");
    let [one, two] = [side.relation, inverse].map(|relation| role(graph, relation));
    let finding = match (one, two) {
        _ if side.relation == inverse => {
            let finding = finding.note(
                "a relation that holds a key, or is pointed at by one, cannot be its own other side",
            );
            return offer::add(finding, graph, side.relation, &[]);
        }
        (Role::HoldsKey, Role::HoldsKey) => finding
            .note("both sides would hold the key; the one that does not is a has_one or has_many"),
        (Role::IsPointedAt, Role::IsPointedAt) => {
            finding.note("neither side holds the key; the one that does is a belongs_to")
        }
        (Role::Mentions, _) | (_, Role::Mentions) => {
            finding.note("a refers_to is a mention without rows, and pairs with a refers_to only")
        }
        _ => {
            let (through, other) = if one == Role::GoesThrough {
                (name, inverse_name)
            } else {
                (inverse_name, name)
            };
            finding.note(format!(
                "`{through}` goes through a third model, and `{other}` does not"
            ))
        }
    };
    let Some((field, holder, relation)) = holder(graph, side, inverse) else {
        return finding;
    };
    let name = graph.relation_name(relation);
    let model = graph.shown(holder);
    let finding = finding.note(format!(
        "`{field}`, the key of `{name}`, is a field of `{model}`"
    ));
    if (one, two) == (Role::IsPointedAt, Role::IsPointedAt) {
        let holding = if holder == side.model {
            side.relation
        } else {
            inverse
        };
        let name = graph.relation_name(holding);
        finding.with_help(format!("make `{name}` a `belongs_to`"))
    } else {
        finding
    }
}

/// The first field of the key that one of the two relations writes, and the one model of the two that has it.
fn holder(graph: &Graph, side: Side, inverse: u32) -> Option<(&str, u32, u32)> {
    let has = |model: u32, name: &str| {
        let known = graph.model(model).fields_known;
        known.then(|| graph.field(model, name).is_some())
    };
    let written = [side.relation, inverse].into_iter().find_map(|relation| {
        let field = &**graph.key(relation).first()?;
        Some((field, relation))
    });
    let (field, relation) = written?;
    match (has(side.model, field)?, has(side.target, field)?) {
        (true, false) => Some((field, side.model, relation)),
        (false, true) => Some((field, side.target, relation)),
        _ => None,
    }
}
