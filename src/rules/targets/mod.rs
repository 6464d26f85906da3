//! Rules about the models that relations name. What names a model that is absent, relations by their target or by their
//! through and options that expect it, is gathered by the model it means, so that one absent model is one finding.

mod abstract_target;
mod ambiguous_target;
pub(super) mod evidence;
pub(super) mod group;
mod missing_target;
mod missing_through;
mod unqualified_target;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use self::group::Group;
use super::reference::Reference;
use super::registration::{self, Absent};
use super::verdict::{Item, Verdict};
use crate::graph::{Graph, Resolved};
use crate::name::{self, Fit};
use crate::record::Form;
use crate::rule::{Level, Rule};

/// By the name that is written.
type Groups<'v> = BTreeMap<Cow<'v, str>, Group<'v>>;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    check_absent(verdict);
    abstract_target::check(verdict);
    unqualified_target::check(verdict);
}

/// Judges every target and through that did not resolve, with the models that the options expect in vain and the crates
/// that are linked in vain.
fn check_absent(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let mut crates = registration::absent_crates(verdict);
    let mut missing = Groups::default();
    for expected in registration::absent_models(verdict) {
        let group = missing.entry(plain(&expected.name)).or_default();
        group.expected.push(expected);
    }
    let declared = verdict.criteria.declarations.absent.iter();
    for declared in declared.filter(|_| !verdict.silences(Rule::MissingModel, &[])) {
        let group = missing.entry(plain(&declared.path)).or_default();
        group.declared.push(declared);
    }
    merge_tails(&mut missing);
    let expected = missing;
    let by_name = by_last_segment(&expected);
    let mut missing = Groups::default();
    let mut told_as_expected = Groups::default();
    for reference in told(verdict, Resolved::Missing) {
        let written = &*reference.target(graph).text;
        if verdict.criteria.puts_outside(written) {
            continue;
        }
        let written = plain(written);
        // What is expected is told once, with every relation that may mean it.
        let (name, groups) = match named_by(&written, &by_name) {
            Some(name) => (name.clone(), &mut told_as_expected),
            None => (written, &mut missing),
        };
        groups.entry(name).or_default().relations.push(reference);
    }
    for (name, group) in expected {
        let told = told_as_expected.entry(name).or_default();
        (told.expected, told.declared) = (group.expected, group.declared);
    }
    let declared = told_as_expected.extract_if(.., |_, group| !group.declared.is_empty());
    let declared: Vec<_> = declared.map(|(_, group)| group).collect();
    // Why its models are absent is known better than from its absence.
    let is_known = |krate: &str| {
        let mut declared = declared.iter().flat_map(|it| &it.declared);
        declared.any(|it| !it.cause.may_be_meant() && name::first_segment(&it.path) == krate)
    };
    crates.retain(|absent| !is_known(absent.krate));
    merge_tails(&mut missing);
    // Where that is only warned of, what is denied is told on its own.
    if verdict.level(Rule::MissingCrate) == Level::Deny {
        for groups in [&mut told_as_expected, &mut missing] {
            give_to_crates(graph, groups, &mut crates);
        }
    }
    for absent in &crates {
        registration::report_crate(verdict, absent);
    }
    registration::report_declared(verdict, declared);
    for group in sorted(graph, told_as_expected.into_values()) {
        registration::report_model(verdict, &group);
    }
    for groups in by_crate(verdict, sorted(graph, missing.into_values())) {
        let (first, others) = groups.split_first().expect("a crate has a group");
        if first.relations[0].is_through() {
            missing_through::report(verdict, first, others);
        } else {
            missing_target::report(verdict, first, others);
        }
    }

    let mut ambiguous = Groups::default();
    for reference in told(verdict, Resolved::Ambiguous) {
        let written = &*reference.target(graph).text;
        let group = ambiguous.entry(plain(written)).or_default();
        group.relations.push(reference);
    }
    for group in sorted(graph, ambiguous.into_values()) {
        ambiguous_target::report(verdict, &group);
    }
}

/// Takes out what asks for models of these crates by name. What names a type knows more.
fn give_to_crates<'v>(graph: &Graph, groups: &mut Groups<'v>, crates: &mut [Absent<'v>]) {
    let nth: HashMap<_, _> = crates.iter().map(|it| it.krate).zip(0..).collect();
    let of_crate = |name: &str| {
        name::qualifier(name)?;
        nth.get(name::first_segment(name)).copied()
    };
    let is_of_one = |name: &Cow<'v, str>, group: &mut Group<'v>| {
        let mut targets = group
            .relations
            .iter()
            .map(|reference| reference.target(graph));
        of_crate(name).is_some()
            && targets.all(|target| target.form == Form::Name)
            && group.expected.iter().all(|it| it.ty.is_none())
    };
    for (name, group) in groups.extract_if(.., is_of_one) {
        if let Some(nth) = of_crate(&name) {
            crates[nth].needed.push(group);
        }
    }
}

/// Puts together the models of one crate of which there is none: the crate is what is absent. One that somebody has as
/// its target comes before those that are only gone through.
fn by_crate<'v>(verdict: &Verdict<'_>, groups: Vec<Group<'v>>) -> Vec<Vec<Group<'v>>> {
    let graph = verdict.graph;
    let mut all: Vec<Vec<Group<'v>>> = Vec::new();
    let mut of_crate: HashMap<&str, usize> = HashMap::new();
    for group in groups {
        let mut targets = group
            .relations
            .iter()
            .map(|reference| reference.target(graph));
        let is_named = targets.all(|target| target.form == Form::Name);
        let written = group.longest(graph);
        let krate = is_named.then(|| evidence::absent_crate(verdict.names(), written));
        match krate.flatten() {
            Some(krate) => {
                let at = *of_crate.entry(krate).or_insert(all.len());
                if at == all.len() {
                    all.push(Vec::new());
                }
                all[at].push(group);
            }
            None => all.push(vec![group]),
        }
    }
    for groups in &mut all {
        groups.sort_by_key(|group| group.relations[0].is_through());
    }
    all
}

/// Which of those that are expected a name may mean; rather one that nobody can mean to be absent.
fn named_by<'e, 'v>(written: &str, expected: &ByName<'e, 'v>) -> Option<&'e Cow<'v, str>> {
    let may_be_meant = |group: &Group<'_>| {
        let mut declared = group.declared.iter();
        !group.declared.is_empty() && declared.all(|it| it.cause.may_be_meant())
    };
    let named = expected.get(name::last_segment(written)).into_iter();
    let named = named.flatten().filter(|(name, _)| may_mean(written, name));
    let named = named.min_by_key(|(_, group)| may_be_meant(group));
    named.map(|(name, _)| *name)
}

/// Names that may mean the same have their last segment in common.
type ByName<'e, 'v> = HashMap<&'e str, Vec<(&'e Cow<'v, str>, &'e Group<'v>)>>;

fn by_last_segment<'e, 'v>(groups: &'e Groups<'v>) -> ByName<'e, 'v> {
    let mut by_name = ByName::default();
    for (name, group) in groups {
        let of_name = by_name.entry(name::last_segment(name)).or_default();
        of_name.push((name, group));
    }
    by_name
}

/// Whether one of two names is a tail of the other.
fn may_mean(one: &str, other: &str) -> bool {
    one == other || name::fit(one, other) != Fit::No || name::fit(other, one) != Fit::No
}

/// Those that came out this way and are not silenced. What a relation goes through is asked for only where its targets
/// are there.
fn told(verdict: &mut Verdict<'_>, outcome: Resolved) -> Vec<Reference> {
    let graph = verdict.graph;
    let mut references = Reference::unresolved(graph, outcome);
    references.retain(|reference| {
        let rule = match (outcome, reference.is_through()) {
            (_, true) if has_fault(verdict, reference.relation) => return false,
            (Resolved::Ambiguous, _) => Rule::AmbiguousTarget,
            (_, true) => Rule::MissingThrough,
            (_, false) => Rule::MissingTarget,
        };
        !verdict.silences(rule, &[Item::Relation(reference.relation)])
    });
    references
}

/// Whether a relation has a target at fault.
fn has_fault(verdict: &Verdict<'_>, relation: u32) -> bool {
    let graph = verdict.graph;
    let targets = graph.targets_of(relation).iter();
    let mut targets = targets.zip(graph.written_targets(relation));
    targets.any(|(target, written)| match target.model {
        Resolved::Model(_) => false,
        Resolved::Missing => !verdict.criteria.puts_outside(&written.text),
        Resolved::Ambiguous => true,
    })
}

/// The groups by the place of their first relation, and in each the one first that speaks for all.
fn sorted<'v>(graph: &Graph, groups: impl IntoIterator<Item = Group<'v>>) -> Vec<Group<'v>> {
    let mut groups: Vec<_> = groups.into_iter().collect();
    for group in &mut groups {
        // One that has it as its target, rather than one that goes through it; a type that lacks the derive is the
        // strongest evidence there is.
        group.relations.sort_by_cached_key(|reference| {
            let derived = reference.target(graph).form != Form::Underived;
            (
                reference.is_through(),
                derived,
                reference.place(graph),
                *reference,
            )
        });
        let mut seen = HashSet::new();
        let all = std::mem::take(&mut group.relations).into_iter();
        (group.relations, group.repeated) = all.partition(|it| seen.insert(it.relation));
    }
    groups.sort_by_cached_key(|group| {
        let first = group.relations.first();
        first.map(|reference| (reference.place(graph), *reference))
    });
    groups
}

/// A name without `r#`.
fn plain(written: &str) -> Cow<'_, str> {
    if written.contains("r#") {
        let segments: Vec<_> = written.split("::").map(name::last_segment).collect();
        segments.join("::").into()
    } else {
        written.into()
    }
}

/// `Job` and `export::Job` are one missing model, unless `import::Job` is missing too: then `Job` could be either.
fn merge_tails(groups: &mut Groups<'_>) {
    let mut longer: HashMap<String, Vec<String>> = HashMap::new();
    for written in groups.keys() {
        let mut tail = &**written;
        while let Some((_, rest)) = tail.split_once("::") {
            tail = rest;
            if groups.contains_key(tail) {
                let longer = longer.entry(tail.to_owned()).or_default();
                longer.push(written.to_string());
            }
        }
    }
    for (tail, mut longer) in longer {
        longer.sort_by_key(String::len);
        // Each of them is a tail of the longest, if all are one model.
        let longest = longer.pop().unwrap_or_default();
        if longer.iter().all(|it| name::fit(it, &longest) != Fit::No)
            && groups.get(&*tail).is_none_or(|it| it.declared.is_empty())
            && let Some(moved) = groups.remove(&*tail)
            && let Some(group) = groups.get_mut(&*longest)
        {
            group.relations.extend(moved.relations);
            group.expected.extend(moved.expected);
        }
    }
}
