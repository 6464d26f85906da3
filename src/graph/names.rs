//! The model that a written name means.

use std::cell::OnceCell;

use super::Resolved;
use crate::index::Index;
use crate::model::{Form, Model, index};
use crate::name::{self, Fit};
use crate::sorted::sort_by;

/// The models by the names that targets write. Each table is made when the first target asks it.
pub(super) struct Names<'m> {
    models: &'m [Model],
    /// Whether any model is known by its module.
    has_modules: bool,
    /// The first model of each path.
    by_path: OnceCell<Index<'m>>,
    by_name: OnceCell<ByName<'m>>,
    /// By the path read from its end.
    by_end: OnceCell<Vec<u32>>,
}

/// The models by the last segment of their path: the first of each in a table, the others chained behind.
struct ByName<'m> {
    first: Index<'m>,
    /// For each model the next one of its name.
    next: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// The most models of one name that are searched in order.
const FEW: usize = 16;

impl ByName<'_> {
    /// The models of a name, in order.
    fn chain(&self, name: &str) -> impl Iterator<Item = u32> + Clone {
        let next = |model: &u32| Some(self.next[*model as usize]).filter(|next| *next != NONE);
        std::iter::successors(self.first.get(name).copied(), next)
    }
}

impl<'m> Names<'m> {
    pub(super) fn new(models: &'m [Model]) -> Self {
        Names {
            models,
            has_modules: models.iter().any(|model| model.by_module),
            by_path: OnceCell::new(),
            by_name: OnceCell::new(),
            by_end: OnceCell::new(),
        }
    }

    /// The model that a target means, seen from the model that names it.
    pub(super) fn find(&self, form: Form, text: &str, asker: u32) -> Resolved {
        let found = match form {
            Form::Name => self.called(text),
            // The path of a type is all of it: a model whose path only ends with it is another.
            Form::Type => self
                .at_path(text)
                .map_or(Resolved::Missing, Resolved::Model),
            Form::Underived => Resolved::Missing,
        };
        let found = match found {
            Resolved::Model(model) if self.model(model).shares_path => {
                Resolved::Model(self.nearest(model, asker))
            }
            found => found,
        };
        if self.has_modules && form == Form::Name {
            return self.or_by_module(found, text);
        }
        found
    }

    fn model(&self, at: u32) -> &'m Model {
        &self.models[at as usize]
    }

    fn at_path(&self, path: &str) -> Option<u32> {
        let by_path = self.by_path.get_or_init(|| {
            let mut table = Index::with_capacity(self.models.len());
            // From the last to the first, so that the table holds the first.
            for (at, model) in self.models.iter().enumerate().rev() {
                table.insert(&*model.path, index(at));
            }
            table
        });
        by_path.get(path).copied()
    }

    fn by_name(&self) -> &ByName<'m> {
        self.by_name.get_or_init(|| {
            let mut by_name = ByName {
                first: Index::with_capacity(self.models.len()),
                next: vec![NONE; self.models.len()],
            };
            // From the last to the first, so that a chain runs in order and the table holds the first.
            for (at, model) in self.models.iter().enumerate().rev() {
                if let Some(next) = by_name.first.insert(model.name(), index(at)) {
                    by_name.next[at] = next;
                }
            }
            by_name
        })
    }

    fn by_end(&self) -> &[u32] {
        self.by_end.get_or_init(|| {
            let mut models: Vec<u32> = (0..index(self.models.len())).collect();
            sort_by(&mut models, |one, other| {
                name::cmp_from_end(&self.model(*one).path, &self.model(*other).path)
            });
            models
        })
    }

    /// The first model of the path that a name means: the one that it spells out, or else the only one whose tail it is.
    fn called(&self, written: &str) -> Resolved {
        let by_name = self.by_name();
        // Nearly every name is that of one model, so it is looked up before it is looked at.
        if let Some(first) = by_name.first.get(written)
            && by_name.next[*first as usize] == NONE
        {
            return Resolved::Model(*first);
        }
        let name = name::last_segment(written);
        let mut chain = by_name.chain(name);
        if chain.clone().nth(FEW).is_some() {
            if let Some(model) = self.at_path(written) {
                return Resolved::Model(model);
            }
            // A whole path comes first, and equal paths stand together, so the ends decide.
            let ends = name::with_tail(self.by_end(), written, |it| &*self.model(*it).path);
            let mut ends = [ends.first(), ends.last()].into_iter().flatten().copied();
            return self.among(written, &mut ends);
        }
        let mut all = chain.clone();
        match all.find(|it| self.model(*it).path == written) {
            Some(model) => Resolved::Model(model),
            None => self.among(written, &mut chain),
        }
    }

    fn among(&self, written: &str, models: &mut dyn Iterator<Item = u32>) -> Resolved {
        let mut found = Resolved::Missing;
        for model in models {
            let path = &self.model(model).path;
            match (name::fit(written, path), found) {
                (Fit::Exact, _) => return Resolved::Model(model),
                (Fit::Tail, Resolved::Missing) => found = Resolved::Model(model),
                // Two models of one path are a finding of their own.
                (Fit::Tail, Resolved::Model(first)) if self.model(first).path != *path => {
                    found = Resolved::Ambiguous;
                }
                (Fit::Tail | Fit::No, _) => {}
            }
        }
        found
    }

    /// What a name may mean in addition: `cake::Model` is the model that is known by its module `cake`.
    fn or_by_module(&self, found: Resolved, written: &str) -> Resolved {
        let Some(module) = name::qualifier(written) else {
            return found;
        };
        let is_whole = |model| name::fit(written, &self.model(model).path) == Fit::Exact;
        if found.model().is_some_and(is_whole) {
            return found;
        }
        let by_name = self.by_name();
        let chain = by_name.chain(name::last_segment(module));
        let mut meant = chain.filter(|model| self.model(*model).is_type_called(written));
        match (found, meant.next(), meant.next()) {
            (found, None, _) => found,
            (Resolved::Missing, Some(only), None) => Resolved::Model(only),
            _ => Resolved::Ambiguous,
        }
    }

    /// The model of the path of `first` that is from the asker's own version of its package, or else `first`.
    fn nearest(&self, first: u32, asker: u32) -> u32 {
        let (first_row, asker) = (self.model(first), self.model(asker));
        let mut same = (first..index(self.models.len()))
            .take_while(|it| self.model(*it).path == first_row.path);
        let own = same.find(|it| self.model(*it).is_of_version(asker));
        own.unwrap_or(first)
    }
}
