//! What SQLite says of its foreign keys.

use sqlx::SqlitePool;

use super::Schema;
use super::rows::{self, Row};

const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table'";

/// A foreign key that names no column means the primary key. And SQLite takes capitals for small letters, so the name is
/// that of the table that is meant, if there is one.
const FOREIGN_KEYS: &str = r#"
    SELECT holder.name AS "table",
           CAST(key.id AS TEXT) AS "constraint",
           key."from",
           coalesce(pointee.name, key."table") AS pointee,
           coalesce(key."to", primary_key.name, 'the primary key') AS "to",
           key.on_delete
    FROM sqlite_schema AS holder
    JOIN pragma_foreign_key_list(holder.name) AS key
    LEFT JOIN sqlite_schema AS pointee
        ON pointee.type = 'table' AND pointee.name = key."table" COLLATE NOCASE
    LEFT JOIN pragma_table_info(key."table") AS primary_key
        ON primary_key.pk = key.seq + 1
    WHERE holder.type = 'table'
    ORDER BY holder.name, key.id, key.seq
"#;

/// Reads the tables and foreign keys of a SQLite database.
///
/// # Errors
///
/// What the database answers.
pub async fn read(database: &SqlitePool) -> sqlx::Result<Schema> {
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(database).await?;
    let rows: Vec<Row> = sqlx::query_as(FOREIGN_KEYS).fetch_all(database).await?;
    Ok(Schema {
        tables: tables.into_iter().collect(),
        foreign_keys: rows::foreign_keys(&rows)?,
    })
}
