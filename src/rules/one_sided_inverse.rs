//! An inverse that does not name this relation back. Legal and common, so nothing is told unless it is asked for.

use super::inverse::{Side, place};
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::Finding;

pub(super) fn check(verdict: &mut Verdict<'_>, side: Side, inverse: u32) -> bool {
    let silent = !verdict.graph.relations[inverse as usize].declares_inverse;
    if silent {
        let subjects = [Subject::Relation(side.relation), Subject::Relation(inverse)];
        verdict.tell(Rule::OneSidedInverse, &subjects, |graph| words(graph, side, inverse));
    }
    silent
}

fn words(graph: &Graph, side: Side, inverse: u32) -> Finding {
    let (name, inverse_name) = (graph.relation_name(side.relation), graph.relation_name(inverse));
    let headline = format!("`{name}` names `{inverse_name}` as its inverse, but that names none");
    Finding::new(Rule::OneSidedInverse, name, headline)
        .object(inverse_name.clone())
        .at(place(graph, side))
        .note_at(graph.relation_place(inverse), format!("`{inverse_name}` is declared here"))
        .with_help(format!("write `inverse = {}` at `{inverse_name}`", graph.relation(side.relation).name))
}
