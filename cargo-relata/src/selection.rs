//! Which targets of which packages are to be judged, chosen as cargo would choose what to build.
//!
//! In: the options and cargo's metadata. Out: targets. Nothing is built here.

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
use crate::text::listed;

/// The targets, and what is to be known of their workspace.
#[derive(Debug)]
pub(crate) struct Selection {
    pub(crate) targets: Vec<Target>,
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// The crates of the workspace that are libraries.
    pub(crate) libraries: Vec<String>,
    /// Those of the selected packages that may have models, if no target was asked for.
    pub(crate) with_models: Vec<String>,
    /// For which platform cargo builds, if that is known.
    pub(crate) platform: Option<String>,
    /// Whether each target was asked for by its name.
    pub(crate) is_named: bool,
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
    /// Those of the features that are asked for which its package can have.
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
    /// As cargo has it.
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

    /// What of the source is in it.
    pub(crate) fn source(&self, input: &Input, platform: Option<&str>) -> source::Target {
        let dir = &self.manifest_dir;
        let target = match self.kind {
            // It is judged as its unit tests link it.
            Kind::Library => source::Target::library(dir).with_cfg_test(true),
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

/// Chooses what is to be judged.
pub(crate) fn select(input: &Input) -> Result<Selection, Failure> {
    let platform = platform(input);
    let metadata = metadata(input, platform.as_deref())?;
    let packages = packages(&metadata, input)?;
    let is_asked = |kind: Kind, name: &str| is_asked(input, kind, name);
    let mut targets = all_targets(&packages, input, is_asked);
    if targets.is_empty() && !is_explicit(input) {
        // A library is judged in the programs that use it, if there are any.
        targets = all_targets(&packages, input, |kind, _| kind == Kind::Library);
    }
    all_found(input, &packages, &targets)?;
    if targets.is_empty() {
        let names = packages.iter().map(|it| it.name.as_str());
        let what = format!("there is no target to check in {}", listed(names));
        return Err(Failure::Nothing(what));
    }
    Ok(Selection {
        targets,
        root: metadata.workspace_root.clone().into(),
        libraries: libraries(&metadata.workspace_packages()),
        with_models: with_models(input, &packages),
        platform,
        is_named: is_explicit(input) && !input.targets.bins,
    })
}

/// Whether targets are asked for by kind or name.
fn is_explicit(input: &Input) -> bool {
    let asked = &input.targets;
    let mut lists = [&asked.bin, &asked.example, &asked.test].into_iter();
    asked.lib || asked.bins || lists.any(|it| !it.is_empty())
}

fn is_asked(input: &Input, kind: Kind, name: &str) -> bool {
    let asked = &input.targets;
    let among = |names: &[String]| names.iter().any(|it| it == name);
    match kind {
        Kind::Library => asked.lib,
        Kind::Binary => asked.bins || among(&asked.bin) || !is_explicit(input),
        Kind::Example => among(&asked.example),
        Kind::Test => among(&asked.test),
    }
}

/// Those targets of the packages that are asked for.
fn all_targets(
    packages: &[&Package],
    input: &Input,
    is_asked: impl Fn(Kind, &str) -> bool,
) -> Vec<Target> {
    let features = features(input);
    let mut targets = Vec::new();
    for package in packages {
        for target in &package.targets {
            let kind = Kind::of(target).filter(|kind| is_asked(*kind, &target.name));
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

/// What code calls their libraries.
fn libraries(packages: &[&Package]) -> Vec<String> {
    let targets = packages.iter().flat_map(|it| &it.targets);
    let libraries = targets.filter(|it| Kind::of(it) == Some(Kind::Library));
    libraries.map(|it| crate_name(&it.name)).collect()
}

/// The libraries that depend on relata themselves, if no target is asked for.
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

/// What is asked for, or what the environment says, or what the compiler builds for if nothing else is said.
fn platform(input: &Input) -> Option<String> {
    if let Some(asked) = &input.compilation.target {
        return Some(asked.clone());
    }
    if let Ok(asked) = std::env::var("CARGO_BUILD_TARGET") {
        return Some(asked);
    }
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "))?;
    Some(host.to_owned())
}

/// Each target that is asked for by name must be one.
fn all_found(input: &Input, packages: &[&Package], found: &[Target]) -> Result<(), Failure> {
    let asked = &input.targets;
    let lists = [
        (Kind::Binary, &asked.bin),
        (Kind::Example, &asked.example),
        (Kind::Test, &asked.test),
    ];
    for (kind, names) in lists {
        for name in names {
            if found.iter().any(|it| it.kind == kind && it.name == *name) {
                continue;
            }
            let there = packages.iter().flat_map(|it| &it.targets);
            let there: BTreeSet<&str> = there
                .filter(|it| Kind::of(it) == Some(kind))
                .map(|it| it.name.as_str())
                .collect();
            let kind = kind.name();
            let there = if there.is_empty() {
                format!("there is no {kind} target")
            } else {
                format!("there is {}", listed(there))
            };
            return Err(Failure::Usage(format!(
                "no {kind} target is called {}; {there}",
                listed([name.as_str()])
            )));
        }
    }
    Ok(())
}

/// The packages that cargo would build, or those that are asked for.
fn packages<'m>(metadata: &'m Metadata, input: &Input) -> Result<Vec<&'m Package>, Failure> {
    let asked = &input.workspace;
    let members = metadata.workspace_packages();
    let named = |specs: &[String]| -> Result<Vec<&'m Package>, Failure> {
        let found = specs.iter().map(|spec| called(&members, spec, input));
        found.collect()
    };
    let (included, excluded) = (named(&asked.package)?, named(&asked.exclude)?);
    let is_all = asked.workspace || asked.all;
    if !asked.exclude.is_empty() && !is_all {
        let text = "`--exclude` needs `--workspace` beside it";
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
            // What the manifest of the workspace says, or all of them.
            _ => metadata.workspace_default_packages(),
        }
    };
    Ok(chosen)
}

/// The package that a spec means: by its name, or as cargo knows it.
fn called<'m>(members: &[&'m Package], spec: &str, input: &Input) -> Result<&'m Package, Failure> {
    let by_name = members.iter().find(|it| it.name.as_str() == spec);
    let by_cargo = || {
        let mut command = Command::new(cargo());
        command.arg("pkgid").args(manifest_flags(input));
        let output = command.args(["--", spec]).output().ok()?;
        let id = String::from_utf8(output.stdout).ok()?;
        members.iter().find(|it| it.id.repr == id.trim())
    };
    by_name.or_else(by_cargo).copied().ok_or_else(|| {
        let there = members.iter().map(|it| it.name.as_str());
        Failure::Usage(format!(
            "no package of the workspace is called {}; there is {}",
            listed([spec]),
            listed(there)
        ))
    })
}

/// Asks cargo, which brings what is missing unless it may not.
fn metadata(input: &Input, platform: Option<&str>) -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    let mut flags = manifest_flags(input);
    if let Some(platform) = platform {
        flags.extend(["--filter-platform".to_owned(), platform.to_owned()]);
    }
    command.other_options(flags);
    command.env("CARGO_TERM_COLOR", "never");
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            let at = stderr.find("error: ").map_or(0, |at| at + "error: ".len());
            Failure::Metadata(stderr[at..].trim().to_owned())
        }
        other => Failure::Metadata(other.to_string()),
    })
}

/// The program that builds: the one that has called this, if one has.
pub(crate) fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Those of the features that a package can have, by the names that it has for them.
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

fn folder(package: &Package) -> &Path {
    let manifest = package.manifest_path.as_std_path();
    manifest.parent().unwrap_or(manifest)
}
