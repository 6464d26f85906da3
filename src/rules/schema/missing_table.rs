//! A model whose table is not in the schema.

use super::facts::Facts;
use crate::Place;
use crate::rules::prelude::*;
use crate::schema::{Fact, Schema, Table};

const RULE: Rule = Rule::MissingTable;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    let graph = verdict.graph;
    if !facts.schema.knows(Fact::Tables) {
        return;
    }
    let mut missing: Vec<(&str, u32)> = Vec::new();
    for (model, row) in (0..).zip(graph.models()) {
        if facts.lacks_table(row) {
            missing.push((&row.table, model));
        }
    }
    for (table, mut models) in grouped(missing) {
        // Models with the same path are reported by another rule. They are adjacent.
        models.dedup_by_key(|model| &graph.model(*model).path);
        models.retain(|it| !verdict.silences(RULE, &[Item::Model(*it)]));
        sort_by_key(&mut models, |model| (graph.model_place(*model), *model));
        if !models.is_empty() {
            verdict.add(describe(facts, table, &models));
        }
    }
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

fn describe(facts: &Facts<'_>, table: &str, models: &[u32]) -> Finding {
    let (graph, tables) = (facts.graph, &facts.schema.tables);
    let who = match models {
        [only] => format!("`{}` uses", graph.shown(*only)),
        all => format!("{} use", counted(all.len(), "model")),
    };
    let headline = format!("{who} the table `{table}`, which is not in the schema");
    let others = models[1..].iter().map(|it| words::model(graph, *it));
    let mut finding = Finding::new(RULE, words::model(graph, models[0]), headline)
        .at(graph.model_place(models[0]))
        .with_other(Subject::Name(table.to_owned()))
        .related(others.collect());
    if models.len() > 1 {
        finding = words::note_each_model(finding, graph, models);
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
