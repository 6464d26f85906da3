//! What two arguments together make wrong, or an argument and the item it stands in.
//!
//! In: the model as read. Out: mistakes. What only other models show is judged at start-up, not here.

use std::collections::HashMap;

use syn::GenericParam;

use crate::arguments::not_known;
use crate::errors::Errors;
use crate::model::{Kind, Model, Name, Names, Relation, Target};

pub(crate) fn validate(model: &Model, errors: &Errors) {
    no_parameters(model, errors);
    primary_key_once(model, errors);
    lists_name_fields(model, errors);
    relation_names_once(model, errors);
    for relation in &model.relations {
        options_fit_the_kind(relation, errors);
        own_fields_exist(model, relation, errors);
        key_fits_references(relation, errors);
        names_once(relation.key.as_ref(), errors);
        names_once(relation.references.as_ref(), errors);
    }
}

/// A registration is one static, and a static has one concrete type.
fn no_parameters(model: &Model, errors: &Errors) {
    for parameter in &model.generics.params {
        let (what, span) = match parameter {
            GenericParam::Type(parameter) => ("type", parameter.ident.span()),
            GenericParam::Const(parameter) => ("const", parameter.ident.span()),
            GenericParam::Lifetime(_) => continue,
        };
        let message =
            format_args!("a model has no {what} parameters: it is registered as one concrete type");
        errors.push(span, message);
    }
}

fn primary_key_once(model: &Model, errors: &Errors) {
    if model.key.is_some() {
        for marked in model.fields.iter().filter_map(|field| field.key) {
            errors.push(
                marked,
                "the primary key is said twice: here and by `key(…)` on the struct; remove one",
            );
        }
    }
}

fn lists_name_fields(model: &Model, errors: &Errors) {
    for list in model.key.iter().chain(&model.uniques) {
        names_once(Some(list), errors);
        for name in &list.items {
            is_field(model, name, errors);
        }
    }
}

fn is_field(model: &Model, name: &Name, errors: &Errors) {
    if model.field(&name.text).is_some() {
        return;
    }
    let fields: Vec<_> = model
        .fields
        .iter()
        .map(|field| field.name.text.as_str())
        .collect();
    if fields.is_empty() {
        errors.push(
            name.span,
            format_args!(
                "unknown field `{}`; `{}` has no fields",
                name.text, model.ident
            ),
        );
    } else {
        errors.push(name.span, not_known("field", &name.text, &fields));
    }
}

fn names_once(list: Option<&Names>, errors: &Errors) {
    let mut seen = Vec::new();
    for name in list.iter().flat_map(|list| &list.items) {
        if seen.contains(&&name.text) {
            errors.push(
                name.span,
                format_args!("`{}` is named twice; remove one", name.text),
            );
        }
        seen.push(&name.text);
    }
}

fn relation_names_once(model: &Model, errors: &Errors) {
    let mut seen = HashMap::new();
    for relation in &model.relations {
        if seen.insert(&relation.name.text, ()).is_some() {
            let message = format_args!(
                "there are two relations `{}`; give one another name",
                relation.name.text
            );
            errors.push(relation.name.span, message);
        }
    }
}

fn options_fit_the_kind(relation: &Relation, errors: &Errors) {
    let kind = relation.kind;
    let holds_key = kind != Kind::ManyToMany;
    let many = matches!(kind, Kind::HasOne | Kind::HasMany | Kind::ManyToMany);
    let through = relation.through.as_ref().map(Target::span);
    let checks = [
        (relation.key.as_ref().map(|key| key.span), "key", holds_key),
        (
            relation
                .references
                .as_ref()
                .map(|references| references.span),
            "references",
            holds_key,
        ),
        (relation.tag.as_ref().map(|tag| tag.span), "tag", holds_key),
        (through, "through", many),
        (relation.via.as_ref().map(|(own, _)| own.span), "via", many),
        (
            relation.on_delete.as_ref().map(|on_delete| on_delete.span),
            "on_delete",
            kind != Kind::RefersTo,
        ),
    ];
    for (span, option, fits) in checks {
        if let (Some(span), false) = (span, fits) {
            errors.push(
                span,
                format_args!(
                    "a {} relation has no `{option}`; {}",
                    kind.name(),
                    instead(kind)
                ),
            );
        }
    }
    if let (Some((own, _)), None) = (&relation.via, &relation.through) {
        errors.push(
            own.span,
            "`via` needs a `through`: it names relations of that model",
        );
    }
    if let (Some(key), Some(_), true) = (&relation.key, &relation.through, kind != Kind::BelongsTo)
    {
        errors.push(
            key.span,
            "a relation through another model has no `key`; that model holds the keys",
        );
    }
}

/// Where the option that a kind does not have would belong.
fn instead(kind: Kind) -> &'static str {
    match kind {
        Kind::ManyToMany => "its `through` model holds the keys",
        Kind::BelongsTo => "it leads to its target directly",
        Kind::HasOne | Kind::HasMany | Kind::RefersTo => "it is a mention, without rows",
    }
}

/// Of a relation that holds its key here, the key and the tag are fields of this model.
fn own_fields_exist(model: &Model, relation: &Relation, errors: &Errors) {
    if !matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo) {
        return;
    }
    let key = relation.key.iter().flat_map(|key| &key.items);
    for name in key.chain(&relation.tag) {
        is_field(model, name, errors);
    }
}

fn key_fits_references(relation: &Relation, errors: &Errors) {
    if let (Some(key), Some(references)) = (&relation.key, &relation.references)
        && key.items.len() != references.items.len()
    {
        let fields = |n| {
            if n == 1 {
                "1 field".to_owned()
            } else {
                format!("{n} fields")
            }
        };
        let (key, named) = (fields(key.items.len()), fields(references.items.len()));
        errors.push(
            references.span,
            format_args!("the key has {key}, but `references` names {named}"),
        );
    }
}
