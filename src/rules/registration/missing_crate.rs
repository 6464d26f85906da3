//! A crate that `link!` names and that contributes no model, told with everything that needs a model of it.

use std::collections::{HashMap, HashSet};

use super::empty_registry;
use crate::findings::wording::NAMED;
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::model::Link;
use crate::rule::Rule;
use crate::rules::targets::evidence;
use crate::rules::targets::group::{self, Group};
use crate::rules::verdict::Verdict;
use crate::rules::words;
use crate::similar;

/// A crate of which no model is there.
pub(in crate::rules) struct Absent<'g> {
    pub(in crate::rules) krate: &'g str,
    links: &'g [Link],
    /// What asks for its models.
    pub(in crate::rules) needed: Vec<Group<'g>>,
}

/// Gives the crates that are linked in vain; each is told with what needs it.
pub(in crate::rules) fn check<'g>(verdict: &mut Verdict<'g>) -> Vec<Absent<'g>> {
    let graph = verdict.graph;
    if graph.links.is_empty()
        || empty_registry::says_all(verdict)
        || verdict.silences(Rule::MissingCrate, &[])
    {
        return Vec::new();
    }
    let with_models: HashSet<&str> = graph.crates().collect();
    let mut said_by: HashMap<&str, Vec<&Link>> = HashMap::new();
    for link in &graph.links {
        said_by.entry(link.named_by()).or_default().push(link);
    }
    // Sorted by crate, so the links of one stand together.
    let links = graph.links.chunk_by(|a, b| a.krate == b.krate);
    let absent = links.map(|links| Absent {
        krate: &links[0].krate,
        links,
        needed: Vec::new(),
    });
    let hands_on = |it: &Absent<'_>| {
        let own = said_by.get(it.krate).map_or(&[][..], Vec::as_slice);
        // A program may be called like its library: what the program links does not speak for the library.
        let programs: HashSet<&str> = own
            .iter()
            .filter(|link| link.krate == it.krate)
            .map(|link| &*link.file)
            .collect();
        own.iter().any(|link| !programs.contains(&*link.file))
    };
    let absent = absent.filter(|it| !with_models.contains(it.krate) && !hands_on(it));
    absent.collect()
}

pub(in crate::rules) fn report(verdict: &mut Verdict<'_>, absent: &Absent<'_>) {
    let finding = needed(describe(verdict, absent), verdict.graph, &absent.needed);
    let finding = evidence::registered(finding, verdict.names());
    let finding = evidence::spared(finding, verdict.graph);
    verdict.report(Rule::MissingCrate, &[], |_| finding);
}

fn describe(verdict: &Verdict<'_>, absent: &Absent<'_>) -> Finding {
    let krate = absent.krate;
    let headline = format!("`link!` names crate `{krate}`, but no model of it is registered");
    let (first, others) = absent.links.split_first().expect("a crate is named");
    let others = others
        .iter()
        .map(|link| (link.place(), "it is named here too".to_owned()));
    let finding = Finding::new(
        Rule::MissingCrate,
        Subject::Name(krate.to_owned()),
        headline,
    )
    .at(first.place())
    .notes_at(others, "place");
    if evidence::is_sparing(verdict.graph) {
        return finding.with_help(evidence::WITH_LTO);
    }
    finding.with_help(match renamed(verdict, absent) {
        Some(own) => format!(
            "if `Cargo.toml` calls `{own}` by the name `{krate}`, write `relata::link!({krate} as {own});`"
        ),
        None => evidence::see_that(&format!("models of `{krate}`")),
    })
}

/// The only crate with models that `link!` does not name and that may be this one by its own name.
fn renamed<'g>(verdict: &Verdict<'g>, absent: &Absent<'_>) -> Option<&'g str> {
    let graph = verdict.graph;
    if !verdict
        .names()
        .may_compare(graph.links.len() + graph.models().len(), 10)
    {
        return None;
    }
    let is_word_of =
        |word: &str, name: &str| name.split('_').any(|it| it == word) && word.len() > 1;
    let is_like = |krate: &str| {
        similar::is_near(absent.krate, krate)
            || is_word_of(absent.krate, krate)
            || is_word_of(krate, absent.krate)
    };
    let like = graph.crates().filter(|krate| is_like(krate)).take(NAMED);
    let mut unknown = like.filter(|krate| !graph.is_linked(krate));
    unknown.next().filter(|_| unknown.next().is_none())
}

/// What asks for models of the crate.
fn needed(finding: Finding, graph: &Graph, groups: &[Group<'_>]) -> Finding {
    let finding = groups.iter().fold(finding, |finding, group| {
        let Some(first) = group.relations.first() else {
            return finding.including(Subject::Name(group.expected[0].name.clone()), None);
        };
        let written = Subject::Name(first.target(graph).text.to_string());
        finding.including(words::relation(graph, first.relation), Some(written))
    });
    let finding = finding.naming(groups.iter().flat_map(|group| group.names(graph)));
    let affected = groups.iter().flat_map(|group| &group.relations);
    let finding = finding.affecting(affected.map(|it| words::relation(graph, it.relation)));
    let relations = groups.iter().flat_map(|group| &group.relations);
    let mut relations: Vec<_> = relations
        .map(|reference| {
            let (relation, written) = (
                graph.relation_name(reference.relation),
                &reference.target(graph).text,
            );
            let text = format!("relation `{relation}` needs `{written}`");
            (reference.place(graph), text)
        })
        .collect();
    relations.sort();
    let finding = finding.notes_at(relations.into_iter(), "relation");
    group::with_expected(finding, groups)
}
