//! Models that the source declares but that are not registered: one finding for each cause.

use crate::declared::{Cause, Declared, Feature, Fix, Holds, Lead};
use crate::findings::wording::quote;
use crate::rules::prelude::*;
use crate::rules::targets::evidence::{LEFT_OUT, note_dropping};
use crate::rules::targets::group::{self, Group};

/// Reports the groups, one finding for each cause. Each group is one model.
pub(in crate::rules) fn report(verdict: &mut Verdict<'_>, groups: Vec<Group<'_>>) {
    let mut by_cause = Vec::new();
    for group in groups {
        // If several declarations share a path, one that is not intentionally absent takes priority.
        let declared = group.declared.iter();
        if let Some(declared) = declared.min_by_key(|it| it.cause.is_intentional()) {
            by_cause.push((&declared.cause, group));
        }
    }
    for (cause, groups) in grouped(by_cause) {
        let is_asked_for = |it: &Group<'_>| !it.relations.is_empty() || !it.expected.is_empty();
        let level = match (cause, groups.iter().any(is_asked_for)) {
            // Nothing needs the test models of another crate.
            (Cause::InTests { .. }, false) => continue,
            (cause, false) if cause.is_intentional() => Level::Warn,
            _ => Level::Deny,
        };
        let finding = describe(verdict.graph, cause, &groups);
        verdict.report_at(level, finding);
    }
}

fn describe(graph: &Graph, cause: &Cause, groups: &[Group<'_>]) -> Finding {
    let mut declared: Vec<&Declared> = groups.iter().flat_map(|it| &it.declared).copied().collect();
    sort_by_key(&mut declared, |it| (&it.place, &it.path));
    let (subject, others) = (Subject::Name(declared[0].path.clone()), &declared[1..]);
    let mut finding = Finding::new(Rule::MissingModel, subject, headline(cause, &declared))
        .at(Spot::from(&declared[0].place));
    for it in others.iter().take(NAMED) {
        let text = format!("model `{}` is declared here", name::last_segment(&it.path));
        finding = finding.note_at(Spot::from(&it.place), text);
    }
    finding = finding.and_others(others.len(), "more model");
    for it in others {
        finding = finding.including(Subject::Name(it.path.clone()), None);
    }
    finding = group::with_expected(finding, groups);
    for group in groups {
        finding = finding.naming(group.names(graph));
    }
    let relations = groups.iter().flat_map(|it| &it.relations);
    let mut relations: Vec<Reference> = relations.copied().collect();
    sort_by_key(&mut relations, |it| (it.place(graph), *it));
    let verbs = match others {
        [] => group::NEED_MODEL,
        _ => ["needs these models", "need these models"],
    };
    finding = group::with_relations(finding, graph, &relations, "relation", verbs);
    explained(finding, graph, cause)
}

fn headline(cause: &Cause, declared: &[&Declared]) -> String {
    let what = match declared {
        [only] => format!("model `{}`", name::last_segment(&only.path)),
        all => counted(all.len(), "model"),
    };
    let is = one_or(declared.len(), "is", "are");
    match cause {
        Cause::NoMod(_) => {
            let its_file = one_or(declared.len(), "its file", "their file");
            format!("{what} {is} declared, but no `mod` declares {its_file}")
        }
        Cause::NotNamed { crates, .. } => {
            let (s, crates) = (one_or(crates.len(), "", "s"), listed(&quoted(crates)));
            format!("{what} {is} declared, but no code refers to crate{s} {crates}")
        }
        Cause::Optional {
            dependency,
            package,
            ..
        } => format!(
            "{what} {is} declared behind the optional dependency `{dependency}` of `{package}`, and not registered"
        ),
        Cause::Behind {
            condition, holds, ..
        } => {
            let fact = match holds {
                Holds::No => "which is not active",
                Holds::InWorkspace | Holds::Unknown => "and not registered",
            };
            format!("{what} {is} declared behind `{condition}`, {fact}")
        }
        Cause::InTests { krate } => {
            format!("{what} {is} declared only for the tests of crate `{krate}`")
        }
        Cause::Unknown { krate } => {
            format!("{what} of crate `{krate}` {is} declared, but not registered")
        }
    }
}

/// Adds the explanation of a cause, and the fix.
fn explained(finding: Finding, graph: &Graph, cause: &Cause) -> Finding {
    match cause {
        Cause::NoMod(Lead::Mod(line)) => finding.with_help(line.to_add()),
        Cause::NoMod(Lead::Taken { name, file }) => {
            let file = file.replace('\\', "/");
            finding.note(format!("`{name}` is already defined in {file}"))
        }
        Cause::NotNamed { fix: None, .. } => finding.note(LEFT_OUT),
        Cause::NotNamed {
            fix: Some(fix),
            crates,
            ..
        } => fixed(finding, fix, &listed(&quoted(crates))),
        Cause::Optional {
            fix, dependency, ..
        } => {
            let finding = finding.note(format!("`{dependency}` is enabled when cargo builds the whole workspace; this program may have fewer features"));
            match fix {
                Some(fix) => fixed(finding, fix, &quote(dependency)),
                None => finding,
            }
        }
        Cause::Behind {
            holds,
            features,
            condition,
            manifest,
        } => {
            let finding = finding.note_if(match holds {
                Holds::No => None,
                Holds::Unknown if condition.ends_with('!') => {
                    Some(format!("only the compiler knows what `{condition}` expands to"))
                }
                Holds::Unknown => Some(format!(
                    "only the compiler knows whether `{condition}` is active"
                )),
                Holds::InWorkspace => Some(format!("`{condition}` is active when cargo builds the whole workspace; this program may have fewer features")),
            });
            words::with_help(finding, turn_on(features, manifest.as_deref()))
        }
        Cause::NoMod(Lead::Unknown) | Cause::InTests { .. } => finding,
        Cause::Unknown { .. } => {
            let finding = finding.note(
                "the crate is linked and no `mod` item is missing: a macro removed the declaration, the linker dropped the registration, or the program is older than the source",
            );
            note_dropping(finding, graph)
        }
    }
}

/// Adds the change that makes code refer to these crates.
fn fixed(finding: Finding, fix: &Fix, crates: &str) -> Finding {
    let (line, through) = match fix {
        Fix::On { package, platform } => {
            let text = format!("`{package}` depends on {crates} only for `{platform}`");
            return finding.note(LEFT_OUT).note(text);
        }
        Fix::Write {
            line,
            rlib: Some(package),
            ..
        } => {
            let help = format!(
                "add `rlib` to the `crate-type` of `{package}`, and {}",
                line.to_add()
            );
            return finding
                .note("tests and programs can name a library only if it is an `rlib`")
                .with_help(help);
        }
        Fix::Write { line, through, .. } => (line, through),
    };
    let add = line.to_add();
    finding.note(LEFT_OUT).with_help(match through {
        Some(krate) => format!("{add}, and check that code refers to `{krate}`"),
        None => add,
    })
}

/// Describes how to enable these features, which belong to one package. The manifest is that of a package that depends on it.
fn turn_on(features: &[Feature], manifest: Option<&str>) -> Option<String> {
    let package = &features.first()?.package;
    let names = |all: &[&Feature]| {
        let names: Vec<&str> = all.iter().map(|it| &*it.name).collect();
        listed(&quoted(&names))
    };
    let (declared, undeclared): (Vec<_>, Vec<_>) = features.iter().partition(|it| it.is_declared);
    if undeclared.is_empty() {
        let (s, names) = (one_or(declared.len(), "", "s"), names(&declared));
        let within = manifest.map(|it| format!(" in {}", it.replace('\\', "/")));
        let within = within.unwrap_or_default();
        return Some(format!(
            "enable the feature{s} {names} of `{package}`{within}"
        ));
    }
    let (s, names) = (one_or(undeclared.len(), "", "s"), names(&undeclared));
    Some(format!(
        "add {names} to the `[features]` of `{package}`, which has no such feature{s}, or remove the condition"
    ))
}
