//! `#[sea_orm(…)]`: the table and keys of an entity, its relation fields, and the variants of its `enum Relation`.
//!
//! The model of an entity has the name `Model`; its module names it. Its relations are declared next to it, in the enum or
//! in the `ModelEx` that `#[sea_orm::model]` generates. Both are parts of the same model.

use std::collections::HashSet;

use relata_record::spelling::{camel, same_letters, snake};
use relata_record::{Kind, OnDelete, Orm};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Ident, LitStr, Type, TypePath, parse_quote_spanned};

use super::case;
use super::words::{Words, last_segment};
use crate::field::Field;
use crate::model::Model;
use crate::name::{Name, Names};
use crate::relation::{Action, Relation, Via};
use crate::target::Target;
use crate::text::{type_arguments, written};

/// The kinds of relations that SeaORM knows.
const KINDS: [Kind; 3] = [Kind::BelongsTo, Kind::HasOne, Kind::HasMany];

/// Returns whether one of the attributes is SeaORM's.
pub fn is_sea_orm(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| it.path().is_ident("sea_orm"))
}

/// Returns whether a struct is a part of the `Model` next to it, as each `ModelEx` that `#[sea_orm::model]` generates.
pub(crate) fn is_part(input: &DeriveInput) -> bool {
    input.ident == "ModelEx" && is_entity(input)
}

/// Returns whether a struct or one of its fields has an attribute of SeaORM.
pub(crate) fn is_entity(input: &DeriveInput) -> bool {
    let Data::Struct(data) = &input.data else {
        return false;
    };
    is_sea_orm(&input.attrs) || data.fields.iter().any(|field| is_sea_orm(&field.attrs))
}

/// Returns whether a model is named by its module, because it has the same name in every module.
pub(crate) fn by_module(input: &DeriveInput) -> bool {
    input.ident == "Model" && is_entity(input)
}

/// Returns the type next to an entity's model that declares its relations: the generated `ModelEx`, or the `enum Relation`.
pub(crate) fn beside(input: &DeriveInput) -> Option<Ident> {
    if !by_module(input) {
        return None;
    }
    let words = Words::of(&input.attrs, "sea_orm");
    // A derive above the attribute that splits them still sees one struct.
    let is_split_later = input.attrs.iter().any(|it| {
        let segments = &it.path().segments;
        segments.len() == 2 && segments[0].ident == "sea_orm"
    });
    let is_whole = !is_split_later && words.has("table_name");
    let name = words.get("model_ex").map_or("Relation", |_| "ModelEx");
    is_whole.then(|| Ident::new(name, input.ident.span()))
}

/// Returns whether the relations of a struct with relation fields are declared elsewhere, in a hand-written enum.
pub(crate) fn is_compact(input: &DeriveInput) -> bool {
    Words::of(&input.attrs, "sea_orm").has("compact_model")
}

/// Adds the table, the columns and the keys that the attributes of an entity declare.
pub(super) fn read(model: &mut Model<'_>, input: &DeriveInput) {
    let data = match &input.data {
        Data::Struct(data) if model.part.is_none() && is_entity(input) => data,
        _ => return,
    };
    let words = Words::of(&input.attrs, "sea_orm");
    if let (None, Some(table)) = (&model.table, words.text("table_name")) {
        let schema = words.value("schema_name").map(|schema| schema + ".");
        let path = schema.unwrap_or_default() + &table.value();
        model.table = Some(LitStr::new(&path, table.span()));
    }
    let is_keyed = model.is_keyed();
    // Else the enum of columns is written by hand, with names of its own.
    let is_whole = words.has("table_name");
    let rename_all = words.value("rename_all");
    let fields = data.fields.iter();
    let columns = fields.filter(|field| !is_relation(field));
    let mut sets: Vec<(String, Names)> = Vec::new();
    for (field, read) in columns.zip(&mut model.fields) {
        let mut column = None;
        for word in Words::of(&field.attrs, "sea_orm").0 {
            match word.name.to_string().as_str() {
                "primary_key" if !is_keyed => read.key = Some(word.name.span()),
                "column_name" => column = word.text().as_ref().map(LitStr::value),
                "enum_name" => read.variant = word.text().as_ref().map(LitStr::value),
                "unique" => read.unique = read.unique.or(Some(word.name.span())),
                "unique_key" => {
                    let name = word.text().as_ref().map(LitStr::value).unwrap_or_default();
                    match sets.iter_mut().find(|(set, _)| *set == name) {
                        Some((_, set)) => set.items.push(read.name.clone()),
                        None => sets.push((name, Names::one(read.name.clone()))),
                    }
                }
                _ => {}
            }
        }
        let variant = read.variant.as_deref();
        let default = || case::column(&read.name.text, variant, rename_all.as_deref());
        let column = column.or_else(|| is_whole.then(default));
        read.column = read.column.take().or(column);
    }
    own_columns(model);
    for (_, set) in sets {
        if !model.uniques.iter().any(|own| own.are(&set)) {
            model.uniques.push(set);
        }
    }
}

/// Removes the inverses of self references that are not fields: next to a key, `relation_reverse` names a variant that SeaORM
/// generates, and a field only if that field names its way back too.
pub(super) fn keep_fields_as_inverses(model: &mut Model<'_>) {
    let named = model.from_orm.iter().filter(|it| it.inverse.is_some());
    let named: HashSet<String> = named.map(|it| it.name.text.clone()).collect();
    let holders = model.from_orm.iter_mut();
    for it in holders.filter(|it| it.orm == Some(Orm::SeaOrm) && it.kind == Kind::BelongsTo) {
        let is_field = |inverse: &Name| named.contains(&snake(&inverse.text));
        it.inverse.take_if(|it| !is_field(it));
    }
}

/// Resolves the columns of relations in a struct that has relation fields next to its columns.
fn own_columns(model: &mut Model<'_>) {
    let fields = &model.fields;
    let is_field = |name: &mut Name| {
        let variant = |it: &&Field<'_>| {
            let variant = it.variant.as_ref().unwrap_or(&it.name.text);
            same_letters(variant, &name.text)
        };
        let field = fields.iter().find(variant);
        field
            .map(|it| name.text.clone_from(&it.name.text))
            .is_some()
    };
    for it in &mut model.from_orm {
        it.key.take_if(|key| !key.items.iter_mut().all(is_field));
        let references = it.references.iter_mut().flat_map(|it| &mut it.items);
        let via = it.via.as_mut().map(|via| [&mut via.own, &mut via.other]);
        let ends = via.into_iter().flatten();
        for name in references.chain(ends).chain(&mut it.inverse) {
            name.text = snake(&name.text);
        }
    }
}

/// Returns whether a field of an entity is a relation, not a column.
pub(crate) fn is_relation(field: &syn::Field) -> bool {
    compound(&field.ty).is_some()
}

/// Returns the kind and the entity of a relation field, according to its type.
fn compound(ty: &Type) -> Option<(Kind, &TypePath)> {
    let Type::Path(path) = ty else { return None };
    let mut entity = held(path)?;
    if entity.path.segments.last()?.ident == "Option" {
        entity = held(entity)?;
    }
    let name = &path.path.segments.last()?.ident;
    let kind = KINDS.into_iter().find(|kind| *name == camel(kind.name()))?;
    Some((kind, entity))
}

/// Returns the first type argument of a type.
fn held(path: &TypePath) -> Option<&TypePath> {
    match type_arguments(&path.path).first()? {
        Type::Path(held) => Some(held),
        _ => None,
    }
}

/// Returns the relation that the attribute of a relation field declares, if it declares one.
pub(crate) fn of_field(name: &Name, field: &syn::Field) -> Option<Relation> {
    let (kind, entity) = compound(&field.ty)?;
    let words = Words::of(&field.attrs, "sea_orm");
    let is_declared = ["belongs_to", "has_one", "has_many", "self_ref"];
    if !is_declared.iter().any(|name| words.has(name)) {
        return None;
    }
    let by_key =
        words.has("belongs_to") || words.has("self_ref") && words.has("from") && !words.has("via");
    let junction = words.text("via").filter(|_| !words.has("belongs_to"));
    let kind = match kind {
        Kind::BelongsTo | Kind::HasOne if by_key => Kind::BelongsTo,
        Kind::HasMany if junction.is_some() => Kind::ManyToMany,
        kind => kind,
    };
    // Other attributes refer to the variant, which has the name of the field unless the attribute names it.
    let variant = words.value("relation_enum");
    let text = variant.map_or_else(|| name.text.clone(), |variant| snake(&variant));
    let name = Name::new(text, name.span);
    let mut relation = Relation::new(name, kind, vec![model_of(entity)]);
    relation.orm = Some(Orm::SeaOrm);
    if let Some(junction) = junction {
        through(&mut relation, &junction, entity, &words);
        return Some(relation);
    }
    // On the relation that holds the key, it has a meaning only next to `self_ref`.
    if kind != Kind::BelongsTo || words.has("self_ref") {
        relation.inverse = words.last_name("relation_reverse");
    }
    keys(&mut relation, &words, ["from", "to"]);
    Some(relation)
}

/// Adds the key and its references, from the arguments with these names, the action on deletion, the inverse, and whether
/// there is a condition.
fn keys(relation: &mut Relation, words: &Words, [key, references]: [&str; 2]) {
    relation.key = words.text(key).and_then(|text| columns(&text));
    relation.references = words.text(references).and_then(|text| columns(&text));
    let action = words.last_name("on_delete");
    relation.on_delete = action.and_then(|name| on_delete(&name));
    relation.inverse = words.last_name("via_rel").or(relation.inverse.take());
    relation.filtered = words.get("on_condition").map(|word| word.name.span());
}

/// Reads `via = "junction"`, or `via = "junction::Relation"` with the junction's relation to this model.
fn through(relation: &mut Relation, junction: &LitStr, entity: &TypePath, words: &Words) {
    let Ok(path) = junction.parse_with(syn::Path::parse_mod_style) else {
        return;
    };
    let (module, span) = (&path.segments[0].ident, junction.span());
    relation.kind = Kind::ManyToMany;
    let entity_of_junction: TypePath = parse_quote_spanned!(span=> super::#module::Entity);
    relation.through = Some(model_of(&entity_of_junction));
    let module = entity.path.segments.iter().rev().nth(1);
    let default = module.map(|module| camel(&module.ident.unraw().to_string()));
    let own = path.segments.get(1).map(|own| own.ident.to_string());
    let by_path = own.zip(words.value("relation_enum").or(default));
    let ends = words.value("from").zip(words.value("to")).or(by_path);
    relation.via = ends.map(|(own, other)| {
        let [own, other] = [own, other].map(|text| Name::new(text, span));
        Via { own, other, span }
    });
}

/// Returns the relation that a variant of `enum Relation` declares.
pub(crate) fn of_variant(variant: &syn::Variant) -> Option<Relation> {
    let words = Words::of(&variant.attrs, "sea_orm");
    let mut declared = KINDS.into_iter();
    let (kind, entity) = declared.find_map(|kind| Some((kind, words.text(kind.name())?)))?;
    let name = Name::new(snake(&variant.ident.to_string()), variant.ident.span());
    let entity = entity.parse::<TypePath>().ok()?;
    let mut relation = Relation::new(name, kind, vec![model_of(&entity)]);
    relation.orm = Some(Orm::SeaOrm);
    // `from` and `to` are relative to this model, and the key is on the other side.
    let ends = match kind {
        Kind::BelongsTo => ["from", "to"],
        _ => ["to", "from"],
    };
    keys(&mut relation, &words, ends);
    Some(relation)
}

/// Returns the model of an entity as a target. A type without the derive is not a mistake of this model.
pub(crate) fn model_of(entity: &TypePath) -> Target {
    Target::FromOrm {
        ty: Box::new(type_of(entity)),
        written: written(entity),
        span: entity.span(),
    }
}

fn type_of(entity: &TypePath) -> Type {
    let span = entity.span();
    parse_quote_spanned!(span=> <#entity as sea_orm::EntityTrait>::Model)
}

/// Returns the model of the entity that has an enum of relations.
pub(crate) fn of_entity(input: &DeriveInput) -> Option<Type> {
    let words = Words::of(&input.attrs, "sea_orm");
    let entity: TypePath = syn::parse2(words.get("entity")?.value.clone()).ok()?;
    Some(type_of(&entity))
}

/// Reads `column`, `Column::Name`, or several in parentheses, in the spelling of a variant. The fields are found later,
/// when the parts of a model are joined.
fn columns(text: &LitStr) -> Option<Names> {
    let list = text.value();
    let list = list.trim().trim_start_matches('(').trim_end_matches(')');
    let columns = list.split(',').filter(|column| !column.trim().is_empty());
    let name = |column| {
        let name = last_segment(column, text.span())?;
        Some(Name::new(camel(&name.text), name.span))
    };
    let names: Vec<_> = columns.map(name).collect::<Option<_>>()?;
    (!names.is_empty()).then(|| Names::at(text.span(), names))
}

/// Returns the action of a variant of `ForeignKeyAction`.
pub(crate) fn on_delete(name: &Name) -> Option<Action> {
    Some(Action {
        action: OnDelete::from_name(&snake(&name.text))?,
        span: name.span,
        from_orm: true,
    })
}
