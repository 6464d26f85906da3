//! `#[sqlx(…)]`: which columns the fields of a struct with `derive(FromRow)` are read from.

use syn::{Data, DeriveInput};

use super::case;
use super::words::Words;
use crate::model::Model;

/// Adds the columns, and marks the fields that are not a column of their type.
pub(super) fn read(model: &mut Model<'_>, input: &DeriveInput) {
    let Data::Struct(data) = &input.data else {
        return;
    };
    let words = Words::of(&input.attrs, "sqlx");
    let rename_all = words.value("rename_all");
    let has_default = words.has("default");
    if data.fields.len() != model.fields.len() {
        // Some fields are relations of another ORM.
        return;
    }
    for (field, read) in data.fields.iter().zip(&mut model.fields) {
        let words = Words::of(&field.attrs, "sqlx");
        read.embedded |= words.has("flatten");
        read.computed |= read.embedded || words.has("skip");
        read.converted |= words.has("json") || words.has("try_from");
        read.defaulted |= has_default || words.has("default");
        let by_case = || case::in_case(&read.name.text, rename_all.as_deref()?);
        let column = words.value("rename").or_else(by_case);
        read.column = read.column.take().or(column);
    }
}
