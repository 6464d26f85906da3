//! Why a schema was not read, or does not fit.

use std::fmt;
use std::time::Duration;

use relata::Report;
use thiserror::Error;

/// Why the schema of a database was not read. The message names what was being read and what can be done.
///
/// It has the words of the driver, but no URL and no password: relata-sql never sees either.
#[derive(Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no connection to the database: it does not answer, refuses the role, or the pool has none free.
    #[error(
        "no connection to the database: {cause}\nhelp: check the URL, that the server runs, and that the role may connect"
    )]
    Connect {
        /// What the driver reports.
        cause: String,
    },
    /// The connection ended.
    #[error(
        "the connection was lost while reading {step}: {cause}\nhelp: check the database again; nothing was written"
    )]
    Lost {
        /// What was being read: `the columns`.
        step: &'static str,
        /// What the driver reports.
        cause: String,
    },
    /// The role may not read the catalog.
    #[error(
        "no permission to read {step}: {cause}\nhelp: grant the role the rights that the documentation of relata-sql lists"
    )]
    Denied {
        /// What was being read.
        step: &'static str,
        /// What the driver reports.
        cause: String,
    },
    /// Reading took longer than the [time limit](crate::Options::time_limit).
    #[error(
        "reading {step} took longer than {limit:?}\n\
        help: another transaction may hold a lock, such as that of a migration; \
        wait for it, or set a longer `relata_sql::Options::time_limit`"
    )]
    Timeout {
        /// What was being read.
        step: &'static str,
        /// The limit.
        limit: Duration,
    },
    /// The server is too old.
    #[error("{found} is not supported\nhelp: the oldest supported version is {least}")]
    Unsupported {
        /// The version of the server.
        found: String,
        /// The oldest version that can be read.
        least: &'static str,
    },
    /// The connection to `MySQL` or `MariaDB` has no database selected.
    #[error(
        "the connection has no database selected\nhelp: add the name of the database to the URL"
    )]
    NoDatabase,
    /// A table was changed or dropped while the schema was read.
    #[error(
        "the tables changed while they were read\nhelp: check the database again when its migrations are complete"
    )]
    Changed,
    /// The database refused a query for another reason.
    #[error("the database cannot read {step}: {cause}")]
    Failed {
        /// What was being read.
        step: &'static str,
        /// What the driver reports.
        cause: String,
    },
}

/// `main` prints the error that it returns with `Debug`.
impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A database that was not read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unread {
    /// Its name, if several are checked.
    pub database: Option<String>,
    /// Why.
    pub error: ReadError,
}

/// Why a check of databases failed.
#[derive(Error)]
#[non_exhaustive]
pub enum CheckError {
    /// Databases that were not read. Nothing was compared.
    Unread(Vec<Unread>),
    /// The models and the databases differ.
    Differs(#[from] Report),
}

impl From<ReadError> for CheckError {
    fn from(error: ReadError) -> Self {
        let database = None;
        CheckError::Unread(vec![Unread { database, error }])
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unread = match self {
            CheckError::Unread(unread) => unread,
            CheckError::Differs(report) => return fmt::Display::fmt(report, f),
        };
        for (at, Unread { database, error }) in unread.iter().enumerate() {
            let gap = if at == 0 { "" } else { "\n\n" };
            match database {
                Some(name) => write!(
                    f,
                    "{gap}relata: the schema of database `{name}` was not read\n{error}"
                )?,
                None => write!(
                    f,
                    "{gap}relata: the schema of the database was not read\n{error}"
                )?,
            }
        }
        Ok(())
    }
}

/// `main` prints the error that it returns with `Debug`.
impl fmt::Debug for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
