//! The modules in the call of a macro, as `cfg_if!` has them, and the crates in that of `link!`.
//!
//! In: the tokens of the call. Out: the modules that the macro may declare. Whether it does, only the compiler knows, and
//! models that stand there are not looked for: a macro may do anything with them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Attribute;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

use super::attributes::{self, Read};
use super::imports::plain;
use super::{ModName, Reach};

/// A module that a macro may declare.
pub(super) struct Module {
    pub(super) name: ModName,
    pub(super) read: Read,
    /// The modules in it, if it has a body and not a file.
    pub(super) body: Option<Vec<Module>>,
}

/// Each `mod` that the tokens have, in whatever groups.
pub(super) fn modules(tokens: &TokenStream) -> Vec<Module> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let (mut found, mut attributes) = (Vec::new(), Vec::new());
    let mut rest = &tokens[..];
    while let Some((first, after)) = rest.split_first() {
        let module = |name: &proc_macro2::Ident, attributes: &mut Vec<_>, body| Module {
            name: ModName {
                written: name.to_string(),
                reach: Reach::Crate,
            },
            read: attributes::read(&std::mem::take(attributes)),
            body,
        };
        let taken = match rest {
            [hash, TokenTree::Group(group), ..]
                if is(hash, '#') && group.delimiter() == Delimiter::Bracket =>
            {
                let attribute: TokenStream = rest[..2].iter().cloned().collect();
                let read = Attribute::parse_outer.parse2(attribute);
                attributes.extend(read.into_iter().flatten());
                2
            }
            [TokenTree::Ident(word), TokenTree::Group(group), ..]
                if word == "pub" && group.delimiter() == Delimiter::Parenthesis =>
            {
                2
            }
            [TokenTree::Ident(word), ..] if word == "pub" => 1,
            // What a definition calls so may be a `pub` as well.
            [dollar, TokenTree::Ident(_), ..] if is(dollar, '$') => 2,
            [TokenTree::Ident(word), TokenTree::Ident(name), end, ..]
                if word == "mod" && is(end, ';') =>
            {
                found.push(module(name, &mut attributes, None));
                3
            }
            [
                TokenTree::Ident(word),
                TokenTree::Ident(name),
                TokenTree::Group(body),
                ..,
            ] if word == "mod" => {
                let body = modules(&body.stream());
                found.push(module(name, &mut attributes, Some(body)));
                3
            }
            _ => {
                if let TokenTree::Group(group) = first {
                    found.extend(modules(&group.stream()));
                }
                attributes.clear();
                1
            }
        };
        rest = after.get(taken - 1..).unwrap_or_default();
    }
    found
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == sign)
}

/// The names in `link!(billing, docs as documents)` that lead to crates.
pub(super) fn crates(tokens: &TokenStream) -> Vec<String> {
    let one = |input: syn::parse::ParseStream<'_>| {
        let name = input.call(syn::Ident::parse_any)?;
        if input.parse::<Option<syn::Token![as]>>()?.is_some() {
            input.call(syn::Ident::parse_any)?;
        }
        Ok(plain(&name))
    };
    let all = |input: syn::parse::ParseStream<'_>| {
        Punctuated::<String, syn::Token![,]>::parse_terminated_with(input, one)
    };
    let names = all.parse2(tokens.clone());
    names.into_iter().flatten().collect()
}
