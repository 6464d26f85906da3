//! Diesel's schema: one call of `table!`, `view!` or `joinable!`. A mistake is an error with a span.

mod attributes;
mod columns;
mod joins;
mod uses;

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Ident, Macro, Token, braced, parenthesized, token};

use self::attributes::sql_name;
pub use self::columns::Column;
pub use self::joins::{Join, JoinEnd};
use self::uses::Uses;
use crate::name::Name;

/// What one call of a macro of Diesel declares.
pub enum Declaration {
    /// `table!` or `view!`.
    Table(Table),
    /// `joinable!`.
    Join(Join),
}

/// What `table!` declares, or `view!`.
#[derive(Debug)]
pub struct Table {
    /// The schema in the database, if one is written.
    pub schema: Option<Name>,
    /// The name of the module that the macro generates.
    pub name: Name,
    /// The name in the database.
    pub sql_name: String,
    /// The columns of the primary key, by the names that Rust code uses; `id` if no list is written. Empty for a view.
    pub key: Vec<Name>,
    /// The columns, in the order of their declaration.
    pub columns: Vec<Column>,
    /// Whether it is declared with `view!`.
    pub is_view: bool,
}

/// Reads the call of a macro, by the last segment of its path. None if the macro declares neither a table nor a join, as
/// `allow_tables_to_appear_in_same_query!`.
///
/// Returns an error with a span if Diesel's macro would not accept the tokens.
pub fn declaration(call: &Macro) -> Option<syn::Result<Declaration>> {
    let name = &call.path.segments.last()?.ident;
    let declared = if name == "table" {
        let table = call.parse_body_with(|input: ParseStream<'_>| Table::read(input, false));
        table.map(Declaration::Table)
    } else if name == "view" {
        let view = call.parse_body_with(|input: ParseStream<'_>| Table::read(input, true));
        view.map(Declaration::Table)
    } else if name == "joinable" {
        call.parse_body_with(Join::read).map(Declaration::Join)
    } else {
        return None;
    };
    Some(declared)
}

impl Table {
    fn read(input: ParseStream<'_>, is_view: bool) -> syn::Result<Self> {
        let (uses, attributes) = Uses::read(input)?;
        let mut ident = Ident::parse_any(input)?;
        let mut schema = None;
        if input.parse::<Option<Token![.]>>()?.is_some() {
            schema = Some(Name::of(&ident));
            ident = Ident::parse_any(input)?;
        }
        let name = Name::of(&ident);
        let key = match input.peek(token::Paren) {
            true if is_view => return Err(input.error("a view has no primary key")),
            true => key(input)?,
            false if is_view => Vec::new(),
            false => vec![Name::new("id", name.span)],
        };
        let content;
        braced!(content in input);
        let mut columns = Vec::new();
        while !content.is_empty() {
            columns.push(Column::read(&content, &uses)?);
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
        let table = Table {
            sql_name: sql_name(&attributes, &name)?,
            columns,
            schema,
            name,
            key,
            is_view,
        };
        table.check()?;
        Ok(table)
    }

    /// Checks that each column has a name of its own and that the primary key consists of columns.
    fn check(&self) -> syn::Result<()> {
        let mut names: Vec<&str> = Vec::new();
        for column in &self.columns {
            let name = &column.name;
            if names.contains(&&*name.text) {
                let message = format!("`{}` has two columns `{}`", self.name.text, name.text);
                return Err(Error::new(name.span, message));
            }
            names.push(&name.text);
        }
        match self.key.iter().find(|it| !names.contains(&&*it.text)) {
            Some(key) => {
                let message = format!("`{}` has no column `{}`", self.name.text, key.text);
                Err(Error::new(key.span, message))
            }
            None => Ok(()),
        }
    }
}

/// Reads the list of columns of a primary key.
fn key(input: ParseStream<'_>) -> syn::Result<Vec<Name>> {
    let content;
    let parentheses = parenthesized!(content in input);
    let key = content.parse_terminated(Ident::parse_any, Token![,])?;
    if key.is_empty() {
        let message = "a primary key needs at least one column";
        return Err(Error::new(parentheses.span.join(), message));
    }
    Ok(key.iter().map(Name::of).collect())
}
