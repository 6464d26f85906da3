//! A declared inverse that the target does not have.

use std::collections::HashSet;

use super::facts::{Side, place};
use super::offer;
use crate::findings::Finding;
use crate::findings::wording::{NAMED, counted, listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::words;

/// The finding about an inverse that none of these targets has; `others` name it too.
pub(super) fn describe(graph: &Graph, relation: u32, targets: &[u32], others: &[u32]) -> Finding {
    let row = graph.relation(relation);
    let (name, inverse) = (graph.relation_name(relation), &*row.inverse);
    let mut left: HashSet<u32> = targets.iter().copied().collect();
    // In the order in which they are written.
    let written = Side::of(graph, relation).map(|side| side.target);
    let written: Vec<u32> = written.filter(|target| left.remove(target)).collect();
    let models = listed(quoted(written.iter().map(|it| graph.shown(*it))));
    let have = if written.len() == 1 { "has" } else { "have" };
    let headline = if row.inverse_assumed {
        format!("{models} {have} no relation that leads back to `{name}`")
    } else {
        format!("{models} {have} no relation `{inverse}`, the inverse named by `{name}`")
    };
    let mut finding = Finding::new(
        Rule::MissingInverse,
        words::relation(graph, relation),
        headline,
    )
    .with_other(words::named_relation(graph, written[0], inverse))
    .related(words::relations(graph, others))
    .at(place(graph, relation));
    for other in others.iter().take(NAMED) {
        let text = format!("`{}` names it too", graph.relation_name(*other));
        finding = finding.note_at(place(graph, *other), text);
    }
    for target in written.iter().take(NAMED) {
        finding = finding.declared(graph.model_place(*target), graph.shown(*target));
    }
    if others.len() > NAMED {
        let more = counted(others.len() - NAMED, "more relation");
        finding = finding.note(format!("{more} name it"));
    }
    for target in written.into_iter().take(NAMED) {
        let using = graph.relations_with_key(target, inverse);
        let names = words::list_names(graph, &using);
        finding = match using.len() {
            0 if graph.field(target, inverse).is_some() => {
                finding.note(format!("`{inverse}` is a field there, not a relation"))
            }
            0 => finding,
            1 => finding.note(format!("`{inverse}` is the key of its relation {names}")),
            _ => finding.note(format!("`{inverse}` is the key of its relations {names}")),
        };
        finding = offer::what_leads_back(finding, graph, target, row.model);
    }
    offer::add(finding, graph, relation, others)
}
