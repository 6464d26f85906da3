//! The registered models and libraries, as far as the source knows them.

use std::collections::{HashMap, HashSet};
use std::slice;
use std::sync::Arc;

use crate::graph::Graph;
use crate::name;
use crate::place::Place;
use crate::source::condition::{Condition, Facts};
use crate::source::declared::Declared;
use crate::source::standing::{Detail, Standing};
use crate::source::{Package, Source};

pub(super) struct Registered<'s> {
    pub(super) source: &'s Source,
    graph: &'s Graph,
    /// The number of declarations of each path. Types in functions may share a path.
    declared: HashMap<&'s str, usize>,
    /// The paths of models that are certainly compiled.
    compiled: HashSet<&'s str>,
    /// What is known about the library of each package.
    pub(super) libraries: Vec<Library>,
}

#[derive(Clone, Default)]
pub(super) struct Library {
    /// Whether one of its models is registered.
    pub(super) is_linked: bool,
    /// Whether it declares a model.
    pub(super) declares: bool,
    /// Whether one of its models is compiled wherever the library is.
    pub(super) is_certain: bool,
}

impl<'s> Registered<'s> {
    pub(super) fn new(source: &'s Source, graph: &'s Graph) -> Self {
        let mut registered = Registered {
            source,
            graph,
            declared: HashMap::new(),
            compiled: HashSet::new(),
            libraries: vec![Library::default(); source.packages.len()],
        };
        for model in &source.models {
            *registered.declared.entry(&model.path).or_default() += 1;
            if model.standing.is_compiled() == Some(true) {
                registered.compiled.insert(&model.path);
            }
        }
        // A file that belongs to both the program and the library next to it reveals nothing about the library.
        let (own, others): (Vec<_>, Vec<_>) = source.models.iter().partition(|it| it.in_target);
        let own: HashSet<_> = own.iter().map(|it| (&it.path, &it.place)).collect();
        for model in others {
            let is_shared = own.contains(&(&model.path, &model.place));
            let is_linked = !is_shared && registered.has(model);
            let library = &mut registered.libraries[model.package];
            library.is_linked |= is_linked;
            library.declares = true;
            library.is_certain |= is_certain(&model.standing, &source.packages[model.package]);
        }
        // Models that macros declare are not in any source file.
        let crates: HashSet<&str> = graph.crates().collect();
        let libraries = source.packages.iter().zip(&mut registered.libraries);
        for (package, library) in libraries.skip(1) {
            let is_other = source.krate.as_ref() != Some(&package.crate_name);
            library.is_linked |= is_other && crates.contains(&*package.crate_name);
        }
        registered
    }

    /// Returns whether a declared model is registered, or another declaration of its path is the one that counts.
    pub(super) fn accounts_for(&self, model: &Declared) -> bool {
        let is_compiled = model.standing.is_compiled() == Some(true);
        self.has(model) || !is_compiled && self.compiled.contains(&*model.path)
    }

    /// Returns whether a model is registered. If its path has several declarations, any of them may be the registered one
    /// unless it is certainly compiled.
    fn has(&self, model: &Declared) -> bool {
        let is_only = self.declared.get(&*model.path) == Some(&1);
        let is_any = is_only || model.standing.is_compiled() != Some(true);
        self.graph.models_at(&model.path).any(|it| {
            let is_real = !self.graph.model(it).external;
            is_real && (is_any || is_at(&self.graph.model_place(it).into(), &model.place))
        })
    }

    /// Returns whether the crate of a model is known to be in the program.
    pub(super) fn is_linked(&self, model: &Declared) -> bool {
        let is_linked = model.in_target || self.libraries[model.package].is_linked;
        is_linked || self.has_link(name::first_segment(&model.path))
    }

    /// Returns whether code refers to the library of a package.
    pub(super) fn refers_to(&self, package: usize) -> bool {
        let packages = &self.source.packages;
        let mut dependents = packages[package].dependents.iter();
        self.is_in_program(package)
            || dependents.any(|it| packages[it.package].mentioned.contains(&it.name))
    }

    /// Returns whether the library of a package is known to be in the program.
    pub(super) fn is_in_program(&self, package: usize) -> bool {
        let krate = &self.source.packages[package].crate_name;
        self.libraries[package].is_linked || self.has_link(krate)
    }

    /// Returns whether a `link!` shows that a library is in the program. A `link!` in a target with the same name does not
    /// show it.
    fn has_link(&self, krate: &str) -> bool {
        if self.source.krate.as_deref() == Some(krate) {
            self.graph.is_named(krate)
        } else {
            self.graph.is_linked(krate)
        }
    }
}

/// Returns whether a registered place is that of the source. The file of a record may be unknown.
fn is_at(registered: &Place, declared: &Place) -> bool {
    let is_in = registered.file().is_empty() || registered.file() == declared.file();
    is_in && registered.line() == declared.line()
}

/// Returns whether a model is compiled wherever its crate is.
fn is_certain(standing: &Standing, package: &Package) -> bool {
    standing.is_compiled() == Some(true)
        && matches!(&standing.0, Detail::Reached(it) if depends_on_features(package, &it.conditions).is_none())
}

/// Returns the first of these conditions, which hold, that may not hold in a build of other packages too: of a crate that is not
/// part of the build any about a feature, and otherwise one that more features break.
pub(in crate::source) fn depends_on_features(
    package: &Package,
    conditions: &[Condition],
) -> Option<usize> {
    let all = Facts {
        features: Arc::clone(&package.known_features),
        test: false,
    };
    let may_break = |it: &Condition| !package.is_built || all.fails(slice::from_ref(it));
    let mut conditions = conditions.iter();
    conditions.position(|it| is_about_a_feature(it) && may_break(it))
}

/// Returns whether a condition mentions a feature.
fn is_about_a_feature(condition: &Condition) -> bool {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let mut words = condition.text.split(|it| !is_word(it));
    words.any(|it| it == "feature")
}
