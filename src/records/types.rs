//! The ids of types in a file. They are compared only within the file, and only if the file shows that equal types have
//! equal ids in it and different types have different ones.

use std::sync::Arc;

use super::notes::Content;
use crate::model::read::Source;
use crate::model::types::{KnownTypes, RawId, Types, TypesInFile, raw_ids};

/// The notes about types in one file.
#[derive(Default)]
pub(super) struct Found {
    known: Option<KnownTypes>,
    /// The ids of the types of each record, by the number of records up to and including it.
    ids: Vec<(usize, Box<[RawId]>)>,
}

impl Found {
    /// Adds a note that follows so many records.
    pub(super) fn add(&mut self, records: usize, content: &Content<'_>) {
        match content {
            Content::Types(note) => self.ids.push((records, raw_ids(note))),
            Content::Known(note) => self.known = self.known.take().or(KnownTypes::read(note)),
            Content::Record(_) => {}
        }
    }

    /// Adds the types to the records of the file. A record without a note has only types of the language, or types whose ids
    /// are unknown.
    pub(super) fn attach(self, sources: &mut [Source]) {
        let Some(known) = self.known.map(Arc::new) else {
            return;
        };
        let mut ids = self.ids.into_iter().peekable();
        for (before, source) in sources.iter_mut().enumerate() {
            if let Source::Read(_, types, _) = source {
                while ids.next_if(|(records, _)| *records <= before).is_some() {}
                let own = ids.next_if(|(records, _)| *records == before + 1);
                *types = Some(Types::InFile(Arc::new(TypesInFile {
                    known: known.clone(),
                    ids: own.map(|(_, ids)| ids).unwrap_or_default(),
                    #[cfg(feature = "source")]
                    stored: None,
                })));
            }
        }
    }
}
