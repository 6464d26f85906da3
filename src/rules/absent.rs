//! What names a model that is not there: relations by their target or by their through, gathered by the model they
//! mean, so that one absent model is one finding.

use std::collections::BTreeMap;

use super::{
    Asker, Rule, Subject, Verdict, ambiguous_target, missing_model, missing_target, missing_through,
};
use crate::graph::Resolved;
use crate::name::{self, Fit};
use crate::options::Options;

/// Judges every target and through that did not resolve. `expected` are absent models that are found already.
pub(super) fn check(verdict: &mut Verdict<'_>, expected: &[&str]) {
    let (graph, options) = (verdict.graph, verdict.options);
    let missing = gather(verdict, Resolved::Missing, |written| {
        is_outside(written, options)
            || expected
                .iter()
                .any(|name| missing_model::may_mean(written, name))
    });
    for mut askers in sorted(verdict, merge_tails(missing)) {
        // The first that has it as its target speaks for all; where none has, the first that goes through it.
        askers.sort_by_key(|asker| (asker.is_through(), asker.place(graph)));
        if askers[0].is_through() {
            missing_through::tell(verdict, &askers);
        } else {
            missing_target::tell(verdict, &askers);
        }
    }
    let ambiguous = gather(verdict, Resolved::Ambiguous, |_| false);
    for askers in sorted(verdict, ambiguous.into_values()) {
        ambiguous_target::tell(verdict, &askers);
    }
}

/// Those that came out this way and are not silenced, by what they write.
fn gather<'g>(
    verdict: &mut Verdict<'g>,
    outcome: Resolved,
    is_known: impl Fn(&str) -> bool,
) -> BTreeMap<&'g str, Vec<Asker>> {
    let graph = verdict.graph;
    let mut askers: BTreeMap<&str, Vec<Asker>> = BTreeMap::new();
    for asker in Asker::all(graph, outcome) {
        let rule = match (outcome, asker.is_through()) {
            (Resolved::Ambiguous, _) => Rule::AmbiguousTarget,
            (_, true) => Rule::MissingThrough,
            (_, false) => Rule::MissingTarget,
        };
        let written = asker.target(graph).text;
        if !is_known(written) && !verdict.silences(rule, &[Subject::Relation(asker.relation)]) {
            askers.entry(written).or_default().push(asker);
        }
    }
    askers
}

/// The groups by the place of their first, each sorted by place.
fn sorted(verdict: &Verdict<'_>, groups: impl IntoIterator<Item = Vec<Asker>>) -> Vec<Vec<Asker>> {
    let graph = verdict.graph;
    let mut groups: Vec<_> = groups.into_iter().collect();
    for askers in &mut groups {
        askers.sort_by_cached_key(|asker| (asker.place(graph), *asker));
    }
    groups.sort_by_cached_key(|askers| (askers[0].place(graph), askers[0]));
    groups
}

/// Whether the options say that the crate a name begins with lives elsewhere.
pub(super) fn is_outside(written: &str, options: &Options) -> bool {
    name::qualifier(written).is_some()
        && options
            .outside
            .iter()
            .any(|krate| name::same(krate, name::first_segment(written)))
}

/// `Job` and `export::Job` are one missing model, unless `import::Job` is missing too: then `Job` could be either.
fn merge_tails(mut askers: BTreeMap<&str, Vec<Asker>>) -> Vec<Vec<Asker>> {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for written in askers.keys().copied() {
        by_name
            .entry(name::last_segment(written))
            .or_default()
            .push(written);
    }
    for mut written in by_name.into_values() {
        written.sort_by_key(|written| written.len());
        for (nth, tail) in written.iter().enumerate() {
            let longer = &written[nth + 1..];
            let heads: Vec<_> = longer
                .iter()
                .filter(|longer| name::fit(tail, longer) != Fit::No)
                .collect();
            // Each longer one that this is a tail of is a tail of the longest, if all are one model.
            let Some(longest) = heads.last() else {
                continue;
            };
            if heads.iter().all(|head| name::fit(head, longest) != Fit::No)
                && let Some(moved) = askers.remove(tail)
            {
                askers.entry(longest).or_default().extend(moved);
            }
        }
    }
    askers.into_values().collect()
}
