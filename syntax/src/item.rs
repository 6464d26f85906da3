//! Reads a struct or an enum, its fields and all its `#[relata(…)]` attributes. Mistakes that two arguments make together
//! are not checked here.

use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput};

use crate::attributes;
use crate::errors::Errors;
use crate::field::{self, Field};
use crate::level::Level;
use crate::model::{self, Model};
use crate::name::Name;
use crate::orm::sea_orm;
use crate::relation::{self, Relation};

/// The level next to an attribute with which an ORM declares a relation.
const NEXT_TO_ORM: Level = Level {
    here: "next to a relation that an ORM declares",
    example: "#[relata(inverse = name)]",
    ..relation::LEVEL
};

/// Reads an item.
pub(crate) fn read<'a>(input: &'a DeriveInput, errors: &Errors) -> Model<'a> {
    let mut model = Model::new(input);
    attributes::read(&input.attrs, &model::LEVEL, errors, |it| model.read(it));
    match &input.data {
        Data::Struct(data) => {
            // Documents use `name` for such a model.
            let is_named = input.ident == "Model" && model.name.is_some();
            model.by_module = is_named || sea_orm::by_module(input);
            model.beside = sea_orm::beside(input);
            let is_entity = sea_orm::is_entity(input);
            for (position, field) in data.fields.iter().enumerate() {
                if is_entity && sea_orm::is_relation(field) {
                    read_relation_field(&mut model, field, errors);
                } else {
                    read_field(&mut model, position, field, errors);
                }
            }
        }
        Data::Enum(data) => {
            let message =
                "a variant cannot have a key or a relation; declare relations on the enum";
            for variant in &data.variants {
                let on_fields = variant.fields.iter().flat_map(|field| &field.attrs);
                let all = variant.attrs.iter().chain(on_fields);
                for attribute in all.filter(|it| attributes::is_relata(it)) {
                    errors.push(attribute.path().span(), message);
                }
            }
        }
        Data::Union(data) => {
            let message = "a union cannot be a model; only structs and enums can";
            errors.push(data.union_token.span, message);
        }
    }
    model.keep_uuid();
    model
}

fn read_field<'a>(model: &mut Model<'a>, position: usize, item: &'a syn::Field, errors: &Errors) {
    let mut field = Field::new(position, item);
    attributes::read(&item.attrs, &field::LEVEL, errors, |argument| {
        let Some(kind) = relation::kind(argument) else {
            return field::read_argument(&mut field, argument);
        };
        let relation = relation::of_kind(kind, argument, Some(&field.name));
        relation.map(|relation| model.relations.extend(relation))
    });
    model.fields.push(field);
}

/// Reads a field that an ORM fills with the models of a relation. It is not a column. relata's attribute on it declares a
/// new relation, or adds to the one that the ORM's attribute declares.
pub(crate) fn read_relation_field(model: &mut Model<'_>, field: &syn::Field, errors: &Errors) {
    if let Some(name) = field.ident.as_ref().map(Name::of) {
        let from_orm = sea_orm::of_field(&name, field);
        read_next_to_orm(model, from_orm, Some(&name), &field.attrs, errors);
    }
}

/// Adds a relation that an ORM's attribute declares, and the arguments that relata's attributes add to it. On a field,
/// relata's attributes can also declare a relation.
pub(crate) fn read_next_to_orm(
    model: &mut Model<'_>,
    mut from_orm: Option<Relation>,
    field: Option<&Name>,
    attributes: &[Attribute],
    errors: &Errors,
) {
    let mut added: Option<Relation> = None;
    attributes::read(attributes, &NEXT_TO_ORM, errors, |argument| {
        if let (Some(field), Some(kind)) = (field, relation::kind(argument)) {
            if let Some(mut relation) = relation::of_kind(kind, argument, Some(field))? {
                relation.key.take_if(|key| key.is_only(&field.text));
                // Without an explicit name, it is the relation that the ORM declares.
                let has_default_name = relation.name.text == field.without_id().text;
                let declared = from_orm.iter().find(|it| it.kind == kind);
                if let Some(declared) = declared.filter(|_| has_default_name) {
                    relation.name = declared.name.clone();
                }
                model.relations.push(relation);
            }
            return Ok(());
        }
        let word = &argument.word;
        match &mut from_orm {
            Some(from_orm) => {
                let relation = added.get_or_insert_with(|| {
                    let targets = std::mem::take(&mut from_orm.targets);
                    Relation::new(from_orm.name.clone(), from_orm.kind, targets)
                });
                relation.read(argument)
            }
            None if NEXT_TO_ORM.has(word) => {
                let message = "no attribute here declares a relation that";
                Err(argument.error(format_args!("{message} `{word}` could apply to")))
            }
            None => Err(argument.unknown(&NEXT_TO_ORM)),
        }
    });
    model.relations.extend(added);
    model.from_orm.extend(from_orm);
}
