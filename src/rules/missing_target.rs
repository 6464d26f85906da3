//! A relation whose target no model is. However many relations need one missing model, it is one finding.

use std::collections::BTreeMap;

use super::{Asker, Rule, Subject, Verdict, missing_model};
use crate::evidence;
use crate::graph::{Graph, Resolved};
use crate::name::{self, Fit};
use crate::options::Options;
use crate::record::Form;
use crate::report::Finding;
use crate::wording::{counted, listed};

pub(super) fn check(verdict: &mut Verdict<'_>, absent: &[&str]) {
    let (graph, options) = (verdict.graph, verdict.options);
    let mut askers: BTreeMap<&str, Vec<Asker>> = BTreeMap::new();
    for asker in Asker::all(graph, Resolved::Missing) {
        let written = asker.target(graph).text;
        let known = is_outside(written, options) || absent.iter().any(|name| missing_model::may_mean(written, name));
        if !known && !verdict.silences(Rule::MissingTarget, &[Subject::Relation(asker.relation)]) {
            askers.entry(written).or_default().push(asker);
        }
    }
    for mut askers in merge_tails(askers) {
        askers.sort_by_key(|asker| asker.place(graph));
        // Each was asked before whether it is silenced.
        verdict.tell(Rule::MissingTarget, &[], |graph| words(graph, options, &askers));
    }
}

/// Whether the options say that the crate a name begins with lives elsewhere.
fn is_outside(written: &str, options: &Options) -> bool {
    name::qualifier(written).is_some()
        && options.outside.iter().any(|krate| name::same(krate, name::first_segment(written)))
}

/// `Job` and `export::Job` are one missing model, unless `import::Job` is missing too: then `Job` could be either.
fn merge_tails(mut askers: BTreeMap<&str, Vec<Asker>>) -> Vec<Vec<Asker>> {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for written in askers.keys().copied() {
        by_name.entry(name::last_segment(written)).or_default().push(written);
    }
    for mut written in by_name.into_values() {
        written.sort_by_key(|written| written.len());
        for (nth, tail) in written.iter().enumerate() {
            let longer = &written[nth + 1..];
            let heads: Vec<_> = longer.iter().filter(|longer| name::fit(tail, longer) != Fit::No).collect();
            // Each longer one that this is a tail of is a tail of the longest, if all are one model.
            let Some(longest) = heads.last() else { continue };
            if heads.iter().all(|head| name::fit(head, longest) != Fit::No)
                && let Some(moved) = askers.remove(tail)
            {
                askers.entry(longest).or_default().extend(moved);
            }
        }
    }
    askers.into_values().collect()
}

/// What a name that is written is called.
pub(super) fn noun(written: &str) -> &'static str {
    if name::qualifier(written).is_some() { "path" } else { "name" }
}

fn words(graph: &Graph, options: &Options, askers: &[Asker]) -> Finding {
    let target = askers[0].target(graph);
    let written = target.text;
    let relation = graph.relation_name(askers[0].relation);
    let headline = if target.form == Form::Underived {
        format!("relation `{relation}` points at the type `{written}`, which is not a model")
    } else {
        format!("relation `{relation}` points at `{written}`, but no model has that {}", noun(written))
    };
    let mut finding = Finding::new(Rule::MissingTarget, relation, headline).at(askers[0].place(graph));
    if askers.len() > 1 {
        let others: Vec<_> = askers[1..].iter().map(|asker| asker.named_with_place(graph)).collect();
        let need = if others.len() == 1 { "needs" } else { "need" };
        finding = finding.note(format!("{} {need} it: {}", counted(others.len(), "more relation"), listed(&others)));
    }
    if target.form == Form::Underived {
        return finding.with_help(format!("add `relata::Model` to the derives of `{written}`"));
    }
    evidence::explain(finding, graph, written, &options.outside)
}
