//! An association with several relations to one end, where nothing chooses.

use super::throughs::{Passage, named};
use super::{Rule, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::wording::{counted, listed};

pub(super) fn check(verdict: &mut Verdict<'_>, passage: Passage) -> bool {
    let graph = verdict.graph;
    let ends = [passage.own, passage.other];
    let Some(end) = ends.into_iter().find(|end| passage.leading_to(graph, *end).len() > 1) else { return false };
    passage.tell(verdict, Rule::AmbiguousThrough, |graph| words(graph, passage, end));
    true
}

fn words(graph: &Graph, passage: Passage, end: u32) -> Finding {
    let name = graph.relation_name(passage.relation);
    let association = graph.model(passage.association).name();
    let end_name = graph.model(end).name();
    let candidates = passage.leading_to(graph, end);
    let headline = format!(
        "`{name}` goes through `{association}`, which has {} to `{end_name}`",
        counted(candidates.len(), "relation")
    );
    let finding =
        Finding::new(Rule::AmbiguousThrough, name, headline).object(association).at(passage.place(graph));
    let finding = candidates.iter().take(crate::wording::NAMED).fold(finding, |finding, candidate| {
        let text = format!("`{}` is declared here", graph.relation_name(*candidate));
        finding.note_at(graph.relation_place(*candidate), text)
    });
    let own = listed(&named(graph, &passage.leading_to(graph, passage.own)));
    let other = listed(&named(graph, &passage.leading_to(graph, passage.other)));
    finding
        .note(format!("to this end lead {own}; to the other end lead {other}"))
        .with_help("say which by `via(own, other)`: first the relation to this model, then the one to the target")
}
