//! `#[sql_name = "…"]` and `#[max_length = …]`. Other attributes, such as doc comments, are skipped.

use quote::ToTokens;
use syn::parse::Parse;
use syn::{Attribute, LitInt, LitStr};

use crate::name::Name;

/// Returns the name in the database: that of `#[sql_name = "…"]`, or else the name in the source.
pub(super) fn sql_name(attributes: &[Attribute], name: &Name) -> syn::Result<String> {
    let Some(attribute) = attributes.iter().find(|it| it.path().is_ident("sql_name")) else {
        return Ok(name.text.clone());
    };
    let written: LitStr = value(attribute)?;
    let written = written.value();
    let sql_name = written.strip_prefix("r#").unwrap_or(&written);
    Ok(sql_name.to_owned())
}

/// Returns the length of `#[max_length = …]`.
pub(super) fn max_length(attributes: &[Attribute]) -> syn::Result<Option<u64>> {
    let mut attributes = attributes.iter();
    let attribute = attributes.find(|it| it.path().is_ident("max_length"));
    let length = attribute.map(|it| value::<LitInt>(it)?.base10_parse());
    length.transpose()
}

/// Returns the value of an attribute `#[name = value]`.
fn value<T: Parse>(attribute: &Attribute) -> syn::Result<T> {
    let value = &attribute.meta.require_name_value()?.value;
    syn::parse2(value.to_token_stream())
}
