//! `diesel.toml`: the files that `diesel print-schema` writes. They declare the tables of the database; other files may declare
//! tables of a query, or describe a table only in part.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::document::{Document, load, text};
use crate::source::files::plain;
use crate::source::unreadable::Fault;

/// Returns the files that the `diesel.toml` of a folder names, if there is one: one file, or one for each of several schemas.
pub(super) fn schema_files(folder: &Path, root: &Path) -> Result<Vec<PathBuf>, Fault> {
    let file = folder.join("diesel.toml");
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let read = load(&file)?;
    let document = Document::parse(&file, &read, root)?;
    let Some(schemas) = document.table("print_schema") else {
        return Ok(Vec::new());
    };
    let of_one = |table: &DeTable<'_>| Some(plain(&folder.join(text(table, "file")?)));
    let named = schemas.values().filter_map(|it| it.get_ref().as_table());
    let files = named.filter_map(of_one);
    Ok(of_one(schemas).into_iter().chain(files).collect())
}
