//! The rules, in families. Each family has shared facts, one file per rule with its check and its messages, and a
//! `mod.rs` that sets the order of the rules.
//!
//! **One cause, one finding.** Families run from causes to consequences: the inverse of an unresolved relation is not
//! checked.

mod groups;
mod inverses;
mod keys;
mod models;
mod precedence;
mod prelude;
mod reference;
mod registration;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod targets;
mod throughs;
mod verdict;
mod words;

use crate::criteria::Criteria;
use crate::findings::{Coverage, Finding};
use crate::graph::Graph;
use keys::compared::NotCompared;
use verdict::Verdict;

/// Runs all rules on a graph. Returns the findings, sorted by place, and what was compared.
pub(crate) fn judge(
    graph: &Graph,
    criteria: &Criteria,
    off_by_default: OffByDefault,
) -> (Vec<Finding>, Coverage) {
    let mut verdict = Verdict::new(graph, criteria);
    registration::registration_unavailable::check(&mut verdict);
    if graph.channels.iter().any(|channel| channel.alive) {
        let not_compared = check_models(&mut verdict);
        #[cfg(feature = "schema")]
        schema::check(&mut verdict);
        if let Some(check) = off_by_default.rules {
            check(&mut verdict, &not_compared);
        }
        check_allows(&mut verdict, off_by_default);
    }
    verdict.finish()
}

/// Compares the models of a graph that was judged with the schemas of the criteria, and drops what does not concern these.
#[cfg(feature = "schema")]
pub(crate) fn judge_schemas(
    graph: &Graph,
    criteria: &Criteria,
    off_by_default: OffByDefault,
) -> (Vec<Finding>, Coverage) {
    let mut verdict = Verdict::new(graph, criteria);
    // What these rules find is the cause of some differences.
    check_models(&mut verdict);
    verdict.forget_findings();
    schema::check(&mut verdict);
    check_allows(&mut verdict, off_by_default);
    let (mut findings, coverage) = verdict.finish();
    findings.retain(schema::is_about);
    (findings, coverage)
}

/// Runs the rules that are on by default and need no schema.
fn check_models(verdict: &mut Verdict<'_>) -> Vec<NotCompared> {
    registration::check(verdict);
    models::check(verdict);
    targets::check(verdict);
    let without_through = throughs::check(verdict);
    let (not_compared, single) = keys::check(verdict);
    inverses::check(verdict, &without_through);
    keys::check_rest(verdict, single);
    not_compared
}

fn check_allows(verdict: &mut Verdict<'_>, off_by_default: OffByDefault) {
    registration::unused_allow::check(verdict);
    if let Some(check) = off_by_default.allowed {
        check(verdict);
    }
}

/// The rules that are off by default, once an option was called that can turn them on: a program without such a call does not
/// contain them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OffByDefault {
    rules: Option<fn(&mut Verdict<'_>, &[NotCompared])>,
    /// The check of what the options allow.
    allowed: Option<fn(&mut Verdict<'_>)>,
}

/// Options with equal levels have equal rules.
impl PartialEq for OffByDefault {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for OffByDefault {}

impl OffByDefault {
    pub(crate) fn link(&mut self) {
        self.rules = Some(|verdict, not_compared| {
            models::duplicate_table::check(verdict);
            models::isolated_model::check(verdict);
            targets::unqualified_target::check(verdict);
            keys::shared_key::check(verdict);
            keys::incomplete_coverage::check(verdict, not_compared);
            keys::unknown_key::check(verdict, not_compared);
        });
    }

    /// Links the check of what the options allow.
    pub(crate) fn link_allowed(&mut self) {
        self.allowed = Some(registration::unused_allow::check_criteria);
    }
}
