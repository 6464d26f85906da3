//! The types of key and unique fields, as ids: those of this program, or those in the file that a record is read from. Ids
//! depend on the compiler and on how a crate is built, so different ids mean different types only within one program.

use std::any::TypeId;
#[cfg(any(feature = "executable", feature = "source"))]
use std::sync::Arc;

use relata_record::{Entry, common_type};

/// The types of a model, in the order of its record.
#[derive(Clone, Debug)]
pub(crate) enum Types {
    /// Linked into this program.
    Linked(&'static Entry),
    /// Read from a file.
    #[cfg(any(feature = "executable", feature = "source"))]
    InFile(Arc<TypesInFile>),
}

/// The id of a type. Types that are text or bytes, borrowed or owned, have one id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Id {
    Linked(TypeId),
    #[cfg(any(feature = "executable", feature = "source"))]
    InFile(RawId),
}

impl Types {
    /// The entry, if it is linked into this program.
    #[cfg_attr(
        not(any(feature = "executable", feature = "source")),
        expect(clippy::unnecessary_wraps, reason = "types in a file have no entry")
    )]
    pub(crate) fn entry(&self) -> Option<&'static Entry> {
        match self {
            Types::Linked(entry) => Some(entry),
            #[cfg(any(feature = "executable", feature = "source"))]
            Types::InFile(_) => None,
        }
    }

    /// The id of the type at this position.
    #[inline(never)]
    pub(crate) fn get(&self, nth: usize) -> Option<Id> {
        match self {
            Types::Linked(entry) => {
                let forms = [&common_type::TEXT[..], &common_type::BYTES];
                Some(Id::Linked(owned(*entry.types().get(nth)?, forms)))
            }
            #[cfg(any(feature = "executable", feature = "source"))]
            Types::InFile(file) => Some(Id::InFile(file.known.owned(*file.ids.get(nth)?))),
        }
    }

    /// The id of the primitive type with this name.
    pub(crate) fn primitive(&self, name: &str) -> Option<Id> {
        match self {
            Types::Linked(_) => common_type::primitive_of(name).map(Id::Linked),
            #[cfg(any(feature = "executable", feature = "source"))]
            Types::InFile(file) => file.known.primitive(name).map(Id::InFile),
        }
    }

    /// Whether this is the id of a primitive type, of text or of bytes.
    pub(crate) fn is_of_the_language(&self, id: Id) -> bool {
        match (self, id) {
            (Types::Linked(_), Id::Linked(id)) => {
                common_type::KNOWN[common_type::OWN..].contains(&id)
            }
            #[cfg(any(feature = "executable", feature = "source"))]
            (Types::InFile(file), Id::InFile(id)) => file.known.0[common_type::OWN..].contains(&id),
            #[cfg(any(feature = "executable", feature = "source"))]
            _ => false,
        }
    }

    /// The name of a primitive type, of text or of bytes with this id.
    #[cfg(feature = "document")]
    pub(crate) fn name_of(&self, id: Id) -> Option<&'static str> {
        match (self, id) {
            (Types::Linked(_), Id::Linked(id)) => {
                let forms = [common_type::TEXT[0], common_type::BYTES[0]];
                name_of(id, common_type::primitive_of, forms)
            }
            #[cfg(any(feature = "executable", feature = "source"))]
            (Types::InFile(file), Id::InFile(id)) => file.known.name_of(id),
            #[cfg(any(feature = "executable", feature = "source"))]
            _ => None,
        }
    }

    /// What the columns of the type with this id hold, as far as it is known: only the source shows newtypes.
    #[cfg(feature = "schema")]
    pub(crate) fn in_column(&self, id: Id) -> InColumn {
        if let Some(name) = self.name_of(id) {
            return InColumn::Stored(Stored {
                name,
                is_newtype: false,
            });
        }
        #[cfg(feature = "source")]
        if let (Types::InFile(file), Id::InFile(id)) = (self, id)
            && let Some(stored) = &file.stored
        {
            let found = stored.iter().find(|(own, _)| *own == id);
            return found.map_or(InColumn::Other, |(_, it)| InColumn::Stored(*it));
        }
        InColumn::Unknown
    }

    /// Whether both are ids of one program, so that different ids are different types.
    pub(crate) fn are_of_one_program(&self, other: &Types) -> bool {
        match (self, other) {
            (Types::Linked(_), Types::Linked(_)) => true,
            #[cfg(any(feature = "executable", feature = "source"))]
            (Types::InFile(one), Types::InFile(other)) => Arc::ptr_eq(&one.known, &other.known),
            #[cfg(any(feature = "executable", feature = "source"))]
            _ => false,
        }
    }

    /// Whether these are the same ids of the same model, which two channels or two files of one program can both contain.
    pub(crate) fn is_same(&self, other: &Types) -> bool {
        match (self, other) {
            (Types::Linked(one), Types::Linked(other)) => {
                (one.own(), one.types()) == (other.own(), other.types())
            }
            #[cfg(any(feature = "executable", feature = "source"))]
            (Types::InFile(one), Types::InFile(other)) => {
                Arc::ptr_eq(&one.known, &other.known) && one.ids == other.ids
            }
            #[cfg(any(feature = "executable", feature = "source"))]
            _ => false,
        }
    }
}

/// The name of a primitive type, or of text or bytes, whose ids are given.
#[cfg(feature = "document")]
fn name_of<T: PartialEq>(
    id: T,
    primitive: impl Fn(&str) -> Option<T>,
    [text, bytes]: [T; 2],
) -> Option<&'static str> {
    let mut primitives = common_type::PRIMITIVES.iter().copied();
    let found = primitives.find(|it| primitive(it).as_ref() == Some(&id));
    found.or_else(|| match id {
        id if id == text => Some("String"),
        id if id == bytes => Some("Vec<u8>"),
        _ => None,
    })
}

/// Maps all forms of text or bytes to the owned type, which is the first of its forms.
fn owned<T: Copy + PartialEq>(id: T, forms: [&[T]; 2]) -> T {
    let of_id = forms.into_iter().find(|forms| forms.contains(&id));
    of_id.map_or(id, |forms| forms[0])
}

/// The bytes of a type id in a file.
#[cfg(any(feature = "executable", feature = "source"))]
pub(crate) type RawId = [u8; 16];

/// The types that follow a record in a file.
#[cfg(any(feature = "executable", feature = "source"))]
#[derive(Debug)]
pub(crate) struct TypesInFile {
    pub(crate) known: Arc<KnownTypes>,
    pub(crate) ids: Box<[RawId]>,
    /// What columns hold for these types, if they are read from source. A type that is not listed is another one.
    #[cfg(feature = "source")]
    pub(crate) stored: Option<Vec<(RawId, Stored)>>,
}

/// What the columns of a type hold, if that is a type of the language or of a well-known crate.
#[cfg(feature = "schema")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) name: &'static str,
    /// Whether the type is a struct around it, and not another name of it.
    pub(crate) is_newtype: bool,
}

/// What is known of the columns of a type.
#[cfg(feature = "schema")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InColumn {
    Stored(Stored),
    /// It is certainly not a type of the language or of a well-known crate, even if it has the name of one.
    #[cfg_attr(
        not(feature = "source"),
        expect(dead_code, reason = "only the source shows it")
    )]
    Other,
    Unknown,
}

/// The ids that a file lists for the types that every program knows.
#[cfg(any(feature = "executable", feature = "source"))]
#[derive(Debug)]
pub(crate) struct KnownTypes(Box<[RawId]>);

#[cfg(any(feature = "executable", feature = "source"))]
impl KnownTypes {
    /// Returns ids that do not come from a compiler, in the order of [`KNOWN`](common_type::KNOWN).
    #[cfg(feature = "source")]
    pub(crate) fn of(ids: Vec<RawId>) -> Self {
        KnownTypes(ids.into())
    }

    /// Reads the ids, unless they cannot be compared: equal types must have equal ids, and different types different ones. If
    /// a compiler stored pointers to fill in later, all would be zero.
    #[cfg(feature = "executable")]
    pub(crate) fn read(note: &[u8]) -> Option<Self> {
        let ids = raw_ids(note);
        let (own, others) = ids.split_first()?;
        let is_repeated = |(nth, id): (usize, &RawId)| others[..nth].contains(id);
        let is_sound = ids.len() == common_type::KNOWN.len()
            && note.len() == size_of_val(&*ids)
            && others.first() == Some(own)
            && !others.contains(&[0; 16])
            && !others.iter().enumerate().any(is_repeated);
        is_sound.then_some(KnownTypes(ids))
    }

    fn primitive(&self, name: &str) -> Option<RawId> {
        let mut names = common_type::PRIMITIVES.iter();
        let nth = names.position(|it| *it == name)?;
        self.0.get(common_type::OWN + nth).copied()
    }

    /// The name of a primitive type, of text or of bytes.
    #[cfg(feature = "document")]
    pub(crate) fn name_of(&self, id: RawId) -> Option<&'static str> {
        let (text, bytes) = self.forms();
        name_of(id, |it| self.primitive(it), [text[0], bytes[0]])
    }

    fn owned(&self, id: RawId) -> RawId {
        let (text, bytes) = self.forms();
        owned(id, [text, bytes])
    }

    /// The forms of text and of bytes.
    fn forms(&self) -> (&[RawId], &[RawId]) {
        let forms = &self.0[common_type::OWN + common_type::PRIMITIVES.len()..];
        forms.split_at(common_type::TEXT.len())
    }
}

/// Splits a note into ids and ignores a remainder.
#[cfg(feature = "executable")]
pub(crate) fn raw_ids(note: &[u8]) -> Box<[RawId]> {
    note.as_chunks().0.into()
}
