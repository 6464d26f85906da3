//! Whole models that are read from the source of little packages, each as a listing.

mod calls;
mod column_type_reports;
mod column_types;
mod diesel;
mod diesel_schema;
mod diesel_toml;
mod files;
mod left_out;
mod listing;
mod names;
mod newtypes;
mod opaque;
mod relata_derive;
mod schemas;
mod sea_orm;
mod sea_orm_forms;
mod sea_orm_related;
mod targets;
mod unknown;

pub(crate) use listing::{listed, listing, registry};

use std::path::Path;

use expect_test::Expect;
use relata::source::{Models, Workspace};

use super::packages::package;

/// A package without relata.
const WITHOUT: &str = r#"
    [workspace]
    [package]
    name = "app"
    version = "1.2.3"
    edition = "2024"
    [features]
    api = []
    db = []
    default = ["db"]
    [dependencies]
    diesel = "2"
    sea-orm = "2"
"#;

/// Reads all packages of a workspace.
pub(crate) fn read(root: &Path) -> Models {
    let workspace = Workspace::new(root).all_except([""; 0]);
    Models::read(&workspace).unwrap_or_else(|error| panic!("{error}"))
}

/// Checks the models of a package that is written to a folder with this name.
fn models(name: &str, files: &[(&str, &str)], expected: &Expect) {
    let root = package(&format!("models_{name}"), files);
    expected.assert_eq(&listing(&read(&root)));
}

/// Checks the models of a library without relata that is one file.
fn library(name: &str, text: &str, expected: &Expect) {
    models(
        name,
        &[("Cargo.toml", WITHOUT), ("src/lib.rs", text)],
        expected,
    );
}
