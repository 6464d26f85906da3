//! What was found in all that was checked, each thing once.
//!
//! In: the findings of each system. Out: the distinct ones, and whether they make the command fail. This module must not
//! know how anything is told.

use std::collections::HashMap;
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

/// A finding as the first of the systems shows it, and all that it is found in.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) finding: Finding,
    pub(crate) systems: Vec<usize>,
}

impl Verdict {
    pub(crate) fn new(systems: Vec<Judged>, skipped: Vec<Skipped>, baseline: Option<&str>) -> Self {
        let mut told = merged(&systems);
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

    /// The same in one of the systems.
    pub(crate) fn count_in(&self, system: usize, level: Level) -> usize {
        let told = self.told.iter();
        let told = told.filter(|it| it.finding.level() == level);
        told.filter(|it| it.systems.contains(&system)).count()
    }

    /// Whether nothing is found at this level or above.
    pub(crate) fn is_clean(&self, fail_on: Level) -> bool {
        self.told.iter().all(|it| it.finding.level() < fail_on)
    }
}

/// Every finding once, with all systems that it is found in.
fn merged(systems: &[Judged]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut alike: HashMap<(Rule, &str, &str), Vec<usize>> = HashMap::new();
    for (nth, system) in systems.iter().enumerate() {
        for finding in &system.findings {
            let known = (finding.rule(), finding.subject(), finding.headline());
            let known = alike.entry(known).or_default();
            match known
                .iter()
                .find(|at| is_same(&told[**at].finding, finding))
            {
                Some(&at) if told[at].systems.last() != Some(&nth) => told[at].systems.push(nth),
                _ => {
                    known.push(told.len());
                    told.push(Told {
                        finding: finding.clone(),
                        systems: vec![nth],
                    });
                }
            }
        }
    }
    told
}

/// Whether they are one fault. Their notes may differ: each program has other models that are registered.
fn is_same(one: &Finding, other: &Finding) -> bool {
    let of = |it: &Finding| {
        (
            it.level(),
            it.place().cloned(),
            it.help().map(str::to_owned),
        )
    };
    one.other() == other.other() && of(one) == of(other)
}

/// Whether a finding is about an entry of the baseline.
fn is_of(finding: &Finding, baseline: Option<&str>) -> bool {
    let file = finding.place().map(relata::Place::file);
    finding.rule() == Rule::UnusedAllow && baseline.is_some() && file == baseline
}
