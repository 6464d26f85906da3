//! No model at all, which is never what a program that calls `init` means.

use super::{Rule, Verdict};
use crate::evidence;
use crate::finding::Finding;
use crate::graph::Graph;
use crate::options::Expected;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    // What only stands for a model elsewhere is none.
    if verdict.graph.real_model_count() == 0 {
        let expected = &verdict.options.expected;
        let named = expected.iter().find(|it| it.ty.is_some());
        verdict.tell(Rule::EmptyRegistry, &[], |graph| words(graph, named));
    }
}

fn words(graph: &Graph, named: Option<&Expected>) -> Finding {
    let rule = Rule::EmptyRegistry;
    if evidence::is_picked(graph) {
        return Finding::new(rule, "", "no model is picked")
            .with_help("list the models, as in `relata::models![User, Post]`");
    }
    if !evidence::is_linked(graph) {
        return Finding::new(rule, "", "no model is in what is checked");
    }
    let finding = Finding::new(rule, "", "no model is registered in this program");
    // A type that code names is linked, so something else than a crate that is left out is at fault.
    if let Some(named) = named {
        return evidence::explain_type(finding, graph, &named.name);
    }
    if graph.links.is_empty() {
        return finding
            .note("the compiler leaves out a crate that no code names, and its models with it")
            .with_help(
                "name each crate that has models in the root of the program, as in `relata::link!(models);`",
            );
    }
    let links = graph.links.iter();
    let links = links.map(|link| {
        (
            link.place(),
            format!("`link!` names crate `{}` here", link.krate()),
        )
    });
    finding.notes_at(links, "place").with_help(
        "see that models of these crates derive `relata::Model`, that a `mod` declares their files, and that no feature leaves them out",
    )
}
