//! Models that the source declares and that are not registered, told by what keeps them out.
//!
//! In: what asks for each of them, and its cause. Out: a finding for each cause.

use std::collections::BTreeMap;

use super::super::absent::{self, Group};
use super::super::{Asker, Rule, Verdict};
use crate::declared::{Cause, Declared, Feature, Holds};
use crate::evidence;
use crate::finding::{Finding, Level};
use crate::graph::Graph;
use crate::name;
use crate::wording::{counted, listed, quoted};

/// Tells of all of them. Each group is one model.
pub(in crate::rules) fn tell(verdict: &mut Verdict<'_>, groups: Vec<Group<'_>>) {
    let mut by_cause: BTreeMap<&Cause, Vec<Group<'_>>> = BTreeMap::new();
    for group in groups {
        // Of several declarations of one path that counts which nobody can mean to be absent.
        let declared = group.declared.iter();
        if let Some(declared) = declared.min_by_key(|it| it.cause.may_be_meant()) {
            by_cause.entry(&declared.cause).or_default().push(group);
        }
    }
    for (cause, groups) in by_cause {
        let rule = Rule::MissingModel;
        let is_needed = groups
            .iter()
            .any(|it| !it.relations.is_empty() || !it.expected.is_empty());
        // Nobody misses what is for the tests of another crate.
        if matches!(cause, Cause::InTests { .. }) && !is_needed {
            continue;
        }
        let level = match verdict.options.level_of(rule) {
            Some(level) => level,
            None if cause.may_be_meant() && !is_needed => Level::Warn,
            None => rule.default_level(),
        };
        let finding = words(verdict.graph, cause, &groups);
        verdict.findings.push(finding.with_level(level));
    }
}

fn words(graph: &Graph, cause: &Cause, groups: &[Group<'_>]) -> Finding {
    let mut declared: Vec<&Declared> = groups.iter().flat_map(|it| &it.declared).copied().collect();
    declared.sort_by(|a, b| (&a.place, &a.path).cmp(&(&b.place, &b.path)));
    let first = declared[0];
    let finding = Finding::new(Rule::MissingModel, &first.path, headline(cause, &declared))
        .at(first.place.clone());
    let others = declared[1..].iter();
    let others = others.map(|it| {
        let text = format!("model `{}` is declared here", name::last_segment(&it.path));
        (it.place.clone(), text)
    });
    let finding = finding.notes_at(others, "model");
    let finding = declared[1..].iter().fold(finding, |finding, it| {
        finding.and_about(it.path.clone(), String::new())
    });
    let finding = needed(finding, graph, groups, declared.len());
    explained(finding, graph, cause)
}

fn headline(cause: &Cause, declared: &[&Declared]) -> String {
    let (what, is, its_file) = match declared {
        [only] => (
            format!("model `{}`", name::last_segment(&only.path)),
            "is",
            "its file",
        ),
        all => (counted(all.len(), "model"), "are", "their file"),
    };
    match cause {
        Cause::NoMod(_) => format!("{what} {is} declared, but no `mod` declares {its_file}"),
        Cause::NotNamed { crates, .. } => {
            let s = if crates.len() == 1 { "" } else { "s" };
            let crates = listed(quoted(crates));
            format!("{what} {is} declared, but no code names crate{s} {crates}")
        }
        Cause::Behind {
            condition,
            holds: Holds::No,
            ..
        } => {
            format!("{what} {is} declared behind `{condition}`, which does not hold")
        }
        Cause::Behind { condition, .. } => {
            format!("{what} {is} declared behind `{condition}`, and not registered")
        }
        Cause::InTests { krate } => {
            format!("{what} {is} declared for the tests of crate `{krate}` alone")
        }
        Cause::Unknown { krate } => {
            format!("{what} of crate `{krate}` {is} declared, but not registered")
        }
    }
}

/// Who asks for one of these models.
fn needed(finding: Finding, graph: &Graph, groups: &[Group<'_>], models: usize) -> Finding {
    let finding = absent::with_expected(finding, groups);
    let relations = groups.iter().flat_map(|it| &it.relations);
    let mut relations: Vec<Asker> = relations.copied().collect();
    relations.sort_by_cached_key(|it| (it.place(graph), *it));
    let it = if models == 1 { "it" } else { "them" };
    absent::with_others(finding, graph, &relations, "", it)
}

/// How it comes about and what mends it.
fn explained(finding: Finding, graph: &Graph, cause: &Cause) -> Finding {
    match cause {
        Cause::NoMod(Some(line)) => finding.with_help(format!("write {line}")),
        Cause::NotNamed { line, through, .. } => {
            let finding = finding
                .note("the compiler leaves out a crate that no code names, and its models with it");
            finding.with_help(match through {
                Some(krate) => format!("write {line}, and see that code names `{krate}`"),
                None => format!("write {line}"),
            })
        }
        Cause::Behind { holds, feature, .. } => {
            let finding = match holds {
                Holds::No => finding,
                Holds::Unknown => finding.note("whether it holds, only the compiler knows"),
                Holds::InWorkspace => finding
                    .note("it holds where cargo builds the whole workspace; this program may have fewer features"),
            };
            match feature {
                Some(feature) => finding.with_help(turn_on(feature)),
                None => finding,
            }
        }
        Cause::NoMod(None) | Cause::InTests { .. } => finding,
        Cause::Unknown { .. } => {
            let finding = finding.note(
                "its crate is linked and a `mod` declares its file: a macro left it out, the linker lost it, or the program is older than its source",
            );
            evidence::spared(finding, graph)
        }
    }
}

fn turn_on(feature: &Feature) -> String {
    let Feature { name, package, .. } = feature;
    if feature.is_declared {
        return format!("turn on the feature `{name}` of `{package}`");
    }
    format!(
        "add `{name}` to the `[features]` of `{package}`, which has no such feature, or take the condition away"
    )
}
