//! One record as rows.

use relata_record::{Named, Record, Relation, Target, flag};

use crate::model::{self, Allow, Field, Model, Rest, Run, Tables, Text, Via, index};

/// How a target is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A name, bound when the registry is resolved.
    Name,
    /// A type; the text is its path.
    Type,
    /// A type that only an ORM's attribute names and that has no derive; the text is what is written there.
    Underived,
}

/// Adds the model of a record, with everything that belongs to it. `keep` makes a text of a row.
pub(crate) fn decode<'a>(record: &Record<'a>, keep: fn(&'a str) -> Text, tables: &mut Tables) {
    let head = &record.head;
    let decoding = Decoding { record, keep };
    let uniques = tables.uniques.len();
    for names in record.uniques.iter() {
        let names = decoding.names(names, tables);
        tables.uniques.push(names);
    }
    let relations = tables.relations.len();
    for relation in record.relations.iter() {
        let row = decoding.relation(relation, tables);
        tables.relations.push(row);
    }
    let model = Model {
        path: keep(head.path),
        file: keep(head.file),
        mark: head.mark,
        type_name: keep(record.type_name),
        package: keep(record.package),
        version: keep(record.version),
        table: keep(record.table),
        key: decoding.names(&record.key, tables),
        uniques: Run::new(uniques, tables.uniques.len()),
        allows: decoding.allows(&record.allows, tables),
        fields: decoding.fields(tables),
        relations: Run::new(relations, tables.relations.len()),
        entry: None,
        fields_known: head.is(flag::FIELDS_KNOWN),
        external: head.is(flag::EXTERNAL),
        is_abstract: head.is(flag::ABSTRACT),
        shares_path: false,
        by_module: head.is(flag::MODULE),
        unread: head.is(flag::UNREAD),
    };
    tables.models.push(model);
}

struct Decoding<'r, 'a> {
    record: &'r Record<'a>,
    keep: fn(&'a str) -> Text,
}

impl<'a> Decoding<'_, 'a> {
    fn names(&self, names: &[&'a str], tables: &mut Tables) -> Run {
        tables.add_names(names.iter().map(|name| (self.keep)(name)))
    }

    fn allows(&self, allows: &[relata_record::Allow<'a>], tables: &mut Tables) -> Run {
        let first = tables.allows.len();
        tables.allows.extend(allows.iter().map(|allow| Allow {
            rule: (self.keep)(allow.rule),
            reason: (self.keep)(allow.reason),
            mark: allow.mark,
        }));
        Run::new(first, tables.allows.len())
    }

    fn fields(&self, tables: &mut Tables) -> Run {
        let first = tables.fields.len();
        let mut first_type = 0;
        for field in &self.record.fields {
            let as_ty = Some(field.as_ty).filter(|ty| !ty.is_empty());
            let as_ty = tables.add_names(as_ty.map(self.keep));
            tables.fields.push(Field {
                name: (self.keep)(field.name),
                ty: (self.keep)(field.ty),
                mark: field.mark,
                as_ty,
                first_type,
                types: field.types(),
                is_typed: field.is(flag::FIELD_TYPED),
                is_primitive: field.is_primitive(),
                optional: field.optional,
                unique: field.is(flag::FIELD_UNIQUE),
            });
            first_type += u32::from(field.types());
        }
        Run::new(first, tables.fields.len())
    }

    fn relation(&self, relation: &Relation<'a>, tables: &mut Tables) -> model::Relation {
        let keep = self.keep;
        let targets = tables.targets.len();
        let rows = relation.targets.iter().map(|it| self.target(it));
        tables.targets.extend(rows);
        let mut rest = 0;
        if relation.has_rest() {
            let row = Rest {
                file: keep(relation.file),
                references: self.names(&relation.references, tables),
                references_mark: relation.references_mark,
                tag: keep(relation.tag),
                through: relation.through.as_ref().map(|it| self.target(it)),
                via: relation.via.map(|[own, other]| Via {
                    own: keep(own),
                    other: keep(other),
                    mark: relation.via_mark,
                }),
                on_delete: relation.on_delete,
                allows: self.allows(&relation.allows, tables),
            };
            rest = tables.add_rest(row);
        }
        model::Relation {
            model: index(tables.models.len()),
            kind: relation.kind,
            name: keep(relation.name),
            mark: relation.mark,
            inverse: keep(relation.inverse),
            inverse_mark: relation.inverse_mark,
            inverse_assumed: false,
            key: self.names(&relation.key, tables),
            key_mark: relation.key_mark,
            targets: Run::new(targets, tables.targets.len()),
            rest,
        }
    }

    fn target(&self, target: &Target<'a>) -> model::Target {
        let (form, text) = match target.named {
            Named::Name(name) => (Form::Name, name),
            Named::Type(number) => (Form::Type, self.record.path(number)),
            Named::Maybe(number, written) => match self.record.path(number) {
                "" => (Form::Underived, written),
                path => (Form::Type, path),
            },
            // Of a later version of relata.
            _ => (Form::Underived, ""),
        };
        model::Target {
            form,
            text: (self.keep)(text),
            mark: target.mark,
        }
    }
}
