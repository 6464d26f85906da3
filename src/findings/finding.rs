//! One finding: what was judged, as data until somebody prints it.

use std::{fmt, iter};

use super::subject::Subject;
use super::wording::{NAMED, counted, one_line};
use crate::place::{Place, Spot};
use crate::rule::{Level, Rule};
use crate::sorted::sort_by;

/// One thing that is wrong, with everything that is known about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// In a box, since it goes from hand to hand while it is put together.
    parts: Box<Parts>,
}

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    rule: Rule,
    level: Level,
    subject: Subject,
    other: Option<Subject>,
    headline: String,
    place: Option<Place>,
    notes: Vec<Note>,
    help: Option<String>,
    /// The subject and the other end of what is reported with it, and would be a finding of its own without it.
    included: Vec<(Subject, Option<Subject>)>,
    /// The other relations that show the same, any of which may be the subject another time.
    related: Vec<Subject>,
    /// The relations that have the same fault through it and are only counted or listed.
    affected: Vec<Subject>,
    /// The models that its relations name; where there is not one model of a name, the name as it is written.
    named: Vec<Subject>,
}

/// A subject, its other end, and the other subjects that it may have.
pub(crate) type Ends<'f> = (&'f Subject, Option<&'f Subject>, &'f [Subject]);

/// A fact about a finding, with its own place if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    place: Option<Place>,
}

/// The text of a note and its place.
type Fact<'f> = (Spot<'f>, String);

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
    pub(crate) fn new(rule: Rule, subject: Subject, headline: String) -> Self {
        let parts = Parts {
            rule,
            level: rule.default_level(),
            subject,
            other: None,
            headline: one_line(headline),
            place: None,
            notes: Vec::new(),
            help: None,
            included: Vec::new(),
            related: Vec::new(),
            affected: Vec::new(),
            named: Vec::new(),
        };
        Finding {
            parts: Box::new(parts),
        }
    }

    /// Sets the other end of the fault.
    pub(crate) fn with_other(mut self, other: Subject) -> Self {
        self.parts.other = Some(other);
        self
    }

    /// Adds what is reported with it.
    pub(crate) fn including(mut self, subject: Subject, other: Option<Subject>) -> Self {
        self.parts.included.push((subject, other));
        self
    }

    /// Adds relations that show the same.
    pub(crate) fn related(mut self, subjects: Vec<Subject>) -> Self {
        self.parts.related.extend(subjects);
        self
    }

    /// Adds relations that have the same fault through it.
    pub(crate) fn affecting(mut self, subjects: Vec<Subject>) -> Self {
        self.parts.affected.extend(subjects);
        self
    }

    /// Adds what its relations name.
    pub(crate) fn naming(mut self, named: Vec<Subject>) -> Self {
        self.parts.named.extend(named);
        self
    }

    pub(crate) fn at(mut self, place: Spot<'_>) -> Self {
        // A record that was not compiled here may not know its file; then there is no place rather than a wrong one.
        self.parts.place = place.is_known().then(|| place.into());
        self
    }

    pub(crate) fn note(mut self, text: impl Into<String>) -> Self {
        self.add_note(text.into(), None);
        self
    }

    /// Adds a note if there is one.
    pub(crate) fn note_if(self, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.note(text),
            None => self,
        }
    }

    pub(crate) fn note_each(self, texts: &mut dyn Iterator<Item = String>) -> Self {
        texts.fold(self, Finding::note)
    }

    pub(crate) fn note_at(mut self, place: Spot<'_>, mut text: String) -> Self {
        if !place.is_known() && text.ends_with(" here") {
            text.truncate(text.len() - " here".len());
        }
        self.add_note(text, place.is_known().then(|| place.into()));
        self
    }

    fn add_note(&mut self, text: String, place: Option<Place>) {
        let text = one_line(text);
        self.parts.notes.push(Note { text, place });
    }

    /// Where something is declared, if that is known.
    pub(crate) fn declared(self, place: Spot<'_>, name: &dyn fmt::Display) -> Self {
        if !place.is_known() {
            return self;
        }
        self.note_at(place, format!("`{name}` is declared here"))
    }

    /// Notes of facts that each have a place, up to the maximum number that is named. One more note counts the others, by a noun
    /// such as `more place`.
    pub(crate) fn notes_at(
        mut self,
        facts: &mut dyn ExactSizeIterator<Item = Fact<'_>>,
        noun: &str,
    ) -> Self {
        for (place, text) in (&mut *facts).take(NAMED) {
            self = self.note_at(place, text);
        }
        match facts.len() {
            0 => self,
            others => self.note(format!("and {}", counted(others, noun))),
        }
    }

    pub(crate) fn with_help(mut self, text: impl Into<String>) -> Self {
        self.parts.help = Some(one_line(text.into()));
        self
    }

    pub(crate) fn with_level(mut self, level: Level) -> Self {
        self.parts.level = level;
        self
    }

    /// Lowers it to a warning, since a baseline lists it.
    #[cfg(feature = "document")]
    pub(crate) fn lower(&mut self) {
        self.parts.level = self.parts.level.min(Level::Warn);
    }

    /// The rule that found it.
    pub fn rule(&self) -> Rule {
        self.parts.rule
    }

    /// How much it matters, after options were applied.
    pub fn level(&self) -> Level {
        self.parts.level
    }

    /// What it is about: a relation, a model, or what the options named.
    pub fn subject(&self) -> &Subject {
        &self.parts.subject
    }

    /// The other end of what is at fault, as far as the fault has one: a target as it is written, the inverse, the fields of
    /// a key. With the rule and the subject it tells one finding from another.
    pub fn other(&self) -> Option<&Subject> {
        self.parts.other.as_ref()
    }

    /// Everything that it is about: the subject, other relations that show the same, any of which may be the subject another
    /// time, and what is reported with it.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject> {
        let ends = self.ends();
        ends.flat_map(|(subject, _, related)| iter::once(subject).chain(related))
    }

    /// The [other](Finding::other) end of the fault, and of whatever is reported with it.
    pub fn others(&self) -> impl Iterator<Item = &Subject> {
        self.ends().filter_map(|(_, other, _)| other)
    }

    /// The relations that have the same fault through it, and that its notes list or count.
    pub fn affected(&self) -> impl Iterator<Item = &Subject> {
        self.parts.affected.iter()
    }

    /// The models that its relations name, as far as the fault is in what they name. Where there is not one model of a name,
    /// it is the name, in each way in which it is written.
    pub fn named(&self) -> impl Iterator<Item = &Subject> {
        self.parts.named.iter()
    }

    /// The fault in one line that stands alone.
    pub fn headline(&self) -> &str {
        &self.parts.headline
    }

    /// Where the smallest thing stands that somebody wrote and that is at fault; none if nothing is.
    pub fn place(&self) -> Option<&Place> {
        self.parts.place.as_ref()
    }

    /// Facts and other places.
    pub fn notes(&self) -> &[Note] {
        &self.parts.notes
    }

    /// The change that mends it, where one is certain enough to be offered.
    pub fn help(&self) -> Option<&str> {
        self.parts.help.as_deref()
    }

    /// Every subject and other end that it reports, and the other subjects that each may have.
    pub(crate) fn ends(&self) -> impl Iterator<Item = Ends<'_>> {
        let included = self.parts.included.iter();
        let included = included.map(|(subject, other)| (subject, other.as_ref(), &[][..]));
        iter::once((
            &self.parts.subject,
            self.parts.other.as_ref(),
            &*self.parts.related,
        ))
        .chain(included)
    }

    /// Keeps the help of one rule for each place: another change there would be made to a text that the first has changed.
    pub(crate) fn help_once(findings: &mut [Finding]) {
        let mut helped: Option<(Place, Rule)> = None;
        for finding in findings {
            let parts = &mut finding.parts;
            let (Some(place), Some(_)) = (&parts.place, &parts.help) else {
                continue;
            };
            match &helped {
                Some((at, rule)) if at == place => {
                    parts.help.take_if(|_| *rule != parts.rule);
                }
                _ => helped = Some((place.clone(), parts.rule)),
            }
        }
    }

    /// Sorts findings by place.
    pub(crate) fn sort(findings: &mut [Finding]) {
        let ends = |it: &Finding| (it.subject().to_string(), it.other().map(Subject::to_string));
        sort_by(findings, |one, other| {
            let by_place = (one.place(), one.rule()).cmp(&(other.place(), other.rule()));
            let by_ends = by_place.then_with(|| ends(one).cmp(&ends(other)));
            by_ends.then_with(|| one.headline().cmp(other.headline()))
        });
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.parts.level {
            Level::Deny => "error",
            _ => "warning",
        };
        writeln!(f, "{level}[{}]: {}", self.parts.rule, self.parts.headline)?;
        if let Some(place) = &self.parts.place {
            writeln!(f, "  --> {place}")?;
        }
        for Note { text, place } in &self.parts.notes {
            if let Some(place) = place {
                writeln!(f, "note: {text}\n  --> {place}")?;
            }
        }
        for note in self.parts.notes.iter().filter(|note| note.place.is_none()) {
            writeln!(f, "  = note: {}", note.text)?;
        }
        if let Some(help) = &self.parts.help {
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
