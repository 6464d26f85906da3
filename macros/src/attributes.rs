//! Reading a struct or an enum and its `#[relata(…)]` attributes.
//!
//! In: the item. Out: a [`Model`]. What only two arguments together make wrong is not seen here.

use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Ident, MacroDelimiter, Meta};

use crate::arguments::{self, once};
use crate::errors::Errors;
use crate::model::{Field, Model, Name, Relation};
use crate::orm::sea_orm;
use crate::words::{Level, unknown};
use crate::{allow, relations, targets};

/// Reads the whole item, noting every mistake.
pub(crate) fn read<'a>(input: &'a DeriveInput, errors: &Errors) -> Model<'a> {
    let mut model = Model::new(&input.ident, &input.generics);
    for attribute in relata_attributes(&input.attrs) {
        read_list(attribute, Level::Struct, errors, |argument, input| {
            on_struct(&mut model, argument, input, errors)
        });
    }
    match &input.data {
        Data::Struct(data) => {
            // Or named like it, as a document has it.
            let is_named = input.ident == "Model" && model.name.is_some();
            model.by_module = is_named || sea_orm::by_module(input);
            model.beside = sea_orm::beside(input);
            for (nth, field) in data.fields.iter().enumerate() {
                if sea_orm::is_relation(input, field) {
                    relation_field(&mut model, field, errors);
                } else {
                    let field = read_field(&mut model, nth, field, errors);
                    model.fields.push(field);
                }
            }
        }
        Data::Enum(data) => {
            for variant in &data.variants {
                let on_fields = variant.fields.iter().flat_map(|field| &field.attrs);
                for attribute in relata_attributes(variant.attrs.iter().chain(on_fields)) {
                    let message =
                        "a variant holds no key and no relation; write relations on the enum";
                    errors.push(attribute.path().span(), message);
                }
            }
        }
        Data::Union(data) => {
            let message = "a union cannot be a model; only structs and enums can";
            errors.push(data.union_token.span, message);
        }
    }
    model
}

pub(crate) fn relata_attributes<'a>(
    attributes: impl IntoIterator<Item = &'a Attribute>,
) -> impl Iterator<Item = &'a Attribute> {
    attributes
        .into_iter()
        .filter(|attribute| attribute.path().is_ident("relata"))
}

pub(crate) fn read_list(
    attribute: &Attribute,
    level: Level,
    errors: &Errors,
    read: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    let at = attribute.path().span();
    let example = level.example();
    match &attribute.meta {
        Meta::List(list) if matches!(list.delimiter, MacroDelimiter::Paren(_)) => {
            if list.tokens.is_empty() {
                let message = "this says nothing; write an argument, as in";
                errors.push(at, format_args!("{message} `{example}`, or remove it"));
            }
            let read_all = |input: ParseStream<'_>| {
                arguments::each(input, errors, read);
                Ok(())
            };
            if let Err(error) = list.parse_args_with(read_all) {
                errors.add(error);
            }
        }
        _ => {
            let message = "the arguments stand in parentheses, as in";
            errors.push(at, format_args!("{message} `{example}`"));
        }
    }
}

pub(crate) fn on_struct(
    model: &mut Model<'_>,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    if let Some(kind) = relations::kind(argument) {
        let relation = relations::read(kind, argument, input, None, errors)?;
        model.relations.extend(relation);
        return Ok(());
    }
    match argument.to_string().as_str() {
        "name" => {
            let name = arguments::text(argument, input)?;
            if !targets::is_identifier(&name.value()) {
                let message = "the name of a model is a single identifier, as in `Invoice`";
                errors.push(name.span(), message);
            }
            once(&mut model.name, argument, name, errors);
        }
        "table" => {
            let table = arguments::text(argument, input)?;
            if table.value().trim().is_empty() {
                let message = "the name of the table is empty; write it, or remove `table`";
                errors.push(table.span(), message);
            }
            once(&mut model.table, argument, table, errors);
        }
        "key" => {
            let key = arguments::fields(argument, input)?;
            once(&mut model.key, argument, key, errors);
        }
        "unique" => model.uniques.push(arguments::fields(argument, input)?),
        "allow" => allow::read(&mut model.allows, argument, input, errors)?,
        "skip" => arguments::flag(&mut model.skip, argument, input, errors)?,
        "crate" => {
            let krate = arguments::path(argument, input, errors)?;
            once(&mut model.krate, argument, krate, errors);
        }
        _ => return Err(unknown(argument, Level::Struct)),
    }
    Ok(())
}

fn read_field<'a>(
    model: &mut Model<'a>,
    nth: usize,
    field: &'a syn::Field,
    errors: &Errors,
) -> Field<'a> {
    let name = match &field.ident {
        Some(ident) => Name::of(ident),
        None => Name {
            text: nth.to_string(),
            span: field.ty.span(),
        },
    };
    let mut read = Field {
        name,
        ty: &field.ty,
        key: None,
        unique: None,
        as_ty: None,
    };
    for attribute in relata_attributes(&field.attrs) {
        read_list(attribute, Level::Field, errors, |argument, input| {
            if let Some(kind) = relations::kind(argument) {
                let relation = relations::read(kind, argument, input, Some(&read.name), errors)?;
                model.relations.extend(relation);
                return Ok(());
            }
            match argument.to_string().as_str() {
                "key" => arguments::flag(&mut read.key, argument, input, errors),
                "unique" => arguments::flag(&mut read.unique, argument, input, errors),
                "as" => {
                    let ty = arguments::ty(argument, input)?;
                    once(&mut read.as_ty, argument, ty, errors);
                    Ok(())
                }
                _ => Err(unknown(argument, Level::Field)),
            }
        });
    }
    read
}

/// A field that an ORM fills with the models of a relation: it holds no column. What relata's attribute says there is a
/// relation of its own, or about the one that the ORM's declares.
pub(crate) fn relation_field(model: &mut Model<'_>, field: &syn::Field, errors: &Errors) {
    let Some(name) = field.ident.as_ref().map(Name::of) else {
        return;
    };
    let said = sea_orm::of_field(&name, field);
    let declared = said.as_ref().map(|said| (said.kind, said.name.clone()));
    let kinds = |argument: &Ident, input: ParseStream<'_>| {
        let Some(kind) = relations::kind(argument) else {
            return Ok(None);
        };
        let mut relation = relations::read(kind, argument, input, Some(&name), errors)?;
        if let Some(relation) = &mut relation {
            let by_default = name.without_id().text == relation.name.text;
            relation
                .key
                .take_if(|key| key.texts().eq([name.text.as_str()]));
            // Without a name of its own it is about the one that is declared here.
            if let Some((_, said)) = declared.as_ref().filter(|(kind, _)| *kind == relation.kind)
                && by_default
            {
                relation.name = said.clone();
            }
        }
        Ok(Some(relation))
    };
    orm_relation(model, said, &field.attrs, errors, kinds);
}

/// Adds a relation that an ORM's attribute declares, and what relata's says about it. `whole` reads an argument that is a
/// relation of its own.
pub(crate) fn orm_relation(
    model: &mut Model<'_>,
    mut said: Option<Relation>,
    attributes: &[Attribute],
    errors: &Errors,
    whole: impl Fn(&Ident, ParseStream<'_>) -> syn::Result<Option<Option<Relation>>>,
) {
    let mut own: Option<Relation> = None;
    for attribute in relata_attributes(attributes) {
        read_list(attribute, Level::Orm, errors, |argument, input| {
            if let Some(relation) = whole(argument, input)? {
                model.relations.extend(relation);
                return Ok(());
            }
            match (&mut own, &mut said) {
                (Some(own), _) => relations::option(own, argument, input, errors),
                (None, Some(said)) => {
                    let targets = std::mem::take(&mut said.targets);
                    let own = own.insert(Relation::new(said.name.clone(), said.kind, targets));
                    relations::option(own, argument, input, errors)
                }
                (None, None) if Level::Orm.has(argument) => {
                    let message = format_args!(
                        "no attribute declares a relation here that `{argument}` could be about"
                    );
                    Err(syn::Error::new(argument.span(), message))
                }
                (None, None) => Err(unknown(argument, Level::Orm)),
            }
        });
    }
    model.relations.extend(own);
    model.said.extend(said);
}
