//! Reads through Diesel.

use diesel::backend::Backend;
use diesel::connection::{LoadConnection, TransactionManager};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::query_dsl::RunQueryDsl as _;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::row::Field as _;
use diesel::sql_types::{Nullable, Text, Untyped};
use relata::schema::Schema;

use crate::rows::Row;
use crate::server::{Failure, Reading, Server};
use crate::{Options, ReadError};

/// A backend of Diesel whose schema can be read. Each has a feature.
pub trait DieselBackend: Backend + private::Rows {}

mod private {
    use super::{Backend, Failure, LoadConnection, Row, Server};

    pub trait Rows: Backend {
        #[doc(hidden)]
        const SERVER: Server;

        #[doc(hidden)]
        fn rows<C>(connection: &mut C, sql: &str) -> Result<Vec<Row>, Failure>
        where
            C: LoadConnection<Backend = Self>;
    }
}

/// A row of texts, however many it has.
struct Cells(Row);

macro_rules! rows {
    ($backend:ty, $server:expr) => {
        impl DieselBackend for $backend {}

        impl private::Rows for $backend {
            const SERVER: Server = $server;

            fn rows<C>(connection: &mut C, sql: &str) -> Result<Vec<Row>, Failure>
            where
                C: LoadConnection<Backend = Self>,
            {
                let rows = diesel::sql_query(sql).load::<Cells>(connection);
                Ok(rows.map_err(failure)?.into_iter().map(|it| it.0).collect())
            }
        }

        impl FromSqlRow<Untyped, $backend> for Cells {
            fn build_from_row<'a>(
                row: &impl diesel::row::Row<'a, $backend>,
            ) -> deserialize::Result<Self> {
                let mut cells = Row::new();
                for at in 0..row.field_count() {
                    let field = row.get(at).ok_or("a column is missing")?;
                    let text =
                        <Option<String> as FromSql<Nullable<Text>, $backend>>::from_nullable_sql;
                    cells.push(text(field.value())?);
                }
                Ok(Cells(cells))
            }
        }
    };
}

#[cfg(feature = "diesel-postgres")]
rows!(diesel::pg::Pg, Server::Postgres);
#[cfg(feature = "diesel-mysql")]
rows!(diesel::mysql::Mysql, Server::MySql);
#[cfg(feature = "diesel-sqlite")]
rows!(diesel::sqlite::Sqlite, Server::Sqlite);

pub(crate) fn read<C>(options: &Options, connection: &mut C) -> Result<Schema, ReadError>
where
    C: LoadConnection,
    C::Backend: DieselBackend,
{
    let mut reading = Reading::new(<C::Backend as private::Rows>::SERVER, options.limit);
    let failed = |error| reading.error(failure(error));
    let status = C::TransactionManager::transaction_manager_status_mut(connection);
    let is_nested = status.transaction_depth().map_err(failed)?.is_some();
    if let Some(sql) = reading.server.before(is_nested) {
        connection.batch_execute(sql).map_err(failed)?;
    }
    C::TransactionManager::begin_transaction(connection).map_err(failed)?;
    let answered = answer(&mut reading, connection, is_nested);
    let ended = C::TransactionManager::rollback_transaction(connection);
    answered?;
    ended.map_err(|error| reading.error(failure(error)))?;
    reading.schema()
}

fn answer<C>(reading: &mut Reading, connection: &mut C, is_nested: bool) -> Result<(), ReadError>
where
    C: LoadConnection,
    C::Backend: DieselBackend,
{
    for sql in reading.server.begun(is_nested, reading.limit) {
        let done = connection.batch_execute(&sql);
        done.map_err(|error| reading.error(failure(error)))?;
    }
    while let Some(sql) = reading.next()? {
        let answer = <C::Backend as private::Rows>::rows(connection, &sql);
        reading.take(answer)?;
    }
    Ok(())
}

/// Diesel has no error codes, so an error that it does not classify is recognized only by its text.
fn failure(error: Error) -> Failure {
    match error {
        Error::DatabaseError(
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
            information,
        ) => Failure::Lost(information.message().to_owned()),
        Error::BrokenTransactionManager => Failure::Lost(error.to_string()),
        Error::DatabaseError(_, information) => Failure::Refused(information.message().to_owned()),
        error => Failure::Refused(error.to_string()),
    }
}
