#![doc = include_str!("../README.md")]

#[cfg(not(any(feature = "__sqlx", feature = "__diesel")))]
compile_error!(
    "relata-sql needs a driver to read a database through: turn on one of its features `sqlx-postgres`, `sqlx-mysql`, \
     `sqlx-sqlite`, `diesel-postgres`, `diesel-mysql` and `diesel-sqlite`"
);

mod assemble;
#[cfg(feature = "__diesel")]
mod diesel;
mod error;
#[cfg(any(feature = "sqlx-mysql", feature = "diesel-mysql"))]
mod mysql;
mod options;
#[cfg(any(feature = "sqlx-postgres", feature = "diesel-postgres"))]
mod postgres;
mod rows;
mod server;
#[cfg(any(feature = "sqlx-sqlite", feature = "diesel-sqlite"))]
mod sqlite;
#[cfg(feature = "__sqlx")]
mod sqlx;

#[cfg(feature = "__diesel")]
pub use crate::diesel::DieselBackend;
pub use crate::error::{CheckError, ReadError, Unread};
pub use crate::options::Options;
#[cfg(feature = "__sqlx")]
pub use crate::sqlx::SqlxDatabase;

#[cfg(any(feature = "__sqlx", feature = "__diesel"))]
use relata::{Findings, Registry, schema::Schema};

/// Reads the schema of a database: a pool, a connection or a transaction of sqlx.
///
/// # Errors
///
/// Returns an error if a part of the schema was not read.
#[cfg(feature = "__sqlx")]
pub async fn read<'c, A>(database: A) -> Result<Schema, ReadError>
where
    A: ::sqlx::Acquire<'c>,
    A::Database: SqlxDatabase,
{
    Options::new().read(database).await
}

/// Reads the schema of a database and compares the models with it.
///
/// ```no_run
/// # #[cfg(feature = "sqlx-postgres")]
/// # async fn example(pool: sqlx::PgPool) -> Result<(), Box<dyn std::error::Error>> {
/// let registry = relata::init()?;
/// relata_sql::check(registry, &pool).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Returns an error if the schema was not read, or if it does not fit the models.
#[cfg(feature = "__sqlx")]
pub async fn check<'c, A>(registry: &Registry, database: A) -> Result<Findings, CheckError>
where
    A: ::sqlx::Acquire<'c>,
    A::Database: SqlxDatabase,
{
    Options::new().check(registry, database).await
}

/// Reads the schemas of several databases and compares the models with each: one for each tenant, for example. A finding that
/// several of them have is reported once, with their names.
///
/// ```no_run
/// # #[cfg(feature = "sqlx-postgres")]
/// # async fn example(one: sqlx::PgPool, two: sqlx::PgPool) -> Result<(), Box<dyn std::error::Error>> {
/// let registry = relata::init()?;
/// relata_sql::check_all(registry, [("tenant_1", &one), ("tenant_2", &two)]).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Returns an error with all databases that were not read, or the differences of all databases.
#[cfg(feature = "__sqlx")]
pub async fn check_all<'c, N, A>(
    registry: &Registry,
    databases: impl IntoIterator<Item = (N, A)>,
) -> Result<Findings, CheckError>
where
    N: Into<String>,
    A: ::sqlx::Acquire<'c>,
    A::Database: SqlxDatabase,
{
    Options::new().check_all(registry, databases).await
}

/// Reads the schema of a database through a connection of Diesel.
///
/// # Errors
///
/// Returns an error if a part of the schema was not read.
#[cfg(feature = "__diesel")]
pub fn read_diesel<C>(connection: &mut C) -> Result<Schema, ReadError>
where
    C: ::diesel::connection::LoadConnection,
    C::Backend: DieselBackend,
{
    Options::new().read_diesel(connection)
}

/// Reads the schema of a database through a connection of Diesel and compares the models with it.
///
/// ```no_run
/// # #[cfg(feature = "diesel-postgres")]
/// # fn example(mut connection: diesel::PgConnection) -> Result<(), Box<dyn std::error::Error>> {
/// let registry = relata::init()?;
/// relata_sql::check_diesel(registry, &mut connection)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Returns an error if the schema was not read, or if it does not fit the models.
#[cfg(feature = "__diesel")]
pub fn check_diesel<C>(registry: &Registry, connection: &mut C) -> Result<Findings, CheckError>
where
    C: ::diesel::connection::LoadConnection,
    C::Backend: DieselBackend,
{
    Options::new().check_diesel(registry, connection)
}

/// Reads the schemas of several databases through connections of Diesel and compares the models with each.
///
/// # Errors
///
/// Returns an error with all databases that were not read, or the differences of all databases.
#[cfg(feature = "__diesel")]
pub fn check_all_diesel<'c, N, C>(
    registry: &Registry,
    databases: impl IntoIterator<Item = (N, &'c mut C)>,
) -> Result<Findings, CheckError>
where
    N: Into<String>,
    C: ::diesel::connection::LoadConnection + 'c,
    C::Backend: DieselBackend,
{
    Options::new().check_all_diesel(registry, databases)
}
