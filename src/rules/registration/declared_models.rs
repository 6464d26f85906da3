//! Models that the source declares but that are not registered: one finding for each cause.

use crate::declared::{Cause, Declared, Feature, Fix, Holds, Lead, Line};
use crate::findings::wording::quote;
use crate::rules::prelude::*;
use crate::rules::targets::compiled_twice;
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
        let level = match (cause, groups.iter().any(Group::is_needed)) {
            // Nothing needs the test models of another crate.
            (Cause::InTests { .. }, false) => continue,
            (cause, false) if cause.is_intentional() => Level::Warn,
            // Source alone does not show that nothing else compiles the file.
            (_, false) if !verdict.criteria.declarations.is_compared => Level::Warn,
            _ => Level::Deny,
        };
        let finding = describe(verdict, cause, &groups);
        verdict.report_at(level, finding);
    }
}

fn describe(verdict: &Verdict<'_>, cause: &Cause, groups: &[Group<'_>]) -> Finding {
    let graph = verdict.graph;
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
    match compiled_twice(verdict, &declared).filter(|_| matches!(cause, Cause::NotNamed { .. })) {
        Some((note, help)) => finding.note(note).with_help(help),
        None => {
            let is_needed = groups.iter().any(Group::is_needed);
            let is_sure = verdict.criteria.declarations.is_compared;
            let delete = (is_sure && !is_needed).then(|| delete_files(&declared));
            explained(finding, graph, cause, delete)
        }
    }
}

/// Explains a model whose file is also compiled as a module of the program.
fn compiled_twice(verdict: &Verdict<'_>, declared: &[&Declared]) -> Option<(String, String)> {
    let graph = verdict.graph;
    graph.model_indices().find_map(|model| {
        let (row, at) = (graph.model(model), graph.model_place(model));
        let twin = declared.binary_search_by(|it| Spot::from(&it.place).cmp(&at));
        let (twin, path) = (declared[twin.ok()?], row.type_path());
        let others = [path];
        let path = &others[0];
        let note = format!(
            "the file is also compiled as a module of this program: `{}` is registered as `{path}`",
            row.type_name()
        );
        let mut own = twin.path.clone();
        if row.by_module {
            own = format!("{own}::{}", row.type_name());
        }
        let help = compiled_twice::fix(verdict, &own, &others, &row.file)?;
        Some((note, help))
    })
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
                Holds::InWorkspace | Holds::Alone | Holds::Unknown => "and not registered",
            };
            format!("{what} {is} declared behind `{condition}`, {fact}")
        }
        Cause::InTests { krate } => {
            format!("{what} {is} declared only for the tests of crate `{krate}`")
        }
        Cause::Dynamic { krate, .. } => {
            format!("{what} {is} declared in the dynamic library `{krate}`, which is not checked")
        }
        Cause::Unknown { krate } => {
            format!("{what} of crate `{krate}` {is} declared, but not registered")
        }
    }
}

/// Describes how to remove files that no `mod` declares.
fn delete_files(declared: &[&Declared]) -> String {
    let file = declared[0].place.file();
    if declared.iter().any(|it| it.place.file() != file) {
        return "delete the files if they are not used".to_owned();
    }
    format!("delete {} if it is not used", file.replace('\\', "/"))
}

/// Adds the explanation of a cause, and the fix. Deleting the files fixes a missing `mod` if nothing needs their models.
fn explained(finding: Finding, graph: &Graph, cause: &Cause, delete: Option<String>) -> Finding {
    match cause {
        Cause::NoMod(lead) => {
            let taken = match lead {
                Lead::Mod(line) => {
                    let or = delete.map(|it| format!(", or {it}"));
                    return added(finding, line, &or.unwrap_or_default());
                }
                Lead::Taken { name, file } => {
                    let file = file.replace('\\', "/");
                    Some(format!("`{name}` is already defined in {file}"))
                }
                Lead::Unknown => None,
            };
            words::with_help(finding.note_if(taken), delete)
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
                Holds::Alone => Some(format!("`{condition}` is active when cargo builds this package alone; another package of this build may enable more features")),
                Holds::InWorkspace => Some(format!("`{condition}` is active when cargo builds the whole workspace; this program may have fewer features")),
            });
            words::with_help(finding, turn_on(features, manifest.as_deref()))
        }
        Cause::Dynamic { files, .. } => finding
            .note("the models of a dynamic library of Rust code are in its own file")
            .with_help(match &**files {
                [library] => format!("check the program and {library} together: `cargo relata check PROGRAM {library}`"),
                files => format!("check both files together: `cargo relata check {}`", files.join(" ")),
            }),
        Cause::InTests { .. } => finding,
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
    let check = through
        .as_ref()
        .map(|krate| format!(", and check that code refers to `{krate}`"));
    added(finding.note(LEFT_OUT), line, &check.unwrap_or_default())
}

fn added(finding: Finding, line: &Line, more: &str) -> Finding {
    finding.with_addition(&line.text, &line.portable_file(), more)
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
