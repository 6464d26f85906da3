//! Reports a registry without models that have rows. A program that calls `init` never intends that.

use crate::criteria::Expected;
use crate::model::Model;
use crate::rules::prelude::*;
use crate::rules::targets::evidence::{self, note_dropping};

pub(super) fn check(verdict: &mut Verdict<'_>) {
    if is_found(verdict) {
        let named = verdict.criteria.expected.iter().find(|it| it.ty.is_some());
        verdict.add(describe(verdict.graph, named));
    }
}

/// Whether no model with rows is registered. External and abstract models do not count. If `missing_model` is denied and
/// the source declares a model that is absent by accident, that rule is more precise, so this one finds nothing.
fn is_found(verdict: &Verdict<'_>) -> bool {
    let mut absent = verdict.criteria.declarations.absent.iter();
    let is_denied = verdict.level(Rule::MissingModel) == Level::Deny;
    let is_declared = is_denied && absent.any(|it| !it.cause.is_intentional());
    !verdict.graph.models().iter().any(Model::has_rows) && !is_declared
}

/// Whether this rule finds an error, which makes findings about single absent models redundant.
pub(super) fn finds_error(verdict: &Verdict<'_>) -> bool {
    is_found(verdict) && verdict.level(Rule::EmptyRegistry) == Level::Deny
}

fn describe(graph: &Graph, named: Option<&Expected>) -> Finding {
    let new = |headline: &str| {
        let subject = Subject::Name(String::new());
        Finding::new(Rule::EmptyRegistry, subject, headline.to_owned())
    };
    if evidence::is_picked(graph) {
        return new("the list of models is empty")
            .with_help("list the models, as in `relata::models![User, Post]`");
    }
    let has = |is: &dyn Fn(&Model) -> bool| graph.models().iter().any(is);
    let models = match (has(&|it| it.external), has(&|it| it.is_abstract)) {
        (true, true) => "only external and abstract models",
        (true, false) => "only external models",
        (false, true) => "only abstract models",
        (false, false) => "no models",
    };
    if !evidence::is_linked(graph) {
        let headline = format!("the input contains {models}");
        return note_dropping(new(&headline), graph);
    }
    let finding = new(&format!("{models} are registered in this program"));
    // Code that names a type links its crate, so an unlinked crate is not the cause.
    if let Some(named) = named {
        return evidence::explain_type(finding, graph, &named.name);
    }
    if graph.links.is_empty() {
        return note_dropping(finding.note(evidence::LEFT_OUT), graph).with_help(
            "refer to each crate that has models in the crate root of the program, as in `relata::link!(models);`",
        );
    }
    let mut finding = finding;
    for link in graph.links.iter().take(NAMED) {
        let text = format!("`link!` names crate `{}` here", link.krate);
        finding = finding.note_at(link.place(), text);
    }
    let finding = finding.and_others(graph.links.len(), "more place").note(
        "a C program links only what it calls from a static library, unless it passes `-Wl,--whole-archive`",
    );
    note_dropping(finding, graph).with_help(evidence::check_that("the models of these crates"))
}
