//! The fields of the model whose relations are looked up.
//!
//! In: the body of its record. Out: what counts of a field as a key. Most models have more fields than keys, and those
//! behind the last key are not read.

use crate::graph::{TypeNumber, Written};
use crate::record::{self, Body, flag};

/// The fields of one model, as far as they were asked for.
#[derive(Default)]
pub(super) struct Fields<'m> {
    known: Vec<(&'m [u8], Written)>,
    unread: record::Fields<'m>,
    /// How many types stand beside the record for those that are known.
    types: u32,
}

impl<'m> Fields<'m> {
    /// Turns to another model.
    pub(super) fn turn_to(&mut self, record: &Body<'m>) {
        self.known.clear();
        self.types = 0;
        // What is not known to be all of them tells nothing of what is missing.
        self.unread = if record.is(flag::FIELDS_KNOWN) {
            record.fields.clone()
        } else {
            record::Fields::default()
        };
    }

    /// A key that is the first field of this name.
    #[inline(never)]
    pub(super) fn key(&mut self, name: &[u8]) -> Option<Written> {
        let mut known = self.known.iter();
        if let Some((_, key)) = known.find(|(known, _)| *known == name) {
            return Some(*key);
        }
        for field in self.unread.by_ref() {
            let key = Written::Field {
                ty: if field.flags & flag::FIELD_TYPED != 0 {
                    Some(TypeNumber::at(self.types))
                } else {
                    field.primitive().map(TypeNumber::primitive)
                },
                optional: field.is_optional,
            };
            self.types += record::types_beside(field.flags);
            self.known.push((field.name, key));
            if field.name == name {
                return Some(key);
            }
        }
        None
    }
}
