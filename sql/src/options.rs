//! How schemas are read and compared.

use std::time::Duration;

#[cfg(any(feature = "__sqlx", feature = "__diesel"))]
use relata::{Findings, Registry, schema::Schema};

#[cfg(any(feature = "__sqlx", feature = "__diesel"))]
use crate::{CheckError, ReadError, error::Unread};

/// How schemas are read.
///
/// ```no_run
/// # #[cfg(feature = "sqlx-postgres")]
/// # async fn example(pool: sqlx::PgPool) -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// let registry = relata::init()?;
/// relata_sql::Options::new().time_limit(Duration::from_secs(60)).check(registry, &pool).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Options {
    pub(crate) limit: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            limit: Duration::from_secs(10),
        }
    }
}

impl Options {
    /// The default options.
    pub fn new() -> Self {
        Options::default()
    }

    /// How long the queries of one database may take, 10 seconds if not set. The server enforces it for each query:
    /// PostgreSQL by `statement_timeout`, `MariaDB` by `max_statement_time`, `MySQL` by `MAX_EXECUTION_TIME`. It is checked
    /// between queries too, which is all for SQLite: it waits for nothing but the `busy_timeout` of the connection.
    ///
    /// The wait for a connection has the limit of the pool, and a server that no longer answers that of the network. Put
    /// the timeout of your runtime around the check if that is too long.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }
}

#[cfg(feature = "__sqlx")]
impl Options {
    /// Reads the schema of a database: a pool, a connection or a transaction of sqlx.
    ///
    /// # Errors
    ///
    /// Returns an error if a part of the schema was not read.
    pub async fn read<'c, A>(&self, database: A) -> Result<Schema, ReadError>
    where
        A: sqlx::Acquire<'c>,
        A::Database: crate::SqlxDatabase,
    {
        crate::sqlx::read(self, database).await
    }

    /// Reads the schema of a database and compares the models with it.
    ///
    /// # Errors
    ///
    /// Returns an error if the schema was not read, or if it does not fit the models.
    pub async fn check<'c, A>(
        &self,
        registry: &Registry,
        database: A,
    ) -> Result<Findings, CheckError>
    where
        A: sqlx::Acquire<'c>,
        A::Database: crate::SqlxDatabase,
    {
        Ok(registry.check_schema(&self.read(database).await?)?)
    }

    /// Reads the schemas of several databases, one after the other, and compares the models with each. A finding that several of
    /// them have is reported once, with their names.
    ///
    /// # Errors
    ///
    /// Returns an error with all databases that were not read, or the differences of all databases.
    pub async fn check_all<'c, N, A>(
        &self,
        registry: &Registry,
        databases: impl IntoIterator<Item = (N, A)>,
    ) -> Result<Findings, CheckError>
    where
        N: Into<String>,
        A: sqlx::Acquire<'c>,
        A::Database: crate::SqlxDatabase,
    {
        let mut schemas = Vec::new();
        for (name, database) in databases {
            schemas.push(named(name, self.read(database).await));
        }
        compare(registry, schemas)
    }
}

#[cfg(feature = "__diesel")]
impl Options {
    /// Reads the schema of a database through a connection of Diesel.
    ///
    /// # Errors
    ///
    /// Returns an error if a part of the schema was not read.
    pub fn read_diesel<C>(&self, connection: &mut C) -> Result<Schema, ReadError>
    where
        C: diesel::connection::LoadConnection,
        C::Backend: crate::DieselBackend,
    {
        crate::diesel::read(self, connection)
    }

    /// Reads the schema of a database through a connection of Diesel and compares the models with it.
    ///
    /// # Errors
    ///
    /// Returns an error if the schema was not read, or if it does not fit the models.
    pub fn check_diesel<C>(
        &self,
        registry: &Registry,
        connection: &mut C,
    ) -> Result<Findings, CheckError>
    where
        C: diesel::connection::LoadConnection,
        C::Backend: crate::DieselBackend,
    {
        Ok(registry.check_schema(&self.read_diesel(connection)?)?)
    }

    /// Reads the schemas of several databases through connections of Diesel and compares the models with each. A finding that
    /// several of them have is reported once, with their names.
    ///
    /// # Errors
    ///
    /// Returns an error with all databases that were not read, or the differences of all databases.
    pub fn check_all_diesel<'c, N, C>(
        &self,
        registry: &Registry,
        databases: impl IntoIterator<Item = (N, &'c mut C)>,
    ) -> Result<Findings, CheckError>
    where
        N: Into<String>,
        C: diesel::connection::LoadConnection + 'c,
        C::Backend: crate::DieselBackend,
    {
        let read = |(name, connection)| named(name, self.read_diesel(connection));
        compare(registry, databases.into_iter().map(read).collect())
    }
}

#[cfg(any(feature = "__sqlx", feature = "__diesel"))]
fn named(name: impl Into<String>, read: Result<Schema, ReadError>) -> Result<Schema, Unread> {
    let name = Some(name.into());
    match read {
        Ok(mut schema) => {
            schema.name = name;
            Ok(schema)
        }
        Err(error) => Err(Unread {
            database: name,
            error,
        }),
    }
}

#[cfg(any(feature = "__sqlx", feature = "__diesel"))]
fn compare(registry: &Registry, read: Vec<Result<Schema, Unread>>) -> Result<Findings, CheckError> {
    let (mut schemas, mut unread) = (Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok(schema) => schemas.push(schema),
            Err(error) => unread.push(error),
        }
    }
    if !unread.is_empty() {
        return Err(CheckError::Unread(unread));
    }
    Ok(registry.check_schemas(&schemas)?)
}
