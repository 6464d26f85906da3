//! What a written name means among the models.
//!
//! In: the models in order. Out: for each name the model that it means. All are compared as bytes; only a name that is
//! not the whole of a path is looked at by its segments.

use std::collections::HashMap;

use once_cell::unsync::OnceCell;

use super::UNREADABLE;
use super::hashing::{Seeded, Table};
use crate::graph::{ModelNode, Resolved, index};
use crate::name::{self, Fit};
use crate::record::{Form, ModelRecord};

/// The models by what targets call them. Each table is made when the first target asks it.
pub(super) struct Names<'m> {
    models: &'m [ModelNode],
    /// Whether any model is known by its module.
    has_modules: bool,
    hashing: Seeded,
    /// The first model of each path.
    by_path: OnceCell<Table<'m>>,
    by_name: OnceCell<ByName<'m>>,
}

/// The models by the last segment of their path: the first of each in a table, the others chained behind.
struct ByName<'m> {
    first: Table<'m>,
    next: Vec<Next>,
    /// Those of a name that many have, by their path read from its end.
    crowds: HashMap<&'m [u8], Vec<u32>>,
}

/// The next model in a chain, if there is one, in half the room of an option.
#[derive(Clone, Copy)]
struct Next(u32);

impl Next {
    const NONE: Next = Next(u32::MAX);

    fn get(self) -> Option<u32> {
        (self.0 != u32::MAX).then_some(self.0)
    }
}

/// So many models of one name are gone through in order.
const FEW: usize = 16;

impl ByName<'_> {
    /// A model, and those of the same name behind it.
    fn chain(&self, first: Option<u32>) -> impl Iterator<Item = u32> {
        std::iter::successors(first, |model| self.next[*model as usize].get())
    }
}

impl<'m> Names<'m> {
    pub(super) fn new(models: &'m [ModelNode], has_modules: bool, hashing: Seeded) -> Self {
        Names {
            models,
            has_modules,
            hashing,
            by_path: OnceCell::new(),
            by_name: OnceCell::new(),
        }
    }

    /// The model that a target means, seen from the model that names it.
    pub(super) fn find(&self, form: Form, text: &[u8], asker: u32) -> Resolved {
        // Nearly every type is that of one model and nearly every name too, so they are looked up before they are looked at.
        let plain = match form {
            Form::Type => {
                let first = self.by_path().get(text);
                first.filter(|model| !self.shares_path(*model))
            }
            Form::Name => self.alone(text),
            Form::Underived => None,
        };
        plain.map_or_else(|| self.weigh(form, text, asker), Resolved::Model)
    }

    /// The only model that is called so, if this is a name without a path. What models are called has no `r#`, so a name that
    /// has it is weighed.
    fn alone(&self, name: &[u8]) -> Option<u32> {
        let by_name = self.by_name();
        let first = by_name.first.get(name)?;
        let is_alone = by_name.next[first as usize].get().is_none();
        is_alone.then_some(first)
    }

    fn by_path(&self) -> &Table<'m> {
        self.by_path.get_or_init(|| self.paths())
    }

    fn by_name(&self) -> &ByName<'m> {
        self.by_name.get_or_init(|| self.names())
    }

    #[inline(never)]
    fn paths(&self) -> Table<'m> {
        let mut table = Table::with_room(self.models.len(), self.hashing);
        // From the last to the first, so that the table holds the first.
        for (model, node) in self.models.iter().enumerate().rev() {
            table.insert(ModelRecord::path_bytes(&node.bytes), index(model));
        }
        table
    }

    #[inline(never)]
    fn names(&self) -> ByName<'m> {
        let mut by_name = ByName {
            first: Table::with_room(self.models.len(), self.hashing),
            next: vec![Next::NONE; self.models.len()],
            crowds: HashMap::new(),
        };
        let mut shared = Vec::new();
        // From the last to the first, so that a chain runs in order and the table holds the first.
        for (model, node) in self.models.iter().enumerate().rev() {
            let name = name::last_segment_of(ModelRecord::path_bytes(&node.bytes));
            if let Some(next) = by_name.first.insert(name, index(model)) {
                by_name.next[model] = Next(next);
                shared.push(name);
            }
        }
        for name in shared {
            let first = by_name.first.get(name);
            if by_name.chain(first).nth(FEW).is_some() && !by_name.crowds.contains_key(name) {
                let mut crowd: Vec<u32> = by_name.chain(first).collect();
                crowd.sort_by(|one, other| {
                    name::cmp_from_end(self.path(*one), self.path(*other)).then(one.cmp(other))
                });
                by_name.crowds.insert(name, crowd);
            }
        }
        by_name
    }

    /// The first model of this very path.
    fn at_path(&self, path: &[u8]) -> Option<u32> {
        self.by_path().get(path)
    }

    /// The same of a target that is not plain.
    #[inline(never)]
    fn weigh(&self, form: Form, text: &[u8], asker: u32) -> Resolved {
        let found = match form {
            Form::Name => self.called(text),
            // The path of a type is all of it: a model whose path ends so is another.
            Form::Type => self
                .at_path(text)
                .map_or(Resolved::Missing, Resolved::Model),
            Form::Underived => Resolved::Missing,
        };
        let found = match found {
            Resolved::Model(model) if self.shares_path(model) => {
                Resolved::Model(self.nearest(model, asker))
            }
            found => found,
        };
        if self.has_modules && form == Form::Name {
            return self.or_by_module(found, text);
        }
        found
    }

    /// What the path of a model means to itself.
    #[inline]
    pub(super) fn own(&self, model: u32) -> Resolved {
        if self.shares_path(model) {
            return self.find(Form::Type, self.path_bytes(model), model);
        }
        Resolved::Model(model)
    }

    fn shares_path(&self, model: u32) -> bool {
        self.models[model as usize].shares_path
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
        let by_name = self.by_name();
        let first = by_name.first.get(name::last_segment(module).as_bytes());
        let is_meant = |model: &u32| self.models[*model as usize].is_type_called(written);
        let mut meant = by_name.chain(first).filter(is_meant);
        match (found, meant.next(), meant.next()) {
            (found, None, _) => found,
            (Resolved::Missing, Some(only), None) => Resolved::Model(only),
            _ => Resolved::Ambiguous,
        }
    }

    /// The first model of the path that a name means: the one that it spells out, or else the only one whose tail it is.
    fn called(&self, written: &[u8]) -> Resolved {
        let by_name = self.by_name();
        let name = name::last_segment_of(written);
        let Some(first) = by_name.first.get(name) else {
            return Resolved::Missing;
        };
        let crowd = by_name.crowds.get(name);
        let same_path = match crowd {
            Some(_) => self.at_path(written),
            None => by_name
                .chain(Some(first))
                .find(|model| self.path_bytes(*model) == written),
        };
        if let Some(model) = same_path {
            return Resolved::Model(model);
        }
        let text = str::from_utf8(written).unwrap_or_default();
        match crowd {
            Some(crowd) => {
                // One that is spelled out comes first, and equal paths stand together, so the ends tell it all.
                let ends = name::with_tail(crowd, text, |model| self.path(*model));
                let ends = [ends.first(), ends.last()];
                self.among(text, ends.into_iter().flatten().copied())
            }
            None => self.among(text, by_name.chain(Some(first))),
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
    fn nearest(&self, first: u32, asker: u32) -> u32 {
        let version = |model: u32| {
            let record = ModelRecord::open(&self.models[model as usize].bytes).expect(UNREADABLE);
            (record.package, record.version)
        };
        let mut same = (first..index(self.models.len()))
            .take_while(|model| self.path_bytes(*model) == self.path_bytes(first));
        let own = same.find(|model| version(*model) == version(asker));
        own.unwrap_or(first)
    }
}
