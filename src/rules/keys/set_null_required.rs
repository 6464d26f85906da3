//! `on_delete = set_null` on a key with a field that cannot be null.

use super::rows::{Rows, action, held_keys};
use crate::model::Field;
use crate::record::OnDelete;
use crate::rules::prelude::*;

pub(super) fn check(rows: &mut Rows<'_, '_>) {
    let graph = rows.verdict.graph;
    let rule = Rule::SetNullRequired;
    // Relations with one key are one fault, and so are the keys of one relation.
    let (mut found, mut groups) = (Vec::new(), Groups::new());
    for relation in graph.relation_indices() {
        if action(graph, relation) != Some(OnDelete::SetNull) {
            continue;
        }
        let mut keys = Vec::new();
        for (holder, key, side) in held_keys(graph, relation) {
            let is_found = required(graph, holder, key).next().is_some();
            if is_found && rows.can_report(rule, relation, side) {
                keys.push((holder, key));
            }
        }
        if !keys.is_empty() {
            found.push(relation);
            groups.add(keys);
        }
    }
    let verdict = &mut *rows.verdict;
    for group in groups.into_groups() {
        let relations = group.iter().map(|it| found[*it]).collect();
        let place = |it| graph.relation_place(it);
        let relations = verdict.without_allowed(rule, relations, &place);
        if !relations.is_empty() {
            verdict.report(rule, &[], || describe(graph, &relations));
        }
    }
}

/// Returns the fields of a key that cannot be null.
pub(super) fn required<'g>(
    graph: &'g Graph,
    holder: u32,
    key: &'g [Text],
) -> impl Iterator<Item = &'g Field> {
    let fields = key.iter().filter_map(move |name| graph.field(holder, name));
    fields.filter(move |field| !field.optional && !graph.model(holder).is_unknown())
}

fn describe(graph: &Graph, relations: &[u32]) -> Finding {
    let name = graph.relation_name(relations[0]);
    let keys = held_keys(graph, relations[0]);
    let fields = keys.flat_map(|(holder, key, _)| {
        let fields = required(graph, holder, key);
        fields.map(move |field| (holder, field))
    });
    let fields: Vec<(u32, &Field)> = fields.collect();
    let named = |(holder, field): &(u32, &Field)| {
        words::fields(graph, Some(*holder), std::slice::from_ref(&field.name))
    };
    let mut subjects: Vec<Subject> = fields.iter().map(named).collect();
    let names: Vec<String> = subjects.iter().map(ToString::to_string).collect();
    let s = one_or(names.len(), "", "s");
    let headline = format!(
        "`{name}` has `on_delete = set_null`, but its key field{s} {} cannot be null",
        listed(&quoted(&names))
    );
    let mut finding = words::finding(graph, Rule::SetNullRequired, relations[0], headline)
        .with_other(subjects.remove(0))
        .at(graph.relation_place(relations[0]));
    for ((holder, field), name) in fields.iter().zip(&names).take(NAMED) {
        finding = finding.declared(graph.place(*holder, field.mark), name);
    }
    let finding = words::with_related(finding, graph, &relations[1..], &|relation| {
        let name = graph.relation_name(relation);
        let text = format!("`{name}` also has `on_delete = set_null` on this key");
        (graph.relation_place(relation), text)
    });
    finding.with_help(help(graph, relations, &fields))
}

/// Describes the two fixes: another action, and a key that can be null. A field of a primary key cannot be null.
fn help(graph: &Graph, relations: &[u32], fields: &[(u32, &Field)]) -> String {
    // The action of the other side is the best guess.
    let mut sides = relations.iter().flat_map(|it| graph.other_sides(*it));
    let other = sides.find_map(|side| action(graph, side).filter(|it| *it != OnDelete::SetNull));
    let argument = format!("on_delete = {}", other.unwrap_or(OnDelete::Restrict).name());
    let write = words::write_each(graph, relations, &argument);
    let is_primary =
        |(holder, field): &(u32, &Field)| graph.primary_key(*holder).contains(&field.name);
    if fields.iter().any(is_primary) {
        return write;
    }
    let make = |(holder, field): &(u32, &Field)| {
        format!(
            "make `{}` of `{}` an `Option`",
            field.name,
            graph.shown(*holder)
        )
    };
    let make: Vec<String> = fields.iter().map(make).collect();
    let make = make.join(" and ");
    if other.is_some() {
        format!("{write}, or {make}")
    } else {
        format!("{make}, or {write}")
    }
}
