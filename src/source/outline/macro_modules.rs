//! The modules in the tokens of a macro, found in one pass.

use std::mem::take;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Attribute;
use syn::parse::Parser;

/// How much the calls of the macros that a file defines may declare, in modules and tokens of their attributes.
pub(super) const MOST: usize = 100_000;

/// The modules in some tokens.
#[derive(Default)]
pub(super) struct Modules {
    pub(super) all: Vec<Module>,
    /// Their number, including those within them, and the number of tokens of their attributes.
    pub(super) size: usize,
}

/// `mod name;`, or one with a body.
pub(super) struct Module {
    pub(super) attributes: Vec<Attribute>,
    pub(super) written: String,
    pub(super) body: Option<Modules>,
}

impl Modules {
    /// Finds each `mod` in the tokens and their groups, in one pass.
    pub(super) fn of(tokens: TokenStream) -> Self {
        let mut modules = Modules::default();
        modules.add(tokens);
        modules
    }

    fn add(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = &*tokens;
        let mut attributes = Vec::new();
        while let Some(first) = rest.first() {
            if let [sign, TokenTree::Group(group), ..] = rest
                && is(sign, '#')
                && group.delimiter() == Delimiter::Bracket
            {
                attributes.push(&rest[..2]);
                rest = &rest[2..];
                continue;
            }
            let attributes = take(&mut attributes);
            if let Some((written, body, after)) = module(rest) {
                let body = body.map(Modules::of);
                self.size += 1 + body.as_ref().map_or(0, |it| it.size);
                let attributes = attributes.into_iter().flat_map(|it| {
                    let tokens: TokenStream = it.iter().cloned().collect();
                    self.size += count(tokens.clone());
                    Attribute::parse_outer.parse2(tokens).unwrap_or_default()
                });
                self.all.push(Module {
                    attributes: attributes.collect(),
                    written,
                    body,
                });
                rest = after;
                continue;
            }
            if let TokenTree::Group(group) = first {
                self.add(group.stream());
            }
            rest = &rest[1..];
        }
    }
}

/// Reads a module that the tokens begin with: its name, its body, and the tokens after it.
fn module(tokens: &[TokenTree]) -> Option<(String, Option<TokenStream>, &[TokenTree])> {
    let rest = match tokens {
        // A fragment of a definition may be a `pub`.
        [sign, TokenTree::Ident(_), rest @ ..] if is(sign, '$') => rest,
        _ => tokens,
    };
    let rest = match rest {
        [TokenTree::Ident(word), TokenTree::Group(of), rest @ ..]
            if word == "pub" && is_visibility(of.delimiter(), of.stream()) =>
        {
            rest
        }
        [TokenTree::Ident(word), rest @ ..] if word == "pub" => rest,
        _ => rest,
    };
    match rest {
        [
            TokenTree::Ident(word),
            TokenTree::Ident(name),
            end,
            after @ ..,
        ] if word == "mod" => {
            let body = match end {
                TokenTree::Group(body) => Some(body.stream()),
                end => is(end, ';').then_some(None)?,
            };
            Some((name.to_string(), body, after))
        }
        _ => None,
    }
}

/// Returns whether a group after `pub` belongs to it.
fn is_visibility(delimiter: Delimiter, tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter();
    let first = tokens.next().map(|it| it.to_string());
    delimiter == Delimiter::Parenthesis
        && match first.as_deref() {
            Some("crate" | "self" | "super") => tokens.next().is_none(),
            first => first == Some("in"),
        }
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == sign)
}

/// Returns the number of tokens, including those in groups.
fn count(tokens: TokenStream) -> usize {
    let count = |it| match it {
        TokenTree::Group(group) => 1 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(count).sum()
}
