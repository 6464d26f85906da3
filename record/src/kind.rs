//! The kinds of relations, the actions on deletion, and the ORMs, with names for attributes and documents and numbers for records.

use std::fmt;

/// Declares an enum whose variants have names, and numbers that start at 1.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident $($variant:ident $text:literal #[doc = $what:literal])*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $what] $variant,)*
        }

        impl $name {
            /// All variants, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The names of all variants, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text),*];

            /// Returns the name used in attributes and documents.
            pub const fn name(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)*
                }
            }

            /// Returns the variant with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some($name::$variant),)*
                    _ => None,
                }
            }

            /// Returns the number used in records, starting at 1.
            #[doc(hidden)]
            pub const fn number(self) -> u8 {
                self as u8 + 1
            }

            /// Returns the variant with this number.
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
    /// The kind of a relation: which model holds the key, and whether it points at one target or at many.
    ///
    /// ```
    /// assert_eq!(relata_record::Kind::BelongsTo.to_string(), "belongs_to");
    /// ```
    #[doc(alias("ForeignKey", "OneToMany", "ManyToOne", "OneToOne", "ManyToManyField"))]
    Kind
    BelongsTo "belongs_to" /// This model holds the key and points at one target.
    HasOne "has_one" /// The target holds the key, and there is at most one.
    HasMany "has_many" /// The target holds the key, and there can be any number.
    ManyToMany "many_to_many" /// A third model, the through model, holds a key to each end.
    RefersTo "refers_to" /// A reference without a key: a handler refers to its event, a screen to its permission.
}

named! {
    /// What happens to the row that holds the key when the row it points at is deleted.
    ///
    /// ```
    /// assert_eq!(relata_record::OnDelete::SetNull.to_string(), "set_null");
    /// ```
    #[doc(alias("ondelete", "referential action", "dependent", "PROTECT"))]
    OnDelete
    Cascade "cascade" /// It is deleted too.
    Restrict "restrict" /// The deletion is refused.
    SetNull "set_null" /// Its key becomes null.
    SetDefault "set_default" /// Its key becomes its default.
    NoAction "no_action" /// Nothing happens.
}

named! {
    /// What declares a relation, if no attribute of relata does.
    Orm
    Diesel "diesel" /// `#[diesel(belongs_to(…))]` on a struct.
    SeaOrm "sea_orm" /// `#[sea_orm(…)]` on a field, or on a variant of `enum Relation`.
    Joinable "joinable" /// Diesel's `joinable!`.
}
