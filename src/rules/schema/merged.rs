//! Findings that several databases have, once each.

use std::collections::BTreeMap;

use crate::criteria::Compared;
use crate::findings::wording::{counted, listed, quote, quoted};
use crate::findings::{Finding, Subject};
use crate::rule::{Level, Rule};

/// What makes findings of two databases equal: their notes may list different columns.
type Identity = (Rule, Level, Subject, Option<Subject>, String);

pub(super) struct Merged<'c> {
    schemas: &'c [Compared],
    /// Each finding as the first database has it, and the indices of all that have it.
    found: Vec<(Finding, Vec<usize>)>,
    by_identity: BTreeMap<Identity, usize>,
}

impl<'c> Merged<'c> {
    pub(super) fn new(schemas: &'c [Compared]) -> Self {
        Merged {
            schemas,
            found: Vec::new(),
            by_identity: BTreeMap::new(),
        }
    }

    /// Adds the findings of the schema with this index.
    pub(super) fn add(&mut self, nth: usize, findings: Vec<Finding>) {
        for finding in findings {
            let known = self.by_identity.entry(identity(&finding));
            let known = known.or_insert(self.found.len());
            match self.found.get_mut(*known) {
                // Equal findings of one schema are not merged.
                Some((_, of)) if of.last() != Some(&nth) => of.push(nth),
                _ => self.found.push((finding, vec![nth])),
            }
        }
    }

    pub(super) fn finish(self) -> Vec<Finding> {
        let databases = self.schemas.iter().filter(|it| it.is_database());
        let count = databases.count();
        let found = self.found.into_iter().map(|(finding, of)| {
            let schemas = of.iter().map(|nth| (*nth, &self.schemas[*nth]));
            let databases = schemas.filter(|(_, it)| it.is_database());
            let labels: Vec<String> = databases.map(|(nth, it)| it.label(nth)).collect();
            let all = counted(count, "database");
            let text = match labels.len() {
                0 => None,
                1 if count == 1 => {
                    // The tables in source have it too, or there are none.
                    let is_in_all = of.len() == self.schemas.len();
                    (!is_in_all).then(|| format!("in the database {}", quote(&labels[0])))
                }
                2 if count == 2 => Some("in both databases".to_owned()),
                of if of == count => Some(format!("in all {all}")),
                of => Some(format!("in {of} of {all}: {}", listed(&quoted(&labels)))),
            };
            let named = of
                .iter()
                .filter_map(|nth| self.schemas[*nth].schema.name.clone());
            finding.note_if(text).in_databases(named.collect())
        });
        found.collect()
    }
}

fn identity(finding: &Finding) -> Identity {
    (
        finding.rule(),
        finding.level(),
        finding.subject().clone(),
        finding.other().cloned(),
        finding.headline().to_owned(),
    )
}
