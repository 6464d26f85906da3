//! Models that the source declares and that are not registered, told by what keeps them out.
//!
//! In: what asks for each of them, and its cause. Out: a finding for each cause.

use std::collections::BTreeMap;

use crate::declared::{Cause, Declared, Feature, Holds, Lead, Mend};
use crate::findings::wording::{counted, listed, quoted};
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::name;
use crate::rule::{Level, Rule};
use crate::rules::reference::Reference;
use crate::rules::targets::evidence;
use crate::rules::targets::group::{self, Group};
use crate::rules::verdict::Verdict;

/// Tells of all of them. Each group is one model.
pub(in crate::rules) fn report(verdict: &mut Verdict<'_>, groups: Vec<Group<'_>>) {
    let mut by_cause: BTreeMap<&Cause, Vec<Group<'_>>> = BTreeMap::new();
    for group in groups {
        // Of several declarations of one path that counts which nobody can mean to be absent.
        let declared = group.declared.iter();
        if let Some(declared) = declared.min_by_key(|it| it.cause.may_be_meant()) {
            by_cause.entry(&declared.cause).or_default().push(group);
        }
    }
    for (cause, groups) in by_cause {
        let is_needed = groups
            .iter()
            .any(|it| !it.relations.is_empty() || !it.expected.is_empty());
        // Nobody misses what is for the tests of another crate.
        if matches!(cause, Cause::InTests { .. }) && !is_needed {
            continue;
        }
        let level = if cause.may_be_meant() && !is_needed {
            Level::Warn
        } else {
            Level::Deny
        };
        let finding = describe(verdict.graph, cause, &groups);
        verdict.report_at(level, finding);
    }
}

fn describe(graph: &Graph, cause: &Cause, groups: &[Group<'_>]) -> Finding {
    let mut declared: Vec<&Declared> = groups.iter().flat_map(|it| &it.declared).copied().collect();
    declared.sort_by(|a, b| (&a.place, &a.path).cmp(&(&b.place, &b.path)));
    let first = declared[0];
    let finding = Finding::new(
        Rule::MissingModel,
        Subject::Name(first.path.clone()),
        headline(cause, &declared),
    )
    .at(first.place.clone());
    let others = declared[1..].iter();
    let others = others.map(|it| {
        let text = format!("model `{}` is declared here", name::last_segment(&it.path));
        (it.place.clone(), text)
    });
    let finding = finding.notes_at(others, "model");
    let finding = declared[1..].iter().fold(finding, |finding, it| {
        finding.including(Subject::Name(it.path.clone()), None)
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
        Cause::Optional {
            dependency,
            package,
            ..
        } => format!(
            "{what} {is} declared behind the optional dependency `{dependency}` of `{package}`, and not registered"
        ),
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
    let finding = group::with_expected(finding, groups);
    let finding = finding.naming(groups.iter().flat_map(|it| it.names(graph)));
    let relations = groups.iter().flat_map(|it| &it.relations);
    let mut relations: Vec<Reference> = relations.copied().collect();
    relations.sort_by_cached_key(|it| (it.place(graph), *it));
    let it = if models == 1 { "it" } else { "them" };
    group::with_others(finding, graph, &relations, "", it)
}

/// How it comes about and what mends it.
fn explained(finding: Finding, graph: &Graph, cause: &Cause) -> Finding {
    match cause {
        Cause::NoMod(Lead::Mod(line)) => finding.with_help(format!("write {line}")),
        Cause::NoMod(Lead::Taken { name, file }) => {
            let file = file.replace('\\', "/");
            finding.note(format!("`{name}` is already a name in {file}"))
        }
        Cause::NotNamed { mend, .. } => named(finding, mend.as_ref()),
        Cause::Optional { mend, .. } => match mend {
            Some(mend) => named(finding.note(ON_IN_WORKSPACE), Some(mend)),
            None => finding.note(ON_IN_WORKSPACE),
        },
        Cause::Behind {
            holds, features, ..
        } => {
            let finding = match holds {
                Holds::No => finding,
                Holds::Unknown => finding.note("whether it holds, only the compiler knows"),
                Holds::InWorkspace => finding.note(HOLDS_IN_WORKSPACE),
            };
            match turn_on(features) {
                Some(help) => finding.with_help(help),
                None => finding,
            }
        }
        Cause::NoMod(Lead::Unknown) | Cause::InTests { .. } => finding,
        Cause::Unknown { .. } => {
            let finding = finding.note(
                "its crate is linked and a `mod` declares its file: a macro left it out, the linker lost it, or the program is older than its source",
            );
            evidence::spared(finding, graph)
        }
    }
}

const ON_IN_WORKSPACE: &str =
    "it is on where cargo builds the whole workspace; this program may have fewer features";
const HOLDS_IN_WORKSPACE: &str =
    "it holds where cargo builds the whole workspace; this program may have fewer features";

/// What names a crate that no code names.
fn named(finding: Finding, mend: Option<&Mend>) -> Finding {
    let left_out = "the compiler leaves out a crate that no code names, and its models with it";
    match mend {
        None => finding.note(left_out),
        Some(Mend::On { package, platform }) => finding
            .note(left_out)
            .note(format!("`{package}` depends on it for `{platform}` alone")),
        Some(Mend::Write {
            line,
            rlib: Some(package),
            ..
        }) => finding
            .note("tests and programs can name a library only if it is an `rlib`")
            .with_help(format!(
                "add `rlib` to the `crate-type` of `{package}`, and write {line}"
            )),
        Some(Mend::Write { line, through, .. }) => {
            finding.note(left_out).with_help(match through {
                Some(krate) => format!("write {line}, and see that code names `{krate}`"),
                None => format!("write {line}"),
            })
        }
    }
}

/// All of them are of one package.
fn turn_on(features: &[Feature]) -> Option<String> {
    let package = &features.first()?.package;
    let called = |all: &[&Feature]| {
        let s = if all.len() == 1 { "" } else { "s" };
        (s, listed(quoted(all.iter().map(|it| &it.name))))
    };
    let undeclared: Vec<&Feature> = features.iter().filter(|it| !it.is_declared).collect();
    if undeclared.is_empty() {
        let (s, names) = called(&features.iter().collect::<Vec<_>>());
        return Some(format!("turn on the feature{s} {names} of `{package}`"));
    }
    let (s, names) = called(&undeclared);
    let no_such = if s.is_empty() {
        "no such feature"
    } else {
        "no such features"
    };
    Some(format!(
        "add {names} to the `[features]` of `{package}`, which has {no_such}, or take the condition away"
    ))
}
