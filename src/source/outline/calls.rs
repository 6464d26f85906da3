//! The calls of relata's macros that register something else than models.

use relata_record::Mark;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{LitStr, Macro, Token, Type};

use super::Outline;
use super::declaration::{FieldType, mark};
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

/// Adds what a call registers, if it may be one of relata's. Returns whether it is.
pub(super) fn read(
    call: &Macro,
    scope: usize,
    conditions: &[Condition],
    outline: &mut Outline,
) -> bool {
    let name = call.path.segments.last();
    let name = name.map(|it| it.ident.to_string()).unwrap_or_default();
    let tokens = call.tokens.clone();
    match &*name {
        "external" => {
            let paths = Punctuated::<LitStr, Token![,]>::parse_terminated;
            let Ok(paths) = paths.parse2(tokens) else {
                return false;
            };
            let mark = mark(call.path.span());
            let paths = paths.iter().map(|path| External {
                scope,
                conditions: conditions.to_vec(),
                path: path.value(),
                mark,
            });
            outline.externals.extend(paths);
        }
        "key_type" => {
            let Ok(read) = syn::parse2::<KeyTypes>(tokens) else {
                return false;
            };
            let pairs = read.counts_as.iter().map(|counts_as| KeyType {
                scope,
                conditions: conditions.to_vec(),
                ty: FieldType::of(&read.ty),
                counts_as: FieldType::of(counts_as),
            });
            outline.key_types.extend(pairs);
        }
        _ => return false,
    }
    true
}
