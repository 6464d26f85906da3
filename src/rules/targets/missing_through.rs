//! A relation whose through model is absent. It is reported like a missing target.

use super::group::noun;
use crate::rules::prelude::*;

pub(super) fn headline(graph: &Graph, reference: Reference) -> String {
    let relation = graph.relation_name(reference.relation);
    let written = reference.text(graph);
    let noun = noun(written);
    format!("relation `{relation}` goes through `{written}`, but no model has that {noun}")
}
