//! What an ORM's own attributes say of a model, read beside relata's.
//!
//! In: the item and its fields. Out: the model, with what relata's attributes leave unsaid filled in. Nothing here is a
//! mistake: the ORM's own derive judges its attributes, and what cannot be read is left alone.

mod diesel;
pub(crate) mod sea_orm;
mod words;

use syn::DeriveInput;

use crate::model::{Model, Names, Relation};

/// Fills in what the ORMs' attributes say and relata's do not.
pub(crate) fn refine(model: &mut Model<'_>, input: &DeriveInput) {
    diesel::read(model, input);
    sea_orm::read(model, input);
    let count = model.relations.len();
    for said in std::mem::take(&mut model.said) {
        // Not those that an ORM said before: two of its targets may have one name, in different modules.
        let mut own = model.relations.iter_mut().take(count);
        match own.find(|own| is_same(own, &said)) {
            Some(own) => fill(own, said),
            None => model.relations.push(said),
        }
    }
}

/// Whether relata's attribute is about the relation that the ORM's is about: it has its name, or its key and its target.
fn is_same(own: &Relation, said: &Relation) -> bool {
    let same_key = || {
        let (Some(own), Some(said)) = (&own.key, &said.key) else {
            return false;
        };
        own.texts().eq(said.texts())
    };
    // One may be a type and the other a name, each with as much of the path as its place needs.
    let targets = |relation: &Relation| -> Vec<String> {
        let last = |text: String| {
            let text = text.split('<').next().unwrap_or_default().replace('"', "");
            // Every model of SeaORM is called so; its module is its name.
            let text = text.strip_suffix("::Model").unwrap_or(&text);
            text.rsplit("::").next().unwrap_or_default().to_owned()
        };
        let targets = relation.targets.iter();
        targets.map(|target| last(target.text())).collect()
    };
    own.name.text == said.name.text
        || own.kind == said.kind && same_key() && targets(own) == targets(said)
}

/// What relata's attribute says counts; the ORM's says the rest of the same relation.
fn fill(own: &mut Relation, said: Relation) {
    if own.kind != said.kind || own.through.is_some() {
        return;
    }
    own.inverse = own.inverse.take().or(said.inverse);
    own.key = own.key.take().or(said.key);
    own.references = own.references.take().or(said.references);
    own.through = said.through;
    own.via = own.via.take().or(said.via);
    own.on_delete = own.on_delete.take().or(said.on_delete);
}

/// Sets the primary key, unless relata's attributes do.
fn set_key(model: &mut Model<'_>, key: Option<Names>) {
    let marked = model.fields.iter().any(|field| field.key.is_some());
    if model.key.is_none() && !marked {
        model.key = key;
    }
}
