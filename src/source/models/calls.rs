//! What relata's macros register besides models: external models, and the types that others count as.

use std::sync::Arc;

use relata_record::{self as written, flag};

use super::counted::Counted;
use super::records::Writer;
use crate::model::read::Source;
use crate::model::types::{RawId, Types, TypesInFile};
use crate::source::condition::Condition;
use crate::source::modules::{Part, ScopeId};
use crate::source::outline::{External, FieldType};

impl<'s> Writer<'_, 's> {
    /// Returns the records of `external!` and `key_type!` in packages with relata.
    pub(super) fn calls(&mut self, counted: Counted<'s>) -> Vec<Source> {
        let packages = &counted.packages.list;
        let has = |part: &Part, scope: ScopeId, conditions: &[Condition]| {
            let package = counted.tree.root(scope).package;
            part.unreached.is_none()
                && packages[package].relata.is_some()
                && counted.is_compiled(part, scope, conditions)
        };
        let mut sources = Vec::new();
        for part in &counted.tree.parts {
            let Some(outline) = counted.files.outline(part.file) else {
                continue;
            };
            for it in &outline.externals {
                if has(part, part.scopes[it.scope], &it.conditions) {
                    sources.push(external(part, it));
                }
            }
            for it in &outline.key_types {
                let scope = part.scopes[it.scope];
                if has(part, scope, &it.conditions) {
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
        let types = ids.map(|ids| {
            Types::InFile(Arc::new(TypesInFile {
                known,
                ids,
                stored: None,
            }))
        });
        Source::read(record.to_bytes(), types)
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
    Source::read(record.to_bytes(), None)
}
