//! `allow(rule, reason = "…")`: a finding that is known and accepted, on a model or on a relation.

use relata_record::{rules, similar};
use syn::parse::ParseStream;
use syn::{Ident, Token};

use crate::arguments::{each, in_parentheses, once, text};
use crate::errors::Errors;
use crate::model::{Allow, Name};
use crate::words::not_known;

const EXAMPLE: &str = "missing_inverse, reason = \"…\"";

/// What was written so far of one `allow`.
#[derive(Default)]
struct Written {
    rule: Option<Name>,
    reason: Option<String>,
}

/// Reads one `allow` and adds it to those of its model or relation.
pub(crate) fn read(
    allows: &mut Vec<Allow>,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    let before = errors.count();
    let mut written = Written::default();
    in_parentheses(argument, input, EXAMPLE, |content| {
        each(content, errors, |argument, input| {
            part(&mut written, argument, input, errors)
        });
        Ok(())
    })?;
    let told = errors.count() > before;
    if let Some(rule) = &written.rule {
        check(rule, errors);
    }
    match (written.rule, written.reason) {
        (Some(rule), Some(reason)) => {
            if allows.iter().any(|allow| allow.rule.text == rule.text) {
                let message = format_args!("`{}` is allowed twice here; remove one", rule.text);
                errors.push(rule.span, message);
            }
            allows.push(Allow { rule, reason });
        }
        // What is not there because of a mistake was told as that.
        _ if told => {}
        (None, _) => {
            let message = format_args!("`allow` needs a rule first, as in `allow({EXAMPLE})`");
            errors.push(argument.span(), message);
        }
        (Some(Name { text, span }), None) => {
            let example = format_args!("`allow({text}, reason = \"…\")`");
            errors.push(
                span,
                format_args!("`allow` needs a reason, as in {example}"),
            );
        }
    }
    Ok(())
}

/// The rule, or its reason.
fn part(
    written: &mut Written,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    let word = argument.to_string();
    if input.peek(Token![=]) && word != "reason" {
        let message = if rules::allowed().any(|rule| word == rule) {
            format!("`{argument}` takes no value; write the reason as `reason = \"…\"`")
        } else {
            not_known("argument", &word, &["reason"])
        };
        return Err(syn::Error::new(argument.span(), message));
    }
    if word == "reason" {
        let text = text(argument, input)?;
        if text.value().trim().is_empty() {
            errors.push(text.span(), "the reason is empty; say why it is allowed");
        }
        once(&mut written.reason, argument, text.value(), errors);
    } else if written.rule.is_some() {
        let message = format!("`allow` takes one rule; write another `allow` for `{argument}`");
        return Err(syn::Error::new(argument.span(), message));
    } else {
        written.rule = Some(Name::of(argument));
    }
    Ok(())
}

fn check(rule: &Name, errors: &Errors) {
    let name = rule.text.as_str();
    if rules::of_registry().any(|rule| rule == name) {
        let message = "is about the whole registry; set its level where `init` is called";
        errors.push(rule.span, format_args!("`{name}` {message}"));
    } else if rules::allowed().all(|rule| rule != name) {
        let message = match similar::nearest(name, rules::allowed()) {
            Some(similar) => format!("a similar one exists: `{similar}`"),
            None => "`relata::Rule` lists them".to_owned(),
        };
        errors.push(rule.span, format_args!("unknown rule `{name}`; {message}"));
    }
}
