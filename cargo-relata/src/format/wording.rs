//! Phrases shared by several formats.

use relata::{Finding, Level};

use crate::text::{counted, enumerated_briefly, quoted};
use crate::verdict::{CheckedSystem, MergedFinding, Verdict};

/// `error` or `warning`.
pub(crate) fn level_name(finding: &Finding) -> &'static str {
    if finding.level() == Level::Deny {
        "error"
    } else {
        "warning"
    }
}

/// Names the programs with the finding if several were checked, or the input files of a finding without a place.
pub(super) fn found_in(merged: &MergedFinding, verdict: &Verdict) -> Option<String> {
    if !merged.files.is_empty() {
        return Some(format!(
            "this finding is in {}",
            enumerated_briefly(&merged.files)
        ));
    }
    let all = &verdict.systems;
    if all.len() == 1 {
        return None;
    }
    if merged.systems.len() == all.len() && all.len() > 2 {
        return Some(format!("this finding is in all {} targets", all.len()));
    }
    let names = merged.systems.iter().map(|nth| &*all[*nth].name);
    let names: Vec<&str> = names.collect();
    Some(format!("this finding is in {}", enumerated_briefly(&names)))
}

/// The number of findings, as in `1 error and 2 warnings`.
pub(super) fn totals(verdict: &Verdict) -> String {
    let (errors, warnings) = (verdict.count(Level::Deny), verdict.count(Level::Warn));
    match (errors, warnings) {
        (0, 0) => "no findings".to_owned(),
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

/// The summary line for a single system.
pub(super) fn summary_of_one(system: &CheckedSystem, verdict: &Verdict) -> String {
    let compared = compared_with(verdict).map(|it| format!(", {it}"));
    format!(
        "{}: {} in {} from {}{}",
        system.label,
        totals(verdict),
        counted(system.findings.model_count(), "model"),
        counted(system.findings.crate_count(), "crate"),
        compared.unwrap_or_default()
    )
}

/// The databases that all systems were compared with, if any were given.
pub(super) fn compared_with(verdict: &Verdict) -> Option<String> {
    let all = verdict.systems.first()?.findings.databases();
    let names: Vec<String> = all.iter().map(|it| quoted(it)).collect();
    match all.len() {
        0 => None,
        1 => Some(format!("compared with {}", names[0])),
        count => {
            let names = enumerated_briefly(&names);
            Some(format!("compared with {count} databases: {names}"))
        }
    }
}
