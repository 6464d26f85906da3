//! Look-ups in models with many fields and many unique sets.

use std::ops::Range;

use super::{COMPARED, NARROW};
use crate::graph::Graph;
use crate::model::{Field, Text, index};
use crate::sorted::{distinct, equal, sort_by_key};

impl Graph {
    fn field_indices(&self, model: u32) -> Range<u32> {
        self.models()[model as usize].fields.indices()
    }

    /// Returns the field of a model with this name.
    #[inline(never)]
    pub(crate) fn field(&self, model: u32, name: &str) -> Option<&Field> {
        let fields = self.fields(model);
        if fields.len() <= NARROW {
            return fields.iter().find(|field| field.name == name);
        }
        self.field_of_many(model, name)
    }

    #[cold]
    #[inline(never)]
    fn field_of_many(&self, model: u32, name: &str) -> Option<&Field> {
        let (sorted, at) = self.sorted_fields(model, name);
        let field = &self.tables.fields[*sorted.get(at)? as usize];
        (field.name == name).then_some(field)
    }

    /// Returns the fields of a model with many, sorted by name, and where a name is or would be.
    #[cold]
    #[inline(never)]
    fn sorted_fields(&self, model: u32, name: &str) -> (&[u32], usize) {
        let name_of = |at: &u32| &*self.tables.fields[*at as usize].name;
        let sorted = self.wide.fields.get_or_init(|| {
            let mut sorted: Vec<u32> = (0..index(self.tables.fields.len())).collect();
            for model in self.model_indices() {
                let Range { start, end } = self.field_indices(model);
                let own = &mut sorted[start as usize..end as usize];
                if own.len() > NARROW {
                    sort_by_key(own, name_of);
                }
            }
            sorted
        });
        let sorted = self.models()[model as usize].fields.of(sorted);
        (sorted, sorted.partition_point(|it| name_of(it) < name))
    }

    /// Returns the fields among which a similar name is looked for: all fields of a model, in declaration order, or if
    /// there are very many those whose names are next to it when sorted.
    #[cold]
    #[inline(never)]
    pub(crate) fn fields_near(&self, model: u32, name: &str) -> Vec<&Field> {
        if self.fields(model).len() <= 2 * COMPARED {
            return self.fields(model).iter().collect();
        }
        let (sorted, at) = self.sorted_fields(model, name);
        let near = &sorted[at.saturating_sub(COMPARED)..sorted.len().min(at + COMPARED)];
        let near = near.iter().map(|it| &self.tables.fields[*it as usize]);
        near.collect()
    }

    /// Returns the sets of several fields that are unique together and can be among these fields, in declaration order.
    #[inline(never)]
    pub(crate) fn uniques_among(&self, model: u32, names: &[Text]) -> Vec<&[Text]> {
        let all = self.model(model).uniques;
        if all.indices().len() <= NARROW {
            return self.uniques(model).collect();
        }
        let name_of = |name: u32| &*self.tables.names[name as usize];
        let rarest = self.wide.uniques.get_or_init(|| {
            let mut rows = Vec::new();
            for model in self.model_indices() {
                self.add_rarest(model, &mut rows);
            }
            sort_by_key(&mut rows, |row| (row[0], name_of(row[1]), row[2]));
            rows
        });
        let mut sets = Vec::new();
        for name in names {
            let of_name = |row: &[u32; 3]| (row[0], name_of(row[1])).cmp(&(model, name));
            sets.extend(equal(rarest, of_name).iter().map(|row| row[2]));
        }
        let sets = distinct(sets).into_iter();
        let sets = sets.map(|set| self.names(self.tables.uniques[set as usize]));
        sets.collect()
    }

    /// Adds a row for each unique set of a model with many: the model, the name that the fewest sets have, and the set.
    #[cold]
    #[inline(never)]
    fn add_rarest(&self, model: u32, rows: &mut Vec<[u32; 3]>) {
        let sets = self.model(model).uniques;
        if sets.indices().len() <= NARROW {
            return;
        }
        let name_of = |name: &u32| &*self.tables.names[*name as usize];
        let names_of = |set: u32| self.tables.uniques[set as usize].indices();
        let mut all: Vec<u32> = sets.indices().flat_map(names_of).collect();
        sort_by_key(&mut all, name_of);
        let count = |name: &u32| equal(&all, |it| name_of(it).cmp(name_of(name))).len();
        for set in sets.indices() {
            let rarest = names_of(set).min_by_key(count);
            rows.extend(rarest.map(|name| [model, name, set]));
        }
    }
}
