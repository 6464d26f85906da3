//! What names one absent model, and the notes that every finding about absent models shares.

use std::collections::BTreeSet;

use super::evidence;
use crate::criteria::{Criteria, Expected};
use crate::declared::{Declared, Underived};
use crate::findings::wording::{NAMED, counted, listed, quoted};
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::name::{self, Fit};
use crate::record::Form;
use crate::rules::reference::Reference;
use crate::rules::verdict::Verdict;
use crate::rules::words;

/// What asks for one absent model.
#[derive(Default)]
pub(in crate::rules) struct Group<'v> {
    pub(in crate::rules) relations: Vec<Reference>,
    /// Other references of the same relations.
    pub(in crate::rules) repeated: Vec<Reference>,
    pub(in crate::rules) expected: Vec<&'v Expected>,
    /// Where the source declares it, if it does.
    pub(in crate::rules) declared: Vec<&'v Declared>,
}

impl Group<'_> {
    /// The name that says the most, of those by which it is asked for.
    pub(in crate::rules) fn longest<'g>(&self, graph: &'g Graph) -> &'g str {
        let written = self
            .relations
            .iter()
            .map(|reference| &*reference.target(graph).text);
        written
            .max_by_key(|written| written.len())
            .unwrap_or_default()
    }

    /// Every name by which it is asked for.
    pub(in crate::rules) fn names(&self, graph: &Graph) -> impl Iterator<Item = Subject> {
        let references = self.relations.iter().chain(&self.repeated);
        let names: BTreeSet<_> = references.map(|it| &*it.target(graph).text).collect();
        names.into_iter().map(|name| Subject::Name(name.to_owned()))
    }
}

/// Adds to a finding of an absent model what speaks for a cause. Those who named it by its type know most of it.
pub(in crate::rules) fn explain(
    verdict: &Verdict<'_>,
    finding: Finding,
    written: &str,
    references: &[Reference],
) -> Finding {
    let graph = verdict.graph;
    let mut targets = references.iter().map(|reference| reference.target(graph));
    match targets.find(|target| target.form != Form::Name) {
        Some(target) if target.form == Form::Underived => {
            let called = verdict.names().called(name::last_segment(&target.text));
            let finding = called.iter().take(NAMED).fold(finding, |finding, model| {
                let text = format!("the model `{}` is another type", graph.model(*model).path);
                finding.note_at(graph.model_place(*model), text)
            });
            finding.with_help(format!(
                "add `relata::Model` to the derives of `{}`",
                target.text
            ))
        }
        Some(target) => evidence::explain_type(finding, graph, &target.text),
        None => match underived(verdict.criteria, written)[..] {
            [] => evidence::explain(finding, verdict.names(), written, &verdict.criteria.outside),
            [only] => with_underived(finding, &[only]).with_help(format!(
                "add `relata::Model` to the derives of `{}`",
                name::last_segment(&only.path)
            )),
            ref all => with_underived(finding, all),
        },
    }
}

/// The types of this name that the source declares and that are no models.
fn underived<'o>(criteria: &'o Criteria, written: &str) -> Vec<&'o Underived> {
    let underived = criteria.declarations.underived.iter();
    let is_called = |it: &&Underived| name::fit(written, &it.path) != Fit::No;
    underived.filter(is_called).collect()
}

fn with_underived(finding: Finding, all: &[&Underived]) -> Finding {
    let facts = all.iter().map(|it| {
        let text = format!("`{}` does not derive `relata::Model`", it.path);
        (it.place.clone(), text)
    });
    finding.notes_at(facts, "type")
}

/// Which other models of the same absent crate are needed, by how many relations.
pub(in crate::rules) fn with_models(
    finding: Finding,
    graph: &Graph,
    others: &[Group<'_>],
) -> Finding {
    let Some(first) = others.first() else {
        return finding;
    };
    let written = |group: &Group<'_>| group.relations[0].target(graph).text.to_string();
    let finding = others.iter().fold(finding, |finding, group| {
        let relation = words::relation(graph, group.relations[0].relation);
        let affected = group
            .relations
            .iter()
            .map(|it| words::relation(graph, it.relation));
        let finding = finding.affecting(affected).naming(group.names(graph));
        finding.including(relation, Some(Subject::Name(written(group))))
    });
    let krate = name::first_segment(first.longest(graph)).to_owned();
    let relations: usize = others.iter().map(|group| group.relations.len()).sum();
    let needed = match (others, first.relations.len()) {
        ([_], 1) => format!("which {} needs", first.relations[0].named_with_place(graph)),
        _ => format!("which {} need", counted(relations, "relation")),
    };
    let models = quoted(others.iter().map(written));
    let are = if others.len() == 1 { "is" } else { "are" };
    let count = counted(others.len(), "more model");
    finding.note(format!(
        "{count} of `{krate}` {are} absent, {needed}: {}",
        listed(models)
    ))
}

/// Who else needs the absent model, or the models: `it` says which.
pub(in crate::rules) fn with_others(
    finding: Finding,
    graph: &Graph,
    others: &[Reference],
    more: &str,
    it: &str,
) -> Finding {
    if others.is_empty() {
        return finding;
    }
    let named: Vec<_> = others
        .iter()
        .map(|reference| reference.named_with_place(graph))
        .collect();
    let affected = others.iter().map(|it| words::relation(graph, it.relation));
    let finding = finding.affecting(affected);
    let need = if named.len() == 1 { "needs" } else { "need" };
    let relations = counted(named.len(), &format!("{more}relation"));
    finding.note(format!("{relations} {need} {it}: {}", listed(&named)))
}

/// Where the options expect absent models, each by its name.
pub(in crate::rules) fn with_expected(finding: Finding, groups: &[Group<'_>]) -> Finding {
    let expected = groups.iter().flat_map(|group| &group.expected);
    let mut expected: Vec<_> = expected
        .map(|it| {
            let text = format!("model `{}` is expected here", it.name);
            (it.place.clone(), text)
        })
        .collect();
    expected.sort();
    finding.notes_at(expected.into_iter(), "place")
}

/// The noun for a written name.
pub(in crate::rules) fn noun(written: &str) -> &'static str {
    if written.contains("::") {
        "path"
    } else {
        "name"
    }
}
