//! A crate that `link!` names and that contributes no model, told with everything that needs a model of it.

use super::absent::Group;
use super::{Rule, Verdict};
use crate::evidence;
use crate::finding::{Finding, Level};
use crate::graph::{Graph, LinkNode};
use crate::similar;

/// A crate of which no model is there.
pub(super) struct Absent<'g> {
    pub(super) krate: &'g str,
    links: &'g [LinkNode],
    /// What asks for its models.
    pub(super) needed: Vec<Group<'g>>,
}

/// Gives the crates that are linked in vain; each is told with what needs it.
pub(super) fn check<'g>(verdict: &mut Verdict<'g>) -> Vec<Absent<'g>> {
    let graph = verdict.graph;
    let nothing_is_there = graph.real_model_count() == 0;
    if nothing_is_there && verdict.level(Rule::EmptyRegistry) == Level::Deny
        || verdict.silences(Rule::MissingCrate, &[])
    {
        return Vec::new();
    }
    // Sorted by crate, so the links of one stand together.
    let links = graph.links.chunk_by(|a, b| a.krate() == b.krate());
    let absent = links.map(|links| Absent {
        krate: links[0].krate(),
        links,
        needed: Vec::new(),
    });
    absent.filter(|it| !contributes(graph, it)).collect()
}

/// Whether a crate has a model, or is there to link others.
fn contributes(graph: &Graph, absent: &Absent<'_>) -> bool {
    let hands_on = |link: &LinkNode| link.said_by() == absent.krate;
    // A program may be called like its library: what the program links does not speak for the library.
    let may_hand_on = !absent.links.iter().any(hands_on);
    graph.crates().any(|krate| krate == absent.krate)
        || may_hand_on && graph.links.iter().any(hands_on)
}

pub(super) fn tell(verdict: &mut Verdict<'_>, absent: &Absent<'_>) {
    let finding = needed(words(verdict.graph, absent), verdict.graph, &absent.needed);
    let finding = evidence::registered(finding, verdict.names());
    verdict.tell(Rule::MissingCrate, &[], |_| finding);
}

fn words(graph: &Graph, absent: &Absent<'_>) -> Finding {
    let krate = absent.krate;
    let headline = format!("`link!` names crate `{krate}`, but no model of it is registered");
    let (first, others) = absent.links.split_first().expect("a crate is named");
    let others = others
        .iter()
        .map(|link| (link.place(), "it is named here too".to_owned()));
    let finding = Finding::new(Rule::MissingCrate, krate, headline)
        .at(first.place())
        .notes_at(others, "place");
    finding.with_help(match renamed(graph, absent) {
        Some(own) => format!(
            "if `Cargo.toml` calls `{own}` by the name `{krate}`, write `link!({krate} as {own})`"
        ),
        None => format!(
            "see that models of `{krate}` derive `relata::Model`, that a `mod` declares their files, and that no feature leaves them out"
        ),
    })
}

/// The only crate with models that `link!` does not name and that may be this one by its own name.
fn renamed<'g>(graph: &'g Graph, absent: &Absent<'_>) -> Option<&'g str> {
    let is_word_of =
        |word: &str, name: &str| name.split('_').any(|it| it == word) && word.len() > 1;
    let is_like = |krate: &str| {
        similar::is_near(absent.krate, krate)
            || is_word_of(absent.krate, krate)
            || is_word_of(krate, absent.krate)
    };
    let is_known = |krate: &str| {
        let mut links = graph.links.iter();
        links.any(|link| link.krate() == krate || link.said_by() == krate)
    };
    let mut like = graph
        .crates()
        .filter(|krate| !is_known(krate) && is_like(krate));
    like.next().filter(|_| like.next().is_none())
}

/// What asks for models of the crate.
fn needed(finding: Finding, graph: &Graph, groups: &[Group<'_>]) -> Finding {
    let relations = groups.iter().flat_map(|group| &group.relations);
    let mut relations: Vec<_> = relations
        .map(|asker| {
            let (relation, written) = (
                graph.relation_name(asker.relation),
                asker.target(graph).text,
            );
            let text = format!("relation `{relation}` needs `{written}`");
            (asker.place(graph), text)
        })
        .collect();
    relations.sort();
    let expected = groups.iter().flat_map(|group| &group.expected);
    let mut expected: Vec<_> = expected
        .map(|it| {
            (
                it.place.clone(),
                format!("model `{}` is expected here", it.name),
            )
        })
        .collect();
    expected.sort();
    finding
        .notes_at(relations.into_iter(), "relation")
        .notes_at(expected.into_iter(), "place")
}
