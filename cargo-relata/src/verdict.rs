//! The distinct findings of all checked systems.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use relata::{Finding, Findings, Level, Note, Place, Rule, Subject};

use crate::declaring::DeclaringFiles;
use crate::failure::Failure;
use crate::input::{BUILT_ALONE, Skipped, Systems};
use crate::name::last_segment;
use crate::policy::Policy;

/// The result of checking all systems.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) systems: Vec<CheckedSystem>,
    /// Selected targets that were not checked.
    pub(crate) skipped: Vec<Skipped>,
    /// Each finding once: errors first, then by place.
    pub(crate) findings: Vec<MergedFinding>,
    /// The folder that the files of places are relative to.
    pub(crate) root: PathBuf,
    /// Whether the places come from a build of this command and not from an untrusted input file.
    pub(crate) is_built_here: bool,
}

/// A program, or files that are checked together.
#[derive(Debug)]
pub(crate) struct CheckedSystem {
    /// As in ``bin `server` ``; lists all files.
    pub(crate) name: String,
    /// The name in a summary line; of many files it lists only some.
    pub(crate) label: String,
    pub(crate) findings: Findings,
}

/// A finding as the first system reports it, and all systems that have it.
#[derive(Debug)]
pub(crate) struct MergedFinding {
    pub(crate) finding: Finding,
    /// The notes that are the same in all these systems: some notes depend on the other models of a system.
    pub(crate) notes: Vec<Note>,
    pub(crate) systems: Vec<usize>,
    /// The input files that a finding without a place is about; empty if it has a place or no files were given.
    pub(crate) files: Vec<String>,
    /// Its index among the findings of each system.
    numbers: Vec<usize>,
}

impl Verdict {
    /// Checks all systems.
    pub(crate) fn check(systems: &Systems, policy: &Policy) -> Result<Self, Failure> {
        let root = &systems.root;
        let options = policy.options(root)?;
        let checked = systems.all.iter().map(|system| CheckedSystem {
            name: system.name.clone(),
            label: system.label(),
            findings: system.check(&options),
        });
        let baseline = policy.baseline_file(root);
        let mut verdict = Verdict {
            skipped: systems.skipped.clone(),
            root: root.clone(),
            is_built_here: systems.is_built_here,
            ..Verdict::new(checked.collect(), baseline.as_deref())
        };
        verdict.add_files(systems);
        Ok(verdict)
    }

    pub(crate) fn new(systems: Vec<CheckedSystem>, baseline: Option<&str>) -> Self {
        let mut findings = merge(&systems);
        // A baseline serves all programs: an entry is unused only if no program uses it.
        findings.retain(|it| it.systems.len() == systems.len() || !is_of(&it.finding, baseline));
        findings.retain(|it| is_unused_everywhere(it, &systems));
        let order = |it: &MergedFinding| {
            (
                it.finding.level() != Level::Deny,
                it.finding.place().cloned(),
            )
        };
        findings.sort_by_cached_key(order);
        Verdict {
            systems,
            skipped: Vec::new(),
            findings,
            root: PathBuf::new(),
            is_built_here: false,
        }
    }

    /// Looks up the files of the findings without a place.
    fn add_files(&mut self, systems: &Systems) {
        let [system] = &*systems.all else {
            return;
        };
        let placeless = self.findings.iter_mut();
        let placeless = placeless.filter(|it| it.finding.place().is_none());
        let placeless: Vec<&mut MergedFinding> = placeless.collect();
        if system.files.is_empty() || placeless.is_empty() {
            return;
        }
        let declaring = DeclaringFiles::new(system);
        for merged in placeless {
            merged.files = declaring.of(&merged.finding);
        }
    }

    /// A merged finding as each of its systems reports it.
    pub(crate) fn each<'v>(
        &'v self,
        merged: &'v MergedFinding,
    ) -> impl Iterator<Item = (usize, &'v Finding)> {
        let of_systems = merged.systems.iter().zip(&merged.numbers);
        of_systems.filter_map(|(system, number)| {
            let finding = self.systems[*system].findings.iter().nth(*number)?;
            Some((*system, finding))
        })
    }

    /// The number of findings at this level.
    pub(crate) fn count(&self, level: Level) -> usize {
        let findings = self.findings.iter();
        findings.filter(|it| it.finding.level() == level).count()
    }

    /// The number of findings at this level in one of the systems.
    pub(crate) fn count_in(&self, system: usize, level: Level) -> usize {
        let findings = self.findings.iter();
        let findings = findings.filter(|it| it.finding.level() == level);
        findings.filter(|it| it.systems.contains(&system)).count()
    }

    /// Whether there are no findings at this level or above.
    pub(crate) fn is_clean(&self, fail_on: Level) -> bool {
        self.findings.iter().all(|it| it.finding.level() < fail_on)
    }
}

/// Each finding once, with all systems that have it.
fn merge(systems: &[CheckedSystem]) -> Vec<MergedFinding> {
    let mut merged: Vec<MergedFinding> = Vec::new();
    let mut by_identity: HashMap<Identity<'_>, Vec<usize>> = HashMap::new();
    for (nth, system) in systems.iter().enumerate() {
        for (number, finding) in system.findings.iter().enumerate() {
            let same = by_identity.entry(identity(finding)).or_default();
            // Equal findings of one system are not merged.
            let in_another = same
                .iter()
                .find(|at| merged[**at].systems.last() != Some(&nth));
            if let Some(&at) = in_another {
                merged[at].systems.push(nth);
                merged[at].numbers.push(number);
                merged[at].notes.retain(|it| finding.notes().contains(it));
                continue;
            }
            same.push(merged.len());
            merged.push(MergedFinding {
                finding: finding.clone(),
                notes: finding.notes().to_vec(),
                systems: vec![nth],
                files: Vec::new(),
                numbers: vec![number],
            });
        }
    }
    merged
}

/// Findings of different systems with the same place and the same help are one. Their paths can differ: a module that several
/// programs include has another path in each.
type Identity<'f> = (
    Rule,
    Level,
    Option<&'f Place>,
    String,
    String,
    Option<&'f str>,
);

fn identity(finding: &Finding) -> Identity<'_> {
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

/// Whether no program needs an `allow` of a manifest that a finding is about. Those of a workspace are for all programs, those of a
/// package for its own, which can be checked as built alone too.
fn is_unused_everywhere(merged: &MergedFinding, systems: &[CheckedSystem]) -> bool {
    let file = merged.finding.place().map(|it| Path::new(it.file()));
    let file = file.filter(|it| it.ends_with("Cargo.toml"));
    let Some(file) = file.filter(|_| merged.finding.rule() == Rule::UnusedAllow) else {
        return true;
    };
    let program = |it: &usize| {
        let name = &systems[*it].name;
        name.strip_suffix(BUILT_ALONE).unwrap_or(name)
    };
    let programs: Vec<&str> = merged.systems.iter().map(program).collect();
    let is_of_workspace = file == Path::new("Cargo.toml");
    let mut needed =
        (0..systems.len()).filter(|it| is_of_workspace || programs.contains(&program(it)));
    needed.all(|it| merged.systems.contains(&it))
}

/// Whether a finding is about an entry of the baseline.
fn is_of(finding: &Finding, baseline: Option<&str>) -> bool {
    let file = finding.place().map(Place::file);
    finding.rule() == Rule::UnusedAllow && baseline.is_some() && file == baseline
}
