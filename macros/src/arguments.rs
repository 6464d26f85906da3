//! The grammar of every list of arguments, `name`, `name = value` or `name(…)` with commas between, and what is said
//! of an argument that is not known, is given twice or lacks its value.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token, parenthesized};

use crate::errors::Errors;
use crate::model::{Allow, Name, Names};

/// Reads a list of arguments to its end. `read` takes the value of one; where it fails, the mistake is noted and the
/// next argument is read, so that one mistake never hides another.
pub(crate) fn each(
    input: ParseStream<'_>,
    errors: &Errors,
    mut read: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    while !input.is_empty() {
        let argument = match input.call(Ident::parse_any) {
            Ok(argument) => argument,
            Err(_) => {
                errors.push(input.span(), "expected the name of an argument");
                skip(input);
                continue;
            }
        };
        let result = read(&argument, input).and_then(|()| {
            let done = input.is_empty() || input.peek(Token![,]);
            if done {
                Ok(())
            } else {
                Err(input.error(format_args!(
                    "expected a comma after the argument `{argument}`"
                )))
            }
        });
        if let Err(error) = result {
            errors.add(error);
        }
        skip(input);
    }
}

/// Goes on behind the next comma.
fn skip(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

/// Sets what may be given once.
pub(crate) fn once<T>(slot: &mut Option<T>, argument: &Ident, value: T, errors: &Errors) {
    if slot.is_some() {
        errors.push(
            argument.span(),
            format_args!("duplicate argument `{argument}`; remove one"),
        );
    } else {
        *slot = Some(value);
    }
}

/// The mistake of an argument that is not one of the known.
pub(crate) fn unknown(argument: &Ident, known: &[&str]) -> syn::Error {
    syn::Error::new(
        argument.span(),
        not_known("argument", &argument.to_string(), known),
    )
}

/// `unknown argument `a`; expected `b` or `c``, or the similar one alone.
pub(crate) fn not_known(what: &str, written: &str, known: &[&str]) -> String {
    match nearest(written, known) {
        Some(similar) => format!("unknown {what} `{written}`; a similar one exists: `{similar}`"),
        None => format!("unknown {what} `{written}`; expected {}", either(known)),
    }
}

fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let limit = (folded.chars().count() / 3).clamp(1, 3);
    let near = known
        .iter()
        .map(|name| (strsim::osa_distance(&folded, name), *name));
    near.filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [one, two] => format!("`{one}` or `{two}`"),
        [firsts @ .., last] => {
            let firsts: Vec<_> = firsts.iter().map(|name| format!("`{name}`")).collect();
            format!("{}, or `{last}`", firsts.join(", "))
        }
    }
}

impl Name {
    pub(crate) fn of(ident: &Ident) -> Self {
        Name {
            text: ident.unraw().to_string(),
            span: ident.span(),
        }
    }

    fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        if let Ok(quoted) = input.fork().parse::<LitStr>() {
            let message = format!(
                "a name is written without quotes here: `{}`",
                quoted.value()
            );
            return Err(syn::Error::new(quoted.span(), message));
        }
        Ok(Name::of(&input.call(Ident::parse_any)?))
    }
}

/// `= name`.
pub(crate) fn name(argument: &Ident, input: ParseStream<'_>) -> syn::Result<Name> {
    equals(argument, input, "name")?;
    Name::read(input)
}

/// `= "text"`.
pub(crate) fn text(argument: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    equals(argument, input, "\"text\"")?;
    input.parse()
}

/// `=` alone; `example` completes the message where it is not there.
pub(crate) fn equals(argument: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<()> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        return Ok(());
    }
    Err(syn::Error::new(
        argument.span(),
        format!("`{argument}` needs a value, as in `{argument} = {example}`"),
    ))
}

/// `= a` or `(a, b)`.
pub(crate) fn names(argument: &Ident, input: ParseStream<'_>) -> syn::Result<Names> {
    if input.peek(syn::token::Paren) {
        let content;
        parenthesized!(content in input);
        let items = content.parse_terminated(Name::read, Token![,])?;
        if items.is_empty() {
            return Err(syn::Error::new(
                argument.span(),
                format!("`{argument}` needs at least one name"),
            ));
        }
        return Ok(Names {
            items: items.into_iter().collect(),
            span: argument.span(),
        });
    }
    let name = name_or_list(argument, input)?;
    Ok(Names {
        span: name.span,
        items: vec![name],
    })
}

fn name_or_list(argument: &Ident, input: ParseStream<'_>) -> syn::Result<Name> {
    if !input.peek(Token![=]) {
        let message =
            format!("`{argument}` needs a value, as in `{argument} = field` or `{argument}(a, b)`");
        return Err(syn::Error::new(argument.span(), message));
    }
    name(argument, input)
}

/// `(…)` behind an argument; `example` completes the message where it is not there.
pub(crate) fn parentheses(
    argument: &Ident,
    input: ParseStream<'_>,
    example: &str,
) -> syn::Result<()> {
    if input.peek(syn::token::Paren) {
        return Ok(());
    }
    Err(syn::Error::new(
        argument.span(),
        format!("`{argument}` needs a list, as in `{argument}({example})`"),
    ))
}

/// The rules that a model or a relation can allow. The others are about the whole registry.
const RULES: [&str; 7] = [
    "duplicate_model",
    "crate_linked_twice",
    "missing_target",
    "ambiguous_target",
    "missing_inverse",
    "inverse_elsewhere",
    "inverse_disagrees",
];
const RULES_OF_THE_REGISTRY: [&str; 4] = [
    "registration_unavailable",
    "empty_registry",
    "missing_model",
    "unused_allow",
];

/// `(rule, reason = "…")`.
pub(crate) fn allow(
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<Option<Allow>> {
    parentheses(argument, input, "rule, reason = \"…\"")?;
    let content;
    parenthesized!(content in input);
    let (mut rule, mut reason) = (None, None);
    each(&content, errors, |argument, input| {
        if input.peek(Token![=]) || rule.is_some() {
            if argument != "reason" {
                return Err(unknown(argument, &["reason"]));
            }
            let text = text(argument, input)?;
            if text.value().trim().is_empty() {
                errors.push(text.span(), "say why it is allowed");
            }
            once(&mut reason, argument, text.value(), errors);
        } else {
            rule = Some(Name::of(argument));
        }
        Ok(())
    });
    let Some(rule) = rule else {
        return Err(syn::Error::new(
            argument.span(),
            "`allow` needs a rule, as in `allow(missing_inverse, reason = \"…\")`",
        ));
    };
    check_rule(&rule, errors);
    if reason.is_none() {
        errors.push(
            rule.span,
            format_args!(
                "`allow` needs a reason, as in `allow({}, reason = \"…\")`",
                rule.text
            ),
        );
    }
    Ok(reason.map(|reason| Allow { rule, reason }))
}

fn check_rule(rule: &Name, errors: &Errors) {
    if RULES_OF_THE_REGISTRY.contains(&&*rule.text) {
        let message = "is about the whole registry; set its level where `init` is called";
        errors.push(rule.span, format_args!("`{}` {message}", rule.text));
    } else if !RULES.contains(&&*rule.text) {
        errors.push(rule.span, not_known("rule", &rule.text, &RULES));
    }
}

/// The span of an argument that is there or not.
pub(crate) fn flag(
    slot: &mut Option<Span>,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    if !input.is_empty() && !input.peek(Token![,]) {
        let message = format!(
            "`{argument}` takes no value on a field; a list of fields stands on the struct"
        );
        return Err(syn::Error::new(argument.span(), message));
    }
    once(slot, argument, argument.span(), errors);
    Ok(())
}
