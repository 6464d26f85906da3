//! One finding: what was judged, as data until somebody prints it, and how much it matters.
//!
//! In: what a rule found. Out: its text, the same bytes for the same finding. This module must not know any rule, nor how
//! anything was found.

use std::fmt;
use std::str::FromStr;

use crate::place::Place;
use crate::rules::Rule;
use crate::wording::{NAMED, counted, one_line};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is not told.
    Allow,
    /// It is told, and `init` succeeds.
    Warn,
    /// `init` fails.
    Deny,
}

impl Level {
    /// The name as it is written: `allow`, `warn` or `deny`.
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
        [Level::Allow, Level::Warn, Level::Deny]
            .into_iter()
            .find(|level| level.name() == name)
            .ok_or_else(|| UnknownLevel(name.to_owned()))
    }
}

/// No level has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no level is called `{0}`")]
pub struct UnknownLevel(String);

/// One thing that is wrong, with everything that is known about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    rule: Rule,
    level: Level,
    subject: String,
    object: String,
    headline: String,
    place: Option<Place>,
    notes: Vec<Note>,
    help: Option<String>,
    /// The subject and the other end of what else is told with it.
    also: Vec<(String, String)>,
    /// The other relations that show the same, any of which may be the subject another time.
    shown_by: Vec<String>,
}

/// A fact beside a finding, with its own place if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    place: Option<Place>,
}

impl Note {
    /// The fact, in a line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where to see it.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }
}

impl Finding {
    pub(crate) fn new(rule: Rule, subject: impl Into<String>, headline: impl Into<String>) -> Self {
        Finding {
            rule,
            level: rule.default_level(),
            subject: one_line(subject.into()),
            object: String::new(),
            headline: one_line(headline.into()),
            place: None,
            notes: Vec::new(),
            help: None,
            also: Vec::new(),
            shown_by: Vec::new(),
        }
    }

    /// What else the fault is about.
    pub(crate) fn object(mut self, object: impl Into<String>) -> Self {
        self.object = one_line(object.into());
        self
    }

    /// What is told with it, and was a finding of its own without it.
    pub(crate) fn and_about(mut self, subject: String, object: String) -> Self {
        self.also.push((one_line(subject), one_line(object)));
        self
    }

    /// Other relations that show the same.
    pub(crate) fn shown_by(mut self, subjects: impl IntoIterator<Item = String>) -> Self {
        self.shown_by.extend(subjects.into_iter().map(one_line));
        self
    }

    pub(crate) fn at(mut self, place: Place) -> Self {
        // A record that was not compiled here may not know its file; then there is no place rather than a wrong one.
        self.place = Some(place).filter(|place| !place.file().is_empty());
        self
    }

    pub(crate) fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(Note {
            text: one_line(text.into()),
            place: None,
        });
        self
    }

    pub(crate) fn note_at(mut self, place: Place, text: impl Into<String>) -> Self {
        let place = Some(place).filter(|place| !place.file().is_empty());
        let text = text.into();
        let text = match (text.strip_suffix(" here"), &place) {
            (Some(anywhere), None) => anywhere.to_owned(),
            _ => text,
        };
        self.notes.push(Note {
            text: one_line(text),
            place,
        });
        self
    }

    /// Where something is declared, if that is known.
    pub(crate) fn declared(self, place: Place, name: &str) -> Self {
        if place.file().is_empty() {
            return self;
        }
        self.note_at(place, format!("`{name}` is declared here"))
    }

    /// Where several things are declared, as many as are named.
    pub(crate) fn all_declared(
        self,
        all: impl ExactSizeIterator<Item = (Place, String)>,
        noun: &str,
    ) -> Self {
        let all: Vec<_> = all.filter(|(place, _)| !place.file().is_empty()).collect();
        let facts = all
            .into_iter()
            .map(|(place, name)| (place, format!("`{name}` is declared here")));
        self.notes_at(facts, noun)
    }

    /// Facts of one kind with a place each, as many as are named; the others are counted.
    pub(crate) fn notes_at(
        self,
        facts: impl ExactSizeIterator<Item = (Place, String)>,
        noun: &str,
    ) -> Self {
        let others = facts.len().saturating_sub(NAMED);
        let finding = facts.take(NAMED);
        let finding = finding.fold(self, |finding, (place, text)| finding.note_at(place, text));
        if others == 0 {
            return finding;
        }
        finding.note(format!("and {}", counted(others, &format!("more {noun}"))))
    }

    pub(crate) fn with_help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(one_line(text.into()));
        self
    }

    pub(crate) fn with_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// The rule that found it.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How much it matters, after options were applied.
    pub fn level(&self) -> Level {
        self.level
    }

    /// What it is about: `Model.relation`, a model's path, or what the options named.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The other end of what is at fault, as far as the fault has one: a target as it is written, `Model.relation` of
    /// an inverse, `Model.field` of a key. With the rule and the subject it tells one finding from another.
    pub fn other(&self) -> &str {
        &self.object
    }

    /// Everything that it is about, each written as a [`subject`](Finding::subject) is: the subject, other relations
    /// that show the same, any of which may be the subject another time, and what is told with it.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        let also = self.also.iter().map(|(subject, _)| subject);
        let others = self.shown_by.iter().chain(also);
        std::iter::once(&*self.subject).chain(others.map(String::as_str))
    }

    /// The [other](Finding::other) end of the fault, and of whatever is told with it.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        let also = self.also.iter().map(|(_, object)| object.as_str());
        let all = std::iter::once(&*self.object).chain(also);
        all.filter(|it| !it.is_empty())
    }

    /// The fault in one line that stands alone.
    pub fn headline(&self) -> &str {
        &self.headline
    }

    /// Where the smallest thing stands that somebody wrote and that is at fault; none if nothing is.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Facts and other places.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The change that mends it, where one is certain enough to be offered.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Every subject and other end that it tells of, and by which else each may be known.
    #[cfg(feature = "document")]
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&str, &str, &[String])> {
        let also = self.also.iter();
        let also = also.map(|(subject, object)| (&**subject, &**object, &[][..]));
        std::iter::once((&*self.subject, &*self.object, &*self.shown_by)).chain(also)
    }

    /// What findings are sorted by.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        (
            self.place.as_ref(),
            self.rule,
            &self.subject,
            &self.object,
            &self.headline,
        )
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.level == Level::Deny {
            "error"
        } else {
            "warning"
        };
        writeln!(f, "{level}[{}]: {}", self.rule, self.headline)?;
        if let Some(place) = &self.place {
            writeln!(f, "  --> {place}")?;
        }
        for note in self.notes.iter().filter(|note| note.place.is_some()) {
            writeln!(f, "note: {}", note.text)?;
            if let Some(place) = &note.place {
                writeln!(f, "  --> {place}")?;
            }
        }
        for note in self.notes.iter().filter(|note| note.place.is_none()) {
            writeln!(f, "  = note: {}", note.text)?;
        }
        if let Some(help) = &self.help {
            writeln!(f, "  = help: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
