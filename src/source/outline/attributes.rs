//! The attributes that count, with those in `cfg_attr` under their conditions.
//!
//! In: the attributes of an item. Out: its conditions, derives, paths, and what `#[relata(…)]` says.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, MetaList, Token};

use super::{Derive, Path, Says};
use crate::source::condition::Condition;

#[derive(Default)]
pub(super) struct Read {
    pub(super) conditions: Vec<Condition>,
    pub(super) derives: Vec<Derive>,
    pub(super) paths: Vec<Path>,
    pub(super) says: Vec<Says>,
    pub(super) macro_use: bool,
    pub(super) sea_orm: bool,
}

/// What cannot be read is left out: the compiler says what is wrong with it.
pub(super) fn read(attributes: &[Attribute]) -> Read {
    let mut read = Read::default();
    for attribute in attributes {
        one(&attribute.meta, &[], &mut read);
    }
    read
}

/// The conditions alone, of what is only gone through.
pub(super) fn conditions(attributes: &[Attribute]) -> Vec<Condition> {
    let cfg = |it: &Attribute| it.path().is_ident("cfg") || it.path().is_ident("cfg_attr");
    if attributes.iter().any(cfg) {
        read(attributes).conditions
    } else {
        Vec::new()
    }
}

fn one(meta: &Meta, under: &[Condition], read: &mut Read) {
    // `#[test]`, `#[tokio::test]`: the function is there in tests alone.
    let last = meta.path().segments.last();
    if last.is_some_and(|it| it.ident == "test" || it.ident == "bench") {
        read.conditions.push(unless(under, Condition::test()));
    }
    let Some(name) = meta.path().get_ident() else {
        return;
    };
    match (name.to_string().as_str(), meta) {
        ("cfg", Meta::List(list)) => {
            if let Ok(condition) = list.parse_args::<Condition>() {
                read.conditions.push(unless(under, condition));
            }
        }
        ("cfg_attr", Meta::List(list)) => {
            let parse = |input: ParseStream<'_>| {
                let condition = input.parse::<Condition>()?;
                input.parse::<Option<Token![,]>>()?;
                let metas = Punctuated::<Meta, Token![,]>::parse_terminated(input)?;
                Ok((condition, metas))
            };
            if let Ok((condition, metas)) = list.parse_args_with(parse) {
                let under = [under, &[condition]].concat();
                for meta in &metas {
                    one(meta, &under, read);
                }
            }
        }
        ("derive", Meta::List(list)) => derives(list, under, &mut read.derives),
        ("path", Meta::NameValue(pair)) => {
            if let Expr::Lit(ExprLit {
                lit: Lit::Str(path),
                ..
            }) = &pair.value
            {
                read.paths.push(Path {
                    path: path.value(),
                    conditions: under.to_vec(),
                });
            }
        }
        ("relata", Meta::List(list)) => read.says.push(says(&list.tokens, under)),
        ("sea_orm", Meta::List(list)) => {
            read.sea_orm = true;
            sea_orm(list, under, read);
        }
        ("macro_use", _) => read.macro_use = true,
        _ => {}
    }
}

/// `cfg_attr(a, cfg(b))` asks for `b` only where `a` holds.
fn unless(under: &[Condition], condition: Condition) -> Condition {
    if under.is_empty() {
        return condition;
    }
    Condition::any(&[Condition::all(under).not(), condition])
}

fn derives(list: &MetaList, under: &[Condition], into: &mut Vec<Derive>) {
    let parse = Punctuated::<syn::Path, Token![,]>::parse_terminated_with;
    let paths = |input: ParseStream<'_>| parse(input, syn::Path::parse_mod_style);
    let Ok(paths) = Parser::parse2(paths, list.tokens.clone()) else {
        return;
    };
    for path in paths {
        let segments = path.segments.iter();
        into.push(Derive {
            path: segments.map(|it| it.ident.unraw().to_string()).collect(),
            absolute: path.leading_colon.is_some(),
            conditions: under.to_vec(),
        });
    }
}

/// What SeaORM puts on the `Model` alone: `model_attrs(derive(…), relata(…))`.
fn sea_orm(list: &MetaList, under: &[Condition], read: &mut Read) {
    let metas = Punctuated::<Meta, Token![,]>::parse_terminated;
    let lists = list.parse_args_with(metas).into_iter().flatten();
    for meta in lists.filter(|meta| meta.path().is_ident("model_attrs")) {
        let Meta::List(inner) = meta else { continue };
        let inner = inner.parse_args_with(metas);
        for meta in inner.iter().flatten() {
            one(meta, under, read);
        }
    }
}

/// Whether one of them is SeaORM's.
pub(super) fn are_of_sea_orm(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| it.path().is_ident("sea_orm"))
}

/// `skip` and `name = "…"` among the arguments. Those of other arguments stand in groups of their own.
fn says(tokens: &TokenStream, under: &[Condition]) -> Says {
    let mut says = Says {
        skip: false,
        name: None,
        conditions: under.to_vec(),
    };
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_comma = |it: &TokenTree| matches!(it, TokenTree::Punct(comma) if comma.as_char() == ',');
    for argument in tokens.split(is_comma) {
        match argument {
            [TokenTree::Ident(word)] if word == "skip" => says.skip = true,
            [
                TokenTree::Ident(word),
                TokenTree::Punct(_),
                TokenTree::Literal(name),
            ] if word == "name" => {
                if let Lit::Str(name) = Lit::new(name.clone()) {
                    says.name = Some(name.value());
                }
            }
            _ => {}
        }
    }
    says
}
