//! Code that may declare models or relations and is not read: macros are not expanded, and build scripts do not run.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use relata_syntax::DIESEL_READING;

use super::attributes::is_of_entity;
use crate::source::condition::Condition;

/// Code that is not read.
#[derive(Debug)]
pub(in crate::source) struct Opaque {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    /// The line and the column.
    pub(in crate::source) at: (u32, u32),
    pub(in crate::source) kind: OpaqueKind,
}

/// What the code is.
#[derive(Debug)]
pub(in crate::source) enum OpaqueKind {
    /// The definition or the call of a macro that contains the derive of a model, or a table of Diesel.
    Macro {
        name: String,
        /// Whether it has a derive with the name of relata's.
        has_relata: bool,
        /// Whether it has one of an ORM, or a table.
        has_orm: bool,
    },
    /// An `include!` whose path is not written as a text.
    Include,
    /// SeaORM's `impl Linked`, a path of several relations, for this type.
    Linked(String),
}

impl OpaqueKind {
    /// Returns what a macro with these tokens may declare, if it may be a model.
    pub(super) fn of_macro(name: &str, tokens: &TokenStream) -> Option<Self> {
        let mut open = vec![tokens.clone()];
        let (mut has_relata, mut has_orm) = (false, false);
        while let Some(tokens) = open.pop() {
            let (mut is_derive, mut is_table) = (false, false);
            for token in tokens {
                has_orm |=
                    is_table && matches!(&token, TokenTree::Punct(it) if it.as_char() == '!');
                if let TokenTree::Group(group) = &token {
                    if is_derive && group.delimiter() == Delimiter::Parenthesis {
                        for derive in names(group.stream()) {
                            has_relata |= derive == "Model";
                            has_orm |= is_of_orm(&derive);
                        }
                    } else {
                        open.push(group.stream());
                    }
                }
                is_derive = matches!(&token, TokenTree::Ident(it) if it == "derive");
                is_table =
                    matches!(&token, TokenTree::Ident(it) if it == "table" || it == "joinable");
            }
        }
        let name = name.to_owned();
        (has_relata || has_orm).then_some(OpaqueKind::Macro {
            name,
            has_relata,
            has_orm,
        })
    }
}

/// Whether a struct with this derive may be a model in a package without relata.
fn is_of_orm(derive: &str) -> bool {
    derive == "Identifiable" || is_of_entity(derive) || DIESEL_READING.contains(&derive)
}

fn names(tokens: TokenStream) -> impl Iterator<Item = String> {
    tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    })
}
