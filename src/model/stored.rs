//! What few fields have: other names than their own, and a column that is not simply one of their type. Which ORMs read them.

use std::borrow::Cow;

#[cfg(feature = "schema")]
use relata_record::Head;
#[cfg(feature = "document")]
use relata_record::{Field, flag};

/// What few fields have: other names than their own. Empty if it is their own.
#[derive(Clone, Debug, Default)]
pub(crate) struct OtherNames {
    /// The column.
    pub(crate) column: Cow<'static, str>,
    /// The name in an ORM's enum of columns.
    pub(crate) variant: Cow<'static, str>,
}

/// How an ORM stores a field.
#[cfg(feature = "document")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored {
    /// It holds a struct that is filled from other columns, so the fields of the model are not all of its columns.
    pub(crate) embedded: bool,
    /// The value of its column is converted. The column has another type.
    pub(crate) converted: bool,
    /// Rows are read without its column.
    pub(crate) defaulted: bool,
}

#[cfg(feature = "document")]
impl Stored {
    pub(crate) fn of(field: &Field<'_>) -> Self {
        Stored {
            embedded: field.is(flag::FIELD_EMBEDDED),
            converted: field.is(flag::FIELD_CONVERTED),
            defaulted: field.is(flag::FIELD_DEFAULTED),
        }
    }
}

/// The ORMs that are known to read rows into a model.
#[cfg(feature = "schema")]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Drivers {
    pub(crate) sqlx: bool,
    pub(crate) sea_orm: bool,
    pub(crate) diesel: bool,
}

#[cfg(feature = "schema")]
impl Drivers {
    pub(crate) fn of(head: &Head<'_>) -> Self {
        Drivers {
            sqlx: head.is(flag::SQLX),
            sea_orm: head.is(flag::SEA_ORM),
            diesel: head.is(flag::DIESEL),
        }
    }
}
