//! The kinds of relations, what a deletion does, and the ORMs: names in attributes and documents, numbers in records.

use std::fmt;

/// An enum whose variants have names, and numbers from 1.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident $($variant:ident $text:literal #[doc = $what:literal])*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $what] $variant,)*
        }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The name of each, in that order.
            pub const NAMES: &'static [&'static str] = &[$($text),*];

            /// The name as it is written in an attribute and in a document.
            pub const fn name(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)*
                }
            }

            /// The variant of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some($name::$variant),)*
                    _ => None,
                }
            }

            /// Its number in a record, from 1.
            #[doc(hidden)]
            pub const fn number(self) -> u8 {
                self as u8 + 1
            }

            /// The variant of this number.
            #[doc(hidden)]
            pub fn from_number(number: u8) -> Option<Self> {
                $name::ALL.get(usize::from(number).checked_sub(1)?).copied()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

named! {
    /// What a relation is: who holds the key, and whether it leads to one or to many.
    ///
    /// ```
    /// assert_eq!(relata_record::Kind::BelongsTo.to_string(), "belongs_to");
    /// ```
    Kind
    BelongsTo "belongs_to" /// This model holds the key and leads to one target.
    HasOne "has_one" /// The target holds the key and there is at most one of it.
    HasMany "has_many" /// The target holds the key and there are any number of it.
    ManyToMany "many_to_many" /// A third model, the *through*, holds a key to each end.
    RefersTo "refers_to" /// A mention without a key: a handler refers to its event, a screen to its permission.
}

named! {
    /// What happens to the row that holds the key when the row it points at is deleted.
    OnDelete
    Cascade "cascade" /// It is deleted too.
    Restrict "restrict" /// The deletion is refused.
    SetNull "set_null" /// Its key becomes null.
    SetDefault "set_default" /// Its key takes its default.
    NoAction "no_action" /// Nothing is done.
}

named! {
    /// The ORM whose attribute declares a relation.
    Orm
    Diesel "diesel" /// `#[diesel(belongs_to(…))]` on a struct.
    SeaOrm "sea_orm" /// `#[sea_orm(…)]` on a field, or on a variant of `enum Relation`.
}
