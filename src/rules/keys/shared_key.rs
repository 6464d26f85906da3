//! Relations to different targets with the identical key, and no tag states which target a row refers to.

use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::SharedKey) == Level::Allow {
        return;
    }
    for model in graph.model_indices() {
        let is_checked = |relation: &u32| {
            graph.kind(*relation) == Kind::BelongsTo
                && graph.rest(*relation).tag.is_empty()
                && !graph.key(*relation).is_empty()
                && verdict.precedence.wrong_key(*relation).is_none()
                && graph.leads_to_rows(*relation)
        };
        let judged = graph.relations_of(model).filter(is_checked);
        let by_key = grouped(judged.map(|it| (graph.key(it), it)).collect());
        for (_, mut relations) in by_key {
            if differ(graph, &relations) {
                let place = |it| graph.relation_place(it);
                relations = verdict.without_allowed(Rule::SharedKey, relations, &place);
            }
            if differ(graph, &relations) {
                verdict.add(describe(graph, &relations));
            }
        }
    }
}

/// Whether relations have different targets.
fn differ(graph: &Graph, relations: &[u32]) -> bool {
    let mut pairs = relations.windows(2);
    pairs.any(|pair| targets(graph, pair[0]) != targets(graph, pair[1]))
}

fn targets(graph: &Graph, relation: u32) -> Vec<u32> {
    let targets = graph.targets_of(relation).iter();
    distinct(targets.filter_map(|it| it.model.model()).collect())
}

fn describe(graph: &Graph, relations: &[u32]) -> Finding {
    let names = words::list_relations(graph, relations);
    let key = words::fields(graph, None, graph.key(relations[0]));
    let headline = format!("{names} share the key `{key}`");
    let others = &relations[1..];
    let models = relations.iter().flat_map(|it| targets(graph, *it));
    let mut any = distinct(models.map(|model| graph.shown(model)).collect());
    if any.len() > NAMED {
        any = vec!["…"];
    }
    let any = any.join(", ");
    let help = format!(
        "replace these relations with one relation to `any({any})`, and set its `tag` to a field that stores the kind of target (add this field if it does not exist)"
    );
    let finding = words::finding(graph, Rule::SharedKey, relations[0], headline)
        .with_other(words::relation(graph, relations[1]))
        .at(graph.relation_place(relations[0]));
    words::all_declared(finding, graph, others)
        .related(words::relations(graph, others))
        .note("no column says which target a row refers to")
        .with_help(help)
}
