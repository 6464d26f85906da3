//! Reading a part: what declares relations of a model that stands beside it, as SeaORM writes them.
//!
//! In: an `enum Relation`, or the `ModelEx` beside a `Model`. Out: a [`Model`] that is a part.

use syn::parse::ParseStream;
use syn::{Data, DeriveInput, Ident, Type, parse_quote_spanned};

use crate::arguments;
use crate::attributes::{on_struct, orm_relation, read_list, relata_attributes, relation_field};
use crate::errors::Errors;
use crate::model::Model;
use crate::orm::sea_orm;
use crate::words::{Level, unknown};

/// The relations of an enum's variants.
pub(crate) fn of_enum<'a>(input: &'a DeriveInput, errors: &Errors) -> Model<'a> {
    let mut part = Model::new(&input.ident, &input.generics);
    let beside = Ident::new("Model", input.ident.span());
    part.part = Some(sea_orm::of_entity(input).unwrap_or_else(|| named(&beside)));
    on_item(&mut part, input, errors, |argument, _| {
        Err(unknown(argument, Level::Part))
    });
    let Data::Enum(data) = &input.data else {
        let message = "only an enum has relations as its variants; derive `relata::Model` here";
        errors.push(input.ident.span(), message);
        return part;
    };
    for variant in &data.variants {
        let said = sea_orm::of_variant(variant);
        part.complete &= said.is_some();
        orm_relation(&mut part, said, &variant.attrs, errors, |_, _| Ok(None));
    }
    part
}

/// The relation fields of a struct. All else in it is said of the model too, and told there.
pub(crate) fn of_struct<'a>(input: &'a DeriveInput, model: &Ident, errors: &Errors) -> Model<'a> {
    let mut part = Model::new(&input.ident, &input.generics);
    part.part = Some(named(model));
    let told_there = Errors::new();
    on_item(&mut part, input, &told_there, |_, input| {
        arguments::pass(input);
        Ok(())
    });
    drop(told_there.finish());
    if let Data::Struct(data) = &input.data {
        part.complete = !sea_orm::is_compact(input);
        for field in data
            .fields
            .iter()
            .filter(|field| sea_orm::is_relation(input, field))
        {
            relation_field(&mut part, field, errors);
        }
    }
    part
}

/// Reads what the item says of relata itself; `other` takes what else stands there.
fn on_item(
    part: &mut Model<'_>,
    input: &DeriveInput,
    errors: &Errors,
    other: fn(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    for attribute in relata_attributes(&input.attrs) {
        read_list(attribute, Level::Part, errors, |argument, input| {
            if argument == "skip" || argument == "crate" {
                return on_struct(part, argument, input, errors);
            }
            other(argument, input)
        });
    }
}

fn named(model: &Ident) -> Type {
    let span = model.span();
    parse_quote_spanned!(span=> #model)
}
