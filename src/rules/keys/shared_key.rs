//! Relations of one model with the identical key, and nothing states which of them a row is about: no tag, and neither is
//! a target a part of the other.

use super::compared::key_to;
use super::facts::texts;
use super::same_join::own_field;
use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::SharedKey) == Level::Allow {
        return;
    }
    for model in graph.model_indices() {
        let is_checked = |relation: &u32| {
            graph.kind(*relation) == Kind::BelongsTo
                && graph.rest(*relation).tag.is_empty()
                && !graph.rest(*relation).filtered
                && !graph.key(*relation).is_empty()
                && verdict.precedence.wrong_key(*relation).is_none()
                && graph.leads_to_rows(*relation)
        };
        let judged = graph.relations_of(model).filter(is_checked);
        let by_key = grouped(judged.map(|it| (graph.key(it), it)).collect());
        for (_, mut relations) in by_key {
            if is_found(graph, &relations) {
                let place = |it| graph.relation_place(it);
                relations = verdict.without_allowed(Rule::SharedKey, relations, &place);
            }
            if is_found(graph, &relations) {
                verdict.add(describe(graph, &relations));
            }
        }
    }
}

/// Whether one value of the key cannot be meant for all of these relations. It can if the targets are models of one table,
/// or if the referenced fields of each target are its key to the next: then a row of the one is a row of the other too. The
/// same join twice is the finding of another rule.
fn is_found(graph: &Graph, relations: &[u32]) -> bool {
    let join = |it: &u32| (targets(graph, *it), graph.references(*it), *it);
    let mut joins = distinct(relations.iter().map(join).collect());
    joins.dedup_by(|one, other| (&one.0, one.1) == (&other.0, other.1));
    let only_target =
        |(targets, _, it): &(Vec<u32>, _, u32)| Some((*it, only(targets.iter().copied())?));
    let single: Option<Vec<(u32, u32)>> = joins.iter().map(only_target).collect();
    let Some(single) = single else {
        return joins.len() > 1;
    };
    let mut rows = Vec::new();
    for (relation, target) in single {
        rows.push(bases(graph, row(graph, relation, target)));
    }
    // The lowest comes first.
    sort_by_key(&mut rows, |bases| std::cmp::Reverse(bases.len()));
    let mut pairs = rows.windows(2);
    pairs.any(|pair| !pair[0].contains(&pair[1][0]))
}

/// Rows of a model by these fields. Two models of one table have the same rows.
type Row<'g> = (u32, Vec<&'g str>);

/// Returns the rows that a relation leads to.
fn row(graph: &Graph, relation: u32, target: u32) -> Row<'_> {
    let references = key_to(graph, relation, target).references;
    let first = graph.models_of_table(target).first();
    (*first.unwrap_or(&target), texts(references))
}

/// Returns these rows and all that they are too, because their fields are a key to them.
fn bases<'g>(graph: &'g Graph, row_of: Row<'g>) -> Vec<Row<'g>> {
    let (mut found, mut next) = (vec![row_of], 0);
    while let Some((model, fields)) = found.get(next).cloned() {
        next += 1;
        let others = graph.models_of_table(model).iter().copied();
        for model in distinct(others.chain([model]).collect()) {
            let keyed = fields.first().map(|it| graph.relations_with_key(model, it));
            for relation in keyed.into_iter().flatten() {
                let is_base = graph.kind(relation) == Kind::BelongsTo
                    && graph.rest(relation).tag.is_empty()
                    && texts(graph.key(relation)) == fields;
                let target = only(targets(graph, relation).into_iter());
                let base = target
                    .filter(|_| is_base)
                    .map(|it| row(graph, relation, it));
                found.extend(base.filter(|it| !found.contains(it)));
            }
        }
    }
    found
}

/// Returns the models that a relation leads to.
fn targets(graph: &Graph, relation: u32) -> Vec<u32> {
    let targets = graph.targets_of(relation).iter();
    distinct(targets.filter_map(|it| it.model.model()).collect())
}

fn describe(graph: &Graph, relations: &[u32]) -> Finding {
    let names = words::list_relations(graph, relations);
    let key = words::fields(graph, None, graph.key(relations[0]));
    let headline = format!("{names} share the key `{key}`");
    let others = &relations[1..];
    let finding = words::finding(graph, Rule::SharedKey, relations[0], headline)
        .with_other(words::relation(graph, relations[1]))
        .at(graph.relation_place(relations[0]));
    let finding = words::all_declared(finding, graph, others);
    let finding = finding.related(words::relations(graph, others));
    let first = targets(graph, relations[0]);
    if others.iter().all(|it| targets(graph, *it) == first) {
        let one = one_or(others.len(), "one of them", "all but one of them");
        return finding
            .note("no column says which fields a row references")
            .with_help(format!("correct the key of {one}, or remove {one}"));
    }
    let models = relations.iter().flat_map(|it| targets(graph, *it));
    let mut any = distinct(models.map(|model| graph.shown(model)).collect());
    if any.len() > NAMED {
        any = vec!["…"];
    }
    let any = any.join(", ");
    let copied = relations
        .iter()
        .find_map(|it| Some((*it, own_field(graph, *it)?)));
    let help = match &copied {
        Some((relation, field)) => {
            words::write(graph, &[(*relation, format!("key({field})"))], true)
        }
        None => format!(
            "replace these relations with one relation to `any({any})`, and set its `tag` to a field that stores the kind of target (add this field if it does not exist)"
        ),
    };
    finding
        .note("no column says which target a row refers to")
        .note_if(copied.map(|(_, field)| format!("no relation uses the field `{field}`")))
        .with_help(help)
}
