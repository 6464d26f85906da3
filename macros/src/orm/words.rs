//! The lists in an ORM's attributes, read so that nothing in them is a mistake.

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Attribute, Ident, LitStr, Meta};

use crate::model::Name;

/// `name`, `name = value` or `name(…)`.
pub(super) struct Word {
    pub(super) name: Ident,
    /// What stands behind `=`, or in the parentheses.
    pub(super) value: TokenStream,
    pub(super) is_list: bool,
}

/// Every word in the attributes of this name.
pub(super) fn of(attributes: &[Attribute], called: &str) -> Vec<Word> {
    let lists = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident(called) => Some(list.tokens.clone()),
            _ => None,
        });
    lists.flat_map(in_list).collect()
}

/// Every word of a list. Commas between them are looked for and not asked for: one ORM takes a list without them.
pub(super) fn in_list(tokens: TokenStream) -> Vec<Word> {
    let mut tokens = tokens.into_iter();
    let mut words = Vec::new();
    while let Some(token) = tokens.next() {
        let TokenTree::Ident(name) = token else {
            continue;
        };
        let mut word = Word {
            name,
            value: TokenStream::new(),
            is_list: false,
        };
        match tokens.clone().next() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
                tokens.next();
                word.value = value(&mut tokens);
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                tokens.next();
                word.value = group.stream();
                word.is_list = true;
            }
            _ => {}
        }
        words.push(word);
    }
    words
}

/// One literal, or all up to the next comma.
fn value(tokens: &mut IntoIter) -> TokenStream {
    let mut value = Vec::new();
    for token in tokens {
        let ends = matches!(&token, TokenTree::Literal(_)) && value.is_empty();
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            break;
        }
        value.push(token);
        if ends {
            break;
        }
    }
    value.into_iter().collect()
}

impl Word {
    /// Its value as a text in quotes.
    pub(super) fn text(&self) -> Option<LitStr> {
        syn::parse2(self.value.clone()).ok()
    }

    /// The last name in its value, which is a path, or a text that holds one.
    pub(super) fn last_name(&self) -> Option<Name> {
        if let Some(text) = self.text() {
            return last_segment(&text.value(), text.span());
        }
        let idents = self.value.clone().into_iter();
        let idents = idents.filter_map(|token| match token {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        });
        idents.last().map(|ident| Name::of(&ident))
    }

    /// The names in its list.
    pub(super) fn names(&self) -> Vec<Name> {
        let words = in_list(self.value.clone()).into_iter();
        words.map(|word| Name::of(&word.name)).collect()
    }
}

/// The last segment of a path in a text.
pub(super) fn last_segment(path: &str, span: Span) -> Option<Name> {
    let last = path.rsplit("::").next()?.trim();
    let ident = syn::parse::Parser::parse_str(Ident::parse_any, last).ok()?;
    Some(Name {
        text: ident.unraw().to_string(),
        span,
    })
}
