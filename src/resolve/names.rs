//! What a written name means among the models.
//!
//! In: the models in order. Out: for each name the model that it means. All are compared as bytes; only a name that is
//! not the whole of a path is looked at by its segments.

use std::collections::HashMap;

use super::hashing::Seeded;
use super::head;
use crate::graph::{ModelNode, Resolved, index};
use crate::name::{self, Fit};
use crate::record::{Form, Head, ModelRecord, TargetScan};

/// The models by the last segment of their path: the first of each in a table, the others chained behind.
pub(super) struct Names<'m> {
    models: &'m [ModelNode],
    by_name: HashMap<&'m [u8], u32, Seeded>,
    next: Vec<Option<u32>>,
    /// Whether any model is known by its module.
    has_modules: bool,
    crowds: HashMap<&'m [u8], Crowd<'m>>,
}

/// The models of a name that many have.
struct Crowd<'m> {
    /// The first of each path.
    by_path: HashMap<&'m [u8], u32>,
    /// By their path read from its end.
    from_end: Vec<u32>,
}

/// So many models of one name are gone through in order.
const FEW: usize = 16;

impl<'m> Names<'m> {
    pub(super) fn new(models: &'m [ModelNode], has_modules: bool, hashing: Seeded) -> Self {
        let mut names = Names {
            models,
            by_name: HashMap::with_capacity_and_hasher(models.len(), hashing),
            next: vec![None; models.len()],
            has_modules,
            crowds: HashMap::new(),
        };
        let mut shared = Vec::new();
        // From the last to the first, so that a chain runs in order and the table holds the first.
        for (model, node) in models.iter().enumerate().rev() {
            let name = name::last_segment_of(ModelRecord::path_bytes(&node.bytes));
            names.next[model] = names.by_name.insert(name, index(model));
            if names.next[model].is_some() {
                shared.push(name);
            }
        }
        for name in shared {
            let first = names.by_name.get(name).copied();
            if names.chain(first).nth(FEW).is_some() && !names.crowds.contains_key(name) {
                names.crowds.insert(name, names.crowd(first));
            }
        }
        names
    }

    fn crowd(&self, first: Option<u32>) -> Crowd<'m> {
        let mut by_path = HashMap::new();
        for model in self.chain(first) {
            by_path.entry(self.path_bytes(model)).or_insert(model);
        }
        let mut from_end: Vec<u32> = self.chain(first).collect();
        from_end.sort_by(|one, other| {
            name::cmp_from_end(self.path(*one), self.path(*other)).then(one.cmp(other))
        });
        Crowd { by_path, from_end }
    }

    /// A model, and those of the same name behind it.
    fn chain(&self, first: Option<u32>) -> impl Iterator<Item = u32> {
        std::iter::successors(first, |model| self.next[*model as usize])
    }

    /// The model that a target means, seen from the model that names it.
    pub(super) fn find(&self, target: &TargetScan<'_>, asker: &Head<'_>) -> Resolved {
        if target.form == Form::Underived {
            return Resolved::Missing;
        }
        let found = self.by_path(target, asker);
        if self.has_modules && target.form == Form::Name {
            return self.or_by_module(found, target.text);
        }
        found
    }

    /// What a name may mean besides: `cake::Model` is the model that is known by its module `cake`.
    fn or_by_module(&self, found: Resolved, written: &[u8]) -> Resolved {
        let written = str::from_utf8(written).unwrap_or_default();
        let Some(module) = name::qualifier(written) else {
            return found;
        };
        // One that is spelled out comes first.
        let is_whole = |model| name::fit(written, self.path(model)) == Fit::Exact;
        if found.model().is_some_and(is_whole) {
            return found;
        }
        let first = self.by_name.get(name::last_segment(module).as_bytes());
        let is_meant = |model: &u32| self.models[*model as usize].is_type_called(written);
        let mut meant = self.chain(first.copied()).filter(is_meant);
        match (found, meant.next(), meant.next()) {
            (found, None, _) => found,
            (Resolved::Missing, Some(only), None) => Resolved::Model(only),
            _ => Resolved::Ambiguous,
        }
    }

    fn by_path(&self, target: &TargetScan<'_>, asker: &Head<'_>) -> Resolved {
        let name = name::last_segment_of(target.text);
        let Some(first) = self.by_name.get(name) else {
            return Resolved::Missing;
        };
        let is_alone = self.next[*first as usize].is_none();
        // A name without a path means every model that is called so.
        let found = if is_alone && target.form == Form::Name && name.len() == target.text.len() {
            Resolved::Model(*first)
        } else {
            self.weigh(*first, target)
        };
        match found {
            Resolved::Model(model) if self.models[model as usize].shares_path => {
                Resolved::Model(self.nearest(model, asker))
            }
            found => found,
        }
    }

    /// What a target means among the models that are called like `first`.
    fn weigh(&self, first: u32, target: &TargetScan<'_>) -> Resolved {
        match (self.at_path(first, target.text), target.form) {
            (Some(model), _) => Resolved::Model(model),
            (None, Form::Name) => self.called(first, target.text),
            // The path of a type is all of it: a model whose path ends so is another.
            (None, Form::Type | Form::Underived) => Resolved::Missing,
        }
    }

    /// The first model of this very path among those that are called like `first`.
    fn at_path(&self, first: u32, path: &[u8]) -> Option<u32> {
        let is_there = |model: &u32| self.path_bytes(*model) == path;
        if is_there(&first) {
            return Some(first);
        }
        match self.crowd_of(path) {
            Some(crowd) => crowd.by_path.get(path).copied(),
            None => self.chain(self.next[first as usize]).find(is_there),
        }
    }

    fn crowd_of(&self, written: &[u8]) -> Option<&Crowd<'m>> {
        if self.crowds.is_empty() {
            return None;
        }
        self.crowds.get(name::last_segment_of(written))
    }

    /// The first model of the path that a name means: the one that it spells out, or else the only one whose tail it is.
    fn called(&self, first: u32, written: &[u8]) -> Resolved {
        let text = str::from_utf8(written).unwrap_or_default();
        match self.crowd_of(written) {
            Some(crowd) => {
                // One that is spelled out comes first, and equal paths stand together, so the ends tell it all.
                let ends = name::with_tail(&crowd.from_end, text, |model| self.path(*model));
                let ends = [ends.first(), ends.last()];
                self.among(text, ends.into_iter().flatten().copied())
            }
            None => self.among(text, self.chain(Some(first))),
        }
    }

    fn among(&self, written: &str, models: impl Iterator<Item = u32>) -> Resolved {
        let mut found = Resolved::Missing;
        for model in models {
            match (name::fit(written, self.path(model)), found) {
                (Fit::Exact, _) => return Resolved::Model(model),
                (Fit::Tail, Resolved::Missing) => found = Resolved::Model(model),
                // Two of one path: that is the finding, and not that the name does not choose between them.
                (Fit::Tail, Resolved::Model(first)) if self.path(first) != self.path(model) => {
                    found = Resolved::Ambiguous;
                }
                (Fit::Tail | Fit::No, _) => {}
            }
        }
        found
    }

    fn path(&self, model: u32) -> &'m str {
        ModelRecord::path_of(&self.models[model as usize].bytes)
    }

    fn path_bytes(&self, model: u32) -> &'m [u8] {
        ModelRecord::path_bytes(&self.models[model as usize].bytes)
    }

    /// Of the models that share the path of `first`, the one from the asker's own version of its package, or `first`.
    fn nearest(&self, first: u32, asker: &Head<'_>) -> u32 {
        let mut same = (first..index(self.models.len()))
            .take_while(|model| self.path_bytes(*model) == self.path_bytes(first));
        let own = same.find(|model| {
            let record = head(&self.models[*model as usize].bytes);
            (record.package, record.version) == (asker.package, asker.version)
        });
        own.unwrap_or(first)
    }
}
