//! A baseline: the denied findings that an old code base starts with, as JSON, so that only new ones fail.
//!
//! In: findings or the text of a baseline. Out: the text, or the findings with those it lists lowered to warnings. This
//! module must not know how anything was found. An entry tells a finding by its rule and its two ends, so it outlives
//! changes of places and words, and which of several relations is the first by place.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::document::as_object;
use crate::finding::{Finding, Level};
use crate::options::Options;
use crate::place::Place;
use crate::rules::Rule;
use crate::similar;

const FORMAT: &str = "relata-baseline/1";

/// A baseline that was read, or why it was not, and where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Baseline {
    read: Result<List, String>,
    place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
struct List {
    format: String,
    findings: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
struct Entry {
    rule: String,
    subject: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    other: String,
}

as_object!(
    List,
    "a baseline, which is an object with `format` and `findings`"
);
as_object!(
    Entry,
    "a finding, which is an object with `rule` and `subject`"
);

/// Why a text could not be read as a baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnreadableBaseline(String);

impl Baseline {
    /// The denied ones among these findings.
    pub(crate) fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let denied = findings.into_iter();
        let denied = denied.filter(|it| it.level() == Level::Deny);
        let mut entries: Vec<_> = denied.flat_map(Entry::all).collect();
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

    /// The same, if its text is one.
    pub(crate) fn readable(self) -> Result<Self, UnreadableBaseline> {
        match self.read {
            Err(error) => Err(UnreadableBaseline(error)),
            Ok(_) => Ok(self),
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
        let listed = Listed::new(list);
        let mut used = HashSet::new();
        let lowered = findings.into_iter().map(|finding| {
            let level = if listed.has(&finding, &mut used) {
                finding.level().min(Level::Warn)
            } else {
                finding.level()
            };
            finding.with_level(level)
        });
        let mut findings: Vec<_> = lowered.collect();
        let level = level_of(options, Rule::UnusedAllow);
        if level != Level::Allow {
            let told = told(&findings);
            let unused = list.findings.iter().enumerate();
            let unused = unused.filter(|(at, _)| !used.contains(at));
            let gone = unused.filter_map(|(_, entry)| self.gone(entry, options, &told));
            let gone: Vec<_> = gone.map(|gone| gone.with_level(level)).collect();
            findings.extend(gone);
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

    /// What is told of an entry that matches nothing; none where it is not known whether it would.
    fn gone(&self, entry: &Entry, options: &Options, told: &HashSet<String>) -> Option<Finding> {
        let Entry {
            rule,
            subject,
            other,
        } = entry;
        let finding = |headline| {
            let finding = Finding::new(Rule::UnusedAllow, subject, headline).object(other);
            self.at_place(finding)
        };
        let Ok(known) = Rule::from_str(rule) else {
            let finding = finding(format!("the baseline lists `{rule}`, which is no rule"));
            let rules = Rule::ALL.iter().map(|rule| rule.name());
            return Some(match similar::nearest(rule, rules) {
                Some(similar) => {
                    finding.note(format!("a rule with a similar name exists: `{similar}`"))
                }
                None => finding,
            });
        };
        // A rule that is off was not asked, and what else is wrong there may have kept it from being asked.
        if level_of(options, known) == Level::Allow || told.contains(subject) {
            return None;
        }
        let ends = if other.is_empty() {
            format!("`{subject}`")
        } else {
            format!("`{subject}` and `{other}`")
        };
        let headline = format!("the baseline lists `{rule}` of {ends}, which is found no more");
        Some(finding(headline).with_help("strike it from the baseline"))
    }

    fn at_place(&self, finding: Finding) -> Finding {
        match &self.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        }
    }
}

impl Entry {
    /// One for each thing that a finding tells of.
    fn all(finding: &Finding) -> impl Iterator<Item = Entry> {
        finding.parts().map(|(subject, other, _)| Entry {
            rule: finding.rule().name().to_owned(),
            subject: subject.to_owned(),
            other: other.to_owned(),
        })
    }
}

/// The entries of a baseline, by what they are looked up by.
struct Listed<'l> {
    entries: &'l [Entry],
    by_end: HashMap<(&'l str, &'l str), Vec<usize>>,
}

impl<'l> Listed<'l> {
    fn new(list: &'l List) -> Self {
        let mut by_end: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, entry) in list.findings.iter().enumerate() {
            let rule = family(&entry.rule);
            let end = if is_of_targets(rule) {
                &entry.other
            } else {
                &entry.subject
            };
            by_end.entry((rule, end.as_str())).or_default().push(at);
        }
        Listed {
            entries: &list.findings,
            by_end,
        }
    }

    /// Whether everything that a finding tells of is listed. Whatever matches is a used entry.
    fn has(&self, finding: &Finding, used: &mut HashSet<usize>) -> bool {
        let rule = family(finding.rule().name());
        let mut all = true;
        for (subject, other, shown_by) in finding.parts() {
            let found: Vec<usize> = if is_of_targets(rule) {
                self.at(rule, other).to_vec()
            } else {
                // Whichever of them comes first by place is the subject.
                let shown_by = shown_by.iter().map(String::as_str);
                let names: Vec<&str> = [subject, other].into_iter().chain(shown_by).collect();
                let entries = names.iter().flat_map(|name| self.at(rule, name)).copied();
                entries
                    .filter(|at| names.contains(&&*self.entries[*at].other))
                    .collect()
            };
            all &= !found.is_empty();
            used.extend(found);
        }
        all
    }

    fn at<'a>(&'a self, rule: &'a str, end: &'a str) -> &'a [usize] {
        self.by_end.get(&(rule, end)).map_or(&[], Vec::as_slice)
    }
}

/// One absent model is one finding, told at the first relation that needs it, which may change, and so may whether that
/// has it as its target or goes through it.
fn is_of_targets(rule: &str) -> bool {
    rule == Rule::MissingTarget.name() || rule == Rule::AmbiguousTarget.name()
}

fn family(rule: &str) -> &str {
    if rule == Rule::MissingThrough.name() {
        Rule::MissingTarget.name()
    } else {
        rule
    }
}

/// Everything of which something is told.
fn told(findings: &[Finding]) -> HashSet<String> {
    let parts = findings.iter().flat_map(Finding::parts);
    let names = parts.flat_map(|(subject, other, shown_by)| {
        [subject, other]
            .into_iter()
            .chain(shown_by.iter().map(String::as_str))
    });
    names.map(str::to_owned).collect()
}

fn level_of(options: &Options, rule: Rule) -> Level {
    options.level_of(rule).unwrap_or(rule.default_level())
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings
}
