//! Finds the model that an argument names, or reports similar ones.

use std::collections::BTreeSet;

use relata::Registry;
use relata::registry::{Likeness, Model};

use crate::failure::Failure;
use crate::text::{abbreviated, printable};

pub(crate) fn model<'r>(registry: &'r Registry, written: &str) -> Result<Model<'r>, Failure> {
    if let Some(found) = registry.model(written) {
        return Ok(found);
    }
    let candidates = registry.candidates(written);
    let fitting = candidates
        .iter()
        .filter(|it| it.likeness() <= Likeness::Tail)
        .count();
    let paths = candidates.iter().map(|it| it.model().path());
    let paths: BTreeSet<&str> = paths.collect();
    let written = printable(written);
    Err(Failure::Usage(match fitting {
        0 if candidates.is_empty() => format!("unknown model `{written}`"),
        0 if paths.len() == 1 => format!(
            "unknown model `{written}`; a model with a similar name exists: {}",
            abbreviated(paths)
        ),
        0 => format!(
            "unknown model `{written}`; models with similar names exist: {}",
            abbreviated(paths)
        ),
        _ if paths.len() == 1 => format!(
            "{} models have the path {}: several versions of its crate, or duplicates",
            candidates.len(),
            abbreviated(paths)
        ),
        _ => format!(
            "`{written}` is ambiguous: it matches {}",
            abbreviated(paths)
        ),
    }))
}
