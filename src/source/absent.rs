//! The declared models that are not registered, and the cause of each.

pub(super) mod registered;
mod unnamed;

use std::collections::BTreeSet;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::Path;

use self::registered::{Registered, depends_on_features};
use super::Source;
use super::condition::Verdict;
use super::declared::Declared;
use super::standing::Detail;
use crate::declared::{self, Cause, Declarations, Feature, Holds, Unread};
use crate::graph::Graph;
use crate::name;

impl Source {
    /// Returns what the source declares and the program does not register.
    pub(crate) fn declarations(&self, graph: &Graph) -> Declarations {
        let registered = Registered::new(self, graph);
        let absent = self.models.iter().filter(|it| !registered.accounts_for(it));
        let absent: Vec<_> = absent.map(|it| (it, cause(&registered, it))).collect();
        // A model without a cause of its own is in a package that no code refers to.
        let unnamed = absent.iter().filter(|(_, cause)| cause.is_none());
        let unnamed: BTreeSet<usize> = unnamed
            .map(|(it, _)| registered.unnamed(it.package))
            .collect();
        let absent = absent.into_iter().map(|(it, cause)| declared::Declared {
            path: it.path.clone(),
            place: it.place.clone(),
            cause: cause.unwrap_or_else(|| registered.unnamed_cause(it.package, &unnamed)),
        });
        let underived = self.underived.iter().map(|it| declared::Underived {
            path: it.path.clone(),
            place: it.place.clone(),
        });
        Declarations {
            absent: absent.collect(),
            underived: underived.collect(),
            is_compared: true,
            program: self.krate.clone().zip(self.root.clone()),
            opaque: 0,
            unread: self.unread_crates(graph).into(),
        }
    }
}

impl Source {
    /// Returns the crates that register models and are not among the packages that cargo lists. The program was built in
    /// another way than its source is read, for example with other features.
    fn unread_crates(&self, graph: &Graph) -> Vec<Unread> {
        let mut unread: Vec<Unread> = Vec::new();
        for (model, row) in (0..).zip(graph.models()) {
            let krate = row.krate();
            // A doctest is a crate that cargo does not list.
            if row.external || self.root.is_none() || self.crates.contains(krate) {
                continue;
            }
            match unread.last_mut() {
                Some(Unread::Crate { name, models, .. }) if name == krate => *models += 1,
                _ => unread.push(Unread::Crate {
                    name: krate.to_owned(),
                    models: 1,
                    place: graph.model_place(model).into(),
                }),
            }
        }
        unread
    }

    /// Returns the file of the target, if it is known, and the file of a dynamic library next to it.
    fn files_with(&self, library: &str) -> Vec<String> {
        let path = Path::new(self.executable.as_deref().unwrap_or_default());
        let library = if path.extension().is_some_and(|it| it == "exe") {
            format!("{library}.dll")
        } else {
            format!("{DLL_PREFIX}{library}{DLL_SUFFIX}")
        };
        let folder = path.parent().unwrap_or(path);
        let folder = if folder.ends_with("examples") {
            folder.parent().unwrap_or(folder)
        } else {
            folder
        };
        let library = folder.join(library).display().to_string();
        self.executable.iter().cloned().chain([library]).collect()
    }
}

/// Returns the cause that is specific to one model; none if no code refers to its library.
fn cause(registered: &Registered<'_>, model: &Declared) -> Option<Cause> {
    let package = &registered.source.packages[model.package];
    let (conditions, verdict) = match &model.standing.0 {
        Detail::Unreached(lead) => return Some(Cause::NoMod(lead.clone())),
        Detail::Reached(reached) if reached.in_tests => {
            let krate = package.crate_name.clone();
            return Some(Cause::InTests { krate });
        }
        Detail::Reached(reached) => (&reached.conditions, &reached.verdict),
    };
    let feature = |name: &String| Feature {
        name: name.clone(),
        package: package.name.clone(),
        is_declared: package.known_features.contains(name),
    };
    let behind = |nth: usize, holds, features: &[String]| Cause::Behind {
        condition: conditions[nth].written(),
        holds,
        features: features.iter().map(feature).collect(),
        manifest: registered.manifest_of_dependent(model.package),
    };
    Some(match verdict {
        Verdict::Fails(nth, features) => behind(*nth, Holds::No, features),
        // The cause is known whether or not the crate is in the program.
        Verdict::Unknown(nth) => behind(*nth, Holds::Unknown, &[]),
        Verdict::Holds if package.is_dynamic && registered.refers_to(model.package) => {
            let krate = package.crate_name.clone();
            let files = registered.source.files_with(&krate);
            Cause::Dynamic { krate, files }
        }
        Verdict::Holds => {
            let is_certain = registered.libraries[model.package].is_certain;
            if is_certain && !registered.is_linked(model) {
                return None;
            }
            match depends_on_features(package, conditions) {
                Some(condition) if package.is_built => behind(condition, Holds::Alone, &[]),
                Some(condition) => behind(condition, Holds::InWorkspace, &[]),
                None => Cause::Unknown {
                    krate: name::first_segment(&model.path).to_owned(),
                },
            }
        }
    })
}
