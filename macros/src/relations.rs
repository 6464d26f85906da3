//! Reading one relation: `belongs_to(author: User, inverse = posts)`.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token, Type, parenthesized};

use crate::arguments::{self, once, unknown};
use crate::errors::Errors;
use crate::model::{Kind, Name, Names, OnDelete, Relation, Target};

const OPTIONS: [&str; 8] = [
    "inverse",
    "key",
    "references",
    "through",
    "via",
    "tag",
    "on_delete",
    "allow",
];

/// The kind that an argument names, if it names one.
pub(crate) fn kind(argument: &Ident) -> Option<Kind> {
    Kind::ALL
        .iter()
        .find(|(name, _)| argument == name)
        .map(|(_, kind)| *kind)
}

/// Reads what stands in parentheses behind the kind. A relation on a field has its name and its key from there.
pub(crate) fn read(
    kind: Kind,
    argument: &Ident,
    input: ParseStream<'_>,
    field: Option<&Name>,
    errors: &Errors,
) -> syn::Result<Relation> {
    let example = if field.is_some() {
        "Target"
    } else {
        "name: Target"
    };
    arguments::parentheses(argument, input, example)?;
    let content;
    parenthesized!(content in input);
    if content.is_empty() {
        let message = format!("`{argument}` needs a target, as in `{argument}({example})`");
        return Err(syn::Error::new(argument.span(), message));
    }
    let name = relation_name(&content, field, argument)?;
    let targets = targets(&content)?;
    let mut relation = Relation {
        name,
        kind,
        targets,
        inverse: None,
        key: None,
        references: None,
        tag: None,
        through: None,
        via: None,
        on_delete: None,
        allows: Vec::new(),
    };
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    arguments::each(&content, errors, |argument, input| {
        option(&mut relation, argument, input, errors)
    });
    if let (Kind::BelongsTo, None, Some(field)) = (kind, &relation.key, field) {
        relation.key = Some(Names {
            items: vec![field.clone()],
            span: field.span,
        });
    }
    Ok(relation)
}

/// `name:`, or the field's name without `_id`.
fn relation_name(
    input: ParseStream<'_>,
    field: Option<&Name>,
    argument: &Ident,
) -> syn::Result<Name> {
    let written = input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::]);
    if written {
        let name = Name::of(&input.call(Ident::parse_any)?);
        input.parse::<Token![:]>()?;
        return Ok(name);
    }
    let Some(field) = field else {
        let message =
            format!("a relation on the struct needs a name, as in `{argument}(name: Target)`");
        return Err(syn::Error::new(input.span(), message));
    };
    if field.text.starts_with(|first: char| first.is_ascii_digit()) {
        let message = format!(
            "a relation on a field without a name needs one, as in `{argument}(name: Target)`"
        );
        return Err(syn::Error::new(input.span(), message));
    }
    let text = field
        .text
        .strip_suffix("_id")
        .filter(|name| !name.is_empty())
        .unwrap_or(&field.text);
    Ok(Name {
        text: text.to_owned(),
        span: field.span,
    })
}

fn targets(input: ParseStream<'_>) -> syn::Result<Vec<Target>> {
    let any = input
        .fork()
        .call(Ident::parse_any)
        .ok()
        .filter(|ident| ident == "any");
    if any.is_none() || input.peek2(Token![::]) {
        return Ok(vec![target(input)?]);
    }
    let any = input.call(Ident::parse_any)?;
    if !input.peek(syn::token::Paren) {
        return Ok(Vec::new());
    }
    let content;
    parenthesized!(content in input);
    let targets = content.parse_terminated(target, Token![,])?;
    if targets.is_empty() {
        let message =
            "`any` needs its targets, as in `any(A, B)`; alone, without a list, it means any model";
        return Err(syn::Error::new(any.span(), message));
    }
    Ok(targets.into_iter().collect())
}

fn target(input: ParseStream<'_>) -> syn::Result<Target> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        check_path(&name)?;
        return Ok(Target::Name(name));
    }
    if input.peek(Token![Self]) && !input.peek2(Token![::]) {
        return Ok(Target::Own(input.parse::<Token![Self]>()?.span));
    }
    let span = input.span();
    match input.parse()? {
        ty @ Type::Path(_) => Ok(Target::Type(ty)),
        _ => Err(syn::Error::new(
            span,
            "a target is a type, `Self`, a name in quotes, `any`, or `any(A, B)`",
        )),
    }
}

/// A name in quotes is a path that could stand in code.
fn check_path(name: &LitStr) -> syn::Result<()> {
    let path = name.value();
    let segments = path.strip_prefix("::").unwrap_or(&path).split("::");
    for segment in segments {
        if syn::parse_str::<Ident>(segment.strip_prefix("r#").unwrap_or(segment)).is_err()
            && !is_keyword(segment.strip_prefix("r#").unwrap_or(segment))
        {
            let message =
                "the name of a target is `Name`, `module::Name`, or `krate::module::Name`";
            return Err(syn::Error::new(name.span(), message));
        }
    }
    Ok(())
}

fn is_keyword(segment: &str) -> bool {
    // `crate`, `self` and `super` have no meaning in a name that is looked up from anywhere.
    !["crate", "self", "super", "Self"].contains(&segment)
        && syn::parse::Parser::parse_str(Ident::parse_any, segment).is_ok()
}

fn option(
    relation: &mut Relation,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    match argument.to_string().as_str() {
        "inverse" => once(
            &mut relation.inverse,
            argument,
            arguments::name(argument, input)?,
            errors,
        ),
        "key" => once(
            &mut relation.key,
            argument,
            arguments::names(argument, input)?,
            errors,
        ),
        "references" => once(
            &mut relation.references,
            argument,
            arguments::names(argument, input)?,
            errors,
        ),
        "tag" => once(
            &mut relation.tag,
            argument,
            arguments::name(argument, input)?,
            errors,
        ),
        "through" => {
            arguments::equals(argument, input, "Target")?;
            once(&mut relation.through, argument, target(input)?, errors);
        }
        "via" => once(&mut relation.via, argument, via(argument, input)?, errors),
        "on_delete" => once(
            &mut relation.on_delete,
            argument,
            on_delete(argument, input)?,
            errors,
        ),
        "allow" => relation
            .allows
            .extend(arguments::allow(argument, input, errors)?),
        _ => return Err(unknown(argument, &OPTIONS)),
    }
    Ok(())
}

fn via(argument: &Ident, input: ParseStream<'_>) -> syn::Result<(Name, Name)> {
    arguments::parentheses(argument, input, "own, other")?;
    let names = arguments::names(argument, input)?;
    match <[Name; 2]>::try_from(names.items) {
        Ok([own, other]) => Ok((own, other)),
        Err(_) => {
            let message =
                "`via` names 2 relations of the through model: to this model, then to the target";
            Err(syn::Error::new(argument.span(), message))
        }
    }
}

fn on_delete(argument: &Ident, input: ParseStream<'_>) -> syn::Result<OnDelete> {
    let action = arguments::name(argument, input)?;
    let span: Span = action.span;
    match (1..)
        .zip(OnDelete::ACTIONS)
        .find(|(_, name)| *name == action.text)
    {
        Some((action, _)) => Ok(OnDelete { action, span }),
        None => Err(syn::Error::new(
            span,
            arguments::not_known("action", &action.text, &OnDelete::ACTIONS),
        )),
    }
}
