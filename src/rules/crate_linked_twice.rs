//! One model from two versions of its crate: rows of the one are not rows of the other, though both are called alike.

use std::ops::Range;

use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::wording::listed;

/// `duplicate_model` finds models of one path; this is told where their versions differ.
pub(super) fn tell(verdict: &mut Verdict<'_>, same: Range<u32>) {
    let subjects: Vec<_> = same.clone().map(Subject::Model).collect();
    verdict.tell(Rule::CrateLinkedTwice, &subjects, |graph| words(graph, same));
}

fn words(graph: &Graph, same: Range<u32>) -> Finding {
    let first = graph.model(same.start);
    let versions: Vec<_> = same.clone().map(|model| graph.model(model).version.to_owned()).collect();
    let headline = format!("`{}` is linked from {} of package `{}`", first.path, listed(&versions), first.package);
    let finding = Finding::new(Rule::CrateLinkedTwice, first.path, headline).at(graph.model_place(same.start));
    let others = same.skip(1);
    let finding = others.fold(finding, |finding, other| {
        let version = graph.model(other).version;
        finding.note_at(graph.model_place(other), format!("version {version} is declared here"))
    });
    finding
        .note("a relation that names this path means the version of its own package, or else the first")
        .with_help(format!("`cargo tree --duplicates` shows which packages ask for each version of `{}`", first.package))
}
