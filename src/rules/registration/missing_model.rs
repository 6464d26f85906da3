//! A model that the options expect and that is not there.

use super::empty_registry;
use crate::criteria::Expected;
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::rule::{Level, Rule};
use crate::rules::targets::evidence;
use crate::rules::targets::group::{self, Group};
use crate::rules::verdict::Verdict;
use crate::rules::words;

/// Gives what is expected and absent; it is told with the relations that need the same model.
pub(in crate::rules) fn check<'g>(verdict: &mut Verdict<'g>) -> Vec<&'g Expected> {
    let (graph, criteria) = (verdict.graph, verdict.criteria);
    if empty_registry::says_all(verdict) || verdict.silences(Rule::MissingModel, &[]) {
        return Vec::new();
    }
    let expected = criteria.expected.iter();
    expected.filter(|it| !is_there(graph, it)).collect()
}

/// Tells of the parts whose model is not there.
pub(in crate::rules) fn orphans(verdict: &mut Verdict<'_>) {
    for part in &verdict.graph.orphans {
        let (model, declares) = (&*part.model, &part.type_name);
        let headline =
            format!("`{declares}` declares relations of `{model}`, but no model has that path");
        let finding = Finding::new(
            Rule::MissingModel,
            Subject::Name(model.to_owned()),
            headline,
        )
        .at(part.place());
        let mut finding = evidence::explain_type(finding, verdict.graph, model);
        if evidence::is_picked(verdict.graph) {
            let beside = "add the `Model` beside it to the `relata::models![…]` that is checked";
            finding = finding.with_help(beside);
        }
        verdict.report(Rule::MissingModel, &[], |_| finding);
    }
}

/// Warns of the models whose relations an ORM declares beside them, where nothing reads them: they are as good as none.
pub(in crate::rules) fn unread(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for model in graph.model_indices().filter(|it| graph.model(*it).unread) {
        let shown = graph.shown(model);
        let headline = format!("the relations that SeaORM declares of `{shown}` are not read");
        let finding = Finding::new(Rule::MissingModel, words::model(graph, model), headline)
            .at(graph.model_place(model))
            .with_help(
                "add `relata::Relations` to the derives of its `Relation`; with `#[relata(skip)]` there, if they are not to be read",
            );
        verdict.report_at(Level::Warn, finding);
    }
}

fn is_there(graph: &Graph, expected: &Expected) -> bool {
    let registered = |model: &u32| !graph.model(*model).external;
    match expected.ty {
        // What comes from a document has no types.
        Some(ty) => graph
            .models_at(&expected.name)
            .filter(registered)
            .any(|model| graph.model(model).entry.is_none() || graph.has_type(model, ty)),
        None => graph.models_called(&expected.name).iter().any(registered),
    }
}

/// Tells of one absent model: everything that expects it, and the relations that need it.
pub(in crate::rules) fn report(verdict: &mut Verdict<'_>, group: &Group<'_>) {
    let graph = verdict.graph;
    let (mut expected, references) = (group.expected.clone(), &*group.relations);
    // A type says most, and then the longest name.
    expected.sort_by_key(|it| (it.ty.is_none(), std::cmp::Reverse(it.name.len()), &it.place));
    expected.dedup_by_key(|it| (it.ty, &it.name, &it.place));
    let name = &expected[0].name;
    let finding = describe(graph, &expected).naming(group.names(graph));
    let finding = group::with_others(finding, graph, references, "", "it");
    let finding = match graph.models_called(name)[..] {
        [] if expected[0].ty.is_some() && knows_types(graph) => {
            evidence::explain_type(finding, graph, name)
        }
        [] => group::explain(verdict, finding, name, references),
        [model, ..] if expected[0].ty.is_some() => finding.note_at(
            graph.model_place(model),
            "the model of that path is another type, declared here",
        ),
        [model, ..] => {
            let path = &graph.model(model).path;
            let text = format!("`{path}` only stands for a model that lives elsewhere");
            finding.note_at(graph.model_place(model), text)
        }
    };
    verdict.report(Rule::MissingModel, &[], |_| finding);
}

/// Whether the models come from where types are known, so that one of them can only be absent by its registration.
fn knows_types(graph: &Graph) -> bool {
    graph.models().iter().any(|model| model.entry.is_some())
}

fn describe(graph: &Graph, expected: &[&Expected]) -> Finding {
    let first = expected[0];
    let name = &first.name;
    let noun = group::noun(name);
    let there = !graph.models_called(name).is_empty();
    let headline = match (there, first.ty.is_some()) {
        (false, _) => format!("model `{name}` is expected, but no model has that {noun}"),
        (true, false) => {
            format!("model `{name}` is expected, but only an external model has that {noun}")
        }
        (true, true) => {
            format!("model `{name}` is expected, but it is not the model that has that path")
        }
    };
    let finding = Finding::new(Rule::MissingModel, Subject::Name(name.clone()), headline)
        .at(first.place.clone());
    let others = expected[1..].iter().map(|other| {
        let text = if other.name == *name {
            "it is expected here too".to_owned()
        } else {
            format!("it is expected here too, as `{}`", other.name)
        };
        (other.place.clone(), text)
    });
    finding.notes_at(others, "place")
}
