//! The attributes of ORMs, read in addition to relata's. Nothing in them is a mistake: the ORM's own derive judges its
//! attributes, and what cannot be read is left out.

mod diesel;
pub(crate) mod sea_orm;
mod words;

use syn::DeriveInput;

use crate::model::Model;
use crate::relation::Relation;
use crate::target::Target;

/// Adds what the attributes of ORMs declare and relata's do not.
pub fn add_orm(model: &mut Model<'_>, input: &DeriveInput) {
    diesel::read(model, input);
    sea_orm::read(model, input);
    let count = model.relations.len();
    for from_orm in std::mem::take(&mut model.from_orm) {
        // Not those of the ORM itself: two of its targets may have one name, in different modules.
        let mut own = model.relations.iter_mut().take(count);
        match own.find(|own| is_same(own, &from_orm)) {
            Some(own) => fill(own, from_orm),
            None => model.relations.push(from_orm),
        }
    }
}

/// Whether relata's attribute is about the relation of an ORM: it has its name, or its key and its target.
fn is_same(own: &Relation, from_orm: &Relation) -> bool {
    let keys = own.key.as_ref().zip(from_orm.key.as_ref());
    let targets = |relation: &Relation| relation.targets.iter().map(name).collect::<Vec<_>>();
    own.name.text == from_orm.name.text
        || own.kind == from_orm.kind
            && keys.is_some_and(|(own, from_orm)| own.are(from_orm))
            && targets(own) == targets(from_orm)
}

/// The name of a target. One may be a type and the other a name, each with as much of the path as its place needs.
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

/// Adds to a relation of relata's attribute what the ORM's declares of the same relation.
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
}
