//! A model that takes columns for unique, which the database does not enforce.

use super::constraints::{Uniqueness, knows_uniques, uniqueness};
use super::facts::{Facts, table_declared};
use super::keys::{Held, Keys, with_same_key};
use crate::rules::prelude::*;
use crate::schema::Table;

const RULE: Rule = Rule::NotUnique;

/// Columns of a table that were reported.
type Reported = Vec<(usize, Vec<String>)>;

pub(super) fn check<'g>(verdict: &mut Verdict<'g>, facts: &Facts<'g>, keys: &Keys<'g>) {
    if verdict.level(RULE) == Level::Allow || !knows_uniques(facts.schema) {
        return;
    }
    let mut reported = Vec::new();
    for (model, table) in facts.models() {
        check_fields(verdict, facts, (model, table), &mut reported);
    }
    let is_single = |key: &Held<'_>| {
        let graph = facts.graph;
        graph.kind(key.relation) == Kind::HasOne
            && !graph.rest(key.relation).filtered
            && is_fault(key, key.from, &key.columns)
    };
    for (key, relations) in keys.faults(verdict, RULE, &is_single) {
        if is_new(&mut reported, key.from, &key.columns) {
            verdict.report(RULE, &[], || describe_single(facts, key, &relations));
        }
    }
}

/// Checks what a model declares unique, and its key if the table has none.
fn check_fields<'g>(
    verdict: &mut Verdict<'g>,
    facts: &Facts<'g>,
    (model, table): (u32, &'g Table),
    reported: &mut Reported,
) {
    let graph = facts.graph;
    let fields = graph.fields(model).iter().filter(|it| it.unique);
    let fields = fields.map(|it| std::slice::from_ref(&it.name));
    let key = Some(graph.primary_key(model)).filter(|_| table.primary_key.is_empty());
    for names in fields.chain(graph.uniques(model)).chain(key) {
        let columns = facts.columns(model, names).unwrap_or_default();
        if columns.is_empty() || table.view || is_sure(table, &columns) {
            continue;
        }
        if !verdict.silences(RULE, &[Item::Model(model)]) && is_new(reported, table, &columns) {
            verdict.add(describe_fields(facts, (model, names), (table, &columns)));
        }
    }
}

fn is_sure(table: &Table, columns: &[&str]) -> bool {
    matches!(uniqueness(table, columns), Uniqueness::Sure)
}

fn is_fault(key: &Held<'_>, table: &Table, columns: &[&str]) -> bool {
    !key.is_polymorphic && !table.view && !columns.is_empty() && !is_sure(table, columns)
}

/// Whether columns were not reported yet. Notes that they are.
fn is_new(reported: &mut Reported, table: &Table, columns: &[&str]) -> bool {
    let mut columns: Vec<String> = columns.iter().map(|it| (*it).to_owned()).collect();
    sort(&mut columns);
    let entry = (table.identity(), columns);
    let is_new = !reported.contains(&entry);
    reported.push(entry);
    is_new
}

fn describe_fields(
    facts: &Facts<'_>,
    (model, names): (u32, &[Text]),
    (table, columns): (&Table, &[&str]),
) -> Finding {
    let graph = facts.graph;
    let subject = words::fields(graph, Some(model), names);
    let headline = format!("`{subject}` is unique, but {}", are_not(table, columns));
    let field = names.first().and_then(|it| graph.field(model, it));
    let finding = Finding::new(RULE, subject, headline);
    let finding = match field {
        Some(field) => finding.at(graph.place(model, field.mark)),
        None => finding.at(graph.model_place(model)),
    };
    explained(finding, table, columns)
}

fn describe_single(facts: &Facts<'_>, key: &Held<'_>, relations: &[u32]) -> Finding {
    let (graph, name) = (facts.graph, facts.graph.relation_name(key.relation));
    let are_not = are_not(key.from, &key.columns);
    let headline = format!("`{name}` points at one row, but {are_not} unique");
    let finding = words::finding(graph, RULE, key.relation, headline).at(key.place(graph));
    let finding = with_same_key(finding, graph, relations);
    explained(finding, key.from, &key.columns)
}

fn are_not(table: &Table, columns: &[&str]) -> String {
    let is = one_or(columns.len(), "is", "are");
    format!(
        "{} of `{}` {is} not",
        listed(&quoted(columns)),
        table.shown()
    )
}

/// Adds what an index that is nearly sufficient lacks, and the constraint to add.
fn explained(finding: Finding, table: &Table, columns: &[&str]) -> Finding {
    let shown = table.shown();
    let finding = finding.with_other(Subject::Name(format!("{shown}.({})", columns.join(", "))));
    let finding = table_declared(finding, table);
    let finding = match uniqueness(table, columns) {
        Uniqueness::Partly(index) => {
            let name = index.name.as_deref().map(|it| format!(" `{it}`"));
            let name = name.unwrap_or_default();
            finding.note(match &index.predicate {
                Some(predicate) => format!("the index{name} is unique only where `{predicate}`"),
                None => format!("the index{name} is unique only for a part of each value"),
            })
        }
        Uniqueness::Sure | Uniqueness::None => finding,
    };
    let columns = columns.join(", ");
    finding.with_help(format!("add a unique constraint: `UNIQUE ({columns})`"))
}
