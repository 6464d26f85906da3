//! A relation that could not be compared. This is normal for projections and for models that live elsewhere, so the rule
//! is off unless coverage is required.

use super::compared::{Compared, NotCompared, key_to};
use super::facts::{Key, field, place, shown};
use super::parts::{Part, name};
use super::types::Comparison;
use crate::rules::prelude::*;

const RULE: Rule = Rule::IncompleteCoverage;

/// Reports the relations that were not compared, also those with an error, because a baseline can list that. Without any
/// relation nothing was compared.
pub(in crate::rules) fn check(verdict: &mut Verdict<'_>, not_compared: &[NotCompared]) {
    let graph = verdict.graph;
    if graph.relations().is_empty() && graph.real_model_count > 0 {
        verdict.report(RULE, &[], || nothing_compared(graph));
    }
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    for (relation, compared) in not_compared.iter().copied() {
        let describe = || describe(graph, relation, compared);
        verdict.report(RULE, &[Item::Relation(relation)], describe);
    }
}

fn nothing_compared(graph: &Graph) -> Finding {
    let models = counted(graph.real_model_count, "model");
    let headline = format!("nothing was compared: the registry has {models} and no relations");
    Finding::new(RULE, Subject::Name(String::new()), headline)
        .with_help("declare a relation for each key field, as in `#[relata(belongs_to(User))]`")
}

#[cold]
fn describe(graph: &Graph, relation: u32, compared: Compared) -> Finding {
    let name = graph.relation_name(relation);
    let unknown = match compared {
        Compared::TargetUnknown => "its target is not known",
        Compared::KeyUnknown => "its key is not known",
        _ => "the types of its key are not known",
    };
    let headline = format!("relation `{name}` was not compared: {unknown}");
    let finding = words::finding(graph, RULE, relation, headline).at(place(graph, relation, RULE));
    match compared {
        Compared::TargetUnknown => finding.note_each(unresolved(graph, relation)),
        Compared::KeyUnknown => finding.with_help(declare_key(graph, relation)),
        _ => finding.note_each(reasons(graph, relation)),
    }
}

/// Describes the references that do not resolve.
fn unresolved(graph: &Graph, relation: u32) -> Vec<String> {
    let all = Reference::all_of(graph, relation);
    let unresolved = all.filter(|(_, resolved)| resolved.model().is_none());
    let describe = |(reference, _): (Reference, _)| {
        let written = reference.text(graph);
        format!("`{written}` does not resolve to a registered model")
    };
    unresolved.take(NAMED).map(describe).collect()
}

/// The change that makes a key known.
pub(super) fn declare_key(graph: &Graph, relation: u32) -> String {
    let name = graph.relation_name(relation);
    match graph.kind(relation) {
        Kind::BelongsTo | Kind::RefersTo => {
            format!("declare the fields that hold the key of `{name}`, as in `key(…)`")
        }
        Kind::HasOne | Kind::HasMany => format!(
            "declare the key of `{name}`, as in `key(…)`, or set its `inverse` to the `belongs_to` that holds the key"
        ),
        _ => format!("declare the model that holds both keys of `{name}`, as in `through = …`"),
    }
}

/// Describes why types are unknown, for each target.
fn reasons(graph: &Graph, relation: u32) -> Vec<String> {
    let targets = graph.targets_of(relation).iter();
    let models = targets.filter_map(|it| it.model.model());
    if graph.relation(relation).targets.is_empty() {
        return vec!["the relation can point at any model".to_owned()];
    }
    let models = models.chain(graph.through(relation));
    let mut reasons: Vec<String> = models
        .filter_map(|it| reason(graph, relation, it))
        .collect();
    reasons.truncate(NAMED);
    reasons
}

fn reason(graph: &Graph, relation: u32, model: u32) -> Option<String> {
    let (row, owner) = (graph.model(model), graph.model(graph.owner(relation)));
    if let Some(shared) = [row, owner].into_iter().find(|it| it.shares_path) {
        return Some(format!("several models share the path `{}`", shared.path));
    }
    let name = graph.shown(model);
    if row.external {
        return Some(format!("`{name}` is external, so its fields are not known"));
    }
    if row.is_abstract {
        return Some(format!("`{name}` is abstract, so it has no rows"));
    }
    if graph.through(relation).is_some() {
        return None;
    }
    let key = key_to(graph, relation, model);
    if key.references.is_empty() {
        let pointee = shown(graph, key.pointee);
        return Some(format!("the primary key of `{pointee}` is not known"));
    }
    let mut pairs = key.fields.iter().zip(key.references);
    pairs.find_map(|(own, theirs)| not_compared(graph, &key, own, theirs))
}

/// Describes why two fields were not compared, if they were not.
fn not_compared(graph: &Graph, key: &Key<'_>, own: &str, theirs: &str) -> Option<String> {
    for (model, name) in [(key.holder, own), (key.pointee, theirs)] {
        if field(graph, model, name).is_none() {
            let model = shown(graph, model);
            return Some(format!("`{model}` has no known field `{name}`"));
        }
    }
    let part = Part::of(graph, key, own, theirs)?;
    (part.comparison(graph) == Comparison::Unknown).then(|| {
        let [own_ty, their_ty] = [part.own, part.theirs].map(|(_, field)| &field.ty);
        let (own, theirs) = (name(graph, part.own), name(graph, part.theirs));
        format!(
            "`{own}` is `{own_ty}` and `{theirs}` is `{their_ty}`, but only the names of these types are recorded, so they cannot be compared"
        )
    })
}
