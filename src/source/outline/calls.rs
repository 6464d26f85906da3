//! The calls of relata's macros that do not register models.

use relata_record::Mark;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{LitStr, Macro, Token, Type};

use super::field_type::FieldType;
use super::mistake::mark;
use crate::source::condition::Condition;

/// A path in `external!("krate::module::Name")`
#[derive(Debug)]
pub(in crate::source) struct External {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    pub(in crate::source) path: String,
    /// The place of the call.
    pub(in crate::source) mark: Mark,
}

/// A type and one that it counts as, in `key_type!(Type = Other, …)`
#[derive(Debug)]
pub(in crate::source) struct KeyType {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    pub(in crate::source) ty: FieldType,
    pub(in crate::source) counts_as: FieldType,
}

struct KeyTypes {
    ty: Type,
    counts_as: Punctuated<Type, Token![,]>,
}

impl Parse for KeyTypes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ty = input.parse()?;
        input.parse::<Token![=]>()?;
        let counts_as = Punctuated::parse_terminated(input)?;
        Ok(KeyTypes { ty, counts_as })
    }
}

/// What one call registers.
pub(super) enum Call {
    Externals(Vec<External>),
    KeyTypes(Vec<KeyType>),
}

/// Reads a call, if it may be one of relata's.
pub(super) fn read(call: &Macro, scope: usize, conditions: &[Condition]) -> Option<Call> {
    let name = &call.path.segments.last()?.ident;
    let tokens = call.tokens.clone();
    if name == "external" {
        let paths = Punctuated::<LitStr, Token![,]>::parse_terminated;
        let mark = mark(call.path.span());
        let external = |path: &LitStr| External {
            scope,
            conditions: conditions.to_vec(),
            path: path.value(),
            mark,
        };
        let paths = paths.parse2(tokens).ok()?;
        Some(Call::Externals(paths.iter().map(external).collect()))
    } else if name == "key_type" {
        let read = syn::parse2::<KeyTypes>(tokens).ok()?;
        let key_type = |counts_as| KeyType {
            scope,
            conditions: conditions.to_vec(),
            ty: FieldType::of(&read.ty),
            counts_as: FieldType::of(counts_as),
        };
        Some(Call::KeyTypes(
            read.counts_as.iter().map(key_type).collect(),
        ))
    } else {
        None
    }
}
