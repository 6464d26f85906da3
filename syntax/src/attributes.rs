//! The attributes of an item: `#[relata(…)]`, and in source files also those that the compiler has not expanded.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, MacroDelimiter, Meta, MetaList, Result, Token};

use crate::arguments::{Argument, each};
use crate::errors::Errors;
use crate::level::Level;

/// Reads each argument of each `#[relata(…)]` of an item.
pub(crate) fn read(
    attributes: &[Attribute],
    level: &Level,
    errors: &Errors,
    mut read: impl FnMut(&Argument<'_>) -> Result<()>,
) {
    let example = level.example;
    for attribute in attributes.iter().filter(|it| is_relata(it)) {
        let place = attribute.path().span();
        match &attribute.meta {
            Meta::List(list) if matches!(list.delimiter, MacroDelimiter::Paren(_)) => {
                if list.tokens.is_empty() {
                    let message = "this attribute is empty; add an argument, as in";
                    errors.push(place, format_args!("{message} `{example}`, or remove it"));
                }
                read_list(list, errors, &mut read);
            }
            _ => {
                let message = "expected arguments in parentheses, as in";
                errors.push(place, format_args!("{message} `{example}`"));
            }
        }
    }
}

/// Reads each argument of a list.
pub(crate) fn read_list(
    list: &MetaList,
    errors: &Errors,
    mut read: impl FnMut(&Argument<'_>) -> Result<()>,
) {
    let all = |input: ParseStream<'_>| {
        each(input, errors, &mut read);
        Ok(())
    };
    if let Err(error) = list.parse_args_with(all) {
        errors.add(error);
    }
}

pub(crate) fn is_relata(attribute: &Attribute) -> bool {
    attribute.path().is_ident("relata")
}

/// Calls `each` with every attribute, and the predicates of the `cfg_attr`s around it. This includes the attributes in
/// `cfg_attr`, and those that SeaORM puts only on the `Model`. Attributes that cannot be parsed are skipped.
pub fn each_meta<C: Parse + Clone>(attributes: &[Attribute], each: &mut impl FnMut(&[C], &Meta)) {
    for attribute in attributes {
        expand(&attribute.meta, &[], each);
    }
}

fn expand<C: Parse + Clone>(meta: &Meta, under: &[C], each: &mut impl FnMut(&[C], &Meta)) {
    each(under, meta);
    let Meta::List(list) = meta else { return };
    let all = Punctuated::<Meta, Token![,]>::parse_terminated;
    if list.path.is_ident("cfg_attr") {
        let parse = |input: ParseStream<'_>| {
            let predicate = input.parse::<C>()?;
            input.parse::<Option<Token![,]>>()?;
            Ok((predicate, all(input)?))
        };
        if let Ok((predicate, metas)) = list.parse_args_with(parse) {
            let under = [under, &[predicate]].concat();
            metas.iter().for_each(|meta| expand(meta, &under, each));
        }
    } else if list.path.is_ident("sea_orm") {
        // `model_attrs(derive(…), relata(…))`
        for meta in list.parse_args_with(all).iter().flatten() {
            if let Meta::List(list) = meta
                && list.path.is_ident("model_attrs")
            {
                for meta in list.parse_args_with(all).iter().flatten() {
                    expand(meta, under, each);
                }
            }
        }
    }
}
