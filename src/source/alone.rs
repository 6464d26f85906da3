//! The program as cargo builds it when it builds nothing else.

use std::collections::HashSet;

use super::Source;
use super::absent::registered::depends_on_features;
use super::condition::{Condition, Verdict};
use super::standing::Detail;
use crate::name;
use crate::records::Records;

impl Source {
    /// Returns these records without the models that the program has only because cargo built other packages too, which enable
    /// more features, and the source to compare them with; none if there are no such models.
    ///
    /// Cargo enables a feature for all packages that it builds together. A program that is built on its own has only the
    /// features that it needs itself. A model that more features exclude may be absent from these records although that
    /// program has it, so the source is without it.
    pub fn built_alone(&self, records: &Records) -> Option<(Records, Source)> {
        let crates = self.packages.iter().filter(|it| !it.is_built);
        let crates: HashSet<&str> = crates.map(|it| &*it.crate_name).collect();
        let (off, on): (Vec<_>, Vec<_>) = self.models.iter().partition(|it| {
            matches!(&it.standing.0, Detail::Reached(it)
                if matches!(&it.verdict, Verdict::Fails(_, features) if !features.is_empty()))
        });
        let mut off: HashSet<&str> = off.iter().map(|it| &*it.path).collect();
        for model in on {
            off.remove(&*model.path);
        }
        let alone = records
            .filtered(|path| !off.contains(path) && !crates.contains(name::first_segment(path)));
        if alone.len() == records.len() {
            return None;
        }
        let mut source = self.clone();
        source.models.retain(|it| {
            let package = &self.packages[it.package];
            let breaks = |it: &[Condition]| depends_on_features(package, it).is_some();
            !matches!(&it.standing.0, Detail::Reached(it)
                if package.is_built && it.verdict == Verdict::Holds && breaks(&it.conditions))
        });
        Some((alone, source))
    }
}
