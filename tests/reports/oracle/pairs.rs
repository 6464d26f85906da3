//! Pairs of relations that name no inverse.
//!
//! Decided here, where the design is silent:
//! - Between a model and itself the relations that point back are those that are not a has_one or has_many to it.
//! - Two that write different keys are not a pair, nor is one of several targets that has many.
//! - A relation of the target that leads nowhere may point back.
//! - A has_one or has_many that is named like another model that points back, and to which no relation leads from here, does
//!   not keep the others from their pair.

use super::model::Kind;
use super::names::{Graph, Led, Spot};

/// The relation that one is paired with.
pub(crate) fn paired(graph: &Graph, spot: Spot) -> Option<Spot> {
    if graph.relation(spot).kind != Kind::BelongsTo {
        return pair_of(graph, spot);
    }
    let mut all = graph.relations().into_iter();
    all.find(|it| pair_of(graph, *it) == Some(spot))
}

/// A has_one or has_many without a through.
pub(crate) fn is_direct_has(graph: &Graph, spot: Spot) -> bool {
    let relation = graph.relation(spot);
    matches!(relation.kind, Kind::HasOne | Kind::HasMany) && relation.through.is_none()
}

/// The has_one and has_many relations of a model to another.
pub(crate) fn direct(graph: &Graph, own: usize, target: usize) -> Vec<Spot> {
    let mut all = graph.relations_of(own);
    all.retain(|it| is_direct_has(graph, *it) && graph.targets(*it).contains(&target));
    all
}

/// The relations of a model that point back from there.
pub(crate) fn back(graph: &Graph, own: usize, target: usize) -> Vec<Spot> {
    let here = direct(graph, own, target);
    let mut all = graph.relations_of(target);
    all.retain(|it| graph.leads_to(*it, own) && !here.contains(it));
    all
}

/// Those of them that are not filtered.
pub(crate) fn back_to_all(graph: &Graph, own: usize, target: usize) -> Vec<Spot> {
    let mut all = back(graph, own, target);
    all.retain(|it| !graph.relation(*it).filtered);
    all
}

/// What a relation references, one end of which is this model.
pub(crate) fn referenced(graph: &Graph, spot: Spot, pointee: usize) -> Vec<String> {
    let relation = graph.relation(spot);
    if relation.references.is_empty() && !relation.key.is_empty() {
        return graph.models[pointee].primary_key().unwrap_or_default();
    }
    relation.references.clone()
}

/// Whether each relation of the target is known, and where it leads.
pub(crate) fn are_known(graph: &Graph, own: usize, target: usize) -> bool {
    let is_resolved = |it: Spot| {
        let leads = graph.leads(it);
        let mut all = leads.targets.iter().chain(&leads.through);
        all.all(|led| matches!(led, Led::To(_)))
    };
    !graph.is_unknown(own)
        && !graph.is_unknown(target)
        && graph.relations_of(target).into_iter().all(is_resolved)
}

fn pair_of(graph: &Graph, spot: Spot) -> Option<Spot> {
    let relation = graph.relation(spot);
    let [Led::To(target)] = graph.leads(spot).targets[..] else {
        return None;
    };
    let [back] = back_to_all(graph, spot.0, target)[..] else {
        return None;
    };
    let mut rivals = direct(graph, spot.0, target);
    rivals.retain(|it| *it != spot && !graph.relation(*it).filtered);
    let alone = rivals.is_empty();
    rivals.retain(|it| meant(graph, *it).is_none());
    let there = graph.relation(back);
    let differ = |one: &Vec<String>, other: &Vec<String>| {
        !one.is_empty() && !other.is_empty() && one != other
    };
    let names_another =
        |name: &String| !(*name == relation.name && graph.targets(back).contains(&spot.0));
    let is_pair = is_direct_has(graph, spot)
        && relation.inverse.is_none()
        && !relation.filtered
        && (alone || meant(graph, spot).is_none())
        && rivals.is_empty()
        && are_known(graph, spot.0, target)
        && there.kind == Kind::BelongsTo
        && !graph.leads(back).open
        && !there.inverse.as_ref().is_some_and(names_another)
        && !differ(&relation.key, &there.key)
        && !differ(
            &referenced(graph, spot, spot.0),
            &referenced(graph, back, spot.0),
        );
    is_pair.then_some(back)
}

/// The model that a relation is named like, in one or in many, and that may be what it should point at.
pub(crate) fn meant(graph: &Graph, spot: Spot) -> Option<usize> {
    let name = letters(&graph.relation(spot).name);
    let mut called = vec![name.clone()];
    called.extend(name.strip_suffix("s").map(str::to_owned));
    called.extend(name.strip_suffix("es").map(str::to_owned));
    called.extend(name.strip_suffix("ies").map(|it| format!("{it}y")));
    (0..graph.models.len()).find(|model| {
        let path = graph.models[*model].full_path();
        let last = path.rsplit("::").next().unwrap_or_default();
        let leads = |from: usize, to: usize| {
            graph
                .relations_of(from)
                .iter()
                .any(|it| graph.leads_to(*it, to))
        };
        let leads_surely = |from: usize, to: usize| {
            let mut all = graph.relations_of(from).into_iter();
            all.any(|it| !graph.leads(it).open && graph.leads_to(it, to))
        };
        called.contains(&letters(last))
            && !graph.targets(spot).contains(model)
            && leads_surely(*model, spot.0)
            && !leads(spot.0, *model)
    })
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}
