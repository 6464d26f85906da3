//! Types as text, and types as they can stand outside the struct that wrote them.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, Type};

/// The type with each lifetime made `'static` and `Self` replaced, so that a const can name it.
pub(crate) fn outside(ty: &Type, own: &TokenStream) -> TokenStream {
    let tokens = ty.to_token_stream();
    let mut bound = Vec::new();
    binders(tokens.clone(), &mut bound);
    rewrite(tokens, own, &bound)
}

/// The lifetimes that the type itself introduces with `for<'a>`.
fn binders(tokens: TokenStream, bound: &mut Vec<String>) {
    let mut binder = false;
    let mut quote = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => binders(group.stream(), bound),
            TokenTree::Ident(ident) if ident == "for" => binder = true,
            TokenTree::Ident(ident) if binder && quote => bound.push(ident.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == '>' => binder = false,
            TokenTree::Punct(punct) => {
                quote = punct.as_char() == '\'';
                continue;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        quote = false;
    }
}

fn rewrite(tokens: TokenStream, own: &TokenStream, bound: &[String]) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), rewrite(group.stream(), own, bound));
                inner.set_span(group.span());
                out.extend([TokenTree::Group(inner)]);
            }
            TokenTree::Ident(ident) if ident == "Self" => out.extend(own.clone()),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let Some(TokenTree::Ident(name)) = tokens.next() else {
                    continue;
                };
                let name = if bound.contains(&name.to_string()) {
                    name
                } else {
                    Ident::new("static", name.span())
                };
                out.extend([TokenTree::Punct(punct), TokenTree::Ident(name)]);
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                let span = punct.span();
                out.extend([TokenTree::Punct(punct)]);
                if !matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'')
                    && bound.is_empty()
                {
                    out.extend(static_lifetime(span));
                }
            }
            token => out.extend([token]),
        }
    }
    out
}

fn static_lifetime(span: Span) -> [TokenTree; 2] {
    let mut quote = Punct::new('\'', Spacing::Joint);
    quote.set_span(span);
    [
        TokenTree::Punct(quote),
        TokenTree::Ident(Ident::new("static", span)),
    ]
}

/// The type of this model with each lifetime made `'static`.
pub(crate) fn own(ident: &Ident, generics: &syn::Generics) -> TokenStream {
    let lifetimes = generics.lifetimes().map(|_| quote!('static));
    if generics.lifetimes().next().is_none() {
        quote!(#ident)
    } else {
        quote!(#ident<#(#lifetimes),*>)
    }
}

/// The type as it is written, without the `Option` around it.
pub(crate) fn text(ty: &Type) -> String {
    let mut text = String::new();
    write(ty_in_option(ty).unwrap_or(ty).to_token_stream(), &mut text);
    text
}

fn ty_in_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ty),
        _ => None,
    }
}

/// Spaces stand only where rustfmt would put them in a type.
fn write(tokens: TokenStream, text: &mut String) {
    let mut after_word = false;
    for token in tokens {
        let word = matches!(&token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if word && after_word {
            text.push(' ');
        }
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => text.push_str(", "),
                ';' => text.push_str("; "),
                '+' => text.push_str(" + "),
                '=' => text.push_str(" = "),
                '-' => text.push_str(" -"),
                '>' if text.ends_with(" -") => text.push_str("> "),
                char => text.push(char),
            },
            TokenTree::Ident(ident) => text.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => text.push_str(&literal.to_string()),
        }
        after_word = word;
    }
}
