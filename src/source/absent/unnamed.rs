//! Who is to name the libraries that no code names, where, and with which line.
//!
//! In: which libraries these are, and what is known to be in the program. Out: a cause for each, with a line that
//! compiles however its file is built, or with none. This module must not know which models are absent.

use std::collections::BTreeSet;

use super::Registered;
use crate::declared::{Cause, Line, Mend};
use crate::source::packages::{Dependent, Guard, Package, Presence};
use crate::source::target::DevDependencies;

/// The libraries that no code names.
pub(super) struct Unnamed<'s> {
    registered: &'s Registered<'s>,
    packages: BTreeSet<usize>,
}

/// Where a library is to be named, and under what condition.
#[derive(PartialEq)]
struct Spot<'s> {
    /// By which of the packages.
    by: usize,
    /// A doctest has none.
    file: Option<&'s String>,
    dev_dependencies: DevDependencies,
    guard: Guard,
    presence: Presence,
}

impl Registered<'_> {
    /// The package itself, or another one through which alone it is in the program and that is not there either.
    pub(super) fn unnamed(&self, package: usize, depth: usize) -> usize {
        let Some(dependent) = self.nearest(package) else {
            return package;
        };
        let by = dependent.package;
        let is_absent = self.declaring[by] && !self.libraries[by];
        // What is there less surely would not come with it.
        let packages = &self.source.packages;
        let is_through = by != package && packages[by].presence == packages[package].presence;
        if is_through && is_absent && depth < self.source.packages.len() {
            return self.unnamed(by, depth + 1);
        }
        package
    }

    /// Who is to name the library of a package: whose way to it is the surest, and then the shortest.
    fn nearest(&self, package: usize) -> Option<&Dependent> {
        let packages = &self.source.packages;
        packages[package].dependents.iter().min_by_key(|it| {
            let by = it.package;
            (it.presence(packages), by != 0, !self.libraries[by], by)
        })
    }
}

/// Whether only the target itself can name it, and the library beside it cannot.
fn is_of_root(dependent: &Dependent) -> bool {
    let is_for_tests = dependent.edge.presence() == Presence::ForTests;
    dependent.package == 0 && is_for_tests
}

impl<'s> Unnamed<'s> {
    pub(super) fn of(registered: &'s Registered<'s>, packages: BTreeSet<usize>) -> Self {
        Unnamed {
            registered,
            packages,
        }
    }

    /// One line names all that is missing in one place.
    pub(super) fn cause(&self, package: usize) -> Cause {
        let packages = &self.registered.source.packages;
        let krate = |it: &usize| packages[*it].crate_name.clone();
        let spot = self.spot(package);
        if packages[package].presence == Presence::Optional {
            let (by, dependency) = self.optional(package);
            return Cause::Optional {
                dependency,
                package: packages[by].name.clone(),
                mend: spot.and_then(|spot| self.unwritten(&spot, package)),
            };
        }
        let together = match &spot {
            Some(_) => {
                let together = self.packages.iter().copied();
                together.filter(|it| self.spot(*it) == spot).collect()
            }
            None => vec![package],
        };
        Cause::NotNamed {
            crates: together.iter().map(krate).collect(),
            mend: spot.map(|spot| self.mend(&spot, &together)),
            for_tests: packages[package].presence == Presence::ForTests,
        }
    }

    /// What is there does not mend anything, but may stand behind a condition.
    fn unwritten(&self, spot: &Spot<'_>, package: usize) -> Option<Mend> {
        let dependent = self.registered.nearest(package)?;
        let by = &self.registered.source.packages[spot.by];
        if by.mentioned.contains(&dependent.name) {
            return None;
        }
        Some(self.mend(spot, &[package]))
    }

    /// The dependency that is optional, on the way to a package: whose, and what it is called there.
    fn optional(&self, mut package: usize) -> (usize, String) {
        let packages = &self.registered.source.packages;
        let mut found = (0, packages[package].crate_name.clone());
        for _ in 0..packages.len() {
            let Some(dependent) = self.registered.nearest(package) else {
                break;
            };
            found = (dependent.package, dependent.edge.name.clone());
            if dependent.edge.presence() == Presence::Optional {
                break;
            }
            package = dependent.package;
        }
        found
    }

    /// A library that is in the program names what it depends on; else the program or test does itself. Of one without
    /// models it is not known that it is in the program, and the line in a library that is not there does nothing.
    fn spot(&self, package: usize) -> Option<Spot<'s>> {
        let registered = self.registered;
        let source = registered.source;
        let dependent = registered.nearest(package)?;
        let by = dependent.package;
        let is_own = by == package || is_of_root(dependent);
        let (file, library) = (source.root.as_ref(), source.packages[by].root.as_ref());
        let file = match library {
            Some(_) if by != 0 => library,
            Some(_) if !is_own && registered.is_in_program(by) => library,
            // It is told that this is not in the program itself.
            Some(_) if !is_own && registered.declaring[by] => library,
            _ => file,
        };
        let dev_dependencies = if file == source.root.as_ref() {
            source.dev_dependencies
        } else {
            DevDependencies::Absent
        };
        Some(Spot {
            by,
            file,
            dev_dependencies,
            guard: dependent.edge.guard(dev_dependencies)?,
            presence: source.packages[package].presence,
        })
    }

    fn mend(&self, spot: &Spot<'_>, together: &[usize]) -> Mend {
        let registered = self.registered;
        let by = &registered.source.packages[spot.by];
        let guard = match &spot.guard {
            Guard::Nothing => String::new(),
            Guard::Condition(condition) => format!("#[cfg({condition})] "),
            Guard::Platform(platform) => {
                return Mend::On {
                    package: by.name.clone(),
                    platform: platform.clone(),
                };
            }
        };
        let is_of_target = spot.file == registered.source.root.as_ref();
        let through = !is_of_target && !registered.is_in_program(spot.by);
        let is_own = together.contains(&spot.by);
        Mend::Write {
            line: Line {
                text: self.text(by, spot, &guard, together),
                file: spot.file.map_or("the doctest", String::as_str).to_owned(),
            },
            through: through.then(|| by.crate_name.clone()),
            rlib: (is_own && !by.is_linkable).then(|| by.name.clone()),
        }
    }

    fn text(&self, by: &Package, spot: &Spot<'_>, guard: &str, together: &[usize]) -> String {
        let packages = &self.registered.source.packages;
        let names = together.iter().filter_map(|&it| {
            let name = &self.registered.nearest(it)?.name;
            Some((name, &packages[it].crate_name))
        });
        // Where relata may not be there itself, the language says it as well.
        let is_there =
            |guard: Option<Guard>| guard.is_some_and(|it| it == Guard::Nothing || it == spot.guard);
        let relata = by.relata.as_ref();
        let relata = relata.filter(|(_, edge)| is_there(edge.guard(spot.dev_dependencies)));
        let Some((relata, _)) = relata else {
            let uses = names.map(|(name, _)| format!("{guard}use {name} as _;"));
            return uses.collect::<Vec<_>>().join(" ");
        };
        let links = names.map(|(name, krate)| {
            if name == krate {
                name.clone()
            } else {
                format!("{name} as {krate}")
            }
        });
        let links = links.collect::<Vec<_>>().join(", ");
        format!("{guard}{relata}::link!({links});")
    }
}
