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
mod schema;
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
        registration::check(&mut verdict);
        models::check(&mut verdict);
        targets::check(&mut verdict);
        let without_through = throughs::check(&mut verdict);
        let (not_compared, single) = keys::check(&mut verdict);
        inverses::check(&mut verdict, &without_through);
        keys::check_rest(&mut verdict, single);
        #[cfg(feature = "schema")]
        schema::check(&mut verdict);
        if let Some(check) = off_by_default.rules {
            check(&mut verdict, &not_compared);
        }
        registration::unused_allow::check(&mut verdict);
        if let Some(check) = off_by_default.allowed {
            check(&mut verdict);
        }
    }
    verdict.finish()
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
