//! One inverse that several relations of one model claim: which of them it leads back by cannot be said.

use super::facts::{Side, place};
use super::{inverse_key, offer};
use crate::findings::Finding;
use crate::findings::wording::{listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

/// Tells of an inverse that these relations of one model claim, sorted by place.
pub(super) fn report(verdict: &mut Verdict<'_>, claimers: &[u32], inverse: u32) {
    let graph = verdict.graph;
    // One that another relation over there names as its own inverse disagrees with that, which is told.
    let is_named = |relation: &u32| {
        let mut suitors = graph.claimers(*relation).iter();
        suitors.any(|suitor| *suitor != inverse && graph.owner(*suitor) == graph.owner(inverse))
    };
    let mut claimers = claimers.to_vec();
    claimers.retain(|claimer| !is_named(claimer));
    if claimers.len() < 2 {
        return;
    }
    verdict.without_allowing(Rule::InverseTaken, &mut claimers);
    if claimers.len() > 1 {
        let subject = [Item::Relation(inverse)];
        verdict.report(Rule::InverseTaken, &subject, |graph| {
            describe(graph, &claimers, inverse)
        });
    }
}

fn describe(graph: &Graph, claimers: &[u32], inverse: u32) -> Finding {
    let names: Vec<_> = claimers
        .iter()
        .map(|relation| graph.relation_name(*relation))
        .collect();
    let inverse_name = graph.relation_name(inverse);
    let all = if names.len() == 2 { "both" } else { "all" };
    let headline = format!(
        "{} {all} name `{inverse_name}` as their inverse",
        listed(quoted(&names))
    );
    let finding = Finding::new(
        Rule::InverseTaken,
        words::relation(graph, claimers[0]),
        headline,
    )
    .with_other(words::relation(graph, inverse))
    .at(place(graph, claimers[0]));
    let others = claimers[1..].iter().zip(&names[1..]);
    let others =
        others.map(|(other, name)| (place(graph, *other), format!("`{name}` names it here")));
    let finding = finding
        .notes_at(others, "relation")
        .related(words::relations(graph, &claimers[1..]));
    let finding = finding
        .declared(graph.relation_place(inverse), &inverse_name)
        .note(format!(
            "`{inverse_name}` can lead back by one of them only, and does not say by which"
        ));
    match odd_one(graph, claimers, inverse) {
        Some((odd, free)) => {
            let (odd, free_name) = (graph.relation_name(odd), graph.relation_name(free));
            finding
                .note(format!(
                    "the key of `{odd}` is that of `{free_name}`, not that of `{inverse_name}`"
                ))
                .with_help(format!(
                    "write `inverse = {}` at `{odd}`",
                    graph.relation(free).name
                ))
        }
        None => finding,
    }
}

/// The only claimer whose key is another than that of the inverse, and the relation that has its key.
fn odd_one(graph: &Graph, claimers: &[u32], inverse: u32) -> Option<(u32, u32)> {
    let target = graph.owner(inverse);
    let side = |relation: u32, inverse: u32| Side {
        relation,
        model: graph.owner(relation),
        target,
        inverse: Some(inverse),
    };
    let odd = |relation: &&u32| inverse_key::is_found(graph, side(**relation, inverse));
    let mut odd = claimers.iter().filter(odd);
    let (odd, None) = (*odd.next()?, odd.next()) else {
        return None;
    };
    let has_key = |relation: &u32| {
        !graph.key(*relation).is_empty()
            && graph.targets_of(odd).len() == 1
            && offer::pairs(graph, side(odd, *relation))
    };
    let mut free = graph.relations_to(target, graph.owner(odd)).filter(has_key);
    free.next()
        .filter(|_| free.next().is_none())
        .map(|free| (odd, free))
}
