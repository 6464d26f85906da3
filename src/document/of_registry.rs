//! A registry as a document.

use super::{Allow, At, Document, Field, Model, Relation, Targets};
use crate::registry::{self, Registry};
use crate::{Place, model};

impl Document {
    /// What this registry holds.
    ///
    /// ```rust,standalone_crate
    /// # use relata::Model;
    /// #[derive(Model)]
    /// struct Invoice {
    ///     id: i64,
    /// }
    ///
    /// let document = relata::document::Document::of(relata::init()?);
    /// let read = relata::document::Document::parse(&document.to_json())?;
    /// assert_eq!(read, document);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(registry: &Registry) -> Self {
        Document::of_models(registry.models().map(model).collect())
    }
}

fn model(model: registry::Model<'_>) -> Model {
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let path = match crate::name::qualifier(model.path()) {
        _ if model.row().by_module => {
            format!("{}::{}", model.path(), model.type_name())
        }
        Some(qualifier) => format!("{qualifier}::{}", model.type_name()),
        None => model.type_name().to_owned(),
    };
    Model {
        path,
        name: Some(model.name().to_owned()),
        package: known(model.package()),
        version: known(model.version()),
        table: model.table().map(str::to_owned),
        is_abstract: model.is_abstract(),
        external: model.is_external(),
        at: at(&model.place()),
        key: texts(model.key()),
        unique: model
            .unique()
            .map(|fields| texts(fields.into_iter()))
            .collect(),
        allow: allows(model.allows()),
        fields: model
            .fields_known()
            .then(|| model.fields().map(|field| self::field(&field)).collect()),
        relations: model
            .relations()
            .map(|relation| self::relation(&relation))
            .collect(),
    }
}

fn field(field: &registry::Field<'_>) -> Field {
    Field {
        name: field.name().to_owned(),
        ty: field.ty().to_owned(),
        as_ty: field.as_ty().map(str::to_owned),
        optional: field.is_optional(),
        unique: field.is_unique(),
        at: at(&field.place()),
    }
}

fn relation(relation: &registry::Relation<'_>) -> Relation {
    Relation {
        name: relation.name().to_owned(),
        kind: relation.kind(),
        targets: if relation.is_open() {
            Targets::Any
        } else {
            Targets::Names(texts(relation.written_targets()))
        },
        inverse: relation.written_inverse().map(str::to_owned),
        key: texts(relation.written_key()),
        references: texts(relation.references()),
        tag: relation.tag().map(str::to_owned),
        through: relation.through().map(str::to_owned),
        via: relation
            .via()
            .map(|(own, other)| [own.to_owned(), other.to_owned()]),
        on_delete: relation.on_delete(),
        allow: allows(relation.allows()),
        at: at(&relation.place()),
    }
}

fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    texts.map(str::to_owned).collect()
}

fn allows(allows: &[model::Allow]) -> Vec<Allow> {
    let allow = |allow: &model::Allow| Allow {
        rule: allow.rule.to_string(),
        reason: allow.reason.to_string(),
    };
    allows.iter().map(allow).collect()
}

fn at(place: &Place) -> Option<At> {
    let known = !place.file().is_empty() && place.line() > 0;
    known.then(|| At {
        file: place.file().to_owned(),
        line: place.line(),
        column: place.column(),
    })
}
