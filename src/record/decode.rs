//! A record as rows of the tables.

use std::borrow::Cow;

use super::read::{ModelRecord, RelationRecord};
use super::reader::{Mark, Reader};
use super::{List, TargetRecord, flag, types_beside};
use crate::model::{Allow, Field, Model, Relation, Rest, Run, Tables, Target, Text, Via, index};

/// What records are put in order by.
#[derive(Clone, Debug)]
pub(crate) struct Head<'a> {
    pub(crate) path: Cow<'a, str>,
    pub(crate) file: Cow<'a, str>,
    pub(crate) mark: Mark,
    pub(crate) flags: u32,
}

impl<'a> Head<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        Some(Head {
            path: reader.text()?.into(),
            file: reader.text()?.into(),
            mark: reader.mark()?,
            flags: reader.number()?,
        })
    }
}

/// The first path that a record lists.
pub(crate) fn first_listed(bytes: &[u8]) -> Option<&str> {
    Some(ModelRecord::open(bytes)?.first_listed())
}

/// Adds the model of a record, with everything that belongs to it. `keep` makes a text of a row.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    keep: fn(&'a str) -> Text,
    tables: &mut Tables,
) -> Option<()> {
    let record = ModelRecord::open(bytes)?;
    let decoding = Decoding {
        keep,
        marks_hold: record.is(flag::MARKS_HOLD),
        model: index(tables.models.len()),
    };
    let uniques = tables.uniques.len();
    for names in record.uniques() {
        let names = decoding.names(names, tables);
        tables.uniques.push(names);
    }
    let model = Model {
        path: keep(record.path),
        file: keep(record.file),
        mark: record.mark,
        type_name: keep(record.written_type_name()),
        package: keep(record.package),
        version: keep(record.version),
        table: keep(record.table),
        key: decoding.names(record.key, tables),
        uniques: Run::new(uniques, tables.uniques.len()),
        allows: decoding.allows(record.allows.iter(), tables),
        fields: decoding.fields(&record, tables),
        relations: decoding.relations(&record, tables)?,
        entry: None,
        fields_known: record.is(flag::FIELDS_KNOWN),
        external: record.is(flag::EXTERNAL),
        is_abstract: record.is(flag::ABSTRACT),
        shares_path: false,
        by_module: record.is(flag::MODULE),
        unread: record.is(flag::UNREAD),
    };
    tables.models.push(model);
    Some(())
}

struct Decoding<'a> {
    keep: fn(&'a str) -> Text,
    /// Whether the places of single tokens hold.
    marks_hold: bool,
    model: u32,
}

impl<'a> Decoding<'a> {
    fn mark(&self, mark: Mark) -> Mark {
        if self.marks_hold {
            mark
        } else {
            Mark::default()
        }
    }

    fn names(&self, names: List<'a>, tables: &mut Tables) -> Run {
        tables.add_names(names.into_iter().map(self.keep))
    }

    fn allows(&self, allows: impl Iterator<Item = super::Allow<'a>>, tables: &mut Tables) -> Run {
        let first = tables.allows.len();
        tables.allows.extend(allows.map(|allow| Allow {
            rule: (self.keep)(allow.rule),
            reason: (self.keep)(allow.reason),
            mark: self.mark(allow.mark),
        }));
        Run::new(first, tables.allows.len())
    }

    fn fields(&self, record: &ModelRecord<'a>, tables: &mut Tables) -> Run {
        let first = tables.fields.len();
        let mut first_type = 0;
        for field in record.fields() {
            let has = |flag: u32| field.flags & flag != 0;
            let types = types_beside(field.flags);
            let as_ty = has(flag::FIELD_AS).then(|| (self.keep)(field.as_ty));
            let as_ty = tables.add_names(as_ty);
            tables.fields.push(Field {
                name: (self.keep)(field.name),
                ty: (self.keep)(field.ty),
                mark: self.mark(field.mark),
                as_ty,
                first_type,
                types,
                is_typed: has(flag::FIELD_TYPED),
                is_primitive: field.is_primitive(),
                optional: field.optional,
                unique: has(flag::FIELD_UNIQUE),
            });
            first_type += u32::from(types);
        }
        Run::new(first, tables.fields.len())
    }

    fn relations(&self, record: &ModelRecord<'a>, tables: &mut Tables) -> Option<Run> {
        let first = tables.relations.len();
        for relation in record.relations() {
            self.relation(&relation, tables);
        }
        Some(Run::new(first, tables.relations.len()))
    }

    fn relation(&self, relation: &RelationRecord<'a>, tables: &mut Tables) {
        let keep = self.keep;
        let targets = tables.targets.len();
        let target = |target: TargetRecord<'a>| Target {
            form: target.form,
            text: keep(target.text),
            mark: self.mark(target.mark),
        };
        tables.targets.extend(relation.targets().map(target));
        let (inverse, inverse_mark) = relation.inverse().unwrap_or_default();
        let rest = if relation.has_rest() {
            let rest = Rest {
                file: keep(relation.file),
                references: self.names(relation.references.0, tables),
                references_mark: self.mark(relation.references.1),
                tag: keep(relation.tag),
                through: relation.through.map(target),
                via: relation.via().map(|(own, other, mark)| Via {
                    own: keep(own),
                    other: keep(other),
                    mark: self.mark(mark),
                }),
                on_delete: relation.on_delete,
                allows: self.allows(relation.allows.iter(), tables),
            };
            tables.add_rest(rest)
        } else {
            0
        };
        let row = Relation {
            model: self.model,
            kind: relation.kind,
            name: keep(relation.name),
            mark: self.mark(relation.mark),
            inverse: keep(inverse),
            inverse_mark: self.mark(inverse_mark),
            inverse_assumed: false,
            key: self.names(relation.key.0, tables),
            key_mark: self.mark(relation.key.1),
            targets: Run::new(targets, tables.targets.len()),
            rest,
        };
        tables.relations.push(row);
    }
}
