//! The tables and joins that Diesel's macros declare.

use relata_syntax::schema::{self, Declaration};
use syn::Macro;

use super::mistake::Mistake;
use super::type_path::TypePath;
use crate::schema::{DieselJoin, DieselTable};
use crate::source::condition::Condition;

/// `table!` or `view!`
#[derive(Debug)]
pub(in crate::source) struct Table {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    pub(in crate::source) declared: DieselTable,
}

/// `joinable!`
#[derive(Debug)]
pub(in crate::source) struct Join {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    pub(in crate::source) child: TypePath,
    pub(in crate::source) parent: TypePath,
    pub(in crate::source) declared: DieselJoin,
}

/// What one call of a macro declares.
pub(super) enum Call {
    Table(Table),
    Join(Join),
    Mistake(Mistake),
}

/// Reads the call of a macro, if it is one of a schema.
pub(super) fn read(call: &Macro, scope: usize, conditions: &[Condition]) -> Option<Call> {
    Some(match schema::declaration(call)? {
        Ok(Declaration::Table(table)) => Call::Table(Table {
            scope,
            conditions: conditions.to_vec(),
            declared: DieselTable::new(table),
        }),
        Ok(Declaration::Join(join)) => Call::Join(Join {
            scope,
            conditions: conditions.to_vec(),
            child: TypePath::of(&join.child.path)?,
            parent: TypePath::of(&join.parent.path)?,
            declared: DieselJoin::new(join),
        }),
        Err(error) => Call::Mistake(Mistake::of(&error)),
    })
}
