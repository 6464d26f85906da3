//! Whether a model is compiled, and the conditions that decide.

use std::fmt;

use super::condition::{Condition, Verdict};
use crate::declared::Lead;
use crate::findings::wording::{listed, quoted};

/// Whether a model is compiled, as far as its source shows.
///
/// Displayed as `compiled`, ``compiled if `unix`: holds`` or ``not reached by any module: `mod book;` in src/lib.rs``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing(pub(crate) Detail);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Modules lead to it.
    Reached(Reached),
    /// No `mod` leads to its file.
    Unreached(Lead),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    /// All conditions from the root to the derive.
    pub(crate) conditions: Vec<Condition>,
    pub(crate) verdict: Verdict,
    /// Whether it is only in tests of its crate.
    pub(crate) in_tests: bool,
}

impl Standing {
    /// Returns whether it is certainly compiled or certainly not; none if only the compiler knows.
    pub fn is_compiled(&self) -> Option<bool> {
        match &self.0 {
            Detail::Unreached(_) => Some(false),
            Detail::Reached(reached) => match reached.verdict {
                Verdict::Holds => Some(true),
                Verdict::Fails(..) => Some(false),
                Verdict::Unknown(_) => None,
            },
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reached = match &self.0 {
            Detail::Unreached(Lead::Mod(line)) => {
                return write!(f, "not reached by any module: {line}");
            }
            Detail::Unreached(_) => return f.write_str("not reached by any module"),
            Detail::Reached(reached) => reached,
        };
        let conditions = &reached.conditions;
        f.write_str("compiled")?;
        for (nth, condition) in conditions.iter().enumerate() {
            write!(f, "{} `{condition}`", if nth == 0 { " if" } else { " and" })?;
        }
        match &reached.verdict {
            Verdict::Holds if conditions.is_empty() => Ok(()),
            Verdict::Holds => f.write_str(": holds"),
            Verdict::Fails(nth, features) => match &features[..] {
                [] => write!(f, ": `{}` is not active", conditions[*nth]),
                [only] => write!(f, ": feature `{only}` is disabled"),
                all => write!(f, ": features {} are disabled", listed(&quoted(all))),
            },
            Verdict::Unknown(nth) => write!(f, ": `{}` is not known", conditions[*nth]),
        }
    }
}
