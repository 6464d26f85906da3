//! Writing a record at run time, for models that come from a document.
//!
//! In: a document's model. Out: the same bytes that the derive would have written, without marks of single tokens.

use super::join::NewRelation;
use super::reader::Mark;
use super::writer::Writer;
use super::{Allow, Form, TargetRecord, common_type};
use crate::document::{At, Field, Model, Relation};
use crate::record::flag;

/// The bytes of a model's record.
pub(crate) fn encode(model: &Model) -> Vec<u8> {
    let mut out = Writer(Vec::with_capacity(256));
    let at = model.at.clone().unwrap_or_default();
    let path = model.full_path();
    out.text(&path);
    out.text(&at.file);
    out.mark(mark(&at));
    let flags = [
        (flag::MARKS_HOLD, true),
        (flag::ABSTRACT, model.is_abstract),
        (flag::EXTERNAL, model.external),
        (flag::FIELDS_KNOWN, model.fields.is_some()),
        (flag::MODULE, model.is_called_by_module()),
    ];
    out.flags(flags);
    let fields = model.fields.as_deref().unwrap_or_default();
    let optional = fields.iter().filter(|field| field.optional).count();
    out.number(optional);
    out.0.extend(std::iter::repeat_n(1, optional));
    out.number(0); // every target is a name
    out.sized(|out| {
        out.text(model.type_name());
        out.text(model.package.as_deref().unwrap_or_default());
        out.text(model.version.as_deref().unwrap_or_default());
        out.text(model.table.as_deref().unwrap_or_default());
        let several = model.unique.iter().filter(|fields| fields.len() > 1);
        out.number(several.clone().count());
        several.for_each(|fields| out.texts(fields));
        for field in fields {
            out.mark(field.at.as_ref().map(mark).unwrap_or_default());
        }
    });
    out.texts(model.primary_key());
    out.allows(&model.allow);
    out.sized(|out| {
        out.number(fields.len());
        for field in fields {
            out.field(field, model);
        }
    });
    let relations = model.relations.iter();
    let relations = relations.map(|it| relation(it, &at.file));
    out.relations(&relations.collect::<Vec<_>>(), &path);
    out.finish()
}

impl Writer {
    fn flags<const N: usize>(&mut self, flags: [(u32, bool); N]) {
        let set = flags.into_iter().filter(|(_, set)| *set);
        self.number(set.map(|(flag, _)| flag as usize).sum());
    }

    /// What `write` adds, behind the number of its bytes.
    fn sized(&mut self, write: impl FnOnce(&mut Self)) {
        let mut bytes = Writer(Vec::with_capacity(64));
        write(&mut bytes);
        self.number(bytes.0.len());
        self.0.extend(bytes.0);
    }

    fn ty(&mut self, written: &str) {
        if let Some(number) = common_type::number_of(written) {
            self.number(number as usize);
        } else {
            self.number(written.len() + common_type::NUMBERS as usize);
            self.0.extend(written.as_bytes());
        }
    }

    /// A document knows where a relation stands, and no place in it.
    fn no_mark(&mut self) {
        self.0.extend([0, 0]);
    }

    fn texts(&mut self, texts: &[String]) {
        self.list(texts.iter().map(String::as_str));
    }

    fn allows(&mut self, allows: &[crate::document::Allow]) {
        self.number(allows.len());
        for allow in allows {
            self.text(&allow.rule);
            self.text(&allow.reason);
            self.no_mark();
        }
    }

    fn field(&mut self, field: &Field, model: &Model) {
        self.text(&field.name);
        self.ty(&field.ty);
        let alone = model
            .unique
            .iter()
            .any(|fields| **fields == [field.name.clone()]);
        let flags = [
            (flag::FIELD_UNIQUE, field.unique || alone),
            (flag::FIELD_AS, field.as_ty.is_some()),
            (flag::FIELD_MAYBE_OPTION, field.optional),
        ];
        self.flags(flags);
        if let Some(ty) = &field.as_ty {
            self.ty(ty);
        }
    }
}

/// A document knows where a relation stands, and no place in it.
fn relation<'a>(relation: &'a Relation, file: &str) -> NewRelation<'a> {
    let at = relation.at.as_ref();
    let none = Mark::default();
    let texts = |texts: &'a [String]| (texts.iter().map(String::as_str).collect(), none);
    let target = |text: &'a String| TargetRecord {
        form: Form::Name,
        text,
        mark: none,
    };
    let allow = |allow: &'a crate::document::Allow| Allow {
        rule: &allow.rule,
        reason: &allow.reason,
        mark: none,
    };
    NewRelation {
        name: &relation.name,
        file: at.map_or("", |at| if at.file == file { "" } else { &at.file }),
        mark: at.map_or(none, mark),
        kind: relation.kind,
        targets: relation.targets.names().iter().map(target).collect(),
        inverse: relation.inverse.as_deref().map(|it| (it.into(), none)),
        key: texts(&relation.key),
        references: texts(&relation.references),
        tag: relation.tag.as_deref().unwrap_or_default(),
        through: relation.through.as_ref().map(target),
        via: relation
            .via
            .as_ref()
            .map(|[own, other]| (own.into(), other.into(), none)),
        on_delete: relation.on_delete,
        allows: relation.allow.iter().map(allow).collect(),
    }
}

fn mark(at: &At) -> Mark {
    Mark {
        line: at.line,
        column: at.column,
    }
}
