//! The `use` lines in `table!`: where the types of columns come from.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, Token, Visibility, braced, token};

/// The names that are imported one by one, with the segments of their paths.
#[derive(Default)]
pub(super) struct Uses(Vec<(String, Vec<String>)>);

impl Uses {
    /// Reads all `use` lines, and the attributes of what follows them.
    pub(super) fn read(input: ParseStream<'_>) -> syn::Result<(Self, Vec<Attribute>)> {
        let mut uses = Uses::default();
        loop {
            let attributes = Attribute::parse_outer(input)?;
            input.parse::<Visibility>()?;
            if input.parse::<Option<Token![use]>>()?.is_none() {
                return Ok((uses, attributes));
            }
            input.parse::<Option<Token![::]>>()?;
            uses.add(input, &[])?;
            input.parse::<Token![;]>()?;
        }
    }

    /// Returns the path of a name.
    pub(super) fn path_of(&self, name: &str) -> Option<&[String]> {
        let found = self.0.iter().find(|(imported, _)| imported == name);
        found.map(|(_, path)| &**path)
    }

    /// Adds what one tree of a `use` line imports. `prefix`: the segments before it.
    fn add(&mut self, input: ParseStream<'_>, prefix: &[String]) -> syn::Result<()> {
        let mut path = prefix.to_vec();
        loop {
            if input.parse::<Option<Token![*]>>()?.is_some() {
                return Ok(());
            }
            if input.peek(token::Brace) {
                return self.add_group(input, &path);
            }
            let segment = Ident::parse_any(input)?.unraw().to_string();
            if segment != "self" || path.is_empty() {
                path.push(segment);
            }
            if input.parse::<Option<Token![::]>>()?.is_none() {
                break;
            }
        }
        let name = match input.parse::<Option<Token![as]>>()? {
            Some(_) if input.parse::<Option<Token![_]>>()?.is_some() => return Ok(()),
            Some(_) => Some(Ident::parse_any(input)?.unraw().to_string()),
            None => path.last().cloned(),
        };
        self.0.extend(name.map(|name| (name, path)));
        Ok(())
    }

    fn add_group(&mut self, input: ParseStream<'_>, prefix: &[String]) -> syn::Result<()> {
        let content;
        braced!(content in input);
        while !content.is_empty() {
            self.add(&content, prefix)?;
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }
}
