//! A relation whose target is the name of several models. No nearest one wins: that would hide a lost module.

use std::collections::BTreeMap;

use super::{Asker, Rule, Subject, Verdict};
use crate::graph::{Graph, Resolved};
use crate::report::Finding;
use crate::wording::{NAMED, counted, listed};

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let mut askers: BTreeMap<&str, Vec<Asker>> = BTreeMap::new();
    for asker in Asker::all(graph, Resolved::Ambiguous) {
        if !verdict.silences(Rule::AmbiguousTarget, &[Subject::Relation(asker.relation)]) {
            askers.entry(asker.target(graph).text).or_default().push(asker);
        }
    }
    for (written, mut askers) in askers {
        askers.sort_by_key(|asker| asker.place(graph));
        // Each was asked before whether it is silenced.
        verdict.tell(Rule::AmbiguousTarget, &[], |graph| words(graph, written, &askers));
    }
}

fn words(graph: &Graph, written: &str, askers: &[Asker]) -> Finding {
    let relation = graph.relation_name(askers[0].relation);
    let models = graph.models_called(written);
    let headline = format!(
        "relation `{relation}` points at `{written}`, which is the name of {}",
        counted(models.len(), "model")
    );
    let mut finding = Finding::new(Rule::AmbiguousTarget, relation, headline).at(askers[0].place(graph));
    for (nth, model) in models.iter().take(NAMED).enumerate() {
        let which = if nth == 0 { "one" } else { "another" };
        finding = finding.note_at(graph.model_place(*model), format!("{which} is `{}`", graph.model(*model).path));
    }
    if models.len() > NAMED {
        finding = finding.note(format!("and {}", counted(models.len() - NAMED, "other model")));
    }
    if let [first, second, ..] = *models
        && graph.model_place(first) == graph.model_place(second)
    {
        finding = finding.note("both are one declaration, compiled into two crates: two roots declare its module");
    }
    if askers.len() > 1 {
        let others: Vec<_> = askers[1..].iter().map(|asker| asker.named_with_place(graph)).collect();
        let relations = counted(others.len(), "more relation");
        let write = if others.len() == 1 { "writes" } else { "write" };
        finding = finding.note(format!("{relations} {write} it so: {}", listed(&others)));
    }
    let path = models.first().map_or("", |model| graph.model(*model).path);
    finding.with_help(format!("write the target with its path, as in `{path}`"))
}
