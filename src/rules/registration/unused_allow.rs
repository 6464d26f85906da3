//! An allow that matches no finding: the fault it allowed is fixed, and it would hide the next one.

use std::str::FromStr;

use crate::model::Allow;
use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for model in graph.with_allows.iter().copied() {
        let relations = graph.relations_of(model).map(Item::Relation);
        for item in std::iter::once(Item::Model(model)).chain(relations) {
            for row in item.allows(graph) {
                let allow = &graph.tables.allows[row as usize];
                // If two allows name the same rule, only the first one silences.
                let is_second = item.first_allow(graph, &allow.rule) != Some(row);
                if is_second || !verdict.is_used(row) && is_checked(verdict, item, &allow.rule) {
                    verdict.add(describe(graph, item, allow, is_second));
                }
            }
        }
    }
}

/// Checks the allows that are not on a model, which are few.
pub(in crate::rules) fn check_criteria(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for allow in verdict.unused_in_criteria() {
        let models = graph.models_called(&allow.model);
        let is_checked = if allow.rule == Rule::MissingModel.name() {
            // Without source, absent models are not known.
            verdict.level(Rule::MissingModel) != Level::Allow
                && verdict.criteria.declarations.is_compared
        } else {
            let mut models = models.iter().map(|it| Item::Model(*it));
            models.all(|it| is_checked(verdict, it, &allow.rule))
        };
        if is_checked {
            let subject = Subject::Name(allow.model.clone());
            let reason = (!allow.reason.is_empty()).then(|| format!("reason: {}", allow.reason));
            let remove = format!(
                "remove the `allow` of `{}` for `{}`",
                allow.rule, allow.model
            );
            let has_effect = has_effect(&allow.rule, true);
            let finding = explain_with(subject, &allow.rule, reason, has_effect, remove);
            verdict.add(finding.at(Spot::from(&allow.place)));
        }
    }
}

/// Whether the rule of an allow was checked. It was not if its level is allow or an earlier finding explains the item.
fn is_checked(verdict: &Verdict<'_>, item: Item, rule: &str) -> bool {
    let named = Rule::from_str(rule).ok();
    let Some(rule) = named.filter(|rule| !is_of_registry(*rule)) else {
        return true;
    };
    let was_checked = |relation: u32| {
        is_resolved(verdict.graph, relation, rule) && verdict.precedence.was_checked(relation, rule)
    };
    let mut relations = match item {
        Item::Model(model) => verdict.graph.relations_of(model),
        Item::Relation(relation) => relation..relation + 1,
    };
    verdict.level(rule) != Level::Allow
        && relations.all(was_checked)
        && (rule == Rule::MissingTable || !rule.needs_schema() || has_tables(verdict, item))
}

#[cfg(not(feature = "schema"))]
fn has_tables(_: &Verdict<'_>, _: Item) -> bool {
    true
}

/// Whether a model, or both ends of a relation, were compared with the schema.
#[cfg(feature = "schema")]
fn has_tables(verdict: &Verdict<'_>, item: Item) -> bool {
    let graph = verdict.graph;
    let has_table = |model: u32| verdict.without_table.binary_search(&model).is_err();
    match item {
        Item::Model(model) => has_table(model),
        Item::Relation(relation) => {
            let mut ends = Reference::resolved(graph, relation).map(|(_, model)| model);
            has_table(graph.owner(relation)) && ends.all(has_table)
        }
    }
}

/// Whether a relation resolves to known models, or the rule does not need that.
fn is_resolved(graph: &Graph, relation: u32, rule: Rule) -> bool {
    use Rule::{ColumnNull, ColumnType, MissingColumn, MissingTable, PrimaryKeyDiffers};
    use Rule::{CrateLinkedTwice, DuplicateModel, DuplicateTable, UnreadRelations};
    let is_of_models = matches!(
        rule,
        CrateLinkedTwice
            | DuplicateModel
            | DuplicateTable
            | UnreadRelations
            | MissingTable
            | MissingColumn
            | ColumnType
            | ColumnNull
            | PrimaryKeyDiffers
    );
    let mut named = Reference::all_of(graph, relation).map(|(_, resolved)| resolved.model());
    is_of_models || named.all(|it| it.is_some_and(|model| !graph.model(model).shares_path))
}

/// Whether a rule applies to the whole registry, so that an allow on a model or relation has no effect.
fn is_of_registry(rule: Rule) -> bool {
    relata_record::rules::of_registry().any(|name| name == rule.name())
}

fn describe(graph: &Graph, item: Item, allow: &Allow, is_second: bool) -> Finding {
    let (place, name) = match item {
        Item::Model(it) => (graph.place(it, allow.mark), words::model(graph, it)),
        Item::Relation(it) => (graph.place_in(it, allow.mark), words::relation(graph, it)),
    };
    let rule = &*allow.rule;
    let finding = if is_second {
        let headline = format!("`{name}` has two `allow({rule})` attributes");
        Finding::new(Rule::UnusedAllow, name, headline)
            .with_other(Subject::Name(rule.to_owned()))
            .note(format!("reason of the second `allow`: {}", allow.reason))
            .with_help(format!("remove one of the two `allow({rule})`"))
    } else {
        let reason = format!("reason: {}", allow.reason);
        explain(name, rule, Some(reason), has_effect(rule, false))
    };
    finding.at(place)
}

/// Whether an allow of this rule can silence a finding. An absent model has no attributes.
fn has_effect(rule: &str, may_be_absent: bool) -> bool {
    let known = Rule::from_str(rule);
    known.is_ok_and(|it| !is_of_registry(it) || may_be_absent && it == Rule::MissingModel)
}

/// Explains an unused allow of a rule that `has_effect` on a model.
fn explain(name: Subject, rule: &str, reason: Option<String>, has_effect: bool) -> Finding {
    explain_with(
        name,
        rule,
        reason,
        has_effect,
        format!("remove `allow({rule})`"),
    )
}

/// The same, with the change that removes it.
fn explain_with(
    name: Subject,
    rule: &str,
    reason: Option<String>,
    has_effect: bool,
    remove: String,
) -> Finding {
    let headline = |fact| format!("`allow({rule})` on `{name}` {fact}");
    let (headline, note, help) = match Rule::from_str(rule) {
        _ if has_effect => (headline("matches no finding"), None, remove),
        Ok(known) => {
            let text =
                "applies to the whole registry, so it cannot be allowed on a model or relation";
            let note = format!("`{rule}` {text}");
            let call = format!("relata::options().level(Rule::{known:?}, Level::Allow)");
            let help = format!("{remove}; to turn the rule off, call `{call}`");
            (headline("has no effect"), Some(note), help)
        }
        Err(_) => {
            let similar = similar::nearest(rule, Rule::ALL.iter().map(|rule| rule.name()));
            let note = similar.map(|it| format!("a rule with a similar name exists: `{it}`"));
            let help = similar.map_or(remove, |it| format!("write `{it}`"));
            (headline("names an unknown rule"), note, help)
        }
    };
    Finding::new(Rule::UnusedAllow, name, headline)
        .with_other(Subject::Name(rule.to_owned()))
        .note_if(reason)
        .note_if(note)
        .with_help(help)
}
