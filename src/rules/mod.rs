//! The rules: the list of them, their levels, their order, and what they share.
//!
//! In: the graph and the options. Out: findings, sorted. Each rule is one file, `NAME.rs`, with the facts it finds and
//! the words it tells them in, and one explanation, `NAME.md`. A rule must not know of records' bytes or of linking.
//!
//! **One cause, one finding.** Rules run from causes to consequences. What cannot be resolved has no inverse to judge;
//! and for one target of one relation the first of the inverse rules that finds its fault silences those after it.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use crate::evidence::{self, Names};
use crate::finding::{Finding, Level};
use crate::graph::{Graph, Resolved};
use crate::options::Options;

// What several rules share.
mod absent;
mod allows;
mod inverse;
mod keys;
mod throughs;

macro_rules! rules {
    ($($rule:ident $file:ident $level:ident)*) => {
        $(mod $file;)*

        /// What can be found, one name for each: in options, in `allow(…)`, in reports and in explanations.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = include_str!(concat!(stringify!($file), ".md"))] $rule,)*
        }

        impl Rule {
            /// Every rule, causes before consequences.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule),*];

            /// The name, as in `missing_target`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Rule::$rule => stringify!($file),)*
                }
            }

            /// How much a finding matters if nothing else is said.
            pub const fn default_level(self) -> Level {
                match self {
                    $(Rule::$rule => Level::$level,)*
                }
            }

            /// What the rule finds, why it hurts at run time, and how it is mended, in Markdown.
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Rule::$rule => include_str!(concat!(stringify!($file), ".md")),)*
                }
            }
        }
    };
}

rules! {
    RegistrationUnavailable registration_unavailable Deny
    EmptyRegistry           empty_registry           Deny
    DuplicateModel          duplicate_model          Deny
    CrateLinkedTwice        crate_linked_twice       Warn
    DuplicateTable          duplicate_table          Allow
    MissingCrate            missing_crate            Deny
    MissingModel            missing_model            Deny
    MissingTarget           missing_target           Deny
    AmbiguousTarget         ambiguous_target         Deny
    AbstractTarget          abstract_target          Deny
    MissingThrough          missing_through          Deny
    ThroughWithoutKey       through_without_key      Deny
    AmbiguousThrough        ambiguous_through        Deny
    ThroughKeys             through_keys             Deny
    MissingInverse          missing_inverse          Deny
    InverseElsewhere        inverse_elsewhere        Deny
    InverseKind             inverse_kind             Deny
    InverseDisagrees        inverse_disagrees        Deny
    InverseTaken            inverse_taken            Deny
    InverseKey              inverse_key              Deny
    OneSidedInverse         one_sided_inverse        Allow
    MissingKey              missing_key              Deny
    MissingReference        missing_reference        Deny
    KeyCount                key_count                Deny
    KeyType                 key_type                 Deny
    ReferenceNotUnique      reference_not_unique     Deny
    SharedKey               shared_key               Allow
    RequiredCycle           required_cycle           Warn
    IsolatedModel           isolated_model           Allow
    UnqualifiedTarget       unqualified_target       Allow
    UnusedAllow             unused_allow             Warn
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        Rule::ALL
            .iter()
            .copied()
            .find(|rule| rule.name() == name)
            .ok_or_else(|| UnknownRule(name.to_owned()))
    }
}

/// No rule has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule is called `{0}`")]
pub struct UnknownRule(String);

/// Everything that is found in a graph, sorted by place.
pub(crate) fn judge(graph: &Graph, options: &Options) -> Vec<Finding> {
    let mut verdict = Verdict::new(graph, options);
    registration_unavailable::check(&mut verdict);
    if graph.channels.iter().any(|channel| channel.alive) {
        empty_registry::check(&mut verdict);
        duplicate_model::check(&mut verdict);
        duplicate_table::check(&mut verdict);
        let crates = missing_crate::check(&mut verdict);
        let models = missing_model::check(&mut verdict);
        missing_model::orphans(&mut verdict);
        missing_model::unread(&mut verdict);
        absent::check(&mut verdict, crates, &models);
        abstract_target::check(&mut verdict);
        let at_fault = throughs::check(&mut verdict);
        inverse::check(&mut verdict, &at_fault);
        let at_fault = keys::check(&mut verdict);
        shared_key::check(&mut verdict, &at_fault);
        required_cycle::check(&mut verdict, &at_fault);
        isolated_model::check(&mut verdict);
        unqualified_target::check(&mut verdict);
        unused_allow::check(&mut verdict);
    }
    verdict.finish()
}

/// What a finding is about, which is where an `allow` can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    Model(u32),
    Relation(u32),
}

/// The findings so far, and what decides whether one is told.
pub(crate) struct Verdict<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) options: &'g Options,
    findings: Vec<Finding>,
    allows: allows::Allows,
    names: OnceCell<Names<'g>>,
}

impl<'g> Verdict<'g> {
    fn new(graph: &'g Graph, options: &'g Options) -> Self {
        Verdict {
            graph,
            options,
            findings: Vec::new(),
            allows: allows::Allows::default(),
            names: OnceCell::new(),
        }
    }

    /// How much a finding of this rule matters, before any `allow`.
    fn level(&self, rule: Rule) -> Level {
        self.options.level_of(rule).unwrap_or(rule.default_level())
    }

    /// Whether a fault of this rule about these is not told: its level is allow, or one of them allows it. An `allow`
    /// that silences is a used one.
    fn silences(&mut self, rule: Rule, subjects: &[Subject]) -> bool {
        let covered = self.allows.cover(self.graph, rule, subjects);
        covered || self.level(rule) == Level::Allow
    }

    /// Of several relations that show a fault leaves out those who allow it, and their other sides.
    fn without_allowing(&mut self, rule: Rule, relations: &mut Vec<u32>) {
        let graph = self.graph;
        let allows = |it: &u32| {
            let subject = [Subject::Relation(*it)];
            self.allows.cover(graph, rule, &subject)
        };
        let allowing: HashSet<u32> = relations.iter().copied().filter(allows).collect();
        relations.retain(|relation| {
            let mut sides = graph.other_sides(*relation);
            !allowing.contains(relation) && !sides.any(|side| allowing.contains(&side))
        });
    }

    /// Notes that something about a relation is told elsewhere.
    fn tell_elsewhere(&mut self, relation: u32) {
        self.allows.tell_elsewhere(self.graph, relation);
    }

    /// Tells a fault unless it is silenced. The words are made only then.
    fn tell(&mut self, rule: Rule, subjects: &[Subject], words: impl FnOnce(&'g Graph) -> Finding) {
        if !self.silences(rule, subjects) {
            let level = self.level(rule);
            self.findings.push(words(self.graph).with_level(level));
        }
    }

    /// The names that models have.
    fn names(&self) -> &Names<'g> {
        self.names.get_or_init(|| Names::new(self.graph))
    }

    /// Adds to a finding why no model has this name.
    fn explain(&self, finding: Finding, written: &str) -> Finding {
        evidence::explain(finding, self.names(), written, &self.options.outside)
    }

    fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        self.findings
    }
}

/// A relation and what it names: one of its targets, or its through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Asker {
    pub(crate) relation: u32,
    /// Which target; none is the through.
    nth: Option<usize>,
}

impl Asker {
    fn target_of(relation: u32, nth: usize) -> Self {
        Asker {
            relation,
            nth: Some(nth),
        }
    }

    fn through_of(relation: u32) -> Self {
        Asker {
            relation,
            nth: None,
        }
    }

    /// Every written target and through that came out this way, which is not as a model.
    fn all(graph: &Graph, outcome: Resolved) -> impl Iterator<Item = Asker> {
        let unresolved = graph.unresolved.iter().copied();
        unresolved.flat_map(move |relation| {
            let targets = graph.targets_of(relation).iter().enumerate();
            let targets = targets.filter(move |(_, target)| target.model == outcome);
            let through = graph.written_through(relation);
            let through = through.filter(|through| *through == outcome);
            let targets = targets.map(move |(nth, _)| Asker::target_of(relation, nth));
            targets.chain(through.map(|_| Asker::through_of(relation)))
        })
    }

    fn is_through(self) -> bool {
        self.nth.is_none()
    }

    fn target(self, graph: &Graph) -> &crate::model::Target {
        let named = match self.nth {
            Some(nth) => graph.written_targets(self.relation).get(nth),
            None => graph.rest(self.relation).through.as_ref(),
        };
        named.expect("an asker names something; this is a bug in relata")
    }

    fn place(self, graph: &Graph) -> crate::place::Place {
        graph.place_in(self.relation, self.target(graph).mark)
    }

    /// `Model.relation`, with its place where one line holds several.
    fn named_with_place(self, graph: &Graph) -> String {
        let place = self.place(graph);
        let name = graph.relation_name(self.relation);
        if place.file().is_empty() {
            format!("`{name}`")
        } else {
            format!("`{name}` ({place})")
        }
    }
}
