//! A whole record.
//!
//! # The layout
//!
//! On every platform, a record is in a note as in an ELF section (owner `relata`, type 1), so that the records in a
//! finished executable are found without symbols: one after the other in a section, or in WebAssembly each behind a
//! [mark](crate::facts::MARK) in the data. A record is UTF-8 throughout:
//!
//! - A *number* has six bits in each byte, the lowest first; the seventh bit means that more bytes follow.
//! - A *text* is the number of its bytes, and the bytes. A *list* is the number of its bytes, and its items up to the end.
//! - A *place* is twice the number of lines below the model's line plus one, or twice the number of lines above it; and a
//!   column. A zero without a column is the place of the surrounding item.
//! - A *type* is the number of a [common type](crate::common_type), 0 if it is unknown, or the number of its bytes plus 32,
//!   and the bytes.
//! - A *part* is a tag, a size and bytes; tags ascend. A reader skips and counts parts with an unknown tag, and unknown
//!   bytes at the end of a part. It skips a relation with an unknown kind, or with an unknown form of target or through
//!   model, as a whole.
//!
//! What only the compiler knows comes first: path; file; line; column; [flags](crate::flag); for each field that only the
//! compiler knows to be an `Option`, whether it is one (a list of bytes 0 and 1); the number of listed paths, and the
//! paths: those of the types that relations name, empty for a type that is not a model. With [a flag](flag::TABLE), the last of
//! them are the table and the columns of its primary key, empty if they are unknown. The parts follow, which the derive
//! writes, and then zeros up to a multiple of 8 bytes. Empty parts are omitted.
//!
//! A note of type 2 after a record contains the ids that the compiler gave to the types of its key and unique fields, and a
//! note of type 3 those of types that every program knows. They are comparable only within one linked file.
//!
//! | tag | part |
//! |---|---|
//! | 1 | package, version, table, name of the type if it is not the last segment of the path: texts, the last ones omitted if empty |
//! | 2 | unique sets of several fields: lists of texts |
//! | 3 | primary key: texts |
//! | 4 | allows: each a rule, a reason and a place |
//! | 5 | fields: each a name, a type, flags, a place, a list of the types that it counts as (only with its flag) |
//! | 6 | relations: each a list, see [`Relation`] |
//! | 7 | columns that do not have the name of their field: each the number of the field and a text |
//! | 8 | reserved: the group of the model |
//! | 9 | fields that have another name in an ORM's enum of columns: each the number of the field and that name |
//!
//! The note types 2 to 15 are reserved too, the first of them for what identifies the types next to a record.
//!
//! Three kinds of records are not models. A *part of a model* has the path of the model whose relations it declares, and the
//! name of the type that declares them. The path of a *link* is the name of a crate that must contribute a model; it lists
//! one path, that of the module that contains the link. The path of a *key type* is the module that declares it; in place of
//! paths it lists two types, one and what it counts as, whose ids are next to the record.

use crate::facts::{Facts, record};
use crate::reader::{Mark, Reader};
use crate::writer::Writer;
use crate::{Allow, Field, Relation, flag};

/// The tags of the parts of a record.
pub mod part {
    pub const NAMES: u64 = 1;
    pub const UNIQUES: u64 = 2;
    pub const KEY: u64 = 3;
    pub const ALLOWS: u64 = 4;
    pub const FIELDS: u64 = 5;
    pub const RELATIONS: u64 = 6;
    pub const COLUMNS: u64 = 7;
    pub const VARIANTS: u64 = 9;
}

/// The start of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// `krate::module::Name`.
    pub path: &'a str,
    /// The file of the model.
    pub file: &'a str,
    /// The place of the model.
    pub mark: Mark,
    /// The flags, see [`flag`].
    pub flags: u32,
}

impl<'a> Head<'a> {
    /// Reads the start of a record.
    pub fn read(reader: &mut Reader<'a>) -> Self {
        let head = Head {
            path: reader.text(),
            file: reader.text(),
            mark: Mark {
                line: reader.small(),
                column: reader.small(),
            },
            flags: reader.small(),
        };
        if head.is(flag::MARKS_HOLD) {
            reader.trust_marks(head.mark.line);
        }
        if head.path.is_empty() {
            reader.fail();
        }
        head
    }

    /// Returns whether this flag is set.
    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// The content of a record.
#[derive(Clone, Debug, Default)]
pub struct Record<'a> {
    /// The start of the record.
    pub head: Head<'a>,
    /// The paths that targets name by number, starting at 1; empty for a type that is not a model.
    pub paths: Vec<&'a str>,
    /// The name of the package.
    pub package: &'a str,
    /// The version of the package.
    pub version: &'a str,
    /// The table; empty if the model declares none.
    pub table: &'a str,
    /// The name of the type, if it is not the last segment of the path.
    pub type_name: &'a str,
    /// The sets of several fields that are unique together.
    pub uniques: Vec<Vec<&'a str>>,
    /// The primary key; empty if it is unknown.
    pub key: Vec<&'a str>,
    /// The rules that are allowed for the model.
    pub allows: Vec<Allow<'a>>,
    /// The fields of the model.
    pub fields: Vec<Field<'a>>,
    /// The relations of the model.
    pub relations: Vec<Relation<'a>>,
}

impl Record<'_> {
    /// Returns the parts, with places relative to the line of the model.
    pub fn parts(&self) -> String {
        let mut out = Writer::new(self.head.mark.line);
        out.part(part::NAMES, |out| {
            let names = [self.package, self.version, self.table, self.type_name];
            let last = names.iter().rposition(|name| !name.is_empty());
            let names = names.iter().take(last.map_or(0, |last| last + 1));
            names.for_each(|name| out.text(name));
        });
        out.part(part::UNIQUES, |out| {
            self.uniques.iter().for_each(|names| out.texts(names));
        });
        out.part(part::KEY, |out| {
            self.key.iter().for_each(|name| out.text(name));
        });
        out.part(part::ALLOWS, |out| {
            self.allows.iter().for_each(|allow| allow.write(out));
        });
        out.part(part::FIELDS, |out| {
            self.fields.iter().for_each(|field| field.write(out));
        });
        out.part(part::RELATIONS, |out| {
            for relation in &self.relations {
                out.sized(|out| relation.write(out));
            }
        });
        out.part(part::COLUMNS, |out| {
            other_names(out, &self.fields, |it| it.column);
        });
        out.part(part::VARIANTS, |out| {
            other_names(out, &self.fields, |it| it.variant);
        });
        out.finish()
    }

    /// Returns the bytes. The places of single tokens are valid.
    pub fn to_bytes(&self) -> Vec<u8> {
        let at = [self.head.mark.line, self.head.mark.column];
        let fields = self.fields.iter();
        let fields = fields.filter(|field| field.is(flag::FIELD_MAYBE_OPTION));
        record(&Facts {
            path: self.head.path,
            file: self.head.file,
            at,
            seen: at,
            flags: self.head.flags,
            optional: &fields.map(|field| field.optional).collect::<Vec<_>>(),
            targets: &self.paths,
            rest: self.parts().as_bytes(),
        })
    }
}

/// Writes the names that some fields have in place of their own.
fn other_names<'a>(out: &mut Writer, fields: &[Field<'a>], name_of: fn(&Field<'a>) -> &'a str) {
    for (number, field) in fields.iter().enumerate() {
        let name = name_of(field);
        if !name.is_empty() && name != field.name {
            out.size(number);
            out.text(name);
        }
    }
}
