//! `joinable!(child -> parent (column))`.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Ident, Token, parenthesized};

use crate::name::Name;

/// What `joinable!` declares: a column of the child holds the primary key of the parent.
#[derive(Debug)]
pub struct Join {
    /// The table with the foreign key.
    pub child: JoinEnd,
    /// The table that the foreign key refers to.
    pub parent: JoinEnd,
    /// The column of the child, by the name that Rust code uses.
    pub column: Name,
}

/// A table in `joinable!`.
#[derive(Debug)]
pub struct JoinEnd {
    /// The path as written.
    pub path: String,
    /// Its last segment: the name of the table's module.
    pub name: Name,
}

impl Join {
    pub(super) fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        let child = JoinEnd::read(input)?;
        input.parse::<Token![->]>()?;
        let parent = JoinEnd::read(input)?;
        let content;
        parenthesized!(content in input);
        let column = Name::of(&Ident::parse_any(&content)?);
        content.parse::<Option<Token![,]>>()?;
        if !content.is_empty() {
            return Err(content.error("expected one column"));
        }
        input.parse::<Option<Token![,]>>()?;
        Ok(Join {
            child,
            parent,
            column,
        })
    }
}

impl JoinEnd {
    fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Option<Token![::]>>()?;
        let segments = Punctuated::<Ident, Token![::]>::parse_separated_nonempty_with(
            input,
            Ident::parse_any,
        )?;
        let names: Vec<Name> = segments.iter().map(Name::of).collect();
        let texts: Vec<&str> = names.iter().map(|it| &*it.text).collect();
        let path = texts.join("::");
        let name = names.into_iter().next_back();
        let name = name.ok_or_else(|| input.error("expected a table"))?;
        Ok(JoinEnd { path, name })
    }
}
