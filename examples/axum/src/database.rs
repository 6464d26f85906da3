//! The database: a file, or memory, with the tables that the migrations make.

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

/// Opens the database at an address such as `sqlite:lending.db` or `sqlite::memory:`, and brings it up to date.
///
/// # Errors
///
/// It cannot be opened or brought up to date.
pub async fn open(address: &str) -> sqlx::Result<SqlitePool> {
    let options: SqliteConnectOptions = address.parse()?;
    let pool = SqlitePoolOptions::new()
        // Each connection to memory would have a database of its own.
        .max_connections(1)
        .connect_with(options.create_if_missing(true).foreign_keys(true))
        .await?;
    sqlx::migrate!().run(&pool).await?;
    Ok(pool)
}
