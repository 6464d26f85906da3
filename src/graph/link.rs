//! Builds the graph from records: resolves the targets and inverses of relations.

use super::names::Names;
use super::wide::Wide;
use super::{Graph, Lead, Pairs, Resolved};
use crate::model::read::{Read, read};
use crate::model::{self, Tables};
use crate::once::Once;
use crate::records::Records;

impl Graph {
    /// Creates one graph from these records. Unreadable ones are counted.
    pub(crate) fn of(records: impl IntoIterator<Item = Records>) -> Self {
        let (channels, sources, skipped) = Records::merge(records);
        let Read {
            mut tables,
            links,
            orphans,
            twins,
            key_types,
        } = read(&sources);
        tables.skipped += skipped;
        let mut unresolved = Vec::new();
        let (targets, throughs) = find_targets(&tables, &mut unresolved);
        let has_allow = |model: &u32| {
            let model = &tables.models[*model as usize];
            let mut relations = model.relations.of(&tables.relations).iter();
            !model.allows.is_empty() || relations.any(|it| !tables.rest(it).allows.is_empty())
        };
        let models = 0..model::index(tables.models.len());
        let with_allows = if tables.allows.is_empty() {
            Vec::new()
        } else {
            models.filter(has_allow).collect()
        };
        let real = tables.models.iter().filter(|model| !model.external);
        let mut graph = Graph {
            real_model_count: real.count(),
            tables,
            channels,
            links,
            orphans,
            twins,
            key_types,
            targets,
            throughs,
            with_allows,
            unresolved,
            claims: Once::new(),
            wide: Wide::default(),
            pairs: Pairs::default(),
            linked: Once::new(),
            shares_name: Once::new(),
        };
        graph.find_inverses();
        graph
    }

    /// Finds the inverse of each target of a relation that declares one.
    fn find_inverses(&mut self) {
        let mut targets = std::mem::take(&mut self.targets);
        for relation in self.relations() {
            if !relation.declares_inverse() {
                continue;
            }
            for at in relation.targets.indices() {
                let target = &mut targets[at as usize];
                let model = target.model.model();
                target.inverse = model.and_then(|it| self.relation_called(it, &relation.inverse));
            }
        }
        self.targets = targets;
    }
}

/// Resolves targets and through models. Adds the relations that do not resolve to `unresolved`.
fn find_targets(tables: &Tables, unresolved: &mut Vec<u32>) -> (Vec<Lead>, Vec<Option<Resolved>>) {
    let names = Names::new(&tables.models);
    let unasked = Lead {
        model: Resolved::Missing,
        inverse: None,
    };
    let mut targets = vec![unasked; tables.targets.len()];
    let mut throughs = vec![None; tables.rest.len()];
    for (at, relation) in (0..).zip(&tables.relations) {
        let mut is_resolved = true;
        let mut find = |target: &model::Target| {
            let found = names.find(target.form, &target.text, relation.model);
            is_resolved &= found.model().is_some();
            found
        };
        let written = relation.targets.of(&tables.targets);
        for (at, target) in relation.targets.indices().zip(written) {
            targets[at as usize].model = find(target);
        }
        if let Some(through) = &tables.rest(relation).through {
            throughs[relation.rest as usize] = Some(find(through));
        }
        if !is_resolved {
            unresolved.push(at);
        }
    }
    (targets, throughs)
}
