//! Which of the declared models are not registered, and what keeps each of them out.
//!
//! In: the source, and what is registered. Out: causes, which rules put into words. This module must not know how source
//! is read.

mod unnamed;

use std::collections::{HashMap, HashSet};

use self::unnamed::Unnamed;
use super::condition::{Condition, Verdict};
use super::standing::Detail;
use super::{Declared, Source, Standing};
use crate::declared::{self, Cause, Declarations, Feature, Holds};
use crate::graph::Graph;
use crate::name;
use crate::place::Place;

impl Source {
    /// What the source declares beyond what is registered.
    pub(crate) fn declarations(&self, graph: &Graph) -> Declarations {
        let registered = Registered::of(self, graph);
        let absent = self.models.iter().filter(|it| !registered.has(it));
        let absent = absent.filter(|it| !registered.stands_aside(it));
        let absent: Vec<_> = absent.map(|it| (it, registered.reason(it))).collect();
        let unnamed = absent.iter().filter_map(|(_, reason)| match reason {
            Reason::NotNamed(package) => Some(*package),
            Reason::Cause(_) => None,
        });
        let unnamed = Unnamed::of(&registered, unnamed.collect());
        let absent = absent.into_iter().map(|(it, reason)| declared::Declared {
            path: it.path.clone(),
            place: it.place.clone(),
            cause: match reason {
                Reason::Cause(cause) => cause,
                Reason::NotNamed(package) => unnamed.cause(package),
            },
        });
        let underived = self.underived.iter().map(|it| declared::Underived {
            path: it.path.clone(),
            place: it.place.clone(),
        });
        Declarations {
            absent: absent.collect(),
            underived: underived.collect(),
        }
    }
}

/// Why a model is not registered.
enum Reason {
    Cause(Cause),
    /// No code names the library of a package.
    NotNamed(usize),
}

/// What is registered, as far as the source is about it.
struct Registered<'s> {
    source: &'s Source,
    graph: &'s Graph,
    /// How many declarations have one path: types in functions may.
    declared: HashMap<&'s str, usize>,
    /// The paths that one declaration has for certain.
    compiled: HashSet<&'s str>,
    /// Which of the packages have a model that is there, in their libraries.
    libraries: Vec<bool>,
    /// Which of them declare one there, and which one that would be there for certain.
    declaring: Vec<bool>,
    certain: Vec<bool>,
}

impl<'s> Registered<'s> {
    fn of(source: &'s Source, graph: &'s Graph) -> Self {
        let mut declared: HashMap<&str, usize> = HashMap::new();
        for model in &source.models {
            *declared.entry(&model.path).or_default() += 1;
        }
        let compiled = source.models.iter();
        let compiled = compiled.filter(|it| it.standing.is_compiled() == Some(true));
        let mut registered = Registered {
            source,
            graph,
            declared,
            compiled: compiled.map(|it| &*it.path).collect(),
            libraries: vec![false; source.packages.len()],
            declaring: vec![false; source.packages.len()],
            certain: vec![false; source.packages.len()],
        };
        // A file that is of the program and of the library beside it shows nothing of the library.
        let own = source.models.iter().filter(|it| it.in_target);
        let own: HashSet<_> = own.map(|it| (&it.path, &it.place)).collect();
        for model in source.models.iter().filter(|it| !it.in_target) {
            let is_shared = own.contains(&(&model.path, &model.place));
            registered.libraries[model.package] |= !is_shared && registered.has(model);
            registered.declaring[model.package] = true;
            registered.certain[model.package] |= is_certain(&model.standing);
        }
        // Models that macros make are in no source.
        let crates: HashSet<&str> = graph.crates().collect();
        let libraries = source.packages.iter().zip(&mut registered.libraries);
        for (package, is_linked) in libraries.skip(1) {
            let is_other = source.krate.as_ref() != Some(&package.crate_name);
            *is_linked |= is_other && crates.contains(&*package.crate_name);
        }
        registered
    }

    /// Of several declarations of one path, one that is not compiled for certain may stand for another.
    fn has(&self, model: &Declared) -> bool {
        let mut there = self.graph.models_at(&model.path);
        let is_alone = self.declared.get(&*model.path) == Some(&1);
        let is_any = is_alone || model.standing.is_compiled() != Some(true);
        there.any(|it| {
            let is_real = !self.graph.model(it).external;
            is_real && (is_any || is_at(&self.graph.model_place(it), &model.place))
        })
    }

    /// Whether another declaration of the same path is the one that counts.
    fn stands_aside(&self, model: &Declared) -> bool {
        let is_compiled = model.standing.is_compiled() == Some(true);
        !is_compiled && self.compiled.contains(&*model.path)
    }

    fn reason(&self, model: &Declared) -> Reason {
        let (conditions, verdict) = match &model.standing.detail {
            Detail::Unreached(lead) => return Reason::Cause(Cause::NoMod(lead.clone())),
            Detail::Reached { in_tests: true, .. } => {
                let krate = self.source.packages[model.package].crate_name.clone();
                return Reason::Cause(Cause::InTests { krate });
            }
            Detail::Reached {
                conditions,
                verdict,
                ..
            } => (conditions, verdict),
        };
        let feature = |it: &String| self.feature(it, model.package);
        let behind = |nth: usize, holds, features: &[String]| Cause::Behind {
            condition: conditions[nth].written(),
            holds,
            features: features.iter().map(feature).collect(),
        };
        Reason::Cause(match verdict {
            Verdict::Fails {
                condition,
                features,
            } => behind(*condition, Holds::No, features),
            // Whatever its crate is, this is what is known of it.
            Verdict::Unknown { condition } => behind(*condition, Holds::Unknown, &[]),
            Verdict::Holds if !self.is_linked(model) && self.certain[model.package] => {
                return Reason::NotNamed(self.unnamed(model.package, 0));
            }
            Verdict::Holds => match conditions.iter().position(is_about_a_feature) {
                Some(condition) => behind(condition, Holds::InWorkspace, &[]),
                None => Cause::Unknown {
                    krate: name::first_segment(&model.path).to_owned(),
                },
            },
        })
    }

    fn feature(&self, name: &str, package: usize) -> Feature {
        let package = &self.source.packages[package];
        Feature {
            name: name.to_owned(),
            package: package.name.clone(),
            is_declared: package.known_features.contains(name),
        }
    }

    /// Whether the crate of a model is in the program, as far as that can be told from what is registered.
    fn is_linked(&self, model: &Declared) -> bool {
        let krate = name::first_segment(&model.path);
        model.in_target || self.libraries[model.package] || self.names(krate)
    }

    /// Whether a `link!` shows that a library is in the program. One in the target shows nothing of a library that is
    /// called alike.
    fn names(&self, krate: &str) -> bool {
        if self.source.krate.as_deref() == Some(krate) {
            self.graph.is_named(krate)
        } else {
            self.graph.is_linked(krate)
        }
    }

    /// Whether the library of a package is known to be in the program.
    fn is_in_program(&self, package: usize) -> bool {
        let krate = &self.source.packages[package].crate_name;
        self.libraries[package] || self.names(krate)
    }
}

/// Whether a place in a record is that of the source; what is read from elsewhere may not know its file.
fn is_at(registered: &Place, declared: &Place) -> bool {
    let is_in = registered.file().is_empty() || registered.file() == declared.file();
    is_in && registered.line() == declared.line()
}

/// Whether a model is there wherever its crate is.
fn is_certain(standing: &Standing) -> bool {
    match &standing.detail {
        Detail::Reached {
            conditions,
            verdict: Verdict::Holds,
            ..
        } => !conditions.iter().any(is_about_a_feature),
        _ => false,
    }
}

/// The features that cargo resolves are not always those of the program.
fn is_about_a_feature(condition: &Condition) -> bool {
    let mut words = condition
        .text
        .split(|it: char| !it.is_alphanumeric() && it != '_');
    words.any(|it| it == "feature")
}
