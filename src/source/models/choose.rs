//! Which types are models. With relata's derive, the derive decides. Elsewhere each entity of SeaORM is one, and each table
//! of Diesel has one: the struct that is `Identifiable`, or else the only one that reads the table, or else the one with
//! the most fields.

use std::collections::{BTreeMap, HashMap, HashSet};

use relata_record::spelling::snake;
use relata_syntax::DIESEL_READING;

use super::candidate::{Candidate, path};
use super::counted::Counted;
use crate::source::modules::{ScopeId, Tree};
use crate::source::names::{Found, Item, ItemId, Names, What};
use crate::source::outline::{Derive, Type, WITH_TABLE};
use crate::source::packages::{Known, Packages};

/// The types that matter, by path and place.
#[derive(Debug, Default)]
pub(super) struct Chosen<'s> {
    pub(super) models: Vec<Candidate<'s>>,
    pub(super) parts: Vec<Candidate<'s>>,
    /// The path of the model that each type means: its own, or that of the model of its table.
    pub(super) paths: HashMap<ItemId, String>,
    /// The structs of tables for which no struct is certainly the model, by table.
    pub(super) undecided: Vec<(String, Vec<ItemId>)>,
    /// The first model of each scope, and all parts there, by their numbers.
    model_in: HashMap<ScopeId, usize>,
    parts_in: HashMap<ScopeId, Vec<usize>>,
    /// The paths of all models.
    known: HashSet<String>,
    /// Whether each package depends on relata.
    has_relata: Vec<bool>,
}

/// What makes a type a candidate.
enum Role {
    Model,
    Part,
    /// A struct of Diesel.
    Struct,
}

impl<'s> Chosen<'s> {
    pub(super) fn new(counted: Counted<'_>, names: &mut Names<'s>) -> Self {
        let (tree, packages) = (counted.tree, counted.packages);
        let has_relata = packages.list.iter().map(|it| it.relata.is_some());
        let mut chosen = Chosen {
            has_relata: has_relata.collect(),
            ..Chosen::default()
        };
        // By table: the known one, or else its name.
        let mut structs: BTreeMap<(Option<ItemId>, String), Vec<Candidate<'s>>> = BTreeMap::new();
        let tables = tables_by_name(counted, names);
        for mut candidate in candidates(counted, names) {
            let role = if candidate.has_relata {
                role_by_relata(tree, names, &candidate)
            } else {
                role_by_orm(tree, &candidate)
            };
            candidate.table = table(counted, names, &tables, &candidate);
            match role {
                Some(Role::Model) => chosen.models.push(candidate),
                Some(Role::Part) => chosen.parts.push(candidate),
                Some(Role::Struct) => {
                    candidate.write_only = !derives(tree, &candidate, DIESEL_READING);
                    let name = candidate.declaration.table.clone().unwrap_or_default();
                    let is_known = candidate.table.is_some() || !name.is_empty();
                    if is_known || derives(tree, &candidate, &["Identifiable"]) {
                        let name = match candidate.table {
                            Some(_) => String::new(),
                            None if name.is_empty() => path(tree, &candidate),
                            None => name,
                        };
                        structs
                            .entry((candidate.table, name))
                            .or_default()
                            .push(candidate);
                    }
                }
                None => {}
            }
        }
        for ((table, name), structs) in structs {
            let name = table.and_then(|it| table_name(names, it)).unwrap_or(name);
            chosen.add_table(tree, name, &structs);
        }
        chosen.settle(tree);
        chosen.index();
        chosen
    }

    /// Returns the model in a scope.
    pub(super) fn model_in(&self, scope: ScopeId) -> Option<&Candidate<'s>> {
        self.model_in.get(&scope).map(|it| &self.models[*it])
    }

    /// Returns the parts in a scope.
    pub(super) fn parts_in(&self, scope: ScopeId) -> impl Iterator<Item = &Candidate<'s>> {
        let parts = self.parts_in.get(&scope).into_iter().flatten();
        parts.map(|it| &self.parts[*it])
    }

    /// Returns whether a model has this path.
    pub(super) fn is_model(&self, path: &str) -> bool {
        self.known.contains(path)
    }

    /// Returns whether a type is certainly not a model: its package depends on relata, and it does not have the derive.
    pub(super) fn lacks_derive(&self, tree: &Tree, names: &mut Names<'s>, item: ItemId) -> bool {
        let Item { scope, what, .. } = names.items.get(item);
        let What::Type(ty) = what else { return false };
        let is_skipped = ty.declaration.as_ref().is_none_or(|it| it.skip);
        self.has_relata[tree.root(scope).package]
            && (is_skipped || !has_derive(tree, names, scope, ty))
    }

    /// Adds the model among the structs of one table.
    fn add_table(&mut self, tree: &Tree, table: String, structs: &[Candidate<'s>]) {
        let with = |derived: &[&str]| -> Vec<Candidate<'s>> {
            let found = structs.iter().filter(|it| derives(tree, it, derived));
            found.copied().collect()
        };
        let mut readers = with(&["Identifiable"]);
        if readers.is_empty() {
            readers = with(DIESEL_READING);
        }
        let size = |it: &Candidate<'_>| {
            let fields = it.declaration.fields.iter();
            fields.filter(|it| !it.computed).count()
        };
        let largest = readers.iter().map(size).max().unwrap_or_default();
        readers.retain(|it| size(it) == largest);
        // A table that an attribute names is certain.
        if readers.iter().any(Candidate::names_table) {
            readers.retain(Candidate::names_table);
        }
        // The library and the program may share the file. The first model is that of the library.
        readers.sort_by_cached_key(|it| it.order(tree));
        let mut places = HashSet::new();
        readers.retain(|it| places.insert(it.place(tree)));
        match &*readers {
            // Nothing reads it.
            [] => {}
            [model] => {
                let own = path(tree, model);
                self.paths
                    .extend(structs.iter().map(|it| (it.item, own.clone())));
                self.models.push(*model);
            }
            _ => {
                let mut places = HashSet::new();
                let items = structs.iter().filter(|it| places.insert(it.place(tree)));
                self.undecided
                    .push((table, items.map(|it| it.item).collect()));
            }
        }
    }

    /// Removes the second of two models or parts that one file declares in several crates, and sorts the rest.
    fn settle(&mut self, tree: &Tree) {
        for list in [&mut self.models, &mut self.parts] {
            list.sort_by_cached_key(|it| it.order(tree));
        }
        // By place, the crate and the path of the first model.
        let mut known = HashMap::new();
        let mut first = |it: &Candidate<'_>| {
            let own = (tree.scopes[it.scope].krate, path(tree, it));
            known.entry(it.place(tree)).or_insert(own).clone()
        };
        // By the path of the removed model, that of the first.
        let mut removed = HashMap::new();
        self.models.retain(|it| {
            let ((krate, first), own) = (first(it), path(tree, it));
            // A file that is two modules of one crate declares two models.
            let is_first = krate == tree.scopes[it.scope].krate;
            if !is_first {
                removed.insert(own.clone(), first);
            }
            self.paths.insert(it.item, own);
            is_first
        });
        self.parts
            .retain(|it| first(it).0 == tree.scopes[it.scope].krate);
        for path in self.paths.values_mut() {
            if let Some(first) = removed.get(path) {
                path.clone_from(first);
            }
        }
    }

    /// Indexes the models and parts.
    fn index(&mut self) {
        for (nth, model) in self.models.iter().enumerate() {
            self.model_in.entry(model.scope).or_insert(nth);
        }
        for (nth, part) in self.parts.iter().enumerate() {
            self.parts_in.entry(part.scope).or_default().push(nth);
        }
        self.known = self.paths.values().cloned().collect();
    }
}

/// Returns the types that declare something and are not certainly left out.
fn candidates<'s>(counted: Counted<'_>, names: &Names<'s>) -> Vec<Candidate<'s>> {
    let mut found = Vec::new();
    for (id, item) in names.items.all.iter().enumerate() {
        let What::Type(ty) = item.what else { continue };
        let Some(declaration) = &ty.declaration else {
            continue;
        };
        if declaration.skip || !counted.has(item.part, item.scope, &ty.conditions) {
            continue;
        }
        let package = counted.tree.root(item.scope).package;
        found.push(Candidate {
            item: id,
            scope: item.scope,
            part: item.part,
            package,
            has_relata: counted.packages.list[package].relata.is_some(),
            ty,
            declaration,
            table: None,
            write_only: false,
        });
    }
    found
}

/// Returns the role of a type in a package that depends on relata.
fn role_by_relata<'s>(
    tree: &Tree,
    names: &mut Names<'s>,
    candidate: &Candidate<'s>,
) -> Option<Role> {
    if candidate.declaration.is_part && derives(tree, candidate, &["Relations"]) {
        return Some(Role::Part);
    }
    let is_model = has_derive(tree, names, candidate.scope, candidate.ty);
    is_model.then_some(Role::Model)
}

/// Returns whether a type has relata's derive.
fn has_derive<'s>(tree: &Tree, names: &mut Names<'s>, scope: ScopeId, ty: &'s Type) -> bool {
    let facts = &tree.root(scope).facts;
    let mut derives = ty.attributes.derives.iter();
    derives.any(|it| !facts.fails(&it.conditions) && names.is_ours(scope, it))
}

/// Returns the role of a type in a package without relata.
fn role_by_orm(tree: &Tree, candidate: &Candidate<'_>) -> Option<Role> {
    if candidate.ty.is_sea_orm() {
        return Some(Role::Model);
    }
    if candidate.declaration.is_part {
        return derives(tree, candidate, &["DeriveRelation"]).then_some(Role::Part);
    }
    let all = [WITH_TABLE, DIESEL_READING].concat();
    derives(tree, candidate, &all).then_some(Role::Struct)
}

pub(super) fn derives(tree: &Tree, candidate: &Candidate<'_>, any: &[&str]) -> bool {
    let facts = &tree.root(candidate.scope).facts;
    let mut derives = candidate.ty.attributes.derives.iter();
    derives.any(|it: &Derive| any.contains(&it.last()) && !facts.fails(&it.conditions))
}

/// Returns the tables of Diesel by the names of their modules and by those in the database, without the schema.
fn tables_by_name<'s>(counted: Counted<'_>, names: &Names<'s>) -> HashMap<&'s str, Vec<ItemId>> {
    let mut tables: HashMap<&str, Vec<ItemId>> = HashMap::new();
    for (id, item) in names.items.all.iter().enumerate() {
        if let What::Table(table) = item.what
            && counted.has(item.part, item.scope, &table.conditions)
        {
            let declared = &table.declared;
            let mut named = vec![&*declared.name, &*declared.sql_name];
            named.dedup();
            for name in named {
                tables.entry(name).or_default().push(id);
            }
        }
    }
    tables
}

/// Returns the table of a struct of Diesel: the one that its attribute names, or else the only one with the default
/// name in its crate, or in those that it depends on.
fn table<'s>(
    counted: Counted<'_>,
    names: &mut Names<'s>,
    tables: &HashMap<&'s str, Vec<ItemId>>,
    candidate: &Candidate<'s>,
) -> Option<ItemId> {
    if candidate.ty.is_sea_orm() {
        return None;
    }
    let (tree, declaration) = (counted.tree, candidate.declaration);
    let written = declaration.table_module.as_ref();
    let found = written.and_then(|it| names.item(candidate.scope, &it.names, it.absolute));
    if let Some(Found::Item(id)) = found
        && let What::Table(_) = names.items.get(id).what
    {
        return Some(id);
    }
    if found.is_some() {
        return None;
    }
    let name = match (written, &declaration.table) {
        (Some(path), _) => path.last().to_owned(),
        (None, Some(table)) => table.clone(),
        (None, None) if derives(tree, candidate, WITH_TABLE) => snake(&candidate.ty.name) + "s",
        (None, None) => return None,
    };
    let (schema, plain) = match name.split_once('.') {
        Some((schema, plain)) => (Some(schema), plain),
        None => (None, &*name),
    };
    let is_in_schema = |it: &ItemId| {
        let table = names.items.get(*it).what;
        let known = match table {
            What::Table(table) => table.declared.schema.as_deref(),
            _ => None,
        };
        schema.is_none() || known.is_none() || known == schema
    };
    let tables = tables.get(plain)?.iter().copied();
    let tables: Vec<ItemId> = tables.filter(is_in_schema).collect();
    let krate = |scope: ScopeId| tree.scopes[scope].krate;
    let is_near = |it: &ItemId| krate(names.items.get(*it).scope) == krate(candidate.scope);
    // The library and the program may both declare the schema.
    let mut found: Vec<ItemId> = tables.iter().copied().filter(is_near).collect();
    if found.is_empty() {
        let visible = libraries(counted.packages, candidate.package);
        let is_visible =
            |it: &ItemId| visible.contains(&tree.root(names.items.get(*it).scope).package);
        found.extend(tables.iter().copied().filter(is_visible));
    }
    let is_named = |it: &ItemId| counted.is_schema_file(names.items.get(*it).part);
    if found.len() > 1 && found.iter().any(is_named) {
        found.retain(is_named);
    }
    match *found {
        [only] => Some(only),
        _ => None,
    }
}

/// Returns a package and those whose libraries its code can name, directly or through a re-export.
fn libraries(packages: &Packages, package: usize) -> Vec<usize> {
    let mut all = vec![package];
    let mut nth = 0;
    while let Some(&package) = all.get(nth) {
        for known in packages.names[package].values() {
            if let Known::Library(library) = known
                && !all.contains(library)
            {
                all.push(*library);
            }
        }
        nth += 1;
    }
    all
}

/// Returns the name of a table in the database.
pub(super) fn table_name(names: &Names<'_>, table: ItemId) -> Option<String> {
    let What::Table(table) = names.items.get(table).what else {
        return None;
    };
    let table = &table.declared;
    let schema = table.schema.as_ref().map(|it| format!("{it}."));
    Some(schema.unwrap_or_default() + &table.sql_name)
}
