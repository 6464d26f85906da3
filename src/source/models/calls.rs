//! What relata's macros register besides models: external models, and the types that others count as.

use std::sync::Arc;

use relata_record::{self as written, flag};

use super::records::Writer;
use crate::model::read::Source;
use crate::model::types::{RawId, Types, TypesInFile};
use crate::source::condition::Condition;
use crate::source::files::Files;
use crate::source::modules::{Part, ScopeId, Tree};
use crate::source::outline::{External, FieldType, Outline};
use crate::source::packages::Packages;

impl<'s> Writer<'_, 's> {
    /// Returns the records of `external!` and `key_type!`.
    pub(super) fn calls(&mut self, files: &'s Files) -> Vec<Source> {
        let mut sources = Vec::new();
        for (part, outline) in parts(self.tree, files) {
            for it in &outline.externals {
                let scope = part.scopes[it.scope];
                if is_compiled(self.tree, self.packages, part, scope, &it.conditions) {
                    sources.push(external(part, it));
                }
            }
            for it in &outline.key_types {
                let scope = part.scopes[it.scope];
                if is_compiled(self.tree, self.packages, part, scope, &it.conditions) {
                    sources.push(self.key_type(scope, [&it.ty, &it.counts_as]));
                }
            }
        }
        sources
    }

    fn key_type(&mut self, scope: ScopeId, types: [&'s FieldType; 2]) -> Source {
        let record = written::Record {
            head: written::Head {
                path: &self.tree.scopes[scope].path,
                flags: flag::KEY_TYPE,
                ..Default::default()
            },
            paths: types.iter().map(|it| &*it.text).collect(),
            ..Default::default()
        };
        let ids = types.map(|it| self.id(scope, it));
        // Without both, fields are compared by the text of their types.
        let ids: Option<Box<[RawId]>> = ids.into_iter().collect();
        let known = self.ids.known.clone();
        let types = ids.map(|ids| Types::InFile(Arc::new(TypesInFile { known, ids })));
        Source::Read(record.to_bytes().into(), types)
    }
}

fn external(part: &Part, external: &External) -> Source {
    let record = written::Record {
        head: written::Head {
            path: &external.path,
            file: &part.shown,
            mark: external.mark,
            flags: flag::EXTERNAL,
        },
        ..Default::default()
    };
    Source::Read(record.to_bytes().into(), None)
}

fn parts<'t, 's>(
    tree: &'t Tree,
    files: &'s Files,
) -> impl Iterator<Item = (&'t Part, &'s Outline)> {
    let parts = tree.parts.iter();
    parts.filter_map(|it| Some((it, files.outline(it.file)?)))
}

/// Returns whether a call is in a program with relata.
fn is_compiled(
    tree: &Tree,
    packages: &Packages,
    part: &Part,
    scope: ScopeId,
    conditions: &[Condition],
) -> bool {
    let root = tree.root(scope);
    let is_read = tree.scopes[scope].krate < packages.roots.len() && part.unreached.is_none();
    let fails = root.facts.fails(conditions) || root.facts.fails(&part.conditions);
    is_read && !fails && packages.list[root.package].relata.is_some()
}
