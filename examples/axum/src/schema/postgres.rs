//! What PostgreSQL says of the foreign keys in the current schema.
//!
//! Its own catalogue, not `information_schema`: that names a constraint without its table, so it mixes up those of two
//! tables that have one name, and it leaves out what refers to a unique index.

use sqlx::PgConnection;

use super::Schema;
use super::rows::{self, Row};

const TABLES: &str = "
    SELECT relname::text FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
";

/// A partition has those of its table again, each with a parent.
const FOREIGN_KEYS: &str = r#"
    SELECT holder.relname::text AS "table",
           key.conname::text AS "constraint",
           own.attname::text AS "from",
           pointee.relname::text AS pointee,
           their.attname::text AS "to",
           CASE key.confdeltype
               WHEN 'a' THEN 'NO ACTION'
               WHEN 'c' THEN 'CASCADE'
               WHEN 'd' THEN 'SET DEFAULT'
               WHEN 'n' THEN 'SET NULL'
               WHEN 'r' THEN 'RESTRICT'
               ELSE key.confdeltype::text
           END AS on_delete
    FROM pg_constraint AS key
    JOIN pg_class AS holder ON holder.oid = key.conrelid
    JOIN pg_class AS pointee ON pointee.oid = key.confrelid
    CROSS JOIN unnest(key.conkey, key.confkey) WITH ORDINALITY AS part (own, their, nth)
    JOIN pg_attribute AS own ON own.attrelid = holder.oid AND own.attnum = part.own
    JOIN pg_attribute AS their ON their.attrelid = pointee.oid AND their.attnum = part.their
    WHERE key.contype = 'f' AND key.conparentid = 0
        AND holder.relnamespace = current_schema()::regnamespace
    ORDER BY holder.relname, key.conname, part.nth
"#;

/// Reads the tables and foreign keys of a PostgreSQL database.
///
/// # Errors
///
/// What the database answers.
pub async fn read(database: &mut PgConnection) -> sqlx::Result<Schema> {
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *database).await?;
    let rows: Vec<Row> = sqlx::query_as(FOREIGN_KEYS)
        .fetch_all(&mut *database)
        .await?;
    Ok(Schema {
        tables: tables.into_iter().collect(),
        foreign_keys: rows::foreign_keys(&rows)?,
    })
}
