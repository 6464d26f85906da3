//! Reads the attributes of [relata](https://docs.rs/relata), Diesel and SeaORM from tokens into one [`Model`] with spans,
//! and collects all mistakes. It runs outside of the compiler too: the derive of relata and its reader of source files both
//! use it. [`schema`] reads what Diesel's `table!` and `joinable!` declare.

#![allow(
    missing_debug_implementations,
    reason = "the types of syn have none without a feature that costs compile time"
)]

mod allow;
mod arguments;
mod attributes;
mod errors;
mod field;
#[cfg(feature = "impls")]
mod flatten;
#[cfg(feature = "impls")]
mod impls;
mod item;
mod level;
mod model;
mod name;
mod orm;
mod part;
mod relation;
pub mod schema;
mod target;
mod text;

use syn::{DeriveInput, Error, LitStr, MetaList, parse_quote};

pub use allow::Allow;
pub use attributes::each_meta;
pub use errors::Errors;
pub use field::Field;
#[cfg(feature = "impls")]
pub use flatten::{flatten, flatten_item};
#[cfg(feature = "impls")]
pub use impls::{Definition, Impl, Related, RelationUse, Relations, Use, Variant, read_impl};
pub use level::either;
pub use model::Model;
pub use name::{Name, Names};
pub use orm::add_orm;
pub use orm::diesel::DIESEL_READING;
pub use orm::sea_orm::is_sea_orm;
pub use relation::{Action, Relation, Via};
pub use target::Target;
pub use text::{Spelling, text};

/// The levels that a misplaced argument may belong to.
const LEVELS: &[&level::Level] = &[&relation::LEVEL, &model::LEVEL, &field::LEVEL];

/// Reads relata's attributes on an item that derives `Model`. [`add_orm`] adds the rest once they have no mistakes.
pub fn read(input: &DeriveInput) -> (Model<'_>, Errors) {
    let errors = Errors::new(LEVELS);
    let model = if orm::sea_orm::is_part(input) {
        part::of_struct(input, &errors)
    } else {
        item::read(input, &errors)
    };
    (model, errors)
}

/// Reads an enum that derives `Relations`.
pub fn read_relations(input: &DeriveInput) -> (Model<'_>, Errors) {
    let errors = Errors::new(LEVELS);
    (part::of_enum(input, &errors), errors)
}

/// Reads a whole model from an item of a source file. The attributes of ORMs are read only if relata's have no mistakes.
pub fn model(input: &DeriveInput) -> (Model<'_>, Vec<Error>) {
    let (mut model, errors) = read(input);
    let mistakes = errors.finish();
    if mistakes.is_empty() {
        add_orm(&mut model, input);
    }
    (model, mistakes)
}

/// Returns whether one `#[relata(…)]` of a struct has `skip`, and its `name`. Mistakes are left to the derive.
pub fn skip_and_name(list: &MetaList) -> (bool, Option<String>) {
    let errors = Errors::new(LEVELS);
    let input = parse_quote!(
        struct Model;
    );
    let mut model = Model::new(&input);
    attributes::read_list(list, &errors, |argument| model.read(argument));
    drop(errors.finish());
    (model.skip.is_some(), model.name.as_ref().map(LitStr::value))
}
