//! The words that several formats share.

use relata::{Finding, Level};

use crate::text::{counted, enumerated};
use crate::verdict::{Judged, Told, Verdict};

/// How a finding is called by its level.
pub(crate) fn level(finding: &Finding) -> &'static str {
    if finding.level() == Level::Deny {
        "error"
    } else {
        "warning"
    }
}

/// Which programs it is found in, where several were checked.
pub(super) fn found_in(told: &Told, verdict: &Verdict) -> Option<String> {
    let all = &verdict.systems;
    if all.len() == 1 {
        return None;
    }
    let names: Vec<&str> = told.systems.iter().map(|nth| &*all[*nth].name).collect();
    Some(match names.as_slice() {
        names if names.len() == all.len() && all.len() > 2 => {
            format!("found in all {} targets", all.len())
        }
        names => format!("found in {}", enumerated(names)),
    })
}

/// How much was found, as in `1 error and 2 warnings`.
pub(super) fn found(verdict: &Verdict) -> String {
    let (errors, warnings) = (verdict.count(Level::Deny), verdict.count(Level::Warn));
    match (errors, warnings) {
        (0, 0) => "nothing found".to_owned(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => {
            format!(
                "{} and {}",
                counted(errors, "error"),
                counted(warnings, "warning")
            )
        }
    }
}

/// What was found in how much, where one program was checked.
pub(super) fn found_in_one(system: &Judged, verdict: &Verdict) -> String {
    format!(
        "{}: {} in {} from {}",
        system.name,
        found(verdict),
        counted(system.findings.model_count(), "model"),
        counted(system.findings.crate_count(), "crate")
    )
}
