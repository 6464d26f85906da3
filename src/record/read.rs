//! Reading a record in place. Every length is checked against the bytes that are left, so no input, however broken,
//! makes this panic, loop or allocate; what does not parse is `None`.

use super::list::List;
use super::paths::Paths;
use super::reader::{Mark, Reader};
use super::{Kind, OnDelete, common_type, flag};

impl<'a> Reader<'a> {
    fn allow(&mut self) -> Option<Allow<'a>> {
        Some(Allow {
            rule: self.text()?,
            reason: self.text()?,
            mark: self.mark()?,
        })
    }

    fn allows(&mut self) -> Option<Allows<'a>> {
        Some(Allows(self.items(Self::allow)?.1))
    }

    /// A field but for its mark, which stands elsewhere.
    fn field(&mut self) -> Option<FieldRecord<'a>> {
        let (name, ty, flags) = (self.text()?, self.ty()?, self.number()?);
        Some(FieldRecord {
            name,
            ty,
            flags,
            as_ty: match flags & flag::FIELD_AS {
                0 => "",
                _ => not_empty(self.ty()?)?,
            },
            mark: Mark::default(),
            optional: false,
        })
    }

    fn ty(&mut self) -> Option<&'a str> {
        let number = self.number()?;
        match number.checked_sub(common_type::NUMBERS) {
            None => common_type::written(number),
            Some(len) => str::from_utf8(self.bytes(len as usize)?).ok(),
        }
    }

    /// A target but for its mark; `path` gives the path of a number.
    fn target(&mut self, path: impl FnOnce(usize) -> Option<&'a str>) -> Option<(Form, &'a str)> {
        Some(match self.byte()? {
            1 => (Form::Name, self.text()?),
            2 => (Form::Type, path(self.number()? as usize)?),
            3 => match (path(self.number()? as usize)?, self.text()?) {
                ("", written) => (Form::Underived, written),
                (path, _) => (Form::Type, path),
            },
            4 => (Form::Type, not_empty(self.text()?)?),
            5 => (Form::Underived, self.text()?),
            _ => return None,
        })
    }

    fn relation(&mut self, paths: Paths<'a>) -> Option<RelationRecord<'a>> {
        let (name, kind) = (self.text()?, Kind::from_number(self.byte()?)?);
        // That it can be read; which path it is of can take long to tell.
        let (count, targets) =
            self.items(|reader| reader.target(|number| paths.has(number).then_some("")))?;
        let (inverse, key) = (self.text()?, self.list()?);
        let (marks, says_more) = self.marks()?;
        let mut marks = Reader(marks);
        let mut relation = RelationRecord {
            name,
            mark: marks.mark()?,
            kind,
            inverse: (inverse, marks.mark()?),
            key: (key, marks.mark()?),
            targets: (count, targets, marks.0),
            paths,
            file: "",
            references: Default::default(),
            tag: "",
            through: None,
            via: Default::default(),
            on_delete: None,
            allows: Allows::default(),
            has_rest: says_more,
        };
        for _ in 0..count {
            marks.mark()?;
        }
        if says_more {
            self.said(&mut relation)?;
        }
        marks.0.is_empty().then_some(relation)
    }

    /// What few relations say.
    fn said(&mut self, relation: &mut RelationRecord<'a>) -> Option<()> {
        relation.file = self.text()?;
        relation.references = (self.list()?, self.mark()?);
        relation.tag = self.text()?;
        relation.through = match self.0.first()? {
            0 => {
                self.byte()?;
                None
            }
            _ => {
                let (form, text) = self.target(|number| relation.paths.get(number))?;
                let mark = self.mark()?;
                Some(TargetRecord { form, text, mark })
            }
        };
        relation.via = (self.text()?, self.text()?, self.mark()?);
        relation.on_delete = match self.byte()? {
            0 => None,
            byte => Some(OnDelete::from_number(byte)?),
        };
        relation.allows = self.allows()?;
        Some(())
    }
}

fn not_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// That one rule does not count here, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allow<'a> {
    pub(crate) rule: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) mark: Mark,
}

/// All allows of one model or relation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allows<'a>(&'a [u8]);

impl<'a> Allows<'a> {
    pub(crate) fn iter(self) -> impl Iterator<Item = Allow<'a>> {
        let mut reader = Reader(self.0);
        std::iter::from_fn(move || reader.allow())
    }
}

/// A field as its model declares it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldRecord<'a> {
    pub(crate) name: &'a str,
    pub(crate) ty: &'a str,
    pub(crate) as_ty: &'a str,
    pub(crate) flags: u32,
    pub(crate) mark: Mark,
    pub(crate) optional: bool,
}

impl FieldRecord<'_> {
    /// Whether its type is the language's own that is written there. What is written so but is no `Option` of the
    /// language is not.
    pub(crate) fn is_primitive(&self) -> bool {
        self.flags & flag::FIELD_PRIMITIVE != 0
            && self.optional == (self.flags & flag::FIELD_MAYBE_OPTION != 0)
    }
}

const FEW: usize = 8;

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
pub(crate) struct TargetRecord<'a> {
    pub(crate) form: Form,
    pub(crate) text: &'a str,
    pub(crate) mark: Mark,
}

/// A relation as its model declares it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RelationRecord<'a> {
    pub(crate) name: &'a str,
    /// Empty: the model's.
    pub(crate) file: &'a str,
    pub(crate) mark: Mark,
    pub(crate) kind: Kind,
    /// How many there are, they, and their marks.
    targets: (usize, &'a [u8], &'a [u8]),
    /// Those that targets name by number.
    paths: Paths<'a>,
    inverse: (&'a str, Mark),
    pub(crate) key: (List<'a>, Mark),
    pub(crate) references: (List<'a>, Mark),
    pub(crate) tag: &'a str,
    pub(crate) through: Option<TargetRecord<'a>>,
    via: (&'a str, &'a str, Mark),
    pub(crate) on_delete: Option<OnDelete>,
    pub(crate) allows: Allows<'a>,
    has_rest: bool,
}

impl<'a> RelationRecord<'a> {
    /// Whether it has what few relations have.
    pub(crate) fn has_rest(&self) -> bool {
        self.has_rest
    }

    pub(crate) fn targets(&self) -> impl Iterator<Item = TargetRecord<'a>> + use<'a> {
        let (_, targets, marks) = self.targets;
        let (mut targets, mut marks, paths) = (Reader(targets), Reader(marks), self.paths);
        // Few are searched in order, which asks for no memory.
        let all = paths.has(FEW).then(|| paths.all());
        std::iter::from_fn(move || {
            let (form, text) = targets.target(|number| match &all {
                Some(all) => all.get(number).copied(),
                None => paths.get(number),
            })?;
            let mark = marks.mark()?;
            Some(TargetRecord { form, text, mark })
        })
    }

    pub(crate) fn inverse(&self) -> Option<(&'a str, Mark)> {
        Some(self.inverse).filter(|(name, _)| !name.is_empty())
    }

    /// The through model's relations to the own end and to the other one.
    pub(crate) fn via(&self) -> Option<(&'a str, &'a str, Mark)> {
        Some(self.via).filter(|(own, _, _)| !own.is_empty())
    }
}

/// A model's record, decoded but for its lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModelRecord<'a> {
    pub(crate) path: &'a str,
    type_name: &'a str,
    pub(crate) package: &'a str,
    pub(crate) version: &'a str,
    pub(crate) file: &'a str,
    pub(crate) mark: Mark,
    flags: u32,
    pub(crate) table: &'a str,
    pub(crate) key: List<'a>,
    uniques: &'a [u8],
    /// The marks of the fields.
    marks: &'a [u8],
    pub(crate) allows: Allows<'a>,
    fields: (usize, &'a [u8]),
    optional: &'a [u8],
    paths: Paths<'a>,
    /// How many there are, and the bytes that they and the padding fill.
    relations: (usize, &'a [u8]),
}

impl<'a> ModelRecord<'a> {
    /// Reads a whole record; `None` if it is not one from the first byte to the last, and zeros up to the next multiple
    /// of 4. With any other padding the same record would be other bytes, and written as a note it would get more of it.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let record = Self::open(bytes)?;
        let (mut fields, mut marks) = (Reader(record.fields.1), Reader(record.marks));
        let mut maybe_options = 0;
        for _ in 0..record.fields.0 {
            let field = fields.field()?;
            marks.mark()?;
            maybe_options += usize::from(field.flags & flag::FIELD_MAYBE_OPTION != 0);
        }
        let mut relations = Reader(record.relations.1);
        for _ in 0..record.relations.0 {
            relations.relation(record.paths)?;
        }
        let padding = relations.0;
        let sound = fields.0.is_empty()
            && marks.0.is_empty()
            && record.paths.are_short()
            && (!record.is(flag::LINK) || !record.first_listed().is_empty())
            && maybe_options == record.optional.len()
            && !record.path.is_empty()
            && bytes.len().is_multiple_of(4)
            && padding.len() < 4
            && padding.iter().all(|byte| *byte == 0);
        sound.then_some(record)
    }

    /// Reads a record that was read whole before: its fields and relations are left for when they are asked for.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let path = reader.text()?;
        let (file, mark, flags) = (reader.text()?, reader.mark()?, reader.number()?);
        let (optional, paths) = (reader.text_bytes()?, reader.list()?);
        let mut unlinked = Reader(reader.text_bytes()?);
        Some(Self {
            path,
            file,
            mark,
            flags,
            optional,
            paths: Paths::new(path, paths)?,
            type_name: unlinked.text()?,
            package: unlinked.text()?,
            version: unlinked.text()?,
            table: unlinked.text()?,
            uniques: unlinked.items(Reader::list)?.1,
            marks: unlinked.0,
            key: reader.list()?,
            allows: reader.allows()?,
            fields: {
                let mut fields = Reader(reader.text_bytes()?);
                (fields.number()? as usize, fields.0)
            },
            relations: (reader.number()? as usize, reader.0),
        })
    }

    pub(crate) fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// The name of the type in the source; empty if it is the last segment of the path.
    pub(crate) fn written_type_name(&self) -> &'a str {
        self.type_name
    }

    /// The first path that it lists.
    pub(crate) fn first_listed(&self) -> &'a str {
        self.paths.get(1).unwrap_or_default()
    }

    pub(crate) fn uniques(&self) -> impl Iterator<Item = List<'a>> + use<'a> {
        let mut reader = Reader(self.uniques);
        std::iter::from_fn(move || reader.list())
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = FieldRecord<'a>> + use<'a> {
        let (mut reader, mut marks) = (Reader(self.fields.1), Reader(self.marks));
        let mut optional = self.optional.iter();
        std::iter::from_fn(move || {
            let field = reader.field()?;
            let optional = field.flags & flag::FIELD_MAYBE_OPTION != 0
                && optional.next().is_some_and(|byte| *byte != 0);
            Some(FieldRecord {
                mark: marks.mark()?,
                optional,
                ..field
            })
        })
    }

    pub(crate) fn relations(&self) -> impl Iterator<Item = RelationRecord<'a>> + use<'a> {
        let (count, bytes) = self.relations;
        let mut reader = Reader(bytes);
        let paths = self.paths;
        (0..count).map_while(move |_| reader.relation(paths))
    }
}
