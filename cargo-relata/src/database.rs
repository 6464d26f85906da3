//! Schemas that are read from databases.

use relata::schema::Schema;

use crate::failure::Failure;
use crate::text::{printable, quoted};

/// Reads the schema of a database: its URL, or an environment variable that has it, so that no list of processes shows a
/// password. Findings call it by the name of the database.
pub(crate) fn schema(written: &str) -> Result<Schema, Failure> {
    if written.contains(':') {
        return read(written, "the database");
    }
    let url = std::env::var(written).map_err(|_| {
        let name = quoted(written);
        let text = format!(
            "`--database` takes a URL or the name of an environment variable, and {name} is not set"
        );
        Failure::Usage(text)
    })?;
    read(&url, &format!("the database in `{}`", printable(written)))
}

#[cfg(feature = "database")]
fn read(url: &str, what: &str) -> Result<Schema, Failure> {
    let failure = |reason: String| Failure::Database {
        what: what.to_owned(),
        reason,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| failure(error.to_string()))?;
    let target = connect::Target::of(url).map_err(failure)?;
    let read = runtime.block_on(target.read());
    read.map_err(failure)
}

#[cfg(not(feature = "database"))]
fn read(_: &str, _: &str) -> Result<Schema, Failure> {
    let text = "this command was built without its feature `database`; use `--schema` with a file, or install it with default features";
    Err(Failure::Usage(text.to_owned()))
}

#[cfg(feature = "database")]
mod connect {
    use std::future::Future;
    use std::time::Duration;

    use relata::schema::Schema;
    use relata_sql::SqlxDatabase;
    use sqlx::mysql::MySqlConnectOptions;
    use sqlx::postgres::PgConnectOptions;
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{Acquire, ConnectOptions, Connection};

    /// How long connecting may take.
    const CONNECT: Duration = Duration::from_secs(10);

    pub(super) enum Target {
        PostgreSql(PgConnectOptions),
        MySql(MySqlConnectOptions),
        Sqlite(SqliteConnectOptions),
    }

    impl Target {
        /// Reads a URL. A message does not repeat it.
        pub(super) fn of(url: &str) -> Result<Self, String> {
            let scheme = url.split(':').next().unwrap_or_default();
            // The message of the driver repeats values of the URL.
            let invalid = |_: sqlx::Error| "the URL is invalid".to_owned();
            match scheme {
                "postgres" | "postgresql" => url.parse().map(Target::PostgreSql).map_err(invalid),
                "mysql" | "mariadb" => url.parse().map(Target::MySql).map_err(invalid),
                "sqlite" => {
                    let options = url.parse::<SqliteConnectOptions>().map_err(invalid)?;
                    Ok(Target::Sqlite(
                        options.read_only(true).create_if_missing(false),
                    ))
                }
                _ => Err("the URL must begin with `postgres:`, `mysql:` or `sqlite:`".to_owned()),
            }
        }

        pub(super) async fn read(self) -> Result<Schema, String> {
            match self {
                Target::PostgreSql(options) => {
                    let name = options.get_database().unwrap_or("postgres").to_owned();
                    read(options, name).await
                }
                Target::MySql(options) => {
                    let name = options.get_database().unwrap_or("mysql").to_owned();
                    read(options, name).await
                }
                Target::Sqlite(options) => {
                    let name = options.get_filename().display().to_string();
                    read(options, name).await
                }
            }
        }
    }

    /// Reads the schema of a database and gives it a name.
    async fn read<O, D>(options: O, name: String) -> Result<Schema, String>
    where
        O: ConnectOptions,
        O::Connection: Connection<Database = D> + Sized,
        for<'c> &'c mut O::Connection: Acquire<'c, Database = D>,
        D: SqlxDatabase,
    {
        let mut connection = within(options.connect()).await?;
        let schema = relata_sql::read(&mut connection).await;
        drop(connection.close().await);
        let mut schema = schema.map_err(|error| error.to_string())?;
        schema.name = Some(name);
        Ok(schema)
    }

    async fn within<C>(connect: impl Future<Output = sqlx::Result<C>>) -> Result<C, String> {
        match tokio::time::timeout(CONNECT, connect).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(sqlx::Error::Database(error))) => Err(error.message().to_owned()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("it does not answer within {CONNECT:?}")),
        }
    }
}
