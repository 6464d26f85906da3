//! What the graph is made of: plain nodes that lead to each other by index, with what every check asks of each.

use std::any::TypeId;
use std::borrow::Cow;
use std::num::NonZeroU32;

use crate::collect::Entry;
use crate::name;
use crate::place::Place;
use crate::record::{Kind, ModelRecord, common_type, flag};

/// A crate that must contribute a model, by its record.
#[derive(Debug)]
pub(crate) struct LinkNode(pub(crate) Cow<'static, [u8]>);

impl LinkNode {
    fn record(&self) -> ModelRecord<'_> {
        ModelRecord::open(&self.0).expect(super::READ_BEFORE)
    }

    /// The crate, by the name that `link!` takes for its own.
    pub(crate) fn krate(&self) -> &str {
        ModelRecord::name_of(&self.0)
    }

    /// The crate that says so.
    pub(crate) fn said_by(&self) -> &str {
        name::first_segment(self.record().first_listed())
    }

    pub(crate) fn file(&self) -> &str {
        self.record().file
    }

    pub(crate) fn place(&self) -> Place {
        let record = self.record();
        Place::new(record.file, record.mark.line, record.mark.column)
    }

    /// What links are sorted by.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        let record = self.record();
        (self.krate(), record.file, record.mark, &*self.0)
    }
}

/// What declares relations of a model that is not there, by its record.
#[derive(Debug)]
pub(crate) struct PartNode(pub(crate) Cow<'static, [u8]>);

impl PartNode {
    fn record(&self) -> ModelRecord<'_> {
        ModelRecord::open(&self.0).expect(super::READ_BEFORE)
    }

    /// The model that it is a part of.
    pub(crate) fn model(&self) -> &str {
        self.record().path
    }

    /// The type that declares it.
    pub(crate) fn type_name(&self) -> &str {
        self.record().type_name()
    }

    pub(crate) fn place(&self) -> Place {
        let record = self.record();
        Place::new(record.file, record.mark.line, record.mark.column)
    }
}

#[derive(Debug)]
pub(crate) struct ModelNode {
    pub(crate) bytes: Cow<'static, [u8]>,
    /// What has its types, if it is compiled into this program.
    pub(crate) entry: Option<&'static Entry>,
    /// How far before the end of its record the flags stand.
    pub(crate) flags_before_end: u32,
    /// It only stands for a model that lives elsewhere: nothing but its path is known.
    pub(crate) external: bool,
    /// It is only a base that others build on.
    pub(crate) is_abstract: bool,
    /// Another model has its path, so what names it may mean that one.
    pub(crate) shares_path: bool,
}

impl ModelNode {
    /// Whether its fields and relations say nothing of what relations to it can name.
    pub(crate) fn is_unknown(&self) -> bool {
        !self.has_rows() || self.shares_path
    }

    /// Whether a name with the name of its type at the end means it: it is known by its module.
    pub(crate) fn is_type_called(&self, written: &str) -> bool {
        let fits = |module| name::fit(module, ModelRecord::path_of(&self.bytes)) != name::Fit::No;
        name::qualifier(written).is_some_and(fits)
            && ModelRecord::open(&self.bytes).is_some_and(|record| {
                record.is(flag::MODULE) && record.type_name() == name::last_segment(written)
            })
    }

    /// Whether there are rows of it in this program.
    pub(crate) fn has_rows(&self) -> bool {
        !self.external && !self.is_abstract
    }

    /// The type that this number stands for in it.
    pub(crate) fn ty(&self, number: TypeNumber) -> Option<TypeId> {
        match number.beside() {
            None => common_type::primitive(number.0.get()),
            Some(at) => self.entry?.types.get(at).copied(),
        }
    }
}

/// The type of a field: that of the language with this number, or one of those beside the record of its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypeNumber(NonZeroU32);

impl TypeNumber {
    pub(crate) fn primitive(number: NonZeroU32) -> Self {
        TypeNumber(number)
    }

    /// The one at this place beside the record.
    pub(crate) fn at(place: u32) -> Self {
        TypeNumber(NonZeroU32::MIN.saturating_add(common_type::NUMBERS + place))
    }

    fn beside(self) -> Option<usize> {
        let at = self.0.get().checked_sub(common_type::NUMBERS + 1)?;
        Some(at as usize)
    }

    /// Whether it stands for the same type in every model.
    pub(crate) fn is_primitive(self) -> bool {
        self.beside().is_none()
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct RelationNode {
    pub(crate) model: u32,
    /// How far before the end of the model's record it stands.
    pub(crate) before_end: u32,
    pub(crate) first_target: u32,
    /// Its key, and what that points at.
    pub(crate) key: Written,
    /// The association model, of a relation that goes through one.
    pub(crate) through: Option<Resolved>,
    pub(crate) declares_inverse: bool,
    /// Whether it has one target.
    pub(crate) is_single: bool,
    pub(crate) kind: Kind,
}

/// What a record writes where the fields of a key can stand, as far as a node holds it: nearly every key is nothing, or
/// one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Nothing,
    /// One field of the model itself, and nothing beside it.
    Field {
        ty: Option<TypeNumber>,
        optional: bool,
    },
    /// More, or what is no field of the model. The record tells it.
    Other,
}

/// One target of a relation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TargetNode {
    pub(crate) model: Resolved,
    /// The relation of that model which the declared inverse names.
    pub(crate) inverse: Option<u32>,
}

/// What a written target turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    Model(u32),
    Missing,
    Ambiguous,
}

impl Resolved {
    pub(crate) fn model(self) -> Option<u32> {
        match self {
            Resolved::Model(model) => Some(model),
            Resolved::Missing | Resolved::Ambiguous => None,
        }
    }
}
