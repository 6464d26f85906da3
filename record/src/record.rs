//! A record as a whole.
//!
//! # The layout
//!
//! A record is in the note of an ELF section on every platform (owner `relata`, type 1), so
//! that the records in a finished executable are found one after the other without symbols. It is UTF-8 throughout:
//!
//! - A *number* has six bits in each byte, the lowest first; the seventh bit says that more follows.
//! - A *text* is the number of its bytes, and these. A *list* is the number of its bytes, and its items up to the end.
//! - A *place* is twice the lines below the model's line plus one, or twice the lines above it; and a column. A zero and no
//!   column is the place of the whole that something belongs to.
//! - A *type* is the number of a [common type](crate::common_type), 0 if it is unknown, or the number of its bytes plus 32,
//!   and these.
//! - *Parts* are a tag, a size and bytes, their tags ascending. A reader skips parts with an unknown tag, and what stands at the
//!   end of a part behind all that it knows, and counts both. A relation of an unknown kind, or with an unknown form of target
//!   or through, is skipped as a whole.
//!
//! First comes what only the compiler knows, which it writes: path; file; line; column; [flags](crate::flag); for each field
//! that only the compiler knows to be an `Option`, whether it is one (a list of bytes 0 and 1); the number of listed paths,
//! and these: the paths of the types that relations name, empty for a type that is not a model. Then come the parts that
//! the derive writes, and zeros up to a multiple of 4 bytes. An empty part is left out.
//!
//! | tag | part |
//! |---|---|
//! | 1 | package, version, table, name of the type if it is not the last segment of the path: texts, the last ones left out if empty |
//! | 2 | unique sets of several fields: lists of texts |
//! | 3 | primary key: texts |
//! | 4 | allows: each a rule, a reason and a place |
//! | 5 | fields: each a name, a type, flags, the type that it counts as if its flags say so, a place |
//! | 6 | relations: each a list, see [`Relation`] |
//! | 7 | reserved: columns, each the number of a field and a text |
//! | 8 | reserved: the group of the model |
//!
//! Notes of the types 2 to 15 are reserved too, the first for what identifies the types beside a record.
//!
//! A *part of a model* is not a model: its path is that of the model whose relations it declares, the name of its type that
//! of the type which does. A *link* is not a model: its path is the name of a crate that must contribute one, and the one
//! path that it lists is that of the module that says so.

use crate::facts::{Facts, record};
use crate::reader::{Mark, Reader};
use crate::writer::Writer;
use crate::{Allow, Field, Relation, flag};

/// The tags of what a model has.
pub mod part {
    pub const NAMES: u64 = 1;
    pub const UNIQUES: u64 = 2;
    pub const KEY: u64 = 3;
    pub const ALLOWS: u64 = 4;
    pub const FIELDS: u64 = 5;
    pub const RELATIONS: u64 = 6;
}

/// What a record begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// `krate::module::Name`.
    pub path: &'a str,
    /// The file that it is in.
    pub file: &'a str,
    /// Its place.
    pub mark: Mark,
    /// See [`flag`].
    pub flags: u32,
}

impl<'a> Head<'a> {
    /// Reads what a record begins with.
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

    /// Whether its flags have this one.
    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// All that a record says.
#[derive(Clone, Debug, Default)]
pub struct Record<'a> {
    /// What it begins with.
    pub head: Head<'a>,
    /// The paths that targets name by number from 1 on; empty where a type is not a model.
    pub paths: Vec<&'a str>,
    /// The name of the package.
    pub package: &'a str,
    /// The version of the package.
    pub version: &'a str,
    /// Empty if it names none.
    pub table: &'a str,
    /// The name of the type, if it is not the last segment of the path.
    pub type_name: &'a str,
    /// The sets of several fields that are unique together.
    pub uniques: Vec<Vec<&'a str>>,
    /// The primary key; empty if it is unknown.
    pub key: Vec<&'a str>,
    /// The rules that do not count for the model.
    pub allows: Vec<Allow<'a>>,
    /// Its fields.
    pub fields: Vec<Field<'a>>,
    /// Its relations.
    pub relations: Vec<Relation<'a>>,
}

impl Record<'_> {
    /// Its parts, for a model on its line.
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
        out.finish()
    }

    /// Its bytes. The places of its tokens hold.
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
