//! Which features of the members are on, as cargo's resolver 2 decides it for a build of the selected members: without
//! dev-dependencies, and for the platform of this program.

use std::collections::BTreeSet;
use std::slice;
use std::sync::Arc;

use cargo_metadata::DependencyKind;

use super::member::{Line, MemberKind};
use super::{Reading, Workspace};
use crate::source::condition::{Condition, Facts};
use crate::source::unreadable::Fault;

/// What is on in one member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State {
    is_built: bool,
    features: BTreeSet<String>,
    /// The optional dependencies that are on, by their names in the manifest.
    optional: BTreeSet<String>,
}

impl Workspace {
    /// Turns on what the selected members need.
    pub(super) fn resolve_features(&mut self, options: &Reading) -> Result<(), Fault> {
        let mut states = vec![State::default(); self.members.len()];
        for &nth in &self.selected {
            states[nth].is_built = true;
            if options.all_features {
                states[nth].features = self.members[nth].known_features.keys().cloned().collect();
            } else if !options.no_default_features {
                self.turn_on(nth, "default", &mut states);
            }
        }
        let features = options.features.iter();
        let features = features.flat_map(|it| it.split([',', ' ']));
        for feature in features.filter(|it| !it.is_empty()) {
            if !self.ask(feature, &mut states) {
                return Err(Fault::NoFeature(feature.to_owned()));
            }
        }
        loop {
            let before = states.clone();
            for nth in 0..self.members.len() {
                self.step(nth, &mut states);
            }
            if states == before {
                break;
            }
        }
        for (member, state) in self.members.iter_mut().zip(states) {
            member.is_built = state.is_built;
            member.features = Arc::new(state.features);
        }
        Ok(())
    }

    /// Turns on a feature that was asked for, and returns whether a selected member has it.
    fn ask(&self, feature: &str, states: &mut [State]) -> bool {
        let mut found = false;
        for &nth in &self.selected {
            let member = &self.members[nth];
            let own = match feature.split_once('/') {
                Some((package, feature)) if package == member.name => feature,
                Some((key, _)) if member.lines.iter().any(|it| it.key == key) => {
                    self.apply(nth, feature, states);
                    found = true;
                    continue;
                }
                Some(_) => continue,
                None => feature,
            };
            found |= member.known_features.contains_key(own);
            self.turn_on(nth, own, states);
        }
        found
    }

    /// Applies everything that is on in a member once.
    fn step(&self, nth: usize, states: &mut [State]) {
        if !states[nth].is_built {
            return;
        }
        let member = &self.members[nth];
        for feature in states[nth].features.clone() {
            for value in member.known_features.get(&feature).into_iter().flatten() {
                self.apply(nth, value, states);
            }
        }
        for line in self.lines_on(nth, states) {
            let Some(to) = line.member else { continue };
            states[to].is_built = true;
            if line.default_features {
                self.turn_on(to, "default", states);
            }
            for feature in &line.features {
                self.apply(to, feature, states);
            }
        }
    }

    /// Returns the lines for the dependencies that are on.
    fn lines_on(&self, nth: usize, states: &[State]) -> Vec<&Line> {
        let lines = self.members[nth].lines.iter().filter(|it| {
            let is_on = !it.optional || states[nth].optional.contains(&it.key);
            is_on && self.counts(nth, it)
        });
        lines.collect()
    }

    /// Applies one value of a feature: `feature`, `dep:name`, `name/feature` or `name?/feature`.
    fn apply(&self, nth: usize, value: &str, states: &mut [State]) {
        if let Some(key) = value.strip_prefix("dep:") {
            states[nth].optional.insert(key.to_owned());
            return;
        }
        let Some((key, feature)) = value.split_once('/') else {
            self.turn_on(nth, value, states);
            return;
        };
        let (key, is_weak) = match key.strip_suffix('?') {
            Some(key) => (key, true),
            None => (key, false),
        };
        let mut lines = self.members[nth].lines.iter();
        if !is_weak && lines.any(|it| it.key == key && it.optional) {
            states[nth].optional.insert(key.to_owned());
            self.turn_on(nth, key, states);
        }
        for line in self.lines_on(nth, states) {
            if let Some(to) = line.member.filter(|_| line.key == key) {
                self.turn_on(to, feature, states);
            }
        }
    }

    /// Returns whether a line counts for the library and the binaries of a member. What a procedural macro depends on is
    /// built for the compiler, with features of its own, unless the macro is selected.
    fn counts(&self, nth: usize, line: &Line) -> bool {
        let mut targets = self.members[nth].targets.iter();
        let is_macro = targets.any(|it| it.kind == MemberKind::ProcMacro);
        line.kind == DependencyKind::Normal
            && (!is_macro || self.selected.contains(&nth))
            && line.platform.as_deref().is_none_or(may_be_here)
    }

    fn turn_on(&self, nth: usize, feature: &str, states: &mut [State]) {
        if self.members[nth].known_features.contains_key(feature) {
            states[nth].features.insert(feature.to_owned());
        }
    }
}

/// Returns whether a platform may be that of this program.
fn may_be_here(platform: &str) -> bool {
    let cfg = platform.strip_prefix("cfg(");
    match cfg.and_then(|it| it.strip_suffix(')')) {
        None => platform == relata_record::TARGET,
        Some(cfg) => {
            let condition = syn::parse_str::<Condition>(cfg).ok();
            condition.is_none_or(|it| !Facts::default().fails(slice::from_ref(&it)))
        }
    }
}
