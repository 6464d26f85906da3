//! A field of a document: its members, its row and its record.

use relata_record as written;
use serde::{Deserialize, Serialize};

use super::at::At;
use super::read::{Item, absent, as_one_or_several, one_or_several, some_text, text, written};
use super::texts;
use crate::model::{self, Tables};
use crate::record::flag;

/// A field as a document spells it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    #[serde(deserialize_with = "text")]
    pub(crate) name: String,
    #[serde(rename = "type", default, skip_serializing_if = "absent")]
    pub(crate) ty: String,
    #[serde(rename = "as", default, deserialize_with = "one_or_several")]
    #[serde(skip_serializing_if = "absent", serialize_with = "as_one_or_several")]
    pub(crate) as_types: Vec<String>,
    /// Not written if its absence has the same meaning.
    #[serde(default, deserialize_with = "written")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) optional: Option<bool>,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) unique: bool,
    /// Not written if it is the name of the field.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) column: Option<String>,
    /// An ORM does not fill it from a column.
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) computed: bool,
    /// It holds a struct that is filled from other columns.
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) embedded: bool,
    /// Its column has another type.
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) converted: bool,
    /// Rows are read without its column.
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) defaulted: bool,
    /// It is not known whether its type is an `Option`.
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) maybe_optional: bool,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) at: Option<At>,
}

impl Item for Field {
    const ONE: &'static str = "an object, one of the fields";
    const ALL: Option<&'static str> = Some("fields");

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn check(&mut self) -> Result<(), String> {
        self.settle_optional();
        self.settle_column();
        Ok(())
    }
}

impl Field {
    pub(super) fn of(tables: &Tables, model: &model::Model, row: &model::Field) -> Self {
        let mut field = Field {
            name: row.name.to_string(),
            ty: row.ty.to_string(),
            as_types: texts::names(tables, row.as_types),
            optional: Some(row.optional),
            unique: row.unique,
            column: Some(tables.column(row).to_owned()),
            computed: row.computed,
            embedded: row.stored.embedded,
            converted: row.stored.converted,
            defaulted: row.stored.defaulted,
            maybe_optional: row.maybe_option,
            at: At::in_model(model, row.mark),
        };
        field.settle_optional();
        field.settle_column();
        if row.is_typed && !field.as_types.is_empty() {
            let types = model.types.as_ref();
            let named = types.and_then(|it| it.name_of(it.get(row.first_type as usize)?));
            field.add_alias(named);
        }
        field
    }

    /// The column of a field has its name by default.
    fn settle_column(&mut self) {
        self.column.take_if(|column| *column == self.name);
    }

    /// Adds the type of the language that an alias names to what it counts as. Without it, a document would show a newtype.
    fn add_alias(&mut self, named: Option<&str>) {
        if let Some(named) = named.filter(|it| self.ty != *it)
            && !self.as_types.iter().any(|it| it == named)
        {
            self.as_types.push(named.to_owned());
        }
    }

    /// A field is required by default, unless its type is written as an `Option`. `optional` is written for each optional field.
    fn settle_optional(&mut self) {
        let is_option = self.ty.starts_with("Option<") && self.ty.ends_with('>');
        let optional = self.optional.unwrap_or(is_option);
        self.optional = Some(optional).filter(|_| optional || is_option);
    }

    /// Whether it has a member, or a form of one, that the first minor number of the format does not have.
    pub(super) fn has_additions(&self) -> bool {
        self.as_types.len() > 1
            || self.column.is_some()
            || self.computed
            || self.embedded
            || self.converted
            || self.defaulted
            || self.maybe_optional
    }

    /// `unique`: a set of unique fields has no other field.
    pub(super) fn written(&self, unique: bool) -> written::Field<'_> {
        let optional = self.optional == Some(true);
        let flags = [
            (flag::FIELD_UNIQUE, self.unique || unique),
            (flag::FIELD_AS, !self.as_types.is_empty()),
            (flag::FIELD_MAYBE_OPTION, optional),
            (flag::FIELD_COMPUTED, self.computed),
            (flag::FIELD_EMBEDDED, self.embedded),
            (flag::FIELD_CONVERTED, self.converted),
            (flag::FIELD_DEFAULTED, self.defaulted),
            (flag::FIELD_UNSURE_OPTION, self.maybe_optional),
        ];
        written::Field {
            name: &self.name,
            ty: &self.ty,
            flags: flag::sum(&flags),
            as_types: texts::all(&self.as_types),
            mark: At::mark(self.at.as_ref()),
            column: texts::known(self.column.as_ref()),
            optional,
            ..written::Field::default()
        }
    }
}
