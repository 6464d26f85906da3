//! Look-ups in models with many relations and relations with many targets. Small ones are searched linearly. Large ones
//! get an index on first use, so that a model that everything belongs to is not searched again for each relation.

use std::ops::Range;

use once_cell::sync::OnceCell;

use super::{Graph, Lead, Resolved};
use crate::model::types::{Id, Types};
use crate::sorted::{distinct, equal, sort_by_key};

/// Maximum number of relations or targets that are searched linearly.
const NARROW: usize = 16;

/// Placeholder for the target of an open relation.
const ANY: u32 = u32::MAX;

/// The indexes, each built on first use.
#[derive(Debug, Default)]
pub(super) struct Wide {
    /// The relations of each model; those of wide models are sorted by name.
    by_name: OnceCell<Vec<u32>>,
    /// Rows of a wide model, a model it leads to, and the relation.
    by_target: OnceCell<Vec<[u32; 3]>>,
    /// Rows of a relation of a wide model and a name in its key, by model, then by name.
    by_key: OnceCell<Vec<(u32, u32)>>,
    /// Rows of a wide relation, a model it leads to, and the position of the target.
    targets: OnceCell<Vec<[u32; 3]>>,
    /// The models that name a table, by table.
    by_table: OnceCell<Vec<u32>>,
    /// The ids of the types of primary keys of one field, each with its model.
    primary_types: OnceCell<Vec<(Id, u32)>>,
}

impl Graph {
    pub(crate) fn is_wide(&self, model: u32) -> bool {
        self.models()[model as usize].relations.indices().len() > NARROW
    }

    fn wide_models(&self) -> impl Iterator<Item = u32> {
        self.model_indices().filter(|model| self.is_wide(*model))
    }

    /// Returns the relation of a model with this name.
    pub(crate) fn relation_called(&self, model: u32, name: &str) -> Option<u32> {
        let rows = self.relations();
        let has_name = |it: &u32| rows[*it as usize].name == name;
        if !self.is_wide(model) {
            let mut own = self.models()[model as usize].relations.indices();
            return own.find(has_name);
        }
        let by_name = self.wide.by_name.get_or_init(|| {
            let mut relations: Vec<u32> = self.relation_indices().collect();
            for model in self.wide_models() {
                let Range { start, end } = self.relations_of(model);
                let own = &mut relations[start as usize..end as usize];
                sort_by_key(own, |it| &*self.relation(*it).name);
            }
            relations
        });
        let relations = self.model(model).relations.of(by_name);
        let at = relations.partition_point(|it| *self.relation(*it).name < *name);
        relations.get(at).copied().filter(has_name)
    }

    /// Returns the relations of a model that lead to `to`, in declaration order. An open relation leads to any model.
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
            let mut rows = Vec::new();
            for model in self.wide_models() {
                for relation in self.relations_of(model) {
                    let targets = self.targets_of(relation);
                    if targets.is_empty() {
                        rows.push([model, ANY, relation]);
                    }
                    let found = targets.iter().filter_map(|target| target.model.model());
                    rows.extend(found.map(|to| [model, to, relation]));
                }
            }
            distinct(rows)
        });
        let mut relations = Vec::new();
        for to in [to, ANY] {
            let rows = equal(by_target, |row| row[..2].cmp(&[model, to]));
            relations.extend(rows.iter().map(|row| row[2]));
        }
        distinct(relations)
    }

    /// Returns the relations of a model with this field in their key, in declaration order.
    pub(crate) fn relations_with_key(&self, model: u32, field: &str) -> Vec<u32> {
        if !self.is_wide(model) {
            let has_key = |it: &u32| self.key(*it).iter().any(|it| it == field);
            return self.relations_of(model).filter(has_key).collect();
        }
        let key_of = |(relation, name): &(u32, u32)| {
            (self.owner(*relation), &*self.tables.names[*name as usize])
        };
        let by_key = self.wide.by_key.get_or_init(|| {
            let mut rows = Vec::new();
            for model in self.wide_models() {
                for relation in self.relations_of(model) {
                    let names = self.relation(relation).key.indices();
                    rows.extend(names.map(|name| (relation, name)));
                }
            }
            sort_by_key(&mut rows, key_of);
            rows
        });
        let rows = equal(by_key, |row| key_of(row).cmp(&(model, field)));
        distinct(rows.iter().map(|row| row.0).collect())
    }

    /// Returns the models with the table of this model, which are one end of a relation; none if it names no table. A name
    /// with a schema and one without are two tables.
    pub(crate) fn models_of_table(&self, model: u32) -> &[u32] {
        let table = |model: u32| &*self.model(model).table;
        let named = table(model);
        if named.is_empty() {
            return &[];
        }
        let by_table = self.wide.by_table.get_or_init(|| {
            let mut models: Vec<u32> = self.model_indices().collect();
            models.retain(|it| self.model(*it).has_rows() && !table(*it).is_empty());
            sort_by_key(&mut models, |it| (table(*it), *it));
            models
        });
        equal(by_table, |it| table(*it).cmp(named))
    }

    /// Returns the models whose primary key is one field of the type with this id, in the program of these types.
    #[cold]
    pub(crate) fn models_by_primary_type<'g>(
        &'g self,
        types: &'g Types,
        id: Id,
    ) -> impl Iterator<Item = u32> {
        let all = self.wide.primary_types.get_or_init(|| {
            let mut all = Vec::new();
            for model in self.model_indices() {
                let types = self.types(model);
                all.extend(types.filter_map(|it| Some((self.primary_type(model, it)?, model))));
            }
            distinct(all)
        });
        let found = equal(all, |(it, _)| it.cmp(&id)).iter();
        let is_of_program = move |model: &u32| {
            let mut own = self.types(*model).filter(|it| it.are_of_one_program(types));
            own.any(|it| self.primary_type(*model, it) == Some(id))
        };
        found.map(|(_, model)| *model).filter(is_of_program)
    }

    /// Returns the id of the type of a primary key of one field, among the types of its model.
    fn primary_type(&self, model: u32, types: &Types) -> Option<Id> {
        let [name] = self.primary_key(model) else {
            return None;
        };
        let field = self.field(model, name).filter(|it| it.is_typed)?;
        types.get(field.first_type as usize)
    }

    /// Whether two models are one end of a relation: one model, or two models of one table.
    pub(crate) fn is_one_end(&self, one: u32, other: u32) -> bool {
        let table = |model: u32| &*self.model(model).table;
        let have_rows = || self.model(one).has_rows() && self.model(other).has_rows();
        one == other || !table(one).is_empty() && table(one) == table(other) && have_rows()
    }

    /// Returns the first target of a relation that is this model.
    #[inline(never)]
    pub(crate) fn target(&self, relation: u32, model: u32) -> Option<&Lead> {
        let targets = self.targets_of(relation);
        if targets.len() <= NARROW {
            return targets.iter().find(|it| it.model == Resolved::Model(model));
        }
        let rows = self.wide.targets.get_or_init(|| {
            let mut rows = Vec::new();
            for relation in self.relation_indices() {
                let targets = self.targets_of(relation);
                if targets.len() <= NARROW {
                    continue;
                }
                for (at, target) in (0..).zip(targets) {
                    rows.extend(target.model.model().map(|model| [relation, model, at]));
                }
            }
            distinct(rows)
        });
        let rows = equal(rows, |row| row[..2].cmp(&[relation, model]));
        rows.first().map(|[_, _, at]| &targets[*at as usize])
    }

    /// Whether a relation leads to this model. An open relation leads to any model.
    #[inline(never)]
    pub(crate) fn leads_to(&self, relation: u32, model: u32) -> bool {
        self.targets_of(relation).is_empty() || self.target(relation, model).is_some()
    }
}
