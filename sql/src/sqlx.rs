//! Reads through sqlx.

use std::future::Future;

use relata::schema::Schema;
use sqlx::error::DatabaseError;
use sqlx::{Acquire, AssertSqlSafe, Connection as _, Error, Row as _};

use crate::rows::Row;
use crate::server::{Failure, Reading, Server};
use crate::{Options, ReadError};

/// A database of sqlx whose schema can be read. Each has a feature.
pub trait SqlxDatabase: sqlx::Database + private::Rows {}

mod private {
    use super::{Failure, Future, Row, Server};

    pub trait Rows: sqlx::Database {
        #[doc(hidden)]
        const SERVER: Server;

        #[doc(hidden)]
        fn rows(
            connection: &mut Self::Connection,
            sql: String,
        ) -> impl Future<Output = Result<Vec<Row>, Failure>> + Send;
    }
}

/// The rows of a statement without parameters, as the server writes them. A pooler in front of it needs to know no statement.
macro_rules! rows {
    ($database:ty, $server:expr) => {
        impl SqlxDatabase for $database {}

        impl private::Rows for $database {
            const SERVER: Server = $server;

            async fn rows(
                connection: &mut Self::Connection,
                sql: String,
            ) -> Result<Vec<Row>, Failure> {
                let query = sqlx::raw_sql(AssertSqlSafe(sql));
                let rows = query.fetch_all(connection).await.map_err(failure)?;
                let texts = |row: <$database as sqlx::Database>::Row| {
                    let cells = 0..row.len();
                    cells.map(|at| row.try_get_unchecked(at)).collect()
                };
                let rows: Result<Vec<Row>, Error> = rows.into_iter().map(texts).collect();
                rows.map_err(failure)
            }
        }
    };
}

#[cfg(feature = "sqlx-postgres")]
rows!(sqlx::Postgres, Server::Postgres);
#[cfg(feature = "sqlx-mysql")]
rows!(sqlx::MySql, Server::MySql);
#[cfg(feature = "sqlx-sqlite")]
rows!(sqlx_sqlite::Sqlite, Server::Sqlite);

pub(crate) async fn read<'c, A>(options: &Options, database: A) -> Result<Schema, ReadError>
where
    A: Acquire<'c>,
    A::Database: SqlxDatabase,
{
    let mut connection = database.acquire().await.map_err(no_connection)?;
    let mut reading = Reading::new(<A::Database as private::Rows>::SERVER, options.limit);
    let is_nested = connection.is_in_transaction();
    if let Some(sql) = reading.server.before(is_nested) {
        let done = rows::<A>(&mut connection, sql.to_owned()).await;
        done.map_err(|failure| reading.error(failure))?;
    }
    let begun = connection.begin().await;
    let mut transaction = begun.map_err(|error| reading.error(failure(error)))?;
    for sql in reading.server.begun(is_nested, options.limit) {
        let done = rows::<A>(&mut transaction, sql).await;
        done.map_err(|failure| reading.error(failure))?;
    }
    while let Some(sql) = reading.next()? {
        let answer = rows::<A>(&mut transaction, sql).await;
        reading.take(answer)?;
    }
    let ended = transaction.rollback().await;
    ended.map_err(|error| reading.error(failure(error)))?;
    reading.schema()
}

async fn rows<'c, A>(
    connection: &mut <A::Database as sqlx::Database>::Connection,
    sql: String,
) -> Result<Vec<Row>, Failure>
where
    A: Acquire<'c>,
    A::Database: SqlxDatabase,
{
    <A::Database as private::Rows>::rows(connection, sql).await
}

fn no_connection(error: Error) -> ReadError {
    let cause = match error {
        Error::Database(error) => error.message().to_owned(),
        Error::Io(error) => error.to_string(),
        error => error.to_string(),
    };
    ReadError::Connect { cause }
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Database(error) => refusal(&*error),
        Error::Io(error) => Failure::Lost(error.to_string()),
        Error::PoolClosed | Error::PoolTimedOut | Error::WorkerCrashed | Error::BeginFailed => {
            Failure::Lost(error.to_string())
        }
        error => Failure::Refused(error.to_string()),
    }
}

/// Classes of SQLSTATE, or the numbers of `MySQL` and `MariaDB`, whose states are too coarse.
fn refusal(error: &dyn DatabaseError) -> Failure {
    let cause = error.message().to_owned();
    #[cfg(feature = "sqlx-mysql")]
    if let Some(error) = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        return match error.number() {
            // The limits of MariaDB and of MySQL, and that of a lock.
            1969 | 3024 | 1205 => Failure::Timeout,
            1044 | 1045 | 1142 | 1143 | 1227 | 1370 => Failure::Denied(cause),
            1053 | 1317 | 1927 => Failure::Lost(cause),
            _ => Failure::Refused(cause),
        };
    }
    match error.code().as_deref() {
        Some("57014" | "55P03") => Failure::Timeout,
        Some("42501") => Failure::Denied(cause),
        Some("57P01" | "57P02" | "57P03" | "57P05") => Failure::Lost(cause),
        _ => Failure::Refused(cause),
    }
}
