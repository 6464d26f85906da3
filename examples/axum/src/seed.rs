//! The rows to begin with. The registry knows the order: no row before those that its keys point at.

use relata::Registry;
use relata::registry::Model;
use sqlx::{AssertSqlSafe, SqlitePool};

/// By table, in no order that matters.
const SEEDS: [(&str, &str); 8] = [
    ("authors", include_str!("../seeds/authors.sql")),
    ("authorships", include_str!("../seeds/authorships.sql")),
    ("books", include_str!("../seeds/books.sql")),
    ("copies", include_str!("../seeds/copies.sql")),
    ("fines", include_str!("../seeds/fines.sql")),
    ("loans", include_str!("../seeds/loans.sql")),
    ("members", include_str!("../seeds/members.sql")),
    ("shelves", include_str!("../seeds/shelves.sql")),
];

/// The tables of the models, each after those that its keys point at.
///
/// Models that need each other in a circle would be in one group here, and their rows would have to be checked later
/// (`PRAGMA defer_foreign_keys`). This service has none.
pub fn tables(registry: &Registry) -> Vec<&str> {
    let models = registry.creation_order().into_iter().flatten();
    models
        .filter_map(|model: Model<'_>| model.table())
        .collect()
}

/// Deletes every row and puts in those to begin with. Either all of it happens or nothing.
///
/// # Errors
///
/// What the database answers.
pub async fn reset(database: &SqlitePool, registry: &Registry) -> sqlx::Result<()> {
    let tables = tables(registry);
    let mut transaction = database.begin().await?;
    for table in tables.iter().rev() {
        // A name from the source of this program, not from a request.
        let delete = AssertSqlSafe(format!("DELETE FROM \"{table}\""));
        sqlx::query(delete).execute(&mut *transaction).await?;
    }
    for table in tables {
        for (_, rows) in SEEDS.iter().filter(|(of, _)| *of == table) {
            sqlx::raw_sql(*rows).execute(&mut *transaction).await?;
        }
    }
    transaction.commit().await
}
