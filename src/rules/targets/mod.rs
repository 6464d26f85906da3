//! Rules about the models that relations refer to. References to an absent model, and options that expect it, are
//! grouped by model, so that each absent model is one finding.

mod abstract_target;
mod ambiguous_target;
pub(super) mod compiled_twice;
pub(super) mod evidence;
pub(super) mod group;
mod missing_target;
mod missing_through;
pub(super) mod unqualified_target;

use self::group::Group;
#[cfg(feature = "source")]
use super::registration::declared_models;
use super::registration::missing_crate::{self, Absent};
use super::registration::missing_model;
use crate::index::Index;
use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    check_missing(verdict);
    check_ambiguous(verdict);
    abstract_target::check(verdict);
}

/// Reports missing targets and through models, expected models that are absent, and linked crates without models.
fn check_missing(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let mut crates = missing_crate::check(verdict);
    let mut expected = expected(verdict);
    let mut by_end: Vec<usize> = (0..expected.len()).collect();
    sort_by(&mut by_end, |one, other| {
        name::cmp_from_end(&expected[*one].name, &expected[*other].name)
    });
    let mut missing = Vec::new();
    for group in unresolved(verdict, Resolved::Missing) {
        // An expected model is reported once, with all relations that may refer to it.
        match find_expected(&group.name, &expected, &by_end) {
            Some(at) => expected[at].relations.extend(group.relations),
            None => missing.push(group),
        }
    }
    let (declared, mut expected): (Vec<_>, Vec<_>) = expected
        .into_iter()
        .partition(|group| !group.declared.is_empty());
    // The declarations explain better why the models of this crate are absent.
    let is_known = |krate: &str| {
        let mut declared = declared.iter().flat_map(|it| &it.declared);
        declared.any(|it| !it.cause.is_intentional() && name::first_segment(&it.path) == krate)
    };
    crates.retain(|absent| !is_known(absent.krate));
    let mut missing = merge_tails(missing);
    // If `missing_crate` is only a warning, errors are reported separately.
    if verdict.level(Rule::MissingCrate) == Level::Deny {
        move_to_crates(graph, &mut expected, &mut crates);
        move_to_crates(graph, &mut missing, &mut crates);
    }
    for absent in &crates {
        missing_crate::report(verdict, absent);
    }
    #[cfg(feature = "source")]
    declared_models::report(verdict, declared);
    for group in sort_groups(graph, expected) {
        missing_model::report(verdict, &group);
    }
    for (_, mut groups) in group_by_crate(verdict, sort_groups(graph, missing)) {
        // Targets come before through models.
        sort_by_key(&mut groups, |group| group.relations[0].is_through());
        missing_target::report(verdict, &groups[0], &groups[1..]);
    }
}

fn check_ambiguous(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for group in sort_groups(graph, merge(unresolved(verdict, Resolved::Ambiguous))) {
        ambiguous_target::report(verdict, &group);
    }
}

/// Returns the absent models that the options expect or the source declares, by name.
fn expected<'g>(verdict: &mut Verdict<'g>) -> Vec<Group<'g>> {
    let mut groups = Vec::new();
    for expected in missing_model::check(verdict) {
        let mut group = Group::new(&expected.name);
        group.expected.push(expected);
        groups.push(group);
    }
    if verdict.level(Rule::MissingModel) != Level::Allow {
        let criteria = verdict.criteria;
        for declared in &criteria.declarations.absent {
            if verdict.allows_model(Rule::MissingModel, &declared.path) {
                verdict.coverage.silenced_by_allow += 1;
                continue;
            }
            let mut group = Group::new(&declared.path);
            group.declared.push(declared);
            groups.push(group);
        }
    }
    merge_tails(groups)
}

/// Merges groups with the same name. Returns them sorted by name.
fn merge(mut groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    sort_by(&mut groups, |one, other| one.name.cmp(&other.name));
    groups.dedup_by(|group, before| {
        let is_same = group.name == before.name;
        if is_same {
            before.absorb(group);
        }
        is_same
    });
    groups
}

/// Moves groups that may need a model of an absent crate to that crate. References by type stay, since they have better
/// evidence.
fn move_to_crates<'v>(graph: &Graph, groups: &mut Vec<Group<'v>>, crates: &mut [Absent<'v>]) {
    for group in std::mem::take(groups) {
        let krate = name::first_segment(&group.name);
        let may_be_of_it = name::qualifier(&group.name).is_some()
            && group.is_by_name(graph)
            && group.expected.iter().all(|it| it.ty.is_none());
        match crates.binary_search_by(|absent| absent.krate.cmp(krate)) {
            Ok(at) if may_be_of_it => crates[at].needed.push(group),
            _ => groups.push(group),
        }
    }
}

/// Groups the absent models of a crate that has no models, since the crate itself is absent.
fn group_by_crate<'v>(verdict: &Verdict<'_>, groups: Vec<Group<'v>>) -> Vec<(u32, Vec<Group<'v>>)> {
    let graph = verdict.graph;
    let mut firsts = Index::new();
    let mut pairs = Vec::new();
    for (at, group) in (0..).zip(groups) {
        let name = Some(group.longest(graph)).filter(|_| group.is_by_name(graph));
        let krate = name.and_then(|name| evidence::absent_crate(verdict.names(), name));
        let first = krate.map_or(at, |krate| *firsts.entry(krate).or_insert(at));
        pairs.push((first, group));
    }
    grouped(pairs)
}

/// Finds the expected model that a name refers to, preferably one that is not intentionally absent. `by_end` holds the
/// order of the names, compared from the end.
fn find_expected(written: &str, expected: &[Group<'_>], by_end: &[usize]) -> Option<usize> {
    let last = name::last_segment(written);
    let named = name::with_tail(by_end, last, |at| &expected[*at].name);
    let fits = |one: &str, other: &str| name::fit(one, other) != Fit::No;
    let named = named.iter().copied().filter(|at| {
        let name = &expected[*at].name;
        written == name || fits(written, name) || fits(name, written)
    });
    let is_intentional = |at: usize| {
        let declared = expected[at].declared.iter();
        declared.map(|it| it.cause.is_intentional()).min() == Some(true)
    };
    named.min_by_key(|at| (is_intentional(*at), *at))
}

/// Collects the references with this outcome that are not outside and not silenced, one group each. A through model is
/// checked only if all targets of the relation resolve.
fn unresolved<'g>(verdict: &mut Verdict<'g>, outcome: Resolved) -> Vec<Group<'g>> {
    let graph = verdict.graph;
    let mut groups = Vec::new();
    for relation in graph.unresolved.iter().copied() {
        for (reference, resolved) in Reference::all_of(graph, relation) {
            let rule = match (outcome, reference.is_through()) {
                _ if resolved != outcome => continue,
                (_, true) if has_fault(verdict, relation) => continue,
                (Resolved::Ambiguous, _) => Rule::AmbiguousTarget,
                _ => missing_target::rule(reference),
            };
            let is_outside = || verdict.criteria.puts_outside(reference.text(graph));
            if outcome == Resolved::Missing && is_outside() {
                continue;
            }
            if !verdict.silences(rule, &[Item::Relation(relation)]) {
                let mut group = Group::new(reference.text(graph));
                group.relations.push(reference);
                groups.push(group);
            }
        }
    }
    groups
}

/// Whether a relation has a faulty target.
pub(super) fn has_fault(verdict: &Verdict<'_>, relation: u32) -> bool {
    let graph = verdict.graph;
    let targets = graph.targets_of(relation).iter();
    let mut targets = targets.zip(graph.written_targets(relation));
    targets.any(|(target, written)| match target.model {
        Resolved::Model(_) => false,
        Resolved::Missing => !verdict.criteria.puts_outside(&written.text),
        Resolved::Ambiguous => true,
    })
}

/// Sorts groups by place, and the relations in each group so that the most representative one is first.
fn sort_groups<'v>(graph: &Graph, mut groups: Vec<Group<'v>>) -> Vec<Group<'v>> {
    for group in &mut groups {
        // Targets come before through models. A type without the derive is the strongest evidence.
        sort_by_key(&mut group.relations, |it| {
            let is_derived = it.target(graph).form != Form::Underived;
            (it.is_through(), is_derived, it.place(graph), *it)
        });
        group.references.clone_from(&group.relations);
        keep_first(&mut group.relations, |it| it.relation);
    }
    sort_by_key(&mut groups, |group| {
        let first = group.relations.first();
        first.map(|it| (it.place(graph), *it))
    });
    groups
}

/// Merges names that can mean the same model. `Job` and `export::Job` are one missing model, unless `import::Job` is
/// missing too: then `Job` could be either.
fn merge_tails(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let mut groups = merge(groups);
    let mut tails = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let mut name = &*group.name;
        while let Some((_, tail)) = name.split_once("::") {
            let found = groups.binary_search_by(|it| (*it.name).cmp(tail));
            tails.extend(found.map(|tail| (tail, at)));
            name = tail;
        }
    }
    for (tail, mut longer) in grouped(tails) {
        sort_by_key(&mut longer, |it| groups[*it].name.len());
        // If all mean one model, each name is a tail of the longest one.
        let longest = longer.pop().unwrap_or(tail);
        let fits = |it: &usize| name::fit(&groups[*it].name, &groups[longest].name) != Fit::No;
        if longer.iter().all(fits)
            && groups[tail].declared.is_empty()
            && let Ok([longest, tail]) = groups.get_disjoint_mut([longest, tail])
        {
            longest.absorb(tail);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}
