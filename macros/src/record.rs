//! What a model says in its record, in the order of the layout that relata's `record.rs` describes.
//!
//! In: a model without mistakes. Out: the bytes of what the derive knows, and the types that only the compiler does.

use proc_macro2::Ident;
use quote::quote_spanned;
use relata_syntax::{Field, Model, Names, Relation, Spelling, Target};
use syn::LitStr;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use crate::encode::Record;
use crate::outside::{Outer, Outside};

/// The record of a model, as far as the derive knows it.
pub(crate) struct Contents<'m> {
    pub(crate) record: Record,
    pub(crate) asked: Asked<'m>,
}

/// What the compiler is asked of the types of fields.
#[derive(Default)]
pub(crate) struct Asked<'m> {
    /// In order, the types of key and unique fields that the record does not tell itself.
    pub(crate) beside: Vec<Outer<'m>>,
    /// The names of the others of these, which are taken for types of the language, each once.
    pub(crate) of_the_language: Vec<Ident>,
    /// Those that may be an `Option`.
    pub(crate) maybe_options: Vec<Outer<'m>>,
}

/// What the derive knows of a model.
pub(crate) fn record<'m>(model: &'m Model<'_>, outside: &Outside) -> Contents<'m> {
    let mut record = Record::new(model.ident.span());
    record.sized(|record| unlinked(model, record));
    record.list(model.primary_key().into_iter());
    record.allows(&model.allows);
    let asked = fields(model, outside, &mut record);
    record.number(model.relations.len());
    for each in &model.relations {
        relation(each, model, outside, &mut record);
    }
    Contents { record, asked }
}

/// What is not looked at to link models.
fn unlinked(model: &Model<'_>, record: &mut Record) {
    let is_called_otherwise = model.name.is_some() || model.by_module || model.part.is_some();
    let type_name = is_called_otherwise.then(|| model.ident.unraw().to_string());
    record.text(&type_name.unwrap_or_default());
    record.text(&std::env::var("CARGO_PKG_NAME").unwrap_or_default());
    record.text(&std::env::var("CARGO_PKG_VERSION").unwrap_or_default());
    record.text(&model.table.as_ref().map(LitStr::value).unwrap_or_default());
    let uniques = model.uniques.iter().map(Names::texts);
    let uniques: Vec<_> = uniques.filter(|names| names.len() > 1).collect();
    record.number(uniques.len());
    for names in uniques {
        record.list(names);
    }
    for field in &model.fields {
        record.mark(field.name.span);
    }
}

fn fields<'m>(model: &'m Model<'_>, outside: &Outside, record: &mut Record) -> Asked<'m> {
    let mut asked = Asked::default();
    record.sized(|record| {
        record.number(model.fields.len());
        for field in &model.fields {
            record.text(&field.name.text);
            let spelling = Spelling::of(field.ty);
            record.ty(&spelling.text);
            let is_typed = is_typed(model, field);
            let of_the_language = spelling.of_the_language.filter(|_| is_typed);
            let has_id = is_typed && of_the_language.is_none();
            let maybe_option = !spelling.is_certain;
            let flags = [
                (is_unique(model, field), 1),
                (has_id, 2),
                (field.as_ty.is_some(), 4),
                (maybe_option, 8),
                (of_the_language.is_some(), 16),
            ];
            let set = flags.iter().filter(|(set, _)| *set);
            record.number(set.map(|(_, flag)| flag).sum());
            if maybe_option {
                asked.maybe_options.push(outside.ty(field.ty));
            }
            if let Some(name) = of_the_language
                && !asked.of_the_language.contains(name)
            {
                asked.of_the_language.push(name.clone());
            }
            if has_id {
                asked.beside.push(outside.ty(field.ty));
            }
            if let Some(ty) = &field.as_ty {
                record.ty(&relata_syntax::text(ty));
                asked.beside.push(outside.ty(ty));
            }
        }
    });
    asked
}

/// Whether a field is unique by itself.
fn is_unique(model: &Model<'_>, field: &Field<'_>) -> bool {
    let name = field.name.text.as_str();
    field.unique.is_some() || model.uniques.iter().any(|names| names.is_only(name))
}

/// Whether the type of a field is told: keys are compared by it.
fn is_typed(model: &Model<'_>, field: &Field<'_>) -> bool {
    let name = field.name.text.as_str();
    let in_unique = |names: &Names| names.texts().any(|text| text == name);
    let in_key =
        |relation: &Relation| relation.holds_key() && model.own_key(relation).contains(&name);
    // The relations of a model that is known by its module stand beside it, and with them which fields are keys.
    model.by_module
        || field.unique.is_some()
        || field.as_ty.is_some()
        || model.primary_key().contains(&name)
        || model.uniques.iter().any(in_unique)
        || model.relations.iter().any(in_key)
}

fn relation(relation: &Relation, model: &Model<'_>, outside: &Outside, record: &mut Record) {
    record.text(&relation.name.text);
    record.byte(relation.kind.number());
    record.number(relation.targets.len());
    for each in &relation.targets {
        target(each, outside, record);
    }
    let (name, inverse) = (relation.name.span, relation.inverse.as_ref());
    record.text(inverse.map_or("", |inverse| &inverse.text));
    record.list(model.own_key(relation).into_iter());
    let key = relation.key.as_ref().map_or(name, |key| key.span);
    let targets = relation.targets.iter().map(Target::span);
    let marks = [Some(name), inverse.map(|inverse| inverse.span), Some(key)];
    let more = relation.says_more();
    record.marks(marks.into_iter().chain(targets.map(Some)), more);
    if more {
        said(relation, outside, record);
    }
}

/// What few relations say.
fn said(relation: &Relation, outside: &Outside, record: &mut Record) {
    record.text(""); // its file: the model's
    record.marked_list(relation.references.as_ref());
    record.text(relation.tag.as_ref().map_or("", |tag| &tag.text));
    match &relation.through {
        Some(through) => {
            target(through, outside, record);
            record.mark(through.span());
        }
        None => record.byte(0),
    }
    let via = relation.via.as_ref();
    record.text(via.map_or("", |via| &via.own.text));
    record.text(via.map_or("", |via| &via.other.text));
    record.mark_or_none(via.map(|via| via.other.span));
    let on_delete = relation.on_delete.as_ref();
    record.byte(on_delete.map_or(0, |on_delete| on_delete.action.number()));
    record.allows(&relation.allows);
}

fn target(target: &Target, outside: &Outside, record: &mut Record) {
    match target {
        Target::Name(name) => {
            record.byte(1);
            record.text(&name.value());
        }
        Target::Type(ty) => {
            record.byte(2);
            record.path(relata_syntax::text(ty), || {
                let span = ty.span();
                let ty = outside.ty(ty);
                quote_spanned!(span=> <#ty as __relata::Registered>::PATH)
            });
        }
        Target::FromOrm { ty, written, span } => {
            record.byte(3);
            // A model is asked for here, and there a type that may be none.
            record.path(format!("{} or none", relata_syntax::text(ty)), || {
                let ty = outside.ty(ty);
                quote_spanned!(*span=> __relata::Target::<#ty>::RELATA_PATH)
            });
            record.text(written);
        }
        Target::Own(_) => {
            record.byte(2);
            record.number(0);
        }
    }
}
