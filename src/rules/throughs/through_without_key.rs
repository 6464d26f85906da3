//! An association that has no relation to one of the ends.

use super::facts::{self, Passage, finding};
use crate::findings::Finding;
use crate::findings::wording::{counted, listed, quoted};
use crate::graph::Graph;
use crate::record::Kind;
use crate::rule::Rule;
use crate::rules::verdict::Verdict;
use crate::rules::words;

/// The ends for which the association lacks a relation, the relation that would stand for both, and whether a relation
/// of any kind would do.
pub(super) type Lack = (Vec<u32>, Option<u32>, bool);

/// What the association lacks, if it lacks anything.
pub(super) fn lack(graph: &Graph, passage: Passage) -> Option<Lack> {
    let ends = passage.ends(graph);
    let is_entered = |end: &u32| passage.is_entered_from(graph, *end);
    let any_kind = graph.relation(passage.relation).kind != Kind::ManyToMany;
    let models: Vec<u32> = [passage.own].into_iter().chain(passage.other).collect();
    let mut lacking: Vec<u32> = models
        .iter()
        .zip([&ends.own, &ends.other])
        .filter(|(end, found)| found.is_empty() && !is_entered(end))
        .map(|(end, _)| *end)
        .collect();
    let mut only = None;
    if lacking.is_empty()
        && let ([own], [other]) = (&*ends.own, &*ends.other)
        && own == other
        && !models.iter().any(is_entered)
    {
        lacking = models;
        only = Some(*own);
    }
    // One that leads nowhere yet may be the one that is needed, and has a finding of its own.
    if lacking.is_empty() || passage.is_unresolved(graph) {
        return None;
    }
    lacking.sort_unstable();
    lacking.dedup();
    Some((lacking, only, any_kind))
}

/// Tells of one association and all relations that fail by it, sorted by place.
pub(super) fn report(verdict: &mut Verdict<'_>, passages: &mut Vec<Passage>, lack: &Lack) {
    facts::without_allowing(verdict, Rule::ThroughWithoutKey, passages);
    if !passages.is_empty() {
        verdict.report(Rule::ThroughWithoutKey, &[], |graph| {
            describe(graph, passages, lack)
        });
    }
}

fn describe(graph: &Graph, passages: &[Passage], (ends, only, any_kind): &Lack) -> Finding {
    let passage = passages[0];
    let name = graph.relation_name(passage.relation);
    let association = graph.shown(passage.association);
    let models = quoted(ends.iter().map(|end| graph.shown(*end)));
    let to_ends = models.join(" or ");
    let unusable = ends.iter().find_map(|end| unusable(graph, passage, *end));
    let has = match (only, unusable) {
        (Some(only), _) => {
            let only = &graph.relation(*only).name;
            let both = if ends.len() > 1 { "both " } else { "" };
            format!(
                "only one relation to {both}{}, `{only}`",
                models.join(" and ")
            )
        }
        (None, Some(_)) => format!("no belongs_to that leads to {to_ends}"),
        (None, None) => format!("no relation to {to_ends}"),
    };
    let headline = format!("`{name}` goes through `{association}`, which has {has}");
    let others = passages[1..].iter();
    let finding = finding(graph, Rule::ThroughWithoutKey, passage, headline)
        .related(others.map(|other| words::relation(graph, other.relation)));
    let mut finding = finding.declared(graph.model_place(passage.association), association);
    if only.is_some() {
        finding = finding.note("it needs one for each end");
    } else if let Some(unusable) = unusable {
        let name = &graph.relation(unusable).name;
        let kind = graph.relation(unusable).kind;
        let text = format!("`{name}` leads there, but it is a {kind}, which holds no key");
        finding = finding.note(text);
    } else {
        let relations: Vec<u32> = graph.relations_of(passage.association).collect();
        let count = relations.len();
        let names = words::list_names(graph, &relations);
        finding = finding.note(match count {
            0 => format!("`{association}` has no relations"),
            1 => format!("its only relation is {names}"),
            _ => format!("its relations are {names}"),
        });
    }
    if let [_, others @ ..] = passages
        && !others.is_empty()
    {
        let names = others.iter().map(|it| graph.relation_name(it.relation));
        let (names, count) = (quoted(names), counted(others.len(), "more relation"));
        let go = if others.len() == 1 { "goes" } else { "go" };
        finding = finding.note(format!("{count} {go} through it: {}", listed(&names)));
    }
    let needed = if *any_kind { "relation" } else { "belongs_to" };
    let second = if only.is_some() { "second " } else { "" };
    let for_each = if only.is_none() && passage.is_circular() {
        " for each end"
    } else {
        ""
    };
    let to_ends = models.join(if only.is_some() {
        " and "
    } else {
        " and one that leads to "
    });
    finding.with_help(format!(
        "give `{association}` a {second}{needed} that leads to {to_ends}{for_each}"
    ))
}

/// A relation of the association that leads to this end and holds no key to it.
fn unusable(graph: &Graph, passage: Passage, end: u32) -> Option<u32> {
    let mut relations = graph.relations_of(passage.association);
    relations.find(|it| !passage.is_usable(graph, *it) && graph.leads_to(*it, end))
}
