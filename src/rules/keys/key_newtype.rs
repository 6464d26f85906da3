//! A key that is a newtype, or that references one, and nothing shows whether both hold the same values.

use super::facts::{Key, Owned};
use super::parts::{self, Part, differing, name};
use super::{spelling, types};
use crate::rules::prelude::*;

const NEWTYPE: &str = "a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as";

/// Whether types differ. Those that certainly do not fit are found by `key_type` before.
pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    parts::parts(graph, key).any(|it| it.differs(graph))
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let differing = differing(graph, &keys[0]);
    let rule = Rule::KeyNewtype;
    let finding = parts::describe(graph, rule, relations[0], &keys[0], &differing).note(NEWTYPE);
    let finding = parts::note_further(finding, graph, keys);
    // With more relations, these are not all of their keys.
    let help = help(graph, keys).filter(|_| relations.len() <= NAMED);
    words::with_help(finding, help)
}

/// Describes what to declare so that all types match, if it can be written.
fn help(graph: &Graph, keys: &[Key<'_>]) -> Option<String> {
    let (mut by_field, mut pairs) = (Vec::new(), Vec::new());
    for part in keys.iter().flat_map(|key| differing(graph, key)) {
        let (newtype, other) = sides(graph, part);
        let ty = spelling::anywhere(&newtype.1.ty)?;
        let counts_as = spelling::anywhere(&other.1.ty)?;
        if ty == counts_as || ty.is_empty() || counts_as.is_empty() {
            return None;
        }
        by_field.push(((newtype.0, &*newtype.1.name), (newtype, counts_as)));
        pairs.push((ty, counts_as));
    }
    let attributes = grouped(by_field).into_iter().map(|(_, found)| {
        let newtype = found[0].0;
        let counts_as = found.into_iter().map(|(_, it)| it).collect();
        let (argument, name) = (argument(graph, newtype, counts_as), name(graph, newtype));
        format!("`#[relata({argument})]` on `{name}`")
    });
    let attributes: Vec<String> = attributes.collect();
    let once = only(distinct(pairs).into_iter()).map(|(ty, counts_as)| {
        format!(", or declare it once: `relata::key_type!({ty} = {counts_as});`")
    });
    let (attributes, once) = (attributes.join(" and "), once.unwrap_or_default());
    Some(format!("write {attributes}{once}"))
}

/// Returns the side of a part that is a newtype, and the other one. Of two newtypes, the key is the first.
fn sides<'g>(graph: &Graph, part: Part<'g>) -> (Owned<'g>, Owned<'g>) {
    if types::may_be_newtype(graph, part.own) {
        (part.own, part.theirs)
    } else {
        (part.theirs, part.own)
    }
}

/// Returns the argument of a field with these types, and those that it declares already.
fn argument(graph: &Graph, (_, field): Owned<'_>, more: Vec<&str>) -> String {
    let declared = field.types - u32::from(field.is_typed);
    let declared = graph.as_types(field).iter().take(declared as usize);
    let mut all: Vec<&str> = declared.map(|it| &**it).chain(more).collect();
    keep_first(&mut all, |it| *it);
    match &*all {
        [only] => format!("as = {only}"),
        all => format!("as({})", all.join(", ")),
    }
}
