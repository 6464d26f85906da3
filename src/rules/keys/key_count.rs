//! A key that has more or fewer fields than what it points at.

use super::facts::{Key, Origin, declared, named};
use crate::findings::Finding;
use crate::findings::wording::{NAMED, counted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::words;

pub(super) fn is_found(key: &Key<'_>) -> bool {
    let known = !key.fields.is_empty() && !key.references.is_empty();
    known && key.fields.len() != key.references.len()
}

pub(super) fn describe(graph: &Graph, relation: u32, key: &Key<'_>, also: &[Key<'_>]) -> Finding {
    let name = graph.relation_name(relation);
    let what = match key.origin {
        Origin::Written => "what it references",
        Origin::OtherSide => "what its other side references",
        Origin::PrimaryKey => "the primary key it points at",
    };
    let references = named(graph, key.pointee, key.references);
    let headline = format!(
        "the key of `{name}` has {}, but {what}, `{references}`, has {}",
        counted(key.fields.len(), "field"),
        key.references.len()
    );
    let finding = Finding::new(Rule::KeyCount, words::relation(graph, relation), headline)
        .with_other(words::fields(graph, key.pointee, key.references));
    let finding = declared(finding, graph, key.pointee).note(format!(
        "the key is `{}`",
        named(graph, key.holder, key.fields)
    ));
    let finding = also.iter().take(NAMED).fold(finding, |finding, key| {
        let references = named(graph, key.pointee, key.references);
        finding.note(format!("it points at `{references}` too"))
    });
    if key.origin == Origin::PrimaryKey {
        finding.note("`references` names what a key points at if that is not the primary key")
    } else {
        finding
    }
}
