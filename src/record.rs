//! The records of models, which relata-record reads, as rows of the tables.

mod rows;

pub(crate) use relata_record::{Kind, Mark, OnDelete, common_type, flag};
pub(crate) use rows::{Form, add};
