//! What two arguments together make wrong, or an argument and the item it stands in.
//!
//! In: the model as read. Out: mistakes. What only other models show is judged at start-up, not here.

use relata_record::similar;
use syn::GenericParam;

use crate::errors::Errors;
use crate::model::{Kind, Model, Name, Relation};
use crate::words::either;

pub(crate) fn validate(model: &Model<'_>, errors: &Errors) {
    no_parameters(model, errors);
    let is_part = model.part.is_some();
    primary_key_once(model, errors);
    uniques_once(model, errors);
    lists_name_fields(model, errors);
    relation_names_once(model, errors);
    for relation in &model.relations {
        open_has_no_inverse(relation, errors);
        through_holds_the_keys(relation, errors);
        if !is_part {
            own_fields_exist(model, relation, errors);
        }
        key_fits_references(relation, errors);
        targets_once(relation, errors);
        names_once(relation.key.iter().flat_map(|key| &key.items), errors);
        let references = relation.references.iter();
        names_once(references.flat_map(|names| &names.items), errors);
        let via = relation.via.iter();
        names_once(via.flat_map(|via| [&via.own, &via.other]), errors);
    }
}

/// A registration is one static, and a static has one concrete type.
fn no_parameters(model: &Model<'_>, errors: &Errors) {
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

fn primary_key_once(model: &Model<'_>, errors: &Errors) {
    if model.key.is_none() {
        return;
    }
    for marked in model.fields.iter().filter_map(|field| field.key) {
        let message = "the primary key is said twice, here and by `key` on the struct; remove one";
        errors.push(marked, message);
    }
}

fn uniques_once(model: &Model<'_>, errors: &Errors) {
    for (nth, names) in model.uniques.iter().enumerate() {
        let mut earlier = model.uniques[..nth].iter();
        if earlier.any(|other| other.texts().eq(names.texts())) {
            let message = "this is said to be unique twice; remove one";
            errors.push(names.argument, message);
        }
    }
    for field in &model.fields {
        let mut lists = model.uniques.iter();
        if let Some(marked) = field.unique
            && lists.any(|names| names.texts().eq([field.name.text.as_str()]))
        {
            let name = &field.name.text;
            let message = "is said to be unique twice, here and on the struct; remove one";
            errors.push(marked, format_args!("`{name}` {message}"));
        }
    }
}

fn lists_name_fields(model: &Model<'_>, errors: &Errors) {
    for list in model.key.iter().chain(&model.uniques) {
        names_once(&list.items, errors);
        for name in &list.items {
            is_field(model, name, errors);
        }
    }
}

/// As many fields are named; a longer list would hide the mistake.
const NAMED: usize = 8;

fn is_field(model: &Model<'_>, name: &Name, errors: &Errors) {
    if model.field(&name.text).is_some() {
        return;
    }
    let fields = model.fields.iter();
    let fields: Vec<_> = fields.map(|field| field.name.text.as_str()).collect();
    // Numbers are not alike.
    let similar =
        similar::nearest(&name.text, fields.iter().copied()).filter(|_| !name.is_number());
    let known = match similar {
        Some(similar) => format!("a similar one exists: `{similar}`"),
        None if fields.is_empty() => format!("`{}` has no fields", model.ident),
        None if fields.len() > NAMED => format!(
            "none of the {} fields of `{}` has a similar name",
            fields.len(),
            model.ident
        ),
        None => format!("expected {}", either(&fields)),
    };
    errors.push(
        name.span,
        format_args!("unknown field `{}`; {known}", name.text),
    );
}

fn names_once<'a>(names: impl IntoIterator<Item = &'a Name>, errors: &Errors) {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if seen.contains(&&*name.text) {
            let message = format_args!("`{}` is named twice; remove one", name.text);
            errors.push(name.span, message);
        }
        seen.push(&name.text);
    }
}

fn relation_names_once(model: &Model<'_>, errors: &Errors) {
    for (nth, relation) in model.relations.iter().enumerate() {
        let name = &relation.name.text;
        let mut earlier = model.relations[..nth].iter();
        if earlier.any(|other| other.name.text == *name) {
            let message = format_args!("there are two relations `{name}`; give one another name");
            errors.push(relation.name.span, message);
        }
    }
}

/// Nothing but a through model has relations for `via` to name, and where there is one it alone holds the keys.
fn through_holds_the_keys(relation: &Relation, errors: &Errors) {
    if relation.through.is_none() {
        if let Some(via) = &relation.via {
            let message = "`via` needs a `through`: it names relations of that model";
            errors.push(via.span, message);
        }
        return;
    }
    for (option, names) in [("key", &relation.key), ("references", &relation.references)] {
        if let Some(names) = names {
            let message = "a relation through another model has no";
            let why = "that model holds the keys";
            errors.push(names.argument, format_args!("{message} `{option}`; {why}"));
        }
    }
}

/// Nobody can say which models an open relation leads to, so none can be asked for its inverse.
fn open_has_no_inverse(relation: &Relation, errors: &Errors) {
    if let (Some(inverse), []) = (&relation.inverse, &*relation.targets) {
        let message = "a relation to `any` has no inverse; name its targets, as in `any(A, B)`";
        errors.push(inverse.span, message);
    }
}

/// Of a relation that holds its key here, the key and the tag are fields of this model.
fn own_fields_exist(model: &Model<'_>, relation: &Relation, errors: &Errors) {
    if !matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo) {
        return;
    }
    let key = relation.key.iter().flat_map(|key| &key.items);
    for name in key.chain(&relation.tag) {
        is_field(model, name, errors);
    }
}

fn key_fits_references(relation: &Relation, errors: &Errors) {
    let (Some(key), Some(references)) = (&relation.key, &relation.references) else {
        return;
    };
    if key.items.len() != references.items.len() {
        let [key, named] = [key, references].map(|names| match names.items.len() {
            1 => "1 field".to_owned(),
            n => format!("{n} fields"),
        });
        let message = format_args!("the key has {key}, but `references` names {named}");
        errors.push(references.argument, message);
    }
}

fn targets_once(relation: &Relation, errors: &Errors) {
    let mut seen = Vec::new();
    for target in &relation.targets {
        let text = target.text();
        if seen.contains(&text) {
            errors.push(
                target.span(),
                format_args!("`{text}` is a target twice; remove one"),
            );
        }
        seen.push(text);
    }
}
