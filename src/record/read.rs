//! Reading a record in place. Every length is checked against the bytes that are left, so no input, however broken,
//! makes this panic, loop or allocate; what does not parse is `None`.
//!
//! A record that is only looked through is read with its texts as bytes, which is much less work.

use super::list::List;
use super::reader::{Mark, Reader, Text};
use super::{Kind, OnDelete, flag};

impl<'a> Reader<'a> {
    fn allow<T: Text<'a>>(&mut self) -> Option<AllowOf<T>> {
        Some(AllowOf {
            rule: self.text()?,
            reason: self.text()?,
            mark: self.mark()?,
        })
    }

    fn allows<T: Text<'a>>(&mut self) -> Option<Allows<'a>> {
        Some(Allows(self.items(Self::allow::<T>)?.1))
    }

    fn field<T: Text<'a>>(&mut self) -> Option<FieldOf<T>> {
        Some(FieldOf {
            name: self.text()?,
            ty: self.text()?,
            as_ty: self.text()?,
            flags: self.number()?,
            mark: self.mark()?,
            optional: false,
        })
    }

    fn target<T: Text<'a>>(&mut self) -> Option<TargetOf<T>> {
        let form = match self.byte()? {
            1 => Form::Name,
            2 => Form::Type,
            3 => Form::Underived,
            _ => return None,
        };
        Some(TargetOf {
            form,
            text: self.text()?,
            mark: self.mark()?,
        })
    }

    fn relation<T: Text<'a>>(&mut self) -> Option<RelationRecord<'a, T>> {
        let mut relation = RelationRecord {
            name: self.text()?,
            file: self.text()?,
            mark: self.mark()?,
            kind: Kind::from_byte(self.byte()?)?,
            targets: self.items(Self::target::<T>)?,
            inverse: (self.text()?, self.mark()?),
            key: (self.list::<T>()?, self.mark()?),
            references: (List::default(), Mark::default()),
            tag: T::default(),
            through: None,
            via: (T::default(), T::default(), Mark::default()),
            on_delete: None,
            allows: Allows::default(),
        };
        // Few relations say anything of what follows.
        if !self.takes_zeros::<UNSAID>() {
            self.rest(&mut relation)?;
        }
        Some(relation)
    }

    /// What few relations say.
    fn rest<T: Text<'a>>(&mut self, relation: &mut RelationRecord<'a, T>) -> Option<()> {
        relation.references = (self.list::<T>()?, self.mark()?);
        relation.tag = self.text()?;
        if *self.0.first()? == 0 {
            self.byte()?;
        } else {
            relation.through = Some(self.target()?);
        }
        relation.via = (self.text()?, self.text()?, self.mark()?);
        relation.on_delete = match self.byte()? {
            0 => None,
            byte => Some(OnDelete::from_byte(byte)?),
        };
        relation.allows = self.allows::<T>()?;
        Some(())
    }
}

/// The zeros that stand for it where a relation says none of it.
const UNSAID: usize = 11;

/// That one rule does not count here, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AllowOf<T> {
    pub(crate) rule: T,
    pub(crate) reason: T,
    pub(crate) mark: Mark,
}

pub(crate) type Allow<'a> = AllowOf<&'a str>;

/// All allows of one model or relation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allows<'a>(&'a [u8]);

impl<'a> Allows<'a> {
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Allow<'a>> {
        let mut reader = Reader(self.0);
        std::iter::from_fn(move || reader.allow())
    }
}

/// A field as its model declares it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldOf<T> {
    pub(crate) name: T,
    pub(crate) ty: T,
    pub(crate) as_ty: T,
    pub(crate) flags: u32,
    pub(crate) mark: Mark,
    pub(crate) optional: bool,
}

pub(crate) type FieldRecord<'a> = FieldOf<&'a str>;

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

/// One target of a relation, or its through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TargetOf<T> {
    pub(crate) form: Form,
    pub(crate) text: T,
    pub(crate) mark: Mark,
}

pub(crate) type TargetRecord<'a> = TargetOf<&'a str>;

/// A relation as its model declares it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RelationRecord<'a, T = &'a str> {
    pub(crate) name: T,
    /// Empty: the model's.
    pub(crate) file: T,
    pub(crate) mark: Mark,
    pub(crate) kind: Kind,
    targets: (usize, &'a [u8]),
    inverse: (T, Mark),
    pub(crate) key: (List<'a>, Mark),
    pub(crate) references: (List<'a>, Mark),
    pub(crate) tag: T,
    pub(crate) through: Option<TargetOf<T>>,
    via: (T, T, Mark),
    pub(crate) on_delete: Option<OnDelete>,
    pub(crate) allows: Allows<'a>,
}

impl<'a> RelationRecord<'a> {
    /// The relation that stands this far before the end of a record that was read whole before.
    pub(crate) fn read_at(bytes: &'a [u8], before_end: usize) -> Option<Self> {
        Reader(&bytes[bytes.len().checked_sub(before_end)?..]).relation()
    }

    /// Its name alone.
    pub(crate) fn name_at(bytes: &'a [u8], before_end: usize) -> Option<&'a str> {
        Reader(&bytes[bytes.len().checked_sub(before_end)?..]).text()
    }

    pub(crate) fn inverse(&self) -> Option<(&'a str, Mark)> {
        Some(self.inverse).filter(|(name, _)| !name.is_empty())
    }

    /// The through model's relations to the own end and to the other one.
    pub(crate) fn via(&self) -> Option<(&'a str, &'a str, Mark)> {
        Some(self.via).filter(|(own, _, _)| !own.is_empty())
    }
}

impl<'a, T: Text<'a>> RelationRecord<'a, T> {
    /// How many targets are written; none is an open polymorphic relation.
    pub(crate) fn target_count(&self) -> usize {
        self.targets.0
    }

    pub(crate) fn targets(&self) -> impl Iterator<Item = TargetOf<T>> + use<'a, T> {
        let mut reader = Reader(self.targets.1);
        std::iter::from_fn(move || reader.target())
    }

    /// The name of the inverse; empty if none is declared.
    pub(crate) fn inverse_name(&self) -> T {
        self.inverse.0
    }
}

/// A model's record, decoded but for its lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModelRecord<'a, T = &'a str> {
    pub(crate) path: T,
    type_name: T,
    pub(crate) package: T,
    pub(crate) version: T,
    pub(crate) file: T,
    pub(crate) mark: Mark,
    flags: u32,
    pub(crate) table: T,
    pub(crate) key: List<'a>,
    uniques: &'a [u8],
    pub(crate) allows: Allows<'a>,
    fields: (usize, &'a [u8]),
    optional: &'a [u8],
    /// How many there are, and the bytes that they and the padding fill.
    relations: (usize, &'a [u8]),
}

impl<'a> ModelRecord<'a> {
    /// Reads a whole record; `None` if it is not one from the first byte to the last, and zeros up to the next multiple
    /// of 4. With any other padding the same record would be other bytes, and written as a note it would get more of it.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let record = Self::open(bytes)?;
        let mut fields = Reader(record.fields.1);
        for _ in 0..record.fields.0 {
            fields.field::<&str>()?;
        }
        let mut relations = Reader(record.relations.1);
        for _ in 0..record.relations.0 {
            relations.relation::<&str>()?;
        }
        let padding = relations.0;
        let sound = fields.0.is_empty()
            && record.fields.0 == record.optional.len()
            && !record.path.is_empty()
            && bytes.len().is_multiple_of(4)
            && padding.len() < 4
            && padding.iter().all(|byte| *byte == 0);
        sound.then_some(record)
    }

    /// The bytes of the path alone, of a record that was read whole before.
    pub(crate) fn path_bytes(bytes: &'a [u8]) -> &'a [u8] {
        Reader(bytes).text().unwrap_or_default()
    }

    /// The path alone, of a record that was read whole before.
    pub(crate) fn path_of(bytes: &'a [u8]) -> &'a str {
        Reader(bytes).text().unwrap_or_default()
    }

    /// The model's name alone, of a record that was read whole before.
    pub(crate) fn name_of(bytes: &'a [u8]) -> &'a str {
        crate::name::last_segment(Self::path_of(bytes))
    }

    /// The last segment of the path, which is what relations call the model.
    pub(crate) fn name(&self) -> &'a str {
        crate::name::last_segment(self.path)
    }

    /// What the type is called in the source.
    pub(crate) fn type_name(&self) -> &'a str {
        if self.type_name.is_empty() {
            self.name()
        } else {
            self.type_name
        }
    }

    /// Where in the model's file a mark of this record stands.
    pub(crate) fn resolve_mark(&self, mark: Mark) -> Mark {
        if mark.line == 0 || !self.is(flag::MARKS_HOLD) {
            self.mark
        } else {
            mark
        }
    }

    pub(crate) fn uniques(&self) -> impl Iterator<Item = List<'a>> + use<'a> {
        let mut reader = Reader(self.uniques);
        std::iter::from_fn(move || reader.list::<&str>())
    }
}

impl<'a, T: Text<'a>> ModelRecord<'a, T> {
    /// Reads a record that was read whole before: its fields and relations are left for when they are asked for.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        Some(Self {
            path: reader.text()?,
            type_name: reader.text()?,
            package: reader.text()?,
            version: reader.text()?,
            file: reader.text()?,
            mark: reader.mark()?,
            flags: reader.number()?,
            table: reader.text()?,
            key: reader.list::<T>()?,
            uniques: reader.items(Reader::list::<T>)?.1,
            allows: reader.allows::<T>()?,
            fields: {
                let size = reader.number()? as usize;
                let mut fields = Reader(reader.bytes(size)?);
                (fields.number()? as usize, fields.0)
            },
            optional: {
                let count = reader.number()? as usize;
                reader.bytes(count)?
            },
            relations: (reader.number()? as usize, reader.0),
        })
    }

    pub(crate) fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = FieldOf<T>> + use<'a, T> {
        let mut reader = Reader(self.fields.1);
        let mut optional = self.optional.iter();
        std::iter::from_fn(move || {
            let optional = optional.next().is_some_and(|byte| *byte != 0);
            Some(FieldOf {
                optional,
                ..reader.field()?
            })
        })
    }

    pub(crate) fn relation_count(&self) -> usize {
        self.relations.0
    }

    pub(crate) fn relations(&self) -> impl Iterator<Item = RelationRecord<'a, T>> + use<'a, T> {
        self.relations_with_offsets().map(|(_, relation)| relation)
    }

    /// The relations, each with the distance at which it stands before the end of the record.
    pub(crate) fn relations_with_offsets(
        &self,
    ) -> impl Iterator<Item = (usize, RelationRecord<'a, T>)> + use<'a, T> {
        let (count, bytes) = self.relations;
        let mut reader = Reader(bytes);
        let mut next = move || {
            let before_end = reader.0.len();
            Some((before_end, reader.relation()?))
        };
        (0..count).map_while(move |_| next())
    }
}
