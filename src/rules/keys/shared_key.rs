//! Two relations to different targets that write the identical key, and no tag says which a row means.

use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>, wrong_keys: &HashMap<u32, Rule>) {
    let graph = verdict.graph;
    if verdict.level(Rule::SharedKey) == Level::Allow {
        return;
    }
    let is_judged = |relation: &u32| {
        graph.kind(*relation) == Kind::BelongsTo
            && graph.rest(*relation).tag.is_empty()
            && !graph.key(*relation).is_empty()
            && !wrong_keys.contains_key(relation)
            && graph.leads_to_rows(*relation)
    };
    for model in graph.model_indices() {
        let mut by_key: BTreeMap<&[Text], Vec<u32>> = BTreeMap::new();
        for relation in graph.relations_of(model).filter(is_judged) {
            by_key
                .entry(graph.key(relation))
                .or_default()
                .push(relation);
        }
        by_key.retain(|_, relations| differ(graph, relations));
        for relations in by_key.into_values() {
            let place = |it| graph.relation_place(it);
            let relations = verdict.without_allowing(Rule::SharedKey, relations, place);
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

fn targets(graph: &Graph, relation: u32) -> BTreeSet<u32> {
    let targets = graph.targets_of(relation).iter();
    targets.filter_map(|target| target.model.model()).collect()
}

fn describe(graph: &Graph, relations: &[u32]) -> Finding {
    let names = words::list_relations(graph, relations);
    let key = listed(&quoted(graph.key(relations[0])));
    let headline = format!("{names} share the key {key}");
    let others = &relations[1..];
    let models = relations.iter().flat_map(|it| targets(graph, *it));
    let models: BTreeSet<&str> = models.map(|model| graph.shown(model)).collect();
    let mut any = models.into_iter().collect::<Vec<_>>();
    if any.len() > NAMED {
        any = vec!["…"];
    }
    let any = any.join(", ");
    let help = format!("one relation to `any({any})` can name the field that tells it, by `tag`");
    let finding = words::finding(graph, Rule::SharedKey, relations[0], headline)
        .with_other(words::relation(graph, relations[1]))
        .at(graph.relation_place(relations[0]));
    words::all_declared(finding, graph, others)
        .related(words::relations(graph, others))
        .note("nothing tells which of the targets a row means")
        .note(help)
}
