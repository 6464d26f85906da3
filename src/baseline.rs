//! A baseline: the denied findings that an old code base starts with, as JSON, so that only new ones fail.
//!
//! In: findings or the text of a baseline. Out: the text, or the findings with those it lists lowered to warnings. This
//! module must not know how anything was found. An entry tells a finding by its rule and its two ends, so it outlives
//! changes of places and words.

use serde::{Deserialize, Serialize};

use crate::options::Options;
use crate::place::Place;
use crate::report::{Finding, Findings, Level};
use crate::rules::Rule;

const FORMAT: &str = "relata-baseline/1";

/// A baseline that was read, or why it was not, and where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Baseline {
    read: Result<List, String>,
    place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    format: String,
    findings: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    subject: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    other: String,
}

impl Baseline {
    /// The denied ones among these findings.
    pub(crate) fn of(findings: &Findings) -> Self {
        let denied = findings
            .iter()
            .filter(|finding| finding.level() == Level::Deny);
        let mut entries: Vec<_> = denied.map(Entry::of).collect();
        entries.sort_unstable();
        entries.dedup();
        Baseline {
            read: Ok(List {
                format: FORMAT.to_owned(),
                findings: entries,
            }),
            place: None,
        }
    }

    pub(crate) fn parse(text: &str, place: Place) -> Self {
        let read = serde_json::from_str::<List>(text).map_err(|error| error.to_string());
        let read = read.and_then(|list| match list.format.as_str() {
            FORMAT => Ok(list),
            other => Err(format!(
                "its format is `{other}`, and a baseline's is `{FORMAT}`"
            )),
        });
        Baseline {
            read,
            place: Some(place),
        }
    }

    pub(crate) fn to_json(&self) -> String {
        let text = self
            .read
            .as_ref()
            .ok()
            .and_then(|list| serde_json::to_string_pretty(list).ok());
        text.unwrap_or_default() + "\n"
    }

    /// Lowers what is listed to warnings, and tells what is listed and found no more.
    pub(crate) fn apply(&self, findings: Vec<Finding>, options: &Options) -> Vec<Finding> {
        let list = match &self.read {
            Ok(list) => list,
            Err(error) => {
                let mut findings = findings;
                findings.push(self.unreadable(error));
                return sorted(findings);
            }
        };
        let mut used = vec![false; list.findings.len()];
        let lowered = findings.into_iter().map(|finding| {
            let mut listed = list
                .findings
                .iter()
                .zip(&mut used)
                .filter(|(entry, _)| entry.is(&finding))
                .peekable();
            let level = if listed.peek().is_some() {
                finding.level().min(Level::Warn)
            } else {
                finding.level()
            };
            listed.for_each(|(_, used)| *used = true);
            finding.with_level(level)
        });
        let mut findings: Vec<_> = lowered.collect();
        let level = options
            .level_of(Rule::UnusedAllow)
            .unwrap_or(Rule::UnusedAllow.default_level());
        if level != Level::Allow {
            let gone = list.findings.iter().zip(used).filter(|(_, used)| !used);
            findings.extend(gone.map(|(entry, _)| self.gone(entry).with_level(level)));
        }
        sorted(findings)
    }

    fn unreadable(&self, error: &str) -> Finding {
        let finding = Finding::new(
            Rule::UnusedAllow,
            "baseline",
            format!("the baseline cannot be read: {error}"),
        );
        self.at_place(finding).with_level(Level::Deny)
    }

    fn gone(&self, entry: &Entry) -> Finding {
        let Entry {
            rule,
            subject,
            other,
        } = entry;
        let ends = if other.is_empty() {
            format!("`{subject}`")
        } else {
            format!("`{subject}` and `{other}`")
        };
        let headline = format!("the baseline lists `{rule}` of {ends}, which is found no more");
        let finding = Finding::new(Rule::UnusedAllow, subject, headline).object(other);
        self.at_place(finding)
            .with_help("strike it from the baseline")
    }

    fn at_place(&self, finding: Finding) -> Finding {
        match &self.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        }
    }
}

impl Entry {
    fn of(finding: &Finding) -> Self {
        Entry {
            rule: finding.rule().name().to_owned(),
            subject: finding.subject().to_owned(),
            other: finding.other().to_owned(),
        }
    }

    fn is(&self, finding: &Finding) -> bool {
        // One absent model is one finding, told at the first relation that needs it, which may change.
        let by_target = [
            Rule::MissingTarget,
            Rule::MissingThrough,
            Rule::AmbiguousTarget,
        ]
        .contains(&finding.rule());
        self.rule == finding.rule().name()
            && self.other == finding.other()
            && (by_target || self.subject == finding.subject())
    }
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings
}
