//! The columns of a table, and their types.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, GenericArgument, Ident, PathArguments, Token, Type, TypePath};

use super::attributes::{max_length, sql_name};
use super::uses::Uses;
use crate::name::Name;
use crate::text::written;

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// The name that Rust code uses.
    pub name: Name,
    /// The name in the database.
    pub sql_name: String,
    /// The SQL type: `Nullable<Int4>`. Diesel's types are written without a path, and others with the path that the `use`
    /// lines of the table give them.
    pub ty: String,
    /// Whether `Nullable<…>` is around the type.
    pub nullable: bool,
    /// The value of `#[max_length = …]`.
    pub max_length: Option<u64>,
}

impl Column {
    pub(super) fn read(input: ParseStream<'_>, uses: &Uses) -> syn::Result<Self> {
        let attributes = Attribute::parse_outer(input)?;
        let name = Name::of(&Ident::parse_any(input)?);
        input.parse::<Token![->]>()?;
        let ty = spelled(&input.parse()?, uses);
        Ok(Column {
            sql_name: sql_name(&attributes, &name)?,
            max_length: max_length(&attributes)?,
            nullable: ty.starts_with("Nullable<"),
            ty,
            name,
        })
    }
}

/// Returns a type as `Column::ty` has it.
fn spelled(ty: &TypePath, uses: &Uses) -> String {
    let names = ty
        .path
        .segments
        .iter()
        .map(|it| it.ident.unraw().to_string());
    let mut names: Vec<String> = names.collect();
    let imported = names.first().and_then(|first| uses.path_of(first));
    if let Some(path) = imported {
        names.splice(..1, path.iter().cloned());
    }
    if names.first().is_some_and(|it| it == "diesel") {
        names.drain(..names.len() - 1);
    }
    let mut text = names.join("::");
    let last = ty.path.segments.last().map(|it| &it.arguments);
    if let Some(PathArguments::AngleBracketed(list)) = last {
        let arguments = list.args.iter().map(|argument| match argument {
            GenericArgument::Type(Type::Path(ty)) => spelled(ty, uses),
            other => written(other),
        });
        let arguments: Vec<_> = arguments.collect();
        text = format!("{text}<{}>", arguments.join(", "));
    }
    text
}
