//! A declared inverse that leads to another model.

use super::inverse::Side;
use super::missing_inverse::{leading_back, leads_to};
use super::{Rule, Subject, Verdict};
use crate::graph::{Graph, Resolved};
use crate::report::Finding;
use crate::wording::{listed, quoted};

pub(super) fn check(verdict: &mut Verdict<'_>, side: Side) -> bool {
    let graph = verdict.graph;
    let Some(inverse) = side.inverse.filter(|inverse| !leads_to(graph, *inverse, side.model)) else { return false };
    // One whose own target does not resolve may mean this model: that is its finding.
    let resolved = graph.targets_of(inverse).iter().all(|target| matches!(target.model, Resolved::Model(_)));
    if resolved {
        let subjects = [Subject::Relation(side.relation), Subject::Relation(inverse)];
        verdict.tell(Rule::InverseElsewhere, &subjects, |graph| words(graph, side, inverse));
    }
    true
}

fn words(graph: &Graph, side: Side, inverse: u32) -> Finding {
    let mark = graph.relation(side.relation).inverse().unwrap_or_default().1;
    let (name, inverse_name) = (graph.relation_name(side.relation), graph.relation_name(inverse));
    let model = graph.model(side.model).name();
    let targets = graph.targets_of(inverse).iter().filter_map(|target| target.model.model());
    let targets = quoted(targets.map(|target| graph.model(target).name()));
    let headline = format!(
        "`{name}` names `{inverse_name}` as its inverse, but that leads to {}, not to `{model}`",
        listed(&targets)
    );
    let finding = Finding::new(Rule::InverseElsewhere, name, headline)
        .at(graph.place_in(side.relation, mark))
        .note_at(graph.relation_place(inverse), format!("`{inverse_name}` is declared here"));
    let back: Vec<&str> = leading_back(graph, side).map(|relation| graph.relation(relation).name).collect();
    let target = graph.model(side.target).name();
    match *back {
        [] => finding.note(format!("no relation of `{target}` leads to `{model}`")),
        [only] => finding.with_help(format!("write `inverse = {only}`, the only relation of `{target}` that leads to `{model}`")),
        _ => finding.note(format!("the relations of `{target}` that lead to `{model}` are {}", listed(&quoted(&back)))),
    }
}
