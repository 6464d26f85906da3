//! The schemas that models are compared with.

use std::path::PathBuf;

use clap::Args;

/// The schemas that models are compared with.
#[derive(Debug, Default, Args)]
pub(crate) struct Schemas {
    /// Compare the models with the tables of this `relata-schema/1` file; of several, each is to have all tables
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Vec<PathBuf>,
    /// Compare the models with this database, `PostgreSQL`, `MySQL` or `SQLite`: a URL, or the name of the environment variable
    /// that has it, such as `DATABASE_URL`; of several, each is to have all tables
    #[arg(long, value_name = "URL")]
    pub(crate) database: Vec<String>,
}
