//! A relation as declared.

use crate::reader::{Mark, Reader};
use crate::writer::Writer;
use crate::{Allow, Kind, OnDelete, Orm};

/// A relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation<'a> {
    /// The name.
    pub name: &'a str,
    /// The place of the name.
    pub mark: Mark,
    /// The kind.
    pub kind: Kind,
    /// The targets; empty for an open polymorphic relation.
    pub targets: Vec<Target<'a>>,
    /// The name of the inverse; empty if none is declared.
    pub inverse: &'a str,
    /// The place of the inverse.
    pub inverse_mark: Mark,
    /// The fields that hold the key; empty if they are unknown.
    pub key: Vec<&'a str>,
    /// The place of the key, if not that of the name.
    pub key_mark: Mark,
    /// The file, if not that of the model.
    pub file: &'a str,
    /// The fields that the key points at; empty for the primary key.
    pub references: Vec<&'a str>,
    /// The place of the references.
    pub references_mark: Mark,
    /// The field that names the target of a row if there are several; empty if there is none.
    pub tag: &'a str,
    /// The through model, which holds a key to each end.
    pub through: Option<Target<'a>>,
    /// The relations of the through model to this model and to the target.
    pub via: Option<[&'a str; 2]>,
    /// The place of these names.
    pub via_mark: Mark,
    /// The action on deletion.
    pub on_delete: Option<OnDelete>,
    /// Whether a filter restricts it to some of the rows.
    pub filtered: bool,
    /// What declares it, if no attribute of relata does.
    pub orm: Option<Orm>,
    /// The rules that are allowed for the relation.
    pub allows: Vec<Allow<'a>>,
}

/// The key of a relation that declares none, if its model has a field of this name.
pub fn default_key(kind: Kind, name: &str) -> Option<String> {
    (kind == Kind::BelongsTo).then(|| format!("{name}_id"))
}

/// The tags of the parts that few relations have.
pub mod part {
    pub const FILE: u64 = 1;
    pub const REFERENCES: u64 = 2;
    pub const TAG: u64 = 3;
    pub const THROUGH: u64 = 4;
    pub const VIA: u64 = 5;
    pub const ON_DELETE: u64 = 6;
    pub const ALLOWS: u64 = 7;
    pub const FILTERED: u64 = 8;
    pub const ORM: u64 = 9;
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
        out.part(part::FILTERED, |out| {
            if self.filtered {
                out.number(1);
            }
        });
        out.part(part::ORM, |out| {
            if let Some(orm) = self.orm {
                out.number(orm.number().into());
            }
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
            filtered: false,
            orm: None,
            allows: Vec::new(),
        }
    }
}

/// A target of a relation, or its through model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// The name or the type.
    pub named: Named<'a>,
    /// The place of the target.
    pub mark: Mark,
}

/// The name or the type of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Named<'a> {
    /// A name, looked up when the registry is resolved.
    Name(&'a str),
    /// The number of a type's path: 0 for the model itself, and from 1 on the paths that the record lists.
    Type(usize),
    /// A type that may not be a model. If it is not, its path is empty and the text is used.
    Maybe(usize, &'a str),
}

impl<'a> Target<'a> {
    /// Reads the next target; none if it has a form from a later version.
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
