//! How one package depends on another: which lines of its manifest say so, and what has to hold for each to count.
//!
//! In: a dependency as cargo resolved it, and the manifest. Out: how surely the other package is there, and what has to
//! hold where code names it. This module must not know which packages are read, nor what is in them.

use std::collections::BTreeSet;

use cargo_metadata as cargo;
use cargo_metadata::DependencyKind;
use cargo_metadata::cargo_platform::Platform;

use crate::source::condition::{Condition, Facts};
use crate::source::target::DevDependencies;

/// All lines by which a package depends on another and that may count for the target.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// As the manifest has it.
    pub(crate) name: String,
    ways: Vec<Way>,
}

/// One of them.
#[derive(Clone, Debug)]
struct Way {
    for_tests: bool,
    platform: On,
    /// Those of the package that turn it on, any of them, if it is optional.
    features: Option<Vec<String>>,
    /// Whether it is known not to be left out: cargo is asked about the whole workspace, where more features may be on.
    is_on: bool,
}

/// On which platforms.
#[derive(Clone, Debug)]
enum On {
    All,
    If(Condition),
    Named(String),
}

/// How surely a package is there, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Presence {
    Always,
    /// In what is built with what only tests depend on.
    ForTests,
    /// If features turn it on that the program may have or not.
    Optional,
}

/// What has to hold where code names a dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    Nothing,
    Condition(Condition),
    /// The platform is this one, for which there is no `cfg`.
    Platform(String),
}

impl Edge {
    /// How programs and tests know the library of their own package.
    pub(super) fn own(name: &str) -> Self {
        let way = Way {
            for_tests: false,
            platform: On::All,
            features: None,
            is_on: true,
        };
        Edge {
            name: name.to_owned(),
            ways: vec![way],
        }
    }

    /// For a platform. The features of the package are given if they are known.
    pub(super) fn of(
        from: &cargo::Package,
        edge: &cargo::NodeDep,
        to: &cargo::Package,
        platform: &str,
        known: Option<&BTreeSet<String>>,
    ) -> Self {
        let lines = from.dependencies.iter().filter(|it| match &it.rename {
            Some(name) => name.replace('-', "_") == edge.name,
            None => it.name == to.name.as_str(),
        });
        let lines: Vec<&cargo::Dependency> = lines.collect();
        let ways = edge.dep_kinds.iter().filter_map(|kind| {
            let for_tests = match kind.kind {
                DependencyKind::Normal => false,
                DependencyKind::Development => true,
                // What a build script names is not in the program.
                _ => return None,
            };
            let platform = On::of(kind.target.as_ref(), platform)?;
            let asked = lines
                .iter()
                .find(|it| it.kind == kind.kind && it.target == kind.target);
            let features = asked.and_then(|it| turned_on_by(from, it));
            let is_on = match (&features, known) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(features), Some(known)) if features.iter().any(|it| known.contains(it)) => {
                    true
                }
                (Some(_), Some(_)) => return None,
            };
            Some(Way {
                for_tests,
                platform,
                features,
                is_on,
            })
        });
        let name = lines.first().map_or(&edge.name, |it| key(it));
        Edge {
            name: name.clone(),
            ways: ways.collect(),
        }
    }

    /// Without those for tests, where they do not count.
    pub(super) fn seen(mut self, with_tests: bool) -> Option<Self> {
        self.ways.retain(|it| with_tests || !it.for_tests);
        (!self.ways.is_empty()).then_some(self)
    }

    pub(crate) fn presence(&self) -> Presence {
        let ways = self.ways.iter().map(|it| match it {
            Way { is_on: false, .. } => Presence::Optional,
            Way {
                for_tests: true, ..
            } => Presence::ForTests,
            Way { .. } => Presence::Always,
        });
        ways.min().unwrap_or(Presence::Optional)
    }

    /// What has to hold in a root for its code to name the other package; nothing if it never can.
    pub(crate) fn guard(&self, root: DevDependencies) -> Option<Guard> {
        let seen = self.ways.iter();
        let seen = seen.filter(|it| !it.for_tests || root != DevDependencies::Absent);
        let (mut any, mut named) = (Vec::new(), None);
        for way in seen {
            let mut all = Vec::new();
            if way.for_tests && root == DevDependencies::UnderTest {
                all.push(Condition::test());
            }
            match &way.platform {
                On::All => {}
                On::If(condition) => all.push(condition.clone()),
                On::Named(triple) => {
                    named = Some(Guard::Platform(triple.clone()));
                    continue;
                }
            }
            if let Some(features) = &way.features {
                let features = features.iter().map(|it| Condition::feature(it));
                all.push(Condition::any(&features.collect::<Vec<_>>()));
            }
            if all.is_empty() {
                return Some(Guard::Nothing);
            }
            let all = Condition::all(&all);
            if !any.contains(&all) {
                any.push(all);
            }
        }
        if any.is_empty() {
            return named;
        }
        Some(Guard::Condition(Condition::any(&any)))
    }
}

impl On {
    /// Nothing if it is known to be another platform. Cargo leaves out a package only if no line of it is for this one.
    fn of(written: Option<&Platform>, platform: &str) -> Option<Self> {
        match written {
            None => Some(On::All),
            Some(Platform::Name(triple)) => (triple == platform).then(|| On::Named(triple.clone())),
            Some(Platform::Cfg(cfg)) => {
                let condition = syn::parse_str::<Condition>(&cfg.to_string()).ok()?;
                let is_here = platform == env!("TARGET");
                let fails = is_here && Facts::default().fails(std::slice::from_ref(&condition));
                (!fails).then_some(On::If(condition))
            }
        }
    }
}

/// What the manifest calls a dependency.
fn key(line: &cargo::Dependency) -> &String {
    line.rename.as_ref().unwrap_or(&line.name)
}

/// The features that an optional dependency is turned on by. Each of them is enough.
fn turned_on_by(from: &cargo::Package, line: &cargo::Dependency) -> Option<Vec<String>> {
    let turns_on = |it: &String| {
        it.strip_prefix("dep:") == Some(key(line))
            || it
                .split_once('/')
                .is_some_and(|(before, _)| before == key(line))
    };
    let features = from.features.iter();
    let features = features.filter(|(_, values)| values.iter().any(turns_on));
    let names = features.map(|(name, _)| name.clone());
    line.optional.then(|| names.collect())
}
