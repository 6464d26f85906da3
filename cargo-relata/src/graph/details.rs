//! The details of models, relations and findings in `relata-graph/1`.

use relata::{Place, registry};
use serde::Serialize;

use super::changes::Change;
use super::ids::{Ids, Outcome};
use crate::format::wording::level_name;

/// What a node of the drawing represents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    Registered,
    /// A model of another program.
    External,
    Abstract,
    /// A target name that no model has.
    Missing,
}

#[derive(Debug, Serialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) ty: String,
    pub(crate) optional: bool,
    pub(crate) unique: bool,
    /// Absent if it is the name of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) change: Option<Change>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Relation {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) open: bool,
    pub(crate) targets: Vec<Target>,
    pub(crate) inverse: Option<String>,
    pub(crate) key: Vec<String>,
    pub(crate) references: Vec<String>,
    pub(crate) through: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) on_delete: Option<&'static str>,
    /// The macro that declares it, if it is not an attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    declared_by: Option<&'static str>,
    pub(crate) at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) change: Option<Change>,
}

/// A written target, and the models that it resolves to or that match it.
#[derive(Debug, Serialize)]
pub(crate) struct Target {
    pub(crate) written: String,
    pub(crate) models: Vec<usize>,
    outcome: Outcome,
}

#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    rule: &'static str,
    pub(crate) level: &'static str,
    pub(crate) headline: String,
    subject: String,
    at: Option<String>,
    notes: Vec<Note>,
    help: Option<String>,
}

#[derive(Debug, Serialize)]
struct Note {
    text: String,
    at: Option<String>,
}

impl Standing {
    pub(crate) fn of(model: &registry::Model<'_>) -> Self {
        if model.is_external() {
            Standing::External
        } else if model.is_abstract() {
            Standing::Abstract
        } else {
            Standing::Registered
        }
    }
}

impl Field {
    pub(crate) fn of(field: &registry::Field<'_>) -> Self {
        Field {
            name: field.name().to_owned(),
            ty: field.ty().to_owned(),
            optional: field.is_optional(),
            unique: field.is_unique(),
            column: (field.column() != field.name()).then(|| field.column().to_owned()),
            change: None,
        }
    }
}

impl Relation {
    pub(crate) fn of(relation: &registry::Relation<'_>, ids: &Ids<'_>) -> Self {
        let targets = relation.resolutions().map(|resolution| {
            let (outcome, models) = ids.resolve(&resolution);
            Target {
                written: resolution.written().to_owned(),
                models,
                outcome,
            }
        });
        Relation {
            name: relation.name().to_owned(),
            kind: relation.kind().name(),
            open: relation.is_open(),
            targets: targets.collect(),
            inverse: relation.written_inverse().map(str::to_owned),
            key: texts(relation.key()),
            references: texts(relation.references()),
            through: relation.through().map(str::to_owned),
            tag: relation.tag().map(str::to_owned),
            on_delete: relation.on_delete().map(relata::OnDelete::name),
            declared_by: relation.is_from_schema().then_some("joinable!"),
            at: at(&relation.place()),
            change: None,
        }
    }
}

impl Finding {
    pub(crate) fn of(finding: &relata::Finding) -> Self {
        let notes = finding.notes().iter().map(|note| Note {
            text: note.text().to_owned(),
            at: note.place().and_then(at),
        });
        Finding {
            rule: finding.rule().name(),
            level: level_name(finding),
            headline: finding.headline().to_owned(),
            subject: finding.subject().to_string(),
            at: finding.place().and_then(at),
            notes: notes.collect(),
            help: finding.help().map(str::to_owned),
        }
    }
}

/// A place, if it is known.
pub(crate) fn at(place: &Place) -> Option<String> {
    (!place.file().is_empty()).then(|| place.to_string())
}

pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}
