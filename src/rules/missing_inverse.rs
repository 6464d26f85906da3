//! A declared inverse that the target does not have.

use super::inverse::{Side, leading_back, place};
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::similar;
use crate::wording::{counted, listed, quoted};

pub(super) fn tell(verdict: &mut Verdict<'_>, side: Side) {
    verdict.tell(Rule::MissingInverse, &[Subject::Relation(side.relation)], |graph| words(graph, side));
}

fn words(graph: &Graph, side: Side) -> Finding {
    let (inverse, _) = graph.relation(side.relation).inverse().unwrap_or_default();
    let target = graph.model(side.target);
    let name = graph.relation_name(side.relation);
    let headline = format!("`{}` has no relation `{inverse}`, the inverse named by `{name}`", target.name());
    let finding = Finding::new(Rule::MissingInverse, name, headline)
        .object(format!("{}.{inverse}", target.name()))
        .at(place(graph, side))
        .note_at(graph.model_place(side.target), format!("`{}` is declared here", target.name()));

    let using = relations_with_key(graph, side.target, inverse);
    match *using {
        [] if target.fields().any(|field| field.name == inverse) => with_relations(
            finding.note(format!("`{inverse}` is a field there, not a relation")),
            graph,
            side,
        ),
        [] => with_relations(finding, graph, side),
        [relation] => finding
            .note(format!("`{inverse}` is the key of its relation `{relation}`"))
            .with_help(format!("write `inverse = {relation}`")),
        _ => {
            let relations = listed(&quoted(&using));
            finding.note(format!("`{inverse}` is the key of its relations {relations}"))
        }
    }
}

/// What the target has instead, and which of it may be meant.
fn with_relations(finding: Finding, graph: &Graph, side: Side) -> Finding {
    let (inverse, _) = graph.relation(side.relation).inverse().unwrap_or_default();
    let target = graph.model(side.target).name();
    let model = graph.model(side.model).name();
    let names: Vec<&str> = graph.relations_of(side.target).map(|relation| graph.relation(relation).name).collect();
    let finding = match *names {
        [] => return finding.note(format!("`{target}` has no relations")),
        [only] => finding.note(format!("its only relation is `{only}`")),
        _ => {
            let relations = listed(&quoted(&names));
            finding.note(format!("it has {}: {relations}", counted(names.len(), "relation")))
        }
    };
    let back: Vec<&str> = leading_back(graph, side).map(|relation| graph.relation(relation).name).collect();
    match (similar::nearest(inverse, back.iter().copied()), &*back) {
        (Some(similar), _) => finding
            .note(format!("a relation with a similar name leads to `{model}`: `{similar}`"))
            .with_help(format!("write `inverse = {similar}`")),
        (None, []) => finding.note(format!("none of its relations leads to `{model}`")),
        (None, [only]) => finding
            .note(format!("only `{only}` leads to `{model}`"))
            .with_help(format!("write `inverse = {only}`")),
        (None, _) => finding.note(format!("of them {} lead to `{model}`", listed(&quoted(&back)))),
    }
}

fn relations_with_key<'g>(graph: &'g Graph, model: u32, field: &str) -> Vec<&'g str> {
    let relations = graph.relations_of(model).map(|relation| graph.relation(relation));
    let using = relations.filter(|relation| relation.key.0.into_iter().any(|key| key == field));
    using.map(|relation| relation.name).collect()
}
