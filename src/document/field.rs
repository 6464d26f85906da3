//! A field of a document: its members, its row and its record.

use relata_record as written;
use serde::{Deserialize, Serialize};

use super::at::At;
use super::read::{Item, absent, some_text, text};
use super::texts;
use crate::model::{self, Tables};
use crate::record::flag;

/// A field as a document spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    #[serde(deserialize_with = "text")]
    pub(crate) name: String,
    #[serde(rename = "type", default, skip_serializing_if = "absent")]
    pub(crate) ty: String,
    #[serde(rename = "as", default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) as_ty: Option<String>,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) optional: bool,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) unique: bool,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) at: Option<At>,
}

impl Item for Field {
    const ONE: &'static str = "an object, one of the fields";
    const ALL: Option<&'static str> = Some("fields");

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }

    /// A type that is written as an `Option` says that the field may be null.
    fn check(&mut self) -> Result<(), String> {
        self.optional |= self.ty.starts_with("Option<") && self.ty.ends_with('>');
        Ok(())
    }
}

impl Field {
    pub(super) fn of(tables: &Tables, model: &model::Model, row: &model::Field) -> Self {
        Field {
            name: row.name.to_string(),
            ty: row.ty.to_string(),
            as_ty: texts::names(tables, row.as_ty).pop(),
            optional: row.optional,
            unique: row.unique,
            at: At::in_model(model, row.mark),
        }
    }

    /// `unique`: a set of unique fields has no other field.
    pub(super) fn written(&self, unique: bool) -> written::Field<'_> {
        let flags = [
            (flag::FIELD_UNIQUE, self.unique || unique),
            (flag::FIELD_AS, self.as_ty.is_some()),
            (flag::FIELD_MAYBE_OPTION, self.optional),
        ];
        written::Field {
            name: &self.name,
            ty: &self.ty,
            flags: flag::sum(&flags),
            as_ty: texts::known(self.as_ty.as_ref()),
            mark: At::mark(self.at.as_ref()),
            optional: self.optional,
        }
    }
}
