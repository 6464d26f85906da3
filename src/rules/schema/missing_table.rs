//! A model whose table is not in the schema.

use super::facts::Facts;
use crate::Place;
use crate::rules::prelude::*;
use crate::schema::{Fact, Schema, Table};

const RULE: Rule = Rule::MissingTable;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    let graph = verdict.graph;
    let (mut missing, mut unreadable) = (Vec::new(), Vec::new());
    for (model, row) in (0..).zip(graph.models()) {
        if facts.unreadable_table(row).is_some() {
            unreadable.push((&*row.table, model));
        } else if facts.schema.knows(Fact::Tables) && facts.lacks_table(row) {
            missing.push((&*row.table, model));
        }
    }
    for (table, models) in reported(verdict, missing) {
        verdict.add(describe(facts, table, &models));
    }
    for (table, models) in reported(verdict, unreadable) {
        verdict.report_at(Level::Warn, describe_unreadable(facts, table, &models));
    }
}

/// Returns the models of each table that do not allow the rule, sorted by place.
fn reported<'g>(verdict: &mut Verdict<'g>, found: Vec<(&'g str, u32)>) -> Vec<(&'g str, Vec<u32>)> {
    let graph = verdict.graph;
    let mut tables = grouped(found);
    for (_, models) in &mut tables {
        // Models with the same path are reported by another rule. They are adjacent.
        models.dedup_by_key(|model| &graph.model(*model).path);
        models.retain(|it| !verdict.silences(RULE, &[Item::Model(*it)]));
        sort_by_key(models, |model| (graph.model_place(*model), *model));
    }
    tables.retain(|(_, models)| !models.is_empty());
    tables
}

/// Returns the most similar name of a table, and where that is declared.
fn similar<'s>(schema: &'s Schema, written: &str) -> Option<(&'s str, Option<&'s Place>)> {
    let mut names = Vec::new();
    for table in &schema.tables {
        let alias = table.alias.as_deref();
        let all = [Some(&*table.name), alias].into_iter().flatten();
        names.extend(all.map(|name| (name, table.at.as_ref())));
    }
    let near = similar::nearest(written, names.iter().map(|(name, _)| *name))?;
    names.into_iter().find(|(name, _)| *name == near)
}

/// Creates a finding about models and their table.
fn about(graph: &Graph, table: &str, models: &[u32], state: &str) -> Finding {
    let who = match models {
        [only] => format!("`{}` uses", graph.shown(*only)),
        all => format!("{} use", counted(all.len(), "model")),
    };
    let headline = format!("{who} the table `{table}`, which {state}");
    let others = models[1..].iter().map(|it| words::model(graph, *it));
    let finding = Finding::new(RULE, words::model(graph, models[0]), headline)
        .at(graph.model_place(models[0]))
        .with_other(Subject::Name(table.to_owned()))
        .related(others.collect());
    if models.len() > 1 {
        words::note_each_model(finding, graph, models)
    } else {
        finding
    }
}

fn describe_unreadable(facts: &Facts<'_>, table: &str, models: &[u32]) -> Finding {
    let graph = facts.graph;
    let found = facts.unreadable_table(graph.model(models[0]));
    let reason = found.and_then(|it| it.unreadable.as_deref());
    let state = format!("cannot be read: {}", reason.unwrap_or_default());
    about(graph, table, models, &state).note("its columns were not compared")
}

/// Adds notes about schemas that have the table and are not in the search path.
fn note_elsewhere(
    finding: Finding,
    facts: &Facts<'_>,
    (table, is_alone): (&str, bool),
    elsewhere: &[&str],
) -> Finding {
    let schemas = listed(&quoted(elsewhere));
    let text = match elsewhere.len() {
        1 => format!("`{table}` exists in schema {schemas}, which is not in the search path"),
        _ => format!("`{table}` exists in schemas {schemas}, which are not in the search path"),
    };
    let path = listed(&quoted(&facts.schema.search_path));
    let help = match elsewhere {
        [schema] if is_alone => Some(format!("replace `{table}` with `{schema}.{table}`")),
        _ => None,
    };
    let finding = finding
        .note(text)
        .note(format!("the search path is {path}"));
    words::with_help(finding, help)
}

fn describe(facts: &Facts<'_>, table: &str, models: &[u32]) -> Finding {
    let (graph, tables) = (facts.graph, &facts.schema.tables);
    let mut finding = about(graph, table, models, "is not in the schema");
    let elsewhere = facts.tables.elsewhere(table);
    if !elsewhere.is_empty() {
        return note_elsewhere(finding, facts, (table, models.len() == 1), &elsewhere);
    }
    let names: Vec<String> = tables.iter().map(Table::shown).collect();
    if let Some((near, place)) = similar(facts.schema, table) {
        let text = format!("a table with a similar name exists: `{near}`");
        finding = match place {
            Some(place) => finding.note_at(place.into(), text),
            None => finding.note(text),
        };
        let help = format!("replace `{table}` with `{near}`");
        return words::with_help(finding, (models.len() == 1).then_some(help));
    }
    let count = counted(names.len(), "table");
    let files = listed(&quoted(&facts.schema.files));
    finding
        .note(match names.len() {
            0 => "the schema has no tables".to_owned(),
            _ => format!("the schema has {count}: {}", listed(&quoted(&names))),
        })
        .note_if((!files.is_empty()).then(|| format!("the schema is read from {files}")))
}
