//! Registered models that a name may refer to although none has it: the same name in other case or in another module,
//! or a similar name.

use std::cell::{Cell, OnceCell, RefCell};

use crate::graph::Graph;
use crate::index::Index;
use crate::name::{self, Fit};
use crate::sorted::{distinct, equal, sort_by_key};
use relata_record::similar;
use relata_record::spelling::lowercase;

/// Maximum number of names compared in one check to find candidates. It suffices for more findings than anyone reads.
const COMPARISONS: usize = 5_000_000;

/// Maximum number of names for which all others are searched for a similar one, for the same reason.
const SEARCHES: usize = 200;

/// The names of all models, for look-ups that only a registry with faults needs.
pub(crate) struct Names<'g> {
    pub(crate) graph: &'g Graph,
    /// The last segment of each model's path, in lower case.
    small: Vec<String>,
    /// The first model of each path, sorted by lower-case name, then by path.
    by_name: Vec<u32>,
    all: Vec<similar::Name<'g>>,
    /// Each crate with the number of its models.
    pub(crate) crates: Index<'g>,
    /// All crates and modules in the paths of models.
    pub(crate) modules: Index<'g>,
    /// Pairs of a crate and a crate or module in its paths, sorted.
    modules_of: Vec<(&'g str, &'g str)>,
    compared: Cell<usize>,
    searches: Cell<usize>,
    all_modules: Vec<similar::Name<'g>>,
    /// Caches whether a module has a similar name.
    asked: RefCell<Index<'g>>,
    /// Caches the text with the number of registered models and their crates.
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
            small.push(lowercase(name));
            // Models that share a path count as one name. Models of one module are adjacent.
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
            searches: Cell::new(0),
            asked: RefCell::default(),
            registered: OnceCell::new(),
        }
    }

    pub(crate) fn path(&self, model: u32) -> &'g str {
        &self.graph.model(model).path
    }

    /// Returns the models that a name matches, the first of each path: the model with exactly this path, or else all
    /// models whose path ends with it.
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

    /// Returns the models that a name without a match probably refers to.
    pub(crate) fn meant(&self, written: &str) -> Vec<u32> {
        let candidates = Candidates::of(self, written);
        let models = candidates.close.then_some(candidates.models);
        models.unwrap_or_default()
    }

    /// Returns the models whose name equals the last segment, ignoring case.
    fn with_name(&self, written: &str) -> &[u32] {
        let name = lowercase(name::last_segment(written));
        equal(&self.by_name, |model| {
            self.small[*model as usize].cmp(&name)
        })
    }

    /// Whether the comparison budget allows comparing this number of names, each at this cost.
    pub(crate) fn may_compare(&self, among: usize, cost: usize) -> bool {
        let compared = self.compared.get();
        let may = compared < COMPARISONS;
        if may {
            self.compared.set(compared + among * cost);
        }
        may
    }

    /// Whether a crate or module has a similar name. Once the searches are used up, the answer is yes, so that each model
    /// is reported separately.
    pub(crate) fn is_nearly_a_module(&self, first: &'g str) -> bool {
        let modules = &self.all_modules;
        let mut asked = self.asked.borrow_mut();
        let may_compare = asked.len() < SEARCHES && asked.len() * modules.len() < COMPARISONS;
        let nearly = || !may_compare || similar::nearest_of(first, modules).is_some();
        *asked.entry(first).or_insert_with(|| nearly().into()) != 0
    }

    /// Returns the models whose name is most similar to the last segment.
    pub(crate) fn similar(&self, written: &str) -> Vec<u32> {
        let searches = self.searches.replace(self.searches.get() + 1);
        if searches >= SEARCHES || !self.may_compare(self.all.len(), 1) {
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

/// The difference between candidates and the written name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Only the case differs.
    Case,
    /// The crate or modules before the name differ.
    Modules,
    /// The name differs slightly.
    Name,
}

/// The registered models that resemble an absent one.
pub(crate) struct Candidates {
    pub(crate) models: Vec<u32>,
    pub(crate) differ: Difference,
    /// Whether the name probably refers to one of them, rather than to an absent model.
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

/// The similarity between the qualifiers of a written name and of a model's path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// The qualifiers are equal, or similar with differing segments that occur in no path.
    Near,
    /// The written name begins with the model's crate or one of its modules, or only the crate differs and the written
    /// crate has no models.
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
