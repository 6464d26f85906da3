//! `cargo relata schema`: prints the schema that models are compared with.

use std::sync::Arc;

use crate::database;
use crate::failure::Failure;
use crate::flags;
use crate::options::{Dump, Schema};
use crate::outcome::Outcome;
use crate::scan;
use crate::text::printable;

pub(crate) fn run(options: &Schema) -> Result<Outcome, Failure> {
    match options {
        Schema::Dump(options) => dump(options),
    }
}

fn dump(options: &Dump) -> Result<Outcome, Failure> {
    let schema = match &options.database {
        Some(database) => Arc::new(database::schema(database)?),
        None => in_source(options)?,
    };
    Ok(Outcome::clean(schema.to_json()).to(options.output.as_deref()))
}

fn in_source(options: &Dump) -> Result<Arc<relata::schema::Schema>, Failure> {
    let input = &options.input;
    let flag = flags::first_target_flag(input).map(str::to_owned);
    let file = input
        .files
        .first()
        .map(|it| printable(&it.display().to_string()));
    if let Some(what) = flag.or(file) {
        let text = format!("`{what}` cannot be used here: `schema dump` reads source");
        return Err(Failure::Usage(text));
    }
    scan::schema(input)
}
