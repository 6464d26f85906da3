//! A reference that is no field of the model that the key points at.

use super::facts::{Key, absent, declared, field, shown};
use super::missing_key::no_field;
use super::{key_type, reference_not_unique};
use crate::findings::Finding;
use crate::findings::wording::{NAMED, listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::words::{self, at_each};

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    absent(graph, key.pointee, key.references).next().is_some()
}

/// What is told of such references; `relations` are all that show it, and `also` those of other targets.
pub(super) fn describe(
    graph: &Graph,
    relations: &[u32],
    key: &Key<'_>,
    also: &[Key<'_>],
) -> Finding {
    let name = graph.relation_name(relations[0]);
    let missing: Vec<&str> = absent(graph, key.pointee, key.references).collect();
    let pointee = shown(graph, key.pointee);
    let headline = format!(
        "`{name}` references {}, but `{pointee}` has no such field{}",
        listed(quoted(&missing)),
        if missing.len() == 1 { "" } else { "s" }
    );
    let finding = Finding::new(
        Rule::MissingReference,
        words::relation(graph, relations[0]),
        headline,
    )
    .with_other(words::field_list(graph, key.pointee, missing.join(", ")));
    let finding = declared(finding, graph, key.pointee);
    let others = also.iter().take(NAMED).filter_map(|key| key.pointee);
    let finding = others.fold(finding, |finding, pointee| {
        let text = format!("nor has `{}` such a field", graph.shown(pointee));
        finding.note_at(graph.model_place(pointee), text)
    });
    let is_used = |name: &str| key.references.iter().any(|field| field == name);
    let fits = |missing: &str, name: &str| {
        std::iter::once(key)
            .chain(also)
            .all(|key| fits(graph, key, missing, name))
    };
    no_field(
        finding,
        graph,
        key.pointee,
        &missing,
        is_used,
        fits,
        |change| at_each(graph, relations, &change),
    )
}

/// Whether another field in place of one would have the key's type, and with the rest be unique.
fn fits(graph: &Graph, key: &Key<'_>, missing: &str, name: &str) -> bool {
    let replaced = key.references.iter();
    let replaced = replaced.map(|field| if field == missing { name } else { field });
    let replaced: Vec<&str> = replaced.collect();
    let mut parts = key.fields.iter().zip(&replaced);
    field(graph, key.pointee, name).is_some()
        && parts.all(|(own, theirs)| !key_type::differ(graph, key, own, theirs))
        && reference_not_unique::is_unique(graph, key.pointee, &replaced)
}
