//! A primary key whose integers end at 32 bits or less.

use super::facts::{Facts, column_declared};
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect, Table};

const RULE: Rule = Rule::ShortKey;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    let dialect = facts.schema.dialect;
    let is_known = matches!(dialect, Some(Dialect::PostgreSql | Dialect::MySql));
    if verdict.level(RULE) == Level::Allow || !is_known {
        return;
    }
    for table in &facts.schema.tables {
        let Some((column, bits)) = short(table) else {
            continue;
        };
        let mut models = facts.models_of(table);
        models.retain(|it| !verdict.silences(RULE, &[Item::Model(*it)]));
        sort_by_key(&mut models, |it| (facts.graph.model_place(*it), *it));
        if let Some(model) = models.first() {
            verdict.add(describe(facts, *model, (table, column), bits));
        }
    }
}

/// Returns the only column of a primary key, if it is a short integer. One that refers to another table is as short as the key
/// there.
fn short(table: &Table) -> Option<(&Column, u32)> {
    let [name] = &*table.primary_key else {
        return None;
    };
    let refers = table
        .foreign_keys
        .iter()
        .any(|it| it.columns.contains(name));
    let column = table.columns.iter().find(|it| it.name == *name)?;
    let bits = bits(column.base.as_ref().unwrap_or(&column.ty))?;
    (!refers && !table.view).then_some((column, bits))
}

/// Returns the bits of an integer type that has 32 or less.
fn bits(ty: &str) -> Option<u32> {
    let ty = ty.to_ascii_lowercase();
    let name = ty.split(['(', ' ']).next()?;
    Some(match name {
        "tinyint" => 8,
        "smallint" | "int2" | "smallserial" => 16,
        "mediumint" => 24,
        "integer" | "int" | "int4" | "serial" => 32,
        _ => return None,
    })
}

fn describe(
    facts: &Facts<'_>,
    model: u32,
    (table, column): (&Table, &Column),
    bits: u32,
) -> Finding {
    let graph = facts.graph;
    let (shown, name, ty) = (table.shown(), &column.name, &column.ty);
    let headline = format!("the primary key `{name}` of table `{shown}` has only {bits} bits");
    let is_unsigned = ty.to_ascii_lowercase().contains("unsigned");
    let max = (1_u64 << (bits - u32::from(!is_unsigned))) - 1;
    let finding = Finding::new(RULE, words::model(graph, model), headline)
        .with_other(Subject::Name(format!("{shown}.{name}")))
        .at(graph.model_place(model));
    column_declared(finding, table, column)
        .note(format!("its type `{ty}` ends at {max}"))
        .with_help(format!(
            "change the type of `{shown}.{name}` and of the keys that refer to it to `bigint`"
        ))
}
