//! The packages that `cargo metadata --no-deps` lists.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use cargo_metadata as cargo;
use cargo_metadata::{Edition, MetadataCommand, TargetKind};

use super::member::{Found, Line, Member, MemberKind, MemberTarget, crate_name};
use super::settings::Settings;
use crate::source::cargo::describe;
use crate::source::files::plain;
use crate::source::unreadable::Fault;

/// Runs cargo. Neither cargo nor rustup downloads anything, and no lock file is written.
pub(super) fn run(manifest: &Path) -> Result<cargo::Metadata, String> {
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest).no_deps();
    if let Some(folder) = manifest.parent() {
        // The configuration of cargo and the toolchain of rustup depend on it.
        command.current_dir(folder);
    }
    command.other_options(vec!["--offline".to_owned()]);
    command.env("CARGO_TERM_COLOR", "never");
    command.env("RUSTUP_AUTO_INSTALL", "0");
    command.env_remove("RUST_BACKTRACE");
    command.exec().map_err(|it| describe(&it))
}

/// Returns the workspace of a manifest as cargo lists it.
pub(super) fn read(manifest: &Path, metadata: &cargo::Metadata) -> Result<Found, Fault> {
    let root = plain(metadata.workspace_root.as_std_path());
    let mut packages: Vec<&cargo::Package> = metadata.packages.iter().collect();
    packages.retain(|it| metadata.workspace_members.contains(&it.id));
    packages.sort_by_key(|it| (&*it.name, &it.version));
    let shared = shared_settings(metadata, &root)?;
    let mut members = Vec::new();
    for package in &packages {
        members.push(member(package, with_own(&shared, package, &root)?));
    }
    let mut found = Found {
        root,
        members,
        default_members: Vec::new(),
        skipped: Vec::new(),
    };
    let current = found.at(manifest);
    let default = &metadata.workspace_default_members;
    let is_default = |nth: &usize| match current {
        _ if default.is_available() => default.contains(&packages[*nth].id),
        Some(current) => current == *nth,
        None => true,
    };
    found.default_members = (0..packages.len()).filter(is_default).collect();
    Ok(found)
}

/// Returns the settings of one package.
pub(in crate::source) fn settings(
    metadata: &cargo::Metadata,
    package: &cargo::Package,
) -> Result<Settings, Fault> {
    let root = plain(metadata.workspace_root.as_std_path());
    with_own(&shared_settings(metadata, &root)?, package, &root)
}

/// Returns the settings of the workspace. A manifest without any is not read.
fn shared_settings(metadata: &cargo::Metadata, root: &Path) -> Result<Settings, Fault> {
    if metadata.workspace_metadata.get("relata").is_none() {
        return Ok(Settings::default());
    }
    Settings::load(&root.join("Cargo.toml"), "workspace", root)
}

/// Returns the settings of a package, completed by those of the workspace.
fn with_own(shared: &Settings, package: &cargo::Package, root: &Path) -> Result<Settings, Fault> {
    if package.metadata.get("relata").is_none() {
        return Ok(shared.clone());
    }
    Ok(Settings::load(package.manifest_path.as_std_path(), "package", root)?.or(shared))
}

fn member(package: &cargo::Package, settings: Settings) -> Member {
    let manifest = plain(package.manifest_path.as_std_path());
    Member {
        name: package.name.to_string(),
        version: package.version.to_string(),
        folder: manifest.parent().unwrap_or(&manifest).to_owned(),
        targets: package.targets.iter().filter_map(target).collect(),
        dependencies: HashMap::new(),
        known_features: package.features.clone(),
        features: Arc::new(BTreeSet::new()),
        is_built: false,
        settings,
        lines: package.dependencies.iter().map(line).collect(),
    }
}

fn target(target: &cargo::Target) -> Option<MemberTarget> {
    let kind = target.kind.iter().find_map(|it| {
        Some(match it {
            TargetKind::ProcMacro => MemberKind::ProcMacro,
            TargetKind::Bin => MemberKind::Binary,
            TargetKind::Example => MemberKind::Example,
            TargetKind::Test => MemberKind::Test,
            TargetKind::Bench => MemberKind::Bench,
            TargetKind::Lib
            | TargetKind::RLib
            | TargetKind::DyLib
            | TargetKind::CDyLib
            | TargetKind::StaticLib => MemberKind::Library,
            _ => return None,
        })
    })?;
    Some(MemberTarget {
        kind,
        name: target.name.clone(),
        krate: crate_name(&target.name),
        file: plain(target.src_path.as_std_path()),
        edition_2015: target.edition == Edition::E2015,
        required_features: target.required_features.clone(),
        is_linkable: target.is_lib() || target.is_rlib() || target.is_dylib(),
    })
}

fn line(line: &cargo::Dependency) -> Line {
    Line {
        key: line.rename.clone().unwrap_or_else(|| line.name.clone()),
        package: line.name.clone(),
        kind: line.kind,
        platform: line.target.as_ref().map(ToString::to_string),
        folder: line.path.as_ref().map(|it| plain(it.as_std_path())),
        optional: line.optional,
        default_features: line.uses_default_features,
        features: line.features.clone(),
        member: None,
    }
}
