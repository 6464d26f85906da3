//! Rules about the models that relations name. What names a model that is absent, relations by their target or by their
//! through and options that expect it, is gathered by the model it means, so that one absent model is one finding.

mod abstract_target;
mod ambiguous_target;
pub(super) mod evidence;
pub(super) mod group;
mod missing_target;
mod missing_through;
mod unqualified_target;

use self::group::Group;
use super::groups;
use super::registration::missing_crate::{self, Absent};
use super::registration::{declared_models, missing_model};
use crate::rules::prelude::*;

/// By the name that is written.
type Groups<'v> = BTreeMap<String, Group<'v>>;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    check_missing(verdict);
    check_ambiguous(verdict);
    abstract_target::check(verdict);
    unqualified_target::check(verdict);
}

/// Judges every target and through that is missing, with the models that the options expect in vain and the crates that
/// are linked in vain.
fn check_missing(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let mut crates = missing_crate::check(verdict);
    let mut expected = expected(verdict);
    let by_name = by_last_segment(&expected);
    let mut missing = Groups::default();
    for reference in reported(verdict, Resolved::Missing) {
        let written = plain(reference.text(graph));
        // What is expected is reported once, with every relation that may mean it.
        let group = match named_by(&written, &by_name) {
            Some(name) => expected.entry(name).or_default(),
            None => missing.entry(written).or_default(),
        };
        group.relations.push(reference);
    }
    let declared = expected.extract_if(.., |_, group| !group.declared.is_empty());
    let declared: Vec<_> = declared.map(|(_, group)| group).collect();
    // Why its models are absent is known better than from its absence.
    let is_known = |krate: &str| {
        let mut declared = declared.iter().flat_map(|it| &it.declared);
        declared.any(|it| !it.cause.is_intentional() && name::first_segment(&it.path) == krate)
    };
    crates.retain(|absent| !is_known(absent.krate));
    merge_tails(&mut missing);
    // Where that is only warned of, what is denied is reported on its own.
    if verdict.level(Rule::MissingCrate) == Level::Deny {
        give_to_crates(graph, &mut expected, &mut crates);
        give_to_crates(graph, &mut missing, &mut crates);
    }
    for absent in &crates {
        missing_crate::report(verdict, absent);
    }
    declared_models::report(verdict, declared);
    for group in sorted(graph, expected) {
        missing_model::report(verdict, &group);
    }
    for groups in by_crate(verdict, sorted(graph, missing)) {
        missing_target::report(verdict, &groups[0], &groups[1..]);
    }
}

fn check_ambiguous(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let mut ambiguous = Groups::default();
    for reference in reported(verdict, Resolved::Ambiguous) {
        let group = ambiguous.entry(plain(reference.text(graph))).or_default();
        group.relations.push(reference);
    }
    for group in sorted(graph, ambiguous) {
        ambiguous_target::report(verdict, &group);
    }
}

/// The absent models that the options expect or the source declares.
fn expected<'g>(verdict: &Verdict<'g>) -> Groups<'g> {
    let mut groups = Groups::default();
    for expected in missing_model::check(verdict) {
        let group = groups.entry(plain(&expected.name)).or_default();
        group.expected.push(expected);
    }
    if verdict.level(Rule::MissingModel) != Level::Allow {
        for declared in &verdict.criteria.declarations.absent {
            let group = groups.entry(plain(&declared.path)).or_default();
            group.declared.push(declared);
        }
    }
    merge_tails(&mut groups);
    groups
}

/// Moves to these crates what asks for a model of theirs by name. What names a type knows more.
fn give_to_crates<'v>(graph: &Graph, groups: &mut Groups<'v>, crates: &mut [Absent<'v>]) {
    for absent in crates {
        let given = groups.extract_if(.., |name, group| {
            name::first_segment(name) == absent.krate
                && name::qualifier(name).is_some()
                && group.is_by_name(graph)
                && group.expected.iter().all(|it| it.ty.is_none())
        });
        absent.needed.extend(given.map(|(_, group)| group));
    }
}

/// Puts together the absent models of one crate that has no model at all: the crate is what is absent. One that is a target comes
/// before those that are only gone through.
fn by_crate<'v>(verdict: &Verdict<'_>, groups: Vec<Group<'v>>) -> Vec<Vec<Group<'v>>> {
    let graph = verdict.graph;
    let mut by_crate = groups::Groups::new();
    for group in groups {
        let name = Some(group.longest(graph)).filter(|_| group.is_by_name(graph));
        let krate = name.and_then(|name| evidence::absent_crate(verdict.names(), name));
        by_crate.add(krate, group);
    }
    let mut all = by_crate.into_groups();
    for groups in &mut all {
        groups.sort_by_key(|group| group.relations[0].is_through());
    }
    all
}

/// Names by their last segment, which those that may mean the same have in common, and whether each is intentionally
/// absent.
type ByName = HashMap<String, Vec<(String, bool)>>;

fn by_last_segment(groups: &Groups<'_>) -> ByName {
    let mut by_name = ByName::default();
    for (name, group) in groups {
        let mut declared = group.declared.iter();
        let is_intentional =
            !group.declared.is_empty() && declared.all(|it| it.cause.is_intentional());
        let last = name::last_segment(name).to_owned();
        let of_name = by_name.entry(last).or_default();
        of_name.push((name.clone(), is_intentional));
    }
    by_name
}

/// Which of those that are expected a name may mean; preferably one that is not intentionally absent.
fn named_by(written: &str, by_name: &ByName) -> Option<String> {
    let named = by_name.get(name::last_segment(written))?.iter();
    let named = named.filter(|(name, _)| {
        let fits = |one: &str, other: &str| name::fit(one, other) != Fit::No;
        written == *name || fits(written, name) || fits(name, written)
    });
    let best = named.min_by_key(|(_, is_intentional)| *is_intentional);
    best.map(|(name, _)| name.clone())
}

/// The references that have this outcome, do not name what is outside, and are not silenced. A through is judged only where
/// the targets of its relation are found.
fn reported(verdict: &mut Verdict<'_>, outcome: Resolved) -> Vec<Reference> {
    let graph = verdict.graph;
    let unresolved = graph.unresolved.iter();
    let named = unresolved.flat_map(|relation| Reference::all_of(graph, *relation));
    let named = named.filter(|(_, resolved)| *resolved == outcome);
    let mut references: Vec<Reference> = named.map(|(reference, _)| reference).collect();
    references.retain(|reference| {
        let rule = match (outcome, reference.is_through()) {
            (_, true) if has_fault(verdict, reference.relation) => return false,
            (Resolved::Ambiguous, _) => Rule::AmbiguousTarget,
            _ => missing_target::rule(*reference),
        };
        let is_silenced = verdict.silences(rule, &[Item::Relation(reference.relation)]);
        let written = reference.text(graph);
        let is_outside = outcome == Resolved::Missing && verdict.criteria.puts_outside(written);
        !is_silenced && !is_outside
    });
    references
}

/// Whether a relation has a target at fault.
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

/// The groups by the place of their first relation, and in each the one first that represents all.
fn sorted<'v>(graph: &Graph, groups: Groups<'v>) -> Vec<Group<'v>> {
    let mut groups: Vec<_> = groups.into_values().collect();
    for group in &mut groups {
        // A target comes before a through; a type that lacks the derive is the strongest evidence there is.
        group.relations.sort_by_cached_key(|it| {
            let is_derived = it.target(graph).form != Form::Underived;
            (it.is_through(), is_derived, it.place(graph), *it)
        });
        let mut seen = HashSet::new();
        let is_repeated = |it: &mut Reference| !seen.insert(it.relation);
        group.repeated = group.relations.extract_if(.., is_repeated).collect();
    }
    groups.sort_by_cached_key(|group| group.relations.first().map(|it| (it.place(graph), *it)));
    groups
}

/// A name without `r#`.
fn plain(written: &str) -> String {
    let segments: Vec<_> = written.split("::").map(name::last_segment).collect();
    segments.join("::")
}

/// `Job` and `export::Job` are one missing model, unless `import::Job` is missing too: then `Job` could be either.
fn merge_tails(groups: &mut Groups<'_>) {
    let mut longer: HashMap<String, Vec<String>> = HashMap::new();
    for written in groups.keys() {
        let mut tail = written.as_str();
        while let Some((_, rest)) = tail.split_once("::") {
            tail = rest;
            if groups.contains_key(tail) {
                let longer = longer.entry(tail.to_owned()).or_default();
                longer.push(written.clone());
            }
        }
    }
    for (tail, mut longer) in longer {
        longer.sort_by_key(String::len);
        // Each of them is a tail of the longest, if all are one model.
        let longest = longer.pop().unwrap_or_default();
        if longer.iter().all(|it| name::fit(it, &longest) != Fit::No)
            && groups.get(&tail).is_none_or(|it| it.declared.is_empty())
            && let Some(moved) = groups.remove(&tail)
            && let Some(group) = groups.get_mut(&longest)
        {
            group.relations.extend(moved.relations);
            group.expected.extend(moved.expected);
        }
    }
}
