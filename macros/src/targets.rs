//! Reading what a relation leads to: a type, `Self`, a name in quotes, `any`, or `any(A, B)`.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token, Type};

use crate::arguments;
use crate::model::Target;

/// What a target is.
const ANY: &str = "a target is a type, `Self`, a name in quotes, `any`, or `any(A, B)`";
/// What it is where it is one model.
pub(crate) const ONE: &str = "expected a type, `Self`, or a name in quotes";

/// Every target of a relation; none is `any`.
pub(crate) fn read(input: ParseStream<'_>) -> syn::Result<Vec<Target>> {
    let Some(any) = any(input) else {
        return Ok(vec![one(input, ANY)?]);
    };
    input.call(Ident::parse_any)?;
    if !input.peek(syn::token::Paren) {
        return Ok(Vec::new());
    }
    arguments::in_parentheses(&any, input, "A, B", |content| {
        let mut targets = Vec::new();
        while !content.is_empty() {
            targets.push(one(content, ONE)?);
            arguments::end(format_args!("the target"), content)?;
            arguments::skip(content);
        }
        if targets.is_empty() {
            let message = "`any` names no target; write them, as in `any(A, B)`, or `any` alone for any model";
            return Err(syn::Error::new(any.span(), message));
        }
        Ok(targets)
    })
}

/// The word `any`, if it is next and not a part of a path.
fn any(input: ParseStream<'_>) -> Option<Ident> {
    let next = input.fork().call(Ident::parse_any).ok();
    next.filter(|ident| ident == "any" && !input.peek2(Token![::]))
}

/// One target; `expected` is said where there is none.
pub(crate) fn one(input: ParseStream<'_>, expected: &str) -> syn::Result<Target> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        check_path(&name)?;
        return Ok(Target::Name(name));
    }
    if let Some(any) = any(input) {
        return Err(syn::Error::new(any.span(), expected));
    }
    let span = input.span();
    let mut ty: Type = input.parse().map_err(|_| syn::Error::new(span, expected))?;
    // What a macro was given as `$target:ty` comes in an invisible group.
    while let Type::Group(group) = ty {
        ty = *group.elem;
    }
    match &ty {
        Type::Path(path) if path.path.is_ident("Self") => Ok(Target::Own(span)),
        Type::Path(path) => match held(path) {
            Some(message) => Err(syn::Error::new_spanned(path, message)),
            None => Ok(Target::Type(Box::new(ty))),
        },
        _ => Err(syn::Error::new_spanned(ty, expected)),
    }
}

/// The mistake of a type that holds another, as a field's type may: a model has no type parameters.
fn held(path: &syn::TypePath) -> Option<String> {
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(crate::types::text(ty)),
        _ => None,
    });
    let first = types.next()?;
    let message = "a model has no type parameters; a target is the model itself";
    Some(match types.next() {
        None => format!("{message}, as in `{first}`"),
        Some(_) => message.to_owned(),
    })
}

/// A name in quotes is a path that could stand in code.
fn check_path(name: &LitStr) -> syn::Result<()> {
    let path = name.value();
    if path == "Self" {
        let message = "`Self` is written without quotes here";
        return Err(syn::Error::new(name.span(), message));
    }
    let path = path.strip_prefix("::").unwrap_or(&path);
    let first = path.split("::").next().unwrap_or_default();
    if ["crate", "self", "super", "Self"].contains(&first) {
        let message = format!(
            "`{first}` has no meaning in a name that is looked up from everywhere; write the name of the crate"
        );
        return Err(syn::Error::new(name.span(), message));
    }
    if path.split("::").all(is_identifier) {
        return Ok(());
    }
    let message = "the name of a target is `Name`, `module::Name`, or `krate::module::Name`";
    Err(syn::Error::new(name.span(), message))
}

/// Whether a text could name a model or a module. It is not lexed: the compiler would tell what it does not understand
/// as a mistake of its own, in no place.
pub(crate) fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix("r#").unwrap_or(text);
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    text.starts_with(|first: char| !first.is_numeric())
        && text.chars().all(is_word)
        && !["_", "crate", "self", "super", "Self"].contains(&text)
}
