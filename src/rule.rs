//! The rules by name, their levels, and the level of each rule in one check.

use std::fmt;
use std::str::FromStr;

use crate::sorted::sort;

/// The level of a finding.
///
/// A `match` needs an arm for levels that are added later. Comparing levels needs none.
///
/// ```
/// use relata::Level;
///
/// assert_eq!("warn".parse(), Ok(Level::Warn));
/// assert!(Level::Deny > Level::Warn);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Findings are not reported.
    Allow,
    /// Findings are reported, and `init` succeeds.
    Warn,
    /// `init` fails.
    Deny,
}

impl Level {
    /// The name: `allow`, `warn` or `deny`.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(name: &str) -> Result<Self, UnknownLevel> {
        let mut all = [Level::Allow, Level::Warn, Level::Deny].into_iter();
        let level = all.find(|level| level.name() == name);
        level.ok_or_else(|| UnknownLevel(name.to_owned()))
    }
}

/// The error of a name that is not a level.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown level `{0}`")]
pub struct UnknownLevel(String);

macro_rules! rules {
    ($($rule:ident $name:ident $family:ident $level:ident $about:ident)*) => {
        /// A rule, as named in options, in `allow(…)`, in reports and on its page.
        ///
        /// The page of each variant has an example, the report that a user sees, and the corrected example. `cargo relata
        /// explain RULE` prints the same page.
        ///
        /// ```
        /// use relata::{Level, Rule};
        ///
        /// assert_eq!("key_type".parse(), Ok(Rule::KeyType));
        /// assert_eq!(Rule::KeyType.default_level(), Level::Deny);
        /// assert!(Rule::KeyType.explanation().contains("The report:"));
        /// ```
        #[doc(alias("lint", "check", "diagnostic"))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = include_str!(concat!("rules/", stringify!($family), "/", stringify!($name), ".md"))] $rule,)*
        }

        impl Rule {
            /// Every rule, causes before consequences.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule),*];

            /// The name, for example `missing_target`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Rule::$rule => stringify!($name),)*
                }
            }

            /// The level of its findings, unless options set another.
            pub const fn default_level(self) -> Level {
                match self {
                    $(Rule::$rule => Level::$level,)*
                }
            }

            /// Whether the rule compares models with a schema, so that it is not checked without one.
            pub(crate) const fn needs_schema(self) -> bool {
                match self {
                    $(Rule::$rule => const { matches!(stringify!($family).as_bytes(), b"schema") },)*
                }
            }

            /// The page of the rule in Markdown: what it finds, what goes wrong at run time, and how to fix it.
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Rule::$rule => {
                        include_str!(concat!("rules/", stringify!($family), "/", stringify!($name), ".md"))
                    })*
                }
            }
        }
    };
}

relata_record::rules!(1, rules);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        let mut all = Rule::ALL.iter().copied();
        let rule = all.find(|rule| rule.name() == name);
        rule.ok_or_else(|| UnknownRule(name.to_owned()))
    }
}

/// The error of a name that is not a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule `{0}`")]
pub struct UnknownRule(String);

/// The levels that a check sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Levels {
    set: Vec<(Rule, Level)>,
    strict: bool,
    #[cfg(feature = "schema")]
    has_schema: bool,
}

impl Levels {
    pub(crate) fn set(&mut self, rule: Rule, level: Level) {
        self.set.retain(|(set, _)| *set != rule);
        self.set.push((rule, level));
        sort(&mut self.set);
    }

    pub(crate) fn set_strict(&mut self) {
        self.strict = true;
    }

    /// Turns on the rules that compare models with a schema.
    #[cfg(feature = "schema")]
    pub(crate) fn set_schema(&mut self) {
        self.has_schema = true;
    }

    /// A number in which levels differ, made by this step.
    pub(crate) fn hash(&self, mix: fn(usize, usize) -> usize) -> usize {
        let set = self.set.iter();
        set.fold(usize::from(self.strict), |hash, (rule, level)| {
            mix(hash, *rule as usize * 3 + *level as usize)
        })
    }

    /// The level that is set for a rule, if one is.
    #[inline(never)]
    pub(crate) fn set_for(&self, rule: Rule) -> Option<Level> {
        let strict = match rule {
            Rule::IsolatedModel | Rule::IncompleteCoverage => None,
            // Many sound relations are without a key, and many foreign keys without a relation.
            Rule::UnknownKey | Rule::UndeclaredForeignKey | Rule::MissingForeignKey => {
                Some(Level::Warn)
            }
            // What they report works, and may be meant.
            Rule::NullableReference
            | Rule::UnindexedKey
            | Rule::ShortKey
            | Rule::RedundantIndex
            | Rule::TableWithoutModel => Some(Level::Warn),
            _ => Some(Level::Deny),
        };
        self.written_for(rule).or(strict.filter(|_| self.strict))
    }

    /// The level of a minor fault of a rule: the level that is set for the rule, or else allow, and warn in `strict()`.
    pub(crate) fn of_minor(&self, rule: Rule) -> Level {
        let level = if self.strict {
            Level::Warn
        } else {
            Level::Allow
        };
        self.written_for(rule).unwrap_or(level)
    }

    fn written_for(&self, rule: Rule) -> Option<Level> {
        let set = self.set.iter().find(|(set, _)| *set == rule);
        set.map(|(_, level)| *level)
    }

    #[cfg(feature = "schema")]
    fn has_schema(&self) -> bool {
        self.has_schema
    }

    #[cfg(not(feature = "schema"))]
    #[expect(clippy::unused_self, reason = "only with the feature it has a schema")]
    fn has_schema(&self) -> bool {
        false
    }

    /// The level of a rule.
    #[inline(never)]
    pub(crate) fn of(&self, rule: Rule) -> Level {
        if rule.needs_schema() && !self.has_schema() {
            return Level::Allow;
        }
        self.set_for(rule).unwrap_or(rule.default_level())
    }
}
