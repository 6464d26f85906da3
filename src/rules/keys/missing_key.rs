//! A key that is not a field of the model that holds it.

use super::facts::{Key, declared, field, lacks, shown, texts};
use super::parts;
use crate::rules::prelude::*;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    let is_missing = |name: &Text| lacks(graph, key.holder, name);
    key.fields.iter().any(is_missing) || !key.tag.is_empty() && is_missing(key.tag)
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let key = &keys[0];
    // The fields of the key, and its tag.
    let mut used = texts(key.fields);
    used.extend(Some(&**key.tag).filter(|tag| !tag.is_empty()));
    let mut missing = used.clone();
    missing.retain(|name| lacks(graph, key.holder, name));
    let lacks_tag = missing.contains(&&**key.tag) && !key.fields.contains(key.tag);
    let what = match (lacks_tag, missing.len()) {
        (true, 1) => "tag",
        (true, _) => "key with its tag",
        (false, _) => "key",
    };
    let lack = (key.holder, &*missing);
    let name = graph.relation_name(relations[0]);
    let fact = format!("the {what} of `{name}` names");
    let finding = lacking(graph, Rule::MissingKey, relations[0], &fact, lack);
    let mut finding = finding.note_if(held_by(graph, key, &missing));
    for name in &missing {
        finding = finding.note_if(relation_instead(graph, key.holder, name));
    }
    // A replacement must have the type that the key points at.
    let fits = |missing: &str, name: &str| {
        let position = key.fields.iter().position(|field| field == missing);
        let theirs = position.and_then(|position| key.references.get(position));
        theirs.is_none_or(|theirs| !parts::differ(graph, key, name, theirs))
    };
    // A primary key is not offered however similar the names are, unless it is named after the relation: then it may be
    // shared with the target.
    let row = graph.relation(relations[0]);
    if let Some([own]) = key.holder.map(|holder| graph.primary_key(holder))
        && !own.starts_with(&*row.name)
    {
        used.push(own);
    }
    note_fields(finding, graph, relations, lack, &used, &fits)
}

/// A model and its missing fields.
type Lack<'a> = (Option<u32>, &'a [&'a str]);

/// Creates a finding about a relation that needs missing fields of a model.
pub(super) fn lacking(
    graph: &Graph,
    rule: Rule,
    relation: u32,
    fact: &str,
    (model, missing): Lack<'_>,
) -> Finding {
    let (names, s) = (listed(&quoted(missing)), one_or(missing.len(), "", "s"));
    let name = shown(graph, model);
    let headline = format!("{fact} {names}, but `{name}` has no such field{s}");
    let fields = words::field_list(graph, model, missing.join(", "));
    let finding = words::finding(graph, rule, relation, headline).with_other(fields);
    declared(finding, graph, model)
}

/// Describes the relation with this name, and its key.
fn relation_instead(graph: &Graph, model: Option<u32>, name: &str) -> Option<String> {
    let relation = graph.relation_called(model?, name)?;
    let (key, of) = (graph.key(relation), graph.shown(model?));
    if key.is_empty() || key.iter().any(|it| it == name) {
        return Some(format!("`{name}` is a relation of `{of}`, not a field"));
    }
    let key = listed(&quoted(key));
    Some(format!(
        "`{name}` is a relation of `{of}`, not a field; the key of `{of}.{name}` is {key}"
    ))
}

/// Describes the missing fields if the other end has all of them.
fn held_by(graph: &Graph, key: &Key<'_>, missing: &[&str]) -> Option<String> {
    let is_there = |name: &&str| field(graph, key.pointee, name).is_some();
    let holds_all = key.holder != key.pointee && missing.iter().all(is_there);
    let fields = one_or(missing.len(), "such a field", "such fields");
    let other = shown(graph, key.pointee);
    holds_all
        .then(|| format!("`{other}` has {fields}; the side that holds the key is a `belongs_to`"))
}

/// Adds notes on the fields that a model has instead: unused fields with a similar name, or all fields. A similar field
/// that fits is offered as help.
pub(super) fn note_fields(
    mut finding: Finding,
    graph: &Graph,
    relations: &[u32],
    (model, missing): Lack<'_>,
    used: &[&str],
    fits: &dyn Fn(&str, &str) -> bool,
) -> Finding {
    let Some(model) = model else { return finding };
    let nearest = |name| {
        let near = graph.fields_near(model, name).into_iter();
        let free = near.filter(|it| !used.contains(&&*it.name));
        Some((name, similar::nearest(name, free.map(|it| &*it.name))?))
    };
    let compared = missing.iter().copied().take(NARROW);
    for (name, similar) in compared.filter_map(nearest) {
        finding = finding.note(format!("a field with a similar name exists: `{similar}`"));
        if missing.len() == 1 && fits(name, similar) {
            let change = format!("replace `{name}` with `{similar}`");
            return finding.with_help(words::replace_on(graph, relations, &change));
        }
    }
    let (model, fields) = (graph.shown(model), graph.fields(model));
    let named = fields.iter().take(NAMED).map(|it| quote(&it.name));
    finding.note(match fields.len() {
        0 => format!("`{model}` has no fields"),
        count => {
            let names = list_of(named.collect(), count);
            format!("`{model}` has {}: {names}", counted(count, "field"))
        }
    })
}
