//! A single finding, as data until it is printed.

use std::sync::Arc;
use std::{fmt, iter};

use super::note::Note;
use super::subject::Subject;
use super::wording::{NAMED, counted, one_line};
use crate::place::{Place, Spot};
use crate::rule::{Level, Rule};
use crate::sorted::sort_by;

/// The start of a help that replaces a name.
const WRITE: &str = "write `";
/// The start of a help that adds a line.
const ADD: &str = "add `";

/// One fault, with all facts about it.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(belongs_to(author: "Auther"))]
/// struct Post { id: i64, author_id: i64 }
/// # #[derive(Model)] struct Author { id: i64 }
/// let report = relata::init().unwrap_err();
/// let finding = report.findings().iter().next().unwrap();
/// assert_eq!(finding.replacement(), Some("Author"));
/// ```
///
/// [`Display`](fmt::Display) prints it like the compiler prints an error:
/// ```text
/// error[missing_target]: relation `Post.author` points at `Auther`, but no model has that name
///   --> src/main.rs:4:29
/// note: a model with a similar name exists: `Author`
///   --> src/main.rs:6:27
///   = help: write `Author`
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// Shared, so that copies are cheap, and that code which drops a finding does not contain the dropping of its parts.
    parts: Arc<Parts>,
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
    change: Change,
    /// The subjects and other ends of the faults that this finding includes. Without this finding, each would be its
    /// own finding.
    included: Vec<(Subject, Option<Subject>)>,
    /// Other relations with the same fault. Depending on the order of places, each of them can be the subject.
    related: Vec<Subject>,
    /// The relations that are affected by the fault and only listed or counted.
    affected: Vec<Subject>,
    /// The models that its relations refer to, or the name as written if it does not match exactly one model.
    named: Vec<Subject>,
    /// The databases that have the fault.
    #[cfg(feature = "schema")]
    databases: Vec<String>,
}

/// What the help changes, if a tool can do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Only the text of the help describes it, if there is one.
    Described,
    /// Another name is written at the place.
    Replaces,
    /// A line is added to a file.
    Adds,
}

/// A subject, its other end, and the alternative subjects.
pub(crate) type Ends<'f> = (&'f Subject, Option<&'f Subject>, &'f [Subject]);

/// The place and the text of a note.
type Fact<'f> = (Spot<'f>, String);

// Cold: few programs have a finding, so nothing is inlined into the code that leads to one.
impl Finding {
    #[cold]
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
            change: Change::Described,
            included: Vec::new(),
            related: Vec::new(),
            affected: Vec::new(),
            named: Vec::new(),
            #[cfg(feature = "schema")]
            databases: Vec::new(),
        };
        Finding {
            parts: Arc::new(parts),
        }
    }

    #[inline(never)]
    fn parts(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.parts)
    }

    /// Sets the other end of the fault.
    #[cold]
    pub(crate) fn with_other(mut self, other: Subject) -> Self {
        self.parts().other = Some(other);
        self
    }

    /// Adds a fault that this finding includes.
    pub(crate) fn including(mut self, subject: Subject, other: Option<Subject>) -> Self {
        self.parts().included.push((subject, other));
        self
    }

    /// Adds relations with the same fault.
    #[cold]
    pub(crate) fn related(mut self, subjects: Vec<Subject>) -> Self {
        self.parts().related.extend(subjects);
        self
    }

    /// Adds relations that are affected by the fault.
    #[cold]
    pub(crate) fn affecting(mut self, subjects: Vec<Subject>) -> Self {
        self.parts().affected.extend(subjects);
        self
    }

    /// Adds models or names that its relations refer to.
    #[cold]
    pub(crate) fn naming(mut self, named: Vec<Subject>) -> Self {
        self.parts().named.extend(named);
        self
    }

    /// Sets the databases that have the fault.
    #[cfg(feature = "schema")]
    pub(crate) fn in_databases(mut self, databases: Vec<String>) -> Self {
        self.parts().databases = databases;
        self
    }

    #[cold]
    pub(crate) fn at(mut self, place: Spot<'_>) -> Self {
        // Records from elsewhere may not have a file. An unknown place is better than a wrong one.
        self.parts().place = place.is_known().then(|| place.into());
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

    pub(crate) fn note_each(self, texts: Vec<String>) -> Self {
        texts.into_iter().fold(self, Finding::note)
    }

    #[cold]
    pub(crate) fn note_at(mut self, place: Spot<'_>, mut text: String) -> Self {
        if !place.is_known() && text.ends_with(" here") {
            text.truncate(text.len() - " here".len());
        }
        self.add_note(text, place.is_known().then(|| place.into()));
        self
    }

    #[cold]
    fn add_note(&mut self, text: String, place: Option<Place>) {
        let text = one_line(text);
        self.parts().notes.push(Note { text, place });
    }

    /// Adds a note that shows where something is declared, if the place is known.
    #[cold]
    pub(crate) fn declared(self, place: Spot<'_>, name: &dyn fmt::Display) -> Self {
        if !place.is_known() {
            return self;
        }
        self.note_at(place, format!("`{name}` is declared here"))
    }

    /// Adds notes with places, at most [`NAMED`] of them, and counts the others.
    pub(crate) fn notes_at(mut self, facts: Vec<Fact<'_>>, noun: &str) -> Self {
        let count = facts.len();
        for (place, text) in facts.into_iter().take(NAMED) {
            self = self.note_at(place, text);
        }
        self.and_others(count, noun)
    }

    /// Adds a note that counts those of so many items that are not among the first [`NAMED`], with a noun such as `more
    /// place`.
    pub(crate) fn and_others(self, count: usize, noun: &str) -> Self {
        match count.saturating_sub(NAMED) {
            0 => self,
            others => self.note(format!("and {}", counted(others, noun))),
        }
    }

    pub(crate) fn with_help(mut self, text: impl Into<String>) -> Self {
        self.parts().help = Some(one_line(text.into()));
        self
    }

    /// Offers to write this name instead of the one at the place.
    pub(crate) fn with_replacement(mut self, name: &str) -> Self {
        self.parts().change = Change::Replaces;
        self.with_help(format!("{WRITE}{name}`"))
    }

    /// Offers to add this line to a file. `more` continues the sentence.
    #[cfg(feature = "source")]
    pub(crate) fn with_addition(mut self, line: &str, file: &str, more: &str) -> Self {
        self.parts().change = Change::Adds;
        self.with_help(format!("{ADD}{line}` to {file}{more}"))
    }

    pub(crate) fn with_level(mut self, level: Level) -> Self {
        self.parts().level = level;
        self
    }

    /// Lowers the level to a warning, since a baseline lists the finding.
    #[cfg(feature = "document")]
    pub(crate) fn lower(&mut self) {
        self.parts().level = self.parts.level.min(Level::Warn);
    }

    /// The rule that reports this finding.
    pub fn rule(&self) -> Rule {
        self.parts.rule
    }

    /// The level of the finding, after options were applied.
    pub fn level(&self) -> Level {
        self.parts.level
    }

    /// The level as reports print it.
    pub(super) fn severity(&self) -> &'static str {
        match self.level() {
            Level::Deny => "error",
            _ => "warning",
        }
    }

    /// The subject of the finding: a relation, a model, or a name from the options.
    pub fn subject(&self) -> &Subject {
        &self.parts.subject
    }

    /// The other end of the fault, if it has one: a target as written, the inverse, the fields of a key. The rule, the
    /// subject and the other end identify the finding.
    pub fn other(&self) -> Option<&Subject> {
        self.parts.other.as_ref()
    }

    /// All subjects of the finding: the subject itself, other relations with the same fault, each of which can be the
    /// subject in another check, and the subjects of included faults.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject> {
        let ends = self.ends();
        ends.flat_map(|(subject, _, related)| iter::once(subject).chain(related))
    }

    /// The [other](Finding::other) ends of the fault and of all included faults.
    pub fn others(&self) -> impl Iterator<Item = &Subject> {
        self.ends().filter_map(|(_, other, _)| other)
    }

    /// The relations that are affected by the fault, which the notes list or count.
    pub fn affected(&self) -> impl Iterator<Item = &Subject> {
        self.parts.affected.iter()
    }

    /// The models that its relations refer to, if the fault is in these references. If a name does not match exactly
    /// one model, each spelling of the name is included instead.
    pub fn named(&self) -> impl Iterator<Item = &Subject> {
        self.parts.named.iter()
    }

    /// The databases that have the fault, if the models were compared with some that have names. A note lists the first
    /// of several.
    #[cfg(feature = "schema")]
    pub fn databases(&self) -> &[String] {
        &self.parts.databases
    }

    /// The fault in one self-contained line.
    pub fn headline(&self) -> &str {
        &self.parts.headline
    }

    /// The place of the smallest faulty piece of source or input; none if there is no such place.
    pub fn place(&self) -> Option<&Place> {
        self.parts.place.as_ref()
    }

    /// Facts about the fault, and further places.
    pub fn notes(&self) -> &[Note] {
        &self.parts.notes
    }

    /// The change that fixes the fault, if it is certain enough to be offered.
    pub fn help(&self) -> Option<&str> {
        self.parts.help.as_deref()
    }

    /// The name to write at the [`place`](Finding::place) instead of the one that is there, if that is the help. The name there can
    /// be a string literal or a path.
    pub fn replacement(&self) -> Option<&str> {
        let help = self.help_that(Change::Replaces)?;
        help.strip_prefix(WRITE)?.strip_suffix('`')
    }

    fn help_that(&self, change: Change) -> Option<&str> {
        self.help().filter(|_| self.parts.change == change)
    }

    /// The line to add and the file to add it to, if that is the first change of the help: `mod book;` and `src/lib.rs`.
    pub fn addition(&self) -> Option<(&str, &str)> {
        let help = self.help().filter(|_| self.parts.change == Change::Adds)?;
        let (line, rest) = help.strip_prefix(ADD)?.split_once("` to ")?;
        let file = rest.split(", ").next()?;
        Some((line, file))
    }

    /// All subjects and other ends of the finding, with the alternative subjects of each.
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

    pub(super) fn remove_help(&mut self) {
        self.parts().help = None;
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
