//! Resolution of written names to models.

use std::cell::OnceCell;

use super::Resolved;
use crate::index::Index;
use crate::model::{Form, Model, index};
use crate::name::{self, Fit};
use crate::sorted::sort_by;

/// The models, indexed by the names that targets use. Each index is built on first use.
pub(super) struct Names<'m> {
    models: &'m [Model],
    /// Whether any model can be named by its module.
    has_modules: bool,
    /// The first model of each path.
    by_path: OnceCell<Index<'m>>,
    by_name: OnceCell<ByName<'m>>,
    /// All models, sorted by their paths read from the end.
    by_end: OnceCell<Vec<u32>>,
}

/// The models by the last segment of their path: the first of each name in a table, the others in a chain.
struct ByName<'m> {
    first: Index<'m>,
    /// The next model with the same name, for each model.
    next: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// Maximum number of models with one name that are searched linearly.
const FEW: usize = 16;

impl ByName<'_> {
    /// Returns the models with a name, in order.
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

    /// Resolves a target. `asker` is the model that declares the relation.
    pub(super) fn find(&self, form: Form, text: &str, asker: u32) -> Resolved {
        let found = match form {
            Form::Name => self.called(text),
            // The path of a type is complete: a model whose path only ends with it is another model.
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
            // Reverse order, so that the table holds the first model.
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
            // Reverse order, so that chains are sorted and the table holds the first model.
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

    /// Resolves a name: the model with exactly this path, or else the only one whose path ends with it. If models share
    /// the path, the result is the first of them.
    fn called(&self, written: &str) -> Resolved {
        let by_name = self.by_name();
        // Most names belong to one model, so the whole name is looked up before it is parsed.
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
            // An exact path sorts first and equal paths are adjacent, so the first and last match decide.
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
                // Two models with one path have their own finding.
                (Fit::Tail, Resolved::Model(first)) if self.model(first).path != *path => {
                    found = Resolved::Ambiguous;
                }
                (Fit::Tail | Fit::No, _) => {}
            }
        }
        found
    }

    /// Extends the result by models that are named by their module: `cake::Model` is the model in the module `cake`.
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

    /// Returns the model with the path of `first` from the asker's version of its package, or else `first`.
    fn nearest(&self, first: u32, asker: u32) -> u32 {
        let (first_row, asker) = (self.model(first), self.model(asker));
        let mut same = (first..index(self.models.len()))
            .take_while(|it| self.model(*it).path == first_row.path);
        let own = same.find(|it| self.model(*it).is_of_version(asker));
        own.unwrap_or(first)
    }
}
