//! A declared inverse that the target does not have.

use super::inverse::Side;
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::similar;
use crate::wording::{counted, listed, quoted};

pub(super) fn check(verdict: &mut Verdict<'_>, side: Side) -> bool {
    let found = side.inverse.is_none();
    if found {
        verdict.tell(Rule::MissingInverse, &[Subject::Relation(side.relation)], |graph| words(graph, side));
    }
    found
}

fn words(graph: &Graph, side: Side) -> Finding {
    let (inverse, mark) = graph.relation(side.relation).inverse().unwrap_or_default();
    let target = graph.model(side.target);
    let name = graph.relation_name(side.relation);
    let headline = format!("`{}` has no relation `{inverse}`, the inverse named by `{name}`", target.name());
    let finding = Finding::new(Rule::MissingInverse, name, headline)
        .at(graph.place_in(side.relation, mark))
        .note_at(graph.model_place(side.target), format!("`{}` is declared here", target.name()));

    let using: Vec<&str> = relations_with_key(graph, side.target, inverse);
    let is_field = target.fields().any(|field| field.name == inverse);
    if let [relation] = *using {
        return finding
            .note(format!("`{inverse}` is the key of its relation `{relation}`"))
            .with_help(format!("write `inverse = {relation}`"));
    }
    let finding = match using.len() {
        0 if is_field => finding.note(format!("`{inverse}` is a field there, not a relation")),
        0 => finding,
        _ => finding.note(format!("`{inverse}` is the key of its relations {}", listed(&quoted(&using)))),
    };

    let names: Vec<&str> = graph.relations_of(side.target).map(|relation| graph.relation(relation).name).collect();
    let back: Vec<&str> = leading_back(graph, side).map(|relation| graph.relation(relation).name).collect();
    let finding = match names.len() {
        0 => finding.note(format!("`{}` has no relations", target.name())),
        1 => finding.note(format!("its only relation is `{}`", names[0])),
        _ => finding.note(format!("it has {}: {}", counted(names.len(), "relation"), listed(&quoted(&names)))),
    };
    if let Some(similar) = similar::nearest(inverse, back.iter().copied()) {
        return finding.with_help(format!("write `inverse = {similar}`"));
    }
    let model = graph.model(side.model).name();
    match *back {
        [] => finding.note(format!("none of its relations leads to `{model}`")),
        [back] => finding.with_help(format!("write `inverse = {back}`, the only one of them that leads to `{model}`")),
        _ => finding,
    }
}

fn relations_with_key<'g>(graph: &'g Graph, model: u32, field: &str) -> Vec<&'g str> {
    let relations = graph.relations_of(model).map(|relation| graph.relation(relation));
    relations.filter(|relation| relation.key.0.into_iter().any(|key| key == field)).map(|relation| relation.name).collect()
}

/// The target's relations that lead to the model that asks.
pub(super) fn leading_back(graph: &Graph, side: Side) -> impl Iterator<Item = u32> {
    graph.relations_of(side.target).filter(move |relation| leads_to(graph, *relation, side.model))
}

/// Whether a relation leads to this model; an open one leads to any.
pub(super) fn leads_to(graph: &Graph, relation: u32, model: u32) -> bool {
    let targets = graph.targets_of(relation);
    targets.is_empty() || targets.iter().any(|target| target.model.model() == Some(model))
}
