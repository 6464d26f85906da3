//! One inverse that several relations of one model claim: it does not say by which of them it leads back.

use super::facts::{only, order, place};
use super::words::{finding, write_inverses};
use super::{inverse_key, offer};
use crate::findings::Finding;
use crate::findings::wording::{listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words::with_related;

/// Reports an inverse that these relations of one model claim.
pub(super) fn report(verdict: &mut Verdict<'_>, mut claimers: Vec<u32>, inverse: u32) {
    let graph = verdict.graph;
    // One that another relation over there names as its own inverse disagrees with that, which is reported.
    let is_named = |relation: &u32| {
        let mut suitors = graph.claimers(*relation).iter();
        suitors.any(|suitor| *suitor != inverse && graph.owner(*suitor) == graph.owner(inverse))
    };
    claimers.retain(|claimer| !is_named(claimer));
    if claimers.len() > 1 {
        verdict.without_allowing(Rule::InverseTaken, &mut claimers);
    }
    if claimers.len() > 1 {
        claimers.sort_by_cached_key(|claimer| order(graph, *claimer));
        verdict.report(Rule::InverseTaken, &[Item::Relation(inverse)], |graph| {
            describe(graph, &claimers, inverse)
        });
    }
}

fn describe(graph: &Graph, claimers: &[u32], inverse: u32) -> Finding {
    let names = claimers.iter().map(|it| graph.relation_name(*it));
    let names = listed(quoted(names));
    let inverse_name = graph.relation_name(inverse);
    let all = if claimers.len() == 2 { "both" } else { "all" };
    let headline = format!("{names} {all} name `{inverse_name}` as their inverse");
    let finding = finding(graph, Rule::InverseTaken, [claimers[0], inverse], headline);
    let finding = with_related(finding, graph, &claimers[1..], |it| {
        let text = format!("`{}` names it here", graph.relation_name(it));
        (place(graph, it), text)
    });
    let finding = finding
        .declared(graph.relation_place(inverse), &inverse_name)
        .note(format!(
            "`{inverse_name}` can lead back by one of them only, and does not say by which"
        ));
    let Some((odd, free)) = odd_one(graph, claimers, inverse) else {
        return finding;
    };
    let [odd_name, free_name] = [odd, free].map(|it| graph.relation_name(it));
    finding
        .note(format!(
            "the key of `{odd_name}` is that of `{free_name}`, not that of `{inverse_name}`"
        ))
        .with_help(write_inverses(graph, &[(odd, free)]))
}

/// The only claimer whose key is another than that of the inverse, and the relation that has its key.
fn odd_one(graph: &Graph, claimers: &[u32], inverse: u32) -> Option<(u32, u32)> {
    let is_odd = |claimer: &u32| inverse_key::is_found(graph, [*claimer, inverse]);
    let odd = only(claimers.iter().copied().filter(is_odd))?;
    if graph.targets_of(odd).len() != 1 {
        return None;
    }
    let has_key = |it: &u32| !graph.key(*it).is_empty() && offer::pairs(graph, odd, *it);
    let back = graph.relations_to(graph.owner(inverse), graph.owner(odd));
    Some((odd, only(back.filter(has_key))?))
}
