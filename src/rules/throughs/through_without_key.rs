//! A through model without a relation to one of the ends.

use super::facts::{Through, finding, is_unresolved, unusable_kind};
use crate::rules::prelude::*;

/// The relations that a through model lacks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lack {
    /// The ends to which it has no relation.
    pub(super) ends: Vec<u32>,
    /// The only relation, if both ends would have to share it.
    only: Option<u32>,
    /// Describes one missing relation, and several.
    needed: [&'static str; 2],
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
    // An unresolved relation may be the missing one, and has its own finding. So may one that an ORM declares in code.
    let relations = graph.relations_of(through.model);
    let unresolved = graph.unresolved.partition_point(|it| *it < relations.start);
    let unresolved = graph.unresolved[unresolved..].iter().copied();
    let mut unresolved = unresolved.take_while(|it| relations.contains(it));
    let may_lead = |it: u32| through.is_usable(graph, it) && is_unresolved(graph, it);
    let is_certain = !ends.is_empty()
        && !graph.model(through.model).may_have_more_relations()
        && !unresolved.any(may_lead);
    let needed = match graph.kind(through.relation) {
        Kind::ManyToMany => ["`belongs_to`", "`belongs_to` relations"],
        _ => ["relation", "relations"],
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
        (has, format!("`{model}` needs one relation for each end"))
    } else if let Some(unusable) = lack.ends.iter().find_map(unusable) {
        let (name, kind) = (
            graph.relation_name(unusable),
            unusable_kind(graph, unusable),
        );
        let end = lack.ends.iter().find(|end| graph.leads_to(unusable, **end));
        let end = end.map_or("", |end| graph.shown(*end));
        let note = format!("`{name}` points at `{end}`, but is {kind}");
        (format!("no `belongs_to` that points at {any_end}"), note)
    } else {
        let relations: Vec<u32> = graph.relations_of(through.model).collect();
        let names = words::list_names(graph, &relations);
        let note = if relations.is_empty() {
            format!("`{model}` has no relations")
        } else {
            let count = counted(relations.len(), "relation");
            format!("`{model}` has {count}: {names}")
        };
        (format!("no relation to {any_end}"), note)
    };
    let headline = format!("`{name}` goes through `{model}`, which has {has}");
    let others: Vec<u32> = others.iter().map(|it| it.relation).collect();
    let names = words::list_relations(graph, &others);
    let count = counted(others.len(), "more relation");
    let go = one_or(others.len(), "goes", "go");
    let others = (!others.is_empty()).then(|| format!("{count} {go} through `{model}`: {names}"));
    let finding = finding(graph, Rule::ThroughWithoutKey, throughs, headline)
        .declared(graph.model_place(through.model), &model)
        .note(note)
        .note_if(others);
    let [one, several] = lack.needed;
    finding.with_help(if lack.only.is_some() {
        format!("in `{model}`, add a second {one} that points at {any_end}")
    } else if through.is_self_referential(graph) {
        format!("in `{model}`, add two {several} that point at {each_end}, one for each end")
    } else if let [own, other] = &*ends {
        format!("in `{model}`, add two {several}: one that points at {own} and one that points at {other}")
    } else {
        format!("in `{model}`, add a {one} that points at {each_end}")
    })
}
