//! A `has_one` or `has_many` that names no inverse, if several relations could be it.

use crate::rules::prelude::*;

const RULE: Rule = Rule::AmbiguousInverse;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    for ends in graph.ends() {
        // Another relation with a wrong inverse may belong to one of the candidates.
        if ends
            .relations()
            .any(|it| verdict.precedence.has_wrong_side(it))
        {
            continue;
        }
        let candidates = candidates(graph, ends);
        let mut relations: Vec<u32> = ends.relations().collect();
        relations.retain(|it| is_found(graph, *it, &candidates));
        let place = |it| graph.relation_place(it);
        let relations = verdict.without_allowed(RULE, relations, &place);
        if !relations.is_empty() {
            verdict.report(RULE, &[], || describe(graph, ends, &relations, &candidates));
        }
    }
}

/// Returns the relations that lead back and are not the inverse of another one. There are none if relations may be unknown, or
/// if all have one key: then they are the same join, which has its own finding.
fn candidates(graph: &Graph, ends: Ends<'_>) -> Vec<u32> {
    let back: Vec<u32> = ends.back_to_all(graph).collect();
    let is_open = |it: &u32| graph.targets_of(*it).is_empty();
    if back.len() < 2 || !ends.are_known(graph) || back.iter().any(is_open) {
        return Vec::new();
    }
    let is_free = |it: &u32| {
        graph.kind(*it) == Kind::BelongsTo
            && !graph.relation(*it).declares_inverse()
            && graph.claimers(*it).is_empty()
    };
    let free: Vec<u32> = back.into_iter().filter(is_free).collect();
    let mut keys = free.iter().map(|it| graph.key(*it));
    let first = keys.next();
    if keys.any(|it| it.is_empty() || Some(it) != first) {
        free
    } else {
        Vec::new()
    }
}

/// Whether neither an inverse nor a key of a relation chooses one of the candidates.
fn is_found(graph: &Graph, relation: u32, candidates: &[u32]) -> bool {
    let rest = graph.rest(relation);
    !candidates.is_empty()
        && graph.key(relation).is_empty()
        && !graph.relation(relation).declares_inverse()
        && !rest.filtered
        // SeaORM uses the relation that `impl Related` names, which the derive does not see.
        && rest.orm != Some(Orm::SeaOrm)
        && graph.targets_of(relation).len() == 1
        && graph.claimers(relation).is_empty()
}

fn describe(graph: &Graph, ends: Ends<'_>, relations: &[u32], candidates: &[u32]) -> Finding {
    let (names, target) = (
        words::list_relations(graph, relations),
        graph.shown(ends.target),
    );
    let (name, it) = match relations.len() {
        1 => ("names", "it"),
        _ => ("name", "theirs"),
    };
    let headline =
        format!("{names} {name} no inverse, and several relations of `{target}` could be {it}");
    let finding = words::finding(graph, RULE, relations[0], headline)
        .with_other(words::relation(graph, candidates[0]))
        .at(graph.relation_place(relations[0]))
        .related(words::relations(graph, &relations[1..]));
    let mut finding = words::all_declared(finding, graph, &relations[1..]);
    let mut arguments = Vec::new();
    for it in candidates.iter().take(NAMED) {
        let name = graph.relation_name(*it);
        finding = finding.note_at(graph.relation_place(*it), format!("it could be `{name}`"));
        arguments.push(format!("`inverse = {}`", graph.relation(*it).name));
    }
    let finding = finding.and_others(candidates.len(), "more relation");
    let arguments = arguments.join(" or ");
    finding.with_help(match relations {
        [_] => format!("write {arguments}"),
        _ => format!("write a different inverse on each of them: {arguments}"),
    })
}
