//! The dependencies of one package on another: the lines of the manifest, and their conditions.

use std::collections::BTreeSet;
use std::slice;

use cargo_metadata as cargo;
use cargo_metadata::DependencyKind;
use cargo_metadata::cargo_platform::Platform;

use crate::source::condition::{Condition, Facts};
use crate::source::target::DevDependencies;

/// The lines of a manifest for one dependency that may count for the target.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// Its name in the manifest.
    pub(crate) name: String,
    ways: Vec<Way>,
}

/// One line of a manifest for a dependency.
#[derive(Clone, Debug)]
struct Way {
    for_tests: bool,
    platform: Guard,
    /// The features of the package that enable it, each on its own, if it is optional.
    features: Option<BTreeSet<String>>,
    /// Whether it is enabled in the build of the target. Other packages of the workspace may enable more features.
    is_on: bool,
}

/// How certain the presence of a package in a build is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Presence {
    Always,
    /// In builds with dev-dependencies.
    ForTests,
    /// If it needs features that the program may lack.
    Optional,
}

/// The condition of a line, or of code that names a dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    Nothing,
    Condition(Condition),
    /// For this platform, which no `cfg` can express.
    Platform(String),
}

impl Edge {
    /// Returns the edge from programs and tests to the library of their own package.
    pub(in crate::source) fn own(name: &str) -> Self {
        let way = Way {
            for_tests: false,
            platform: Guard::Nothing,
            features: None,
            is_on: true,
        };
        Edge {
            name: name.to_owned(),
            ways: vec![way],
        }
    }

    /// Returns the edge for a platform and for the enabled features of `from`, if it is part of the build; none if no line
    /// counts.
    pub(super) fn of(
        from: &cargo::Package,
        edge: &cargo::NodeDep,
        to: &cargo::Package,
        platform: &str,
        is_own: bool,
        enabled: Option<&BTreeSet<String>>,
    ) -> Option<Self> {
        let mut lines: Vec<&cargo::Dependency> = from.dependencies.iter().collect();
        lines.retain(|it| match &it.rename {
            Some(name) => name.replace('-', "_") == edge.name,
            None => it.name == to.name.as_str(),
        });
        let mut ways = Vec::new();
        for kind in &edge.dep_kinds {
            let for_tests = kind.kind == DependencyKind::Development;
            // The dependencies of a build script, and of the tests of another package, are not in the program.
            if kind.kind != DependencyKind::Normal && !(for_tests && is_own) {
                continue;
            }
            let Some(platform) = Guard::of(kind.target.as_ref(), platform) else {
                continue;
            };
            let mut lines = lines.iter();
            let line = lines.find(|it| it.kind == kind.kind && it.target == kind.target);
            let features = line.and_then(|it| enabled_by(from, it));
            let is_on = |all: &BTreeSet<String>| enabled.is_some_and(|it| !it.is_disjoint(all));
            ways.push(Way {
                for_tests,
                platform,
                is_on: features.as_ref().is_none_or(is_on),
                features,
            });
        }
        let name = lines.first().map_or(&edge.name, |it| key(it)).clone();
        (!ways.is_empty()).then_some(Edge { name, ways })
    }

    /// Removes the lines for tests, if they do not count.
    pub(super) fn seen(mut self, with_tests: bool) -> Option<Self> {
        self.ways.retain(|it| with_tests || !it.for_tests);
        (!self.ways.is_empty()).then_some(self)
    }

    pub(crate) fn presence(&self) -> Presence {
        let ways = self.ways.iter().map(|it| match (it.is_on, it.for_tests) {
            (false, _) => Presence::Optional,
            (true, true) => Presence::ForTests,
            (true, false) => Presence::Always,
        });
        ways.min().unwrap_or(Presence::Optional)
    }

    /// Returns the condition under which the code of a root can name the other package; none if it never can.
    pub(crate) fn guard(&self, root: DevDependencies) -> Option<Guard> {
        let (mut any, mut named) = (Vec::new(), None);
        for way in &self.ways {
            let mut all = Vec::new();
            match root {
                DevDependencies::Absent if way.for_tests => continue,
                DevDependencies::UnderTest if way.for_tests => all.push(Condition::test()),
                _ => {}
            }
            match &way.platform {
                Guard::Nothing => {}
                Guard::Condition(condition) => all.push(condition.clone()),
                Guard::Platform(_) => {
                    named = Some(way.platform.clone());
                    continue;
                }
            }
            if let Some(features) = &way.features {
                let features: Vec<_> = features.iter().map(|it| Condition::feature(it)).collect();
                all.push(Condition::any(&features));
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

impl Guard {
    /// Returns the guard of a line; none if the line is for another platform. Cargo omits a package only if all its lines
    /// are for other platforms.
    fn of(written: Option<&Platform>, platform: &str) -> Option<Self> {
        match written {
            None => Some(Guard::Nothing),
            Some(Platform::Name(it)) => (it == platform).then(|| Guard::Platform(it.clone())),
            Some(Platform::Cfg(cfg)) => {
                let condition = syn::parse_str::<Condition>(&cfg.to_string()).ok()?;
                let is_here = platform == relata_record::TARGET;
                let fails = is_here && Facts::default().fails(slice::from_ref(&condition));
                (!fails).then_some(Guard::Condition(condition))
            }
        }
    }
}

/// Returns the name of a dependency in the manifest.
fn key(line: &cargo::Dependency) -> &String {
    line.rename.as_ref().unwrap_or(&line.name)
}

/// Returns the features that enable an optional dependency, each on its own.
fn enabled_by(from: &cargo::Package, line: &cargo::Dependency) -> Option<BTreeSet<String>> {
    let key = key(line);
    let enables = |it: &String| {
        let before = it.split_once('/').map(|(before, _)| before);
        before == Some(key) || it.strip_prefix("dep:") == Some(key)
    };
    let features = from.features.iter();
    let features = features.filter(|(_, values)| values.iter().any(enables));
    let names = features.map(|(name, _)| name.clone());
    line.optional.then(|| names.collect())
}
