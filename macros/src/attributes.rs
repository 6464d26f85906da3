//! Reading a struct or an enum and its `#[relata(…)]` attributes.
//!
//! In: the item. Out: a [`Model`], none if it is skipped. What only two arguments together make wrong is not seen here.

use proc_macro2::Span;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Ident, Index, Path, parse_quote};

use crate::arguments::{self, once, unknown};
use crate::errors::Errors;
use crate::model::{Field, Kind, Model, Name, Names};
use crate::relations;

const ON_STRUCT: [&str; 12] = [
    "name",
    "table",
    "key",
    "unique",
    "allow",
    "skip",
    "crate",
    "belongs_to",
    "has_one",
    "has_many",
    "many_to_many",
    "refers_to",
];
const ON_FIELD: [&str; 8] = [
    "key",
    "unique",
    "as",
    "belongs_to",
    "has_one",
    "has_many",
    "many_to_many",
    "refers_to",
];

/// Reads the whole item, noting every mistake. None if it says `skip`.
pub(crate) fn read(input: &DeriveInput, errors: &Errors) -> Option<Model> {
    let mut model = Model {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        krate: krate(input),
        name: None,
        table: None,
        key: None,
        uniques: Vec::new(),
        allows: Vec::new(),
        fields: Vec::new(),
        relations: Vec::new(),
    };
    let mut skip = None;
    for attribute in relata_attributes(&input.attrs) {
        read_list(attribute, errors, |argument, input| {
            on_struct(&mut model, &mut skip, argument, input, errors)
        });
    }
    match &input.data {
        Data::Struct(data) => {
            for (nth, field) in data.fields.iter().enumerate() {
                let field = read_field(&mut model, nth, field, errors);
                model.fields.push(field);
            }
        }
        Data::Enum(data) => {
            for variant in &data.variants {
                let on_fields = variant.fields.iter().flat_map(|field| &field.attrs);
                for attribute in relata_attributes(variant.attrs.iter().chain(on_fields)) {
                    let message = "the variants of an enum hold no relations; say them on the enum";
                    errors.push(attribute.path().span(), message);
                }
            }
        }
        Data::Union(data) => errors.push(
            data.union_token.span,
            "a union cannot be a model; only structs and enums can",
        ),
    }
    skip.is_none().then_some(model)
}

fn relata_attributes<'a>(
    attributes: impl IntoIterator<Item = &'a Attribute>,
) -> impl Iterator<Item = &'a Attribute> {
    attributes
        .into_iter()
        .filter(|attribute| attribute.path().is_ident("relata"))
}

/// Where relata is. Read by itself, because code that is made after a mistake needs it too.
pub(crate) fn krate(input: &DeriveInput) -> Path {
    let mut krate = None;
    let quiet = Errors::new();
    for attribute in relata_attributes(&input.attrs) {
        read_list(attribute, &quiet, |argument, input| {
            if argument == "crate" {
                arguments::equals(argument, input, "path")?;
                krate = Some(input.call(Path::parse_mod_style)?);
            } else {
                while !input.is_empty() && !input.peek(syn::Token![,]) {
                    input.parse::<proc_macro2::TokenTree>()?;
                }
            }
            Ok(())
        });
    }
    // What is wrong with an attribute is said by the one who reads it all.
    let _ = quiet.finish();
    krate.unwrap_or_else(|| parse_quote!(::relata))
}

fn read_list(
    attribute: &Attribute,
    errors: &Errors,
    read: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    let list = match attribute.meta.require_list() {
        Ok(list) => list,
        Err(_) => {
            errors.push(
                attribute.path().span(),
                "write the arguments in parentheses, as in `#[relata(key)]`",
            );
            return;
        }
    };
    let mut read = read;
    let parser = |input: ParseStream<'_>| {
        arguments::each(input, errors, &mut read);
        Ok(())
    };
    if let Err(error) = parser.parse2(list.tokens.clone()) {
        errors.add(error);
    }
}

fn on_struct(
    model: &mut Model,
    skip: &mut Option<Span>,
    argument: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    if let Some(kind) = relations::kind(argument) {
        model
            .relations
            .push(relations::read(kind, argument, input, None, errors)?);
        return Ok(());
    }
    match argument.to_string().as_str() {
        "name" => {
            let name = arguments::text(argument, input)?;
            if syn::parse_str::<Ident>(&name.value()).is_err() {
                return Err(syn::Error::new(
                    name.span(),
                    "the name of a model is a single identifier, as in `Invoice`",
                ));
            }
            once(&mut model.name, argument, name, errors);
        }
        "table" => {
            let table = arguments::text(argument, input)?;
            if table.value().is_empty() {
                return Err(syn::Error::new(
                    table.span(),
                    "the name of a table is not empty",
                ));
            }
            once(&mut model.table, argument, table, errors);
        }
        "key" => once(
            &mut model.key,
            argument,
            arguments::names(argument, input)?,
            errors,
        ),
        "unique" => model.uniques.push(arguments::names(argument, input)?),
        "allow" => model
            .allows
            .extend(arguments::allow(argument, input, errors)?),
        "skip" => once(skip, argument, argument.span(), errors),
        "crate" => {
            arguments::equals(argument, input, "path")?;
            input.call(Path::parse_mod_style)?;
        }
        _ => return Err(unknown(argument, &ON_STRUCT)),
    }
    Ok(())
}

fn read_field(model: &mut Model, nth: usize, field: &syn::Field, errors: &Errors) -> Field {
    let name = match &field.ident {
        Some(ident) => Name::of(ident),
        None => Name {
            text: Index::from(nth).index.to_string(),
            span: field.ty.span(),
        },
    };
    let mut read = Field {
        name: name.clone(),
        ty: field.ty.clone(),
        key: None,
        unique: None,
        as_ty: None,
    };
    for attribute in relata_attributes(&field.attrs) {
        read_list(attribute, errors, |argument, input| {
            if let Some(kind) = relations::kind(argument) {
                model
                    .relations
                    .push(relations::read(kind, argument, input, Some(&name), errors)?);
                return Ok(());
            }
            match argument.to_string().as_str() {
                "key" => arguments::flag(&mut read.key, argument, input, errors)?,
                "unique" => arguments::flag(&mut read.unique, argument, input, errors)?,
                "as" => {
                    arguments::equals(argument, input, "Type")?;
                    once(&mut read.as_ty, argument, input.parse()?, errors);
                }
                _ => return Err(unknown(argument, &ON_FIELD)),
            }
            Ok(())
        });
    }
    read
}

impl Model {
    /// The fields of the primary key: those that are marked, or the field `id`, or none that are known.
    pub(crate) fn primary_key(&self) -> Vec<&str> {
        if let Some(Names { items, .. }) = &self.key {
            return items.iter().map(|name| name.text.as_str()).collect();
        }
        let marked: Vec<_> = self
            .fields
            .iter()
            .filter(|field| field.key.is_some())
            .collect();
        let key = if marked.is_empty() {
            self.field("id").into_iter().collect()
        } else {
            marked
        };
        key.into_iter()
            .map(|field| field.name.text.as_str())
            .collect()
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.text == name)
    }

    /// The fields that hold a relation's key in this model: those that are written, or else `NAME_id`.
    pub(crate) fn own_key<'a>(&'a self, relation: &'a crate::model::Relation) -> Vec<&'a str> {
        match (&relation.key, relation.kind) {
            (Some(key), _) => key.items.iter().map(|name| name.text.as_str()).collect(),
            (None, Kind::BelongsTo) => {
                let default = self.field(&format!("{}_id", relation.name.text));
                default
                    .into_iter()
                    .map(|field| field.name.text.as_str())
                    .collect()
            }
            (None, _) => Vec::new(),
        }
    }
}
