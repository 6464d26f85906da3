//! The records that a derive would have written for the models.

use std::collections::BTreeSet;
use std::sync::Arc;

use relata_record::{self as written, Kind, Mark, Named, Orm, flag};

use super::candidate::{Candidate, is_by_module, path};
use super::choose::{Chosen, table_name};
use super::drivers::drivers;
use super::joins::{Joined, Joins};
use super::related::Impls;
use super::targets::{Meant, meant};
use super::types::Ids;
use crate::model::read::Source;
use crate::model::types::{RawId, Types, TypesInFile};
use crate::source::modules::{ScopeId, Tree};
use crate::source::names::{Names, What};
use crate::source::outline::{Allow, Relation, RelationImpl, Target};
use crate::source::packages::Packages;

/// Writes the records of models.
pub(super) struct Writer<'w, 's> {
    pub(super) tree: &'w Tree,
    pub(super) packages: &'w Packages,
    pub(super) names: &'w mut Names<'s>,
    pub(super) chosen: &'w Chosen<'s>,
    pub(super) impls: &'w Impls<'s>,
    pub(super) joins: &'w Joins,
    pub(super) ids: Ids,
    /// The paths of targets that are not known.
    pub(super) unknown: BTreeSet<String>,
}

impl<'w, 's> Writer<'w, 's> {
    /// Returns the records of all models and parts, and of the targets that are not known.
    pub(super) fn all(&mut self) -> Vec<Source> {
        let chosen = self.chosen;
        let mut sources = Vec::new();
        for model in &chosen.models {
            sources.push(self.model(model));
        }
        for part in &chosen.parts {
            let (ty, own) = (&part.ty.name, part.declaration);
            let mark = own.mark;
            sources.extend(self.part(
                part.scope,
                part.part,
                (ty, mark),
                &own.relations,
                own.complete,
            ));
        }
        for model in &chosen.models {
            if let Some((part, own)) = self.written_part(model) {
                let named = (&*own.name, own.mark);
                sources.extend(self.part(model.scope, part, named, &own.relations, own.complete));
            }
        }
        for path in &self.unknown {
            let record = written::Record {
                head: written::Head {
                    path,
                    flags: flag::EXTERNAL,
                    ..Default::default()
                },
                ..Default::default()
            };
            sources.push(Source::read(record.to_bytes(), None));
        }
        sources
    }

    fn model(&mut self, model: &Candidate<'s>) -> Source {
        let (tree, declaration) = (self.tree, model.declaration);
        let own = path(tree, model);
        let by_module = is_by_module(tree, model);
        let type_name = if by_module || declaration.name.is_some() {
            &*model.ty.name
        } else {
            ""
        };
        let beside = declaration.beside.as_deref();
        let is_unread = beside.is_some() && !self.has_part(model);
        let table = model.table.and_then(|it| table_name(self.names, it));
        let table = table.or_else(|| declaration.table.clone());
        let table = table.or_else(|| self.entity_table(model));
        let key = self.key(model);
        let mut types = Vec::new();
        let fields = declaration.fields.iter();
        let fields: Vec<_> = fields
            .filter(|it| model.has_relata || !it.computed)
            .map(|it| self.field(model, it, &mut types))
            .collect();
        let mut paths = Vec::new();
        let mut relations = self.relations(model.scope, &declaration.relations, &mut paths);
        let joined = self.joins.of(model).iter();
        relations.extend(joined.map(|it| self.joined(it, &mut paths)));
        let package = &self.packages.list[model.package];
        let record = written::Record {
            head: written::Head {
                path: &own,
                file: &tree.parts[model.part].shown,
                mark: declaration.mark,
                flags: flag::sum(&[
                    (flag::FIELDS_KNOWN, true),
                    (flag::MODULE, by_module),
                    (flag::UNREAD, is_unread),
                    (flag::WRITE_ONLY, model.write_only),
                ]) | drivers(tree, self.packages, model),
            },
            paths: paths.iter().map(String::as_str).collect(),
            package: &package.name,
            version: &package.version,
            table: table.as_deref().unwrap_or_default(),
            type_name,
            uniques: uniques(&declaration.uniques),
            key: key.iter().map(String::as_str).collect(),
            allows: allows(&declaration.allows),
            fields,
            relations,
        };
        let ids: Box<[RawId]> = types.into();
        let known = self.ids.known.clone();
        let stored = Some(self.ids.stored(&ids));
        let types = Types::InFile(Arc::new(TypesInFile { known, ids, stored }));
        Source::read(record.to_bytes(), Some(types))
    }

    /// Returns the record of a part, if its model is known.
    fn part(
        &mut self,
        scope: ScopeId,
        part: usize,
        (name, mark): (&str, Mark),
        relations: &'s [Relation],
        complete: bool,
    ) -> Option<Source> {
        let tree = self.tree;
        let model = self.chosen.model_in(scope)?;
        let own = path(tree, model);
        let mut paths = Vec::new();
        let mut relations = self.relations(scope, relations, &mut paths);
        let package = &self.packages.list[model.package];
        if !model.has_relata {
            let through = self.impls.through.get(&scope).into_iter().flatten();
            relations.extend(through.map(|it| self.relation(scope, it, &mut paths)));
        }
        let complete = complete && !self.impls.open.contains(&scope);
        let record = written::Record {
            head: written::Head {
                path: &own,
                file: &tree.parts[part].shown,
                mark,
                flags: flag::sum(&[(flag::PART, true), (flag::COMPLETE, complete)]),
            },
            paths: paths.iter().map(String::as_str).collect(),
            package: &package.name,
            version: &package.version,
            type_name: name,
            relations,
            ..Default::default()
        };
        Some(Source::read(record.to_bytes(), None))
    }

    /// Returns whether the relations next to a model are known.
    fn has_part(&self, model: &Candidate<'s>) -> bool {
        self.is_derived(model) || self.written_part(model).is_some()
    }

    /// Returns whether a derive declares the relations next to a model.
    fn is_derived(&self, model: &Candidate<'s>) -> bool {
        self.chosen.parts_in(model.scope).next().is_some()
    }

    /// Returns the hand-written impl that declares the relations of a model, if no derive does. A program with relata's
    /// derive does not know it.
    fn written_part(&self, model: &Candidate<'s>) -> Option<(usize, &'s RelationImpl)> {
        let is_read = !model.has_relata && !self.is_derived(model);
        let written = self.impls.relations.get(&model.scope);
        written.copied().filter(|_| is_read)
    }

    /// Returns the fields of the primary key. Without an attribute, the table knows it.
    fn key(&self, model: &Candidate<'s>) -> Vec<String> {
        let declaration = model.declaration;
        let table = model.table.map(|it| self.names.items.get(it).what);
        let Some(What::Table(table)) = table.filter(|_| !declaration.is_keyed) else {
            let key = self.entity_key(model);
            return key.unwrap_or_else(|| declaration.key.clone());
        };
        let field = |column: &String| Some(declaration.field_of(column)?.name.clone());
        let key: Option<Vec<String>> = table.declared.key.iter().map(field).collect();
        key.unwrap_or_default()
    }

    fn relations<'r>(
        &mut self,
        scope: ScopeId,
        relations: &'s [Relation],
        paths: &mut Vec<String>,
    ) -> Vec<written::Relation<'r>>
    where
        's: 'r,
        'w: 'r,
    {
        let mut all: Vec<written::Relation<'r>> = Vec::with_capacity(relations.len());
        for relation in relations {
            let read = self.relation(scope, relation, paths);
            // Several structs of one table of Diesel are one model here, so their relations are one.
            let is_same = |it: &&written::Relation<'_>| {
                it.orm == Some(Orm::Diesel) && it.key == read.key && leads_as(it, &read)
            };
            if read.orm != Some(Orm::Diesel) || !all.iter().any(|it| is_same(&it)) {
                all.push(read);
            }
        }
        all
    }

    fn relation<'r>(
        &mut self,
        scope: ScopeId,
        relation: &'s Relation,
        paths: &mut Vec<String>,
    ) -> written::Relation<'r>
    where
        's: 'r,
        'w: 'r,
    {
        let targets = relation.targets.iter();
        let targets = targets.map(|it| self.target(scope, it, paths)).collect();
        let through = relation.through.as_ref();
        let through = through.map(|it| self.target(scope, it, paths));
        let known = self.impls.inverses.get(&(scope, &*relation.name));
        let (inverse, inverse_mark) = match (&relation.inverse, known) {
            (Some((name, mark)), _) => (&**name, *mark),
            (None, Some(name)) => (&**name, Mark::default()),
            (None, None) => ("", Mark::default()),
        };
        let via = relation.via.as_ref();
        written::Relation {
            name: &relation.name,
            mark: relation.mark,
            kind: relation.kind,
            targets,
            inverse,
            inverse_mark,
            key: texts(&relation.key),
            key_mark: relation.key_mark,
            references: texts(&relation.references),
            references_mark: relation.references_mark,
            tag: &relation.tag,
            through,
            via: via.map(|(names, _)| names.each_ref().map(String::as_str)),
            via_mark: via.map_or_else(Mark::default, |(_, mark)| *mark),
            on_delete: relation.on_delete,
            filtered: relation.filtered,
            orm: relation.orm,
            allows: allows(&relation.allows),
            ..Default::default()
        }
    }

    /// Returns the relation that `joinable!` declares.
    fn joined(&mut self, joined: &'w Joined, paths: &mut Vec<String>) -> written::Relation<'w> {
        if !joined.is_model {
            self.unknown.insert(joined.target.clone());
        }
        let named = Named::Type(number(paths, joined.target.clone()));
        let mark = joined.mark;
        written::Relation {
            name: &joined.name,
            mark,
            kind: Kind::BelongsTo,
            targets: vec![written::Target { named, mark }],
            key: vec![&joined.field],
            key_mark: mark,
            orm: Some(Orm::Joinable),
            ..Default::default()
        }
    }

    fn target<'t>(
        &mut self,
        scope: ScopeId,
        target: &'s Target,
        paths: &mut Vec<String>,
    ) -> written::Target<'t>
    where
        's: 't,
    {
        let meant = meant(self.tree, self.names, self.chosen, scope, target);
        let named = match meant {
            Meant::Own => Named::Type(0),
            Meant::Name => Named::Name(&target.text),
            Meant::Model(path) => Named::Type(number(paths, path)),
            Meant::NotAModel => Named::Maybe(number(paths, String::new()), &target.text),
            Meant::Unknown(path) => {
                self.unknown.insert(path.clone());
                Named::Type(number(paths, path))
            }
        };
        written::Target {
            named,
            mark: target.mark,
        }
    }
}

/// Returns whether two relations of one record lead to the same types.
fn leads_as(one: &written::Relation<'_>, other: &written::Relation<'_>) -> bool {
    let [own, theirs] = [one, other].map(|it| it.targets.iter().map(|target| target.named));
    own.eq(theirs)
}

/// Returns the number of a path among those of a record.
fn number(paths: &mut Vec<String>, path: String) -> usize {
    let known = paths.iter().position(|it| *it == path);
    1 + known.unwrap_or_else(|| {
        paths.push(path);
        paths.len() - 1
    })
}

fn texts(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// Returns the sets of several fields.
fn uniques(all: &[Vec<String>]) -> Vec<Vec<&str>> {
    let several = all.iter().filter(|it| it.len() > 1);
    several.map(|it| texts(it)).collect()
}

fn allows(allows: &[Allow]) -> Vec<written::Allow<'_>> {
    let allows = allows.iter().map(|it| written::Allow {
        rule: &it.rule,
        reason: &it.reason,
        mark: it.mark,
    });
    allows.collect()
}
