//! The libraries that no code refers to: where to name each, with a line that compiles in every build of its file.

use std::collections::BTreeSet;
use std::iter::successors;

use super::registered::Registered;
use crate::declared::{Cause, Fix, Line};
use crate::source::packages::{Dependent, Guard, Package, Presence};
use crate::source::target::DevDependencies;

/// The place to name a library, and its condition.
#[derive(PartialEq)]
struct Spot<'s> {
    /// The index of the package that names it.
    by: usize,
    /// None for a doctest.
    file: Option<&'s String>,
    dev_dependencies: DevDependencies,
    guard: Guard,
    presence: Presence,
}

impl<'s> Registered<'s> {
    /// Returns the package itself, or the absent package that is its only way into the program.
    pub(super) fn unnamed(&self, package: usize) -> usize {
        let packages = &self.source.packages;
        let through = |&package: &usize| {
            let by = self.nearest(package)?.package;
            let is_absent = self.libraries[by].declares && !self.libraries[by].is_linked;
            // A less certain package would not bring it in.
            let is_through = by != package && packages[by].presence == packages[package].presence;
            (is_through && is_absent).then_some(by)
        };
        let ways = successors(Some(package), through).take(packages.len() + 1);
        ways.last().unwrap_or(package)
    }

    /// Returns the dependent that should name the library of a package: the most certain, then the nearest.
    fn nearest(&self, package: usize) -> Option<&Dependent> {
        let packages = &self.source.packages;
        packages[package].dependents.iter().min_by_key(|it| {
            let (by, presence) = (it.package, it.presence(packages));
            (presence, by != 0, !self.libraries[by].is_linked, by)
        })
    }

    /// Returns the manifest that enables features of a package; none for the package of the target.
    pub(super) fn manifest_of_dependent(&self, package: usize) -> Option<String> {
        let dependent = self.nearest(package).filter(|_| package != 0)?;
        Some(self.source.packages[dependent.package].manifest.clone())
    }

    /// Returns the cause for a package, given all packages that no code refers to. One line names all libraries that are
    /// missing in one place.
    pub(super) fn unnamed_cause(&self, package: usize, unnamed: &BTreeSet<usize>) -> Cause {
        let package = self.unnamed(package);
        let packages = &self.source.packages;
        let presence = packages[package].presence;
        let spot = self.spot(package);
        if presence == Presence::Optional {
            let (by, dependency) = self.optional(package);
            // An existing line may have a condition, so writing it again fixes nothing.
            let is_written = |it: &Dependent| packages[it.package].mentioned.contains(&it.name);
            let spot = spot.filter(|_| !self.nearest(package).is_none_or(is_written));
            return Cause::Optional {
                dependency,
                package: packages[by].name.clone(),
                fix: spot.map(|spot| self.fix(&spot, &[package])),
            };
        }
        let mut together: Vec<usize> = unnamed.iter().copied().collect();
        together.retain(|&it| it == package || spot.is_some() && self.spot(it) == spot);
        let crates = together.iter().map(|&it| packages[it].crate_name.clone());
        Cause::NotNamed {
            crates: crates.collect(),
            fix: spot.map(|spot| self.fix(&spot, &together)),
            for_tests: presence == Presence::ForTests,
        }
    }

    /// Returns the optional dependency on the way to a package: the package that has it, and its name there.
    fn optional(&self, package: usize) -> (usize, String) {
        let packages = &self.source.packages;
        let mut found = (0, packages[package].crate_name.clone());
        let way = successors(self.nearest(package), |it| self.nearest(it.package));
        for dependent in way.take(packages.len()) {
            found = (dependent.package, dependent.edge.name.clone());
            if dependent.edge.presence() == Presence::Optional {
                break;
            }
        }
        found
    }

    /// Returns where to name a package: in its dependent, if that is a library in the program, or else in the target
    /// itself. A library without models is not known to be in the program, and a line in a library outside of the program
    /// has no effect.
    fn spot(&self, package: usize) -> Option<Spot<'s>> {
        let source = self.source;
        let dependent = self.nearest(package)?;
        let (by, edge) = (dependent.package, &dependent.edge);
        // Only the target itself can name its own library and the dependencies of its tests.
        let is_for_tests = by == 0 && edge.presence() == Presence::ForTests;
        let is_of_target = by == package || is_for_tests;
        // A library that declares models is reported if it is not in the program.
        let is_known = self.is_in_program(by) || self.libraries[by].declares;
        let library = source.packages[by].root.as_ref();
        let library = library.filter(|_| by != 0 || !is_of_target && is_known);
        let file = library.or(source.root.as_ref());
        let dev_dependencies = if file == source.root.as_ref() {
            source.dev_dependencies
        } else {
            DevDependencies::Absent
        };
        Some(Spot {
            by,
            file,
            dev_dependencies,
            guard: edge.guard(dev_dependencies)?,
            presence: source.packages[package].presence,
        })
    }

    fn fix(&self, spot: &Spot<'_>, together: &[usize]) -> Fix {
        let by = &self.source.packages[spot.by];
        let guard = match &spot.guard {
            Guard::Nothing => String::new(),
            Guard::Condition(condition) => format!("#[cfg({condition})] "),
            Guard::Platform(platform) => {
                return Fix::On {
                    package: by.name.clone(),
                    platform: platform.clone(),
                };
            }
        };
        let is_of_target = spot.file == self.source.root.as_ref();
        let through = !is_of_target && !self.is_in_program(spot.by);
        let is_own = together.contains(&spot.by);
        Fix::Write {
            line: Line {
                text: self.text(by, spot, &guard, together),
                file: spot.file.map_or("the doctest", String::as_str).to_owned(),
            },
            through: through.then(|| by.crate_name.clone()),
            rlib: (is_own && !by.is_linkable).then(|| by.name.clone()),
        }
    }

    fn text(&self, by: &Package, spot: &Spot<'_>, guard: &str, together: &[usize]) -> String {
        let packages = &self.source.packages;
        // Without relata, a plain `use` does the same.
        let relata = by.relata.as_ref().filter(|(_, edge)| {
            let guard = edge.guard(spot.dev_dependencies);
            guard.is_some_and(|it| it == Guard::Nothing || it == spot.guard)
        });
        let lines = together.iter().filter_map(|&package| {
            let name = &self.nearest(package)?.name;
            let krate = &packages[package].crate_name;
            Some(match relata {
                None => format!("{guard}use {name} as _;"),
                Some(_) if name == krate => name.clone(),
                Some(_) => format!("{name} as {krate}"),
            })
        });
        let lines: Vec<String> = lines.collect();
        match relata {
            None => lines.join(" "),
            Some((relata, _)) => format!("{guard}{relata}::link!({});", lines.join(", ")),
        }
    }
}
