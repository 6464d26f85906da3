//! Look-ups in what is unusually wide: a model with many relations, a relation with many targets. What is narrow is searched
//! in order; for the rest a table is made when the first of them is asked, so that a model which everything belongs to is
//! not searched again for each that does.

use std::collections::HashMap;

use once_cell::sync::OnceCell;

use super::{Graph, Lead, Resolved};
use crate::model::Text;

/// The most relations or targets that are searched in order.
const NARROW: usize = 16;

/// The relations of a model that lead to another; to none where they may lead anywhere.
type ByTarget = HashMap<(u32, Option<u32>), Vec<u32>>;

/// The tables, each made when it is first asked.
#[derive(Debug, Default)]
pub(super) struct Wide {
    /// The relations of each wide model, by name.
    by_name: OnceCell<HashMap<u32, Vec<u32>>>,
    by_target: OnceCell<ByTarget>,
    /// Each field of a key with a relation that has it, sorted, by model.
    by_key: OnceCell<HashMap<u32, Vec<(Text, u32)>>>,
    /// For each wide relation the first of its targets that is this model.
    targets: OnceCell<HashMap<(u32, u32), u32>>,
}

impl Graph {
    pub(crate) fn is_wide(&self, model: u32) -> bool {
        self.relations_of(model).len() > NARROW
    }

    fn wide_models(&self) -> impl Iterator<Item = u32> {
        self.model_indices().filter(|model| self.is_wide(*model))
    }

    /// The relation of a model that has this name.
    pub(crate) fn relation_called(&self, model: u32, name: &str) -> Option<u32> {
        let has_name = |it: &u32| self.relation(*it).name == name;
        if !self.is_wide(model) {
            return self.relations_of(model).find(has_name);
        }
        let by_name = self.wide.by_name.get_or_init(|| {
            let sorted = |model: u32| {
                let mut relations: Vec<u32> = self.relations_of(model).collect();
                relations.sort_by_key(|it| &self.relation(*it).name);
                (model, relations)
            };
            self.wide_models().map(sorted).collect()
        });
        let relations = by_name.get(&model)?;
        let at = relations.partition_point(|it| *self.relation(*it).name < *name);
        relations.get(at).copied().filter(has_name)
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
                    let targets = self.targets_of(relation);
                    if targets.is_empty() {
                        table.entry((model, None)).or_default().push(relation);
                    }
                    for to in targets.iter().filter_map(|target| target.model.model()) {
                        table.entry((model, Some(to))).or_default().push(relation);
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

    /// The relations of a model whose key has this field, as declared.
    pub(crate) fn relations_with_key(&self, model: u32, field: &str) -> Vec<u32> {
        if !self.is_wide(model) {
            let has_key = |it: &u32| self.key(*it).iter().any(|it| it == field);
            return self.relations_of(model).filter(has_key).collect();
        }
        let by_key = self.wide.by_key.get_or_init(|| {
            let sorted = |model: u32| {
                let mut keys = Vec::new();
                for relation in self.relations_of(model) {
                    keys.extend(self.key(relation).iter().map(|it| (it.clone(), relation)));
                }
                keys.sort_unstable();
                keys.dedup();
                (model, keys)
            };
            self.wide_models().map(sorted).collect()
        });
        let keys = by_key.get(&model).map_or(&[][..], Vec::as_slice);
        let start = keys.partition_point(|(it, _)| **it < *field);
        let having = keys[start..].iter().take_while(|(it, _)| it == field);
        having.map(|(_, relation)| *relation).collect()
    }

    /// The first target of a relation that is this model.
    pub(crate) fn target(&self, relation: u32, model: u32) -> Option<&Lead> {
        let targets = self.targets_of(relation);
        if targets.len() <= NARROW {
            return targets.iter().find(|it| it.model == Resolved::Model(model));
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
}
