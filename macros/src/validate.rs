//! Mistakes of two arguments together, or of an argument and its item. Those that depend on other models are found at
//! start-up.

use relata_record::similar::nearest;
use relata_record::{Kind, OnDelete};
use relata_syntax::{Errors, Field, Model, Name, Relation, Spelling, Target, either, text};
use syn::Type;
use syn::spanned::Spanned;

use crate::outside::Outside;

pub(crate) fn validate(model: &Model<'_>, errors: &Errors) {
    independent_of_parameters(model, errors);
    primary_key_once(model, errors);
    uniques_once(model, errors);
    for list in model.key.iter().chain(&model.uniques) {
        names_once(&list.items, errors);
        fields_exist(model, &list.items, "", errors);
    }
    for Relation { name, .. } in repeated(&model.relations, |it| it.name.text.as_str()) {
        let what = format_args!("duplicate relation `{}`", name.text);
        errors.push(name.span, format_args!("{what}; rename one"));
    }
    for relation in &model.relations {
        open_has_no_inverse(relation, errors);
        through_holds_the_keys(relation, errors);
        if model.part.is_none() && relation.holds_key() {
            let key = relation.key.iter().flat_map(|key| &key.items);
            // A primary key is not suggested, however similar its name, unless it is named after the relation. Then it may
            // be shared with the target.
            let own = match *model.primary_key() {
                [only] if !only.starts_with(&*relation.name.text) => only,
                _ => "",
            };
            fields_exist(model, key.chain(&relation.tag), own, errors);
        }
        key_fits_references(relation, errors);
        for target in repeated(&relation.targets, Target::text) {
            let text = target.text();
            let message = format_args!("`{text}` is listed as a target twice; remove one");
            errors.push(target.span(), message);
        }
        for names in relation.key.iter().chain(&relation.references) {
            names_once(&names.items, errors);
        }
        if let Some(via) = &relation.via {
            names_once([&via.own, &via.other], errors);
        }
    }
}

/// Returns the items that are equal to an earlier one.
fn repeated<'a, T: 'a, K: PartialEq>(
    all: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&'a T) -> K,
) -> impl Iterator<Item = &'a T> {
    let mut seen = Vec::new();
    all.into_iter().filter(move |it| {
        let key = key(it);
        let is_repeated = seen.contains(&key);
        seen.push(key);
        is_repeated
    })
}

/// Reports what a parameter of the struct cannot decide: the record is the same whatever its arguments are.
fn independent_of_parameters(model: &Model<'_>, errors: &Errors) {
    let outside = Outside::new(model.ident, model.generics);
    let report = |ty: &Type, message: &str| {
        if outside.depends(ty) {
            errors.push(ty.span(), message);
        }
    };
    let as_types = model.fields.iter().flat_map(|field| &field.as_types);
    for ty in as_types.flatten() {
        let message = "the type that a field counts as cannot depend on a parameter of the model; write a concrete type";
        report(ty, message);
    }
    for relation in &model.relations {
        for target in relation.targets.iter().chain(&relation.through) {
            if let Target::Type(ty) = target {
                let message = "a target cannot depend on a parameter of the model; write `Self`, a concrete type, or a name in quotes";
                report(ty, message);
            }
        }
        let key = model.own_key(relation).into_iter();
        let mut key = key.filter_map(|field| model.field(field));
        let is_required = |it: &Field<'_>| outside.depends(it.ty) && !Spelling::of(it.ty).is_option;
        if let Some(on_delete) = &relation.on_delete
            && on_delete.action == OnDelete::SetNull
            && relation.kind == Kind::BelongsTo
            && let Some(field) = key.find(|it| is_required(it))
        {
            let ty = text(field.ty);
            let message = format_args!(
                "`on_delete = set_null` needs a key that can be null, but its type `{ty}` is not an `Option`"
            );
            errors.push(on_delete.span, message);
        }
    }
}

fn primary_key_once(model: &Model<'_>, errors: &Errors) {
    let marked = model.fields.iter().filter_map(|field| field.key);
    for marked in marked.filter(|_| model.key.is_some()) {
        let message =
            "the primary key is declared twice, here and by `key` on the struct; remove one";
        errors.push(marked, message);
    }
}

fn uniques_once(model: &Model<'_>, errors: &Errors) {
    for names in repeated(&model.uniques, |names| names.texts().collect::<Vec<_>>()) {
        let set = names.texts().collect::<Vec<_>>().join(", ");
        let message = format_args!("`unique({set})` is declared twice; remove one of them");
        errors.push(names.argument, message);
    }
    for field in &model.fields {
        let name = &field.name.text;
        if let Some(marked) = field.unique
            && model.uniques.iter().any(|names| names.is_only(name))
        {
            let message = "is declared unique twice, here and on the struct; remove one";
            errors.push(marked, format_args!("`{name}` {message}"));
        }
    }
}

fn names_once<'a>(names: impl IntoIterator<Item = &'a Name>, errors: &Errors) {
    for name in repeated(names, |name| &name.text) {
        let message = format_args!("`{}` is listed twice; remove one", name.text);
        errors.push(name.span, message);
    }
}

/// Maximum number of fields printed; a longer list would hide the mistake.
const NAMED: usize = 8;

/// Reports the names that are not fields, with a field of a similar name unless it is `omitted`.
fn fields_exist<'a>(
    model: &Model<'_>,
    names: impl IntoIterator<Item = &'a Name>,
    omitted: &str,
    errors: &Errors,
) {
    let fields = model.fields.iter().map(|field| field.name.text.as_str());
    let (fields, ident): (Vec<_>, _) = (fields.collect(), model.ident);
    for name in names {
        if fields.contains(&&*name.text) {
            continue;
        }
        let others: Vec<&str> = fields.iter().copied().filter(|it| *it != omitted).collect();
        let similar = nearest(&name.text, others.iter().copied());
        let has_name = |it: &&Relation| it.name.text == name.text;
        let relation = model.relations.iter().find(has_name);
        let known = match (similar, others.len()) {
            _ if relation.is_some() => relation.map(|it| describe(model, it)).unwrap_or_default(),
            (Some(similar), _) => format!("a similar one exists: `{similar}`"),
            (None, 0) if fields.is_empty() => format!("`{ident}` has no fields"),
            (None, 0) => format!("`{ident}` has only its primary key"),
            (None, 1..=NAMED) => format!("expected {}", either(&others)),
            (None, count) => format!("none of the {count} fields of `{ident}` has a similar name"),
        };
        let what = format_args!("unknown field `{}`", name.text);
        errors.push(name.span, format_args!("{what}; {known}"));
    }
}

/// Describes a name that is a relation, with the key of the relation.
fn describe(model: &Model<'_>, relation: &Relation) -> String {
    match &*model.own_key(relation) {
        key if key.is_empty() || key.contains(&&*relation.name.text) => {
            "it is a relation, not a field".to_owned()
        }
        key => format!("it is a relation, whose key is `{}`", key.join("`, `")),
    }
}

/// Checks that `via` has a through model, and that a relation with a through model has no keys of its own.
fn through_holds_the_keys(relation: &Relation, errors: &Errors) {
    if relation.through.is_none() {
        if let Some(via) = &relation.via {
            let message = "`via` needs `through`: it names relations of the through model";
            errors.push(via.span, message);
        }
        return;
    }
    for (argument, names) in [("key", &relation.key), ("references", &relation.references)] {
        if let Some(names) = names {
            let what = format_args!("a relation through another model has no `{argument}`");
            errors.push(
                names.argument,
                format_args!("{what}; the through model holds the keys"),
            );
        }
    }
}

/// Checks that an open relation has no inverse: its targets are unknown.
fn open_has_no_inverse(relation: &Relation, errors: &Errors) {
    if let (Some(inverse), []) = (&relation.inverse, &*relation.targets) {
        let message = "a relation to `any` has no inverse; list its targets, as in `any(A, B)`";
        errors.push(inverse.span, message);
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
        let message = format_args!("the key has {key}, but `references` lists {named}");
        errors.push(references.argument, message);
    }
}
