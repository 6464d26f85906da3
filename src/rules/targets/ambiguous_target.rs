//! A relation whose target name matches several models. The nearest match does not win, since that would hide a lost
//! module.

use super::group::{self, Group};
use super::{compiled_twice, evidence};
use crate::rules::prelude::*;

/// Reports one name that matches several models, for references that are not silenced.
pub(super) fn report(verdict: &mut Verdict<'_>, group: &Group<'_>) {
    let (graph, first) = (verdict.graph, group.relations[0]);
    let (verb, written) = (first.verb(), first.text(graph));
    let mut models = verdict.names().called(written);
    // Models with a known place are listed first.
    sort_by_key(&mut models, |model| !graph.model_place(*model).is_known());
    let relation = graph.relation_name(first.relation);
    let count = counted(models.len(), "model");
    let headline = format!("relation `{relation}` {verb} `{written}`, which matches {count}");
    let finding = first.finding(graph, Rule::AmbiguousTarget, headline);
    let finding = words::note_each_model(finding, graph, &models);
    let one_declaration = one_declaration(graph, &models);
    let write = evidence::write_path(models.first().map_or("", |it| &graph.model(*it).path));
    let help = match &one_declaration {
        None => write,
        Some(_) => keep_one(verdict, &models)
            .unwrap_or_else(|| format!("keep only one of the `mod` items, or {write}")),
    };
    let finding = finding.note_if(one_declaration);
    let (finding, others) = (finding.naming(group.names(graph)), &group.relations[1..]);
    let verbs = ["uses this name too", "use this name too"];
    let finding = group::with_relations(finding, graph, others, "more relation", verbs);
    verdict.add(finding.with_help(help));
}

/// Describes models that all come from one declaration, in a file that is compiled as several modules.
fn one_declaration(graph: &Graph, models: &[u32]) -> Option<String> {
    let mut places: Vec<_> = models.iter().map(|it| graph.model_place(*it)).collect();
    places.dedup();
    let is_known = places.iter().all(|it| it.is_known());
    let mut crates: Vec<_> = models.iter().map(|it| graph.model(*it).krate()).collect();
    crates.dedup();
    let (all, count) = (if models.len() == 2 { "both" } else { "all" }, models.len());
    let text = if crates.len() == count {
        format!(
            "{all} come from the same declaration, which is compiled into {count} crates: each crate declares the file with a `mod` item"
        )
    } else {
        format!("{all} come from the same declaration: {count} `mod` items refer to its file")
    };
    (is_known && places.len() == 1).then_some(text)
}

/// Returns the change that keeps only the module in the library, or else the first one.
#[cold]
fn keep_one(verdict: &Verdict<'_>, models: &[u32]) -> Option<String> {
    let graph = verdict.graph;
    let first = models.iter().min_by_key(|it| {
        let row = graph.model(**it);
        let is_library = match &verdict.criteria.declarations.program {
            Some((program, _)) => program != row.krate(),
            None => name::same_crate(&row.package, row.krate()),
        };
        (
            !is_library,
            row.path.bytes().filter(|it| *it == b':').count(),
        )
    })?;
    let row = graph.model(*first);
    let others = models.iter().filter(|it| *it != first);
    let others: Vec<String> = others.map(|it| graph.model(*it).type_path()).collect();
    // Nothing can use a module of a program, and of very many crates none is the right one.
    let is_program = !name::same_crate(&row.package, row.krate());
    let in_one_crate = models
        .iter()
        .all(|it| graph.model(*it).krate() == row.krate());
    let is_known = verdict.criteria.declarations.program.is_some();
    if others.len() > NAMED || is_program && !in_one_crate && !is_known {
        return None;
    }
    compiled_twice::fix(verdict, &row.type_path(), &others, &row.file)
}
