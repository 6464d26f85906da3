//! Finds the relation that a declared inverse was meant to name: one that fits both sides and is supported by evidence.
//! If several fit equally well, none is offered.

use super::facts::{Side, is_free, kinds_pair, named_in};
use super::inverse_key;
use crate::rules::prelude::*;

/// Adds the evidence for one relation as a note, and the change for these relations as help.
pub(super) fn add(finding: Finding, graph: &Graph, relations: &[u32]) -> Finding {
    let (first, others) = (relations[0], &relations[1..]);
    let Some((name, note)) = best(graph, first) else {
        let choice = choice(graph, first).filter(|_| others.is_empty());
        let finding = finding.note_if(similar_name_note(graph, first));
        return words::with_help(finding, choice);
    };
    let mut owners = vec![graph.owner(first)];
    let needs_same = |relation: &u32| {
        let is_new = !owners.contains(&graph.owner(*relation));
        owners.push(graph.owner(*relation));
        is_new && best(graph, *relation).is_some_and(|(best, _)| best == name)
    };
    let is_certain = relations.len() <= NAMED && others.iter().all(needs_same);
    let argument = format!("inverse = {name}");
    let help = is_certain.then(|| words::write_each(graph, relations, &argument));
    words::with_help(finding.note_if(note), help)
}

/// Describes the choice between several sound names.
fn choice(graph: &Graph, relation: u32) -> Option<String> {
    let names = sound_names(graph, relation);
    // An attribute of an ORM does not take relata's arguments.
    let is_choice = (2..=NAMED).contains(&names.len())
        && !has_many_ways_back(graph, relation)
        && graph.rest(relation).orm.is_none();
    let arguments = names.iter().map(|(name, _)| format!("`inverse = {name}`"));
    let arguments: Vec<String> = arguments.collect();
    is_choice.then(|| format!("name the intended relation: {}", arguments.join(" or ")))
}

/// Returns a note on a relation back with a similar name, if its own inverse is wrong too, so that no fix is certain.
fn similar_name_note(graph: &Graph, relation: u32) -> Option<String> {
    let written = &*graph.relation(relation).inverse;
    let side = Side::of(graph, relation)
        .into_iter()
        .find(|it| it.inverse.is_none())?;
    let back = ways_back(graph, side).into_iter();
    let similar = similar::nearest(written, back.map(|it| &*graph.relation(it).name))?;
    Some(format!(
        "a relation with a similar name exists: `{similar}`"
    ))
}

/// Adds notes on the relations of the target that lead to the model, and on the claimers of these relations.
pub(super) fn note_ways_back(finding: Finding, graph: &Graph, target: u32, model: u32) -> Finding {
    let all = graph.relations_of(target);
    let (name, to) = (graph.shown(target), graph.shown(model));
    let back = graph.count_relations_to(target, model);
    let ways = || graph.relations_to(target, model);
    let first: Vec<u32> = if back == 0 {
        all.clone().take(NAMED).collect()
    } else {
        ways().take(NAMED).collect()
    };
    let named = first.iter().map(|it| quote(&graph.relation(*it).name));
    let names = |count| list_of(named.collect(), count);
    let finding = finding.note(if all.is_empty() {
        format!("`{name}` has no relations")
    } else if back == 0 {
        let (count, names) = (counted(all.len(), "other relation"), names(all.len()));
        format!("`{name}` has no relation to `{to}`; it has {count}: {names}")
    } else {
        let (count, names) = (counted(back, "relation"), names(back));
        format!("`{name}` has {count} to `{to}`: {names}")
    });
    let mut claimed = Vec::new();
    for relation in ways().take(COMPARED) {
        let mut claimers = graph.claimers(relation).iter();
        if let Some(claimer) = claimers.find(|claimer| graph.owner(**claimer) == model) {
            let name = &graph.relation(relation).name;
            let claimer = graph.relation_name(*claimer);
            claimed.push(format!("`{claimer}` already names `{name}` as its inverse"));
        }
    }
    claimed.truncate(NAMED);
    finding.note_each(claimed)
}

/// Returns the best name for the inverse, and evidence that is not reported already.
fn best(graph: &Graph, relation: u32) -> Option<(&str, Option<String>)> {
    let written = Some(&*graph.relation(relation).inverse).filter(|it| !it.is_empty())?;
    let names = sound_names(graph, relation);
    let all = || names.iter().map(|(name, _)| *name);
    let only_name = |fits: &dyn Fn(&u32) -> bool| {
        let fitting = names.iter().filter(|(_, meant)| meant.iter().any(fits));
        only(fitting.map(|(name, _)| *name))
    };
    if let Some(name) = only_name(&|meant| !is_free(graph, *meant)) {
        let own = graph.relation_name(relation);
        return Some((name, Some(format!("`{name}` names `{own}` as its inverse"))));
    }
    if let Some(name) = only_name(&|meant| graph.key(*meant).iter().any(|key| key == written)) {
        return Some((name, None));
    }
    if let Some(name) = similar::nearest(written, all()) {
        let note = format!("a relation with a similar name exists: `{name}`");
        return Some((name, Some(note)));
    }
    if has_many_ways_back(graph, relation) {
        return None;
    }
    let name = only(all())?;
    let mut sides = Side::of(graph, relation).into_iter();
    let is_choice = sides.any(|side| graph.count_relations_to(side.target, side.model) > 1);
    let note = format!("only `{name}` can be the inverse as declared");
    Some((name, is_choice.then_some(note)))
}

/// Whether not all relations that lead back from the first target are compared.
fn has_many_ways_back(graph: &Graph, relation: u32) -> bool {
    let sides = Side::of(graph, relation);
    let first = sides.first();
    first.is_some_and(|it| graph.count_relations_to(it.target, it.model) > COMPARED)
}

/// Returns the relations that lead back. If there are very many, those for which there is evidence: they name the relation
/// of the side, its inverse is in their key, or their name is next to it when sorted.
fn ways_back(graph: &Graph, side: Side) -> Vec<u32> {
    let (target, model) = (side.target, side.model);
    if graph.count_relations_to(target, model) <= COMPARED {
        return graph.relations_to(target, model).collect();
    }
    let written = &*graph.relation(side.relation).inverse;
    let mut all = graph.claimers(side.relation).to_vec();
    all.extend(graph.relations_with_key(target, written));
    all.truncate(COMPARED);
    all.extend(graph.relations_near(target, written));
    all.retain(|it| graph.owner(*it) == target && graph.leads_to(*it, model));
    distinct(all)
}

/// Returns the names with which all sides of a relation are sound, with the relation of each target.
fn sound_names(graph: &Graph, relation: u32) -> Vec<(&str, Vec<u32>)> {
    let sides = Side::of(graph, relation);
    let mut names = Vec::new();
    let Some(first) = sides.first() else {
        return names;
    };
    for meant in ways_back(graph, *first) {
        let name = &*graph.relation(meant).name;
        let is_sound = |it: &u32| is_sound_pair(graph, relation, *it);
        let there = |side: &Side| graph.relation_called(side.target, name).filter(is_sound);
        let all = sides.iter().map(there).collect::<Option<Vec<u32>>>();
        names.extend(all.map(|all| (name, all)));
    }
    names
}

/// Whether a relation would be sound with this inverse, and no other relation of the model claims it.
pub(super) fn is_sound_pair(graph: &Graph, relation: u32, inverse: u32) -> bool {
    let model = graph.owner(relation);
    let named = named_in(graph, inverse, model);
    // A relation that names itself but cannot be its own inverse has its own finding.
    let names_itself = named == Some(inverse) && !kinds_pair(graph, inverse, inverse);
    let is_filtered = |relation: u32| graph.rest(relation).filtered;
    let agrees =
        is_free(graph, inverse) || named == Some(relation) || names_itself || is_filtered(relation);
    let mut claimers = graph.claimers(inverse).iter().copied();
    let is_other = |claimer: u32| {
        let is_inverse = names_itself && claimer == inverse;
        let is_this = claimer == relation || is_inverse;
        !is_this && !is_filtered(claimer) && graph.owner(claimer) == model
    };
    inverse != relation
        && agrees
        && graph.leads_to(inverse, model)
        && kinds_pair(graph, relation, inverse)
        && inverse_key::difference(graph, [relation, inverse]).is_none()
        && (is_filtered(relation) || !claimers.any(is_other))
}
