//! The registered models that may be meant by a name that no model has: the same name in other capitals or in
//! another module, or a similar one.

use std::cell::{Cell, OnceCell, RefCell};

use crate::graph::Graph;
use crate::index::Index;
use crate::name::{self, Fit};
use crate::sorted::{distinct, equal, sort_by_key};
use relata_record::similar;

/// Maximum number of names compared in one check to find those that may be meant: enough for more findings than are read.
const COMPARISONS: usize = 5_000_000;

/// The names that models have, looked up in ways that a sound registry never needs.
pub(crate) struct Names<'g> {
    pub(crate) graph: &'g Graph,
    /// The last segment of the path of each model, in small letters.
    small: Vec<String>,
    /// The first model of each path by these, then by path.
    by_name: Vec<u32>,
    all: Vec<similar::Name<'g>>,
    /// Every crate, with how many models it contributes.
    pub(crate) crates: Index<'g>,
    /// Every crate and module that a path goes through.
    pub(crate) modules: Index<'g>,
    /// The same with the crate that the path begins with, sorted.
    modules_of: Vec<(&'g str, &'g str)>,
    compared: Cell<usize>,
    all_modules: Vec<similar::Name<'g>>,
    /// Whether a module has nearly this name, for each that was asked about.
    asked: RefCell<Index<'g>>,
    /// How many models there are, of which crates, in words.
    pub(crate) registered: OnceCell<String>,
}

impl<'g> Names<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        let (mut small, mut by_name) = (Vec::new(), Vec::new());
        let (mut crates, mut names, mut modules) = (Index::new(), Index::new(), Index::new());
        let mut modules_of = Vec::new();
        let (mut last_path, mut last_qualifier) = ("", None);
        for (model, row) in (0..).zip(graph.models()) {
            let path = &*row.path;
            let krate = name::first_segment(path);
            *crates.entry(krate).or_default() += u32::from(!row.external);
            let name = name::last_segment(path);
            small.push(name.to_lowercase());
            // Models that share a path count as one name, and the models of a module are next to each other.
            if path == last_path {
                continue;
            }
            last_path = path;
            by_name.push(model);
            names.insert(name, model);
            let qualifier = name::qualifier(path);
            if qualifier != last_qualifier {
                last_qualifier = qualifier;
                for module in qualifier.into_iter().flat_map(|it| it.split("::")) {
                    let module = name::last_segment(module);
                    modules_of.push((krate, module));
                    modules.insert(module, model);
                }
            }
        }
        let all = |names: &Index<'g>| names.keys().copied().map(similar::Name::new).collect();
        sort_by_key(&mut by_name, |model| &small[*model as usize]);
        Names {
            graph,
            small,
            by_name,
            all: all(&names),
            crates,
            all_modules: all(&modules),
            modules,
            modules_of: distinct(modules_of),
            compared: Cell::new(0),
            asked: RefCell::default(),
            registered: OnceCell::new(),
        }
    }

    pub(crate) fn path(&self, model: u32) -> &'g str {
        &self.graph.model(model).path
    }

    /// The models that a written name means, the first of each path: the one whose whole path it is, or else all whose
    /// tail it is.
    pub(crate) fn called(&self, written: &str) -> Vec<u32> {
        let mut tails = Vec::new();
        for model in self.with_name(written) {
            match name::fit(written, self.path(*model)) {
                Fit::Exact => return vec![*model],
                Fit::Tail => tails.push(*model),
                Fit::No => {}
            }
        }
        tails
    }

    /// The models that are likely to be meant by a name that no model has.
    pub(crate) fn meant(&self, written: &str) -> Vec<u32> {
        let candidates = Candidates::of(self, written);
        let models = candidates.close.then_some(candidates.models);
        models.unwrap_or_default()
    }

    /// The models whose name is the last segment of this, except for case.
    fn with_name(&self, written: &str) -> &[u32] {
        let name = name::last_segment(written).to_lowercase();
        equal(&self.by_name, |model| {
            self.small[*model as usize].cmp(&name)
        })
    }

    /// Whether this number of names may be compared again, each at this cost.
    pub(crate) fn may_compare(&self, among: usize, cost: usize) -> bool {
        let compared = self.compared.get();
        let may = compared < COMPARISONS;
        if may {
            self.compared.set(compared + among * cost);
        }
        may
    }

    /// Whether a crate or module has nearly this name. After very many names it is assumed, which reports each model on its
    /// own.
    pub(crate) fn is_nearly_a_module(&self, first: &'g str) -> bool {
        let modules = &self.all_modules;
        let mut asked = self.asked.borrow_mut();
        let may_compare = asked.len() * modules.len() < COMPARISONS;
        let nearly = || !may_compare || similar::nearest_of(first, modules).is_some();
        *asked.entry(first).or_insert_with(|| nearly().into()) != 0
    }

    /// The models with the nearest name to the last segment of this.
    pub(crate) fn similar(&self, written: &str) -> Vec<u32> {
        if !self.may_compare(self.all.len(), 1) {
            return Vec::new();
        }
        let Some(similar) = similar::nearest_of(name::last_segment(written), &self.all) else {
            return Vec::new();
        };
        let mut models = self.with_name(similar).to_vec();
        models.retain(|model| name::last_segment(self.path(*model)) == similar);
        models
    }
}

/// How the models that may be meant differ from what is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Only in capitals.
    Case,
    /// In the crate or modules before the name.
    Modules,
    /// In the name, a little.
    Name,
}

/// What the registry holds in place of an absent model.
pub(crate) struct Candidates {
    pub(crate) models: Vec<u32>,
    pub(crate) differ: Difference,
    /// Whether it is likely that one of them is meant, and not a model that is absent.
    pub(crate) close: bool,
}

impl Candidates {
    pub(crate) fn of(names: &Names<'_>, written: &str) -> Self {
        let mut of_name = names.with_name(written);
        if !names.may_compare(of_name.len(), 10) {
            of_name = &[];
        }
        let mut other_case = of_name.to_vec();
        other_case.retain(|model| name::fits_but_for_case(written, names.path(*model)));
        let (mut models, differ) = if !other_case.is_empty() {
            (other_case, Difference::Case)
        } else if !of_name.is_empty() {
            (of_name.to_vec(), Difference::Modules)
        } else {
            (names.similar(written), Difference::Name)
        };
        let nearness = |model: &u32| match differ {
            Difference::Case => Nearness::Near,
            _ => Nearness::of(names, written, names.path(*model)),
        };
        let near: Vec<Nearness> = models.iter().map(nearness).collect();
        let nearest = near.iter().min().copied().unwrap_or(Nearness::Far);
        let mut near = near.into_iter();
        models.retain(|_| near.next() == Some(nearest));
        Candidates {
            models,
            differ,
            close: nearest < Nearness::Far,
        }
    }
}

/// How what comes before a written name fits what comes before a model's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It is the same, or no path has what differs and it is nearly the same.
    Near,
    /// The written one begins with the model's crate, or with one of the modules in it, or only the crate differs and no model
    /// is in the one that is written.
    OneCrate,
    Far,
}

impl Nearness {
    fn of(names: &Names<'_>, written: &str, path: &str) -> Self {
        let written = written.strip_prefix("::").unwrap_or(written);
        let mut theirs = path.rsplit("::").skip(1).map(name::last_segment);
        let mut mine = written.rsplit("::").skip(1).map(name::last_segment);
        let near = mine.all(|mine| {
            theirs.next().is_some_and(|theirs| {
                mine == theirs
                    || !names.modules.contains_key(mine) && similar::is_near(mine, theirs)
            })
        });
        let krate = name::first_segment(path);
        let first = name::first_segment(written);
        let is_module_of_it = || {
            let modules_of = &names.modules_of;
            !names.crates.contains_key(first) && modules_of.binary_search(&(krate, first)).is_ok()
        };
        let differs_in_crate = || {
            let (rest, theirs) = (written.split_once("::"), path.split_once("::"));
            let rest = rest.map_or("", |(_, rest)| rest);
            rest.contains("::")
                && theirs.is_some_and(|(_, theirs)| rest == theirs)
                && !names.crates.contains_key(first)
        };
        if near {
            Nearness::Near
        } else if first == krate || is_module_of_it() || differs_in_crate() {
            Nearness::OneCrate
        } else {
            Nearness::Far
        }
    }
}
