//! Models that share one path: two that differ, or, as `crate_linked_twice`, one from two versions of its crate.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Rule, Subject, Verdict, crate_linked_twice};
use crate::graph::{Graph, index};
use crate::record::ModelRecord;
use crate::report::Finding;
use crate::wording::counted;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let path = |model: u32| ModelRecord::path_of(&graph.models[model as usize].bytes);
    let mut start = 0;
    while start < index(graph.models.len()) {
        // Sorted by path, so the models of one path stand together.
        let end = (start + 1..index(graph.models.len())).find(|model| path(*model) != path(start));
        let same = start..end.unwrap_or(index(graph.models.len()));
        start = same.end;
        if same.len() > 1 {
            judge(verdict, same);
        }
    }
}

fn judge(verdict: &mut Verdict<'_>, same: Range<u32>) {
    let graph = verdict.graph;
    let versions: BTreeSet<_> =
        same.clone().map(|model| (graph.model(model).package, graph.model(model).version)).collect();
    if versions.len() == same.len() {
        crate_linked_twice::tell(verdict, same);
        return;
    }
    let subjects: Vec<_> = same.clone().map(Subject::Model).collect();
    verdict.tell(Rule::DuplicateModel, &subjects, |graph| words(graph, same));
}

fn words(graph: &Graph, same: Range<u32>) -> Finding {
    let first = graph.model(same.start);
    let headline = format!("{} share the path `{}`", counted(same.len(), "model"), first.path);
    let mut finding = Finding::new(Rule::DuplicateModel, first.path, headline).at(graph.model_place(same.start));
    let mut elsewhere = false;
    for other in same.clone().skip(1) {
        let place = graph.model_place(other);
        if place == graph.model_place(same.start) {
            finding = finding.note("its package is in this program twice, compiled with other features or cfgs");
        } else {
            elsewhere = true;
            finding = finding.note_at(place, "another is declared here");
        }
    }
    if elsewhere {
        finding = finding.with_help("give one of them another name, as in `#[relata(name = \"…\")]`");
    }
    finding
}
