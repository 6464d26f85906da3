//! The health of the service: whether the database answers, and what the registry holds.

use std::collections::{BTreeMap, BTreeSet};

use relata::Registry;
use relata::registry::{Model, Relation};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct Health {
    models: usize,
    crates: BTreeSet<String>,
    warnings: Vec<String>,
    /// The relations of each model.
    relations: BTreeMap<String, Vec<String>>,
}

impl Health {
    pub(crate) fn of(registry: &Registry) -> Self {
        let krate = |model: Model<'_>| model.path().split("::").next().map(str::to_owned);
        let relations = |model: Model<'_>| model.relations().map(told).collect();
        Health {
            models: registry.len(),
            crates: registry.models().filter_map(krate).collect(),
            warnings: registry
                .warnings()
                .iter()
                .map(ToString::to_string)
                .collect(),
            relations: registry
                .models()
                .map(|model| (model.path().to_owned(), relations(model)))
                .collect(),
        }
    }
}

/// `shelf: belongs_to Shelf`
fn told(relation: Relation<'_>) -> String {
    let targets: Vec<&str> = relation.targets().map(|model| model.name()).collect();
    format!(
        "{}: {} {}",
        relation.name(),
        relation.kind(),
        targets.join(" or ")
    )
}
