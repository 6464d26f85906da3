//! A relation whose target is the name of several models. No nearest one wins: that would hide a lost module.

use super::group::Group;
use crate::findings::wording::{NAMED, counted, listed};
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::reference::Reference;
use crate::rules::verdict::Verdict;
use crate::rules::words;

/// Tells of one name that means several models; each reference was asked before whether it is silenced.
pub(super) fn report(verdict: &mut Verdict<'_>, group: &Group<'_>) {
    let references = &*group.relations;
    let models = verdict
        .names()
        .called(&references[0].target(verdict.graph).text);
    verdict.report(Rule::AmbiguousTarget, &[], |graph| {
        describe(graph, references, &models).naming(group.names(graph))
    });
}

fn describe(graph: &Graph, references: &[Reference], models: &[u32]) -> Finding {
    // Those with a place are shown first.
    let mut models = models.to_vec();
    models.sort_by_key(|model| graph.model_place(*model).file().is_empty());
    let models = &*models;
    let written = &*references[0].target(graph).text;
    let relation = graph.relation_name(references[0].relation);
    let points = if references[0].is_through() {
        "goes through"
    } else {
        "points at"
    };
    let of_models = counted(models.len(), "model");
    let headline =
        format!("relation `{relation}` {points} `{written}`, which is the name of {of_models}");
    let mut finding = Finding::new(
        Rule::AmbiguousTarget,
        words::relation(graph, references[0].relation),
        headline,
    )
    .with_other(Subject::Name(written.to_owned()))
    .at(references[0].place(graph));
    for (nth, model) in models.iter().take(NAMED).enumerate() {
        let which = if nth == 0 { "one" } else { "another" };
        let text = format!("{which} is `{}`", graph.model(*model).path);
        finding = finding.note_at(graph.model_place(*model), text);
    }
    if models.len() > NAMED {
        let others = counted(models.len() - NAMED, "other model");
        finding = finding.note(format!("and {others}"));
    }
    if let Some(cause) = one_declaration(graph, models) {
        finding = finding.note(cause);
    }
    if references.len() > 1 {
        let others: Vec<_> = references[1..]
            .iter()
            .map(|reference| reference.named_with_place(graph))
            .collect();
        let affected = references[1..]
            .iter()
            .map(|it| words::relation(graph, it.relation));
        finding = finding.affecting(affected);
        let write = if others.len() == 1 { "writes" } else { "write" };
        let relations = counted(others.len(), "more relation");
        finding = finding.note(format!("{relations} {write} it so: {}", listed(&others)));
    }
    let path = models.first().map_or("", |model| &graph.model(*model).path);
    finding.with_help(format!(
        "write the path of the one that is meant, as in `{path}`"
    ))
}

/// One file that is compiled several times, each time as another module, declares each of its models so many times.
fn one_declaration(graph: &Graph, models: &[u32]) -> Option<String> {
    let mut places: Vec<_> = models.iter().map(|it| graph.model_place(*it)).collect();
    places.dedup();
    let [place] = &*places else { return None };
    if place.file().is_empty() {
        return None;
    }
    let krate = |model: &u32| graph.model(*model).krate();
    let mut crates: Vec<_> = models.iter().map(krate).collect();
    crates.dedup();
    let all = if models.len() == 2 { "both" } else { "all" };
    Some(if crates.len() == models.len() {
        format!(
            "{all} are one declaration, compiled into {} crates: each of them has a `mod` for its file",
            crates.len()
        )
    } else {
        format!(
            "{all} are one declaration: {} `mod` items name its file",
            models.len()
        )
    })
}
