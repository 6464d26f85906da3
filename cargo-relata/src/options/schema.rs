//! The options of `cargo relata schema`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Input, OUTPUT};

#[derive(Debug, Subcommand)]
pub(crate) enum Schema {
    /// Print the tables of a database, or those of Diesel in the source, as a `relata-schema/1` file
    Dump(Dump),
}

#[derive(Debug, Args)]
pub(crate) struct Dump {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Read this database: a URL, or the name of the environment variable that has it
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// Write the output to this file
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub(crate) output: Option<PathBuf>,
}
