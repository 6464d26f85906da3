//! The records of models, which relata-record lays out, as rows of the tables.

mod decode;
mod open;

pub(crate) use open::{Open, check, own};
pub(crate) use relata_record::{Kind, Mark, OnDelete, Orm, flag};
