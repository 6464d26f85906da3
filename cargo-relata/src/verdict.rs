//! The distinct findings of all systems that were checked, and whether they make the command fail.

use std::collections::HashMap;
use std::path::PathBuf;

use relata::{Finding, Findings, Level, Note, Place, Rule, Subject};

use crate::failure::Failure;
use crate::input::{Skipped, Systems};
use crate::name::last_segment;
use crate::policy::Policy;

/// What was checked, and what was found.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) systems: Vec<Judged>,
    /// What was selected and not checked, with the reason.
    pub(crate) skipped: Vec<Skipped>,
    /// Every finding once, errors first, then in the order of their places.
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

/// A finding as the first of the systems shows it, and all that it is found in.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) finding: Finding,
    /// Those of its notes that are so in all of the systems: each has other models that are registered.
    pub(crate) notes: Vec<Note>,
    pub(crate) systems: Vec<usize>,
    /// Its number among the findings of each.
    numbers: Vec<usize>,
}

impl Verdict {
    /// What is found in the systems.
    pub(crate) fn of(systems: &Systems, policy: &Policy) -> Result<Self, Failure> {
        let root = &systems.root;
        let options = policy.options(root)?;
        let judged = systems.all.iter().map(|system| Judged {
            name: system.name.clone(),
            findings: system.check(&options),
        });
        let baseline = policy.baseline_file(root);
        Ok(Verdict {
            skipped: systems.skipped.clone(),
            root: root.clone(),
            is_own: systems.is_own,
            ..Verdict::new(judged.collect(), baseline.as_deref())
        })
    }

    pub(crate) fn new(systems: Vec<Judged>, baseline: Option<&str>) -> Self {
        let mut told = merged(&systems);
        // An entry that one program has no use for is for another.
        told.retain(|it| it.systems.len() == systems.len() || !is_of(&it.finding, baseline));
        let order = |it: &Told| {
            (
                it.finding.level() != Level::Deny,
                it.finding.place().cloned(),
            )
        };
        told.sort_by_cached_key(order);
        Verdict {
            systems,
            skipped: Vec::new(),
            told,
            root: PathBuf::new(),
            is_own: false,
        }
    }

    /// A finding as each of its systems has it.
    pub(crate) fn each<'v>(&'v self, told: &'v Told) -> impl Iterator<Item = (usize, &'v Finding)> {
        let of_systems = told.systems.iter().zip(&told.numbers);
        of_systems.filter_map(|(system, number)| {
            let finding = self.systems[*system].findings.iter().nth(*number)?;
            Some((*system, finding))
        })
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
    let mut alike: HashMap<Known<'_>, Vec<usize>> = HashMap::new();
    for (nth, system) in systems.iter().enumerate() {
        for (number, finding) in system.findings.iter().enumerate() {
            let known = alike.entry(known(finding)).or_default();
            // Two that are alike in one system are two.
            let in_another = known
                .iter()
                .find(|at| told[**at].systems.last() != Some(&nth));
            if let Some(&at) = in_another {
                told[at].systems.push(nth);
                told[at].numbers.push(number);
                told[at].notes.retain(|it| finding.notes().contains(it));
                continue;
            }
            known.push(told.len());
            told.push(Told {
                finding: finding.clone(),
                notes: finding.notes().to_vec(),
                systems: vec![nth],
                numbers: vec![number],
            });
        }
    }
    told
}

/// What makes two findings of two systems one: where it stands, and what mends it. A module of several programs has another
/// path in each.
type Known<'f> = (
    Rule,
    Level,
    Option<&'f Place>,
    String,
    String,
    Option<&'f str>,
);

fn known(finding: &Finding) -> Known<'_> {
    let place = finding.place();
    let other = finding.other().map(Subject::full).unwrap_or_default();
    let (subject, other) = match place {
        Some(_) => (String::new(), last_segment(&other).to_owned()),
        None => (finding.subject().full(), other),
    };
    (
        finding.rule(),
        finding.level(),
        place,
        subject,
        other,
        finding.help(),
    )
}

/// Whether a finding is about an entry of the baseline.
fn is_of(finding: &Finding, baseline: Option<&str>) -> bool {
    let file = finding.place().map(Place::file);
    finding.rule() == Rule::UnusedAllow && baseline.is_some() && file == baseline
}
