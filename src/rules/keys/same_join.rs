//! Several relations of a model to one target by one key: each of them leads to the same rows.

use std::cmp::Ordering;

use relata_record::relation::default_key;

use super::facts::place;
use crate::rules::prelude::*;

const RULE: Rule = Rule::SameJoin;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    check_holders(verdict);
    let graph = verdict.graph;
    for ends in graph.ends() {
        check_ends(verdict, ends);
    }
}

/// Checks the relations of each model that hold the key.
fn check_holders(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let mut holders = Vec::new();
    for model in graph.model_indices() {
        let has_key = |it: &u32| {
            let row = &graph.relations()[*it as usize];
            row.kind == Kind::BelongsTo && !row.key.is_empty()
        };
        holders.clear();
        holders.extend(graph.relations_of(model).filter(has_key));
        if !share_key(graph, model, &holders) {
            continue;
        }
        holders.retain(|relation| {
            verdict.precedence.wrong_key(*relation).is_none()
                && !verdict.precedence.has_wrong_side(*relation)
                && graph.leads_to_rows(*relation)
                && !graph.rest(*relation).filtered
        });
        sort_by(&mut holders, |one, other| compare(graph, *one, *other));
        let same = holders.chunk_by(|one, other| compare(graph, *one, *other).is_eq());
        for relations in same.filter(|it| it.len() > 1) {
            report(verdict, relations.to_vec(), None);
        }
    }
}

/// Whether two of these relations of a model may have the same key. This check is fast where they have different ones.
fn share_key(graph: &Graph, model: u32, holders: &[u32]) -> bool {
    let mut each = holders.iter().enumerate();
    let has_rival = |(nth, one): (usize, &u32)| {
        let mut before = holders[..nth].iter();
        before.any(|other| graph.key(*other) == graph.key(*one))
    };
    holders.len() > 1 && (graph.is_wide(model) || each.any(has_rival))
}

/// Compares what two relations lead to, and by which key.
fn compare(graph: &Graph, one: u32, other: u32) -> Ordering {
    let targets = |relation: u32| graph.targets_of(relation).iter().map(|it| it.model.model());
    let tag = |relation: u32| &graph.rest(relation).tag;
    let by_key = graph.key(one).cmp(graph.key(other));
    by_key
        .then_with(|| tag(one).cmp(tag(other)))
        .then_with(|| references(graph, one).cmp(references(graph, other)))
        .then_with(|| targets(one).cmp(targets(other)))
}

/// Returns the fields that a relation references: the primary key if it declares none.
fn references(graph: &Graph, relation: u32) -> &[Text] {
    let pointee = if graph.relation(relation).holds_key() {
        only(graph.targets_of(relation).iter()).and_then(|it| it.model.model())
    } else {
        Some(graph.owner(relation))
    };
    match pointee {
        Some(pointee) => graph.referenced(relation, pointee),
        None => graph.references(relation),
    }
}

/// Checks the relations of one model whose target holds the key.
fn check_ends(verdict: &mut Verdict<'_>, ends: Ends<'_>) {
    let graph = verdict.graph;
    let mut back = ends.back_to_all(graph);
    let (first, more) = (back.next(), back.next());
    let holder = first.filter(|it| {
        more.is_none() && graph.kind(*it) == Kind::BelongsTo && !graph.targets_of(*it).is_empty()
    });
    let mut relations: Vec<u32> = ends.relations().collect();
    let is_wrong = |it: &u32| verdict.precedence.has_wrong_side(*it);
    if relations.len() < 2 || !ends.are_known(graph) || relations.iter().any(is_wrong) {
        return;
    }
    relations.retain(|it| graph.targets_of(*it).len() == 1 && !graph.rest(*it).filtered);
    // Without a key of its own, a relation can only use that of the holder.
    let key = |relation: u32| match (graph.key(relation), holder) {
        ([], Some(holder)) => Some(graph.key(holder)),
        ([], None) => None,
        (key, _) => Some(key),
    };
    let keyed = relations.iter().filter_map(|it| {
        let join = (key(*it)?, references(graph, *it), &graph.rest(*it).tag);
        Some((join, *it))
    });
    let names_none = |it: &u32| !graph.relation(*it).declares_inverse();
    for (_, relations) in grouped(keyed.collect()) {
        if relations.len() > 1 && relations.iter().any(names_none) {
            report(verdict, relations, holder);
        }
    }
}

/// What the relation that is probably wrong should have.
enum Meant {
    /// The field with its name as the key.
    Key(String),
    /// The model with its name as the target.
    Target(u32),
}

/// Returns the field with the name of a relation that holds its key, if no relation uses that field.
pub(super) fn own_field(graph: &Graph, relation: u32) -> Option<String> {
    let row = graph.relation(relation);
    let field = default_key(row.kind, &row.name)?;
    let is_unused = graph.relations_with_key(row.model, &field).next().is_none();
    let is_field = graph.field(row.model, &field).is_some();
    (is_field && is_unused && graph.key(relation).len() == 1).then_some(field)
}

/// Returns the first relation with another name than its key or its target, and what has its name.
fn odd_one(graph: &Graph, relations: &[u32]) -> Option<(u32, Meant)> {
    let find = |relation: u32| {
        let row = graph.relation(relation);
        if !row.holds_key() {
            let model = graph.meant_instead(relation)?;
            return (!row.declares_inverse()).then_some(Meant::Target(model));
        }
        own_field(graph, relation).map(Meant::Key)
    };
    let mut odd = relations.iter();
    odd.find_map(|it| Some((*it, find(*it)?)))
}

/// Reports relations that are the same join. `holder` is the relation that leads back.
fn report(verdict: &mut Verdict<'_>, relations: Vec<u32>, holder: Option<u32>) {
    let graph = verdict.graph;
    let relations = verdict.without_allowed(RULE, relations, &|it| place(graph, it, RULE));
    if relations.len() < 2 {
        return;
    }
    let odd = odd_one(graph, &relations);
    // Many sound models have several relations to the rows of one key, each with a filter that is not declared.
    let is_likely = graph.relation(relations[0]).holds_key() || odd.is_some();
    let level = if is_likely { Level::Warn } else { Level::Allow };
    verdict.report_at(level, describe(graph, &relations, odd, holder));
}

#[cold]
fn describe(
    graph: &Graph,
    relations: &[u32],
    odd: Option<(u32, Meant)>,
    holder: Option<u32>,
) -> Finding {
    let at = odd.as_ref().map_or(relations[0], |(relation, _)| *relation);
    let mut others = relations.to_vec();
    others.retain(|it| *it != at);
    let target = graph.targets_of(at).first().and_then(|it| it.model.model());
    let target = target.map_or("", |it| graph.shown(it));
    let names = words::list_relations(graph, relations);
    let headline = format!("{names} point at the same rows of `{target}`");
    let finding = words::finding(graph, RULE, at, headline)
        .with_other(words::relation(graph, others[0]))
        .related(words::relations(graph, &others[1..]))
        .at(place(graph, at, RULE));
    let finding = words::all_declared(finding, graph, &others);
    let finding = match holder {
        None => {
            let key = words::fields(graph, None, graph.key(at));
            finding.note(format!("their key is `{key}`"))
        }
        Some(holder) => {
            let name = graph.relation_name(holder);
            let finding = finding.declared(graph.relation_place(holder), &name);
            finding.note(format!("`{name}` is the only relation that points back"))
        }
    };
    let name = graph.relation_name(at);
    let is_own = graph.relation(at).holds_key() && graph.key(at) == references(graph, at);
    match odd {
        None if is_own && graph.leads_to(at, graph.owner(at)) => {
            finding.note("the key references itself: each row points only at itself")
        }
        None => finding
            .with_help("write `filtered` on each of them that points only at some of these rows"),
        Some((_, Meant::Key(field))) => {
            let key = format!("key({field})");
            let finding = finding.note(format!("no relation uses the field `{field}`"));
            finding.with_help(words::write(graph, &[(at, key)], true))
        }
        Some((_, Meant::Target(model))) => {
            let (place, model) = (graph.model_place(model), graph.shown(model));
            let own = graph.shown(graph.owner(at));
            let fact = format!(
                "`{model}` has a relation to `{own}`, and no relation of `{own}` points at `{model}`"
            );
            let help = format!("replace `{target}` with `{model}` on `{name}`");
            finding.note_at(place, fact).with_help(help)
        }
    }
}
