//! `allow(rule, reason = "…")`: accepts the findings of a rule about a model or a relation.

use relata_record::rules;
use relata_record::similar::nearest;
use syn::{Result, Token};

use crate::arguments::{Argument, each, is_not_blank};
use crate::errors::Errors;
use crate::level::unknown;
use crate::name::Name;

const EXAMPLE: &str = "missing_inverse, reason = \"…\"";

/// A rule that is allowed for a model or a relation.
#[derive(Debug)]
pub struct Allow {
    /// The rule.
    pub rule: Name,
    /// Why the rule is allowed.
    pub reason: String,
}

/// Reads one `allow`, and adds it to those of its model or relation.
pub(crate) fn read(allows: &mut Vec<Allow>, argument: &Argument<'_>) -> Result<()> {
    let errors = argument.errors;
    let before = errors.count();
    let (mut rule, mut reason) = (None, None);
    argument.list(EXAMPLE, |content| {
        each(content, errors, |argument| {
            if argument.word == "reason" {
                argument.once(&mut reason, read_reason)
            } else {
                read_rule(&mut rule, argument)
            }
        });
        Ok(())
    })?;
    let is_faulty = errors.count() > before;
    if let Some(rule) = &rule {
        check(rule, errors);
    }
    match (rule, reason) {
        (Some(rule), Some(reason)) => {
            if allows.iter().any(|allow| allow.rule.text == rule.text) {
                let message = format_args!("`{}` is allowed twice here; remove one", rule.text);
                errors.push(rule.span, message);
            }
            allows.push(Allow { rule, reason });
        }
        // A mistake that is already reported explains what is missing.
        _ if is_faulty => {}
        (None, _) => {
            let example = format_args!("a rule first, as in `allow({EXAMPLE})`");
            errors.add(argument.needs(example));
        }
        (Some(Name { text, span }), None) => {
            let example = format_args!("`allow({text}, reason = \"…\")`");
            let message = format_args!("`allow` needs a reason, as in {example}");
            errors.push(span, message);
        }
    }
    Ok(())
}

fn read_reason(argument: &Argument<'_>) -> Result<String> {
    let message = "the reason is empty; explain why the rule is allowed";
    let reason = argument.text(is_not_blank, message)?;
    Ok(reason.value())
}

fn read_rule(rule: &mut Option<Name>, argument: &Argument<'_>) -> Result<()> {
    let word = &argument.word;
    if argument.input.peek(Token![=]) {
        let message = if rules::allowed().any(|rule| word == rule) {
            format!("`{word}` takes no value; write the reason as `reason = \"…\"`")
        } else {
            unknown("argument", &word.to_string(), &["reason"])
        };
        return Err(argument.error(message));
    }
    if rule.is_some() {
        let message = "`allow` takes a single rule; add another `allow` for";
        return Err(argument.error(format_args!("{message} `{word}`")));
    }
    *rule = Some(Name::of(word));
    Ok(())
}

fn check(rule: &Name, errors: &Errors) {
    let name = rule.text.as_str();
    if rules::of_registry().any(|rule| rule == name) {
        let message = "applies to the whole registry, so it cannot be allowed on a model or relation; set its level with `relata::options()`";
        errors.push(rule.span, format_args!("`{name}` {message}"));
    } else if !rules::allowed().any(|rule| rule == name) {
        let message = match nearest(name, rules::allowed().chain(rules::of_registry())) {
            Some(similar) => format!("a similar one exists: `{similar}`"),
            None => "see `relata::Rule` for all rules".to_owned(),
        };
        errors.push(rule.span, format_args!("unknown rule `{name}`; {message}"));
    }
}
