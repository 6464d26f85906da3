//! One inverse that several relations of one model claim: which of them it leads back by cannot be said.

use super::inverse::Side;
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::wording::{listed, quoted};

pub(super) fn check(verdict: &mut Verdict<'_>, side: Side, inverse: u32) -> bool {
    let graph = verdict.graph;
    // One that names an inverse itself has chosen: whoever else claims it disagrees.
    if graph.relations[inverse as usize].declares_inverse && !graph.targets_of(inverse).is_empty() {
        return false;
    }
    let mut claimers: Vec<u32> =
        graph.relations_of(side.model).filter(|relation| claims(graph, *relation, inverse)).collect();
    if claimers.len() < 2 {
        return false;
    }
    claimers.sort_by_key(|relation| (place(graph, *relation), *relation));
    if claimers[0] == side.relation {
        let subjects: Vec<_> = claimers.iter().copied().map(Subject::Relation).collect();
        verdict.tell(Rule::InverseTaken, &subjects, |graph| words(graph, &claimers, inverse));
    }
    true
}

fn claims(graph: &Graph, relation: u32, inverse: u32) -> bool {
    graph.targets_of(relation).iter().any(|target| target.inverse == Some(inverse))
}

fn place(graph: &Graph, relation: u32) -> crate::place::Place {
    let (_, mark) = graph.relation(relation).inverse().unwrap_or_default();
    graph.place_in(relation, mark)
}

fn words(graph: &Graph, claimers: &[u32], inverse: u32) -> Finding {
    let names: Vec<_> = claimers.iter().map(|relation| graph.relation_name(*relation)).collect();
    let inverse_name = graph.relation_name(inverse);
    let headline = format!("{} all name `{inverse_name}` as their inverse", listed(&quoted(&names)));
    let headline = if names.len() == 2 { headline.replacen(" all name ", " both name ", 1) } else { headline };
    let finding = Finding::new(Rule::InverseTaken, names[0].clone(), headline)
        .object(inverse_name.clone())
        .at(place(graph, claimers[0]));
    let finding = claimers[1..].iter().zip(&names[1..]).fold(finding, |finding, (relation, name)| {
        finding.note_at(place(graph, *relation), format!("`{name}` names it here"))
    });
    finding
        .note_at(graph.relation_place(inverse), format!("`{inverse_name}` is declared here"))
        .note(format!("`{inverse_name}` names no inverse; one that it names is the one that stays"))
}
