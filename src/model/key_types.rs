//! The types that [`key_type!`](crate::key_type) declares to count as other types in all keys.

use super::types::{Id, Types};
use super::{Run, Tables, Text};
use crate::name;
use crate::sorted::{distinct, equal, sort_by};

/// All declarations.
#[derive(Debug, Default)]
pub(crate) struct KeyTypes {
    /// Those with ids that can be compared, by the id of the type.
    by_id: Vec<([Id; 2], KeyType)>,
    /// The others, by the name of the type.
    by_name: Vec<KeyType>,
}

/// A type that counts as another one.
#[derive(Clone, Debug)]
pub(crate) struct KeyType {
    /// The ids of both, if they are known.
    pub(crate) types: Option<Types>,
    /// The type as written.
    pub(crate) ty: Text,
    /// The other type as written.
    pub(crate) counts_as: Text,
}

impl KeyType {
    fn ids(&self) -> Option<[Id; 2]> {
        let types = self.types.as_ref()?;
        Some([types.get(0)?, types.get(1)?])
    }

    fn name(&self) -> &str {
        type_name(&self.ty)
    }

    fn texts(&self) -> [&Text; 2] {
        [&self.ty, &self.counts_as]
    }
}

impl KeyTypes {
    pub(crate) fn new(all: Vec<KeyType>) -> Self {
        let mut key_types = KeyTypes::default();
        for it in all {
            match it.ids() {
                Some(ids) => key_types.by_id.push((ids, it)),
                None => key_types.by_name.push(it),
            }
        }
        sort_by(&mut key_types.by_id, |(ids, it), (other_ids, other)| {
            ids.cmp(other_ids)
                .then_with(|| it.texts().cmp(&other.texts()))
        });
        sort_by(&mut key_types.by_name, |one, other| {
            let names = one.name().cmp(other.name());
            names.then_with(|| one.texts().cmp(&other.texts()))
        });
        key_types
    }

    /// Whether a type counts as another one, both of the program of these types.
    pub(crate) fn counts_as(&self, types: &Types, ty: Id, other: Id) -> bool {
        self.ids_of(types, ty).any(|counts_as| counts_as == other)
    }

    /// Returns the ids of what a type of the program of these types counts as.
    pub(crate) fn ids_of(&self, types: &Types, ty: Id) -> impl Iterator<Item = Id> {
        self.of_type(types, ty)
            .map(|([_, counts_as], _)| *counts_as)
    }

    /// Whether a type of this name may count as another one, because a declaration has no ids.
    pub(crate) fn may_count(&self, ty: &str) -> bool {
        !self.by_name.is_empty() && self.of_name(ty).next().is_some()
    }

    fn of_name(&self, ty: &str) -> impl Iterator<Item = &KeyType> {
        let name = type_name(ty);
        equal(&self.by_name, |it| it.name().cmp(name)).iter()
    }

    fn of_type(&self, types: &Types, ty: Id) -> impl Iterator<Item = &([Id; 2], KeyType)> {
        let found = equal(&self.by_id, |([id, _], _)| id.cmp(&ty)).iter();
        found.filter(|(_, it)| {
            let own = it.types.as_ref();
            own.is_some_and(|own| own.are_of_one_program(types))
        })
    }

    /// Adds to each field of a declared type what that counts as.
    pub(super) fn apply(&self, tables: &mut Tables, twins: &[(u32, Types)]) {
        if self.by_id.is_empty() && self.by_name.is_empty() {
            return;
        }
        for (at, model) in (0..).zip(&tables.models) {
            let twins = equal(twins, |(of, _)| of.cmp(&at)).iter();
            let types: Vec<&Types> = (model.types.iter())
                .chain(twins.map(|(_, types)| types))
                .collect();
            for field in model.fields.indices() {
                let field = &mut tables.fields[field as usize];
                let mut found: Vec<&Text> = Vec::new();
                let nth = field.first_type as usize;
                for types in types.iter().filter(|_| field.is_typed) {
                    let id = types.get(nth);
                    let of_type = id.into_iter().flat_map(|id| self.of_type(types, id));
                    found.extend(of_type.map(|(_, it)| &it.counts_as));
                }
                let of_name = self.of_name(&field.ty);
                found.extend(of_name.map(|it| &it.counts_as));
                if !found.is_empty() {
                    add(&mut field.as_types, &mut tables.names, distinct(found));
                }
            }
        }
    }
}

/// Adds the types that a field does not count as yet.
fn add(as_types: &mut Run, names: &mut Vec<Text>, found: Vec<&Text>) {
    let mut all = as_types.of(names).to_vec();
    for ty in found {
        if !all.contains(ty) {
            all.push(ty.clone());
        }
    }
    let first = names.len();
    names.extend(all);
    *as_types = Run::new(first, names.len());
}

/// Returns a type without the `Option` around it, which a document may include.
pub(crate) fn without_option(ty: &str) -> &str {
    let inner = ty.strip_prefix("Option<");
    inner.and_then(|it| it.strip_suffix('>')).unwrap_or(ty)
}

/// Returns the last segment of the path of a type, without its arguments.
#[inline(never)]
fn type_name(ty: &str) -> &str {
    let ty = without_option(ty);
    name::last_segment(ty.split_once('<').map_or(ty, |(path, _)| path))
}
