//! A crate that `link!` names but that registers no model, reported with everything that needs one of its models.

use super::empty_registry;
use crate::model::Link;
use crate::rules::prelude::*;
use crate::rules::targets::evidence;
use crate::rules::targets::group::{self, Group};

/// A linked crate without models.
pub(in crate::rules) struct Absent<'g> {
    pub(in crate::rules) krate: &'g str,
    links: &'g [Link],
    /// The references and expectations that need its models.
    pub(in crate::rules) needed: Vec<Group<'g>>,
}

/// Returns the crates that `link!` names and that register no model, sorted.
pub(in crate::rules) fn check<'g>(verdict: &Verdict<'g>) -> Vec<Absent<'g>> {
    let graph = verdict.graph;
    if graph.links.is_empty() || empty_registry::finds_error(verdict) {
        return Vec::new();
    }
    let with_models = distinct(graph.crates().collect());
    let mut by_source: Vec<&Link> = graph.links.iter().collect();
    sort_by_key(&mut by_source, |link| link.named_by());
    let passes_on = |krate: &str| {
        let start = by_source.partition_point(|link| link.named_by() < krate);
        let named = by_source[start..].iter();
        let mut links = named.take_while(|link| link.named_by() == krate);
        // A program can have the same name as its library. Links of the program do not count as links of the library.
        let programs = links.clone().filter(|link| link.krate == krate);
        let programs = distinct(programs.map(|link| &*link.file).collect());
        links.any(|link| programs.binary_search(&&*link.file).is_err())
    };
    // Links are sorted by crate, so the links to one crate are adjacent.
    let by_crate = graph.links.chunk_by(|a, b| a.krate == b.krate);
    let named = by_crate.map(|links| Absent {
        krate: &links[0].krate,
        links,
        needed: Vec::new(),
    });
    let has_models = |krate: &str| with_models.binary_search(&krate).is_ok();
    let absent = named.filter(|it| !has_models(it.krate) && !passes_on(it.krate));
    absent.collect()
}

pub(in crate::rules) fn report(verdict: &mut Verdict<'_>, absent: &Absent<'_>) {
    let finding = needed(describe(verdict, absent), verdict.graph, &absent.needed);
    let finding = evidence::note_registered(finding, verdict.names());
    let finding = evidence::note_dropping(finding, verdict.graph);
    verdict.add(finding);
}

fn describe(verdict: &Verdict<'_>, absent: &Absent<'_>) -> Finding {
    let (krate, links) = (absent.krate, absent.links);
    let headline = format!("`link!` names crate `{krate}`, but none of its models is registered");
    let others = &links[1..];
    let subject = Subject::Name(krate.to_owned());
    let mut finding = Finding::new(Rule::MissingCrate, subject, headline).at(links[0].place());
    for link in others.iter().take(NAMED) {
        finding = finding.note_at(link.place(), format!("`link!` also names `{krate}` here"));
    }
    finding = finding.and_others(others.len(), "more place");
    if evidence::linker_drops(verdict.graph) {
        return finding.with_help(evidence::WITH_LTO);
    }
    finding.with_help(match renamed(verdict, krate) {
        Some(own) => format!(
            "if `Cargo.toml` renames `{own}` to `{krate}`, write `relata::link!({krate} as {own});`"
        ),
        None => {
            let check = evidence::check_that(&format!("the models of `{krate}`"));
            format!("{check}; if `{krate}` has no models, remove it from `link!`")
        }
    })
}

/// Returns the only crate with models that `link!` does not name and whose name resembles this one.
fn renamed<'g>(verdict: &Verdict<'g>, absent: &str) -> Option<&'g str> {
    let graph = verdict.graph;
    let among = graph.links.len() + graph.models().len();
    if !verdict.names().may_compare(among, 10) {
        return None;
    }
    let has_word = |name: &str, word: &str| word.len() > 1 && name.split('_').any(|it| it == word);
    let is_like = |krate: &&str| {
        similar::is_near(absent, krate) || has_word(krate, absent) || has_word(absent, krate)
    };
    let like = graph.crates().filter(is_like).take(NAMED);
    only(like.filter(|krate| !graph.is_linked(krate)))
}

/// Adds notes on everything that needs models of the crate.
fn needed(mut finding: Finding, graph: &Graph, groups: &[Group<'_>]) -> Finding {
    let mut needed = Vec::new();
    for group in groups {
        finding = group.included_in(finding, graph);
        for it in &group.relations {
            let (relation, written) = (graph.relation_name(it.relation), it.text(graph));
            let text = format!("relation `{relation}` needs `{written}`");
            needed.push((it.place(graph), text));
        }
    }
    sort(&mut needed);
    let finding = finding.notes_at(needed, "more relation");
    group::with_expected(finding, groups)
}
