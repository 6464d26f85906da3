//! Explains errors of the compiler about crates: a crate that `link!` names is not a dependency, or the derive does not find
//! relata.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticSpan};
use cargo_metadata::{CompilerMessage, Dependency, DependencyKind, Metadata, Package};

use crate::name::crate_name;
use crate::options::Input;
use crate::selection::{self, Kind, folder};
use crate::text::{listed, quoted};

/// Returns one text for each cause, with its fix.
pub(crate) fn explain(messages: &[CompilerMessage], input: &Input) -> Vec<String> {
    let mut texts = BTreeSet::new();
    let mut metadata = None;
    for it in messages {
        let Some(cause) = Cause::of(&it.message) else {
            continue;
        };
        let metadata = metadata.get_or_insert_with(|| selection::members(input).ok());
        let packages = metadata.iter().flat_map(|it| &it.packages);
        let package = packages.clone().find(|package| package.id == it.package_id);
        if let Some((metadata, package)) = metadata.as_ref().zip(package) {
            texts.insert(cause.describe(metadata, package));
        }
    }
    texts.into_iter().collect()
}

/// What a crate lacks.
enum Cause {
    /// `link!` names this crate, which is not known.
    Link(String),
    /// The derive does not find relata in a crate that depends on it by this name, or on it at all.
    Facade(String),
    NoRelata,
}

impl Cause {
    fn of(message: &Diagnostic) -> Option<Self> {
        let labels = message.spans.iter().filter_map(|it| it.label.as_deref());
        let label = |start: &str| {
            let mut found = labels.clone().filter_map(|it| it.strip_prefix(start));
            found.next()
        };
        let missing = label("no external crate `").filter(|_| message.spans.iter().any(is_of_link));
        if let Some(krate) = missing {
            return Some(Cause::Link(krate.trim_end_matches('`').to_owned()));
        }
        match label("could not find `relata` in ") {
            Some("the list of imported crates") => return Some(Cause::NoRelata),
            None if label("no `__private` in ").is_none() => return None,
            _ => {}
        }
        let path = message.message.strip_prefix("unresolved import `")?;
        let first = path.split([':', '`']).next()?;
        Some(Cause::Facade(first.to_owned()))
    }

    fn describe(&self, metadata: &Metadata, package: &Package) -> String {
        let own = quoted(&package.name);
        let manifest = package.manifest_path.strip_prefix(&metadata.workspace_root);
        let manifest = manifest.unwrap_or(&package.manifest_path);
        let manifest = manifest.as_str().replace('\\', "/");
        match self {
            Cause::Link(krate) => {
                let mut dependencies = package.dependencies.iter();
                let is_it = |it: &&Dependency| {
                    crate_name(it.rename.as_deref().unwrap_or(&it.name)) == *krate
                };
                let name = quoted(krate);
                match dependencies.find(is_it) {
                    Some(it) if it.optional => without_feature(package, it, krate),
                    Some(it) if it.kind != DependencyKind::Normal => format!(
                        "{name} is a dependency only of the tests or the build script of {own}\n  = help: list it in `[dependencies]` of {manifest}"
                    ),
                    Some(it) if it.target.is_some() => {
                        format!("{name} is a dependency of {own} only on other platforms")
                    }
                    Some(_) => format!("{name} is a dependency of {own}, but has no library"),
                    None => {
                        let line = line(metadata, package, krate);
                        format!(
                            "`link!` names {name}, which is not a dependency of {own}\n  = help: add {line} to `[dependencies]` in {manifest}"
                        )
                    }
                }
            }
            Cause::Facade(krate) => format!(
                "`crate = …` must be the path of relata itself, not of its derive\n  = help: write `pub use relata;` in the root of `{krate}`, and `#[relata(crate = {krate}::relata)]` on the model"
            ),
            Cause::NoRelata => format!(
                "relata is not a dependency of {own}\n  = help: add it to `[dependencies]` in {manifest}, or write `#[relata(crate = …)]` on the model, with the path by which another crate re-exports relata"
            ),
        }
    }
}

/// Whether a place is in the expansion of `link!`.
fn is_of_link(span: &DiagnosticSpan) -> bool {
    let Some(expansion) = &span.expansion else {
        return false;
    };
    expansion.macro_decl_name.ends_with("link!") || is_of_link(&expansion.span)
}

/// Describes an optional dependency that no enabled feature includes.
fn without_feature(package: &Package, dependency: &Dependency, krate: &str) -> String {
    let name = dependency.rename.as_deref().unwrap_or(&dependency.name);
    let includes = |it: &String| {
        it.strip_prefix("dep:").unwrap_or(it) == name
            || it.split_once('/').is_some_and(|(of, _)| of == name)
    };
    let features = package.features.iter();
    let features = features.filter(|(_, all)| all.iter().any(includes));
    let features: Vec<&str> = features.map(|(feature, _)| &**feature).collect();
    let own = quoted(&package.name);
    let features = match &*features {
        [] => {
            return format!(
                "{} is an optional dependency of {own}, which no feature includes",
                quoted(krate)
            );
        }
        all => all,
    };
    let (names, first) = (listed(features.iter().copied()), features[0]);
    let include = if features.len() == 1 {
        "includes"
    } else {
        "include"
    };
    format!(
        "{} is an optional dependency of {own}, which only {names} {include}\n  = help: enable the feature, as in `--features {first}`, or write `#[cfg(feature = \"{first}\")]` before `relata::link!({krate});`",
        quoted(krate)
    )
}

/// Returns the line of a manifest for a crate, which may be a library of the workspace.
fn line(metadata: &Metadata, package: &Package, krate: &str) -> String {
    let has_it = |it: &&&Package| {
        let mut targets = it.targets.iter();
        targets.any(|it| Kind::of(it) == Some(Kind::Library) && crate_name(&it.name) == krate)
    };
    let members = metadata.workspace_packages();
    let Some(member) = members.iter().find(has_it) else {
        return "the package".to_owned();
    };
    let path = relative(folder(package), folder(member));
    format!(
        "`{} = {{ path = \"{}\" }}`",
        member.name,
        path.replace('\\', "/")
    )
}

/// Returns the path that leads from one folder to another.
fn relative(from: &Path, to: &Path) -> String {
    let shared = from.components().zip(to.components());
    let shared = shared.take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to.components().skip(shared)).collect();
    path.display().to_string()
}
