//! Rules that a document turns off for a model or a relation.

use relata_record as written;
use serde::{Deserialize, Serialize};

use super::read::{Item, text};
use crate::model::{self, Run, Tables};

/// An allowed rule, and the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allow {
    #[serde(deserialize_with = "text")]
    pub(crate) rule: String,
    #[serde(deserialize_with = "text")]
    pub(crate) reason: String,
}

impl Item for Allow {
    const ONE: &'static str = "an allow, which is an object with `rule` and `reason`";
}

impl Allow {
    pub(super) fn of(tables: &Tables, allows: Run) -> Vec<Self> {
        let allow = |row: &model::Allow| Allow {
            rule: row.rule.to_string(),
            reason: row.reason.to_string(),
        };
        allows.of(&tables.allows).iter().map(allow).collect()
    }

    pub(super) fn all_written(allows: &[Allow]) -> Vec<written::Allow<'_>> {
        let allows = allows.iter().map(|allow| written::Allow {
            rule: &allow.rule,
            reason: &allow.reason,
            ..written::Allow::default()
        });
        allows.collect()
    }
}
