//! What every module uses: a registry of a few models that no rule judges, and its parts as text.

use std::fmt::Write;

use relata::registry::{Field, Models, Relation};
use relata::{Level, OnDelete, Options, Registered, Registry, Rule};

/// Options that let everything pass.
pub fn unjudged() -> Options {
    Rule::ALL.iter().fold(relata::options(), |options, rule| {
        options.level(*rule, Level::Allow)
    })
}

/// What is recorded of these models.
pub fn recorded(models: &Models) -> Registry {
    unjudged().init_isolated(models).expect("no rule was asked")
}

/// The relations of one model, each as [`relation`] shows it. The other models are there to be led to.
pub fn relations<T: Registered + 'static>(models: &Models) -> Vec<String> {
    let registry = recorded(models);
    let model = registry.get::<T>().expect("the model is one of those");
    model.relations().map(|each| relation(&each)).collect()
}

/// The fields of a model, each as [`field`] shows it.
pub fn fields<T: Registered + 'static>() -> Vec<String> {
    let registry = recorded(&Models::new().with::<T>());
    let model = registry.get::<T>().expect("the model is the only one");
    model.fields().map(|each| field(&each)).collect()
}

/// `belongs_to author: User, key author_id, inverse posts`.
fn relation(relation: &Relation<'_>) -> String {
    let mut text = format!("{} {}:", relation.kind(), relation.name());
    for target in relation.written_targets() {
        let _ = write!(text, " {}", short(target));
    }
    if relation.is_open() {
        text.push_str(" any");
    }
    let mut list = |what: &str, names: Vec<&str>| {
        if !names.is_empty() {
            let _ = write!(text, ", {what} {}", names.join(" "));
        }
    };
    list("key", relation.key().collect());
    list("references", relation.references().collect());
    list(
        "inverse",
        relation
            .inverse()
            .map(|inverse| inverse.name())
            .into_iter()
            .collect(),
    );
    list("tag", relation.tag().into_iter().collect());
    list(
        "through",
        relation.through().map(short).into_iter().collect(),
    );
    list(
        "via",
        relation
            .via()
            .into_iter()
            .flat_map(|(own, other)| [own, other])
            .collect(),
    );
    list(
        "on_delete",
        relation
            .on_delete()
            .map(OnDelete::name)
            .into_iter()
            .collect(),
    );
    text
}

/// `id: i64, optional, unique, as Uuid, column pk`.
fn field(field: &Field<'_>) -> String {
    let mut text = format!("{}: {}", field.name(), field.ty());
    if field.is_optional() {
        text.push_str(", optional");
    }
    if field.is_unique() {
        text.push_str(", unique");
    }
    for ty in field.as_types() {
        let _ = write!(text, ", as {ty}");
    }
    if field.column() != field.name() {
        let _ = write!(text, ", column {}", field.column());
    }
    text
}

/// A path without the modules of these tests.
fn short(path: &str) -> &str {
    match path.strip_prefix("derive::") {
        Some(path) => path.split_once("::").map_or(path, |(_, path)| path),
        None => path,
    }
}
