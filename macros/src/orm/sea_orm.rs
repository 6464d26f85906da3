//! `#[sea_orm(…)]`: an entity's table and keys, its relation fields, and the variants of its `enum Relation`.
//!
//! An entity's model is called `Model` and known by its module. Its relations stand beside it, in the enum or in the
//! `ModelEx` that `#[sea_orm::model]` makes: a part of the same model.

use proc_macro2::Span;
use relata_record::OnDelete as Action;
use relata_record::spelling::{camel, same_letters, snake};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, GenericArgument, Ident, LitStr, PathArguments, Type, TypePath,
    parse_quote_spanned,
};

use super::set_key;
use super::words::{self, Word, last_segment};
use crate::model::{Kind, Model, Name, Names, OnDelete, Relation, Target, Via};

/// Whether an attribute of SeaORM stands on the item itself, as on each of its entities.
pub(crate) fn is_entity(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| it.path().is_ident("sea_orm"))
}

/// The struct that this one is a part of: `#[sea_orm::model]` makes a `ModelEx` beside each `Model`.
pub(crate) fn extends(input: &DeriveInput) -> Option<Ident> {
    (input.ident == "ModelEx" && has_attribute(input))
        .then(|| Ident::new("Model", input.ident.span()))
}

/// Whether an attribute of SeaORM stands on a struct or on one of its fields.
fn has_attribute(input: &DeriveInput) -> bool {
    let Data::Struct(data) = &input.data else {
        return false;
    };
    let mut fields = data.fields.iter();
    is_entity(&input.attrs) || fields.any(|field| is_entity(&field.attrs))
}

/// Whether a model is known by its module, since in every module it has the same name.
pub(crate) fn by_module(input: &DeriveInput) -> bool {
    input.ident == "Model" && has_attribute(input)
}

/// What declares the relations of an entity's model beside it: the `ModelEx` that is made of it, or its `enum Relation`.
pub(crate) fn beside(input: &DeriveInput) -> Option<Ident> {
    let words = words::of(&input.attrs, "sea_orm");
    let has = |name: &str| words.iter().any(|word| word.name == name);
    // Above the attribute that splits them, both are one struct still.
    let is_split_later = input.attrs.iter().any(|it| {
        let segments = &it.path().segments;
        segments.len() == 2 && segments[0].ident == "sea_orm"
    });
    if !by_module(input) || is_split_later || !has("table_name") {
        return None;
    }
    let name = if has("model_ex") {
        "ModelEx"
    } else {
        "Relation"
    };
    Some(Ident::new(name, input.ident.span()))
}

/// Whether the relations of a struct with relation fields are declared elsewhere, in an enum that is written by hand.
pub(crate) fn is_compact(input: &DeriveInput) -> bool {
    let words = words::of(&input.attrs, "sea_orm");
    words.iter().any(|word| word.name == "compact_model")
}

/// Adds the table and the keys that the attributes of an entity say.
pub(super) fn read(model: &mut Model<'_>, input: &DeriveInput) {
    let Data::Struct(data) = &input.data else {
        return;
    };
    if model.part.is_some() {
        return;
    }
    let words = words::of(&input.attrs, "sea_orm");
    let text = |name: &str| words.iter().find(|word| word.name == name)?.text();
    if model.table.is_none() {
        let table = text("table_name").map(|table| match text("schema_name") {
            Some(schema) => {
                let path = format!("{}.{}", schema.value(), table.value());
                LitStr::new(&path, table.span())
            }
            None => table,
        });
        model.table = table;
    }
    let fields = data.fields.iter();
    let columns = fields.filter(|field| !is_relation(input, field));
    let mut key = Vec::new();
    let mut sets: Vec<(String, Vec<Name>)> = Vec::new();
    for (field, read) in columns.zip(&mut model.fields) {
        for word in words::of(&field.attrs, "sea_orm") {
            match word.name.to_string().as_str() {
                "primary_key" => key.push(read.name.clone()),
                "unique" => {
                    read.unique.get_or_insert(word.name.span());
                }
                "unique_key" => {
                    let name = word.text().map(|text| text.value()).unwrap_or_default();
                    match sets.iter_mut().find(|(set, _)| *set == name) {
                        Some((_, fields)) => fields.push(read.name.clone()),
                        None => sets.push((name, vec![read.name.clone()])),
                    }
                }
                _ => {}
            }
        }
    }
    set_key(model, names(key));
    own_columns(model);
    let sets = sets.into_iter().filter_map(|(_, fields)| names(fields));
    let sets: Vec<_> = sets
        .filter(|set| !model.uniques.iter().any(|own| own.texts().eq(set.texts())))
        .collect();
    model.uniques.extend(sets);
}

/// In a struct that has its relation fields beside its columns, the columns are known here already.
fn own_columns(model: &mut Model<'_>) {
    for relation in &mut model.said {
        let fields = &model.fields;
        let field = |name: &mut Name| {
            let found = fields
                .iter()
                .find(|it| same_letters(&it.name.text, &name.text));
            found
                .map(|it| name.text.clone_from(&it.name.text))
                .is_some()
        };
        relation.key.take_if(|key| !key.items.iter_mut().all(field));
        for name in relation.references.iter_mut().flat_map(|it| &mut it.items) {
            name.text = snake(&name.text);
        }
        let via = relation.via.iter_mut();
        let via = via.flat_map(|via| [&mut via.own, &mut via.other]);
        for name in via.chain(&mut relation.inverse) {
            name.text = snake(&name.text);
        }
    }
}

fn names(items: Vec<Name>) -> Option<Names> {
    let span = items.first()?.span;
    Some(Names {
        items,
        argument: span,
        span,
    })
}

/// Whether a field of an entity is a relation, and no column.
pub(crate) fn is_relation(input: &DeriveInput, field: &syn::Field) -> bool {
    compound(&field.ty).is_some() && has_attribute(input)
}

/// A relation field's kind and the entity it leads to, by its type.
fn compound(ty: &Type) -> Option<(Kind, &TypePath)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let kind = match last.ident.to_string().as_str() {
        "BelongsTo" => Kind::BelongsTo,
        "HasOne" => Kind::HasOne,
        "HasMany" => Kind::HasMany,
        _ => return None,
    };
    let entity = held(&last.arguments)?;
    let inner = entity.path.segments.last()?;
    if inner.ident == "Option" {
        return Some((kind, held(&inner.arguments)?));
    }
    Some((kind, entity))
}

fn held(arguments: &PathArguments) -> Option<&TypePath> {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(Type::Path(path)) => Some(path),
        _ => None,
    }
}

/// The relation that a relation field declares, if its attribute does.
pub(crate) fn of_field(name: &Name, field: &syn::Field) -> Option<Relation> {
    let (kind, entity) = compound(&field.ty)?;
    let words = words::of(&field.attrs, "sea_orm");
    let word = |name: &str| words.iter().find(|word| word.name == name);
    let text = |name: &str| word(name).and_then(Word::text);
    let is_declared = ["belongs_to", "has_one", "has_many", "self_ref"];
    if !is_declared.iter().any(|name| word(name).is_some()) {
        return None;
    }
    let by_key = word("belongs_to").is_some()
        || word("self_ref").is_some() && word("from").is_some() && word("via").is_none();
    let junction = text("via").filter(|_| word("belongs_to").is_none());
    let kind = match kind {
        Kind::BelongsTo | Kind::HasOne if by_key => Kind::BelongsTo,
        Kind::HasMany if junction.is_some() => Kind::ManyToMany,
        kind => kind,
    };
    // What other attributes name is the variant, which is called like the field only where nothing else is said.
    let variant = text("relation_enum");
    let name = variant.as_ref().map_or_else(
        || name.clone(),
        |variant| Name {
            text: snake(&variant.value()),
            span: name.span,
        },
    );
    let mut relation = Relation::new(name, kind, vec![model_of(entity)]);
    if let Some(junction) = junction {
        through(&mut relation, &junction, entity, variant.as_ref());
        if let (Some(own), Some(other)) = (text("from"), text("to")) {
            relation.via = Some(via(&own, &other, junction.span()));
        }
        return Some(relation);
    }
    relation.key = text("from").and_then(|text| columns(&text));
    relation.references = text("to").and_then(|text| columns(&text));
    relation.on_delete = text("on_delete").and_then(|text| on_delete(&text));
    // Where the key is, it only names the way back: no field need be that.
    let reverse = text("relation_reverse").filter(|_| kind != Kind::BelongsTo);
    let inverse = text("via_rel").or(reverse);
    relation.inverse = inverse.and_then(|text| last_segment(&text.value(), text.span()));
    Some(relation)
}

/// `via = "junction"`, or with the junction's relation to this model: `via = "junction::Relation"`.
fn through(
    relation: &mut Relation,
    junction: &LitStr,
    entity: &TypePath,
    variant: Option<&LitStr>,
) {
    let Ok(path) = junction.parse_with(syn::Path::parse_mod_style) else {
        return;
    };
    let mut segments = path.segments.iter();
    let Some(module) = segments.next().map(|segment| &segment.ident) else {
        return;
    };
    let span = junction.span();
    relation.kind = Kind::ManyToMany;
    let entity_of_junction: TypePath = parse_quote_spanned!(span=> super::#module::Entity);
    relation.through = Some(model_of(&entity_of_junction));
    let Some(own) = segments.next() else {
        return;
    };
    let other = variant.map_or_else(
        || {
            let module = entity.path.segments.iter().rev().nth(1);
            module.map(|segment| camel(&segment.ident.unraw().to_string()))
        },
        |variant| Some(variant.value()),
    );
    if let Some(other) = other {
        let [own, other] = [own.ident.to_string(), other].map(|it| LitStr::new(&it, span));
        relation.via = Some(via(&own, &other, span));
    }
}

fn via(own: &LitStr, other: &LitStr, span: Span) -> Via {
    let name = |text: &LitStr| Name {
        text: text.value(),
        span,
    };
    Via {
        own: name(own),
        other: name(other),
        span,
    }
}

/// The relation that a variant of `enum Relation` declares.
pub(crate) fn of_variant(variant: &syn::Variant) -> Option<Relation> {
    let words = words::of(&variant.attrs, "sea_orm");
    let text = |name: &str| words.iter().find(|word| word.name == name)?.text();
    let kinds = [Kind::BelongsTo, Kind::HasOne, Kind::HasMany].into_iter();
    let mut said = kinds.filter_map(|kind| Some((kind, text(kind.name())?)));
    let (kind, entity) = said.next()?;
    let name = Name {
        text: snake(&variant.ident.to_string()),
        span: variant.ident.span(),
    };
    let entity = entity.parse::<TypePath>().ok()?;
    let mut relation = Relation::new(name, kind, vec![model_of(&entity)]);
    let (own, other) = match kind {
        Kind::BelongsTo => ("from", "to"),
        // Seen from here, the key that the target holds is where it leads to.
        _ => ("to", "from"),
    };
    relation.key = text(own).and_then(|text| columns(&text));
    relation.references = text(other).and_then(|text| columns(&text));
    relation.on_delete = text("on_delete").and_then(|text| on_delete(&text));
    relation.inverse = text("via_rel").and_then(|text| last_segment(&text.value(), text.span()));
    Some(relation)
}

/// The model of an entity: a type that may lack the derive, which is no mistake of this model.
fn model_of(entity: &TypePath) -> Target {
    let mut written = crate::types::written(entity);
    if written == "Entity" || written.ends_with("::Entity") {
        written.truncate(written.len() - "Entity".len());
        written.push_str("Model");
    }
    let span = entity.span();
    Target::Said {
        ty: Box::new(type_of(entity)),
        written,
        span,
    }
}

fn type_of(entity: &TypePath) -> Type {
    let span = entity.span();
    parse_quote_spanned!(span=> <#entity as sea_orm::EntityTrait>::Model)
}

/// The model of the entity that an enum of relations is about.
pub(crate) fn of_entity(input: &DeriveInput) -> Option<Type> {
    let words = words::of(&input.attrs, "sea_orm");
    let entity = words.iter().find(|word| word.name == "entity")?;
    let entity: TypePath = syn::parse2(entity.value.clone()).ok()?;
    Some(type_of(&entity))
}

/// `column`, `Column::Name`, or several in parentheses. In the spelling of a variant, whose field is found when the parts
/// of a model are put together: that alone knows the fields.
fn columns(text: &LitStr) -> Option<Names> {
    let list = text.value();
    let list = list.trim().trim_start_matches('(').trim_end_matches(')');
    let columns = list.split(',').filter(|column| !column.trim().is_empty());
    let columns: Option<Vec<_>> = columns.map(|it| last_segment(it, text.span())).collect();
    let mut names = names(columns?)?;
    for name in &mut names.items {
        name.text = camel(&name.text);
    }
    Some(names)
}

fn on_delete(text: &LitStr) -> Option<OnDelete> {
    let name = snake(&last_segment(&text.value(), text.span())?.text);
    Some(OnDelete {
        action: Action::from_name(&name)?,
        span: text.span(),
        by_orm: true,
    })
}
