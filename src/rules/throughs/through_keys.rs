//! A `via` with a name that is not a relation of the through model, or with its names in the wrong order.

use super::facts::{self, Through, finding, is_unresolved, unusable_kind};
use crate::rules::inverses::facts::place;
use crate::rules::inverses::wrong_target;
use crate::rules::prelude::*;

/// A fault of a `via`.
#[derive(Clone, Copy)]
pub(super) enum Fault<'g> {
    /// Each name leads to the end of the other name.
    Swapped,
    /// The through model has no relation with this name.
    Unknown(&'g str),
    /// The relation exists, but it holds no key.
    Unusable(&'g str, u32),
    /// Both ends have the same name.
    Same,
    /// The relation does not lead to the end.
    Elsewhere(&'g str, u32),
}

impl<'g> Fault<'g> {
    /// Whether an inverse shows that the relation must lead to the end. Then the target of the relation is the cause.
    pub(super) fn is_consequence(self, graph: &Graph, through: Through) -> bool {
        let Fault::Elsewhere(name, end) = self else {
            return false;
        };
        let relation = graph.relation_called(through.model, name);
        relation.is_some_and(|relation| wrong_target::is_expected_by(graph, relation, end))
    }

    /// The key by which equal faults are grouped: the missing relation of the through model, with the end it should
    /// lead to, or else the relation with the `via`.
    fn about(self, through: Through) -> (u32, Option<&'g str>, Option<u32>) {
        match self {
            Fault::Unknown(name) | Fault::Unusable(name, _) => (through.model, Some(name), None),
            Fault::Elsewhere(name, end) => (through.model, Some(name), Some(end)),
            Fault::Swapped | Fault::Same => (through.relation, None, None),
        }
    }
}

/// Returns the fault of a `via`, if it has one.
pub(super) fn fault(graph: &Graph, through: Through) -> Option<Fault<'_>> {
    let (own, other) = graph.via(through.relation)?;
    // Each relation, with whether it leads to its end.
    let mut found = [(0, false); 2];
    let ends = [(own, Some(through.own)), (other, through.other)];
    for ((name, end), found) in ends.into_iter().zip(&mut found) {
        let Some(relation) = graph.relation_called(through.model, name) else {
            return Some(Fault::Unknown(name));
        };
        // An unresolved relation has its own finding.
        let is_unresolved = is_unresolved(graph, relation);
        if !is_unresolved && !through.is_usable(graph, relation) {
            return Some(Fault::Unusable(name, relation));
        }
        let leads = end.is_none_or(|end| through.leads_to(graph, relation, end));
        *found = (relation, is_unresolved || leads);
    }
    let [(to_own, own_leads), (to_other, other_leads)] = found;
    let leads = |relation: u32, end: u32| through.leads_to(graph, relation, end);
    let swaps = |end: u32| leads(to_own, end) && leads(to_other, through.own);
    if to_own == to_other {
        Some(Fault::Same)
    } else if own_leads && other_leads {
        None
    } else if through.other.is_some_and(swaps) {
        Some(Fault::Swapped)
    } else if own_leads {
        through.other.map(|end| Fault::Elsewhere(other, end))
    } else {
        Some(Fault::Elsewhere(own, through.own))
    }
}

/// Reports the faults. Relations that need the same missing relation share one finding, as do two sides of a
/// relationship that both have the wrong order.
pub(super) fn report(verdict: &mut Verdict<'_>, found: &[(Through, Fault<'_>)]) {
    let graph = verdict.graph;
    let swapped = found.iter().filter(|it| matches!(it.1, Fault::Swapped));
    let swapped: Vec<u32> = swapped.map(|(it, _)| it.relation).collect();
    let is_swapped = |it: &u32| swapped.binary_search(it).is_ok();
    let mut groups = Groups::new();
    for (through, fault) in found.iter().copied() {
        let mut about = vec![fault.about(through)];
        if matches!(fault, Fault::Swapped) {
            let named = through.named_inverses(graph).into_iter().filter(is_swapped);
            about.extend(named.map(|it| (it, None, None)));
        }
        groups.add(about);
    }
    for group in groups.into_groups() {
        let fault = found[group[0]].1;
        let sides: Vec<Through> = group.iter().map(|it| found[*it].0).collect();
        let describe = |sides: &[Through]| describe(graph, sides, fault);
        facts::report(verdict, Rule::ThroughKeys, &sides, &describe);
    }
}

fn describe(graph: &Graph, sides: &[Through], fault: Fault<'_>) -> Finding {
    let (through, others) = (sides[0], &sides[1..]);
    let model = graph.shown(through.model);
    let headline = headline(graph, through, fault);
    let mut finding = finding(graph, Rule::ThroughKeys, sides, headline)
        .declared(graph.model_place(through.model), &model);
    for other in others.iter().take(NAMED) {
        let name = graph.relation_name(other.relation);
        let text = match fault {
            Fault::Swapped => format!("the same applies to `{name}`"),
            Fault::Unknown(via) | Fault::Unusable(via, _) | Fault::Elsewhere(via, _) => {
                format!("`{name}` also uses `{via}`")
            }
            Fault::Same => format!("`{name}` has the same `via`"),
        };
        finding = finding.note_at(facts::place(graph, other.relation), text);
    }
    finding = finding.and_others(others.len(), "more relation");
    if let Fault::Unknown(via) = fault
        && let Some(relation) = only(graph.relations_with_key(through.model, via))
    {
        // The `via` names a key instead of a relation.
        let name = graph.relation_name(relation);
        let part = words::part_of_key(graph.key(relation).len());
        finding = finding.note(format!("`{via}` is {part} of `{name}`"));
    }
    // The relations that `via` can name.
    let other = through
        .other
        .filter(|_| !through.is_self_referential(graph));
    for end in [through.own].into_iter().chain(other) {
        let leading = through.all_leading_to(graph, end);
        let to = graph.shown(end);
        let names = words::list_names(graph, &leading);
        finding = finding.note(if leading.is_empty() {
            format!("`{model}` has no relation to `{to}`")
        } else {
            let count = facts::count(&leading);
            format!("`{model}` has {count} to `{to}`: {names}")
        });
    }
    let inverses = named_as_inverse(graph, sides, fault);
    let missing = match fault {
        Fault::Unknown(via) => format!("{model}.{via}"),
        _ => String::new(),
    };
    for it in inverses.iter().take(NAMED) {
        let name = graph.relation_name(*it);
        let text = format!("`{name}` names `{missing}` as its inverse");
        finding = finding.note_at(place(graph, *it), text);
    }
    finding = finding.and_others(inverses.len(), "more relation");
    words::with_help(finding, help(graph, sides, fault, &inverses))
}

fn headline(graph: &Graph, through: Through, fault: Fault<'_>) -> String {
    let name = graph.relation_name(through.relation);
    let model = graph.shown(through.model);
    let (own, other) = graph.via(through.relation).unwrap_or_default();
    let written = format!("`via({own}, {other})` on `{name}` names");
    match fault {
        Fault::Swapped => format!("{written} its relations in the wrong order"),
        Fault::Unknown(via) => {
            let is_unknown = |name: &&str| graph.relation_called(through.model, name).is_none();
            let mut unknown = vec![via];
            unknown.extend([other].iter().filter(|it| **it != via && is_unknown(it)));
            let (names, s) = (listed(&quoted(&unknown)), one_or(unknown.len(), "", "s"));
            format!("{written} {names}, but `{model}` has no such relation{s}")
        }
        Fault::Unusable(via, relation) => {
            let kind = unusable_kind(graph, relation);
            format!("{written} `{via}`, but `{model}.{via}` is {kind}")
        }
        Fault::Same => format!("{written} the same relation of `{model}` for both ends"),
        Fault::Elsewhere(via, end) => {
            let end = graph.shown(end);
            format!("{written} `{via}`, but `{model}.{via}` does not point at `{end}`")
        }
    }
}

/// Returns the relations of the ends that name the missing relation as their inverse.
fn named_as_inverse(graph: &Graph, sides: &[Through], fault: Fault<'_>) -> Vec<u32> {
    let Fault::Unknown(name) = fault else {
        return Vec::new();
    };
    let ends = sides.iter();
    let ends = ends.flat_map(|it| [it.own, it.other.unwrap_or(it.own)]);
    let mut named = Vec::new();
    for end in distinct(ends.collect()) {
        named.extend(graph.relations_to(end, sides[0].model).take(COMPARED));
    }
    named.retain(|it| graph.relation(*it).inverse == name);
    named
}

/// Describes the change at each side, and at relations that name the missing relation as their inverse, if it is
/// certain.
fn help(graph: &Graph, sides: &[Through], fault: Fault<'_>, inverses: &[u32]) -> Option<String> {
    if let ([side], []) = (sides, inverses)
        && side.is_self_referential(graph)
        && intended_names(graph, *side).is_none()
    {
        return both_orders(graph, *side);
    }
    let mut changes = Vec::new();
    for side in sides {
        let (own, other) = graph.via(side.relation)?;
        let (to_own, to_other) = match fault {
            Fault::Swapped => (other, own),
            _ => intended_names(graph, *side)?,
        };
        changes.push((side.relation, format!("via({to_own}, {to_other})")));
        if let (Fault::Unknown(name), [_]) = (fault, &*changes) {
            let new = if own == name { to_own } else { to_other };
            changes.extend(inverses.iter().map(|it| (*it, format!("inverse = {new}"))));
        }
    }
    (changes.len() <= NAMED).then(|| words::write(graph, &changes, false))
}

/// Describes both orders of the only two relations to a model, without an order that contradicts the other side.
fn both_orders(graph: &Graph, through: Through) -> Option<String> {
    let leading = through.all_leading_to(graph, through.own);
    let [one, other] = leading[..] else {
        return None;
    };
    let [one, other] = [one, other].map(|it| &*graph.relation(it).name);
    let both = [(one, other), (other, one)];
    let mut orders = both.to_vec();
    for side in graph.other_sides(through.relation) {
        if let Some(via) = graph.via(side).filter(|via| both.contains(via))
            && through.shares_through(graph, side)
        {
            orders.retain(|it| *it != via);
        }
    }
    let via = |(own, other): &(&str, &str)| format!("via({own}, {other})");
    match &*orders {
        [] => None,
        [only] => Some(words::write(graph, &[(through.relation, via(only))], false)),
        [one, other, ..] => {
            let first = words::write(graph, &[(through.relation, via(one))], false);
            Some(format!(
                "{first}, or `{}`: first the relation to the model that declares the `via`, then the relation to the target",
                via(other)
            ))
        }
    }
}

/// Returns the intended relation for each name of a `via`, if it is certain.
fn intended_names<'g>(graph: &'g Graph, through: Through) -> Option<(&'g str, &'g str)> {
    let (own, other) = graph.via(through.relation)?;
    let (to_own, to_other) = (through.own, through.other?);
    let names = |end: u32, taken: &str| -> Vec<&'g str> {
        let leading = through.all_leading_to(graph, end);
        let names = leading.iter().map(|it| &*graph.relation(*it).name);
        names.filter(|name| *name != taken).collect()
    };
    // Selects the relation to an end that a name refers to: the only one, one with this name, the only one with this
    // name in its key, or the best match. The relation to the other end is taken.
    let choose = |written: &str, end: u32, taken: &str| -> Option<&'g str> {
        let names = names(end, taken);
        let all = || names.iter().copied();
        let has_key = |name: &&str| {
            let relation = graph.relation_called(through.model, name);
            relation.is_some_and(|it| graph.key(it).iter().any(|field| field == written))
        };
        only(all())
            .or_else(|| all().find(|name| *name == written))
            .or_else(|| only(all().filter(has_key)))
            .or_else(|| similar::nearest(written, all()))
    };
    let (for_own, for_other) = (names(to_own, ""), names(to_other, ""));
    let (own, other) = if let [own] = *for_own {
        (own, choose(other, to_other, own)?)
    } else if let [other] = *for_other {
        (choose(own, to_own, other)?, other)
    } else if own == other {
        return None;
    } else if for_own.contains(&own) {
        (own, choose(other, to_other, own)?)
    } else if for_other.contains(&other) {
        (choose(own, to_own, other)?, other)
    } else {
        (choose(own, to_own, "")?, choose(other, to_other, "")?)
    };
    (own != other).then_some((own, other))
}
