//! Look-ups in what is unusually wide: a model with many relations, or a relation with many targets. What is as narrow
//! as nearly everything is, is gone through in order; for the rest a table is made when the first of them is asked, so
//! that a model which everything belongs to is not gone through again for each that does.
//!
//! In: the graph. Out: indices. This module must not know what is right or wrong.

use std::collections::HashMap;

use once_cell::sync::OnceCell;

use super::{Graph, Resolved, TargetNode};
use crate::record::RelationRecord;

/// As many relations or targets are gone through in order.
pub(crate) const NARROW: usize = 16;

/// The relations of a model that lead to another; to none where they may lead anywhere.
type ByTarget = HashMap<(u32, Option<u32>), Vec<u32>>;

/// Each field of a key with a relation that has it, sorted, by model.
type ByKey = HashMap<u32, Vec<(Box<str>, u32)>>;

/// The tables, each made when it is first asked.
#[derive(Debug, Default)]
pub(crate) struct Wide {
    /// The relations of each wide model, by name.
    by_name: OnceCell<HashMap<u32, Vec<u32>>>,
    by_target: OnceCell<ByTarget>,
    by_key: OnceCell<ByKey>,
    /// For each wide relation the first of its targets that is this model.
    targets: OnceCell<HashMap<(u32, u32), u32>>,
}

impl Graph {
    pub(crate) fn is_wide(&self, model: u32) -> bool {
        self.relations_of(model).len() > NARROW
    }

    /// The relation of a model that has this name.
    pub(crate) fn relation_called(&self, model: u32, name: &str) -> Option<u32> {
        if !self.is_wide(model) {
            let mut relations = self.relations_of(model);
            return relations.find(|relation| self.name_of(*relation) == name);
        }
        let by_name = self.wide.by_name.get_or_init(|| {
            let sorted = |model: u32| {
                let mut relations: Vec<u32> = self.relations_of(model).collect();
                relations.sort_by_key(|relation| self.name_of(*relation));
                (model, relations)
            };
            self.wide_models().map(sorted).collect()
        });
        let relations = by_name.get(&model)?;
        let at = relations.partition_point(|relation| self.name_of(*relation) < name);
        let found = relations.get(at).copied();
        found.filter(|relation| self.name_of(*relation) == name)
    }

    /// The relations of a model that lead to this one, as declared; an open one leads to any.
    pub(crate) fn relations_to(&self, model: u32, to: u32) -> impl Iterator<Item = u32> {
        let (narrow, wide) = if self.is_wide(model) {
            (0..0, self.wide_relations_to(model, to))
        } else {
            (self.relations_of(model), Vec::new())
        };
        let narrow = narrow.filter(move |relation| self.leads_to(*relation, to));
        narrow.chain(wide)
    }

    fn wide_relations_to(&self, model: u32, to: u32) -> Vec<u32> {
        let by_target = self.wide.by_target.get_or_init(|| {
            let mut table = ByTarget::new();
            for model in self.wide_models() {
                for relation in self.relations_of(model) {
                    for to in self.led_to(relation) {
                        table.entry((model, to)).or_default().push(relation);
                    }
                }
            }
            table
        });
        let leading = [Some(to), None].into_iter();
        let leading = leading.filter_map(|to| by_target.get(&(model, to)));
        let mut relations: Vec<u32> = leading.flatten().copied().collect();
        relations.sort_unstable();
        relations.dedup();
        relations
    }

    /// The models that a relation leads to; none for one that may lead anywhere.
    fn led_to(&self, relation: u32) -> impl Iterator<Item = Option<u32>> {
        let targets = self.targets_of(relation);
        let models = targets.iter().filter_map(|target| target.model.model());
        let open = targets.is_empty().then_some(None);
        models.map(Some).chain(open)
    }

    /// The relations of a model whose key has this field, as declared.
    pub(crate) fn relations_with_key(&self, model: u32, field: &str) -> Vec<u32> {
        if !self.is_wide(model) {
            let relations = self.relations_of(model);
            let has_key = |it: &u32| self.relation(*it).key.0.into_iter().any(|it| it == field);
            return relations.filter(has_key).collect();
        }
        let by_key = self.wide.by_key.get_or_init(|| {
            let fields = |relation: u32| {
                let fields = self.relation(relation).key.0.into_iter();
                fields.map(move |field| (Box::from(field), relation))
            };
            let sorted = |model: u32| {
                let mut keys: Vec<_> = self.relations_of(model).flat_map(fields).collect();
                keys.sort_unstable();
                keys.dedup();
                (model, keys)
            };
            self.wide_models().map(sorted).collect()
        });
        let keys = by_key.get(&model).map_or(&[][..], Vec::as_slice);
        let start = keys.partition_point(|(it, _)| **it < *field);
        let having = keys[start..].iter().take_while(|(it, _)| **it == *field);
        having.map(|(_, relation)| *relation).collect()
    }

    /// The first target of a relation that is this model.
    pub(crate) fn target(&self, relation: u32, model: u32) -> Option<&TargetNode> {
        let is_model = |target: &TargetNode| target.model == Resolved::Model(model);
        let targets = self.targets_of(relation);
        if targets.len() <= NARROW {
            return targets.iter().find(|target| is_model(target));
        }
        let table = self.wide.targets.get_or_init(|| {
            let mut table = HashMap::new();
            for relation in self.relation_indices() {
                let targets = self.targets_of(relation);
                if targets.len() <= NARROW {
                    continue;
                }
                for (at, target) in (0..).zip(targets) {
                    if let Some(model) = target.model.model() {
                        table.entry((relation, model)).or_insert(at);
                    }
                }
            }
            table
        });
        table
            .get(&(relation, model))
            .map(|at| &targets[*at as usize])
    }

    /// Whether a relation leads to this model; an open one leads to any.
    pub(crate) fn leads_to(&self, relation: u32, model: u32) -> bool {
        self.targets_of(relation).is_empty() || self.target(relation, model).is_some()
    }

    /// The name alone.
    fn name_of(&self, relation: u32) -> &str {
        let node = self.relations[relation as usize];
        let bytes = &self.models[node.model as usize].bytes;
        RelationRecord::name_at(bytes, node.before_end as usize).unwrap_or_default()
    }

    fn wide_models(&self) -> impl Iterator<Item = u32> {
        self.model_indices().filter(|model| self.is_wide(*model))
    }
}
