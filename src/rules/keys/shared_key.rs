//! Two relations to different targets that write the identical key, and no tag tells which a row means.

use std::collections::BTreeMap;

use crate::findings::Finding;
use crate::findings::wording::{NAMED, listed, quoted};
use crate::graph::Graph;
use crate::model::Text;
use crate::record::Kind;
use crate::rule::{Level, Rule};
use crate::rules::verdict::Verdict;
use crate::rules::words;

pub(super) fn check(verdict: &mut Verdict<'_>, at_fault: &[u32]) {
    let graph = verdict.graph;
    if verdict.level(Rule::SharedKey) == Level::Allow {
        return;
    }
    for model in graph.model_indices() {
        let mut by_key: BTreeMap<&[Text], Vec<u32>> = BTreeMap::new();
        for relation in graph.relations_of(model) {
            let key = graph.key(relation);
            if graph.kind(relation) == Kind::BelongsTo
                && graph.rest(relation).tag.is_empty()
                && !key.is_empty()
                && at_fault.binary_search(&relation).is_err()
                && is_resolved(graph, relation)
            {
                by_key.entry(key).or_default().push(relation);
            }
        }
        for mut relations in by_key.into_values() {
            if !differ(graph, &relations) {
                continue;
            }
            verdict.without_allowing(Rule::SharedKey, &mut relations);
            if differ(graph, &relations) {
                relations.sort_by_cached_key(|it| (graph.relation_place(*it), *it));
                verdict.report(Rule::SharedKey, &[], |graph| describe(graph, &relations));
            }
        }
    }
}

/// Whether relations have different targets.
fn differ(graph: &Graph, relations: &[u32]) -> bool {
    let mut targets = relations.iter().map(|relation| targets(graph, *relation));
    targets
        .next()
        .is_some_and(|first| targets.any(|other| other != first))
}

/// Whether every target is found, and is one that a row can mean.
fn is_resolved(graph: &Graph, relation: u32) -> bool {
    graph.targets_of(relation).iter().all(|target| {
        let model = target.model.model();
        model.is_some_and(|model| !graph.model(model).is_abstract)
    })
}

fn targets(graph: &Graph, relation: u32) -> Vec<Option<u32>> {
    let mut targets: Vec<_> = graph
        .targets_of(relation)
        .iter()
        .map(|target| target.model.model())
        .collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

fn describe(graph: &Graph, relations: &[u32]) -> Finding {
    let names: Vec<_> = relations
        .iter()
        .map(|relation| graph.relation_name(*relation))
        .collect();
    let key = quoted(graph.key(relations[0]));
    let headline = format!("{} share the key {}", listed(quoted(&names)), listed(&key));
    let finding = Finding::new(
        Rule::SharedKey,
        words::relation(graph, relations[0]),
        headline,
    )
    .with_other(words::relation(graph, relations[1]))
    .at(graph.relation_place(relations[0]));
    let others = relations[1..]
        .iter()
        .zip(&names[1..])
        .map(|(other, name)| (graph.relation_place(*other), name.clone()));
    let finding = finding
        .all_declared(others, "relation")
        .related(words::relations(graph, &relations[1..]));
    let mut models: Vec<&str> = relations
        .iter()
        .flat_map(|relation| targets(graph, *relation))
        .flatten()
        .map(|model| graph.shown(model))
        .collect();
    models.sort_unstable();
    models.dedup();
    let finding = finding.note("nothing tells which of the targets a row means");
    let any = if models.len() > NAMED {
        "any(…)".to_owned()
    } else {
        format!("any({})", models.join(", "))
    };
    finding.note(format!(
        "one relation to `{any}` can name the field that tells it, by `tag`"
    ))
}
