//! Which relation a declared inverse may have meant: one with which the two sides are sound, and for which something
//! speaks. What is offered is never a guess among several.

use super::facts::{Side, is_free, kinds_pair, named_in};
use super::inverse_key;
use crate::findings::Finding;
use crate::findings::wording::{NAMED, counted};
use crate::graph::Graph;
use crate::rules::words::{at_each, list_names};
use crate::similar;

/// Adds to the finding what speaks for one relation, and the change to it; `others` need the same change.
pub(super) fn add(finding: Finding, graph: &Graph, relation: u32, others: &[u32]) -> Finding {
    let Some((name, note)) = best(graph, relation) else {
        return finding;
    };
    let mut owners: Vec<u32> = others
        .iter()
        .chain([&relation])
        .map(|relation| graph.owner(*relation))
        .collect();
    owners.sort_unstable();
    let is_one_each = owners.windows(2).all(|pair| pair[0] != pair[1]);
    let is_best = |other: &u32| best(graph, *other).is_some_and(|(best, _)| best == name);
    let finding = match note {
        Some(note) => finding.note(note),
        None => finding,
    };
    let serves_all = others.len() < NAMED && is_one_each && others.iter().all(is_best);
    if !others.is_empty() && !serves_all {
        return finding;
    }
    let all: Vec<u32> = [relation].iter().chain(others).copied().collect();
    finding.with_help(at_each(graph, &all, &format!("write `inverse = {name}`")))
}

/// Adds to the finding which relations of the target lead to the model, and which of these another one claims.
pub(super) fn what_leads_back(finding: Finding, graph: &Graph, target: u32, model: u32) -> Finding {
    let all: Vec<u32> = graph.relations_of(target).collect();
    let back: Vec<u32> = graph.relations_to(target, model).collect();
    let (name, to) = (graph.shown(target), graph.shown(model));
    let count = |count: usize| counted(count, "relation");
    let finding = finding.note(match (back.len(), all.len()) {
        (_, 0) => format!("`{name}` has no relations"),
        (0, len) => format!(
            "`{name}` has {}, none to `{to}`: {}",
            count(len),
            list_names(graph, &all)
        ),
        (len, _) => format!(
            "`{name}` has {} to `{to}`: {}",
            count(len),
            list_names(graph, &back)
        ),
    });
    let claimed = back.iter().filter_map(|relation| {
        let mut claimers = graph.claimers(*relation).iter();
        let claimer = claimers.find(|claimer| graph.owner(**claimer) == model)?;
        Some((
            &*graph.relation(*relation).name,
            graph.relation_name(*claimer),
        ))
    });
    claimed
        .take(NAMED)
        .fold(finding, |finding, (name, claimer)| {
            finding.note(format!("`{name}` is the inverse that `{claimer}` names"))
        })
}

/// The name, and what speaks for it beside what is told already.
fn best(graph: &Graph, relation: u32) -> Option<(&str, Option<String>)> {
    let written = Some(&*graph.relation(relation).inverse).filter(|it| !it.is_empty())?;
    let names = sound_names(graph, relation);
    let only = |fits: &dyn Fn(u32) -> bool| {
        let mut fitting = names
            .iter()
            .copied()
            .filter(|name| meant_by(graph, relation, name).any(fits));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    if let Some(name) = only(&|meant| !is_free(graph, meant)) {
        let own = graph.relation_name(relation);
        return Some((name, Some(format!("`{name}` names `{own}` as its inverse"))));
    }
    let has_key = |meant: u32| graph.key(meant).into_iter().any(|key| key == written);
    if let Some(name) = only(&has_key) {
        return Some((name, None));
    }
    if let Some(name) = similar::nearest(written, names.iter().copied()) {
        return Some((
            name,
            Some(format!("a relation with a similar name exists: `{name}`")),
        ));
    }
    let name = only(&|_| true)?;
    let leads_back = |side: Side| graph.relations_to(side.target, side.model);
    let is_choice = Side::of(graph, relation).any(|side| leads_back(side).nth(1).is_some());
    let text = format!("only `{name}` can be the inverse as it stands");
    Some((name, is_choice.then_some(text)))
}

/// The names with which every side of the relation is sound.
fn sound_names(graph: &Graph, relation: u32) -> Vec<&str> {
    let sides = || Side::of(graph, relation);
    let Some(first) = sides().next() else {
        return Vec::new();
    };
    let is_sound = |side: Side, inverse| pairs(graph, Side { inverse, ..side });
    let back = graph.relations_to(first.target, first.model);
    let fits = back.filter(|meant| is_sound(first, Some(*meant)));
    let names = fits.map(|meant| &*graph.relation(meant).name);
    let fits_others = |name: &&str| {
        let mut others = sides().skip(1);
        others.all(|side| is_sound(side, graph.relation_called(side.target, name)))
    };
    names.filter(fits_others).collect()
}

/// The relations that a name means in the targets.
fn meant_by(graph: &Graph, relation: u32, name: &str) -> impl Iterator<Item = u32> {
    let targets = Side::of(graph, relation).map(|side| side.target);
    targets.filter_map(move |target| graph.relation_called(target, name))
}

/// Whether a side would be sound with this inverse, which no other relation of the model claims.
pub(super) fn pairs(graph: &Graph, side: Side) -> bool {
    let Some(inverse) = side.inverse else {
        return false;
    };
    let named = named_in(graph, inverse, side.model);
    // One that names itself and cannot be its own other side has a finding of its own.
    let names_itself = named == Some(inverse) && !kinds_pair(graph, inverse, inverse);
    let agrees = is_free(graph, inverse) || named == Some(side.relation) || names_itself;
    let mut claimers = graph.claimers(inverse).iter();
    let is_other = |claimer: &u32| {
        *claimer != side.relation
            && graph.owner(*claimer) == side.model
            && !(names_itself && *claimer == inverse)
    };
    inverse != side.relation
        && agrees
        && graph.leads_to(inverse, side.model)
        && kinds_pair(graph, side.relation, inverse)
        && !inverse_key::is_found(graph, side)
        && !claimers.any(is_other)
}
