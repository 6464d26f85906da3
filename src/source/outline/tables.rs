//! The tables and joins that Diesel's macros declare.

use relata_record::Mark;
use relata_syntax::schema::{self, Declaration};
use syn::Macro;

use super::declaration::{TypePath, mark};
use super::{Mistake, Outline};
use crate::source::condition::Condition;

/// `table!` or `view!`
#[derive(Debug)]
pub(in crate::source) struct Table {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    /// The name of the module that the macro generates.
    pub(in crate::source) name: String,
    pub(in crate::source) mark: Mark,
    pub(in crate::source) schema: Option<String>,
    pub(in crate::source) sql_name: String,
    /// The primary key, by the names in Rust.
    pub(in crate::source) key: Vec<String>,
    pub(in crate::source) columns: Vec<Column>,
    pub(in crate::source) is_view: bool,
}

#[derive(Debug)]
pub(in crate::source) struct Column {
    /// The name in Rust.
    pub(in crate::source) name: String,
    pub(in crate::source) mark: Mark,
    pub(in crate::source) sql_name: String,
    pub(in crate::source) ty: String,
    pub(in crate::source) nullable: bool,
}

/// `joinable!`
#[derive(Debug)]
pub(in crate::source) struct Join {
    pub(in crate::source) scope: usize,
    pub(in crate::source) child: TypePath,
    pub(in crate::source) parent: TypePath,
    /// The column of the child, by its name in Rust.
    pub(in crate::source) column: String,
    pub(in crate::source) mark: Mark,
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
        Some(Ok(Declaration::Table(table))) => {
            let columns = table.columns.into_iter().map(|it| Column {
                mark: mark(it.name.span),
                name: it.name.text,
                sql_name: it.sql_name,
                ty: it.ty,
                nullable: it.nullable,
            });
            outline.tables.push(Table {
                scope,
                conditions: conditions.to_vec(),
                mark: mark(table.name.span),
                name: table.name.text,
                schema: table.schema.map(|it| it.text),
                sql_name: table.sql_name,
                key: table.key.into_iter().map(|it| it.text).collect(),
                columns: columns.collect(),
                is_view: table.is_view,
            });
        }
        Some(Ok(Declaration::Join(join))) => {
            let ends = [&join.child, &join.parent].map(|it| TypePath::of(&it.path));
            if let [Some(child), Some(parent)] = ends {
                outline.joins.push(Join {
                    scope,
                    child,
                    parent,
                    mark: mark(join.column.span),
                    column: join.column.text,
                });
            }
        }
        Some(Err(error)) => outline.mistakes.push(Mistake::of(&error)),
    }
    true
}
