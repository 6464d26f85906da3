//! What names a model that is not there: relations by their target or by their through, and options that expect it,
//! gathered by the model they mean, so that one absent model is one finding.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Asker, Rule, Subject, Verdict, ambiguous_target, missing_crate, missing_model, missing_target,
    missing_through,
};
use crate::declared::{Declared, Underived};
use crate::evidence;
use crate::finding::{Finding, Level};
use crate::graph::{Graph, Resolved};
use crate::name::{self, Fit};
use crate::options::{Expected, Options};
use crate::record::Form;
use crate::wording::{NAMED, counted, listed, quoted};

/// What asks for one absent model.
#[derive(Default)]
pub(super) struct Group<'v> {
    pub(super) relations: Vec<Asker>,
    pub(super) expected: Vec<&'v Expected>,
    /// Where the source declares it, if it does.
    pub(super) declared: Vec<&'v Declared>,
}

impl Group<'_> {
    /// The name that says the most, of those by which it is asked for.
    pub(super) fn longest<'g>(&self, graph: &'g Graph) -> &'g str {
        let written = self
            .relations
            .iter()
            .map(|asker| &*asker.target(graph).text);
        written
            .max_by_key(|written| written.len())
            .unwrap_or_default()
    }
}

/// By the name that is written.
type Groups<'v> = BTreeMap<Cow<'v, str>, Group<'v>>;

/// Judges every target and through that did not resolve, with the models that the options expect in vain and the crates
/// that are linked in vain.
pub(super) fn check<'v>(
    verdict: &mut Verdict<'v>,
    mut crates: Vec<missing_crate::Absent<'v>>,
    expected: &[&'v Expected],
) {
    let graph = verdict.graph;
    let mut missing = Groups::default();
    for expected in expected {
        let group = missing.entry(plain(&expected.name)).or_default();
        group.expected.push(expected);
    }
    let declared = verdict.options.declarations.absent.iter();
    for declared in declared.filter(|_| !verdict.silences(Rule::MissingModel, &[])) {
        let group = missing.entry(plain(&declared.path)).or_default();
        group.declared.push(declared);
    }
    merge_tails(&mut missing);
    let expected = missing;
    let by_name = by_last_segment(&expected);
    let mut missing = Groups::default();
    let mut told_as_expected = Groups::default();
    for asker in told(verdict, Resolved::Missing) {
        let written = &*asker.target(graph).text;
        if verdict.options.puts_outside(written) {
            continue;
        }
        let written = plain(written);
        // What is expected is told once, with every relation that may mean it.
        let (name, groups) = match named_by(&written, &by_name) {
            Some(name) => (name.clone(), &mut told_as_expected),
            None => (written, &mut missing),
        };
        groups.entry(name).or_default().relations.push(asker);
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
        missing_crate::tell(verdict, absent);
    }
    missing_model::declared::tell(verdict, declared);
    for group in sorted(graph, told_as_expected.into_values()) {
        missing_model::tell(verdict, group.expected, &group.relations);
    }
    for groups in by_crate(verdict, sorted(graph, missing.into_values())) {
        let (first, others) = groups.split_first().expect("a crate has a group");
        if first.relations[0].is_through() {
            missing_through::tell(verdict, first, others);
        } else {
            missing_target::tell(verdict, first, others);
        }
    }

    let mut ambiguous = Groups::default();
    for asker in told(verdict, Resolved::Ambiguous) {
        let written = &*asker.target(graph).text;
        let group = ambiguous.entry(plain(written)).or_default();
        group.relations.push(asker);
    }
    for group in sorted(graph, ambiguous.into_values()) {
        ambiguous_target::tell(verdict, &group.relations);
    }
}

/// Takes out what asks for models of these crates by name. What names a type knows more.
fn give_to_crates<'v>(
    graph: &Graph,
    groups: &mut Groups<'v>,
    crates: &mut [missing_crate::Absent<'v>],
) {
    let nth: HashMap<_, _> = crates.iter().map(|it| it.krate).zip(0..).collect();
    let of_crate = |name: &str| {
        name::qualifier(name)?;
        nth.get(name::first_segment(name)).copied()
    };
    let is_of_one = |name: &Cow<'v, str>, group: &mut Group<'v>| {
        let mut targets = group.relations.iter().map(|asker| asker.target(graph));
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
        let mut targets = group.relations.iter().map(|asker| asker.target(graph));
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
fn told(verdict: &mut Verdict<'_>, outcome: Resolved) -> Vec<Asker> {
    let graph = verdict.graph;
    let mut askers: Vec<_> = Asker::all(graph, outcome).collect();
    askers.retain(|asker| {
        let rule = match (outcome, asker.is_through()) {
            (_, true) if has_fault(verdict, asker.relation) => return false,
            (Resolved::Ambiguous, _) => Rule::AmbiguousTarget,
            (_, true) => Rule::MissingThrough,
            (_, false) => Rule::MissingTarget,
        };
        !verdict.silences(rule, &[Subject::Relation(asker.relation)])
    });
    askers
}

/// Whether a relation has a target at fault.
fn has_fault(verdict: &Verdict<'_>, relation: u32) -> bool {
    let graph = verdict.graph;
    let targets = graph.targets_of(relation).iter();
    let mut targets = targets.zip(graph.written_targets(relation));
    targets.any(|(target, written)| match target.model {
        Resolved::Model(_) => false,
        Resolved::Missing => !verdict.options.puts_outside(&written.text),
        Resolved::Ambiguous => true,
    })
}

/// The groups by the place of their first relation, and in each the one first that speaks for all.
fn sorted<'v>(graph: &Graph, groups: impl IntoIterator<Item = Group<'v>>) -> Vec<Group<'v>> {
    let mut groups: Vec<_> = groups.into_iter().collect();
    for group in &mut groups {
        // One that has it as its target, rather than one that goes through it; a type that lacks the derive is the
        // strongest evidence there is.
        group.relations.sort_by_cached_key(|asker| {
            let derived = asker.target(graph).form != Form::Underived;
            (asker.is_through(), derived, asker.place(graph), *asker)
        });
        let mut seen = HashSet::new();
        group.relations.retain(|asker| seen.insert(asker.relation));
    }
    groups.sort_by_cached_key(|group| {
        let first = group.relations.first();
        first.map(|asker| (asker.place(graph), *asker))
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

/// Adds to a finding of an absent model what speaks for a cause. Those who named it by its type know most of it.
pub(super) fn explain(
    verdict: &Verdict<'_>,
    finding: Finding,
    written: &str,
    askers: &[Asker],
) -> Finding {
    let graph = verdict.graph;
    let mut targets = askers.iter().map(|asker| asker.target(graph));
    match targets.find(|target| target.form != Form::Name) {
        Some(target) if target.form == Form::Underived => {
            let called = verdict.names().called(name::last_segment(&target.text));
            let finding = called.iter().take(NAMED).fold(finding, |finding, model| {
                let text = format!("the model `{}` is another type", graph.model(*model).path);
                finding.note_at(graph.model_place(*model), text)
            });
            finding.with_help(format!(
                "add `relata::Model` to the derives of `{}`",
                target.text
            ))
        }
        Some(target) => evidence::explain_type(finding, graph, &target.text),
        None => match underived(verdict.options, written)[..] {
            [] => verdict.explain(finding, written),
            [only] => told_underived(finding, &[only]).with_help(format!(
                "add `relata::Model` to the derives of `{}`",
                name::last_segment(&only.path)
            )),
            ref all => told_underived(finding, all),
        },
    }
}

/// The types of this name that the source declares and that are no models.
fn underived<'o>(options: &'o Options, written: &str) -> Vec<&'o Underived> {
    let underived = options.declarations.underived.iter();
    let is_called = |it: &&Underived| name::fit(written, &it.path) != Fit::No;
    underived.filter(is_called).collect()
}

fn told_underived(finding: Finding, all: &[&Underived]) -> Finding {
    let facts = all.iter().map(|it| {
        let text = format!("`{}` does not derive `relata::Model`", it.path);
        (it.place.clone(), text)
    });
    finding.notes_at(facts, "type")
}

/// Which other models of the same absent crate are needed, by how many relations.
pub(super) fn with_models(finding: Finding, graph: &Graph, others: &[Group<'_>]) -> Finding {
    let Some(first) = others.first() else {
        return finding;
    };
    let written = |group: &Group<'_>| group.relations[0].target(graph).text.to_string();
    let finding = others.iter().fold(finding, |finding, group| {
        finding.and_about(
            graph.relation_name(group.relations[0].relation),
            written(group),
        )
    });
    let krate = name::first_segment(first.longest(graph)).to_owned();
    let relations: usize = others.iter().map(|group| group.relations.len()).sum();
    let needed = match (others, first.relations.len()) {
        ([_], 1) => format!("which {} needs", first.relations[0].named_with_place(graph)),
        _ => format!("which {} need", counted(relations, "relation")),
    };
    let models = quoted(others.iter().map(written));
    let are = if others.len() == 1 { "is" } else { "are" };
    let count = counted(others.len(), "more model");
    finding.note(format!(
        "{count} of `{krate}` {are} absent, {needed}: {}",
        listed(models)
    ))
}

/// Who else needs the absent model, or the models: `it` says which.
pub(super) fn with_others(
    finding: Finding,
    graph: &Graph,
    others: &[Asker],
    more: &str,
    it: &str,
) -> Finding {
    if others.is_empty() {
        return finding;
    }
    let named: Vec<_> = others
        .iter()
        .map(|asker| asker.named_with_place(graph))
        .collect();
    let need = if named.len() == 1 { "needs" } else { "need" };
    let relations = counted(named.len(), &format!("{more}relation"));
    finding.note(format!("{relations} {need} {it}: {}", listed(&named)))
}

/// Where the options expect absent models, each by its name.
pub(super) fn with_expected(finding: Finding, groups: &[Group<'_>]) -> Finding {
    let expected = groups.iter().flat_map(|group| &group.expected);
    let mut expected: Vec<_> = expected
        .map(|it| {
            let text = format!("model `{}` is expected here", it.name);
            (it.place.clone(), text)
        })
        .collect();
    expected.sort();
    finding.notes_at(expected.into_iter(), "place")
}
