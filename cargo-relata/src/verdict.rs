//! What was found in all that was checked, each thing once.
//!
//! In: the findings of each system. Out: the distinct ones, and whether they make the command fail. This module must not
//! know how anything is told.

use std::path::PathBuf;

use relata::{Finding, Findings, Level, Rule};

/// What was checked, and what was found.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) systems: Vec<Judged>,
    /// What was selected and not checked, with the reason.
    pub(crate) skipped: Vec<Skipped>,
    /// Every finding once, in the order of their places.
    pub(crate) told: Vec<Told>,
    /// From where the files of places are named.
    pub(crate) root: PathBuf,
    /// Whether the places were compiled here, and not written by somebody else.
    pub(crate) is_own: bool,
}

/// One program, or files that are one system.
#[derive(Debug)]
pub(crate) struct Judged {
    /// As in ``bin `server` ``.
    pub(crate) name: String,
    pub(crate) findings: Findings,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    pub(crate) name: String,
    pub(crate) reason: String,
}

/// A finding, and which of the systems it is found in.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) finding: Finding,
    pub(crate) systems: Vec<usize>,
}

impl Verdict {
    pub(crate) fn new(systems: Vec<Judged>, skipped: Vec<Skipped>, baseline: Option<&str>) -> Self {
        let mut told: Vec<Told> = Vec::new();
        for (nth, system) in systems.iter().enumerate() {
            for finding in &system.findings {
                match told.iter_mut().find(|it| it.finding == *finding) {
                    Some(told) => told.systems.push(nth),
                    None => told.push(Told {
                        finding: finding.clone(),
                        systems: vec![nth],
                    }),
                }
            }
        }
        // An entry that one program has no use for is for another.
        told.retain(|it| it.systems.len() == systems.len() || !is_of(&it.finding, baseline));
        told.sort_by(|a, b| a.finding.place().cmp(&b.finding.place()));
        Verdict {
            systems,
            skipped,
            told,
            root: PathBuf::new(),
            is_own: false,
        }
    }

    /// How many of the findings have this level.
    pub(crate) fn count(&self, level: Level) -> usize {
        let told = self.told.iter();
        told.filter(|it| it.finding.level() == level).count()
    }

    /// How many of those found in one of the systems have this level.
    pub(crate) fn count_in(&self, system: usize, level: Level) -> usize {
        let told = self.told.iter().filter(|it| it.systems.contains(&system));
        told.filter(|it| it.finding.level() == level).count()
    }

    /// Whether nothing is found at this level or above.
    pub(crate) fn is_clean(&self, fail_on: Level) -> bool {
        self.told.iter().all(|it| it.finding.level() < fail_on)
    }
}

/// Whether a finding is about an entry of the baseline.
fn is_of(finding: &Finding, baseline: Option<&str>) -> bool {
    let file = finding.place().map(relata::Place::file);
    finding.rule() == Rule::UnusedAllow && baseline.is_some() && file == baseline
}
