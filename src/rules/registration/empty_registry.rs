//! No model at all, which is never what a program that calls `init` means.

use crate::criteria::Expected;
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::rule::{Level, Rule};
use crate::rules::targets::evidence;
use crate::rules::verdict::Verdict;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    if is_found(verdict) {
        let expected = &verdict.criteria.expected;
        let named = expected.iter().find(|it| it.ty.is_some());
        verdict.report(Rule::EmptyRegistry, &[], |graph| describe(graph, named));
    }
}

/// What only stands for a model elsewhere is none. If the source is known, it says more.
fn is_found(verdict: &Verdict<'_>) -> bool {
    verdict.graph.real_model_count == 0 && !is_declared(verdict)
}

/// Whether the source declares a model that is absent, and not on purpose.
fn is_declared(verdict: &Verdict<'_>) -> bool {
    let mut absent = verdict.criteria.declarations.absent.iter();
    verdict.level(Rule::MissingModel) == Level::Deny && absent.any(|it| !it.cause.may_be_meant())
}

/// Whether that there is no model is denied, and so says all there is to say of what is absent.
pub(super) fn says_all(verdict: &Verdict<'_>) -> bool {
    is_found(verdict) && verdict.level(Rule::EmptyRegistry) == Level::Deny
}

fn describe(graph: &Graph, named: Option<&Expected>) -> Finding {
    let finding =
        |headline| Finding::new(Rule::EmptyRegistry, Subject::Name(String::new()), headline);
    if evidence::is_picked(graph) {
        return finding("no model is picked")
            .with_help("list the models, as in `relata::models![User, Post]`");
    }
    if !evidence::is_linked(graph) {
        let finding = finding("no model is in what is checked");
        return evidence::spared(finding, graph);
    }
    let finding = finding("no model is registered in this program");
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
