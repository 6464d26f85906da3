//! The attributes of ORMs, read in addition to relata's. They have no mistakes here: the ORM's own derive checks its
//! attributes, and what cannot be read is skipped.

mod case;
pub(crate) mod diesel;
pub(crate) mod sea_orm;
mod sqlx;
mod words;

use relata_record::flag;
use syn::{Data, DeriveInput};

use crate::model::Model;
use crate::relation::Relation;
use crate::target::Target;

/// Adds what ORMs' attributes declare and relata's do not.
pub fn add_orm(model: &mut Model<'_>, input: &DeriveInput) {
    diesel::read(model, input);
    sea_orm::read(model, input);
    sqlx::read(model, input);
    model.drivers = drivers(input);
    if matches!(input.data, Data::Struct(_)) {
        sea_orm::keep_fields_as_inverses(model);
    }
    let count = model.relations.len();
    for from_orm in std::mem::take(&mut model.from_orm) {
        // Relations of the ORM are not compared with each other: two targets may have the same name in different modules.
        let mut own = model.relations.iter_mut().take(count);
        match own.find(|own| is_same(own, &from_orm)) {
            Some(own) => fill(own, from_orm),
            None => model.relations.push(from_orm),
        }
    }
}

/// Returns the flags of the ORMs whose attributes a struct or its fields have.
fn drivers(input: &DeriveInput) -> u32 {
    let Data::Struct(data) = &input.data else {
        return 0;
    };
    let of_fields = data.fields.iter().flat_map(|it| &it.attrs);
    let attributes: Vec<_> = input.attrs.iter().chain(of_fields).collect();
    let has = |name: &str| attributes.iter().any(|it| it.path().is_ident(name));
    flag::sum(&[
        (flag::SQLX, has("sqlx")),
        (flag::SEA_ORM, has("sea_orm")),
        (flag::DIESEL, has("diesel")),
    ])
}

/// Returns whether relata's attribute and an ORM's declare the same relation: they have the same name, or the same key and
/// target.
fn is_same(own: &Relation, from_orm: &Relation) -> bool {
    let keys = own.key.as_ref().zip(from_orm.key.as_ref());
    let targets = |relation: &Relation| relation.targets.iter().map(name).collect::<Vec<_>>();
    own.name.text == from_orm.name.text
        || own.kind == from_orm.kind
            && keys.is_some_and(|(own, from_orm)| own.are(from_orm))
            && targets(own) == targets(from_orm)
}

/// Returns the last name of a target. One target may be a type and the other a quoted name, each with a path of different
/// length.
fn name(target: &Target) -> String {
    let text = target.text();
    let text = text.split('<').next().unwrap_or_default().replace('"', "");
    // Every model of SeaORM has the name `Model`; its module names it.
    let module = || {
        text.strip_suffix("::Model")
            .or(text.strip_suffix("::Entity"))
    };
    let text = module().unwrap_or(&text);
    text.rsplit("::").next().unwrap_or_default().to_owned()
}

/// Adds what an ORM's attribute declares to the same relation of relata's attribute.
fn fill(own: &mut Relation, from_orm: Relation) {
    if own.kind != from_orm.kind || own.through.is_some() {
        return;
    }
    own.inverse = own.inverse.take().or(from_orm.inverse);
    own.key = own.key.take().or(from_orm.key);
    own.references = own.references.take().or(from_orm.references);
    own.through = from_orm.through;
    own.via = own.via.take().or(from_orm.via);
    own.on_delete = own.on_delete.take().or(from_orm.on_delete);
    own.filtered = own.filtered.or(from_orm.filtered);
}
