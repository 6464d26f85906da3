//! A declared inverse that leads to another model.

use super::inverse::{Side, leading_back, place};
use super::{Rule, Subject, Verdict};
use crate::graph::{Graph, Resolved};
use crate::report::Finding;
use crate::wording::{listed, quoted};

pub(super) fn tell(verdict: &mut Verdict<'_>, side: Side, inverse: u32) {
    // One whose own target is not found may mean this model: that is its finding.
    let targets = verdict.graph.targets_of(inverse);
    if targets.iter().all(|target| matches!(target.model, Resolved::Model(_))) {
        let subjects = [Subject::Relation(side.relation), Subject::Relation(inverse)];
        verdict.tell(Rule::InverseElsewhere, &subjects, |graph| words(graph, side, inverse));
    }
}

fn words(graph: &Graph, side: Side, inverse: u32) -> Finding {
    let (name, inverse_name) = (graph.relation_name(side.relation), graph.relation_name(inverse));
    let model = graph.model(side.model).name();
    let targets = graph.targets_of(inverse).iter().filter_map(|target| target.model.model());
    let targets = quoted(targets.map(|target| graph.model(target).name()));
    let headline = format!(
        "`{name}` names `{inverse_name}` as its inverse, but that leads to {}, not to `{model}`",
        listed(&targets)
    );
    let finding = Finding::new(Rule::InverseElsewhere, name, headline)
        .object(inverse_name.clone())
        .at(place(graph, side))
        .note_at(graph.relation_place(inverse), format!("`{inverse_name}` is declared here"));
    let back: Vec<&str> = leading_back(graph, side).map(|relation| graph.relation(relation).name).collect();
    let target = graph.model(side.target).name();
    match *back {
        [] => finding.note(format!("no relation of `{target}` leads to `{model}`")),
        [only] => finding
            .note(format!("of the relations of `{target}`, only `{only}` leads to `{model}`"))
            .with_help(format!("write `inverse = {only}`")),
        _ => finding.note(format!(
            "the relations of `{target}` that lead to `{model}` are {}",
            listed(&quoted(&back))
        )),
    }
}
