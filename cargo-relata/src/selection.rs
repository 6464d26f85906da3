//! Selects the targets to check, by the same rules by which cargo selects what to build.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind};
use relata::source;

use crate::failure::Failure;
use crate::flags::{feature_flags, features, manifest_flags};
use crate::name::crate_name;
use crate::options::Input;
use crate::text::{abbreviated, listed, quoted};

/// The selected targets, and facts about their workspace.
#[derive(Debug)]
pub(crate) struct Selection {
    pub(crate) targets: Vec<Target>,
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// The crate names of the libraries in the workspace.
    pub(crate) libraries: Vec<String>,
    /// The libraries of the selected packages that may have models; empty if targets are selected explicitly.
    pub(crate) with_models: Vec<String>,
    /// The library of the selected packages, if there is only one.
    pub(crate) library: Option<Target>,
    /// The target triple that cargo builds for, if known.
    pub(crate) platform: Option<String>,
    /// Whether every target was selected by name, not as one of all binaries.
    pub(crate) is_named: bool,
    /// Whether a package of the workspace depends on relata, or on a package that does.
    pub(crate) has_relata: bool,
}

/// One target of one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) package: PackageId,
    pub(crate) package_name: String,
    pub(crate) manifest_dir: PathBuf,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) required_features: Vec<String>,
    /// The selected features that its package has.
    features: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Library,
    Binary,
    Example,
    Test,
}

impl Kind {
    /// The name that cargo uses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Library => "lib",
            Kind::Binary => "bin",
            Kind::Example => "example",
            Kind::Test => "test",
        }
    }

    pub(crate) fn of(target: &cargo_metadata::Target) -> Option<Self> {
        use TargetKind::{CDyLib, DyLib, Lib, RLib, StaticLib};
        let libraries = [Lib, RLib, DyLib, CDyLib, StaticLib];
        let is_library = target.kind.iter().any(|it| libraries.contains(it));
        let kinds = [
            (is_library && !target.is_example(), Kind::Library),
            (target.is_bin(), Kind::Binary),
            (target.is_example(), Kind::Example),
            (target.is_test(), Kind::Test),
        ];
        let found = kinds.into_iter().find(|(is_of, _)| *is_of);
        found.map(|(_, kind)| kind)
    }
}

impl Target {
    pub(crate) fn is_library(&self) -> bool {
        self.kind == Kind::Library
    }

    /// The source that the target is built from. A library is built as its unit tests.
    pub(crate) fn source(&self, input: &Input, platform: Option<&str>) -> source::Target {
        let target = self.source_of_file(input, platform);
        if self.is_library() {
            return target.with_cfg_test(true);
        }
        target
    }

    /// The source of a file that the target was built as.
    pub(crate) fn source_of_file(&self, input: &Input, platform: Option<&str>) -> source::Target {
        let dir = &self.manifest_dir;
        let target = match self.kind {
            Kind::Library => source::Target::library(dir),
            Kind::Binary => source::Target::binary(dir, &self.name),
            Kind::Example => source::Target::example(dir, &self.name),
            Kind::Test => source::Target::test(dir, &self.name),
        };
        let target = match platform {
            Some(triple) => target.platform(triple),
            None => target,
        };
        target.cargo_options(feature_flags(input, &self.features))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = (self.kind.name(), &self.name);
        if crate_name(&self.package_name) == crate_name(name) {
            write!(f, "{kind} `{name}`")
        } else {
            write!(f, "{kind} `{name}` of `{}`", self.package_name)
        }
    }
}

/// Selects the targets to check.
pub(crate) fn select(input: &Input) -> Result<Selection, Failure> {
    let platform = platform(input);
    let metadata = metadata(input, platform.as_deref())?;
    let packages = packages(&metadata, input)?;
    let mut targets = all_targets(&packages, input, |kind, name| {
        is_selected(input, kind, name)
    });
    let mut libraries_selected = all_targets(&packages, input, |kind, _| kind == Kind::Library);
    if targets.is_empty() && !is_explicit(input) {
        // A library is checked on its own only if there is no program.
        targets.clone_from(&libraries_selected);
    }
    reject_unknown_targets(input, &packages, &targets)?;
    if targets.is_empty() {
        let names = packages.iter().map(|it| it.name.as_str());
        let message = format!("no targets to check in {}", abbreviated(names));
        return Err(Failure::Nothing(message));
    }
    Ok(Selection {
        targets,
        root: metadata.workspace_root.clone().into(),
        libraries: libraries(&metadata.workspace_packages()),
        with_models: with_models(input, &packages),
        library: libraries_selected
            .pop()
            .filter(|_| libraries_selected.is_empty()),
        platform,
        is_named: is_explicit(input) && !input.targets.bins,
        has_relata: metadata
            .packages
            .iter()
            .any(|it| it.name.as_str() == "relata"),
    })
}

/// Whether targets are selected by kind or name.
fn is_explicit(input: &Input) -> bool {
    let selected = &input.targets;
    let mut lists = [&selected.bin, &selected.example, &selected.test].into_iter();
    selected.lib || selected.bins || lists.any(|it| !it.is_empty())
}

fn is_selected(input: &Input, kind: Kind, name: &str) -> bool {
    let selected = &input.targets;
    let among = |names: &[String]| names.iter().any(|it| it == name);
    match kind {
        Kind::Library => selected.lib,
        Kind::Binary => selected.bins || among(&selected.bin) || !is_explicit(input),
        Kind::Example => among(&selected.example),
        Kind::Test => among(&selected.test),
    }
}

/// The selected targets of the packages.
fn all_targets(
    packages: &[&Package],
    input: &Input,
    is_selected: impl Fn(Kind, &str) -> bool,
) -> Vec<Target> {
    let features = features(input);
    let mut targets = Vec::new();
    for package in packages {
        for target in &package.targets {
            let kind = Kind::of(target).filter(|kind| is_selected(*kind, &target.name));
            targets.extend(kind.map(|kind| Target {
                package: package.id.clone(),
                package_name: package.name.to_string(),
                manifest_dir: folder(package).to_owned(),
                kind,
                name: target.name.clone(),
                required_features: target.required_features.clone(),
                features: features_of(package, &features),
            }));
        }
    }
    targets
}

/// The crate names of the libraries in the packages.
fn libraries(packages: &[&Package]) -> Vec<String> {
    let targets = packages.iter().flat_map(|it| &it.targets);
    let libraries = targets.filter(|it| Kind::of(it) == Some(Kind::Library));
    libraries.map(|it| crate_name(&it.name)).collect()
}

/// The libraries with a direct dependency on relata, unless targets are selected explicitly.
fn with_models(input: &Input, packages: &[&Package]) -> Vec<String> {
    let has_relata = |package: &&Package| {
        let mut dependencies = package.dependencies.iter();
        dependencies.any(|it| it.name == "relata" && it.kind == DependencyKind::Normal)
    };
    if is_explicit(input) {
        return Vec::new();
    }
    let packages: Vec<&Package> = packages.iter().copied().filter(has_relata).collect();
    libraries(&packages)
}

/// The target triple of the option, of the environment, or of the host.
fn platform(input: &Input) -> Option<String> {
    if let Some(triple) = &input.compilation.target {
        return Some(triple.clone());
    }
    if let Ok(triple) = std::env::var("CARGO_BUILD_TARGET") {
        return Some(triple);
    }
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "))?;
    Some(host.to_owned())
}

/// Reports a selected name that no target has.
fn reject_unknown_targets(
    input: &Input,
    packages: &[&Package],
    found: &[Target],
) -> Result<(), Failure> {
    let selected = &input.targets;
    let lists = [
        (Kind::Binary, &selected.bin),
        (Kind::Example, &selected.example),
        (Kind::Test, &selected.test),
    ];
    for (kind, names) in lists {
        for name in names {
            if found.iter().any(|it| it.kind == kind && it.name == *name) {
                continue;
            }
            let all = packages.iter().flat_map(|it| &it.targets);
            let available: BTreeSet<&str> = all
                .filter(|it| Kind::of(it) == Some(kind))
                .map(|it| it.name.as_str())
                .collect();
            let kind = kind.name();
            let available = if available.is_empty() {
                format!("there are no {kind} targets")
            } else {
                format!("available {kind} targets: {}", listed(available))
            };
            return Err(Failure::Usage(format!(
                "no {kind} target named {}; {available}",
                quoted(name)
            )));
        }
    }
    Ok(())
}

/// The selected packages, or those that cargo builds by default.
fn packages<'m>(metadata: &'m Metadata, input: &Input) -> Result<Vec<&'m Package>, Failure> {
    let selected = &input.workspace;
    let members = metadata.workspace_packages();
    let named = |specs: &[String]| -> Result<Vec<&'m Package>, Failure> {
        let found = specs.iter().map(|spec| find_package(&members, spec, input));
        found.collect()
    };
    let (included, excluded) = (named(&selected.package)?, named(&selected.exclude)?);
    let is_all = selected.workspace || selected.all;
    if !selected.exclude.is_empty() && !is_all {
        let text = "`--exclude` can only be used together with `--workspace`";
        return Err(Failure::Usage(text.to_owned()));
    }
    let chosen: Vec<&Package> = if is_all {
        let is_excluded = |it: &&Package| excluded.iter().any(|other| other.id == it.id);
        members.into_iter().filter(|it| !is_excluded(it)).collect()
    } else if !included.is_empty() {
        included
    } else {
        match metadata.root_package() {
            Some(package) if folder(package) != Path::new(&metadata.workspace_root) => {
                vec![package]
            }
            // The default members of the workspace, or all members.
            _ => metadata.workspace_default_packages(),
        }
    };
    Ok(chosen)
}

/// The package that a spec names: by its name, or by a package ID specification.
fn find_package<'m>(
    members: &[&'m Package],
    spec: &str,
    input: &Input,
) -> Result<&'m Package, Failure> {
    let by_name = members.iter().find(|it| it.name.as_str() == spec);
    let by_cargo = || {
        let mut command = Command::new(cargo());
        command.arg("pkgid").args(manifest_flags(input));
        let output = command.args(["--", spec]).output().ok()?;
        let id = String::from_utf8(output.stdout).ok()?;
        members.iter().find(|it| it.id.repr == id.trim())
    };
    by_name.or_else(by_cargo).copied().ok_or_else(|| {
        let available = members.iter().map(|it| it.name.as_str());
        Failure::Usage(format!(
            "no package {} in the workspace; available packages: {}",
            quoted(spec),
            listed(available)
        ))
    })
}

/// The packages of the workspace, without their dependencies.
pub(crate) fn members(input: &Input) -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    command
        .no_deps()
        .other_options(manifest_flags(input))
        .env("CARGO_TERM_COLOR", "never");
    command.exec().map_err(metadata_failure)
}

/// Runs `cargo metadata`, which downloads missing dependencies unless `--offline` is given.
fn metadata(input: &Input, platform: Option<&str>) -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    let mut flags = manifest_flags(input);
    if let Some(platform) = platform {
        flags.extend(["--filter-platform".to_owned(), platform.to_owned()]);
    }
    command.other_options(flags);
    command.env("CARGO_TERM_COLOR", "never");
    command.exec().map_err(metadata_failure)
}

fn metadata_failure(error: cargo_metadata::Error) -> Failure {
    match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            let at = stderr.find("error: ").map_or(0, |at| at + "error: ".len());
            Failure::Metadata(stderr[at..].trim().to_owned())
        }
        other => Failure::Metadata(other.to_string()),
    }
}

/// The cargo that runs this command, or the one in `PATH`.
pub(crate) fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// The selected features that a package has, without the name of the package.
fn features_of(package: &Package, features: &[String]) -> Vec<String> {
    let known = |feature: &String| match feature.split_once('/') {
        Some((of, own)) if package.name.as_str() == of => Some(own.to_owned()),
        Some((of, _)) => {
            let of = of.trim_end_matches('?');
            let mut dependencies = package.dependencies.iter();
            let is_of =
                |it: &cargo_metadata::Dependency| it.rename.as_deref().unwrap_or(&it.name) == of;
            dependencies.any(is_of).then(|| feature.clone())
        }
        None => package
            .features
            .contains_key(feature)
            .then(|| feature.clone()),
    };
    features.iter().filter_map(known).collect()
}

pub(crate) fn folder(package: &Package) -> &Path {
    let manifest = package.manifest_path.as_std_path();
    manifest.parent().unwrap_or(manifest)
}
