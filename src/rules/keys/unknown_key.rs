//! A relation whose key is not known, so that it cannot be compared. This is normal for projections, so the rule is off by
//! default.

use super::compared::{Compared, NotCompared};
use super::facts::place;
use super::incomplete_coverage::declare_key;
use crate::rules::prelude::*;

const RULE: Rule = Rule::UnknownKey;

/// Reports the relations whose key is unknown, unless another rule reports why.
pub(in crate::rules) fn check(verdict: &mut Verdict<'_>, not_compared: &[NotCompared]) {
    let graph = verdict.graph;
    if verdict.level(RULE) == Level::Allow
        || verdict.level(Rule::IncompleteCoverage) != Level::Allow
    {
        return;
    }
    for (relation, compared) in not_compared.iter().copied() {
        let precedence = &verdict.precedence;
        let is_explained = precedence.is_found(relation, Rule::UnkeyedRelation)
            || precedence.is_found(relation, Rule::SameJoin)
            || precedence.has_wrong_side(relation);
        if compared == Compared::KeyUnknown && !is_explained {
            verdict.report(RULE, &[Item::Relation(relation)], || {
                describe(graph, relation)
            });
        }
    }
}

#[cold]
fn describe(graph: &Graph, relation: u32) -> Finding {
    let name = graph.relation_name(relation);
    let headline = format!("the key of `{name}` is not known");
    words::finding(graph, RULE, relation, headline)
        .at(place(graph, relation, RULE))
        .with_help(declare_key(graph, relation))
}
