//! The registered models that somebody may have meant by a name that no model has: the same name in other capitals or in
//! another module, or a similar one.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use crate::graph::Graph;
use crate::name::{self, Fit};
use crate::similar;

/// The most names compared in one check to find those that may be meant: enough for more findings than anybody reads.
const COMPARISONS: usize = 5_000_000;

/// The names that models have, looked up in ways that a sound registry never needs.
pub(crate) struct Names<'g> {
    pub(crate) graph: &'g Graph,
    /// By the last segment of the path, in small letters; each list by path.
    by_name: HashMap<String, Vec<u32>>,
    all: Vec<similar::Name<'g>>,
    /// Every crate, with how many models it contributes.
    pub(crate) crates: HashMap<&'g str, usize>,
    /// Every crate and module that a path goes through.
    pub(crate) modules: HashSet<&'g str>,
    /// The same, with the crate that the path begins with.
    modules_of: HashSet<(&'g str, &'g str)>,
    compared: Cell<usize>,
    /// The modules, to be compared, and whether one is nearly called so of each name that was asked about.
    modules_compared: OnceCell<Vec<similar::Name<'g>>>,
    asked: RefCell<HashMap<String, bool>>,
    /// How many models there are, of which crates, in words.
    pub(crate) registered: OnceCell<String>,
}

impl<'g> Names<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        let mut found = Names {
            graph,
            by_name: HashMap::new(),
            all: Vec::new(),
            crates: HashMap::new(),
            modules: HashSet::new(),
            modules_of: HashSet::new(),
            compared: Cell::new(0),
            modules_compared: OnceCell::new(),
            asked: RefCell::default(),
            registered: OnceCell::new(),
        };
        let mut names = HashSet::new();
        let (mut last_path, mut last_qualifier) = ("", None);
        for model in graph.model_indices() {
            let path = found.path(model);
            let krate = name::first_segment(path);
            let is_real = !graph.model(model).external;
            *found.crates.entry(krate).or_default() += usize::from(is_real);
            // Several of one path are one name, and the models of a module stand together.
            if path == last_path {
                continue;
            }
            last_path = path;
            let name = name::last_segment(path);
            let folded = name.to_lowercase();
            found.by_name.entry(folded).or_default().push(model);
            names.insert(name);
            let qualifier = name::qualifier(path);
            if qualifier != last_qualifier {
                last_qualifier = qualifier;
                for module in qualifier.into_iter().flat_map(|it| it.split("::")) {
                    let module = name::last_segment(module);
                    found.modules.insert(module);
                    found.modules_of.insert((krate, module));
                }
            }
        }
        found.all = names.into_iter().map(similar::Name::new).collect();
        found
    }

    pub(crate) fn path(&self, model: u32) -> &'g str {
        &*self.graph.model(model).path
    }

    /// The models that a written name means, the first of each path: the one whose whole path it is, or else all whose
    /// tail it is.
    pub(crate) fn called(&self, written: &str) -> Vec<u32> {
        let fits = self
            .with_name(written)
            .iter()
            .map(|model| (*model, name::fit(written, self.path(*model))));
        let fits: Vec<_> = fits.filter(|(_, fit)| *fit != Fit::No).collect();
        match fits.iter().find(|(_, fit)| *fit == Fit::Exact) {
            Some((model, _)) => vec![*model],
            None => fits.into_iter().map(|(model, _)| model).collect(),
        }
    }

    /// The models that somebody who wrote a name that no model has is taken to have meant.
    pub(crate) fn meant(&self, written: &str) -> Vec<u32> {
        let candidates = Candidates::of(self, written);
        if candidates.close {
            candidates.models
        } else {
            Vec::new()
        }
    }

    /// The models whose name is the last segment of this, case aside.
    fn with_name(&self, written: &str) -> &[u32] {
        self.by_name
            .get(&name::last_segment(written).to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// Whether so many names may be compared again, each as dear as so many.
    pub(crate) fn may_compare(&self, among: usize, dear: usize) -> bool {
        let compared = self.compared.get();
        let may = compared < COMPARISONS;
        if may {
            self.compared.set(compared + among * dear);
        }
        may
    }

    /// Whether a crate or module is nearly called so. After very many names it is taken for granted, which tells each
    /// model on its own.
    pub(crate) fn is_nearly_a_module(&self, first: &str) -> bool {
        let modules = self.modules_compared.get_or_init(|| {
            let modules = self.modules.iter().copied();
            modules.map(similar::Name::new).collect()
        });
        let mut asked = self.asked.borrow_mut();
        let may_compare = asked.len() * modules.len() < COMPARISONS;
        let nearly = || !may_compare || similar::nearest_of(first, modules).is_some();
        *asked.entry(first.to_owned()).or_insert_with(nearly)
    }

    /// The models with the nearest name to the last segment of this.
    pub(crate) fn similar(&self, written: &str) -> Vec<u32> {
        if !self.may_compare(self.all.len(), 1) {
            return Vec::new();
        }
        let Some(similar) = similar::nearest_of(name::last_segment(written), &self.all) else {
            return Vec::new();
        };
        let named = self.with_name(similar).iter().copied();
        named
            .filter(|model| name::last_segment(self.path(*model)) == similar)
            .collect()
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
        let other_case: Vec<u32> = of_name
            .iter()
            .filter(|model| name::fits_but_for_case(written, names.path(**model)))
            .copied()
            .collect();
        if !other_case.is_empty() {
            return Candidates {
                models: other_case,
                differ: Difference::Case,
                close: true,
            };
        }
        let (models, differ) = if of_name.is_empty() {
            (names.similar(written), Difference::Name)
        } else {
            (of_name.to_vec(), Difference::Modules)
        };
        let nearness = |model: u32| (Nearness::of(names, written, names.path(model)), model);
        let models: Vec<_> = models.into_iter().map(nearness).collect();
        let nearest = models.iter().map(|(nearness, _)| *nearness).min();
        let models = models.into_iter();
        Candidates {
            models: models
                .filter(|(nearness, _)| Some(*nearness) == nearest)
                .map(|(_, model)| model)
                .collect(),
            differ,
            close: nearest.is_some_and(|nearest| nearest < Nearness::Far),
        }
    }
}

/// How what stands before a written name fits what stands before a model's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It is the same, or no path has what differs and it is nearly the same.
    Near,
    /// The written one begins with the model's crate, or with one of the modules in it.
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
                mine == theirs || !names.modules.contains(mine) && similar::is_near(mine, theirs)
            })
        });
        let krate = name::first_segment(path);
        let first = name::first_segment(written);
        if near {
            Nearness::Near
        } else if first == krate
            || !names.crates.contains_key(first) && names.modules_of.contains(&(krate, first))
        {
            Nearness::OneCrate
        } else {
            Nearness::Far
        }
    }
}
