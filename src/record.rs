//! The records of models, which relata-record reads, as rows of the tables.

mod decode;

pub(crate) use decode::{Form, decode};
pub(crate) use relata_record::{Kind, Mark, OnDelete, common_type, flag};
