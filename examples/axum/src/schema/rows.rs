//! What the queries give, alike for each database: one row for each column of each foreign key, those of one together.

use relata::OnDelete;

use super::{Columns, ForeignKey};

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    table: String,
    /// Tells the foreign keys of one table apart.
    constraint: String,
    from: String,
    pointee: String,
    to: String,
    on_delete: String,
}

pub(super) fn foreign_keys(rows: &[Row]) -> sqlx::Result<Vec<ForeignKey>> {
    rows.chunk_by(|one, other| (&one.table, &one.constraint) == (&other.table, &other.constraint))
        .map(foreign_key)
        .collect()
}

fn foreign_key(rows: &[Row]) -> sqlx::Result<ForeignKey> {
    let columns = |table: &str, name: fn(&Row) -> &String| Columns {
        table: table.to_owned(),
        names: rows.iter().map(name).cloned().collect(),
    };
    let first = &rows[0];
    Ok(ForeignKey {
        from: columns(&first.table, |row| &row.from),
        to: columns(&first.pointee, |row| &row.to),
        on_delete: on_delete(&first.on_delete)?,
    })
}

/// An action as SQL writes it.
fn on_delete(text: &str) -> sqlx::Result<OnDelete> {
    Ok(match text {
        "CASCADE" => OnDelete::Cascade,
        "RESTRICT" => OnDelete::Restrict,
        "SET NULL" => OnDelete::SetNull,
        "SET DEFAULT" => OnDelete::SetDefault,
        "NO ACTION" => OnDelete::NoAction,
        other => {
            let message = format!("no action of a foreign key is called `{other}`");
            return Err(sqlx::Error::Decode(message.into()));
        }
    })
}
