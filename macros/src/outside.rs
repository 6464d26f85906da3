//! Types as they can be written outside of their struct.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericArgument, GenericParam, Generics, Path, PathArguments, Type, parse_quote};

/// Rewrites types from the scope of the struct so that a const outside of it can name them: the lifetimes of the struct
/// become `'static`, and `Self` becomes the struct. No const can name a type that depends on the struct's other parameters.
pub(crate) struct Outside {
    /// The type of the struct. If the struct is generic, a type that represents all of its types.
    pub(crate) own: Path,
    /// Whether the struct has type or const parameters.
    pub(crate) is_generic: bool,
    lifetimes: Vec<Ident>,
    /// The other parameters, and `Self` if there are any.
    parameters: Vec<Ident>,
}

/// A type outside of the struct. If the type is unchanged, adding it to other tokens is cheap.
pub(crate) type Outer<'t> = Box<dyn ToTokens + 't>;

impl Outside {
    pub(crate) fn new(ident: &Ident, generics: &Generics) -> Self {
        let lifetimes = generics.lifetimes().map(|it| it.lifetime.ident.clone());
        let lifetimes: Vec<_> = lifetimes.collect();
        let arguments = lifetimes.iter().map(|_| quote!('static));
        let named = generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => Some(parameter.ident.clone()),
                GenericParam::Const(parameter) => Some(parameter.ident.clone()),
                GenericParam::Lifetime(_) => None,
            });
        let mut parameters: Vec<_> = named.collect();
        let is_generic = !parameters.is_empty();
        let own = if is_generic {
            parameters.push(Ident::new("Self", Span::call_site()));
            parse_quote!(__RelataAny)
        } else if lifetimes.is_empty() {
            ident.clone().into()
        } else {
            parse_quote!(#ident::<#(#arguments),*>)
        };
        Outside {
            own,
            is_generic,
            lifetimes,
            parameters,
        }
    }

    /// Returns whether a type depends on a type or const parameter of the struct.
    pub(crate) fn depends(&self, ty: &Type) -> bool {
        self.is_generic && self.names_parameter(ty.to_token_stream())
    }

    fn names_parameter(&self, tokens: TokenStream) -> bool {
        let mut tokens = tokens.into_iter();
        tokens.any(|token| match token {
            TokenTree::Group(group) => self.names_parameter(group.stream()),
            TokenTree::Ident(name) => self.parameters.contains(&name),
            _ => false,
        })
    }

    pub(crate) fn ty<'t>(&self, ty: &'t Type) -> Outer<'t> {
        if is_plain(ty) {
            return Box::new(ty);
        }
        Box::new(self.rewrite(ty.to_token_stream()))
    }

    fn rewrite(&self, tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        let mut lifetime = false;
        for token in tokens {
            let after_quote = std::mem::take(&mut lifetime);
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.rewrite(group.stream()));
                    inner.set_span(group.span());
                    out.push(inner.into());
                }
                TokenTree::Ident(name) if after_quote && self.lifetimes.contains(&name) => {
                    out.push(Ident::new("static", name.span()).into());
                }
                TokenTree::Ident(ident) if ident == "Self" => {
                    out.extend(self.own.to_token_stream());
                }
                token => {
                    lifetime = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
                    out.push(token);
                }
            }
        }
        out.into_iter().collect()
    }
}

/// Returns whether a type certainly has no lifetime and no `Self`: it consists only of names and of such types.
fn is_plain(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let is_argument = |it: &_| matches!(it, GenericArgument::Type(ty) if is_plain(ty));
    path.qself.is_none()
        && path.path.segments.iter().all(|segment| {
            segment.ident != "Self"
                && match &segment.arguments {
                    PathArguments::None => true,
                    PathArguments::AngleBracketed(held) => held.args.iter().all(is_argument),
                    PathArguments::Parenthesized(_) => false,
                }
        })
}
