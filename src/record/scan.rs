//! Looking through a record once, for what links models and judges a sound relation. Texts stay bytes, places are gone
//! past, and nothing that was read whole before is checked again; as everywhere, nothing is read that is not there.
//!
//! In: the bytes of a record. Out: where it starts, its body and its fields; a listener is told of its relations, each as it is
//! come to.

#![expect(
    clippy::inline_always,
    reason = "calls would cost more than what they do; a million of records are scanned"
)]

use std::num::NonZeroU32;

use super::list::List;
use super::reader::Reader;
use super::{Form, Kind, Mark, common_type, flag};

/// What models are put in order by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start<'a> {
    pub(crate) path: &'a [u8],
    pub(crate) file: &'a [u8],
    pub(crate) mark: Mark,
    /// How far before the end of the record its flags stand.
    pub(crate) flags_before_end: usize,
    pub(crate) flags: u32,
}

impl<'a> Start<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        Some(Start {
            path: reader.text_bytes()?,
            file: reader.text_bytes()?,
            mark: reader.mark()?,
            flags_before_end: reader.0.len(),
            flags: reader.number()?,
        })
    }

    pub(crate) fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// What stands from the flags on.
#[derive(Clone, Debug)]
pub(crate) struct Body<'a> {
    flags: u32,
    pub(crate) key: List<'a>,
    pub(crate) has_allow: bool,
    pub(crate) fields: Fields<'a>,
    pub(crate) relations: Relations<'a>,
}

impl<'a> Body<'a> {
    /// That of a record whose flags stand so far before its end; `listed` is told of the paths that it lists, in the order
    /// of their numbers.
    #[inline(always)]
    pub(crate) fn of(
        bytes: &'a [u8],
        flags_before_end: usize,
        mut listed: impl FnMut(&'a [u8]),
    ) -> Option<Self> {
        let at = bytes.len().checked_sub(flags_before_end)?;
        let mut reader = Reader(&bytes[at..]);
        let flags = reader.number()?;
        let optional = reader.text_bytes()?;
        for _ in 0..reader.number()? {
            listed(reader.text_bytes()?);
        }
        Some(Body {
            flags,
            key: {
                reader.skip_text()?; // names, the table, what is unique, marks
                reader.list_of_bytes()?
            },
            has_allow: reader.skip_allows()?,
            fields: {
                let mut fields = Reader(reader.text_bytes()?);
                Fields {
                    left: fields.number()?,
                    reader: fields,
                    optional,
                }
            },
            relations: Relations {
                count: reader.number()?,
                reader,
            },
        })
    }

    pub(crate) fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// The fields of a model. It ends where they cannot be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields<'a> {
    left: u32,
    reader: Reader<'a>,
    optional: &'a [u8],
}

/// What counts of a field where it is a key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldScan<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) flags: u32,
    /// The number of its type, or 0 if it has none.
    common_type: u32,
    pub(crate) is_optional: bool,
}

impl FieldScan<'_> {
    /// The number of its type, if that is the language's own: as `FieldRecord::is_primitive`.
    pub(crate) fn primitive(&self) -> Option<NonZeroU32> {
        let has = |flag: u32| self.flags & flag != 0;
        let is_primitive =
            has(flag::FIELD_PRIMITIVE) && self.is_optional == has(flag::FIELD_MAYBE_OPTION);
        NonZeroU32::new(self.common_type).filter(|_| is_primitive)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = FieldScan<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<FieldScan<'a>> {
        let left = self.left.checked_sub(1)?;
        let mut reader = self.reader;
        let name = reader.text_bytes()?;
        let common_type = reader.scan_type()?;
        let flags = reader.number()?;
        if flags & flag::FIELD_AS != 0 {
            reader.scan_type()?;
        }
        let mut is_optional = false;
        if flags & flag::FIELD_MAYBE_OPTION != 0 {
            let (optional, rest) = self.optional.split_first()?;
            self.optional = rest;
            is_optional = *optional != 0;
        }
        self.left = left;
        self.reader = reader;
        Some(FieldScan {
            name,
            flags,
            common_type,
            is_optional,
        })
    }
}

/// The relations of a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Relations<'a> {
    count: u32,
    reader: Reader<'a>,
}

/// What counts of a relation besides its targets and its through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RelationScan<'a> {
    /// How far before the end of the record it stands.
    pub(crate) before_end: usize,
    pub(crate) name: &'a [u8],
    pub(crate) kind: Kind,
    /// The name of its inverse, empty if it declares none.
    pub(crate) inverse: &'a [u8],
    pub(crate) key: List<'a>,
    pub(crate) rest: Rest,
}

/// Who is told what relations say. Each word is handed over as it is come to, so that none has to be kept.
pub(crate) trait Listener<'a> {
    /// A target of the relation that is told next.
    fn target(&mut self, target: TargetScan<'a>);

    /// The through of the relation that is told next.
    fn through(&mut self, through: TargetScan<'a>);

    fn relation(&mut self, relation: RelationScan<'a>);
}

/// What a target or a through names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TargetScan<'a> {
    /// The model itself.
    Own,
    /// The path of this number that the record lists, from 0.
    Listed(u32),
    /// What is written there.
    Written(Form, &'a [u8]),
}

impl TargetScan<'_> {
    fn numbered(path: u32) -> Self {
        path.checked_sub(1)
            .map_or(TargetScan::Own, TargetScan::Listed)
    }
}

/// What few relations say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rest {
    /// Whether it says what its key points at, or a tag.
    pub(crate) adds_to_key: bool,
    pub(crate) has_allow: bool,
}

impl<'a> Relations<'a> {
    /// Goes through all of them; `None` if one cannot be read.
    #[inline(always)]
    pub(crate) fn tell(self, listener: &mut impl Listener<'a>) -> Option<()> {
        let mut reader = self.reader;
        for _ in 0..self.count {
            let before_end = reader.0.len();
            let name = reader.text_bytes()?;
            let (kind, targets) = reader.byte_and_number()?;
            let kind = Kind::from_byte(kind)?;
            for _ in 0..targets {
                reader.scan_target(|target| listener.target(target))?;
            }
            let inverse = reader.text_bytes()?;
            let key = reader.list_of_bytes()?;
            let (_, says_more) = reader.marks()?;
            let mut rest = Rest::default();
            if says_more {
                (rest, reader) = reader.scan_said(listener)?;
            }
            listener.relation(RelationScan {
                before_end,
                name,
                kind,
                inverse,
                key,
                rest,
            });
        }
        Some(())
    }
}

impl<'a> Reader<'a> {
    #[inline(always)]
    fn scan_target(&mut self, mut tell: impl FnMut(TargetScan<'a>)) -> Option<()> {
        // Behind every form stands a number: of a path, or of the bytes of a text.
        let (form, number) = self.byte_and_number()?;
        match form {
            1 => tell(TargetScan::Written(
                Form::Name,
                self.bytes(number as usize)?,
            )),
            2 => tell(TargetScan::numbered(number)),
            _ => {
                let (target, reader) = self.scan_rare_target(form, number)?;
                *self = reader;
                tell(target);
            }
        }
        Some(())
    }

    /// By value, so that who reads targets can keep where it stands in registers.
    #[inline(never)]
    fn scan_rare_target(mut self, form: u8, number: u32) -> Option<(TargetScan<'a>, Self)> {
        let len = number as usize;
        let target = match form {
            3 => {
                self.skip_text()?; // what counts where the path is empty: of no model
                TargetScan::numbered(number)
            }
            4 => TargetScan::Written(Form::Type, self.bytes(len)?),
            5 => TargetScan::Written(Form::Underived, self.bytes(len)?),
            _ => return None,
        };
        Some((target, self))
    }

    /// What few relations say, by value as well.
    #[inline(never)]
    fn scan_said(mut self, listener: &mut impl Listener<'a>) -> Option<(Rest, Self)> {
        self.skip_text()?; // the file
        let references = self.list_of_bytes()?;
        self.skip_mark()?;
        let tag = self.text_bytes()?;
        if *self.0.first()? == 0 {
            self.byte()?;
        } else {
            self.scan_target(|through| listener.through(through))?;
            self.skip_mark()?;
        }
        self.skip_text()?; // via
        self.skip_text()?;
        self.skip_mark()?;
        self.byte()?; // on delete
        let rest = Rest {
            adds_to_key: !references.is_empty() || !tag.is_empty(),
            has_allow: self.skip_allows()?,
        };
        Some((rest, self))
    }

    /// Whether there is any.
    #[inline(always)]
    fn skip_allows(&mut self) -> Option<bool> {
        let count = self.number()?;
        for _ in 0..count {
            self.skip_text()?;
            self.skip_text()?;
            self.skip_mark()?;
        }
        Some(count > 0)
    }

    /// The number of a type, or 0 if it has none.
    #[inline(always)]
    fn scan_type(&mut self) -> Option<u32> {
        let number = self.number()?;
        if let Some(len) = number.checked_sub(common_type::NUMBERS) {
            self.bytes(len as usize)?;
            return Some(0);
        }
        Some(number)
    }

    #[inline(always)]
    fn skip_text(&mut self) -> Option<()> {
        self.text_bytes().map(drop)
    }

    /// A line and a column. As each of them is of one byte, or the line of two, what follows can be read before it is known.
    #[inline(always)]
    fn skip_mark(&mut self) -> Option<()> {
        if let [0..0x80, 0..0x80, rest @ ..] | [0x80..=0xff, 0..0x80, 0..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Some(());
        }
        *self = self.after_long_mark()?;
        Some(())
    }

    #[inline(never)]
    fn after_long_mark(mut self) -> Option<Self> {
        self.mark()?;
        Some(self)
    }
}
