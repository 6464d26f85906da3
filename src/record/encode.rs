//! Writing a record at run time, for models that come from a document.
//!
//! In: a document's model. Out: the same bytes that the derive would have written, without marks of single tokens.

use crate::document::{At, Field, Model, Relation};
use crate::record::flag;

/// The bytes of a model's record.
pub(crate) fn encode(model: &Model) -> Vec<u8> {
    let mut out = Writer(Vec::with_capacity(256));
    let at = model.at.clone().unwrap_or_default();
    out.text(&model.full_path());
    out.text(model.type_name());
    out.text(model.package.as_deref().unwrap_or_default());
    out.text(model.version.as_deref().unwrap_or_default());
    out.text(&at.file);
    out.mark(&at);
    let flags = [
        (flag::MARKS_HOLD, true),
        (flag::ABSTRACT, model.is_abstract),
        (flag::EXTERNAL, model.external),
        (flag::FIELDS_KNOWN, model.fields.is_some()),
    ];
    out.number(
        flags
            .into_iter()
            .filter(|(_, set)| *set)
            .map(|(flag, _)| flag as usize)
            .sum(),
    );
    out.text(model.table.as_deref().unwrap_or_default());
    out.list(model.primary_key());
    let several = model.unique.iter().filter(|fields| fields.len() > 1);
    out.number(several.clone().count());
    several.for_each(|fields| out.list(fields));
    out.allows(&model.allow);
    let fields = model.fields.as_deref().unwrap_or_default();
    let mut list = Writer(Vec::with_capacity(32 * fields.len()));
    list.number(fields.len());
    for field in fields {
        list.field(field, model);
    }
    out.number(list.0.len());
    out.0.extend(list.0);
    out.number(fields.len());
    out.0
        .extend(fields.iter().map(|field| u8::from(field.optional)));
    out.number(model.relations.len());
    for relation in &model.relations {
        out.relation(relation, &at.file);
    }
    // As a compiled one is, so that the same record is the same bytes.
    out.0.resize(out.0.len().next_multiple_of(4), 0);
    out.0
}

struct Writer(Vec<u8>);

impl Writer {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the seven bits that are kept fit"
    )]
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend(text.as_bytes());
    }

    fn mark(&mut self, at: &At) {
        self.number(at.line as usize);
        self.number(at.column as usize);
    }

    /// A document knows where a relation stands, and no place in it.
    fn no_mark(&mut self) {
        self.0.extend([0, 0]);
    }

    fn list(&mut self, texts: &[String]) {
        self.number(texts.len());
        for text in texts {
            self.text(text);
        }
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
        self.text(&field.ty);
        self.text(field.as_ty.as_deref().unwrap_or_default());
        let alone = model
            .unique
            .iter()
            .any(|fields| **fields == [field.name.clone()]);
        self.number(if field.unique || alone {
            flag::FIELD_UNIQUE as usize
        } else {
            0
        });
        self.mark(&field.at.clone().unwrap_or_default());
    }

    fn relation(&mut self, relation: &Relation, file: &str) {
        let at = relation.at.clone().unwrap_or_default();
        self.text(&relation.name);
        self.text(if at.file == file { "" } else { &at.file });
        self.mark(&at);
        self.0.push(relation.kind.byte());
        let targets = relation.targets.names();
        self.number(targets.len());
        for target in targets {
            self.target(target);
        }
        self.text(relation.inverse.as_deref().unwrap_or_default());
        self.no_mark();
        for list in [&relation.key, &relation.references] {
            self.list(list);
            self.no_mark();
        }
        self.text(relation.tag.as_deref().unwrap_or_default());
        match &relation.through {
            Some(through) => self.target(through),
            None => self.0.push(0),
        }
        let (own, other) = relation
            .via
            .as_ref()
            .map_or(("", ""), |[own, other]| (own, other));
        self.text(own);
        self.text(other);
        self.no_mark();
        self.0
            .push(relation.on_delete.map_or(0, crate::OnDelete::byte));
        self.allows(&relation.allow);
    }

    fn target(&mut self, name: &str) {
        self.0.push(1);
        self.text(name);
        self.no_mark();
    }
}
