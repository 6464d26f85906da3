//! Reading one relation: `belongs_to(author: User, inverse = posts)`.

use relata_record::OnDelete as Action;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token};

use crate::arguments::{self, once};
use crate::errors::Errors;
use crate::model::{Kind, Name, Names, OnDelete, Relation, Target, Via, lacks};
use crate::words::{Level, not_known, quoted, unknown};
use crate::{allow, targets};

/// The kind that an argument names, if it names one.
pub(crate) fn kind(argument: &Ident) -> Option<Kind> {
    Kind::from_name(&argument.to_string())
}

/// Reads what stands in parentheses behind the kind. A relation on a field has its name and its key from there. None
/// if its name or its targets cannot be read, which is noted.
pub(crate) fn read(
    kind: Kind,
    argument: &Ident,
    input: ParseStream<'_>,
    field: Option<&Name>,
    errors: &Errors,
) -> syn::Result<Option<Relation>> {
    let example = match field {
        Some(field) if !field.is_number() => "Target",
        _ => "name: Target",
    };
    arguments::in_parentheses(argument, input, example, |content| {
        if content.is_empty() {
            let message = format!("`{argument}` needs a target, as in `{argument}({example})`");
            return Err(syn::Error::new(argument.span(), message));
        }
        let head = head(argument, content, field, errors);
        let known = head.is_some();
        // Without a name or a target, the options are still read for their own mistakes.
        let (name, targets) = head.unwrap_or_else(|| (Name::of(argument), Vec::new()));
        let mut relation = Relation::new(name, kind, targets);
        arguments::each(content, errors, |argument, input| {
            option(&mut relation, argument, input, errors)
        });
        if let (Kind::BelongsTo, None, Some(field)) = (kind, &relation.key, field) {
            relation.key = Some(Names {
                items: vec![field.clone()],
                argument: field.span,
                span: field.span,
            });
        }
        Ok(known.then_some(relation))
    })
}

/// `name: Target,`, or `Target,` on a field.
fn head(
    argument: &Ident,
    input: ParseStream<'_>,
    field: Option<&Name>,
    errors: &Errors,
) -> Option<(Name, Vec<Target>)> {
    let name = relation_name(argument, input, field);
    let name = name.map_err(|error| errors.add(error)).ok();
    let targets = targets::read(input).and_then(|targets| {
        arguments::end(format_args!("the target"), input)?;
        Ok(targets)
    });
    let targets = targets.map_err(|error| errors.add(error)).ok();
    arguments::skip(input);
    Some((name?, targets?))
}

/// `name:`, or the field's name without `_id`.
fn relation_name(
    argument: &Ident,
    input: ParseStream<'_>,
    field: Option<&Name>,
) -> syn::Result<Name> {
    let colon = input.peek2(Token![:]) && !input.peek2(Token![::]);
    if colon && input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        input.parse::<Token![:]>()?;
        return Err(quoted(name.span(), "a name", &name.value()));
    }
    if input.peek(Ident::peek_any) && input.peek2(Token![=]) {
        let word = input.call(Ident::parse_any)?;
        let equals: Token![=] = input.parse()?;
        if Level::Relation.has(&word) {
            let name = if field.is_some_and(|field| !field.is_number()) {
                ""
            } else {
                "name: "
            };
            let example = format!("`{argument}({name}Target, {word} = …)`");
            let message = format!("`{argument}` needs a target first, as in {example}");
            return Err(syn::Error::new(word.span(), message));
        }
        let message = "expected a colon after the name of a relation";
        return Err(syn::Error::new(equals.span, message));
    }
    if colon && input.peek(Ident::peek_any) {
        let name = Name::read(input);
        input.parse::<Token![:]>()?;
        return name;
    }
    match field {
        Some(field) if !field.is_number() => Ok(field.without_id()),
        Some(_) => {
            let message = "a relation on a field without a name needs one, as in";
            Err(input.error(format_args!("{message} `{argument}(name: Target)`")))
        }
        None => {
            let message = "a relation on the struct needs a name, as in";
            Err(input.error(format_args!("{message} `{argument}(name: Target)`")))
        }
    }
}

/// Reads one of the arguments behind the target.
pub(crate) fn option(
    relation: &mut Relation,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    let written = argument.to_string();
    if let Some(why) = lacks(relation.kind, &written) {
        let kind = relation.kind.name();
        let message = format!("a `{kind}` relation has no `{written}`; {why}");
        return Err(syn::Error::new(argument.span(), message));
    }
    match written.as_str() {
        "inverse" => {
            let inverse = arguments::name(argument, input, "name")?;
            once(&mut relation.inverse, argument, inverse, errors);
        }
        "key" => {
            let key = arguments::fields(argument, input)?;
            once(&mut relation.key, argument, key, errors);
        }
        "references" => {
            let references = arguments::fields(argument, input)?;
            once(&mut relation.references, argument, references, errors);
        }
        "tag" => {
            let tag = arguments::field(argument, input)?;
            once(&mut relation.tag, argument, tag, errors);
        }
        "through" => {
            arguments::equals(argument, input, "Target")?;
            let through = targets::one(input, targets::ONE)?;
            once(&mut relation.through, argument, through, errors);
        }
        "via" => {
            let via = via(argument, input)?;
            once(&mut relation.via, argument, via, errors);
        }
        "on_delete" => {
            let on_delete = on_delete(argument, input)?;
            once(&mut relation.on_delete, argument, on_delete, errors);
        }
        "allow" => allow::read(&mut relation.allows, argument, input, errors)?,
        _ => return Err(unknown(argument, Level::Relation)),
    }
    Ok(())
}

fn via(argument: &Ident, input: ParseStream<'_>) -> syn::Result<Via> {
    let names = arguments::names(argument, input, "own, other", Name::read)?;
    <[Name; 2]>::try_from(names.items)
        .map(|[own, other]| Via {
            own,
            other,
            span: names.span,
        })
        .map_err(|_| {
            let message =
                "`via` names 2 relations of the through model: to this model, then to the target";
            syn::Error::new(argument.span(), message)
        })
}

fn on_delete(argument: &Ident, input: ParseStream<'_>) -> syn::Result<OnDelete> {
    let Name { text, span } = arguments::name(argument, input, "cascade")?;
    let Some(action) = Action::from_name(&text) else {
        let message = not_known("action", &text, Action::NAMES);
        return Err(syn::Error::new(span, message));
    };
    Ok(OnDelete {
        action,
        span,
        by_orm: false,
    })
}
