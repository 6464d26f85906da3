//! The flags of records and fields.

/// The places of single tokens are valid.
pub const MARKS_HOLD: u32 = 1;
/// The model is abstract.
pub const ABSTRACT: u32 = 2;
/// The model is declared elsewhere and only its path is known.
pub const EXTERNAL: u32 = 4;
/// The record describes a part of a model, not a model.
pub const PART: u32 = 8;
/// The fields are known.
pub const FIELDS_KNOWN: u32 = 16;
/// The record describes a crate that must contribute a model.
pub const LINK: u32 = 32;
/// The model is named by its module.
pub const MODULE: u32 = 64;
/// All relations of the part's model are known.
pub const COMPLETE: u32 = 128;
/// The relations that an ORM declares next to the model are not registered.
pub const UNREAD: u32 = 256;
/// The last listed paths are the table and the columns of its primary key, as the compiler knows them.
pub const TABLE: u32 = 512;
/// The record describes a type that counts as another one in all keys. The ids of both are next to the record.
pub const KEY_TYPE: u32 = 1024;
/// An ORM writes rows from the struct and reads none into it.
pub const WRITE_ONLY: u32 = 2048;
/// sqlx reads rows into the struct.
pub const SQLX: u32 = 4096;
/// `SeaORM` reads rows into the struct.
pub const SEA_ORM: u32 = 8192;
/// Diesel reads rows into the struct.
pub const DIESEL: u32 = 16384;

/// The field is unique on its own.
pub const FIELD_UNIQUE: u32 = 1;
/// The type id of the field is next to the record.
pub const FIELD_TYPED: u32 = 2;
/// The field also counts as other types. Their type ids are next to the record.
pub const FIELD_AS: u32 = 4;
/// Only the compiler knows whether the field is an `Option`.
pub const FIELD_MAYBE_OPTION: u32 = 8;
/// The type is the primitive type of that name.
pub const FIELD_PRIMITIVE: u32 = 16;
/// An ORM does not fill the field from a column.
pub const FIELD_COMPUTED: u32 = 32;
/// The record does not show whether the field is an `Option`. It is stored as one.
pub const FIELD_UNSURE_OPTION: u32 = 64;
/// The field holds a struct that an ORM fills from columns of the row, so the fields of the model are not all of its columns.
pub const FIELD_EMBEDDED: u32 = 128;
/// An ORM converts the value of the column, which has another type than the field.
pub const FIELD_CONVERTED: u32 = 256;
/// An ORM reads rows without the column of the field.
pub const FIELD_DEFAULTED: u32 = 512;

/// Returns the sum of the flags that are set.
pub fn sum(flags: &[(u32, bool)]) -> u32 {
    let set = flags.iter().filter(|(_, is_set)| *is_set);
    set.map(|(flag, _)| flag).sum()
}
