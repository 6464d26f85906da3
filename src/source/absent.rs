//! Which of the declared models are not registered, and what keeps each of them out.
//!
//! In: the source, and what is registered. Out: causes, which rules put into words. This module must not know how source
//! is read.

use std::collections::{HashMap, HashSet};

use super::condition::{Condition, Verdict};
use super::standing::Detail;
use super::{Declared, Source, Standing};
use crate::declared::{self, Cause, Declarations, Line};
use crate::graph::Graph;
use crate::name;
use crate::place::Place;

impl Source {
    /// What the source declares beyond what is registered.
    pub(crate) fn declarations(&self, graph: &Graph) -> Declarations {
        let registered = Registered::of(self, graph);
        let absent = self.models.iter().filter(|it| !registered.has(it));
        let absent = absent.filter(|it| !registered.stands_aside(it));
        let absent = absent.map(|it| declared::Declared {
            path: it.path.clone(),
            place: it.place.clone(),
            cause: registered.cause(it),
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
        for model in source.models.iter().filter(|it| !it.in_target) {
            registered.libraries[model.package] |= registered.has(model);
            registered.declaring[model.package] = true;
            registered.certain[model.package] |= is_certain(&model.standing);
        }
        // Models that macros make are in no source.
        let crates: HashSet<&str> = graph.crates().collect();
        let libraries = source.packages.iter().zip(&mut registered.libraries);
        for (package, is_linked) in libraries.skip(1) {
            *is_linked |= crates.contains(&*package.crate_name);
        }
        registered
    }

    /// Of several declarations of one path, one that is not compiled for certain may stand for another.
    fn has(&self, model: &Declared) -> bool {
        let mut there = self.graph.models_at(&model.path);
        let is_alone = self.declared.get(&*model.path) == Some(&1);
        let is_any = is_alone || model.standing.is_compiled() != Some(true);
        there.any(|it| {
            let is_real = !self.graph.models[it as usize].external;
            is_real && (is_any || is_at(&self.graph.model_place(it), &model.place))
        })
    }

    /// Whether another declaration of the same path is the one that counts.
    fn stands_aside(&self, model: &Declared) -> bool {
        let is_compiled = model.standing.is_compiled() == Some(true);
        !is_compiled && self.compiled.contains(&*model.path)
    }

    fn cause(&self, model: &Declared) -> Cause {
        let Standing { detail } = &model.standing;
        let (conditions, verdict) = match detail {
            Detail::Unreached { mod_line } => return Cause::NoMod(mod_line.clone()),
            Detail::Reached { in_tests: true, .. } => {
                let krate = self.source.packages[model.package].crate_name.clone();
                return Cause::InTests { krate };
            }
            Detail::Reached {
                conditions,
                verdict,
                ..
            } => (conditions, verdict),
        };
        let package = &self.source.packages[model.package];
        let behind = |nth: usize, holds, feature: Option<&String>| Cause::Behind {
            condition: format!("cfg({})", conditions[nth]),
            holds,
            feature: feature.map(|it| (it.clone(), package.name.clone())),
        };
        match verdict {
            Verdict::Fails { condition, feature } => {
                behind(*condition, Some(false), feature.as_ref())
            }
            _ if !self.is_linked(model) && self.certain[model.package] => {
                self.not_named(model.package, 0)
            }
            Verdict::Unknown { condition } => behind(*condition, None, None),
            // The features that cargo resolves for all of a workspace may be more than those of this program.
            Verdict::Holds => match conditions.iter().position(is_about_a_feature) {
                Some(condition) => behind(condition, None, None),
                None => Cause::Unknown {
                    krate: name::first_segment(&model.path).to_owned(),
                },
            },
        }
    }

    /// Whether the crate of a model is in the program, as far as that can be told from what is registered.
    fn is_linked(&self, model: &Declared) -> bool {
        let krate = name::first_segment(&model.path);
        model.in_target || self.libraries[model.package] || self.graph.is_linked(krate)
    }

    /// That no code names the crate of a package, or another one through which alone it is in the program.
    fn not_named(&self, package: usize, depth: usize) -> Cause {
        let packages = &self.source.packages;
        let (own, of) = (&packages[package], |it: usize| &packages[it]);
        let mut dependents: Vec<_> = own.dependents.iter().collect();
        dependents.sort_by_key(|it| (it.package != 0, !self.libraries[it.package]));
        let (by, name) = match dependents.first() {
            Some(nearest) => (nearest.package, &nearest.name),
            None => (0, &own.crate_name),
        };
        if by != package && self.is_absent(by) && depth < packages.len() {
            return self.not_named(by, depth + 1);
        }
        // A library that is in the program names what it depends on; else the program or test does itself.
        let root = self.source.root.as_ref();
        let file = if by == package {
            root
        } else {
            of(by).root.as_ref().or(root)
        };
        let text = match &of(by).relata {
            Some(relata) if *name == own.crate_name => format!("{relata}::link!({name});"),
            Some(relata) => format!("{relata}::link!({name} as {});", own.crate_name),
            None => format!("use {name} as _;"),
        };
        let through = &of(by).crate_name;
        let is_known = file == root || self.libraries[by] || self.graph.is_linked(through);
        Cause::NotNamed {
            krate: own.crate_name.clone(),
            through: (!is_known).then(|| through.clone()),
            line: Line {
                text,
                file: file.map_or("the doctest", String::as_str).to_owned(),
            },
        }
    }

    /// Whether the library of a package is certain not to be in the program, since it has models.
    fn is_absent(&self, package: usize) -> bool {
        self.declaring[package] && !self.libraries[package]
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
