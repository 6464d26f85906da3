//! One model from two versions of its crate. Both models have the same path, but their rows are different.

use std::ops::Range;

use crate::rules::prelude::*;

/// Whether models with one path come from different versions of one package.
pub(super) fn is_found(graph: &Graph, same: Range<u32>) -> bool {
    let packages = distinct(same.clone().map(|it| &*graph.model(it).package).collect());
    let versions = versions(graph, same.clone());
    packages.len() == 1 && versions.len() == same.len() && !versions[0].is_empty()
}

fn versions(graph: &Graph, same: Range<u32>) -> Vec<&str> {
    distinct(same.map(|it| &*graph.model(it).version).collect())
}

/// Reports the models of one package that are linked from the same versions as one finding.
pub(super) fn report(verdict: &mut Verdict<'_>, linked_twice: Vec<Range<u32>>) {
    let graph = verdict.graph;
    let mut packages = Vec::new();
    for same in linked_twice {
        let items: Vec<_> = same.clone().map(Item::Model).collect();
        if !verdict.silences(Rule::CrateLinkedTwice, &items) {
            let first = graph.model(same.start);
            let named = Some(&*first.package).filter(|package| !package.is_empty());
            let package = named.unwrap_or(first.krate());
            packages.push(((package, versions(graph, same.clone())), same));
        }
    }
    for ((package, _), models) in grouped(packages) {
        verdict.add(describe(graph, package, &models));
    }
}

fn describe(graph: &Graph, package: &str, models: &[Range<u32>]) -> Finding {
    let (same, others) = (models[0].clone(), &models[1..]);
    let (first, path) = (same.start, &graph.model(same.start).path);
    let version = |model: u32| &graph.model(model).version;
    let versions = listed(&same.clone().map(version).collect::<Vec<_>>());
    let headline = format!("`{path}` is linked from versions {versions} of package `{package}`");
    let mut finding = words::about_path(graph, Rule::CrateLinkedTwice, first, headline);
    for other in same.skip(1) {
        let place = graph.model_place(other);
        if place.is_known() {
            let text = format!("version {} is declared here", version(other));
            finding = finding.note_at(place, text);
        }
    }
    let paths = others.iter().map(|it| &graph.model(it.start).path);
    let paths = listed(&quoted(&paths.collect::<Vec<_>>()));
    let count = others.len();
    let too = (count > 0).then(|| {
        format!(
            "the same applies to {} of `{package}`: {paths}",
            counted(count, "more model")
        )
    });
    // Without the name of the package, relations of other packages may count as its own.
    let is_named = !graph.model(first).package.is_empty();
    let resolution = is_named.then(|| {
        format!(
            "within `{package}`, a relation to `{path}` resolves to the model of the same version; from any other package it resolves to version {}",
            version(first)
        )
    });
    let help = format!(
        "run `cargo tree --duplicates` to see which packages depend on each version of `{package}`, and make them require the same version"
    );
    finding.note_if(too).note_if(resolution).with_help(help)
}
