//! A part of a model: a type that declares relations of the model next to it, as in SeaORM.

use syn::{Data, DeriveInput, Type, parse_quote_spanned};

use crate::arguments::Argument;
use crate::attributes;
use crate::errors::Errors;
use crate::item::{read_next_to_orm, read_relation_field};
use crate::level::Level;
use crate::model::Model;
use crate::orm::sea_orm;

const LEVEL: Level = Level {
    arguments: &[&["skip", "crate"]],
    here: "on a part of a model",
    to_move: "write it on the part",
    example: "#[relata(crate = path)]",
};

/// Reads the relations of an enum's variants.
pub(crate) fn of_enum<'a>(input: &'a DeriveInput, errors: &Errors) -> Model<'a> {
    let mut part = Model::new(input);
    part.part = Some(sea_orm::of_entity(input).unwrap_or_else(|| model_beside(input)));
    on_item(&mut part, input, errors);
    let Data::Enum(data) = &input.data else {
        let message = "only an enum can declare relations as variants; derive `relata::Model` here";
        errors.push(input.ident.span(), message);
        return part;
    };
    for variant in &data.variants {
        let from_orm = sea_orm::of_variant(variant);
        part.complete &= from_orm.is_some();
        read_next_to_orm(&mut part, from_orm, None, &variant.attrs, errors);
    }
    part
}

/// Reads the relation fields of a struct. Its other attributes are on the model as well, and their mistakes are reported
/// there.
pub(crate) fn of_struct<'a>(input: &'a DeriveInput, errors: &Errors) -> Model<'a> {
    let mut part = Model::new(input);
    part.part = Some(model_beside(input));
    let reported_there = Errors::new(errors.levels);
    on_item(&mut part, input, &reported_there);
    drop(reported_there.finish());
    if let Data::Struct(data) = &input.data {
        part.complete = !sea_orm::is_compact(input);
        for field in data.fields.iter().filter(|it| sea_orm::is_relation(it)) {
            read_relation_field(&mut part, field, errors);
        }
    }
    part
}

/// Reads the arguments that a part can have.
fn on_item(part: &mut Model<'_>, input: &DeriveInput, errors: &Errors) {
    attributes::read(&input.attrs, &LEVEL, errors, |argument: &Argument<'_>| {
        if LEVEL.has(&argument.word) {
            return part.read(argument);
        }
        Err(argument.unknown(&LEVEL))
    });
}

/// Returns the type `Model` next to a part.
fn model_beside(part: &DeriveInput) -> Type {
    let span = part.ident.span();
    parse_quote_spanned!(span=> Model)
}
