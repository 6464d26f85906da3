//! A relation whose target no model is. However many relations need one missing model, it is one finding.

use super::{Asker, Rule, Verdict};
use crate::graph::Graph;
use crate::name;
use crate::record::Form;
use crate::report::Finding;
use crate::wording::{counted, listed};

/// Tells of one absent model; each asker was asked before whether it is silenced.
pub(super) fn tell(verdict: &mut Verdict<'_>, askers: &[Asker]) {
    let finding = words(verdict.graph, askers);
    let target = askers[0].target(verdict.graph);
    let finding = if target.form == Form::Underived {
        finding.with_help(format!("add `relata::Model` to the derives of `{}`", target.text))
    } else {
        verdict.explain(finding, target.text)
    };
    verdict.tell(Rule::MissingTarget, &[], |_| finding);
}

/// What a name that is written is called.
pub(super) fn noun(written: &str) -> &'static str {
    if name::qualifier(written).is_some() { "path" } else { "name" }
}

fn words(graph: &Graph, askers: &[Asker]) -> Finding {
    let target = askers[0].target(graph);
    let written = target.text;
    let relation = graph.relation_name(askers[0].relation);
    let headline = if target.form == Form::Underived {
        format!("relation `{relation}` points at the type `{written}`, which is not a model")
    } else {
        format!("relation `{relation}` points at `{written}`, but no model has that {}", noun(written))
    };
    let finding = Finding::new(Rule::MissingTarget, relation, headline).object(written).at(askers[0].place(graph));
    with_others(finding, graph, &askers[1..])
}

/// Who else needs the absent model.
pub(super) fn with_others(finding: Finding, graph: &Graph, others: &[Asker]) -> Finding {
    if others.is_empty() {
        return finding;
    }
    let named: Vec<_> = others.iter().map(|asker| asker.named_with_place(graph)).collect();
    let need = if named.len() == 1 { "needs" } else { "need" };
    finding.note(format!("{} {need} it: {}", counted(named.len(), "more relation"), listed(&named)))
}
