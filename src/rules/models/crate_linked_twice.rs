//! One model from two versions of its crate: rows of the one are not rows of the other, though both are called alike.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::findings::Finding;
use crate::findings::wording::{listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

/// Whether models of one path are one model, each from another version of one package.
pub(super) fn is_found(graph: &Graph, same: Range<u32>) -> bool {
    let records: Vec<_> = same.map(|model| graph.model(model)).collect();
    let packages: BTreeSet<&str> = records.iter().map(|it| &*it.package).collect();
    let versions: BTreeSet<&str> = records.iter().map(|it| &*it.version).collect();
    packages.len() == 1 && versions.len() == records.len() && !versions.contains("")
}

/// Tells of each package once, however many of its models come twice.
pub(super) fn report(verdict: &mut Verdict<'_>, linked_twice: Vec<Range<u32>>) {
    let graph = verdict.graph;
    let mut packages: BTreeMap<(String, Vec<&str>), Vec<Range<u32>>> = BTreeMap::new();
    for same in linked_twice {
        let subjects: Vec<_> = same.clone().map(Item::Model).collect();
        if !verdict.silences(Rule::CrateLinkedTwice, &subjects) {
            let first = graph.model(same.start);
            let package = if first.package.is_empty() {
                first.krate()
            } else {
                &first.package
            };
            let versions = same.clone().map(|it| &*graph.model(it).version);
            let mut versions: Vec<&str> = versions.collect();
            versions.sort_unstable();
            let key = (package.to_owned(), versions);
            packages.entry(key).or_default().push(same);
        }
    }
    for ((package, _), models) in packages {
        verdict.report(Rule::CrateLinkedTwice, &[], |graph| {
            describe(graph, &package, &models)
        });
    }
}

fn describe(graph: &Graph, package: &str, models: &[Range<u32>]) -> Finding {
    let same = models[0].clone();
    let path = &*graph.model(same.start).path;
    let version = |model: u32| graph.model(model).version.to_string();
    let versions: Vec<_> = same.clone().map(version).collect();
    let versions = listed(&versions);
    let headline = format!("`{path}` is linked from versions {versions} of package `{package}`");
    let finding = Finding::new(
        Rule::CrateLinkedTwice,
        words::model_by_path(graph, same.start),
        headline,
    )
    .at(graph.model_place(same.start));
    let mut finding = same.clone().skip(1).fold(finding, |finding, other| {
        let place = graph.model_place(other);
        if place.file().is_empty() {
            return finding;
        }
        finding.note_at(
            place,
            format!("version {} is declared here", version(other)),
        )
    });
    if let [_, others @ ..] = models
        && !others.is_empty()
    {
        let paths = quoted(others.iter().map(|same| &graph.model(same.start).path));
        let (count, paths) = (others.len(), listed(&paths));
        let so = if count == 1 { "so is" } else { "so are" };
        finding = finding.note(format!("{so} {count} more of its models: {paths}"));
    }
    finding
        .note("a relation that names this path means the version of its own package, or else the first")
        .with_help(format!(
            "`cargo tree --duplicates` shows which packages ask for each version of `{package}`"
        ))
}
