//! A relation as it is declared.

use crate::reader::{Mark, Reader};
use crate::writer::Writer;
use crate::{Allow, Kind, OnDelete};

/// A relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation<'a> {
    /// Its name, and the place of that.
    pub name: &'a str,
    /// The place of the name.
    pub mark: Mark,
    /// What it is.
    pub kind: Kind,
    /// Empty for an open polymorphic relation.
    pub targets: Vec<Target<'a>>,
    /// Empty if it declares none.
    pub inverse: &'a str,
    /// The place of the inverse.
    pub inverse_mark: Mark,
    /// The fields that hold the key; empty if they are unknown.
    pub key: Vec<&'a str>,
    /// The place of the key, if it is not that of the name.
    pub key_mark: Mark,
    /// The file, if it is not that of the model.
    pub file: &'a str,
    /// The fields that the key points at; empty if it is the primary key.
    pub references: Vec<&'a str>,
    /// The place of the references.
    pub references_mark: Mark,
    /// The field that says which of several targets a row means; empty if there is none.
    pub tag: &'a str,
    /// The model that holds a key to each end.
    pub through: Option<Target<'a>>,
    /// Which of its relations lead to the own end and to the other one.
    pub via: Option<[&'a str; 2]>,
    /// The place of these names.
    pub via_mark: Mark,
    /// What a deletion does.
    pub on_delete: Option<OnDelete>,
    /// The rules that do not count for it.
    pub allows: Vec<Allow<'a>>,
}

/// The key of a relation that declares none, if its model has a field of this name.
pub fn default_key(kind: Kind, name: &str) -> Option<String> {
    (kind == Kind::BelongsTo).then(|| format!("{name}_id"))
}

/// The tags of what few relations have.
pub mod part {
    pub const FILE: u64 = 1;
    pub const REFERENCES: u64 = 2;
    pub const TAG: u64 = 3;
    pub const THROUGH: u64 = 4;
    pub const VIA: u64 = 5;
    pub const ON_DELETE: u64 = 6;
    pub const ALLOWS: u64 = 7;
    // Reserved: 8 says that the relation is only of rows that a filter chooses.
}

impl Relation<'_> {
    pub(crate) fn write(&self, out: &mut Writer) {
        out.text(self.name);
        out.mark(self.mark);
        out.number(self.kind.number().into());
        out.sized(|out| self.targets.iter().for_each(|target| target.write(out)));
        out.text(self.inverse);
        if !self.inverse.is_empty() {
            out.mark(self.inverse_mark);
        }
        out.texts(&self.key);
        if !self.key.is_empty() {
            out.mark(self.key_mark);
        }
        out.part(part::FILE, |out| out.raw(self.file));
        out.part(part::REFERENCES, |out| {
            if !self.references.is_empty() {
                out.mark(self.references_mark);
                self.references.iter().for_each(|name| out.text(name));
            }
        });
        out.part(part::TAG, |out| out.raw(self.tag));
        out.part(part::THROUGH, |out| {
            if let Some(through) = &self.through {
                through.write(out);
            }
        });
        out.part(part::VIA, |out| {
            if let Some([own, other]) = self.via {
                out.mark(self.via_mark);
                out.text(own);
                out.text(other);
            }
        });
        out.part(part::ON_DELETE, |out| {
            if let Some(action) = self.on_delete {
                out.number(action.number().into());
            }
        });
        out.part(part::ALLOWS, |out| {
            self.allows.iter().for_each(|allow| allow.write(out));
        });
    }
}

impl Default for Relation<'_> {
    fn default() -> Self {
        Relation {
            name: "",
            mark: Mark::default(),
            kind: Kind::RefersTo,
            targets: Vec::new(),
            inverse: "",
            inverse_mark: Mark::default(),
            key: Vec::new(),
            key_mark: Mark::default(),
            file: "",
            references: Vec::new(),
            references_mark: Mark::default(),
            tag: "",
            through: None,
            via: None,
            via_mark: Mark::default(),
            on_delete: None,
            allows: Vec::new(),
        }
    }
}

/// A target of a relation, or its through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// What it names.
    pub named: Named<'a>,
    /// Its place.
    pub mark: Mark,
}

/// What a target names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Named<'a> {
    /// A name, bound when the registry is resolved.
    Name(&'a str),
    /// The path of a type by its number: 0 is the model's own, and from 1 on those that the record lists.
    Type(usize),
    /// A type that may not be a model: its path is empty then, and what is written counts.
    Maybe(usize, &'a str),
}

impl<'a> Target<'a> {
    /// Reads the next target; none if a later version wrote it.
    #[inline]
    pub fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let number = reader.size();
        let named = match number % 4 {
            0 => Named::Name(reader.take(number / 4)),
            1 => Named::Type(number / 4),
            2 => Named::Maybe(number / 4, reader.text()),
            _ => return None,
        };
        let mark = reader.mark();
        Some(Target { named, mark })
    }

    fn write(&self, out: &mut Writer) {
        match self.named {
            Named::Name(name) => {
                out.size(4 * name.len());
                out.raw(name);
            }
            Named::Type(path) => out.size(4 * path + 1),
            Named::Maybe(path, written) => {
                out.size(4 * path + 2);
                out.text(written);
            }
        }
        out.mark(self.mark);
    }
}
