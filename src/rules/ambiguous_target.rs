//! A relation whose target is the name of several models. No nearest one wins: that would hide a lost module.

use super::{Asker, Rule, Verdict};
use crate::finding::Finding;
use crate::graph::Graph;
use crate::wording::{NAMED, counted, listed};

/// Tells of one name that means several models; each asker was asked before whether it is silenced.
pub(super) fn tell(verdict: &mut Verdict<'_>, askers: &[Asker]) {
    let models = verdict.names().called(&askers[0].target(verdict.graph).text);
    verdict.tell(Rule::AmbiguousTarget, &[], |graph| {
        words(graph, askers, &models)
    });
}

fn words(graph: &Graph, askers: &[Asker], models: &[u32]) -> Finding {
    // Those with a place are shown first.
    let mut models = models.to_vec();
    models.sort_by_key(|model| graph.model_place(*model).file().is_empty());
    let models = &*models;
    let written = &*askers[0].target(graph).text;
    let relation = graph.relation_name(askers[0].relation);
    let points = if askers[0].is_through() {
        "goes through"
    } else {
        "points at"
    };
    let of_models = counted(models.len(), "model");
    let headline =
        format!("relation `{relation}` {points} `{written}`, which is the name of {of_models}");
    let mut finding = Finding::new(Rule::AmbiguousTarget, relation, headline)
        .object(written)
        .at(askers[0].place(graph));
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
    if askers.len() > 1 {
        let others: Vec<_> = askers[1..]
            .iter()
            .map(|asker| asker.named_with_place(graph))
            .collect();
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
