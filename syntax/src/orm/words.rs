//! A lenient reader of the lists in ORMs' attributes, which reports no mistakes.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Attribute, Ident, LitStr, Meta};

use crate::name::Name;

/// The words of a list, or of all lists of one ORM on an item.
pub(super) struct Words(pub(super) Vec<Word>);

/// `name`, `name = value` or `name(…)`.
pub(super) struct Word {
    pub(super) name: Ident,
    /// The tokens after `=`, or in the parentheses.
    pub(super) value: TokenStream,
}

impl Words {
    /// Returns the words in the attributes with this name.
    pub(super) fn of(attributes: &[Attribute], name: &str) -> Self {
        let words = attributes.iter().map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident(name) => Words::in_list(list.tokens.clone()).0,
            _ => Vec::new(),
        });
        Words(words.flatten().collect())
    }

    /// Returns the attributes with these names as words: `#[name = value]` and `#[name(…)]`.
    pub(super) fn bare(attributes: &[Attribute], names: &[&str]) -> Self {
        let words = attributes.iter().filter_map(|attribute| {
            let name = attribute.path().get_ident()?;
            if !names.iter().any(|it| name == it) {
                return None;
            }
            let value = match &attribute.meta {
                Meta::List(list) => list.tokens.clone(),
                Meta::NameValue(pair) => pair.value.to_token_stream(),
                Meta::Path(_) => return None,
            };
            let name = name.clone();
            Some(Word { name, value })
        });
        Words(words.collect())
    }

    /// Returns the words of a list. Commas are optional, because one ORM accepts a list without them.
    pub(super) fn in_list(tokens: TokenStream) -> Self {
        let mut tokens = tokens.into_iter().peekable();
        let mut words = Vec::new();
        while let Some(token) = tokens.next() {
            let TokenTree::Ident(name) = token else {
                continue;
            };
            let value = match tokens.peek() {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                    group.stream()
                }
                Some(token) if is_sign(token, '=') => {
                    tokens.next();
                    value(&mut tokens)
                }
                _ => TokenStream::new(),
            };
            words.push(Word { name, value });
        }
        Words(words)
    }

    /// Returns the first word with this name.
    pub(super) fn get(&self, name: &str) -> Option<&Word> {
        self.0.iter().find(|word| word.name == name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Returns the value of the first word with this name, if it is a string literal.
    pub(super) fn text(&self, name: &str) -> Option<LitStr> {
        self.get(name)?.text()
    }

    /// Returns the text of the first word with this name, if it is a string literal.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.text(name).map(|text| text.value())
    }

    /// Returns the last name in the value of the first word with this name.
    pub(super) fn last_name(&self, name: &str) -> Option<Name> {
        self.get(name)?.last_name()
    }
}

/// Reads one literal, or all tokens up to the next comma.
fn value(tokens: &mut Peekable<IntoIter>) -> TokenStream {
    match tokens.next_if(|token| matches!(token, TokenTree::Literal(_))) {
        Some(literal) => literal.into(),
        None => tokens.take_while(|token| !is_sign(token, ',')).collect(),
    }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

impl Word {
    /// Returns the value, if it is a string literal.
    pub(super) fn text(&self) -> Option<LitStr> {
        syn::parse2(self.value.clone()).ok()
    }

    /// Returns the last name in the value, which is a path, or a string literal with one.
    fn last_name(&self) -> Option<Name> {
        if let Some(text) = self.text() {
            return last_segment(&text.value(), text.span());
        }
        let tokens = self.value.clone().into_iter();
        let names = tokens.filter_map(|token| match token {
            TokenTree::Ident(ident) => Some(Name::of(&ident)),
            _ => None,
        });
        names.last()
    }

    /// Returns the names in the list.
    pub(super) fn names(&self) -> Vec<Name> {
        let words = Words::in_list(self.value.clone()).0;
        words.iter().map(|word| Name::of(&word.name)).collect()
    }
}

/// Returns the last segment of a path in a text.
pub(super) fn last_segment(path: &str, span: Span) -> Option<Name> {
    let last = path.rsplit("::").next()?.trim();
    let ident = Ident::parse_any.parse_str(last).ok()?;
    Some(Name::new(ident.unraw().to_string(), span))
}
