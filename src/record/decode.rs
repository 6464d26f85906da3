//! One record as rows.

use std::str::Bytes;

use relata_record::record::part;
use relata_record::relation::part as rest;
use relata_record::spelling::same_letters;
use relata_record::{End, Head, Kind, Mark, Named, OnDelete, Orm, Reader, diesel, flag};

#[cfg(feature = "document")]
use crate::model::Stored;
#[cfg(feature = "schema")]
use crate::model::stored::Drivers;
use crate::model::{
    Allow, Field, Form, Model, OtherNames, Relation, Rest, Run, Tables, Target, Text, Via, index,
};

/// Reads a record from its parts on.
pub(super) struct Decoder<'a, 't, K> {
    pub(super) head: &'t Head<'a>,
    pub(super) reader: Reader<'a>,
    /// Whether each field that may be an `Option` is one, which only the compiler knows.
    pub(super) options: Bytes<'a>,
    /// The paths that targets name by number from 1 on; empty where a type is not a model.
    pub(super) paths: &'t [&'a str],
    /// Makes a text of a row.
    pub(super) keep: K,
    pub(super) tables: &'t mut Tables,
}

impl<'a, K: Fn(&'a str) -> Text> Decoder<'a, '_, K> {
    /// Adds the model, with everything that belongs to it.
    // It is large, and inlined it would be in each caller.
    #[inline(never)]
    pub(super) fn model(mut self) -> Reader<'a> {
        let head = self.head;
        let mut model = Model {
            path: (self.keep)(head.path),
            file: (self.keep)(head.file),
            mark: head.mark,
            fields_known: head.is(flag::FIELDS_KNOWN),
            external: head.is(flag::EXTERNAL),
            is_abstract: head.is(flag::ABSTRACT),
            by_module: head.is(flag::MODULE),
            unread: head.is(flag::UNREAD),
            #[cfg(feature = "document")]
            write_only: head.is(flag::WRITE_ONLY),
            #[cfg(feature = "schema")]
            drivers: Drivers::of(head),
            ..Model::default()
        };
        let (end, mut last) = (self.reader.end(), 0);
        while let Some((tag, end)) = self.reader.part(end, &mut last) {
            match tag {
                part::NAMES => self.model_names(&mut model, end),
                part::UNIQUES => model.uniques = self.uniques(end),
                part::KEY => model.key = self.names(end),
                part::ALLOWS => model.allows = self.allows(end),
                part::FIELDS => model.fields = self.fields(end),
                part::RELATIONS => model.relations = self.relations(end),
                part::COLUMNS => self.other_names(&model, end, |it| &mut it.column),
                part::VARIANTS => self.other_names(&model, end, |it| &mut it.variant),
                _ => self.reader.skip(end),
            }
            self.reader.leave(end);
        }
        self.reader.finish();
        if head.is(flag::TABLE) {
            self.table(&mut model);
        }
        if self.options.next().is_some() {
            self.reader.fail();
        }
        self.tables.models.push(model);
        self.reader
    }

    fn model_names(&mut self, model: &mut Model, end: End) {
        let names = [
            &mut model.package,
            &mut model.version,
            &mut model.table,
            &mut model.type_name,
        ];
        for name in names {
            if self.reader.goes_on(end) {
                *name = self.text();
            }
        }
    }

    /// Names of fields that are not their own: each the number of the field and the name.
    #[cold]
    fn other_names(&mut self, model: &Model, end: End, slot: fn(&mut OtherNames) -> &mut Text) {
        while self.reader.goes_on(end) {
            let (number, name) = (self.reader.size(), self.text());
            let row = model.fields.indices().nth(number);
            let Some(row) = row.filter(|_| !name.is_empty()) else {
                return self.reader.fail();
            };
            let all = &mut self.tables.other_names;
            let field = &mut self.tables.fields[row as usize];
            if field.other_names == 0 {
                all.push(OtherNames::default());
                field.other_names = index(all.len());
            }
            *slot(&mut all[field.other_names as usize - 1]) = name;
        }
    }

    /// The table and its primary key, as the compiler knows them. A declared key comes before, and no key is known if one of its
    /// columns is not held by a field.
    #[cold]
    fn table(&mut self, model: &mut Model) {
        let first = self.paths.len().checked_sub(diesel::TEXTS);
        let Some([table, columns @ ..]) = first.and_then(|first| self.paths.get(first..)) else {
            return self.reader.fail();
        };
        model.table = (self.keep)(table);
        if !model.key.is_empty() {
            return;
        }
        let fields = model.fields.of(&self.tables.fields);
        let columns = columns.iter().filter(|column| !column.is_empty());
        let fields = columns.map(|column| field_of(column, fields, self.tables));
        if let Some(key) = fields.collect::<Option<Vec<_>>>() {
            let first = self.tables.names.len();
            self.tables.names.extend(key);
            model.key = Run::new(first, self.tables.names.len());
        }
    }

    fn text(&mut self) -> Text {
        (self.keep)(self.reader.text())
    }

    fn names(&mut self, end: End) -> Run {
        let first = self.tables.names.len();
        while self.reader.goes_on(end) {
            let name = self.text();
            self.tables.names.push(name);
        }
        Run::new(first, self.tables.names.len())
    }

    fn uniques(&mut self, end: End) -> Run {
        let first = self.tables.uniques.len();
        while self.reader.goes_on(end) {
            let set = self.reader.list();
            let names = self.names(set);
            self.tables.uniques.push(names);
        }
        Run::new(first, self.tables.uniques.len())
    }

    fn allows(&mut self, end: End) -> Run {
        let first = self.tables.allows.len();
        while self.reader.goes_on(end) {
            let allow = relata_record::Allow::read(&mut self.reader);
            self.tables.allows.push(Allow {
                rule: (self.keep)(allow.rule),
                reason: (self.keep)(allow.reason),
                mark: allow.mark,
            });
        }
        Run::new(first, self.tables.allows.len())
    }

    fn fields(&mut self, end: End) -> Run {
        let (first, mut first_type) = (self.tables.fields.len(), 0);
        while self.reader.goes_on(end) {
            let mut field = relata_record::Field::read(&mut self.reader);
            if field.is(flag::FIELD_MAYBE_OPTION) {
                match self.options.next() {
                    Some(is_option) => field.optional = is_option != 0,
                    None => self.reader.fail(),
                }
            }
            let mut types = u32::from(field.is(flag::FIELD_TYPED));
            let as_types = if field.is(flag::FIELD_AS) {
                self.as_types(&mut types)
            } else {
                Run::default()
            };
            self.tables.fields.push(Field {
                name: (self.keep)(field.name),
                ty: (self.keep)(field.ty),
                mark: field.mark,
                as_types,
                first_type,
                types,
                is_typed: field.is(flag::FIELD_TYPED),
                is_primitive: field.is_primitive(),
                optional: field.optional,
                #[cfg(feature = "document")]
                maybe_option: field.is(flag::FIELD_UNSURE_OPTION),
                unique: field.is(flag::FIELD_UNIQUE),
                #[cfg(feature = "document")]
                computed: field.is(flag::FIELD_COMPUTED),
                #[cfg(feature = "document")]
                stored: Stored::of(&field),
                other_names: 0,
            });
            first_type += types;
        }
        Run::new(first, self.tables.fields.len())
    }

    /// The types that a field counts as, which are added to the number of its types.
    #[cold]
    fn as_types(&mut self, types: &mut u32) -> Run {
        let (names, keep) = (&mut self.tables.names, &self.keep);
        let first = names.len();
        relata_record::Field::read_as(&mut self.reader, &mut |ty| {
            *types += 1;
            // Unknown to this version.
            if !ty.is_empty() {
                names.push(keep(ty));
            }
        });
        Run::new(first, names.len())
    }

    fn relations(&mut self, end: End) -> Run {
        let first = self.tables.relations.len();
        while self.reader.goes_on(end) {
            let end = self.reader.list();
            match self.relation(end) {
                Some(relation) => self.tables.relations.push(relation),
                None => self.reader.skip(end),
            }
            self.reader.leave(end);
        }
        Run::new(first, self.tables.relations.len())
    }

    /// None if a later version wrote it.
    fn relation(&mut self, end: End) -> Option<Relation> {
        let (name, mark) = (self.text(), self.reader.mark());
        let kind = u8::try_from(self.reader.small()).ok();
        let kind = kind.and_then(Kind::from_number)?;
        let targets = self.targets()?;
        let (inverse, mut inverse_mark) = (self.text(), Mark::default());
        if !inverse.is_empty() {
            inverse_mark = self.reader.mark();
        }
        let list = self.reader.list();
        let (key, mut key_mark) = (self.names(list), Mark::default());
        if !key.is_empty() {
            key_mark = self.reader.mark();
        }
        // Few relations have more.
        let has_rest = self.reader.goes_on(end);
        let rest = if has_rest { self.rest(end)? } else { 0 };
        Some(Relation {
            model: index(self.tables.models.len()),
            kind,
            name,
            mark,
            inverse,
            inverse_mark,
            inverse_assumed: false,
            key,
            key_mark,
            targets,
            rest,
        })
    }

    /// None if a later version wrote one of them.
    fn targets(&mut self) -> Option<Run> {
        let end = self.reader.list();
        let first = self.tables.targets.len();
        while self.reader.goes_on(end) {
            let target = self.target()?;
            self.tables.targets.push(target);
        }
        Some(Run::new(first, self.tables.targets.len()))
    }

    /// None if a later version wrote it.
    fn target(&mut self) -> Option<Target> {
        let target = relata_record::Target::read(&mut self.reader)?;
        let (form, text) = match target.named {
            Named::Name(name) => (Form::Name, name),
            Named::Type(number) => (Form::Type, self.path(number)),
            Named::Maybe(number, written) => match self.path(number) {
                "" => (Form::Underived, written),
                path => (Form::Type, path),
            },
            _ => return None,
        };
        Some(Target {
            form,
            text: (self.keep)(text),
            mark: target.mark,
        })
    }

    /// The path of a type by its number: 0 is the model's own.
    fn path(&mut self, number: usize) -> &'a str {
        let Some(at) = number.checked_sub(1) else {
            return self.head.path;
        };
        let path = self.paths.get(at);
        path.copied().unwrap_or_else(|| {
            self.reader.fail();
            ""
        })
    }

    /// What few relations have. None if a later version wrote the through: without it, the relation is another.
    fn rest(&mut self, end: End) -> Option<u32> {
        let (mut row, mut last, mut is_known) = (Rest::default(), 0, false);
        while let Some((tag, end)) = self.reader.part(end, &mut last) {
            if tag == rest::THROUGH {
                row.through = Some(self.target()?);
            } else if self.part_of_rest(tag, end, &mut row).is_none() {
                self.reader.skip(end);
                continue;
            }
            self.reader.leave(end);
            is_known = true;
        }
        Some(if is_known {
            self.tables.add_rest(row)
        } else {
            0
        })
    }

    /// None if a later version wrote it.
    fn part_of_rest(&mut self, tag: u64, end: End, row: &mut Rest) -> Option<()> {
        match tag {
            rest::FILE => row.file = (self.keep)(self.reader.text_up_to(end)),
            rest::REFERENCES => {
                row.references_mark = self.reader.mark();
                row.references = self.names(end);
            }
            rest::TAG => row.tag = (self.keep)(self.reader.text_up_to(end)),
            rest::VIA => {
                let mark = self.reader.mark();
                let (own, other) = (self.text(), self.text());
                row.via = Some(Via { own, other, mark });
            }
            rest::ON_DELETE => {
                let action = u8::try_from(self.reader.small()).ok();
                row.on_delete = Some(action.and_then(OnDelete::from_number)?);
            }
            rest::FILTERED => row.filtered = self.reader.small() != 0,
            rest::ALLOWS => row.allows = self.allows(end),
            rest::ORM => {
                let orm = u8::try_from(self.reader.small()).ok();
                row.orm = Some(orm.and_then(Orm::from_number)?);
            }
            _ => return None,
        }
        Some(())
    }
}

/// The field that holds a column: the one whose column has that name, or else the only one with its letters, because a
/// database may spell it in another way.
fn field_of(column: &str, fields: &[Field], tables: &Tables) -> Option<Text> {
    let exact = fields.iter().find(|field| tables.column(field) == column);
    let only = || {
        let mut similar = fields
            .iter()
            .filter(|field| same_letters(tables.column(field), column));
        similar.next().filter(|_| similar.next().is_none())
    };
    exact.or_else(only).map(|field| field.name.clone())
}
