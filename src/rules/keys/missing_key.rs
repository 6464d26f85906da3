//! A key that is no field of the model that holds it.

use super::facts::{Key, absent, declared, field, shown};
use super::key_type;
use crate::findings::Finding;
use crate::findings::wording::{counted, listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::words::{self, at_each};
use crate::similar;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    missing(graph, key).next().is_some()
}

/// The fields of the key that its holder does not have, and its tag.
fn missing<'g>(graph: &'g Graph, key: &Key<'g>) -> impl Iterator<Item = &'g str> {
    let tag = Some(key.tag).filter(|tag| !tag.is_empty());
    absent(graph, key.holder, key.fields.iter().chain(tag))
}

pub(super) fn describe(graph: &Graph, relations: &[u32], key: &Key<'_>) -> Finding {
    let name = graph.relation_name(relations[0]);
    let missing: Vec<&str> = missing(graph, key).collect();
    let holder = shown(graph, key.holder);
    let lacks_tag = missing.contains(&&**key.tag) && !key.fields.contains(key.tag);
    let what = match (lacks_tag, missing.len()) {
        (true, 1) => "tag",
        (true, _) => "key with its tag",
        (false, _) => "key",
    };
    let headline = format!(
        "the {what} of `{name}` names {}, but `{holder}` has no such field{}",
        listed(quoted(&missing)),
        if missing.len() == 1 { "" } else { "s" }
    );
    let finding = Finding::new(
        Rule::MissingKey,
        words::relation(graph, relations[0]),
        headline,
    )
    .with_other(words::field_list(graph, key.holder, missing.join(", ")));
    let finding = declared(finding, graph, key.holder);
    let finding = match held_by(graph, key, &missing) {
        Some(note) => finding.note(note),
        None => finding,
    };
    let is_used = |name: &str| {
        key.fields
            .iter()
            .chain([key.tag])
            .any(|field| field == name)
    };
    // What takes its place must have the type of what the key points at.
    let fits = |missing: &str, name: &str| {
        let position = key.fields.iter().position(|field| field == missing);
        let theirs = position.and_then(|position| key.references.get(position));
        theirs.is_none_or(|theirs| !key_type::differ(graph, key, name, theirs))
    };
    no_field(
        finding,
        graph,
        key.holder,
        &missing,
        is_used,
        fits,
        |change| at_each(graph, relations, &change),
    )
}

/// Where all that is missing stands: at the other end, or nowhere.
fn held_by(graph: &Graph, key: &Key<'_>, missing: &[&str]) -> Option<String> {
    let has_all = missing
        .iter()
        .all(|name| field(graph, key.pointee, name).is_some());
    let other = shown(graph, key.pointee);
    (has_all && key.holder != key.pointee).then(|| {
        let fields = if missing.len() == 1 {
            "such a field"
        } else {
            "such fields"
        };
        format!("`{other}` has {fields}; a key of its own makes it the side that is a belongs_to")
    })
}

/// What a model has in place of a field: the one with a similar name that is not used already, or all.
pub(super) fn no_field(
    finding: Finding,
    graph: &Graph,
    model: Option<u32>,
    missing: &[&str],
    is_used: impl Fn(&str) -> bool,
    fits: impl Fn(&str, &str) -> bool,
    help: impl Fn(String) -> String,
) -> Finding {
    let Some(model) = model else {
        return finding;
    };
    let fields = || graph.fields(model).iter().map(|field| &*field.name);
    let free = fields().filter(|field| !is_used(field));
    let free: Vec<_> = free.map(similar::Name::new).collect();
    let mut finding = finding;
    for name in missing {
        let Some(similar) = similar::nearest_of(name, &free) else {
            continue;
        };
        finding = finding.note(format!("a field with a similar name exists: `{similar}`"));
        if missing.len() == 1 && fits(name, similar) {
            return finding.with_help(help(format!("write `{similar}` in place of `{name}`")));
        }
    }
    let all = quoted(fields());
    let model = graph.shown(model);
    finding.note(match all.len() {
        0 => format!("`{model}` has no fields"),
        count => format!(
            "`{model}` has {}: {}",
            counted(count, "field"),
            listed(&all)
        ),
    })
}
