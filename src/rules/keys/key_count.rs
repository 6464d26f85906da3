//! A key that has more or fewer fields than its reference.

use super::facts::{Key, Origin, declared};
use crate::rules::prelude::*;

pub(super) fn is_found(key: &Key<'_>) -> bool {
    let known = !key.fields.is_empty() && !key.references.is_empty();
    known && key.fields.len() != key.references.len()
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let key = &keys[0];
    let name = graph.relation_name(relations[0]);
    let what = match key.origin {
        Origin::Written => "what it references",
        Origin::OtherSide => "what its other side references",
        Origin::PrimaryKey => "the primary key that it references",
    };
    let (theirs, fields) = (key.theirs(graph), counted(key.fields.len(), "field"));
    let count = key.references.len();
    let headline = format!("the key of `{name}` has {fields}, but {what}, `{theirs}`, has {count}");
    let finding = words::finding(graph, Rule::KeyCount, relations[0], headline).with_other(theirs);
    let mut finding =
        declared(finding, graph, key.pointee).note(format!("the key is `{}`", key.own(graph)));
    for key in keys[1..].iter().take(NAMED) {
        finding = finding.note(format!("the key also references `{}`", key.theirs(graph)));
    }
    let hint = "use `references` if the key does not reference the primary key";
    finding.note_if((key.origin == Origin::PrimaryKey).then_some(hint))
}
