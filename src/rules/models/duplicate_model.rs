//! Models that share one path: different models, or one model from two versions of its crate (`crate_linked_twice`).

use super::crate_linked_twice;
use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let rule = Rule::DuplicateModel;
    let mut linked_twice = Vec::new();
    let mut end = 0;
    for (start, model) in (0..).zip(graph.models()) {
        // Models are sorted by path, so models with the same path are adjacent.
        if !model.shares_path || start < end {
            continue;
        }
        let same = graph.models_at(&model.path);
        end = same.end;
        if crate_linked_twice::is_found(graph, same.clone()) {
            linked_twice.push(same);
            continue;
        }
        let mut same: Vec<u32> = same.collect();
        same.retain(|model| !verdict.silences(rule, &[Item::Model(*model)]));
        if same.len() > 1 {
            verdict.add(describe(graph, &same));
        }
    }
    crate_linked_twice::report(verdict, linked_twice);
}

fn describe(graph: &Graph, same: &[u32]) -> Finding {
    let first = graph.model(same[0]);
    let place = graph.model_place(same[0]);
    let (count, path) = (counted(same.len(), "model"), &first.path);
    let headline = format!("{count} share the path `{path}`");
    let mut elsewhere = Vec::new();
    for other in &same[1..] {
        let (row, other_place) = (graph.model(*other), graph.model_place(*other));
        let mut package = String::new();
        if !row.is_of_version(first) && !row.package.is_empty() {
            package = format!(", in package `{} {}`", row.package, row.version);
        }
        if !other_place.is_known() {
            let text = format!("the place of another declaration is unknown{package}");
            elsewhere.push((other_place, text));
        } else if other_place != place {
            elsewhere.push((
                other_place,
                format!("a model with this path is declared here{package}"),
            ));
        }
    }
    let (count, is_elsewhere) = (elsewhere.len(), !elsewhere.is_empty());
    let mut finding = words::about_path(graph, Rule::DuplicateModel, same[0], headline)
        .notes_at(elsewhere, "other model");
    if count < same.len() - 1 {
        // Documents can come from several programs.
        let one_program = graph.models().iter().any(|model| model.entry().is_some());
        finding = finding.note(if one_program {
            "one declaration is compiled more than once into this program, with different features or cfgs".to_owned()
        } else {
            let models = counted(same.len() - count, "model");
            format!("{models} are declared at this place: one declaration with different features or cfgs, or crates with the same name")
        });
    }
    if is_elsewhere {
        finding.with_help("rename one of them, as in `#[relata(name = \"…\")]`")
    } else {
        finding.note(difference(graph, [same[0], same[1]]))
    }
}

/// Describes a difference between two models.
fn difference(graph: &Graph, both: [u32; 2]) -> String {
    let fields = both.map(|model| graph.fields(model).iter().map(|it| &*it.name).collect());
    let name = |relation| &*graph.relation(relation).name;
    let relations = both.map(|model| graph.relations_of(model).map(name).collect());
    match (only(&fields), only(&relations)) {
        (Some(field), _) => format!("only one has a field `{field}`"),
        (None, Some(relation)) => format!("only one has a relation `{relation}`"),
        (None, None) => "only their attributes differ".to_owned(),
    }
}

/// Returns the first name that is in only one of the lists.
fn only<'g>([first, second]: &[Vec<&'g str>; 2]) -> Option<&'g str> {
    let of_first = first.iter().find(|it| !second.contains(it));
    let only = of_first.or_else(|| second.iter().find(|it| !first.contains(it)));
    only.copied()
}
