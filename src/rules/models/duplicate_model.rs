//! Models that share one path: two that differ, or, as `crate_linked_twice`, one from two versions of its crate.

use super::crate_linked_twice;
use crate::findings::Finding;
use crate::findings::wording::{NAMED, counted};
use crate::graph::Graph;
use crate::model::index;
use crate::rule::Rule;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if !graph.models().iter().any(|model| model.shares_path) {
        return;
    }
    let path = |model: u32| &graph.model(model).path;
    let mut linked_twice = Vec::new();
    let mut start = 0;
    while start < index(graph.models().len()) {
        // Sorted by path, so the models of one path stand together.
        let end =
            (start + 1..index(graph.models().len())).find(|model| path(*model) != path(start));
        let same = start..end.unwrap_or(index(graph.models().len()));
        start = same.end;
        if same.len() < 2 {
            continue;
        }
        if crate_linked_twice::is_found(graph, same.clone()) {
            linked_twice.push(same);
            continue;
        }
        let rule = Rule::DuplicateModel;
        let told = same.filter(|model| !verdict.silences(rule, &[Item::Model(*model)]));
        let told: Vec<u32> = told.collect();
        if told.len() > 1 {
            verdict.report(rule, &[], |graph| describe(graph, &told));
        }
    }
    crate_linked_twice::report(verdict, linked_twice);
}

fn describe(graph: &Graph, same: &[u32]) -> Finding {
    let first = graph.model(same[0]);
    let place = graph.model_place(same[0]);
    let models = counted(same.len(), "model");
    let headline = format!("{models} share the path `{}`", first.path);
    let mut finding = Finding::new(
        Rule::DuplicateModel,
        words::model_by_path(graph, same[0]),
        headline,
    )
    .at(place.clone());
    let (mut elsewhere, mut here) = (0, false);
    for other in &same[1..] {
        let record = graph.model(*other);
        let other_place = graph.model_place(*other);
        let same_package = (&record.package, &record.version) == (&first.package, &first.version);
        let package = if same_package || record.package.is_empty() {
            String::new()
        } else {
            format!(", in package `{} {}`", record.package, record.version)
        };
        if other_place != place || other_place.file().is_empty() {
            elsewhere += 1;
            if elsewhere <= NAMED {
                let text = if other_place.file().is_empty() {
                    format!("it is not known where another is declared{package}")
                } else {
                    format!("another is declared here{package}")
                };
                finding = finding.note_at(other_place, text);
            }
        } else {
            here = true;
        }
    }
    if elsewhere > NAMED {
        finding = finding.note(format!("and {}", counted(elsewhere - NAMED, "other model")));
    }
    if here {
        // A document may be of one of several programs.
        let one_program = graph.models().iter().any(|model| model.entry.is_some());
        finding = finding.note(if one_program {
            "one declaration is compiled twice into this program, with other features or cfgs"
        } else {
            "both stand at this place: one declaration with other features or cfgs, or two crates of one name"
        });
    }
    if elsewhere > 0 {
        finding.with_help("give one of them another name, as in `#[relata(name = \"…\")]`")
    } else {
        finding.note(difference(graph, same))
    }
}

/// What shows that the models are not one.
fn difference(graph: &Graph, same: &[u32]) -> String {
    let fields =
        |model: u32| -> Vec<&str> { graph.fields(model).iter().map(|it| &*it.name).collect() };
    let relations = |model: u32| -> Vec<&str> {
        let relations = graph.relations_of(model);
        relations.map(|it| &*graph.relation(it).name).collect()
    };
    let only = |[first, second]: [Vec<&str>; 2]| {
        let of_first = first.iter().find(|it| !second.contains(it));
        let of_second = || second.iter().find(|it| !first.contains(it));
        of_first.or_else(of_second).map(|it| (*it).to_owned())
    };
    let both = [same[0], same[1]];
    let (field, relation) = (only(both.map(fields)), only(both.map(relations)));
    match (field, relation) {
        (Some(field), _) => format!("only one has a field `{field}`"),
        (None, Some(relation)) => format!("only one has a relation `{relation}`"),
        (None, None) => "they differ in what their attributes say".to_owned(),
    }
}
