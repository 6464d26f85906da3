//! Which ORMs read rows into a model.

use relata_record::flag;
use relata_syntax::DIESEL_READING;

use super::candidate::Candidate;
use super::choose::derives;
use crate::source::modules::Tree;
use crate::source::outline::Derive;
use crate::source::packages::Packages;

/// The derives with which `SeaORM` reads rows.
const SEA_ORM_READING: &[&str] = &[
    "DeriveEntityModel",
    "DeriveModel",
    "DerivePartialModel",
    "FromQueryResult",
];

/// Returns the flags of the ORMs that read rows into a model.
pub(super) fn drivers(tree: &Tree, packages: &Packages, model: &Candidate<'_>) -> u32 {
    let facts = &tree.root(model.scope).facts;
    // Other crates have a derive of this name too.
    let has_sqlx = packages.names[model.package].contains_key("sqlx");
    let is_sqlx = |it: &Derive| match &*it.path {
        [name] => has_sqlx && name == "FromRow",
        [krate, .., name] => krate == "sqlx" && name == "FromRow",
        [] => false,
    };
    let mut all = model.ty.attributes.derives.iter();
    let is_of_sqlx = all.any(|it| is_sqlx(it) && !facts.fails(&it.conditions));
    let is_of_sea_orm = model.ty.is_sea_orm() || derives(tree, model, SEA_ORM_READING);
    let of_derives = flag::sum(&[
        (flag::SQLX, is_of_sqlx),
        (flag::SEA_ORM, is_of_sea_orm),
        (flag::DIESEL, derives(tree, model, DIESEL_READING)),
    ]);
    model.declaration.drivers | of_derives
}
