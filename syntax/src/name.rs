//! Names of fields and relations, with their places.

use proc_macro2::Span;
use syn::Ident;

/// A name, without `r#`, and its place.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name; for a field of a tuple struct, its number.
    pub text: String,
    /// The place of the name.
    pub span: Span,
}

impl Name {
    pub(crate) fn new(text: impl Into<String>, span: Span) -> Self {
        let text = text.into();
        Name { text, span }
    }

    pub(crate) fn of(ident: &Ident) -> Self {
        let text = ident.to_string();
        Name::new(text.strip_prefix("r#").unwrap_or(&text), ident.span())
    }

    /// Returns whether it is the number of an unnamed field.
    pub fn is_number(&self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_digit())
    }

    /// Returns the name of the relation that has this key field. A key is named after its relation and the primary key of its
    /// target, which is another model: `id` or `uuid` in almost all cases.
    pub(crate) fn without_id(&self) -> Name {
        let name = self
            .text
            .strip_suffix("_id")
            .or(self.text.strip_suffix("_uuid"));
        let name = name.filter(|name| !name.is_empty());
        Name::new(name.unwrap_or(&self.text), self.span)
    }
}

/// Names that belong together: the fields of a key.
#[derive(Debug)]
pub struct Names {
    /// The names. Empty if the key cannot be read, so that no default applies.
    pub items: Vec<Name>,
    /// The place of the argument with these names.
    pub argument: Span,
    /// The place of the smallest token that contains all names: the only name, or else the argument.
    pub span: Span,
}

impl Names {
    /// Returns names with one place.
    pub(crate) fn at(span: Span, items: Vec<Name>) -> Self {
        Names {
            items,
            argument: span,
            span,
        }
    }

    /// Returns one name, at its own place.
    pub(crate) fn one(name: Name) -> Self {
        Names::at(name.span, vec![name])
    }

    /// Returns the names without their places.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.items.iter().map(|name| name.text.as_str())
    }

    /// Returns whether these are the names of `other`, in the same order.
    pub fn are(&self, other: &Names) -> bool {
        self.texts().eq(other.texts())
    }

    /// Returns whether this is the only name.
    pub fn is_only(&self, name: &str) -> bool {
        self.texts().eq([name])
    }
}
