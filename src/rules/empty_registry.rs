//! No model at all, which is never what a program that calls `init` means.

use super::{Rule, Verdict, missing_model};
use crate::evidence;
use crate::finding::{Finding, Level};
use crate::graph::Graph;
use crate::options::Expected;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    if is_found(verdict) {
        let expected = &verdict.options.expected;
        let named = expected.iter().find(|it| it.ty.is_some());
        verdict.tell(Rule::EmptyRegistry, &[], |graph| words(graph, named));
    }
}

/// What only stands for a model elsewhere is none. If the source is known, it says more.
fn is_found(verdict: &Verdict<'_>) -> bool {
    verdict.graph.real_model_count == 0 && !missing_model::is_declared(verdict)
}

/// Whether that there is no model is denied, and so says all there is to say of what is absent.
pub(super) fn says_all(verdict: &Verdict<'_>) -> bool {
    is_found(verdict) && verdict.level(Rule::EmptyRegistry) == Level::Deny
}

fn words(graph: &Graph, named: Option<&Expected>) -> Finding {
    let rule = Rule::EmptyRegistry;
    if evidence::is_picked(graph) {
        return Finding::new(rule, "", "no model is picked")
            .with_help("list the models, as in `relata::models![User, Post]`");
    }
    if !evidence::is_linked(graph) {
        let finding = Finding::new(rule, "", "no model is in what is checked");
        return evidence::spared(finding, graph);
    }
    let finding = Finding::new(rule, "", "no model is registered in this program");
    // A type that code names is linked, so something else than a crate that is left out is at fault.
    if let Some(named) = named {
        return evidence::explain_type(finding, graph, &named.name);
    }
    if graph.links.is_empty() {
        let finding = finding
            .note("the compiler leaves out a crate that no code names, and its models with it");
        return evidence::spared(finding, graph)
            .with_help(
                "name each crate that has models in the root of the program, as in `relata::link!(models);`",
            );
    }
    let links = graph.links.iter();
    let links = links.map(|link| {
        (
            link.place(),
            format!("`link!` names crate `{}` here", link.krate),
        )
    });
    let finding = finding.notes_at(links, "place").note(
        "a C program that links a static library takes nothing of it that it does not call, unless it says `-Wl,--whole-archive`",
    );
    evidence::spared(finding, graph).with_help(evidence::see_that("models of these crates"))
}
