//! The record of a model with relations that stand in other records: those of its parts.
//!
//! In: the model's record, and relations. Out: a record that says what it would if the model's derive had written them all.
//! This module must not know which relations belong there.

use std::borrow::Cow;

use super::read::{Allow, Form, ModelRecord, RelationRecord, TargetRecord};
use super::reader::Mark;
use super::writer::Writer;
use super::{Kind, OnDelete};
use crate::name;

/// A relation on its way into another record.
#[derive(Clone, Debug)]
pub(crate) struct NewRelation<'a> {
    pub(crate) name: &'a str,
    /// Empty: the model's.
    pub(crate) file: &'a str,
    pub(crate) mark: Mark,
    pub(crate) kind: Kind,
    pub(crate) targets: Vec<TargetRecord<'a>>,
    pub(crate) inverse: Option<(Cow<'a, str>, Mark)>,
    pub(crate) key: (Vec<&'a str>, Mark),
    pub(crate) references: (Vec<&'a str>, Mark),
    pub(crate) tag: &'a str,
    pub(crate) through: Option<TargetRecord<'a>>,
    pub(crate) via: Option<(Cow<'a, str>, Cow<'a, str>, Mark)>,
    pub(crate) on_delete: Option<OnDelete>,
    pub(crate) allows: Vec<Allow<'a>>,
}

impl<'a> From<RelationRecord<'a>> for NewRelation<'a> {
    fn from(relation: RelationRecord<'a>) -> Self {
        let list = |(list, mark): (super::List<'a>, Mark)| (list.into_iter().collect(), mark);
        NewRelation {
            name: relation.name,
            file: relation.file,
            mark: relation.mark,
            kind: relation.kind,
            targets: relation.targets().collect(),
            inverse: relation.inverse().map(|(name, mark)| (name.into(), mark)),
            key: list(relation.key),
            references: list(relation.references),
            tag: relation.tag,
            through: relation.through,
            via: relation
                .via()
                .map(|(own, other, mark)| (own.into(), other.into(), mark)),
            on_delete: relation.on_delete,
            allows: relation.allows.iter().collect(),
        }
    }
}

impl<'a> NewRelation<'a> {
    /// Forgets where its single words stand.
    pub(crate) fn without_marks(&mut self) {
        let marks = self.inverse.iter_mut().map(|(_, mark)| mark);
        let marks = marks.chain(self.targets.iter_mut().map(|target| &mut target.mark));
        let marks = marks.chain(self.through.iter_mut().map(|target| &mut target.mark));
        let marks = marks.chain(self.via.iter_mut().map(|(_, _, mark)| mark));
        let marks = marks.chain(self.allows.iter_mut().map(|allow| &mut allow.mark));
        for mark in marks.chain([&mut self.key.1, &mut self.references.1]) {
            *mark = Mark::default();
        }
    }

    /// Whether it leads to the model of this path and to no other.
    pub(crate) fn leads_to(&self, path: &str) -> bool {
        match &*self.targets {
            [only] => match only.form {
                Form::Type => only.text == path,
                Form::Name => {
                    let module = only.text.strip_suffix("::Model");
                    let fits = |written: &str| name::fit(written, path) != name::Fit::No;
                    fits(only.text) || module.is_some_and(fits)
                }
                Form::Underived => false,
            },
            _ => false,
        }
    }

    /// Whether it says what few relations do.
    fn says_more(&self) -> bool {
        !self.file.is_empty()
            || !self.references.0.is_empty()
            || !self.tag.is_empty()
            || self.through.is_some()
            || self.via.is_some()
            || self.on_delete.is_some()
            || !self.allows.is_empty()
    }

    /// Whether each of its targets is a type that is no model.
    pub(crate) fn leads_to_none(&self) -> bool {
        let mut targets = self.targets.iter();
        !self.targets.is_empty() && targets.all(|target| target.form == Form::Underived)
    }

    /// The path of the one model that it leads to, if it names a type.
    pub(crate) fn only_type(&self) -> Option<&'a str> {
        match &*self.targets {
            [only] if only.form == Form::Type => Some(only.text),
            _ => None,
        }
    }
}

/// The record with these relations in place of its own.
pub(crate) fn with_relations(record: &ModelRecord<'_>, relations: &[NewRelation<'_>]) -> Vec<u8> {
    let mut out = Writer(record.head.to_vec());
    out.relations(relations, record.path);
    out.finish()
}

impl Writer {
    /// The relations of the model of this path.
    pub(super) fn relations(&mut self, relations: &[NewRelation<'_>], own: &str) {
        self.number(relations.len());
        for relation in relations {
            self.relation(relation, own);
        }
    }

    fn relation(&mut self, relation: &NewRelation<'_>, own: &str) {
        let inverse = relation.inverse.as_ref();
        self.text(relation.name);
        self.byte(relation.kind.byte());
        self.number(relation.targets.len());
        for target in &relation.targets {
            self.target(target, own);
        }
        self.text(inverse.map_or("", |(name, _)| name));
        self.list(relation.key.0.iter().copied());
        let mut marks = Writer::default();
        marks.mark(relation.mark);
        marks.mark(inverse.map_or(Mark::default(), |(_, mark)| *mark));
        marks.mark(relation.key.1);
        for target in &relation.targets {
            marks.mark(target.mark);
        }
        self.number(2 * marks.0.len() + usize::from(relation.says_more()));
        self.0.extend(marks.0);
        if relation.says_more() {
            self.said(relation, own);
        }
    }

    /// What few relations say.
    fn said(&mut self, relation: &NewRelation<'_>, own: &str) {
        self.text(relation.file);
        self.list(relation.references.0.iter().copied());
        self.mark(relation.references.1);
        self.text(relation.tag);
        match &relation.through {
            Some(through) => {
                self.target(through, own);
                self.mark(through.mark);
            }
            None => self.byte(0),
        }
        let (own, other, mark) = relation
            .via
            .as_ref()
            .map_or(("", "", Mark::default()), |(own, other, mark)| {
                (own, other, *mark)
            });
        self.text(own);
        self.text(other);
        self.mark(mark);
        self.byte(relation.on_delete.map_or(0, OnDelete::byte));
        self.number(relation.allows.len());
        for allow in &relation.allows {
            self.text(allow.rule);
            self.text(allow.reason);
            self.mark(allow.mark);
        }
    }

    fn target(&mut self, target: &TargetRecord<'_>, own: &str) {
        if target.form == Form::Type && target.text == own {
            self.0.extend([2, 0]);
        } else {
            self.byte(match target.form {
                Form::Name => 1,
                Form::Type => 4,
                Form::Underived => 5,
            });
            self.text(target.text);
        }
    }
}
