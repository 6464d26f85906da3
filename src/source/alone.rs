//! The program as cargo builds it when it builds nothing else.

use std::collections::HashSet;

use super::Source;
use super::condition::Verdict;
use super::standing::Detail;
use crate::name;
use crate::records::Records;

impl Source {
    /// Returns these records without the models that the program has only because cargo built other packages too, which enable
    /// more features; none if there are no such models.
    ///
    /// Cargo enables a feature for all packages that it builds together. A program that is built on its own has only the
    /// features that it needs itself.
    pub fn built_alone(&self, records: &Records) -> Option<Records> {
        let crates = self.packages.iter().filter(|it| !it.is_built);
        let crates: HashSet<&str> = crates.map(|it| &*it.crate_name).collect();
        let (off, on): (Vec<_>, Vec<_>) = self.models.iter().partition(|it| {
            let is_off = |detail: &Detail| {
                matches!(detail, Detail::Reached(it)
                    if matches!(&it.verdict, Verdict::Fails(_, features) if !features.is_empty()))
            };
            is_off(&it.standing.0)
        });
        let mut off: HashSet<&str> = off.iter().map(|it| &*it.path).collect();
        for model in on {
            off.remove(&*model.path);
        }
        let alone = records
            .filtered(|path| !off.contains(path) && !crates.contains(name::first_segment(path)));
        (alone.len() < records.len()).then_some(alone)
    }
}
