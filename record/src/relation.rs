//! A relation as it is declared.

use crate::reader::{Mark, Read, Reader, Unread};
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

/// The tags of what few relations have.
mod part {
    pub(super) const FILE: u64 = 1;
    pub(super) const REFERENCES: u64 = 2;
    pub(super) const TAG: u64 = 3;
    pub(super) const THROUGH: u64 = 4;
    pub(super) const VIA: u64 = 5;
    pub(super) const ON_DELETE: u64 = 6;
    pub(super) const ALLOWS: u64 = 7;
    // Reserved: 8 says that the relation is only of rows that a filter chooses.
}

impl<'a> Relation<'a> {
    /// Whether it has what few relations have.
    pub fn has_rest(&self) -> bool {
        !(self.file.is_empty()
            && self.references.is_empty()
            && self.tag.is_empty()
            && self.through.is_none()
            && self.via.is_none()
            && self.on_delete.is_none()
            && self.allows.is_empty())
    }

    /// Reads a relation in place of this one, so that its lists need no new memory.
    pub(crate) fn read(&mut self, reader: &mut Reader<'a>) -> Read<()> {
        (self.name, self.mark) = (reader.text()?, reader.mark()?);
        self.kind = Kind::from_number(reader.small()?).ok_or(Unread::Unknown)?;
        reader.sized()?.fill(&mut self.targets, Target::read)?;
        (self.inverse, self.inverse_mark) = (reader.text()?, Mark::default());
        if !self.inverse.is_empty() {
            self.inverse_mark = reader.mark()?;
        }
        reader.sized()?.fill(&mut self.key, Reader::text)?;
        self.key_mark = Mark::default();
        if !self.key.is_empty() {
            self.key_mark = reader.mark()?;
        }
        (self.file, self.tag) = ("", "");
        self.references.clear();
        (self.references_mark, self.via_mark) = (Mark::default(), Mark::default());
        (self.through, self.via, self.on_delete) = (None, None, None);
        self.allows.clear();
        reader.parts(|tag, part| self.read_part(tag, part))
    }

    fn read_part(&mut self, tag: u64, mut part: Reader<'a>) -> Read<()> {
        match tag {
            part::FILE => self.file = part.rest(),
            part::REFERENCES => {
                self.references_mark = part.mark()?;
                part.fill(&mut self.references, Reader::text)?;
            }
            part::TAG => self.tag = part.rest(),
            part::THROUGH => self.through = Some(Target::read(&mut part)?),
            part::VIA => {
                self.via_mark = part.mark()?;
                self.via = Some([part.text()?, part.text()?]);
            }
            part::ON_DELETE => {
                let action = OnDelete::from_number(part.small()?);
                self.on_delete = Some(action.ok_or(Unread::Unknown)?);
            }
            part::ALLOWS => part.fill(&mut self.allows, Allow::read)?,
            _ => return Err(Unread::Unknown),
        }
        Ok(())
    }

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
    fn read(reader: &mut Reader<'a>) -> Read<Self> {
        let number: usize = reader.small()?;
        let named = match number % 4 {
            0 => Named::Name(reader.take(number / 4)?),
            1 => Named::Type(number / 4),
            2 => Named::Maybe(number / 4, reader.text()?),
            _ => return Err(Unread::Unknown),
        };
        let mark = reader.mark()?;
        Ok(Target { named, mark })
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
