//! The relations that Diesel's `joinable!` declares and no attribute does.

use std::collections::HashMap;

use relata_record::Mark;

use super::candidate::{Candidate, path};
use super::choose::Chosen;
use super::counted::Counted;
use crate::source::modules::{ScopeId, Tree};
use crate::source::names::{Found, ItemId, Names, What};
use crate::source::outline::{Join, TypePath};

/// A relation of a model.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) name: String,
    /// The field that holds the key.
    pub(super) field: String,
    pub(super) mark: Mark,
    /// The path of the target.
    pub(super) target: String,
    /// Whether the target is a model. It is not known if no struct reads its table.
    pub(super) is_model: bool,
}

/// The relations of models, by the type of the model.
#[derive(Debug, Default)]
pub(super) struct Joins {
    of: HashMap<ItemId, Vec<Joined>>,
}

impl Joins {
    /// Reads the joins of the models that `admits` accepts.
    pub(super) fn new<'s>(
        counted: Counted<'s>,
        names: &mut Names<'s>,
        chosen: &Chosen<'s>,
        admits: impl Fn(&Candidate<'s>) -> bool,
    ) -> Self {
        let (tree, mut joins) = (counted.tree, Joins::default());
        let models: HashMap<ItemId, &Candidate<'s>> = (chosen.models.iter())
            .filter_map(|it| Some((it.table?, it)))
            .collect();
        for (nth, part) in tree.parts.iter().enumerate() {
            let outline = counted.files.outline(part.file);
            for join in outline.iter().flat_map(|it| &it.joins) {
                let scope = part.scopes[join.scope];
                if !counted.has(nth, scope, &join.conditions) {
                    continue;
                }
                let mut table = |path| table(names, scope, path);
                let (Some(child), Some(parent)) = (table(&join.child), table(&join.parent)) else {
                    continue;
                };
                let Some(model) = models.get(&child).filter(|it| admits(it)) else {
                    continue;
                };
                let (target, is_model) = match models.get(&parent) {
                    Some(target) => (path(tree, target), true),
                    None => (table_path(tree, names, parent), false),
                };
                joins.add(model, join, target, is_model);
            }
        }
        joins
    }

    pub(super) fn of(&self, model: &Candidate<'_>) -> &[Joined] {
        self.of.get(&model.item).map_or(&[], |it| &**it)
    }

    fn add(&mut self, model: &Candidate<'_>, join: &Join, target: String, is_model: bool) {
        let declaration = model.declaration;
        let Some(field) = declaration.field_of(&join.declared.column) else {
            return;
        };
        let (mark, field) = (field.mark, &*field.name);
        let others = self.of.entry(model.item).or_default();
        let has_key = |names: &[String]| matches!(names, [only] if only == field);
        let mut written = declaration.relations.iter();
        // The attribute declares it.
        if written.any(|it| has_key(&it.key)) || others.iter().any(|it| it.field == field) {
            return;
        }
        let is_taken = |name: &str| {
            let mut written = declaration.relations.iter();
            written.any(|it| it.name == name) || others.iter().any(|it| it.name == name)
        };
        let short = field.strip_suffix("_id").or(field.strip_suffix("_uuid"));
        let short = short.filter(|it| !it.is_empty() && !is_taken(it));
        others.push(Joined {
            name: short.unwrap_or(field).to_owned(),
            field: field.to_owned(),
            mark,
            target,
            is_model,
        });
    }
}

/// Returns the table that a path means.
fn table<'s>(names: &mut Names<'s>, scope: ScopeId, path: &'s TypePath) -> Option<ItemId> {
    match names.item(scope, &path.names, path.absolute) {
        Some(Found::Item(id)) if matches!(names.items.get(id).what, What::Table(_)) => Some(id),
        _ => None,
    }
}

/// Returns the path of the module of a table.
fn table_path(tree: &Tree, names: &Names<'_>, table: ItemId) -> String {
    let item = names.items.get(table);
    let name = match item.what {
        What::Table(table) => &*table.declared.name,
        _ => "",
    };
    format!("{}::{name}", tree.scopes[item.scope].path)
}
