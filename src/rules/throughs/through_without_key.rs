//! A through model without a relation to one of the ends.

use super::facts::{Through, finding, is_unresolved};
use crate::rules::prelude::*;

/// The relations that a through model lacks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lack {
    /// The ends to which it has no relation.
    pub(super) ends: Vec<u32>,
    /// The only relation, if both ends would have to share it.
    only: Option<u32>,
    /// The kind of the missing relation.
    needed: &'static str,
}

pub(super) fn lack(graph: &Graph, through: Through) -> Option<Lack> {
    let is_entered = |end: &u32| through.is_entered_from(graph, *end);
    let [own, other] = through.ends(graph);
    let mut ends = distinct(vec![through.own, through.other.unwrap_or(through.own)]);
    let is_one = own.len() == 1 && own == other && !ends.iter().any(is_entered);
    let only = is_one.then(|| own[0]);
    ends.retain(|end| {
        let found = if *end == through.own { &own } else { &other };
        is_one || found.is_empty() && !is_entered(end)
    });
    // An unresolved relation may be the missing one, and has its own finding.
    let may_lead = |it: u32| through.is_usable(graph, it) && is_unresolved(graph, it);
    let is_certain = !ends.is_empty() && !graph.relations_of(through.model).any(may_lead);
    let needed = match graph.kind(through.relation) {
        Kind::ManyToMany => "belongs_to",
        _ => "relation",
    };
    is_certain.then_some(Lack { ends, only, needed })
}

/// Creates the finding about one through model, at the first relation that goes through it.
pub(super) fn describe(graph: &Graph, throughs: &[Through], lack: &Lack) -> Finding {
    let (through, others) = (throughs[0], &throughs[1..]);
    let name = graph.relation_name(through.relation);
    let model = graph.shown(through.model);
    let ends: Vec<&str> = lack.ends.iter().map(|end| graph.shown(*end)).collect();
    let ends = quoted(&ends);
    let (each_end, any_end) = (ends.join(" and "), ends.join(" or "));
    // Finds a relation that leads to an end but holds no key.
    let unusable = |end: &u32| {
        let mut relations = graph.relations_of(through.model);
        relations.find(|it| !through.is_usable(graph, *it) && graph.leads_to(*it, *end))
    };
    let (has, note) = if let Some(only) = lack.only {
        let only = &graph.relation(only).name;
        let both = if ends.len() > 1 { "both " } else { "" };
        let has = format!("only one relation to {both}{each_end}, `{only}`");
        (has, "it needs one relation for each end".to_owned())
    } else if let Some(unusable) = lack.ends.iter().find_map(unusable) {
        let (name, kind) = (&graph.relation(unusable).name, graph.kind(unusable));
        let note = format!("`{name}` leads there, but is a {kind}, which holds no key");
        (format!("no belongs_to that leads to {any_end}"), note)
    } else {
        let relations: Vec<u32> = graph.relations_of(through.model).collect();
        let names = words::list_names(graph, &relations);
        let note = match relations.len() {
            0 => format!("`{model}` has no relations"),
            1 => format!("its only relation is {names}"),
            _ => format!("its relations are {names}"),
        };
        (format!("no relation to {any_end}"), note)
    };
    let headline = format!("`{name}` goes through `{model}`, which has {has}");
    let others: Vec<u32> = others.iter().map(|it| it.relation).collect();
    let names = words::list_relations(graph, &others);
    let count = counted(others.len(), "more relation");
    let go = one_or(others.len(), "goes", "go");
    let others = (!others.is_empty()).then(|| format!("{count} {go} through it: {names}"));
    let finding = finding(graph, Rule::ThroughWithoutKey, throughs, headline)
        .declared(graph.model_place(through.model), &model)
        .note(note)
        .note_if(others);
    let needed = lack.needed;
    finding.with_help(if lack.only.is_some() {
        format!("give `{model}` a second {needed} that leads to {each_end}")
    } else {
        let mut ends = ends.join(" and one that leads to ");
        if through.is_self_referential() {
            ends += " for each end";
        }
        format!("give `{model}` a {needed} that leads to {ends}")
    })
}
