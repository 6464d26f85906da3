//! Two sides of one relationship whose kinds do not pair: neither holds the key, or both do.

use super::facts::{Role, Side, role};
use super::offer;
use super::words::{both_names, finding, with_further};
use crate::graph::RelationName;
use crate::rules::prelude::*;

/// Creates the finding about two sides that do not pair. `others` are sides with the same fault.
pub(super) fn describe(graph: &Graph, side: Side, others: &[Side]) -> Finding {
    let both @ [relation, inverse] = side.both();
    let [name, inverse_name] = both_names(graph, both);
    let [kind, inverse_kind] = both.map(|it| kind(graph, it));
    let headline = if relation == inverse {
        format!(
            "`{name}` is a {kind} and names itself as its inverse, but a {kind} cannot be its own inverse"
        )
    } else {
        format!(
            "`{name}` is a {kind} and its inverse `{inverse_name}` is a {inverse_kind}, but these kinds do not pair"
        )
    };
    let mut finding = finding(graph, Rule::InverseKind, both, headline);
    if relation != inverse {
        finding = finding.declared(graph.relation_place(inverse), &inverse_name);
    }
    let finding = with_further(finding, graph, side, others, &|it| {
        format!("the same applies to `{}`", graph.relation_name(it))
    });
    if relation == inverse {
        let finding = finding.note(
            "only a `refers_to` or a relation that goes through a model can be its own inverse",
        );
        return offer::add(finding, graph, &[relation]);
    }
    let roles = both.map(|it| role(graph, it));
    let finding = match roles {
        [Role::HoldsKey, Role::HoldsKey] => finding.note(
            "both sides would hold the key; the side without the key is a `has_one` or `has_many`",
        ),
        [Role::IsPointedAt, Role::IsPointedAt] => {
            finding.note("neither side holds the key; the side with the key is a `belongs_to`")
        }
        [Role::Mentions, _] | [_, Role::Mentions] => finding.note(
            "a `refers_to` is only a reference without rows, and pairs only with a `refers_to`",
        ),
        [Role::GoesThrough, _] => finding.note(goes_through(name, inverse_name)),
        _ => finding.note(goes_through(inverse_name, name)),
    };
    let Some((field, of, holder)) = written_key(graph, side) else {
        return finding;
    };
    let part = words::part_of_key(graph.key(of).len());
    let (of, model) = (graph.relation_name(of), graph.shown(graph.owner(holder)));
    let text = format!("`{field}`, {part} of `{of}`, is a field of `{model}`");
    let lacks_key = roles == [Role::IsPointedAt; 2];
    let name = graph.relation_name(holder);
    let help = lacks_key.then(|| format!("make `{name}` a `belongs_to`"));
    words::with_help(finding.note(text), help)
}

/// The kind in backticks, followed by ` through a model` if that is the difference.
fn kind(graph: &Graph, relation: u32) -> String {
    let kind = graph.kind(relation);
    let has_third = kind != Kind::ManyToMany && graph.written_through(relation).is_some();
    let through = if has_third { " through a model" } else { "" };
    format!("`{kind}`{through}")
}

fn goes_through(one: RelationName<'_>, other: RelationName<'_>) -> String {
    format!("`{one}` goes through another model, but `{other}` does not")
}

/// Returns the first field of the key of one of the two relations, that relation, and the relation whose model has the
/// field, if only one of the models does.
fn written_key(graph: &Graph, side: Side) -> Option<(&str, u32, u32)> {
    let both = side.both();
    let of = both.into_iter().find(|it| !graph.key(*it).is_empty())?;
    let field = &*graph.key(of)[0];
    let models = [side.model, side.target];
    let known = models.iter().all(|it| graph.model(*it).fields_known);
    match models.map(|it| graph.field(it, field).is_some()) {
        [true, false] if known => Some((field, of, both[0])),
        [false, true] if known => Some((field, of, both[1])),
        _ => None,
    }
}
