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
//! - *Parts* are a tag, a size and bytes, their tags ascending. A reader skips parts with an unknown tag and counts them.
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

use crate::facts::{Facts, LONGEST_PATH, MOST_PATHS, record};
use crate::pool::Pool;
use crate::reader::{Mark, Read, Reader, Unread};
use crate::writer::Writer;
use crate::{Allow, Field, Named, Relation, flag};

mod part {
    pub(super) const NAMES: u64 = 1;
    pub(super) const UNIQUES: u64 = 2;
    pub(super) const KEY: u64 = 3;
    pub(super) const ALLOWS: u64 = 4;
    pub(super) const FIELDS: u64 = 5;
    pub(super) const RELATIONS: u64 = 6;
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
    ///
    /// # Errors
    ///
    /// It is damaged.
    pub fn of(record: &'a [u8]) -> Read<Self> {
        Head::read(&mut Reader::of(record)?)
    }

    fn read(reader: &mut Reader<'a>) -> Read<Self> {
        Ok(Head {
            path: reader.text()?,
            file: reader.text()?,
            mark: Mark {
                line: reader.small()?,
                column: reader.small()?,
            },
            flags: reader.small()?,
        })
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
    pub uniques: Pool<Vec<&'a str>>,
    /// The primary key; empty if it is unknown.
    pub key: Vec<&'a str>,
    /// The rules that do not count for the model.
    pub allows: Vec<Allow<'a>>,
    /// Its fields.
    pub fields: Vec<Field<'a>>,
    /// Its relations.
    pub relations: Pool<Relation<'a>>,
    /// The number of things that this version does not know.
    pub skipped: usize,
}

impl<'a> Record<'a> {
    /// Reads a record, of which nothing is trusted, in place of this one.
    ///
    /// # Errors
    ///
    /// It is damaged.
    pub fn read(&mut self, record: &'a [u8]) -> Read<()> {
        let mut reader = Reader::of(record)?;
        self.head = Head::read(&mut reader)?;
        let mut options = reader.text()?.bytes();
        self.paths.clear();
        let listed: usize = reader.small()?;
        for _ in 0..listed {
            self.paths.push(reader.text()?);
        }
        (self.package, self.version, self.table, self.type_name) = ("", "", "", "");
        self.uniques.clear();
        self.key.clear();
        self.allows.clear();
        self.fields.clear();
        self.relations.clear();
        self.skipped = 0;
        let holds = self.head.is(flag::MARKS_HOLD);
        reader.line = holds.then_some(self.head.mark.line);
        reader.parts(|tag, part| self.read_part(tag, part))?;
        self.skipped += reader.skipped;
        for field in &mut self.fields {
            if field.is(flag::FIELD_MAYBE_OPTION) {
                field.optional = options.next().ok_or(Unread::Damaged)? != 0;
            }
        }
        let is_sound = !self.head.path.is_empty()
            && options.len() == 0
            && record.len().is_multiple_of(4)
            && self.are_paths_sound();
        is_sound.then_some(()).ok_or(Unread::Damaged)
    }

    fn are_paths_sound(&self) -> bool {
        // A link lists the module that says so.
        let has_module = self.paths.first().is_some_and(|path| !path.is_empty());
        let relations = self.relations.iter();
        let mut targets = relations.flat_map(|it| it.targets.iter().chain(&it.through));
        (has_module || !self.head.is(flag::LINK))
            && self.paths.len() <= MOST_PATHS
            && self.paths.iter().all(|path| path.len() <= LONGEST_PATH)
            && targets.all(|target| match target.named {
                Named::Name(_) => true,
                Named::Type(path) | Named::Maybe(path, _) => path <= self.paths.len(),
            })
    }

    fn read_part(&mut self, tag: u64, mut part: Reader<'a>) -> Read<()> {
        match tag {
            part::NAMES => {
                let names = [
                    &mut self.package,
                    &mut self.version,
                    &mut self.table,
                    &mut self.type_name,
                ];
                for name in names {
                    if !part.is_empty() {
                        *name = part.text()?;
                    }
                }
            }
            part::UNIQUES => {
                while !part.is_empty() {
                    part.sized()?.fill(self.uniques.add(), Reader::text)?;
                }
            }
            part::KEY => part.fill(&mut self.key, Reader::text)?,
            part::ALLOWS => part.fill(&mut self.allows, Allow::read)?,
            part::FIELDS => part.fill(&mut self.fields, Field::read)?,
            part::RELATIONS => {
                while !part.is_empty() {
                    let mut relation = part.sized()?;
                    match self.relations.add().read(&mut relation) {
                        Err(Unread::Unknown) => {
                            self.relations.remove_last();
                            part.skipped += 1;
                        }
                        known => known?,
                    }
                    part.skipped += relation.skipped;
                }
            }
            _ => return Err(Unread::Unknown),
        }
        self.skipped += part.skipped;
        Ok(())
    }

    /// The path of this number.
    pub fn path(&self, number: usize) -> &'a str {
        match number.checked_sub(1) {
            None => self.head.path,
            Some(at) => self.paths[at],
        }
    }

    /// What makes it the same model wherever its package was compiled: all but its file, if a package and a version are
    /// known.
    ///
    /// # Errors
    ///
    /// It is damaged.
    pub fn identity(record: &'a [u8]) -> Read<Option<(&'a str, &'a str)>> {
        let mut read = Record::default();
        read.read(record)?;
        let mut reader = Reader::of(record)?;
        let (path, _) = (reader.text()?, reader.text()?);
        let is_known = !read.package.is_empty() && !read.version.is_empty();
        // The padding depends on the file too.
        let rest = reader.rest().trim_end_matches('\0');
        Ok(is_known.then_some((path, rest)))
    }

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
            for relation in self.relations.iter() {
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
