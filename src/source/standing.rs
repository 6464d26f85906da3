//! Whether the compiler comes to a model, and what decides.

use std::fmt;

use super::condition::{Condition, Verdict};
use crate::declared::Lead;
use crate::findings::wording::{listed, quoted};

/// Whether a model is compiled, as far as its source tells.
///
/// It is shown as in `compiled`, ``compiled if `unix`: holds`` and ``reached by no module: `mod book;` in src/lib.rs``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub(crate) detail: Detail,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Modules lead to it; all that has to hold, from the root to the derive.
    Reached {
        conditions: Vec<Condition>,
        verdict: Verdict,
        /// Whether it is there in tests of its crate, and in nothing else.
        in_tests: bool,
    },
    /// No `mod` leads to its file.
    Unreached(Lead),
}

impl Standing {
    /// Whether it is certainly compiled, or certainly not; nothing if that depends on what only the compiler knows.
    pub fn is_compiled(&self) -> Option<bool> {
        match &self.detail {
            Detail::Unreached(_) => Some(false),
            Detail::Reached { verdict, .. } => match verdict {
                Verdict::Holds => Some(true),
                Verdict::Fails { .. } => Some(false),
                Verdict::Unknown { .. } => None,
            },
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (conditions, verdict) = match &self.detail {
            Detail::Unreached(Lead::Mod(line)) => {
                return write!(f, "reached by no module: {line}");
            }
            Detail::Unreached(_) => return f.write_str("reached by no module"),
            Detail::Reached {
                conditions,
                verdict,
                ..
            } => (conditions, verdict),
        };
        f.write_str("compiled")?;
        for (nth, condition) in conditions.iter().enumerate() {
            write!(f, "{} `{condition}`", if nth == 0 { " if" } else { " and" })?;
        }
        match verdict {
            Verdict::Holds if conditions.is_empty() => Ok(()),
            Verdict::Holds => f.write_str(": holds"),
            Verdict::Fails {
                condition,
                features,
            } => match &features[..] {
                [] => write!(f, ": `{}` does not hold", conditions[*condition]),
                [only] => write!(f, ": feature `{only}` is off"),
                all => write!(f, ": features {} are off", listed(quoted(all))),
            },
            Verdict::Unknown { condition } => {
                write!(f, ": `{}` is not known", conditions[*condition])
            }
        }
    }
}
