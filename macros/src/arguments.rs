//! The grammar of every list of arguments, `name`, `name = value` or `name(…)` with commas between, and what is said
//! of an argument that is given twice, lacks its value or has one of another kind.

use std::fmt;

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Path, Token, Type, parenthesized};

use crate::errors::Errors;
use crate::model::{Name, Names};
use crate::words::quoted;

/// Reads a list of arguments to its end. `read` takes the value of one; where it fails, the mistake is noted and the
/// next argument is read, so that one mistake never hides another.
pub(crate) fn each(
    input: ParseStream<'_>,
    errors: &Errors,
    mut read: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    while !input.is_empty() {
        let result = argument(input).and_then(|argument| {
            read(&argument, input)?;
            end(format_args!("the argument `{argument}`"), input)
        });
        if let Err(error) = result {
            errors.add(error);
        }
        skip(input);
    }
}

fn argument(input: ParseStream<'_>) -> syn::Result<Ident> {
    unquoted("an argument", input)?;
    input
        .call(Ident::parse_any)
        .map_err(|_| input.error("expected the name of an argument"))
}

/// What was read goes up to a comma.
pub(crate) fn end(what: fmt::Arguments<'_>, input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    Err(input.error(format_args!("expected a comma after {what}")))
}

/// Goes past the value of an argument.
pub(crate) fn pass(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) && input.parse::<TokenTree>().is_ok() {}
}

/// Goes on behind the next comma.
pub(crate) fn skip(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

/// Reads what stands in parentheses behind an argument; `example` completes the message where there are none. What a
/// mistake leaves unread in them is dropped: it would be told a second time, as unexpected.
pub(crate) fn in_parentheses<T>(
    argument: &Ident,
    input: ParseStream<'_>,
    example: &str,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    if !input.peek(syn::token::Paren) {
        let message = format!("`{argument}` needs a list, as in `{argument}({example})`");
        return Err(syn::Error::new(argument.span(), message));
    }
    let content;
    parenthesized!(content in input);
    let result = read(&content);
    while content.parse::<TokenTree>().is_ok() {}
    result
}

/// Sets what may be given once.
pub(crate) fn once<T>(slot: &mut Option<T>, argument: &Ident, value: T, errors: &Errors) {
    if slot.is_some() {
        let message = format_args!("duplicate argument `{argument}`; remove one");
        errors.push(argument.span(), message);
    } else {
        *slot = Some(value);
    }
}

/// Sets an argument that is there or not.
pub(crate) fn flag(
    slot: &mut Option<Span>,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    if input.peek(Token![=]) || input.peek(syn::token::Paren) {
        let message = if argument == "skip" {
            "`skip` takes no value".to_owned()
        } else {
            format!("`{argument}` takes no value on a field; write a list of fields on the struct")
        };
        return Err(syn::Error::new(argument.span(), message));
    }
    once(slot, argument, argument.span(), errors);
    Ok(())
}

/// `=` and something behind it; `example` completes the message where they are not there.
pub(crate) fn equals(argument: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<()> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        if !input.is_empty() && !input.peek(Token![,]) {
            return Ok(());
        }
    }
    if let Some(error) = other_sign(argument, input) {
        return Err(error);
    }
    let message = format!("`{argument}` needs a value, as in `{argument} = {example}`");
    Err(syn::Error::new(argument.span(), message))
}

/// The mistake of a value that is there, behind a colon or in parentheses.
fn other_sign(argument: &Ident, input: ParseStream<'_>) -> Option<syn::Error> {
    let behind = input.fork();
    let message = |word: Ident| format!("expected `=`, as in `{argument} = {word}`");
    if behind.peek(Token![:]) && !behind.peek(Token![::]) {
        let colon: Token![:] = behind.parse().ok()?;
        let word = behind.call(Ident::parse_any).ok()?;
        return Some(syn::Error::new(colon.span, message(word)));
    }
    let group: proc_macro2::Group = behind.parse().ok()?;
    let word = syn::parse2(group.stream()).ok()?;
    Some(syn::Error::new(group.span_open(), message(word)))
}

/// Whether a text or a number is next. To read one and to be told that there is none costs more.
fn is_literal(input: ParseStream<'_>) -> bool {
    input.cursor().literal().is_some()
}

/// No quotes where a word is wanted.
fn unquoted(what: &str, input: ParseStream<'_>) -> syn::Result<()> {
    if !is_literal(input) {
        return Ok(());
    }
    match input.fork().parse::<LitStr>() {
        Ok(text) => Err(quoted(text.span(), what, &text.value())),
        Err(_) => Ok(()),
    }
}

/// `= "text"`.
pub(crate) fn text(argument: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    equals(argument, input, "\"…\"")?;
    let span = input.span();
    let word = input.fork().call(Ident::parse_any);
    input.parse().map_err(|_| match word {
        Ok(word) => syn::Error::new(
            span,
            format_args!("a text needs quotes; write `\"{word}\"`"),
        ),
        Err(_) => syn::Error::new(span, "expected a text in quotes"),
    })
}

/// `= Type`.
pub(crate) fn ty(argument: &Ident, input: ParseStream<'_>) -> syn::Result<Type> {
    equals(argument, input, "Type")?;
    unquoted("a type", input)?;
    let span = input.span();
    input
        .parse()
        .map_err(|_| syn::Error::new(span, "expected a type"))
}

/// `= path`.
pub(crate) fn path(argument: &Ident, input: ParseStream<'_>, errors: &Errors) -> syn::Result<Path> {
    equals(argument, input, "path")?;
    // One in quotes is what is meant all the same, so that nothing is missed where it is not.
    let text = input.fork().parse::<LitStr>().ok();
    let meant = text.and_then(|text| text.parse_with(Path::parse_mod_style).ok());
    if let (Some(path), Err(error)) = (meant, unquoted("a path", input)) {
        errors.add(error);
        input.parse::<LitStr>()?;
        return Ok(path);
    }
    unquoted("a path", input)?;
    let span = input.span();
    input
        .call(Path::parse_mod_style)
        .map_err(|_| syn::Error::new(span, "expected a path"))
}

/// `= name`; `example` is one.
pub(crate) fn name(argument: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<Name> {
    equals(argument, input, example)?;
    Name::read(input)
}

/// `= field`.
pub(crate) fn field(argument: &Ident, input: ParseStream<'_>) -> syn::Result<Name> {
    equals(argument, input, "field")?;
    Name::read_field(input)
}

/// `= a` or `(a, b)`.
pub(crate) fn fields(argument: &Ident, input: ParseStream<'_>) -> syn::Result<Names> {
    if input.peek(syn::token::Paren) {
        return names(argument, input, "a, b", Name::read_field);
    }
    if !input.peek(Token![=]) {
        if let Some(error) = other_sign(argument, input) {
            return Err(error);
        }
        let message =
            format!("`{argument}` needs a value, as in `{argument} = field` or `{argument}(a, b)`");
        return Err(syn::Error::new(argument.span(), message));
    }
    let list = input.fork();
    if list.parse::<Token![=]>().is_ok()
        && (list.peek(syn::token::Paren) || list.peek(syn::token::Bracket))
    {
        let group: proc_macro2::Group = list.parse()?;
        let message = format!("a list stands behind `{argument}` itself, as in `{argument}(a, b)`");
        return Err(syn::Error::new(group.span_open(), message));
    }
    let name = field(argument, input)?;
    Ok(Names {
        argument: argument.span(),
        span: name.span,
        items: vec![name],
    })
}

/// `(a, b)`.
pub(crate) fn names(
    argument: &Ident,
    input: ParseStream<'_>,
    example: &str,
    read: fn(ParseStream<'_>) -> syn::Result<Name>,
) -> syn::Result<Names> {
    let items = in_parentheses(argument, input, example, |content| {
        let mut items = Vec::new();
        while !content.is_empty() {
            let name = read(content)?;
            end(format_args!("`{}`", name.text), content)?;
            skip(content);
            items.push(name);
        }
        Ok(items)
    })?;
    if items.is_empty() {
        let message =
            format!("`{argument}` needs at least one name, as in `{argument}({example})`");
        return Err(syn::Error::new(argument.span(), message));
    }
    Ok(Names {
        items,
        argument: argument.span(),
        span: argument.span(),
    })
}

impl Name {
    pub(crate) fn of(ident: &Ident) -> Self {
        Name {
            text: ident.unraw().to_string(),
            span: ident.span(),
        }
    }

    pub(crate) fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        unquoted("a name", input)?;
        let span = input.span();
        match input.call(Ident::parse_any) {
            Ok(_) if input.peek(Token![::]) => Err(syn::Error::new(
                span,
                "expected a single name, without `::`",
            )),
            Ok(ident) if ident != "_" => Ok(Name::of(&ident)),
            _ => Err(syn::Error::new(span, "expected a name")),
        }
    }

    /// The name of a field, or its number in a tuple struct.
    pub(crate) fn read_field(input: ParseStream<'_>) -> syn::Result<Self> {
        if !is_literal(input) {
            return Name::read(input);
        }
        let number = input.fork().parse::<LitInt>();
        match number.ok().filter(|number| number.suffix().is_empty()) {
            Some(number) => {
                input.parse::<LitInt>()?;
                Ok(Name {
                    text: number.base10_digits().to_owned(),
                    span: number.span(),
                })
            }
            None => Name::read(input),
        }
    }
}
