//! Which input files declare the models of a finding.

use std::collections::HashMap;

use relata::Finding;

use crate::input::{System, unchecked_registry};

/// The models of each input file of a system.
pub(crate) struct DeclaringFiles<'s> {
    files: &'s [String],
    /// The paths of the models in each file, and whether they are external there.
    models: Vec<HashMap<String, bool>>,
}

impl<'s> DeclaringFiles<'s> {
    pub(crate) fn new(system: &'s System) -> Self {
        let models = system.records.iter().map(|records| {
            let registry = unchecked_registry(std::slice::from_ref(records));
            let models = registry.models();
            models
                .map(|it| (it.path().to_owned(), it.is_external()))
                .collect()
        });
        DeclaringFiles {
            files: &system.files,
            models: models.collect(),
        }
    }

    /// The files that declare what the finding is about, in the order of the command line. If no file does, the finding is
    /// about all of them.
    pub(crate) fn of(&self, finding: &Finding) -> Vec<String> {
        let paths: Vec<&str> = finding.subjects().filter_map(|it| it.model()).collect();
        let declares = |models: &HashMap<String, bool>, external: bool| {
            let mut found = paths.iter().filter_map(|it| models.get(*it));
            found.any(|it| *it == external)
        };
        let with = |external: bool| -> Vec<String> {
            let all = self.files.iter().zip(&self.models);
            let declaring = all.filter(|(_, models)| declares(models, external));
            declaring.map(|(file, _)| file.clone()).collect()
        };
        let candidates = [with(false), with(true)];
        let found = candidates.into_iter().find(|it| !it.is_empty());
        found.unwrap_or_else(|| self.files.to_vec())
    }
}
