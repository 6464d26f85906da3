//! The models and the other types that the files declare, each with its path, place and standing.

use std::collections::BTreeMap;

use super::condition::{Condition, Facts, Verdict};
use super::files::Files;
use super::modules::{Part, Tree};
use super::names::Names;
use super::outline::{Derive, Type};
use super::packages::Packages;
use super::standing::{Detail, Reached, Standing};
use crate::Place;

/// A model that the source declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub(crate) path: String,
    pub(crate) place: Place,
    /// The index of its package.
    pub(crate) package: usize,
    pub(crate) package_name: String,
    pub(crate) version: String,
    pub(crate) standing: Standing,
    /// Whether it is in the target itself, and not in a library that the target uses.
    pub(crate) in_target: bool,
}

/// A struct or an enum that does not derive relata's `Model`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underived {
    pub(crate) path: String,
    pub(crate) place: Place,
    /// The index of its package.
    pub(crate) package: usize,
    pub(crate) standing: Standing,
}

impl Declared {
    /// Returns the path with which it would be registered: `krate::module::Name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the place of its name.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns the name of its package.
    pub fn package(&self) -> &str {
        &self.package_name
    }

    /// Returns the version of its package.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns whether it is compiled.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
}

impl Underived {
    /// Returns its name, without the path.
    pub fn name(&self) -> &str {
        crate::name::last_segment(&self.path)
    }

    /// Returns its path: `krate::module::Name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the place of its name.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns whether it is compiled.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
}

/// Returns the models and the other types, both by package, place and path.
pub(super) fn gather(
    tree: &Tree,
    packages: &Packages,
    files: &Files,
) -> (Vec<Declared>, Vec<Underived>) {
    let mut names = Names::new(tree, packages, files);
    // By package, place, path and crate.
    let mut models: BTreeMap<(usize, Place, String, usize), Declared> = BTreeMap::new();
    let mut underived = Vec::new();
    for part in &tree.parts {
        for item in files.outline(part.file).iter().flat_map(|it| &it.types) {
            let scope = part.scopes[item.scope];
            let nth = tree.scopes[scope].krate;
            let krate = &tree.crates[nth];
            if !krate.counts && part.unreached.is_none() {
                continue;
            }
            let (module, facts) = (&*tree.scopes[scope].path, &krate.root.facts);
            let place = Place::new(&part.shown, item.at.0, item.at.1);
            let package = krate.root.package;
            let mut ours: Vec<&Derive> = item.attributes.derives.iter().collect();
            ours.retain(|it| names.is_ours(scope, it));
            if !ours.is_empty() {
                let Some(own) = own_conditions(item, &ours) else {
                    continue;
                };
                let path = path(item, module, facts);
                let standing = standing(item, part, facts, &own);
                let key = (package, place.clone(), path.clone(), nth);
                models
                    .entry(key)
                    .and_modify(|it| it.standing = merge(&it.standing, &standing, facts))
                    .or_insert_with(|| Declared {
                        path,
                        place,
                        package,
                        package_name: packages.list[package].name.clone(),
                        version: packages.list[package].version.clone(),
                        standing: standing.clone(),
                        in_target: krate.root.is_target,
                    });
            } else if part.unreached.is_none() {
                underived.push(Underived {
                    path: format!("{module}::{}", item.name),
                    place,
                    package,
                    standing: standing(item, part, facts, &[]),
                });
            }
        }
    }
    underived.sort_by(|a, b| (a.package, &a.place, &a.path).cmp(&(b.package, &b.place, &b.path)));
    (models.into_values().collect(), underived)
}

/// Returns the conditions of the derive and of each `skip`; none if the type is always skipped.
fn own_conditions(item: &Type, derives: &[&Derive]) -> Option<Vec<Condition>> {
    let mut own = Vec::new();
    // One of several derives with conditions is enough.
    if derives.iter().all(|it| !it.conditions.is_empty()) {
        let each = derives.iter().map(|it| Condition::all(&it.conditions));
        own.push(Condition::any(&each.collect::<Vec<_>>()));
    }
    for args in item.attributes.args.iter().filter(|it| it.skip) {
        if args.conditions.is_empty() {
            return None;
        }
        own.push(Condition::all(&args.conditions).not());
    }
    Some(own)
}

/// Returns the standing of a file that two `mod` lines declare as the same module. Either line is enough.
fn merge(one: &Standing, other: &Standing, facts: &Facts) -> Standing {
    let (a, b) = match (&one.0, &other.0) {
        (Detail::Reached(a), Detail::Reached(b)) => (&a.conditions, &b.conditions),
        (Detail::Unreached(_), _) => return other.clone(),
        (_, Detail::Unreached(_)) => return one.clone(),
    };
    let shared = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let mut conditions = a[..shared].to_vec();
    if a.len() > shared && b.len() > shared {
        let ways = [Condition::all(&a[shared..]), Condition::all(&b[shared..])];
        conditions.push(Condition::any(&ways));
    }
    reached(conditions, facts)
}

/// Returns the path with which a model is registered. SeaORM's `Model`, or a `Model` with the name of its module, has the
/// path of the module.
fn path(item: &Type, module: &str, facts: &Facts) -> String {
    let mut args = item
        .attributes
        .args
        .iter()
        .filter(|it| !facts.fails(&it.conditions));
    let name = args.find_map(|it| it.name.as_deref());
    let is_by_module = match name {
        Some(name) => crate::name::last_segment(module) == name,
        None => item.attributes.sea_orm,
    };
    if is_by_module && item.name == "Model" && crate::name::qualifier(module).is_some() {
        return module.to_owned();
    }
    format!("{module}::{}", name.unwrap_or(&item.name))
}

fn standing(item: &Type, part: &Part, facts: &Facts, own: &[Condition]) -> Standing {
    if let Some(lead) = &part.unreached {
        return Standing(Detail::Unreached(lead.clone()));
    }
    let conditions = [&*part.conditions, &item.conditions, own].concat();
    reached(conditions, facts)
}

fn reached(conditions: Vec<Condition>, facts: &Facts) -> Standing {
    let verdict = facts.verdict(&conditions);
    let fails = matches!(verdict, Verdict::Fails(..));
    let mut in_tests = facts.clone();
    in_tests.test = true;
    let fails_otherwise = fails && !in_tests.fails(&conditions);
    let needs_test = fails_otherwise || conditions.iter().any(Condition::needs_test);
    Standing(Detail::Reached(Reached {
        verdict,
        in_tests: needs_test && !facts.test,
        conditions,
    }))
}
