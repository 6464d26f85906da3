//! A `has_one` or `has_many` without a key in either model: no relation leads back, and no field of the target can hold the
//! key.

use super::spelling;
use super::types::{self, Comparison};
use crate::model::Field;
use crate::model::key_types::without_option;
use crate::rules::prelude::*;
use relata_record::spelling::snake;

const RULE: Rule = Rule::UnkeyedRelation;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    for ends in graph.ends() {
        if !ends.are_known(graph) {
            continue;
        }
        let back: Vec<u32> = ends.back(graph).collect();
        let mut relations: Vec<u32> = ends.relations().collect();
        relations.retain(|it| is_unkeyed(graph, *it));
        if back.is_empty() {
            relations.retain(|it| lacks_field(graph, ends, *it));
            // In one model, several lead to each other and lack the same field.
            let size = if ends.own == ends.target {
                relations.len()
            } else {
                1
            };
            for same in relations.chunks(size.max(1)) {
                report_lacking(verdict, ends.target, same);
            }
            continue;
        }
        let is_mutual = !graph.model(ends.own).may_have_more_relations()
            && back.iter().all(|it| is_unkeyed(graph, *it))
            && graph
                .relations_to(ends.own, ends.target)
                .all(|it| is_unkeyed(graph, it));
        relations.retain(|it| is_mutual && back[0] > *it);
        for relation in relations {
            report_mutual(verdict, ends.target, [relation, back[0]]);
        }
    }
}

/// Whether a relation is a `has_one` or `has_many` without a key, and no relation names it as inverse.
fn is_unkeyed(graph: &Graph, relation: u32) -> bool {
    let row = graph.relation(relation);
    matches!(row.kind, Kind::HasOne | Kind::HasMany)
        && graph.written_through(relation).is_none()
        && !row.declares_inverse()
        && row.key.is_empty()
        && graph.targets_of(relation).len() == 1
        && graph.claimers(relation).is_empty()
}

/// Whether no field of the target can reference the model: the types of those that are not a key already differ from the type
/// of the reference.
fn lacks_field(graph: &Graph, ends: Ends<'_>, relation: u32) -> bool {
    let Ends { own, target, .. } = ends;
    let references = graph.referenced(relation, own);
    let is_free = |field: &&Field| {
        let mut held = graph.relations_with_key(target, &field.name);
        let is_key = held.any(|it| graph.relation(it).holds_key());
        // Of a primary key of several fields, each can be the key of another relation.
        !is_key && !matches!(graph.primary_key(target), [key] if *key == field.name)
    };
    let free: Vec<&Field> = graph.fields(target).iter().filter(is_free).collect();
    let lacks = |name: &Text| {
        let Some(reference) = graph.field(own, name) else {
            return free.is_empty();
        };
        // A newtype on either side can hold the reference.
        let differs = |it: &&Field| {
            types::compare(graph, (target, *it), (own, reference)) == Comparison::Differ
        };
        free.iter().all(differs)
    };
    graph.model(target).fields_known && references.iter().any(lacks)
}

/// Whether a relation of the target has a wrong inverse, so that it may be the one that was to point back.
fn has_wrong_side(verdict: &Verdict<'_>, target: u32) -> bool {
    let mut relations = verdict.graph.relations_of(target);
    relations.any(|it| verdict.precedence.has_wrong_side(it))
}

/// Reports relations to a target that lacks a field for their key.
fn report_lacking(verdict: &mut Verdict<'_>, target: u32, relations: &[u32]) {
    let graph = verdict.graph;
    if has_wrong_side(verdict, target) {
        return;
    }
    let place = |it| graph.relation_place(it);
    let relations = verdict.without_allowed(RULE, relations.to_vec(), &place);
    if relations.is_empty() {
        return;
    }
    // A struct may declare only some of the columns. What a document lists without a package is a whole table.
    let is_partial = !graph.model(target).package.is_empty();
    let level = if is_partial { Level::Warn } else { Level::Deny };
    verdict.report_at(level, describe_lacking(graph, &relations, target));
}

#[cold]
fn describe_lacking(graph: &Graph, relations: &[u32], target: u32) -> Finding {
    let (first, others) = (relations[0], &relations[1..]);
    let own = graph.owner(first);
    let (shown_own, shown) = (graph.shown(own), graph.shown(target));
    let name = graph.relation_name(first);
    let headline = format!("no field of `{shown}` can hold the key of `{name}`");
    let points = if target != own {
        format!("no relation of `{shown}` points at `{shown_own}`")
    } else if others.is_empty() {
        format!("no other relation of `{shown}` points at `{shown}`")
    } else {
        format!("no `belongs_to` of `{shown}` points at `{shown}`")
    };
    let finding = words::finding(graph, RULE, first, headline)
        .at(graph.relation_place(first))
        .declared(graph.model_place(target), &shown)
        .note(points);
    let finding = words::with_related(finding, graph, others, &|it| {
        let name = graph.relation_name(it);
        (
            graph.relation_place(it),
            format!("the same applies to `{name}`"),
        )
    });
    finding.with_help(help(graph, relations, target))
}

/// Describes the field that is missing, with the relation that points back.
fn help(graph: &Graph, relations: &[u32], target: u32) -> String {
    let own = graph.owner(relations[0]);
    let (shown_own, shown) = (graph.shown(own), graph.shown(target));
    let is_one = |it: &&u32| graph.kind(**it) == Kind::HasOne;
    // Next to a has_many of a model to itself, this is its other side.
    let other_side = only(relations.iter().filter(is_one)).filter(|_| relations.len() > 1);
    if let Some(other_side) = other_side {
        let name = graph.relation_name(*other_side);
        if let Some(field) = field_to_add(graph, *other_side, target, Some(*other_side)) {
            return format!("replace `{name}` with `{field}`");
        }
    }
    match field_to_add(graph, relations[0], target, None) {
        Some(field) => format!("add `{field}` to `{shown}`"),
        None => format!(
            "add a field for the key to `{shown}`, with a `belongs_to` relation to `{shown_own}`"
        ),
    }
}

/// Returns the field with the relation that points back, if its type is known and its names are free. It can replace a
/// relation, whose name it then has.
fn field_to_add(
    graph: &Graph,
    relation: u32,
    target: u32,
    replaced: Option<u32>,
) -> Option<String> {
    let own = graph.owner(relation);
    let reference = only(graph.referenced(relation, own).iter())?;
    let ty = without_option(spelling::anywhere(&graph.field(own, reference)?.ty)?);
    let type_name = graph.model(own).type_name();
    let end = snake(reference);
    let end = end.rsplit_once('_').map_or(&*end, |(_, end)| end);
    let name = match replaced {
        Some(replaced) => graph.relation(replaced).name.to_string(),
        None if own == target => "parent".to_owned(),
        None => snake(type_name),
    };
    let field = format!("{name}_{end}");
    let is_free = !ty.is_empty()
        && graph.field(target, &field).is_none()
        && graph.relation_called(target, &name) == replaced;
    let references = match graph.references(relation) {
        [] => String::new(),
        _ => format!(", references = {reference}"),
    };
    // A required key to its own model would keep the first row from being stored.
    let ty = if own == target {
        format!("Option<{ty}>")
    } else {
        ty.to_owned()
    };
    let attribute = format!("#[relata(belongs_to({name}: {type_name}{references}))]");
    is_free.then(|| format!("{attribute} {field}: {ty}"))
}

/// Reports two relations that lead only to each other.
fn report_mutual(verdict: &mut Verdict<'_>, target: u32, mut both: [u32; 2]) {
    let graph = verdict.graph;
    if has_wrong_side(verdict, target) {
        return;
    }
    sort_by_key(&mut both, |it| (graph.relation_place(*it), *it));
    verdict.report(RULE, &both.map(Item::Relation), || {
        describe_mutual(graph, both)
    });
}

#[cold]
fn describe_mutual(graph: &Graph, both: [u32; 2]) -> Finding {
    let [name, other_name] = both.map(|it| graph.relation_name(it));
    let headline = format!("neither `{name}` nor `{other_name}` has a key");
    let kinds = match both.map(|it| graph.kind(it).name()) {
        [one, other] if one == other => format!("`{one}`"),
        [one, other] => format!("`{one}` or `{other}`"),
    };
    let are_many = both.iter().all(|it| graph.kind(*it) == Kind::HasMany);
    let also = if are_many {
        ", or both a `many_to_many`"
    } else {
        ""
    };
    words::finding(graph, RULE, both[0], headline)
        .with_other(words::relation(graph, both[1]))
        .at(graph.relation_place(both[0]))
        .declared(graph.relation_place(both[1]), &other_name)
        .note(format!(
            "the key of a {kinds} is in the model that it points at"
        ))
        .with_help(format!(
            "make `{name}` or `{other_name}` a `belongs_to`{also}"
        ))
}
