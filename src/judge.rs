//! Runs the rules by the criteria of a check, and applies the baseline.

use crate::criteria::Criteria;
#[cfg(feature = "document")]
use crate::findings::Checked;
use crate::findings::{Coverage, Finding, Findings, help_once};
use crate::graph::Graph;
use crate::rules::{self, OffByDefault};
#[cfg(feature = "schema")]
use crate::schema::Schema;

/// Returns all findings about a graph.
pub(crate) fn findings(
    graph: &Graph,
    criteria: &Criteria,
    off_by_default: OffByDefault,
) -> Findings {
    let judged = rules::judge(graph, criteria, off_by_default);
    finish(graph, criteria, judged)
}

/// What a graph is checked with.
#[cfg(feature = "schema")]
#[derive(Clone, Debug, Default)]
pub(crate) struct Judge {
    pub(crate) criteria: Criteria,
    pub(crate) off_by_default: OffByDefault,
}

#[cfg(feature = "schema")]
impl Judge {
    /// Returns what differs between the models of the graph and these schemas.
    pub(crate) fn compare<'s>(
        &self,
        graph: &Graph,
        schemas: impl IntoIterator<Item = &'s Schema>,
    ) -> Findings {
        let criteria = self.criteria.for_schemas(schemas);
        let judged = rules::judge_schemas(graph, &criteria, self.off_by_default);
        finish(graph, &criteria, judged)
    }
}

fn finish(
    graph: &Graph,
    #[cfg_attr(not(feature = "document"), expect(unused, reason = "for the baseline"))]
    criteria: &Criteria,
    judged: (Vec<Finding>, Coverage),
) -> Findings {
    #[cfg(feature = "document")]
    let judged = match &criteria.baseline {
        Some(baseline) => baseline.apply(
            judged,
            Checked {
                levels: &criteria.levels,
                absent_are_known: criteria.declarations.is_compared,
            },
        ),
        None => judged,
    };
    let (mut findings, coverage) = judged;
    // Last, since a baseline lowers levels.
    help_once(&mut findings);
    let findings = Findings::new(findings, graph.crates().count(), coverage);
    #[cfg(feature = "schema")]
    let findings = findings.compared_with(criteria.databases());
    findings
}
