//! The model that a command line names.
//!
//! In: a registry and a name as somebody typed it. Out: the model, or what to type instead.

use std::collections::BTreeSet;

use relata::Registry;
use relata::registry::{Likeness, Model};

use crate::failure::Failure;
use crate::text::{listed, shown};

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
    let written = shown(written);
    Err(Failure::Usage(match fitting {
        0 if candidates.is_empty() => format!("no model is called `{written}`"),
        0 => format!(
            "no model is called `{written}`; similar is {}",
            listed(paths)
        ),
        _ if paths.len() == 1 => format!(
            "{} models have the path {}, from several versions of their crate or by mistake",
            candidates.len(),
            listed(paths)
        ),
        _ => format!("several models are called `{written}`: {}", listed(paths)),
    }))
}
