//! A field of a model.

use proc_macro2::Span;
use relata_record::Kind;
use syn::spanned::Spanned;
use syn::{Result, Type};

use crate::arguments::{Argument, arguments, is_not_blank};
use crate::level::Level;
use crate::name::Name;

/// A field of a model.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Field<'a> {
    /// The name, or the number in a tuple struct.
    pub name: Name,
    /// The type.
    pub ty: &'a Type,
    /// The place that marks it as (part of) the primary key.
    pub key: Option<Span>,
    /// The place that marks it as unique.
    pub unique: Option<Span>,
    /// The types that it also counts as when keys are compared.
    pub as_types: Option<Vec<Type>>,
    /// The column, if an attribute names it.
    pub column: Option<String>,
    /// The name in an ORM's enum of columns, if an attribute sets it.
    pub variant: Option<String>,
    /// Whether an ORM fills it from other tables or an expression, and not from a column.
    pub computed: bool,
    /// Whether it holds a struct that an ORM fills from columns of the row.
    pub embedded: bool,
    /// Whether an ORM converts the value of its column, which has another type.
    pub converted: bool,
    /// Whether an ORM reads rows without its column.
    pub defaulted: bool,
    /// The type that an ORM reads a column into before it becomes the type of the field.
    pub read_as: Option<Type>,
}

pub(crate) const LEVEL: Level = Level {
    arguments: &[ARGUMENTS, Kind::NAMES],
    here: "on a field",
    to_move: "write it on a field",
    example: "#[relata(key)]",
};

arguments! { it: Field<'_>, argument {
    "key" => argument.once(&mut it.key, Argument::flag),
    "unique" => argument.once(&mut it.unique, Argument::flag),
    "as" => argument.once(&mut it.as_types, Argument::types),
    "column" => argument.once(&mut it.column, column),
} }

fn column(argument: &Argument<'_>) -> Result<String> {
    let message = "the column name is empty; add a name or remove `column`";
    let column = argument.text(is_not_blank, message)?;
    Ok(column.value())
}

impl<'a> Field<'a> {
    /// Returns the field at this position.
    pub(crate) fn new(position: usize, field: &'a syn::Field) -> Self {
        let number = || Name::new(position.to_string(), field.ty.span());
        Field {
            name: field.ident.as_ref().map_or_else(number, Name::of),
            ty: &field.ty,
            key: None,
            unique: None,
            as_types: None,
            computed: false,
            embedded: false,
            converted: false,
            defaulted: false,
            read_as: None,
            column: None,
            variant: None,
        }
    }
}
