//! A relation whose target is the name of several models. No nearest one wins: that would hide a lost module.

use super::{Asker, Rule, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::wording::{NAMED, counted, listed};

/// Tells of one name that means several models; each asker was asked before whether it is silenced.
pub(super) fn tell(verdict: &mut Verdict<'_>, askers: &[Asker]) {
    let models = verdict.names().called(askers[0].target(verdict.graph).text);
    verdict.tell(Rule::AmbiguousTarget, &[], |graph| words(graph, askers, &models));
}

fn words(graph: &Graph, askers: &[Asker], models: &[u32]) -> Finding {
    let written = askers[0].target(graph).text;
    let relation = graph.relation_name(askers[0].relation);
    let points = if askers[0].is_through() { "goes through" } else { "points at" };
    let headline =
        format!("relation `{relation}` {points} `{written}`, which is the name of {}", counted(models.len(), "model"));
    let mut finding =
        Finding::new(Rule::AmbiguousTarget, relation, headline).object(written).at(askers[0].place(graph));
    for (nth, model) in models.iter().take(NAMED).enumerate() {
        let which = if nth == 0 { "one" } else { "another" };
        finding = finding.note_at(graph.model_place(*model), format!("{which} is `{}`", graph.model(*model).path));
    }
    if models.len() > NAMED {
        finding = finding.note(format!("and {}", counted(models.len() - NAMED, "other model")));
    }
    if let [first, second, ..] = *models
        && graph.model_place(first) == graph.model_place(second)
        && !graph.model_place(first).file().is_empty()
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
    finding.with_help(format!("write the path of the one that is meant, as in `{path}`"))
}
