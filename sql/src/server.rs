//! What the databases share: which queries are asked in which order, in what time, and what is made of the answers.

use std::time::{Duration, Instant};

use relata::schema::Schema;

use crate::ReadError;
use crate::assemble::assemble;
use crate::rows::{Answer, Query};

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    #[cfg(any(feature = "sqlx-postgres", feature = "diesel-postgres"))]
    Postgres,
    #[cfg(any(feature = "sqlx-mysql", feature = "diesel-mysql"))]
    MySql,
    #[cfg(any(feature = "sqlx-sqlite", feature = "diesel-sqlite"))]
    Sqlite,
}

impl Server {
    /// The statements before the transaction.
    pub(crate) fn before(self, is_nested: bool) -> Option<&'static str> {
        let _ = is_nested;
        match self {
            #[cfg(any(feature = "sqlx-mysql", feature = "diesel-mysql"))]
            Server::MySql => (!is_nested).then_some(crate::mysql::BEFORE),
            #[cfg(any(feature = "sqlx-postgres", feature = "diesel-postgres"))]
            Server::Postgres => None,
            #[cfg(any(feature = "sqlx-sqlite", feature = "diesel-sqlite"))]
            Server::Sqlite => None,
        }
    }

    /// The first statements in the transaction.
    pub(crate) fn begun(self, is_nested: bool, limit: Duration) -> Vec<String> {
        let _ = (is_nested, limit);
        match self {
            #[cfg(any(feature = "sqlx-postgres", feature = "diesel-postgres"))]
            Server::Postgres => crate::postgres::begun(is_nested, limit),
            #[cfg(any(feature = "sqlx-mysql", feature = "diesel-mysql"))]
            Server::MySql => Vec::new(),
            #[cfg(any(feature = "sqlx-sqlite", feature = "diesel-sqlite"))]
            Server::Sqlite => Vec::new(),
        }
    }

    fn next(self, answers: &[Answer], limit: Duration) -> Result<Option<Query>, ReadError> {
        let _ = limit;
        match self {
            #[cfg(any(feature = "sqlx-postgres", feature = "diesel-postgres"))]
            Server::Postgres => crate::postgres::next(answers),
            #[cfg(any(feature = "sqlx-mysql", feature = "diesel-mysql"))]
            Server::MySql => crate::mysql::next(answers, limit),
            #[cfg(any(feature = "sqlx-sqlite", feature = "diesel-sqlite"))]
            Server::Sqlite => crate::sqlite::next(answers),
        }
    }

    fn read(self, answers: &[Answer]) -> Result<Schema, ReadError> {
        match self {
            #[cfg(any(feature = "sqlx-postgres", feature = "diesel-postgres"))]
            Server::Postgres => {
                let (schema, facts) = crate::postgres::read(answers);
                assemble(schema, &facts)
            }
            #[cfg(any(feature = "sqlx-mysql", feature = "diesel-mysql"))]
            Server::MySql => {
                let (schema, facts) = crate::mysql::read(answers);
                assemble(schema, &facts)
            }
            #[cfg(any(feature = "sqlx-sqlite", feature = "diesel-sqlite"))]
            Server::Sqlite => {
                let (schema, facts) = crate::sqlite::read(answers);
                let mut schema = assemble(schema, &facts)?;
                crate::sqlite::complete(&mut schema);
                Ok(schema)
            }
        }
    }
}

/// How much earlier than this program a server may find that the limit is reached: it counts milliseconds.
const SLACK: Duration = Duration::from_millis(5);

/// One reading of a schema: the runners only pass its queries to a driver, and the answers back.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) server: Server,
    pub(crate) limit: Duration,
    began: Instant,
    step: &'static str,
    may_fail: bool,
    answers: Vec<Answer>,
}

/// What a driver reports, as far as it tells.
#[derive(Debug)]
pub enum Failure {
    Lost(String),
    Denied(String),
    Timeout,
    /// The database refused the statement.
    Refused(String),
}

impl Reading {
    pub(crate) fn new(server: Server, limit: Duration) -> Self {
        Reading {
            server,
            limit,
            began: Instant::now(),
            step: "the settings of the transaction",
            may_fail: false,
            answers: Vec::new(),
        }
    }

    /// Returns the next query; none after the last one.
    pub(crate) fn next(&mut self) -> Result<Option<String>, ReadError> {
        let rest = self.limit.saturating_sub(self.began.elapsed());
        if rest.is_zero() {
            return Err(self.error(Failure::Timeout));
        }
        let query = self.server.next(&self.answers, rest)?;
        Ok(query.map(|it| {
            self.step = it.step;
            self.may_fail = it.may_fail;
            it.sql
        }))
    }

    /// Takes the answer to the last query.
    pub(crate) fn take(
        &mut self,
        answer: Result<Vec<crate::rows::Row>, Failure>,
    ) -> Result<(), ReadError> {
        match answer {
            Ok(rows) => self.answers.push(Ok(rows)),
            Err(Failure::Refused(cause)) if self.may_fail => self.answers.push(Err(cause)),
            Err(failure) => return Err(self.error(failure)),
        }
        Ok(())
    }

    pub(crate) fn error(&self, failure: Failure) -> ReadError {
        let (step, limit) = (self.step, self.limit);
        match failure {
            Failure::Timeout => ReadError::Timeout { step, limit },
            // Not each driver tells why a statement ended.
            Failure::Refused(_) if self.began.elapsed() + SLACK >= limit => {
                ReadError::Timeout { step, limit }
            }
            Failure::Lost(cause) => ReadError::Lost { step, cause },
            Failure::Denied(cause) => ReadError::Denied { step, cause },
            Failure::Refused(cause) => ReadError::Failed { step, cause },
        }
    }

    pub(crate) fn schema(&self) -> Result<Schema, ReadError> {
        self.server.read(&self.answers)
    }
}
