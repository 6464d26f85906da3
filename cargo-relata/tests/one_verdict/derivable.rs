//! Leaves out of generated models what no derive can declare. Abstract models stay as they are, for a document, and so does
//! every fourth model whose fields are unknown, except those that share their path: which of the models of a path is first
//! depends on where they are from.

use super::oracle::model::{Field, Kind, Model, Relation, Targets};
use super::oracle::names::{Graph, Led, same};

use super::types;

/// Whether only a document can declare this model.
pub(crate) fn is_of_a_document(model: &Model) -> bool {
    !model.external && (model.is_abstract || model.fields.is_none())
}

/// Makes models such that the derive accepts them, with all their fields comparable by type, or only a document can declare
/// them. The latter have no fields, since their types would not be comparable.
pub(crate) fn settle(models: &mut [Model]) {
    let mut names = models.iter().flat_map(|it| &it.relations);
    let legacy = names.any(|it| it.references.contains(&"legacy".to_owned()));
    let paths: Vec<String> = models.iter().map(Model::full_path).collect();
    for (nth, model) in models.iter_mut().enumerate() {
        if model.external {
            model.path = model.full_path();
            model.name = None;
            continue;
        }
        let is_same = |path: &&String| same(path, &paths[nth]);
        let shares_path = paths.iter().filter(is_same).count() > 1;
        model.is_abstract &= !shares_path;
        if model.is_abstract {
            model.fields = None;
        } else if model.fields.is_none() && (shares_path || nth % 4 != 0) {
            model.fields = Some(own_fields(model, legacy));
        }
        if is_of_a_document(model) {
            continue;
        }
        settle_model(model);
    }
    resolve_types(models);
    for model in models.iter_mut().filter(|it| !is_of_a_document(it)) {
        ask_for_types(model);
    }
}

/// The fields that a model names, if nothing else is known of them.
fn own_fields(model: &Model, legacy: bool) -> Vec<Field> {
    let field = |name: &str, optional: bool| Field {
        name: name.to_owned(),
        ty: "AnyId".to_owned(),
        optional,
        ..Field::default()
    };
    let own = model.key.iter().chain(model.unique.iter().flatten());
    let mut fields: Vec<Field> = own.map(|name| field(name, false)).collect();
    let holding = model.relations.iter().filter(|it| holds_key(it));
    let held = holding.flat_map(|it| it.key.iter().chain(&it.tag));
    fields.extend(held.map(|name| field(name, true)));
    if legacy {
        fields.push(Field {
            unique: true,
            ..field("legacy", false)
        });
    }
    fields
}

fn holds_key(relation: &Relation) -> bool {
    matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo)
}

fn settle_model(model: &mut Model) {
    let fields = model.fields.get_or_insert_default();
    once(fields, |one, other| one.name == other.name);
    for field in fields.iter_mut() {
        settle_type(field);
    }
    let is_field = |name: &String| fields.iter().any(|field| field.name == *name);
    if repeats(&model.key) || !model.key.iter().all(is_field) {
        model.key.clear();
    }
    let is_sound = |set: &Vec<String>| set.len() > 1 && !repeats(set) && set.iter().all(is_field);
    model.unique.retain(is_sound);
    once(&mut model.unique, PartialEq::eq);
    settle_allows(&mut model.allow);
    once(&mut model.relations, |one, other| one.name == other.name);
    for relation in &mut model.relations {
        settle_relation(relation, &is_field);
        // The other side of a required key can have `set_null`.
        let is_required = |it: &Field| !it.optional && relation.key.contains(&it.name);
        let is_null = relation.kind == Kind::BelongsTo && relation.on_delete == Some("set_null");
        if is_null && fields.iter().any(is_required) || relation.kind == Kind::RefersTo {
            relation.on_delete = None;
        }
        relation.filtered &= relation.kind != Kind::RefersTo;
    }
}

fn settle_allows(allows: &mut Vec<super::oracle::model::Allow>) {
    allows.retain(|it| relata_record::rules::allowed().any(|rule| rule == it.rule));
    once(allows, |one, other| one.rule == other.rule);
}

fn settle_relation(relation: &mut Relation, is_field: &dyn Fn(&String) -> bool) {
    if let Targets::Names(names) = &mut relation.targets {
        once(names, PartialEq::eq);
        if names.is_empty() {
            relation.targets = Targets::Any;
        }
    }
    if relation.targets == Targets::Any {
        relation.inverse = None;
    }
    if holds_key(relation) {
        relation.through = None;
        if !relation.key.iter().all(is_field) {
            relation.key.clear();
        }
        relation.tag = relation.tag.take().filter(is_field);
    }
    let via = relation.via.take();
    relation.via = via.filter(|(own, other)| relation.through.is_some() && own != other);
    if relation.kind == Kind::ManyToMany {
        relation.tag = None;
    }
    if relation.kind == Kind::ManyToMany || relation.through.is_some() {
        relation.key.clear();
        relation.references.clear();
    }
    for names in [&mut relation.key, &mut relation.references] {
        if repeats(names) {
            names.clear();
        }
    }
    let default = format!("{}_id", relation.name);
    if relation.kind == Kind::BelongsTo && relation.key.is_empty() && is_field(&default) {
        relation.key.push(default);
    }
    if !relation.key.is_empty() && relation.key.len() != relation.references.len() {
        relation.references.clear();
    }
    settle_allows(&mut relation.allow);
}

/// A type that a field can have. A field is optional by its type.
fn settle_type(field: &mut Field) {
    field.ty = types::in_a_struct(&field.ty);
    field.as_types = types::each_once(&field.as_types, types::in_a_struct);
    if !types::is_option(&field.ty) && field.optional {
        field.ty = format!("Option<{}>", field.ty);
    }
    field.optional = types::is_option(&field.ty);
}

/// A key of any id has the type of what it points at, if that is one model. Other keys of any id stay: only the compiler knows
/// that they do not fit.
fn resolve_types(models: &mut [Model]) {
    let graph = Graph::of(models, &[]);
    if graph.models.len() != models.len() {
        return;
    }
    for (m, r) in graph.relations() {
        let (relation, [Led::To(target)]) =
            (graph.relation((m, r)), &graph.leads((m, r)).targets[..])
        else {
            continue;
        };
        let target = &graph.models[*target];
        let references = match &relation.references[..] {
            [] => target.primary_key().unwrap_or_default(),
            references => references.to_vec(),
        };
        if !holds_key(relation) || references.len() != relation.key.len() {
            continue;
        }
        for (own, theirs) in relation.key.iter().zip(&references) {
            let Some(theirs) = target.field(theirs) else {
                continue;
            };
            let mut fields = models[m].fields.iter_mut().flatten();
            let own = fields.find(|it| it.name == *own && types::inner(&it.ty) == "AnyId");
            if let Some(own) = own {
                own.ty.clone_from(&theirs.ty);
                own.as_types.clone_from(&theirs.as_types);
                let is_option = types::is_option(&own.ty);
                if own.optional && !is_option {
                    own.ty = format!("Option<{}>", own.ty);
                }
                own.optional |= is_option;
            }
        }
    }
}

/// The compiler is asked for the types of key and unique fields, and of those with `as`. A field that only other models may
/// name counts as its own type, so that all are asked for.
fn ask_for_types(model: &mut Model) {
    let holding = model.relations.iter().filter(|it| holds_key(it));
    let keys = holding.flat_map(|it| &it.key).chain(&model.key);
    let keys: Vec<String> = keys.chain(model.unique.iter().flatten()).cloned().collect();
    for field in model.fields.iter_mut().flatten() {
        let is_primary = model.key.is_empty() && field.name == "id";
        let is_named = field.unique || is_primary || keys.contains(&field.name);
        if !is_named && field.as_types.is_empty() {
            field.as_types.push(types::inner(&field.ty).to_owned());
        }
    }
}

fn repeats(names: &[String]) -> bool {
    let mut all = names.iter().enumerate();
    all.any(|(nth, name)| names[..nth].contains(name))
}

/// Keeps the first of those that are the same.
fn once<T>(all: &mut Vec<T>, same: impl Fn(&T, &T) -> bool) {
    let mut kept: Vec<T> = Vec::new();
    for it in all.drain(..) {
        if !kept.iter().any(|other| same(other, &it)) {
            kept.push(it);
        }
    }
    *all = kept;
}
