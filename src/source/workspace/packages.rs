//! What is read of a workspace: the libraries and binaries of the selected members, and the libraries that they depend
//! on.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Workspace;
use super::member::{Member, MemberKind, MemberTarget, crate_name};
use crate::source::condition::Facts;
use crate::source::packages::{
    Dependent, Edge, Known, Package, Packages, Presence, Root, RootKind, shown,
};

impl Workspace {
    /// Returns the members to read, the selected ones first.
    pub(in crate::source) fn read_members(&self) -> Vec<usize> {
        let is_needed = |it: &usize| {
            let member = &self.members[*it];
            member.is_built && !self.selected.contains(it) && member.is_read()
        };
        let others = (0..self.members.len()).filter(is_needed);
        self.selected.iter().copied().chain(others).collect()
    }

    /// Returns the packages to read, in the order of [`read_members`](Self::read_members).
    pub(in crate::source) fn packages(&self) -> Packages {
        let chosen = self.read_members();
        let mut packages = Packages {
            workspace: self.root.clone(),
            ..Packages::default()
        };
        for &nth in &chosen {
            self.add(nth, &mut packages);
        }
        for (nth, &member) in chosen.iter().enumerate() {
            self.connect_package(nth, &self.members[member], &chosen, &mut packages);
        }
        spread_relata(&mut packages);
        packages
    }

    fn add(&self, member: usize, packages: &mut Packages) {
        let is_selected = self.selected.contains(&member);
        let member = &self.members[member];
        let nth = packages.list.len();
        let mut others = Vec::new();
        for target in &member.targets {
            let root = target.root(nth, member);
            let is_root = match target.kind {
                MemberKind::Library => member.is_read(),
                MemberKind::Binary => is_selected && member.builds(target),
                _ => false,
            };
            match is_root {
                true => packages.roots.push(root),
                false if target.kind == MemberKind::Library => {}
                false => others.push(root),
            }
        }
        packages.others.push(others);
        let library = member.library();
        let any = library.or(member.targets.first());
        packages.list.push(Package {
            name: member.name.clone(),
            version: member.version.clone(),
            crate_name: any.map_or_else(|| crate_name(&member.name), |it| it.krate.clone()),
            manifest: shown(&self.root, &member.folder.join("Cargo.toml")),
            root: library.map(|it| shown(&self.root, &it.file)),
            features: Arc::clone(&member.features),
            is_built: true,
            dependents: Vec::new(),
            relata: None,
            known_features: Arc::new(member.known_features.keys().cloned().collect()),
            presence: Presence::Always,
            is_linkable: library.is_some_and(|it| it.is_linkable),
            // Only what is linked can lack a library.
            is_dynamic: false,
            mentioned: BTreeSet::new(),
        });
    }

    /// Adds the names that lead from a package to others.
    fn connect_package(
        &self,
        nth: usize,
        member: &Member,
        chosen: &[usize],
        packages: &mut Packages,
    ) {
        let mut names = HashMap::new();
        let dependencies = member.dependencies.iter().filter(|(_, it)| !it.only_dev);
        let mut dependencies: Vec<_> = dependencies.collect();
        dependencies.sort_by_key(|(name, _)| *name);
        for (name, dependency) in dependencies {
            let read = |it: &usize| self.members[*it].is_read();
            let member = dependency.member.filter(read);
            let library = member.and_then(|to| chosen.iter().position(|it| *it == to));
            let known = match library {
                _ if dependency.is_relata => Known::Relata,
                Some(library) => Known::Library(library),
                None => Known::Elsewhere,
            };
            names.insert(name.clone(), known);
            match known {
                Known::Relata => packages.list[nth].relata = Some((name.clone(), Edge::own(name))),
                Known::Library(library) => packages.list[library].dependents.push(Dependent {
                    package: nth,
                    name: name.clone(),
                    edge: Edge::own(name),
                }),
                Known::Elsewhere => {}
            }
        }
        // Programs name the library of their own package like a dependency.
        if let Some(library) = member.library() {
            let known = match member.is_read() {
                true => Known::Library(nth),
                false if member.name == "relata" => Known::Relata,
                false => Known::Elsewhere,
            };
            names.entry(library.krate.clone()).or_insert(known);
        }
        packages.names.push(names);
    }
}

/// Marks the packages that reach relata through others: a crate of the platform can re-export it.
fn spread_relata(packages: &mut Packages) {
    loop {
        let reached = |nth: usize| {
            let mut names: Vec<_> = packages.names[nth].iter().collect();
            names.sort_by_key(|(name, _)| *name);
            let mut names = names.into_iter();
            names.find_map(|(name, known)| match known {
                Known::Library(it) if *it != nth && packages.list[*it].relata.is_some() => {
                    Some((name.clone(), Edge::own(name)))
                }
                _ => None,
            })
        };
        let without = (0..packages.list.len()).filter(|it| packages.list[*it].relata.is_none());
        let found: Vec<_> = without.filter_map(|it| Some((it, reached(it)?))).collect();
        if found.is_empty() {
            return;
        }
        for (nth, relata) in found {
            packages.list[nth].relata = Some(relata);
        }
    }
}

impl Member {
    /// Returns whether its library is read. relata's own library has no models.
    fn is_read(&self) -> bool {
        let library = self.library();
        self.name != "relata" && library.is_some_and(|it| it.kind == MemberKind::Library)
    }
}

impl MemberTarget {
    fn root(&self, package: usize, member: &Member) -> Root {
        let is_main = self.file.ends_with("src/main.rs");
        Root {
            package,
            krate: self.krate.clone(),
            file: self.file.clone(),
            kind: match self.kind {
                MemberKind::Library => RootKind::Library,
                MemberKind::Binary if is_main => RootKind::Main,
                _ => RootKind::Other,
            },
            edition_2015: self.edition_2015,
            is_target: false,
            facts: Facts {
                features: Arc::clone(&member.features),
                test: false,
            },
        }
    }
}
