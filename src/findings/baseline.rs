//! A baseline: the denied findings of an existing code base, as JSON, so that only new findings fail.
//!
//! An entry identifies a finding by its rule and its two ends with full paths. It stays valid if places, messages,
//! other models with the same name, or the order of relations change. The first version of the format had the ends as
//! reports print them; it is still supported.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::coverage::Coverage;
use super::finding::{Ends, Finding};
use super::subject::Subject;
use crate::document::read::{self, Item, LONGEST_MESSAGE, LONGEST_NAME, shortened};
use crate::place::Place;
use crate::rule::{Level, Levels, Rule};
use crate::sorted::{distinct, grouped};
use relata_record::similar;

const FORMAT: &str = "relata-baseline/2";
const FIRST_FORMAT: &str = "relata-baseline/1";

/// A parsed baseline, or the error, and the place where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Baseline {
    read: Result<List, UnreadableBaseline>,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    format: String,
    #[serde(deserialize_with = "read::list")]
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

impl Item for List {
    const ONE: &'static str = "a baseline, which is an object with `format` and `findings`";
}

impl Item for Entry {
    const ONE: &'static str = "a finding, which is an object with `rule` and `subject`";
}

/// The reason why a text is not a valid baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnreadableBaseline(String);

/// A baseline in the current format, converted from an older one by
/// [`Findings::upgraded_baseline`](crate::Findings::upgraded_baseline).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpgradedBaseline {
    /// JSON that [`Options::baseline`](crate::Options::baseline) reads.
    pub text: String,
    /// The number of old entries that match a finding.
    pub kept: usize,
    /// The number of old entries that match no finding. They are removed.
    pub gone: usize,
}

impl UpgradedBaseline {
    pub(super) fn new<'f>(
        old: &str,
        findings: impl Iterator<Item = &'f Finding>,
    ) -> Result<Self, UnreadableBaseline> {
        let old = List::read(old)?;
        let listed = Listed::new(&old);
        let (mut used, mut entries) = (Vec::new(), Vec::new());
        for finding in findings {
            for ends in finding.ends() {
                let found = listed.matching(finding.rule(), ends);
                if !found.is_empty() {
                    entries.push(Entry::new(finding.rule(), ends));
                    used.extend(found);
                }
            }
        }
        let kept = distinct(used).len();
        Ok(UpgradedBaseline {
            text: to_json(entries),
            kept,
            gone: old.findings.len() - kept,
        })
    }
}

impl List {
    fn read(text: &str) -> Result<Self, UnreadableBaseline> {
        let mut json = serde_json::Deserializer::from_str(text);
        let list = read::object(&mut json).and_then(|list: List| json.end().map(|()| list));
        let list = list
            .map_err(|error| UnreadableBaseline(shortened(&error.to_string(), LONGEST_MESSAGE)))?;
        if [FORMAT, FIRST_FORMAT].contains(&&*list.format) {
            return Ok(list);
        }
        let format = shortened(&list.format, LONGEST_NAME);
        let message =
            format!("the format is `{format}`, but the format of a baseline is `{FORMAT}`");
        Err(UnreadableBaseline(message))
    }

    /// Returns the text for an end in this version of the format.
    fn text(&self, subject: &Subject) -> String {
        if self.format == FIRST_FORMAT {
            subject.to_string()
        } else {
            subject.full()
        }
    }
}

/// The check whose findings are lowered.
#[derive(Clone, Copy)]
pub(crate) struct Checked<'c> {
    pub(crate) levels: &'c Levels,
    /// Whether it compared the models of the source, so that it knows which are absent.
    pub(crate) absent_are_known: bool,
}

/// Whether a finding is a warning that a baseline silences: a program can intentionally lack a model, for example one behind a
/// feature that is off, and the absent model cannot have an `allow`.
fn is_intentional(finding: &Finding) -> bool {
    finding.rule() == Rule::MissingModel && finding.level() == Level::Warn
}

/// Returns the denied findings and the intentional warnings as a baseline.
pub(super) fn of_denied<'f>(findings: impl Iterator<Item = &'f Finding>) -> String {
    let denied = findings.filter(|it| it.level() == Level::Deny || is_intentional(it));
    let entries = denied.flat_map(|it| it.ends().map(|ends| Entry::new(it.rule(), ends)));
    to_json(entries.collect())
}

fn to_json(entries: Vec<Entry>) -> String {
    let list = List {
        format: FORMAT.to_owned(),
        findings: distinct(entries),
    };
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

impl Baseline {
    pub(crate) fn parse(text: &str, place: Place) -> Self {
        let read = List::read(text);
        Baseline { read, place }
    }

    /// Returns the baseline, or an error if its text is not valid.
    pub(crate) fn readable(self) -> Result<Self, UnreadableBaseline> {
        self.read.as_ref().map_err(UnreadableBaseline::clone)?;
        Ok(self)
    }

    /// Removes the entries of rules that need no schema.
    #[cfg(feature = "schema")]
    pub(crate) fn keep_schema_rules(&mut self) {
        if let Ok(list) = &mut self.read {
            let needs_schema = |it: &Entry| Rule::from_str(&it.rule).is_ok_and(Rule::needs_schema);
            list.findings.retain(needs_schema);
        }
    }

    /// Lowers listed findings to warnings, silences intentional ones, and reports entries that match nothing.
    pub(crate) fn apply(
        &self,
        (mut findings, mut coverage): (Vec<Finding>, Coverage),
        check: Checked<'_>,
    ) -> (Vec<Finding>, Coverage) {
        match &self.read {
            Ok(list) => self.lower(&mut findings, &mut coverage, list, check),
            Err(error) => {
                let headline = format!("the baseline cannot be read: {error}");
                findings.push(self.finding("baseline", headline).with_level(Level::Deny));
            }
        }
        Finding::sort(&mut findings);
        (findings, coverage)
    }

    fn lower(
        &self,
        findings: &mut Vec<Finding>,
        coverage: &mut Coverage,
        list: &List,
        check: Checked<'_>,
    ) {
        let listed = Listed::new(list);
        let mut used = Vec::new();
        findings.retain_mut(|finding| {
            let mut is_listed = true;
            for ends in finding.ends() {
                let found = listed.matching(finding.rule(), ends);
                is_listed &= !found.is_empty();
                used.extend(found);
            }
            let is_silenced = is_listed && is_intentional(finding);
            if is_listed {
                let counts = is_silenced || finding.level() == Level::Deny;
                coverage.silenced_by_baseline += u32::from(counts);
                finding.lower();
            }
            !is_silenced
        });
        let level = check.levels.of(Rule::UnusedAllow);
        if level == Level::Allow {
            return;
        }
        let ends = findings
            .iter()
            .flat_map(|it| it.subjects().chain(it.others()));
        let reported = distinct(ends.map(|end| list.text(end)).collect());
        let used = distinct(used);
        for (at, entry) in list.findings.iter().enumerate() {
            if used.binary_search(&at).is_err()
                && let Some(unmatched) = self.unmatched(entry, check, &reported)
            {
                findings.push(unmatched.with_level(level));
            }
        }
    }

    /// Returns the finding about an entry that matches nothing; none if its rule may not have been checked.
    fn unmatched(&self, entry: &Entry, check: Checked<'_>, reported: &[String]) -> Option<Finding> {
        let (rule, subject, other) = (&entry.rule, &entry.subject, &entry.other);
        let finding = |headline| {
            let finding = self.finding(subject, headline);
            match other.as_str() {
                "" => finding,
                other => finding.with_other(Subject::Name(other.to_owned())),
            }
        };
        let Ok(known) = Rule::from_str(rule) else {
            let finding = finding(format!("the baseline lists an unknown rule `{rule}`"));
            let rules = Rule::ALL.iter().map(|rule| rule.name());
            let note = |similar| format!("a rule with a similar name exists: `{similar}`");
            return Some(finding.note_if(similar::nearest(rule, rules).map(note)));
        };
        // A disabled rule was not checked, and another finding about the subject may have kept this rule from being
        // checked. Without source, absent models are not known.
        if check.levels.of(known) == Level::Allow
            || known == Rule::MissingModel && !check.absent_are_known
            || reported.binary_search(subject).is_ok()
        {
            return None;
        }
        let ends = match other.as_str() {
            "" => format!("`{subject}`"),
            other => format!("`{subject}` and `{other}`"),
        };
        let headline = format!("the baseline lists `{rule}` of {ends}, which no longer occurs");
        Some(finding(headline).with_help("remove the entry from the baseline"))
    }

    /// Creates a finding about this baseline, at its place.
    fn finding(&self, subject: &str, headline: String) -> Finding {
        let subject = Subject::Name(subject.to_owned());
        Finding::new(Rule::UnusedAllow, subject, headline).at((&self.place).into())
    }
}

impl Entry {
    fn new(rule: Rule, (subject, other, _): Ends<'_>) -> Self {
        Entry {
            rule: rule.name().to_owned(),
            subject: subject.full(),
            other: other.map(Subject::full).unwrap_or_default(),
        }
    }
}

/// The entries of a baseline, indexed by rule and end.
struct Listed<'l> {
    list: &'l List,
    by_end: Vec<((&'l str, &'l str), Vec<usize>)>,
}

impl<'l> Listed<'l> {
    fn new(list: &'l List) -> Self {
        let mut by_end = Vec::new();
        for (at, entry) in list.findings.iter().enumerate() {
            let rule = family(&entry.rule);
            let [target, subject] = [&*entry.other, &entry.subject];
            let end = if is_of_targets(rule) { target } else { subject };
            by_end.push(((rule, end), at));
        }
        let by_end = grouped(by_end);
        Listed { list, by_end }
    }

    fn matching(&self, rule: Rule, (subject, other, related): Ends<'_>) -> Vec<usize> {
        let rule = family(rule.name());
        let text = |subject: &Subject| self.list.text(subject);
        let other = other.map(text).unwrap_or_default();
        if is_of_targets(rule) {
            return self.at(rule, &other).to_vec();
        }
        // Any of them can be the subject, depending on the order of places.
        let mut names = vec![text(subject), other];
        names.extend(related.iter().map(text));
        let entries = names.iter().flat_map(|name| self.at(rule, name)).copied();
        let is_listed = |at: &usize| names.contains(&self.list.findings[*at].other);
        entries.filter(is_listed).collect()
    }

    fn at(&self, rule: &str, end: &str) -> &[usize] {
        let found = self.by_end.binary_search_by_key(&(rule, end), |it| it.0);
        found.map_or(&[], |at| &self.by_end[at].1)
    }
}

/// Whether entries of a rule match by their target. An absent model is one finding, at the first relation that needs
/// it. That relation can change, and so can its use of the model as target or as through model.
fn is_of_targets(rule: &str) -> bool {
    rule == Rule::MissingTarget.name() || rule == Rule::AmbiguousTarget.name()
}

fn family(rule: &str) -> &str {
    match Rule::from_str(rule) {
        Ok(Rule::MissingThrough) => Rule::MissingTarget.name(),
        _ => rule,
    }
}
