//! The tables and joins that Diesel's macros declare.

use relata_syntax::schema::{self, Declaration};
use syn::Macro;

use super::declaration::TypePath;
use super::{Mistake, Outline};
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
    pub(in crate::source) child: TypePath,
    pub(in crate::source) parent: TypePath,
    pub(in crate::source) declared: DieselJoin,
}

/// Adds what one call of a macro declares. Returns whether it is a macro of a schema.
pub(super) fn read(
    call: &Macro,
    scope: usize,
    conditions: &[Condition],
    outline: &mut Outline,
) -> bool {
    match schema::declaration(call) {
        None => return false,
        Some(Ok(Declaration::Table(table))) => outline.tables.push(Table {
            scope,
            conditions: conditions.to_vec(),
            declared: DieselTable::new(table),
        }),
        Some(Ok(Declaration::Join(join))) => {
            let ends = [&join.child, &join.parent].map(|it| TypePath::of(&it.path));
            if let [Some(child), Some(parent)] = ends {
                outline.joins.push(Join {
                    scope,
                    child,
                    parent,
                    declared: DieselJoin::new(join),
                });
            }
        }
        Some(Err(error)) => outline.mistakes.push(Mistake::of(&error)),
    }
    true
}
