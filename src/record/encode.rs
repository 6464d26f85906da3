//! The record of a model of a document: the bytes that the derive would have written, without the places of single tokens.

use super::OnDelete;
use super::common_type;
use super::reader::Mark;
use super::writer::Writer;
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
    out.number(model.relations.len());
    for relation in &model.relations {
        out.relation(relation, &at.file);
    }
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

    fn relation(&mut self, relation: &Relation, file: &str) {
        self.text(&relation.name);
        self.byte(relation.kind.number());
        let targets = relation.targets.names();
        self.number(targets.len());
        for target in targets {
            self.byte(1);
            self.text(target);
        }
        self.text(relation.inverse.as_deref().unwrap_or_default());
        self.texts(&relation.key);
        let mut marks = Writer::default();
        marks.mark(relation.at.as_ref().map(mark).unwrap_or_default());
        for _ in 0..targets.len() + 2 {
            marks.no_mark();
        }
        let other_file = relation.at.as_ref().map(|at| &at.file);
        let other_file = other_file.filter(|it| *it != file);
        let has_rest = other_file.is_some()
            || !relation.references.is_empty()
            || relation.tag.is_some()
            || relation.through.is_some()
            || relation.on_delete.is_some()
            || !relation.allow.is_empty();
        self.number(2 * marks.0.len() + usize::from(has_rest));
        self.0.extend(marks.0);
        if !has_rest {
            return;
        }
        self.text(other_file.map_or("", String::as_str));
        self.texts(&relation.references);
        self.no_mark();
        self.text(relation.tag.as_deref().unwrap_or_default());
        match &relation.through {
            Some(through) => {
                self.byte(1);
                self.text(through);
                self.no_mark();
            }
            None => self.byte(0),
        }
        let [own, other] = relation.via.clone().unwrap_or_default();
        self.text(&own);
        self.text(&other);
        self.no_mark();
        self.byte(relation.on_delete.map_or(0, OnDelete::number));
        self.allows(&relation.allow);
    }
}

fn mark(at: &At) -> Mark {
    Mark {
        line: at.line,
        column: at.column,
    }
}
