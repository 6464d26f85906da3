//! A model that the options expect but that is not registered.

use std::cmp::Reverse;

use super::empty_registry;
use crate::criteria::{Criteria, Expected};
use crate::rules::prelude::*;
use crate::rules::targets::evidence;
use crate::rules::targets::group::{self, Group};

/// Returns the expected models that are absent. Each is reported with the relations that need the same model.
pub(in crate::rules) fn check<'g>(verdict: &Verdict<'g>) -> Vec<&'g Expected> {
    if empty_registry::finds_error(verdict) || verdict.level(Rule::MissingModel) == Level::Allow {
        return Vec::new();
    }
    let expected = verdict.criteria.expected.iter();
    expected.filter(|it| !is_known(verdict.graph, it)).collect()
}

/// Reports types that declare relations of an absent model.
pub(in crate::rules) fn orphans(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for part in &graph.orphans {
        let (model, declares) = (&*part.model, &part.type_name);
        let headline =
            format!("`{declares}` declares relations of `{model}`, but no model has that path");
        let subject = Subject::Name(model.to_owned());
        let finding = Finding::new(Rule::MissingModel, subject, headline).at(part.place());
        let beside =
            format!("add the `Model` next to `{declares}` to the checked `relata::models![…]`");
        let help = evidence::is_picked(graph).then_some(beside);
        let finding = evidence::explain_type(finding, graph, model);
        verdict.add(words::with_help(finding, help));
    }
}

/// Reports external models whose crate is in this program: it registers other models, but not these. One without a place
/// represents a type that was not read, and has no declaration.
#[inline(never)]
pub(in crate::rules) fn externals(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if graph.real_model_count == graph.models().len() {
        return;
    }
    let crates: Vec<&str> = graph.crates().collect();
    let models = (0..).zip(graph.models());
    for (model, row) in models.filter(|(_, row)| row.external && row.mark.line > 0) {
        let (path, krate) = (&*row.path, row.krate());
        let is_reported = is_reported(graph, verdict.criteria, path);
        let is_here = crates.binary_search(&krate).is_ok();
        if is_reported || !is_here || verdict.criteria.puts_outside(path) {
            continue;
        }
        if verdict.allows_model(Rule::MissingModel, path) {
            continue;
        }
        let headline = format!(
            "model `{path}` is declared external, but its crate `{krate}` is in this program and does not register it"
        );
        let subject = Subject::Name(path.to_owned());
        let finding =
            Finding::new(Rule::MissingModel, subject, headline).at(graph.model_place(model));
        let finding = evidence::explain_absence(finding, verdict.names(), path);
        verdict.add(finding);
    }
}

/// Returns whether another finding is about the absence of this model.
fn is_reported(graph: &Graph, criteria: &Criteria, path: &str) -> bool {
    let mut declared = criteria.declarations.absent.iter();
    let mut expected = criteria.expected.iter();
    declared.any(|it| it.path == path)
        || expected.any(|it| name::fit(&it.name, path) != Fit::No && !is_known(graph, it))
}

fn is_known(graph: &Graph, expected: &Expected) -> bool {
    let is_real = |model: &u32| !graph.model(*model).external;
    let Some(ty) = expected.ty else {
        return graph.models_called(&expected.name).iter().any(is_real);
    };
    // Models from a document have no types.
    let is_it = |model: u32| graph.model(model).entry().is_none() || graph.has_type(model, ty);
    graph.models_at(&expected.name).filter(is_real).any(is_it)
}

/// Reports one absent model, with everything that expects it and the relations that need it.
pub(in crate::rules) fn report(verdict: &mut Verdict<'_>, group: &Group<'_>) {
    let graph = verdict.graph;
    let (mut expected, references) = (group.expected.clone(), &*group.relations);
    // A type is the best evidence, then the longest name.
    sort_by_key(&mut expected, |it| {
        (it.ty.is_none(), Reverse(it.name.len()), &it.place)
    });
    expected.dedup_by_key(|it| (it.ty, &it.name, &it.place));
    let (first, name) = (expected[0], &expected[0].name);
    let (called, noun) = (graph.models_called(name), group::noun(name));
    // An external model has no type.
    let is_external = called.first().is_some_and(|it| graph.model(*it).external);
    let ty = first.ty.filter(|_| !is_external);
    let but = match (called.first(), ty) {
        (None, _) => format!("no model has that {noun}"),
        (Some(_), None) => format!("only an external model has that {noun}"),
        (Some(_), Some(_)) => "the model with that path is another type".to_owned(),
    };
    let headline = format!("model `{name}` is expected, but {but}");
    let others = &expected[1..];
    let mut finding = Finding::new(Rule::MissingModel, Subject::Name(name.clone()), headline)
        .naming(group.names(graph))
        .at(Spot::from(&first.place));
    for other in others.iter().take(NAMED) {
        let mut text = format!("model `{name}` is also expected here");
        if other.name != *name {
            text = format!("{text}, as `{}`", other.name);
        }
        finding = finding.note_at(Spot::from(&other.place), text);
    }
    let finding = finding.and_others(others.len(), "more place");
    let finding = group::with_relations(finding, graph, references, "relation", group::NEED_MODEL);
    // If types are known, a type can be absent only because its registration is missing.
    let knows_types = || graph.models().iter().any(|model| model.entry().is_some());
    let finding = match (called.first(), ty) {
        (None, Some(_)) if knows_types() => evidence::explain_type(finding, graph, name),
        (None, _) => group::explain(verdict, finding, name, references),
        (Some(model), Some(_)) => {
            let text = "the type with that path is declared here";
            finding.note_at(graph.model_place(*model), text.to_owned())
        }
        (Some(model), None) => {
            let path = &graph.model(*model).path;
            let text = format!("`{path}` is external: its model is defined elsewhere");
            finding.note_at(graph.model_place(*model), text)
        }
    };
    verdict.add(finding);
}
