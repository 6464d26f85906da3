//! The `mod` lines in the call of a macro, as `cfg_if!` has them.
//!
//! In: the tokens of the call. Out: the modules that the macro may declare. Whether it does, only the compiler knows, and
//! models that stand there are not looked for: a macro may do anything with them.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{Expr, ExprLit, Lit, Meta};

use super::{ModName, Path, Reach};

/// Each `mod name;`, at whatever depth, with what `#[path = "…"]` before it says.
pub(super) fn modules(tokens: &TokenStream) -> Vec<(ModName, Vec<Path>)> {
    let mut found = Vec::new();
    let mut open = vec![tokens.clone()];
    while let Some(tokens) = open.pop() {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut paths = Vec::new();
        for (nth, token) in tokens.iter().enumerate() {
            match (token, tokens.get(nth + 1), tokens.get(nth + 2)) {
                (TokenTree::Punct(hash), Some(TokenTree::Group(attribute)), _)
                    if hash.as_char() == '#' =>
                {
                    paths.extend(path(attribute));
                }
                (
                    TokenTree::Ident(word),
                    Some(TokenTree::Ident(name)),
                    Some(TokenTree::Punct(end)),
                ) if word == "mod" && end.as_char() == ';' => {
                    let name = ModName {
                        written: name.to_string(),
                        reach: Reach::Crate,
                    };
                    found.push((name, std::mem::take(&mut paths)));
                }
                (TokenTree::Punct(end), ..) if end.as_char() == ';' => paths.clear(),
                (TokenTree::Group(group), ..) => open.push(group.stream()),
                _ => {}
            }
        }
    }
    found
}

fn path(attribute: &Group) -> Option<Path> {
    if attribute.delimiter() != Delimiter::Bracket {
        return None;
    }
    let Ok(Meta::NameValue(pair)) = syn::parse2(attribute.stream()) else {
        return None;
    };
    match pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(path),
            ..
        }) if pair.path.is_ident("path") => Some(Path {
            path: path.value(),
            conditions: Vec::new(),
        }),
        _ => None,
    }
}
