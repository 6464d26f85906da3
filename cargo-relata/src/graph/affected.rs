//! The models and relations that each finding is about.

use std::collections::{BTreeSet, HashMap};

use relata::{Finding, Subject};

use super::ids::Ids;
use crate::verdict::Verdict;

#[derive(Debug)]
pub(crate) struct Affected<'v> {
    /// In the order of the verdict.
    pub(crate) findings: Vec<FindingEnds<'v>>,
    /// The findings whose subject is a relation, by model and name.
    by_relation: HashMap<(usize, &'v str), Vec<usize>>,
}

/// The models and relations that one finding is about.
#[derive(Debug, Default)]
pub(crate) struct FindingEnds<'v> {
    /// All models.
    pub(crate) models: BTreeSet<usize>,
    /// The relations that are its subject, by model and name.
    relations: BTreeSet<(usize, &'v str)>,
    /// The models at the other end.
    other: BTreeSet<usize>,
}

impl<'v> Affected<'v> {
    pub(crate) fn new(ids: &Ids<'_>, verdict: &'v Verdict) -> Self {
        let mut affected = Affected {
            findings: Vec::new(),
            by_relation: HashMap::new(),
        };
        for (nth, merged) in verdict.findings.iter().enumerate() {
            let mut ends = FindingEnds::default();
            for (_, finding) in verdict.each(merged) {
                ends.add(finding, ids);
            }
            ends.models.extend(&ends.other);
            for relation in &ends.relations {
                affected.by_relation.entry(*relation).or_default().push(nth);
            }
            affected.findings.push(ends);
        }
        affected
    }

    /// Whether there is a finding about this relation and the target `to`. Findings that name another target of the relation
    /// do not count.
    pub(crate) fn has_finding(
        &self,
        relation: (usize, &str),
        to: usize,
        targets: &[usize],
    ) -> bool {
        let mut about = self.by_relation.get(&relation).into_iter().flatten();
        about.any(|nth| {
            let other = &self.findings[*nth].other;
            other.contains(&to) || !other.iter().any(|it| targets.contains(it))
        })
    }
}

impl<'v> FindingEnds<'v> {
    fn add(&mut self, finding: &'v Finding, ids: &Ids<'_>) {
        for subject in finding.subjects() {
            let relation = subject.relation();
            for id in models(ids, subject) {
                // Several models can have this path.
                if relation.is_none_or(|name| ids.models[id].relation(name).is_some()) {
                    self.models.insert(id);
                    self.relations.extend(relation.map(|name| (id, name)));
                }
            }
        }
        for affected in finding.affected() {
            self.models.extend(models(ids, affected));
        }
        for other in finding.others().chain(finding.named()) {
            self.other.extend(models(ids, other));
        }
        for named in finding.named() {
            if let Subject::Name(name) = named {
                self.other.extend(ids.drawn_for(name));
            }
        }
    }
}

fn models(ids: &Ids<'_>, end: &Subject) -> impl Iterator<Item = usize> {
    end.model().into_iter().flat_map(|path| ids.at(path))
}
