//! The models and the other types that the files declare, each with its path, place and standing.
//!
//! In: the tree of modules and what names lead to in it. Out: lists in the order of packages, files and lines.

use std::collections::HashMap;

use super::condition::{Condition, Facts};
use super::files::Files;
use super::modules::{Crate, Part, ScopeId, Tree};
use super::names::Names;
use super::outline::Type;
use super::packages::{Package, Packages};
use super::standing::{Detail, Standing};
use crate::Place;

/// A model that the source declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub(crate) path: String,
    pub(crate) place: Place,
    /// Which of the packages.
    pub(crate) package: usize,
    pub(crate) package_name: String,
    pub(crate) version: String,
    pub(crate) standing: Standing,
    /// Whether it is of the target itself, and not of a library beside or below it.
    pub(crate) in_target: bool,
}

/// A struct or an enum that does not derive relata's `Model`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underived {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) place: Place,
    /// Which of the packages.
    pub(crate) package: usize,
    pub(crate) standing: Standing,
}

impl Declared {
    /// The path by which it would be registered: `krate::module::Name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where its name is written.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The name of its package.
    pub fn package(&self) -> &str {
        &self.package_name
    }

    /// The version of its package.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether it is compiled.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
}

impl Underived {
    /// Its name alone.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its path: `krate::module::Name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where its name is written.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether it is compiled.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
}

pub(super) fn gather(
    tree: &Tree,
    packages: &Packages,
    files: &Files,
) -> (Vec<Declared>, Vec<Underived>) {
    let mut gathered = Gathered {
        names: Names::new(tree, packages, files),
        models: Vec::new(),
        underived: Vec::new(),
        known: HashMap::new(),
    };
    for part in &tree.parts {
        let outline = files.outline(part.file);
        for it in outline.iter().flat_map(|it| &it.types) {
            let scope = part.scopes[it.scope];
            let nth = tree.scopes[scope].krate;
            let krate = &tree.crates[nth];
            if krate.counts || part.unreached.is_some() {
                let package = &packages.list[krate.root.package];
                let path = &tree.scopes[scope].path;
                gathered.add(
                    it,
                    &At {
                        part,
                        scope,
                        krate,
                        nth,
                        package,
                        path,
                    },
                );
            }
        }
    }
    gathered
        .models
        .sort_by(|a, b| (a.package, &a.place, &a.path).cmp(&(b.package, &b.place, &b.path)));
    gathered
        .underived
        .sort_by(|a, b| (a.package, &a.place, &a.path).cmp(&(b.package, &b.place, &b.path)));
    (gathered.models, gathered.underived)
}

struct Gathered<'s> {
    names: Names<'s>,
    models: Vec<Declared>,
    underived: Vec<Underived>,
    /// Which of the one or the other a crate has by a path and a place.
    known: HashMap<(usize, String, Place), usize>,
}

/// Where a type stands.
struct At<'s> {
    part: &'s Part,
    scope: ScopeId,
    krate: &'s Crate,
    /// Which of the crates.
    nth: usize,
    package: &'s Package,
    path: &'s str,
}

impl<'s> Gathered<'s> {
    fn add(&mut self, it: &'s Type, at: &At<'s>) {
        let derives = it.derives.iter();
        let ours: Vec<_> = derives
            .filter(|derive| self.names.is_ours(at.scope, derive))
            .collect();
        if ours.is_empty() {
            if at.part.unreached.is_none() {
                self.add_underived(it, at);
            }
            return;
        }
        let mut conditions = Vec::new();
        // Two derives under two conditions: one of them is enough.
        if ours.iter().all(|derive| !derive.conditions.is_empty()) {
            let each = ours.iter().map(|derive| Condition::all(&derive.conditions));
            conditions.push(Condition::any(&each.collect::<Vec<_>>()));
        }
        for says in it.says.iter().filter(|it| it.skip) {
            if says.conditions.is_empty() {
                return;
            }
            conditions.push(Condition::all(&says.conditions).not());
        }
        let path = path(it, at);
        let place = Place::new(&at.part.shown, it.line, it.column);
        let standing = standing(it, at, &conditions);
        let krate = at.nth;
        if let Some(&nth) = self.known.get(&(krate, path.clone(), place.clone())) {
            let model = &mut self.models[nth];
            model.standing = either(&model.standing, &standing, &at.krate.root.facts);
            return;
        }
        let key = (krate, path.clone(), place.clone());
        self.known.insert(key, self.models.len());
        self.models.push(Declared {
            path,
            place,
            package: at.krate.root.package,
            package_name: at.package.name.clone(),
            version: at.package.version.clone(),
            standing,
            in_target: at.krate.root.is_target,
        });
    }

    fn add_underived(&mut self, it: &'s Type, at: &At<'s>) {
        let path = format!("{}::{}", at.path, it.name);
        self.underived.push(Underived {
            name: it.name.clone(),
            path,
            place: Place::new(&at.part.shown, it.line, it.column),
            package: at.krate.root.package,
            standing: standing(it, at, &[]),
        });
    }
}

/// Of one file that two `mod` lines declare as one module, each under its conditions: one of them is enough.
fn either(one: &Standing, other: &Standing, facts: &Facts) -> Standing {
    let detail = match (&one.detail, &other.detail) {
        (Detail::Reached { conditions: a, .. }, Detail::Reached { conditions: b, .. }) => {
            let alike = a.iter().zip(b).take_while(|(a, b)| a == b).count();
            let mut conditions = a[..alike].to_vec();
            if a.len() > alike && b.len() > alike {
                let ways = [Condition::all(&a[alike..]), Condition::all(&b[alike..])];
                conditions.push(Condition::any(&ways));
            }
            reached(conditions, facts)
        }
        (Detail::Unreached(_), it) | (it, Detail::Unreached(_)) => it.clone(),
    };
    Standing { detail }
}

/// The path by which it would be registered: that of its module, where it is known by that.
fn path(it: &Type, at: &At<'_>) -> String {
    let name = name(it, at);
    let module = crate::name::qualifier(at.path).map(|_| crate::name::last_segment(at.path));
    let by_module = match (module, name) {
        (None, _) => false,
        (Some(_), None) => it.of_sea_orm && it.name == "Model",
        (Some(module), Some(name)) => it.name == "Model" && module == name,
    };
    if by_module {
        return at.path.to_owned();
    }
    format!("{}::{}", at.path, name.unwrap_or(&it.name))
}

/// What relations call it, if not as its type.
fn name<'s>(it: &'s Type, at: &At<'_>) -> Option<&'s str> {
    let facts = &at.krate.root.facts;
    let mut says = it.says.iter();
    says.find_map(|it| {
        let name = it.name.as_deref();
        name.filter(|_| !facts.fails(&it.conditions))
    })
}

fn standing(it: &Type, at: &At<'_>, own: &[Condition]) -> Standing {
    let detail = match &at.part.unreached {
        Some(lead) => Detail::Unreached(lead.clone()),
        None => {
            let conditions = [&*at.part.conditions, &it.conditions, own].concat();
            reached(conditions, &at.krate.root.facts)
        }
    };
    Standing { detail }
}

fn reached(conditions: Vec<Condition>, facts: &Facts) -> Detail {
    let fails = facts.fails(&conditions);
    let needs_test = conditions.iter().any(Condition::needs_test)
        || fails && !facts.in_tests().fails(&conditions);
    Detail::Reached {
        verdict: facts.verdict(&conditions),
        in_tests: needs_test && !facts.test,
        conditions,
    }
}
