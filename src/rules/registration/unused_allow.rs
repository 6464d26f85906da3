//! An allow that matches no finding: what it allowed is mended, and it would hide the next one.

use std::str::FromStr;

use crate::findings::{Finding, Subject};
use crate::graph::{Graph, Resolved};
use crate::model::Allow;
use crate::rule::{Level, Rule};
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;
use crate::similar;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for model in graph.with_allows.iter().copied() {
        let relations = graph.relations_of(model).map(Item::Relation);
        for item in std::iter::once(Item::Model(model)).chain(relations) {
            let allows = item.allows(graph);
            for (nth, allow) in allows.iter().enumerate() {
                // Of two of one rule the first silences.
                let is_second = allows.iter().take(nth).any(|it| it.rule == allow.rule);
                let is_used = verdict.is_used(item, nth);
                if is_second || !is_used && is_judged(verdict, item, allow) {
                    verdict.report(Rule::UnusedAllow, &[], |graph| {
                        describe(graph, item, allow, is_second)
                    });
                }
            }
        }
    }
}

/// A rule whose level is allow was not asked, and where a cause is found its consequences were not asked for either.
fn is_judged(verdict: &Verdict<'_>, item: Item, allow: &Allow) -> bool {
    let Ok(rule) = Rule::from_str(&allow.rule) else {
        return true;
    };
    if is_of_the_registry(rule) {
        return true;
    }
    let was_asked = |relation: u32| {
        is_resolved(verdict.graph, relation, rule) && verdict.precedence.was_asked(relation, rule)
    };
    verdict.level(rule) != Level::Allow
        && match item {
            Item::Model(model) => verdict.graph.relations_of(model).all(was_asked),
            Item::Relation(relation) => was_asked(relation),
        }
}

/// Whether a relation leads to models that are there, as far as this rule needs that.
fn is_resolved(graph: &Graph, relation: u32, rule: Rule) -> bool {
    let of_models = [
        Rule::DuplicateModel,
        Rule::CrateLinkedTwice,
        Rule::DuplicateTable,
    ];
    let mut targets = graph.targets_of(relation).iter();
    let through = graph.written_through(relation);
    let is_known = |resolved: Resolved| {
        let model = resolved.model();
        model.is_some_and(|model| !graph.model(model).shares_path)
    };
    of_models.contains(&rule)
        || targets.all(|target| is_known(target.model)) && through.is_none_or(is_known)
}

/// The rules that are not about a model or a relation, so that an allow there means nothing.
fn is_of_the_registry(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::RegistrationUnavailable
            | Rule::EmptyRegistry
            | Rule::MissingCrate
            | Rule::MissingModel
            | Rule::UnusedAllow
    )
}

fn describe(graph: &Graph, item: Item, allow: &Allow, is_second: bool) -> Finding {
    let (place, name) = match item {
        Item::Model(model) => (graph.place(model, allow.mark), words::model(graph, model)),
        Item::Relation(relation) => (
            graph.place_in(relation, allow.mark),
            words::relation(graph, relation),
        ),
    };
    let rule = &*allow.rule;
    let known = Rule::from_str(rule);
    let headline = match known {
        _ if is_second => format!("the allow of `{rule}` on `{name}` stands there twice"),
        Err(_) => format!("the allow of `{rule}` on `{name}` names no rule"),
        Ok(known) if is_of_the_registry(known) => {
            format!("the allow of `{rule}` on `{name}` has no effect there")
        }
        Ok(_) => format!("the allow of `{rule}` on `{name}` matches no finding"),
    };
    let finding = Finding::new(Rule::UnusedAllow, name, headline)
        .with_other(Subject::Name(rule.to_owned()))
        .at(place)
        .note(format!("its reason was: {}", allow.reason));
    match known {
        _ if is_second => finding.with_help("remove one"),
        Ok(known) if is_of_the_registry(known) => finding
            .note(format!(
                "`{rule}` is about the whole registry, so its level is set by options"
            ))
            .with_help("remove it"),
        Ok(_) => finding.with_help("remove it"),
        Err(_) => match similar::nearest(rule, Rule::ALL.iter().map(|rule| rule.name())) {
            Some(similar) => finding
                .note(format!("a rule with a similar name exists: `{similar}`"))
                .with_help(format!("name the rule `{similar}`")),
            None => finding.with_help("remove it"),
        },
    }
}
