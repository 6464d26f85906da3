//! Look-ups in models with many relations or fields and relations with many targets. Small ones are searched linearly.
//! Large ones get an index on first use, so that a model that everything belongs to is not searched again for each relation.

mod fields;

use std::ops::Range;

use super::{Graph, Lead, Resolved};
use crate::model::index;
use crate::model::types::{Id, Types};
use crate::once::Once;
use crate::sorted::{distinct, equal, sort_by_key};

/// Maximum number of relations, fields or targets that are searched linearly.
pub(crate) const NARROW: usize = 16;

/// Maximum number of names or relations that are compared for one finding. It suffices for models that people write.
pub(crate) const COMPARED: usize = 100;

/// Placeholder for the target of an open relation.
const ANY: u32 = u32::MAX;

/// The indexes, each built on first use.
#[derive(Debug, Default)]
pub(super) struct Wide {
    /// The relations of each model; those of wide models are sorted by name.
    by_name: Once<Vec<u32>>,
    /// Rows of a wide model, a model it leads to, and the relation.
    by_target: Once<Vec<[u32; 3]>>,
    /// Rows of a relation of a wide model and a name in its key, by model, then by name.
    by_key: Once<Vec<(u32, u32)>>,
    /// Rows of a wide relation, a model it leads to, and the position of the target.
    targets: Once<Vec<[u32; 3]>>,
    /// The models that name a table, by table.
    by_table: Once<Vec<u32>>,
    /// The ids of the types of primary keys of one field, each with its model.
    primary_types: Once<Vec<(Id, u32)>>,
    /// All fields; those of models with many are sorted by name.
    fields: Once<Vec<u32>>,
    /// All allows, sorted by rule.
    allows: Once<Vec<u32>>,
    /// Rows of a unique set and its rarest name, by model, then by name.
    uniques: Once<Vec<[u32; 3]>>,
}

/// The relations of a model that lead to another: those of a narrow model are searched, those of a wide one are looked up.
pub(crate) struct RelationsTo<'g> {
    graph: &'g Graph,
    to: u32,
    narrow: Range<u32>,
    named: &'g [[u32; 3]],
    open: &'g [[u32; 3]],
}

// Many places need it, so it is out of line.
impl Iterator for RelationsTo<'_> {
    type Item = u32;

    #[inline(never)]
    fn next(&mut self) -> Option<u32> {
        let (graph, to) = (self.graph, self.to);
        if let Some(relation) = self.narrow.find(|it| graph.leads_to(*it, to)) {
            return Some(relation);
        }
        let next = match (self.named.first(), self.open.first()) {
            (Some(one), Some(other)) if one[2] > other[2] => &mut self.open,
            (None, _) => &mut self.open,
            _ => &mut self.named,
        };
        next.split_off_first().map(|row| row[2])
    }
}

/// The relations of a model with a field in their key.
pub(crate) struct RelationsWithKey<'g> {
    graph: &'g Graph,
    field: &'g str,
    narrow: Range<u32>,
    wide: &'g [(u32, u32)],
}

impl Iterator for RelationsWithKey<'_> {
    type Item = u32;

    #[inline(never)]
    fn next(&mut self) -> Option<u32> {
        let (graph, field) = (self.graph, self.field);
        let has_key = |it: &u32| graph.key(*it).iter().any(|it| it == field);
        let narrow = self.narrow.find(has_key);
        narrow.or_else(|| self.wide.split_off_first().map(|row| row.0))
    }

    fn count(self) -> usize {
        let has_key = |it: &u32| self.graph.key(*it).iter().any(|it| it == self.field);
        self.wide.len() + self.narrow.filter(has_key).count()
    }
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
        let (relations, at) = self.sorted_relations(model, name);
        relations.get(at).copied().filter(has_name)
    }

    /// Returns the relations of a wide model, sorted by name, and where a name is or would be.
    #[cold]
    #[inline(never)]
    fn sorted_relations(&self, model: u32, name: &str) -> (&[u32], usize) {
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
        (relations, at)
    }

    /// Returns the relations of a wide model whose names are next to this one when sorted.
    pub(crate) fn relations_near(&self, model: u32, name: &str) -> &[u32] {
        let (relations, at) = self.sorted_relations(model, name);
        &relations[at.saturating_sub(NARROW)..relations.len().min(at + NARROW)]
    }

    /// Returns the relations of a model that lead to `to`, in declaration order. An open relation leads to any model.
    #[inline(never)]
    pub(crate) fn relations_to(&self, model: u32, to: u32) -> RelationsTo<'_> {
        let (narrow, [named, open]) = if self.is_wide(model) {
            (0..0, [to, ANY].map(|to| self.wide_relations_to(model, to)))
        } else {
            (self.relations_of(model), [&[][..]; 2])
        };
        RelationsTo {
            graph: self,
            to,
            narrow,
            named,
            open,
        }
    }

    /// Returns the number of relations of a model that lead to `to`.
    #[cold]
    #[inline(never)]
    pub(crate) fn count_relations_to(&self, model: u32, to: u32) -> usize {
        if self.is_wide(model) {
            return self.wide_relations_to(model, to).len()
                + self.wide_relations_to(model, ANY).len();
        }
        self.relations_to(model, to).count()
    }

    /// Returns rows of a wide model, the model that its relations lead to, and the relation.
    #[cold]
    #[inline(never)]
    fn wide_relations_to(&self, model: u32, to: u32) -> &[[u32; 3]] {
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
        equal(by_target, |row| row[..2].cmp(&[model, to]))
    }

    /// Returns the relations of a model with this field in their key, in declaration order.
    #[inline(never)]
    pub(crate) fn relations_with_key<'g>(
        &'g self,
        model: u32,
        field: &'g str,
    ) -> RelationsWithKey<'g> {
        let (narrow, wide) = if self.is_wide(model) {
            (0..0, self.wide_relations_with_key(model, field))
        } else {
            (self.relations_of(model), &[][..])
        };
        RelationsWithKey {
            graph: self,
            field,
            narrow,
            wide,
        }
    }

    #[cold]
    #[inline(never)]
    fn wide_relations_with_key(&self, model: u32, field: &str) -> &[(u32, u32)] {
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
            rows.dedup_by(|one, other| one.0 == other.0 && key_of(one) == key_of(other));
            rows
        });
        equal(by_key, |row| key_of(row).cmp(&(model, field)))
    }

    /// Returns the first of these rows of allows that names a rule.
    #[cold]
    #[inline(never)]
    pub(crate) fn first_allow(&self, rows: Range<u32>, rule: &str) -> Option<u32> {
        let rule_of = |row: &u32| &*self.tables.allows[*row as usize].rule;
        if rows.len() <= NARROW {
            return rows.into_iter().find(|row| rule_of(row) == rule);
        }
        let by_rule = self.wide.allows.get_or_init(|| {
            let mut all: Vec<u32> = (0..index(self.tables.allows.len())).collect();
            sort_by_key(&mut all, rule_of);
            all
        });
        let at = by_rule.partition_point(|row| (rule_of(row), *row) < (rule, rows.start));
        let first = by_rule.get(at).copied()?;
        (rule_of(&first) == rule && rows.contains(&first)).then_some(first)
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
