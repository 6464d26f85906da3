//! The entry that a model registers.

use std::any::{Any, TypeId};
use std::fmt;

/// A type that derives `relata::Model`. Relations can name it by its type.
///
/// Only the derive implements this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relata model",
    label = "this type does not derive `relata::Model` or is marked `#[relata(skip)]`",
    note = "derive `relata::Model` for `{Self}` and remove any `#[relata(skip)]`; a relation can also point at another model"
)]
pub trait Registered {
    /// The full path: `krate::module::Name`.
    const PATH: &'static str;

    #[doc(hidden)]
    const ENTRY: Entry;
}

/// The record of a model, with the type ids and the item that bytes cannot hold.
#[derive(Clone, Copy)]
pub struct Entry {
    record: &'static [u8],
    own: TypeId,
    types: &'static [TypeId],
    /// A thin pointer, because each model has one.
    item: Option<&'static &'static (dyn Any + Sync)>,
}

impl Entry {
    /// The empty entry of a type that is skipped or whose derive failed.
    pub const NONE: Entry = Entry::new(&[], Entry::UNTYPED, &[]);

    /// The type of an entry without a type in this program.
    pub const UNTYPED: TypeId = TypeId::of::<()>();

    /// Returns an entry with a record, the type of the model, and the types of its key and unique fields in the record's
    /// order.
    pub const fn new(record: &'static [u8], own: TypeId, types: &'static [TypeId]) -> Self {
        Entry {
            record,
            own,
            types,
            item: None,
        }
    }

    /// Adds the value that the application attaches to the model.
    #[must_use]
    pub const fn with_item(mut self, item: &'static &'static (dyn Any + Sync)) -> Self {
        self.item = Some(item);
        self
    }

    /// Returns the bytes of the record, which are empty for a canary.
    pub const fn record(&self) -> &'static [u8] {
        self.record
    }

    /// Returns the type of the model, or [`Entry::UNTYPED`]. For a generic struct, it is a type that represents all of its
    /// types.
    pub const fn own(&self) -> TypeId {
        self.own
    }

    /// Returns the types of key and unique fields, in the order of the record.
    pub const fn types(&self) -> &'static [TypeId] {
        self.types
    }

    /// Returns the value that the application attached to the model.
    pub fn item(&self) -> Option<&'static (dyn Any + Sync)> {
        self.item.copied()
    }

    /// Returns whether the model has a type in this program.
    pub fn is_typed(&self) -> bool {
        self.own != Self::UNTYPED
    }

    pub(crate) const fn is_canary(&self) -> bool {
        self.record.is_empty()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("record", &self.record)
            .field("own", &self.own)
            .field("types", &self.types)
            .field("item", &self.item.map(|item| (**item).type_id()))
            .finish()
    }
}
