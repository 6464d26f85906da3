//! The five kinds of relation and what a deletion does, with their bytes in a record and their names everywhere else.

use std::fmt;

/// What a relation is: who holds the key, and whether it leads to one or to many.
///
/// ```
/// assert_eq!(relata::Kind::BelongsTo.to_string(), "belongs_to");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// This model holds the key and leads to one target.
    BelongsTo,
    /// The target holds the key and there is at most one of it.
    HasOne,
    /// The target holds the key and there are any number of it.
    HasMany,
    /// A third model, the *through*, holds a key to each end.
    ManyToMany,
    /// A mention without a key: a handler refers to its event, a screen to its permission.
    RefersTo,
}

impl Kind {
    pub(super) const fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            1 => Kind::BelongsTo,
            2 => Kind::HasOne,
            3 => Kind::HasMany,
            4 => Kind::ManyToMany,
            5 => Kind::RefersTo,
            _ => return None,
        })
    }

    pub(super) const fn byte(self) -> u8 {
        self as u8 + 1
    }

    /// The name as it is written in an attribute and in a document.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::BelongsTo => "belongs_to",
            Kind::HasOne => "has_one",
            Kind::HasMany => "has_many",
            Kind::ManyToMany => "many_to_many",
            Kind::RefersTo => "refers_to",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What happens to the row that holds the key when the row it points at is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OnDelete {
    /// It is deleted too.
    Cascade,
    /// The deletion is refused.
    Restrict,
    /// Its key becomes null.
    SetNull,
    /// Its key takes its default.
    SetDefault,
    /// Nothing is done.
    NoAction,
}

impl OnDelete {
    pub(super) const fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            1 => OnDelete::Cascade,
            2 => OnDelete::Restrict,
            3 => OnDelete::SetNull,
            4 => OnDelete::SetDefault,
            5 => OnDelete::NoAction,
            _ => return None,
        })
    }

    pub(super) const fn byte(self) -> u8 {
        self as u8 + 1
    }

    /// The name as it is written in an attribute and in a document.
    pub const fn name(self) -> &'static str {
        match self {
            OnDelete::Cascade => "cascade",
            OnDelete::Restrict => "restrict",
            OnDelete::SetNull => "set_null",
            OnDelete::SetDefault => "set_default",
            OnDelete::NoAction => "no_action",
        }
    }
}

impl fmt::Display for OnDelete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
