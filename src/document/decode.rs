//! A model of a document as rows of the tables.

use super::{Allow, At, Field, Model, Relation};
use crate::model::{self, Rest, Run, Tables, Target, Text, Via, index};
use crate::record::{Form, Head, Mark, flag};

impl Model {
    pub(crate) fn head(&self) -> Head<'_> {
        let flags = [
            (flag::MARKS_HOLD, true),
            (flag::ABSTRACT, self.is_abstract),
            (flag::EXTERNAL, self.external),
            (flag::FIELDS_KNOWN, self.fields.is_some()),
            (flag::MODULE, self.is_called_by_module()),
        ];
        Head {
            path: self.full_path().into(),
            file: self.at.as_ref().map_or("", |at| &at.file).into(),
            mark: mark(self.at.as_ref()),
            flags: flags.iter().map(|(flag, is)| flag * u32::from(*is)).sum(),
        }
    }

    /// Adds this model with everything that belongs to it. A document knows the places of models, fields and relations, and
    /// of nothing inside them.
    pub(crate) fn decode(&self, tables: &mut Tables) {
        let head = self.head();
        let text = |text: &Option<String>| Text::Owned(text.clone().unwrap_or_default());
        let uniques = tables.uniques.len();
        for names in self.unique.iter().filter(|names| names.len() > 1) {
            let names = add_names(names, tables);
            tables.uniques.push(names);
        }
        let model = model::Model {
            path: head.path.into_owned().into(),
            file: head.file.into_owned().into(),
            mark: head.mark,
            type_name: self.type_name().to_owned().into(),
            package: text(&self.package),
            version: text(&self.version),
            table: text(&self.table),
            key: add_names(self.primary_key(), tables),
            uniques: Run::new(uniques, tables.uniques.len()),
            allows: add_allows(&self.allow, tables),
            fields: self.decode_fields(tables),
            relations: self.decode_relations(tables),
            fields_known: self.fields.is_some(),
            external: self.external,
            is_abstract: self.is_abstract,
            by_module: self.is_called_by_module(),
            ..Default::default()
        };
        tables.models.push(model);
    }

    fn decode_fields(&self, tables: &mut Tables) -> Run {
        let first = tables.fields.len();
        for field in self.fields.iter().flatten() {
            let unique = self
                .unique
                .iter()
                .any(|names| **names == [field.name.clone()]);
            let row = field.decode(unique, tables);
            tables.fields.push(row);
        }
        Run::new(first, tables.fields.len())
    }

    fn decode_relations(&self, tables: &mut Tables) -> Run {
        let first = tables.relations.len();
        let model = index(tables.models.len());
        let file = self.at.as_ref().map_or("", |at| &at.file);
        for relation in &self.relations {
            let row = relation.decode(model, file, tables);
            tables.relations.push(row);
        }
        Run::new(first, tables.relations.len())
    }
}

impl Field {
    fn decode(&self, unique: bool, tables: &mut Tables) -> model::Field {
        let as_ty = self.as_ty.iter().cloned().map(Text::Owned);
        model::Field {
            name: self.name.clone().into(),
            ty: self.ty.clone().into(),
            mark: mark(self.at.as_ref()),
            as_ty: tables.add_names(as_ty),
            first_type: 0,
            types: 0,
            is_typed: false,
            is_primitive: false,
            optional: self.optional,
            unique: self.unique || unique,
        }
    }
}

impl Relation {
    /// As a row of this model, which stands in this file.
    fn decode(&self, model: u32, file: &str, tables: &mut Tables) -> model::Relation {
        let target = |name: &String| Target {
            form: Form::Name,
            text: name.clone().into(),
            mark: Mark::default(),
        };
        let targets = tables.targets.len();
        tables
            .targets
            .extend(self.targets.names().iter().map(target));
        let other_file = self.at.as_ref().map(|at| &at.file).filter(|it| *it != file);
        let rest = Rest {
            file: other_file.cloned().unwrap_or_default().into(),
            references: add_names(&self.references, tables),
            references_mark: Mark::default(),
            tag: self.tag.clone().unwrap_or_default().into(),
            through: self.through.as_ref().map(target),
            via: self.via.as_ref().map(|[own, other]| Via {
                own: own.clone().into(),
                other: other.clone().into(),
                mark: Mark::default(),
            }),
            on_delete: self.on_delete,
            allows: add_allows(&self.allow, tables),
        };
        model::Relation {
            model,
            kind: self.kind,
            name: self.name.clone().into(),
            mark: mark(self.at.as_ref()),
            inverse: self.inverse.clone().unwrap_or_default().into(),
            inverse_mark: Mark::default(),
            inverse_assumed: false,
            key: add_names(&self.key, tables),
            key_mark: Mark::default(),
            targets: Run::new(targets, tables.targets.len()),
            rest: tables.add_rest(rest),
        }
    }
}

fn add_names(names: &[String], tables: &mut Tables) -> Run {
    tables.add_names(names.iter().cloned().map(Text::Owned))
}

fn add_allows(allows: &[Allow], tables: &mut Tables) -> Run {
    let first = tables.allows.len();
    tables
        .allows
        .extend(allows.iter().map(|allow| model::Allow {
            rule: allow.rule.clone().into(),
            reason: allow.reason.clone().into(),
            mark: Mark::default(),
        }));
    Run::new(first, tables.allows.len())
}

fn mark(at: Option<&At>) -> Mark {
    at.map_or_else(Mark::default, |at| Mark {
        line: at.line,
        column: at.column,
    })
}
