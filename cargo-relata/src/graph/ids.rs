//! The ids of a drawing: first those of the registry's models by path, then one for each name that no model has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use relata::Registry;
use relata::registry::{Likeness, Model, Relation, Resolution};
use serde::Serialize;

use crate::name::{first_segment, is_qualified};
use crate::outside::Outside;

/// Maximum number of candidates drawn for an ambiguous name.
const DRAWN: usize = 5;

/// The result of looking up a written name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Resolved,
    Missing,
    Ambiguous,
    Outside,
}

impl Outcome {
    /// Whether the name is missing or ambiguous.
    pub(crate) fn is_broken(self) -> bool {
        matches!(self, Outcome::Missing | Outcome::Ambiguous)
    }
}

#[derive(Debug)]
pub(crate) struct Ids<'r> {
    pub(crate) models: Vec<Model<'r>>,
    /// Several models can have the same path, which is a separate finding.
    by_path: HashMap<&'r str, Vec<usize>>,
    /// The id of each name that no model has.
    missing: BTreeMap<&'r str, usize>,
    /// The candidates of each ambiguous name.
    ambiguous: BTreeMap<&'r str, Vec<usize>>,
    /// The crates of the registry's models.
    crates: BTreeSet<&'r str>,
    outside: Outside,
}

impl<'r> Ids<'r> {
    pub(crate) fn new(registry: &'r Registry, outside: Outside) -> Self {
        let models: Vec<Model<'r>> = registry.models().collect();
        let mut by_path: HashMap<&str, Vec<usize>> = HashMap::new();
        for (id, model) in models.iter().enumerate() {
            by_path.entry(model.path()).or_default().push(id);
        }
        let mut ids = Ids {
            crates: models.iter().map(|it| first_segment(it.path())).collect(),
            outside,
            by_path,
            missing: BTreeMap::new(),
            ambiguous: BTreeMap::new(),
            models,
        };
        ids.add_unresolved(registry);
        ids
    }

    fn add_unresolved(&mut self, registry: &'r Registry) {
        let relations = registry.models().flat_map(|model| model.relations());
        let all = relations.flat_map(|relation| relation.resolutions());
        for resolution in all.filter(|it| it.model().is_none()) {
            let name = resolution.written();
            if !resolution.is_ambiguous() {
                self.missing.insert(name, 0);
            } else if !self.ambiguous.contains_key(name) {
                let fitting = registry.candidates(name).into_iter();
                let fitting = fitting.filter(|it| it.likeness() <= Likeness::Tail);
                let fitting = fitting.take(DRAWN).map(|it| self.id(&it.model()));
                let fitting = fitting.collect();
                self.ambiguous.insert(name, fitting);
            }
        }
        let first = self.models.len();
        for (nth, id) in self.missing.values_mut().enumerate() {
            *id = first + nth;
        }
    }

    /// The id of a model.
    pub(crate) fn id(&self, model: &Model<'_>) -> usize {
        let same = self.by_path.get(model.path()).into_iter().flatten();
        let mut same = same.filter(|id| self.models[**id] == *model);
        *same
            .next()
            .expect("the model is in the registry; this is a bug in relata")
    }

    /// The ids of all models of a path.
    pub(crate) fn at(&self, path: &str) -> impl Iterator<Item = usize> {
        self.by_path.get(path).into_iter().flatten().copied()
    }

    /// The ids drawn for a missing or ambiguous name.
    pub(crate) fn drawn_for(&self, name: &str) -> impl Iterator<Item = usize> {
        let candidates = self.ambiguous.get(name).into_iter().flatten();
        self.missing
            .get(name)
            .into_iter()
            .chain(candidates)
            .copied()
    }

    /// The result of looking up a written name, and the models that it resolves to or that match it.
    pub(crate) fn resolve(&self, resolution: &Resolution<'_>) -> (Outcome, Vec<usize>) {
        let name = resolution.written();
        if let Some(model) = resolution.model() {
            return (Outcome::Resolved, vec![self.id(&model)]);
        }
        if resolution.is_ambiguous() {
            let candidates = self.ambiguous.get(name).cloned();
            return (Outcome::Ambiguous, candidates.unwrap_or_default());
        }
        let outcome = if self.is_outside(name) {
            Outcome::Outside
        } else {
            Outcome::Missing
        };
        (
            outcome,
            self.missing.get(name).copied().into_iter().collect(),
        )
    }

    /// Whether the through model of a relation is missing or ambiguous.
    pub(crate) fn lacks_through(&self, relation: &Relation<'_>) -> bool {
        let lacking = relation.through_resolution();
        let lacking = lacking.filter(|it| it.model().is_none());
        lacking.is_some_and(|it| it.is_ambiguous() || !self.is_outside(it.written()))
    }

    /// The names that no model has: id, name, crate, and whether the crate is outside.
    pub(crate) fn absent(&self) -> impl Iterator<Item = (usize, &'r str, &'r str, bool)> {
        let missing = self.missing.iter();
        missing.map(|(name, id)| (*id, *name, self.krate(name), self.is_outside(name)))
    }

    /// The crate that a written name starts with; empty if it is not a known crate.
    fn krate<'n>(&self, name: &'n str) -> &'n str {
        let first = first_segment(name);
        if is_qualified(name) && self.crates.contains(first) || self.is_outside(name) {
            first
        } else {
            ""
        }
    }

    pub(crate) fn is_outside(&self, name: &str) -> bool {
        self.outside.has(name)
    }
}
