//! One inverse that several relations of one model claim. The inverse does not name which of them it belongs to.

use super::facts::place;
use super::inverse_key::difference;
use super::offer;
use super::words::{both_names, finding, write_inverses};
use crate::rules::prelude::*;

/// Reports an inverse that several relations of one model claim.
pub(super) fn report(verdict: &mut Verdict<'_>, mut claimers: Vec<u32>, inverse: u32) {
    let graph = verdict.graph;
    // A claimer that another relation of the target names as its inverse is reported by `inverse_disagrees`.
    let is_named = |relation: &u32| {
        let mut suitors = graph.claimers(*relation).iter();
        suitors.any(|suitor| *suitor != inverse && graph.owner(*suitor) == graph.owner(inverse))
    };
    claimers.retain(|it| !is_named(it));
    if claimers.len() > 1 {
        let place = |it| place(graph, it);
        claimers = verdict.without_allowed(Rule::InverseTaken, claimers, &place);
    }
    if claimers.len() > 1 {
        let describe = || describe(graph, &claimers, inverse);
        verdict.report(Rule::InverseTaken, &[Item::Relation(inverse)], describe);
    }
}

fn describe(graph: &Graph, claimers: &[u32], inverse: u32) -> Finding {
    let names = words::list_relations(graph, claimers);
    let taken = graph.relation_name(inverse);
    let all = if claimers.len() == 2 { "both" } else { "all" };
    let headline = format!("{names} {all} name `{taken}` as their inverse");
    let finding = finding(graph, Rule::InverseTaken, [claimers[0], inverse], headline);
    let finding = words::with_related(finding, graph, &claimers[1..], &|it| {
        let text = format!("`{}` names `{taken}` here", graph.relation_name(it));
        (place(graph, it), text)
    });
    let text = format!("`{taken}` can be the inverse of only one of them, and names none of them");
    let finding = finding.declared(graph.relation_place(inverse), &taken);
    let finding = finding.note(text);
    let Some((odd, free)) = odd_one(graph, claimers, inverse) else {
        return finding;
    };
    let [name, free_name] = both_names(graph, [odd, free]);
    let text = format!("the key of `{name}` matches `{free_name}`, not `{taken}`");
    let help = write_inverses(graph, &[(odd, free)]);
    finding.note(text).with_help(help)
}

/// Returns the only claimer whose key differs from that of the inverse, and the relation with that key.
fn odd_one(graph: &Graph, claimers: &[u32], inverse: u32) -> Option<(u32, u32)> {
    let is_odd = |claimer: &u32| difference(graph, [*claimer, inverse]).is_some();
    let odd = only(claimers.iter().copied().filter(is_odd))?;
    // With several targets, the other inverse would have to fit all of them.
    if graph.targets_of(odd).len() != 1 {
        return None;
    }
    let has_key = |it: &u32| !graph.key(*it).is_empty() && offer::is_sound_pair(graph, odd, *it);
    let back = graph.relations_to(graph.owner(inverse), graph.owner(odd));
    Some((odd, only(back.filter(has_key))?))
}
