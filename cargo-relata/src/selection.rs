//! Which targets of which packages are to be judged, chosen as cargo would choose what to build.
//!
//! In: the options and cargo's metadata. Out: targets. Nothing is built here.

use std::fmt;
use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package, PackageId, TargetKind};
use relata::source;

use crate::failure::Failure;
use crate::options::Input;
use crate::text::listed;
use crate::verdict::Skipped;

/// The targets, and what was left out.
#[derive(Debug)]
pub(crate) struct Selection {
    pub(crate) targets: Vec<Target>,
    pub(crate) skipped: Vec<Skipped>,
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// Whether targets were asked for by kind or name.
    pub(crate) is_explicit: bool,
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

    fn is_of(self, target: &cargo_metadata::Target) -> bool {
        match self {
            Kind::Library => {
                use TargetKind::{CDyLib, DyLib, Lib, RLib, StaticLib};
                let kinds = [Lib, RLib, DyLib, CDyLib, StaticLib];
                target.kind.iter().any(|it| kinds.contains(it))
            }
            Kind::Binary => target.is_bin(),
            Kind::Example => target.is_example(),
            Kind::Test => target.is_test(),
        }
    }
}

impl Target {
    pub(crate) fn is_library(&self) -> bool {
        self.kind == Kind::Library
    }

    /// What of the source is in it.
    pub(crate) fn source(&self, input: &Input) -> source::Target {
        let dir = &self.manifest_dir;
        let target = match self.kind {
            // It is judged as its unit tests link it.
            Kind::Library => source::Target::library(dir).with_cfg_test(true),
            Kind::Binary => source::Target::binary(dir, &self.name),
            Kind::Example => source::Target::example(dir, &self.name),
            Kind::Test => source::Target::test(dir, &self.name),
        };
        let target = match &input.compilation.target {
            Some(triple) => target.platform(triple),
            None => target.platform(env!("TARGET")),
        };
        target.cargo_options(feature_flags(input, &self.features))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = (self.kind.name(), &self.name);
        if self.package_name == *name {
            write!(f, "{kind} `{name}`")
        } else {
            write!(f, "{kind} `{name}` of `{}`", self.package_name)
        }
    }
}

/// The flags of cargo that say which features are on.
pub(crate) fn feature_flags(input: &Input, features: &[String]) -> Vec<String> {
    let mut flags = Vec::new();
    if input.features.all_features {
        flags.push("--all-features".to_owned());
    }
    if input.features.no_default_features {
        flags.push("--no-default-features".to_owned());
    }
    if !features.is_empty() {
        flags.push("--features".to_owned());
        flags.push(features.join(","));
    }
    flags
}

/// The features that are asked for, one by one.
pub(crate) fn features(input: &Input) -> Vec<String> {
    let all = input.features.features.iter();
    let each = all.flat_map(|it| it.split([',', ' ']));
    each.filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A flag that only counts where something is built, if one is given.
pub(crate) fn flag(input: &Input) -> Option<&'static str> {
    let (targets, compilation) = (&input.targets, &input.compilation);
    let (workspace, manifest) = (&input.workspace, &input.manifest);
    let flags = [
        ("--package", !workspace.package.is_empty()),
        ("--workspace", workspace.workspace || workspace.all),
        ("--exclude", !workspace.exclude.is_empty()),
        ("--lib", targets.lib),
        ("--bins", targets.bins),
        ("--bin", !targets.bin.is_empty()),
        ("--example", !targets.example.is_empty()),
        ("--test", !targets.test.is_empty()),
        ("--features", !input.features.features.is_empty()),
        ("--all-features", input.features.all_features),
        ("--no-default-features", input.features.no_default_features),
        ("--release", compilation.release),
        ("--profile", compilation.profile.is_some()),
        ("--target", compilation.target.is_some()),
        ("--target-dir", compilation.target_dir.is_some()),
        ("--jobs", compilation.jobs.is_some()),
        ("--manifest-path", manifest.manifest_path.is_some()),
        ("--locked", manifest.locked),
        ("--offline", manifest.offline),
        ("--frozen", manifest.frozen),
    ];
    flags
        .into_iter()
        .find(|(_, given)| *given)
        .map(|(flag, _)| flag)
}

/// The flags of cargo that say where the package is and what may be fetched.
pub(crate) fn manifest_flags(input: &Input) -> Vec<String> {
    let manifest = &input.manifest;
    let mut flags = Vec::new();
    if let Some(path) = &manifest.manifest_path {
        flags.push("--manifest-path".to_owned());
        flags.push(path.display().to_string());
    }
    let switches = [
        ("--locked", manifest.locked),
        ("--offline", manifest.offline),
        ("--frozen", manifest.frozen),
    ];
    let on = switches.into_iter().filter(|(_, on)| *on);
    flags.extend(on.map(|(flag, _)| flag.to_owned()));
    flags
}

/// Chooses what is to be judged.
pub(crate) fn select(input: &Input) -> Result<Selection, Failure> {
    let metadata = metadata(input)?;
    let packages = packages(&metadata, input)?;
    let asked = &input.targets;
    let is_explicit = asked.lib
        || asked.bins
        || [&asked.bin, &asked.example, &asked.test]
            .iter()
            .any(|it| !it.is_empty());
    let asked_features = features(input);
    let mut targets = Vec::new();
    for package in &packages {
        let of_kind = |kind: Kind| {
            let all = package.targets.iter().filter(move |it| kind.is_of(it));
            all.map(move |it| (kind, it))
        };
        let named = |kind: Kind, names: &[String]| {
            let names = names.to_vec();
            of_kind(kind).filter(move |(_, it)| names.contains(&it.name))
        };
        let mut chosen = Vec::new();
        if is_explicit {
            chosen.extend(of_kind(Kind::Library).filter(|_| asked.lib));
            chosen.extend(
                of_kind(Kind::Binary).filter(|(_, it)| asked.bins || asked.bin.contains(&it.name)),
            );
            chosen.extend(named(Kind::Example, &asked.example));
            chosen.extend(named(Kind::Test, &asked.test));
        } else {
            chosen.extend(of_kind(Kind::Binary));
            // A library is judged in the programs that use it, if there are any.
            if chosen.is_empty() && packages.len() == 1 {
                chosen.extend(of_kind(Kind::Library));
            }
        }
        let target = |(kind, target): (Kind, &cargo_metadata::Target)| Target {
            package: package.id.clone(),
            package_name: package.name.to_string(),
            manifest_dir: folder(package).to_owned(),
            kind,
            name: target.name.clone(),
            required_features: target.required_features.clone(),
            features: features_of(package, &asked_features),
        };
        targets.extend(chosen.into_iter().map(target));
    }
    if targets.is_empty() && !is_explicit {
        // A workspace of libraries alone.
        for package in &packages {
            let libraries = package.targets.iter().filter(|it| Kind::Library.is_of(it));
            targets.extend(libraries.map(|it| Target {
                package: package.id.clone(),
                package_name: package.name.to_string(),
                manifest_dir: folder(package).to_owned(),
                kind: Kind::Library,
                name: it.name.clone(),
                required_features: Vec::new(),
                features: features_of(package, &asked_features),
            }));
        }
    }
    all_found(input, &packages, &targets)?;
    if targets.is_empty() {
        let names = packages.iter().map(|it| it.name.as_str());
        let what = format!("{} has no target to check", listed(names));
        return Err(Failure::Nothing(what));
    }
    Ok(Selection {
        targets,
        skipped: Vec::new(),
        root: metadata.workspace_root.clone().into(),
        is_explicit,
    })
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
            let there: Vec<&str> = there
                .filter(|it| kind.is_of(it))
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
    let known = |name: &str| members.iter().any(|it| is_called(it, name));
    let names = asked.package.iter().chain(&asked.exclude);
    if let Some(unknown) = names.into_iter().find(|it| !known(it)) {
        let there = members.iter().map(|it| it.name.as_str());
        return Err(Failure::Usage(format!(
            "no package of the workspace is called {}; there is {}",
            listed([unknown.as_str()]),
            listed(there)
        )));
    }
    let is_all = asked.workspace || asked.all;
    if !asked.exclude.is_empty() && !is_all {
        let text = "`--exclude` needs `--workspace` beside it";
        return Err(Failure::Usage(text.to_owned()));
    }
    let is_excluded = |package: &Package| asked.exclude.iter().any(|it| is_called(package, it));
    let chosen: Vec<&Package> = if is_all {
        members.into_iter().filter(|it| !is_excluded(it)).collect()
    } else if !asked.package.is_empty() {
        let is_asked = |package: &&Package| asked.package.iter().any(|it| is_called(package, it));
        members.into_iter().filter(is_asked).collect()
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

/// Whether `-p` means it: by name, or by name and version.
fn is_called(package: &Package, spec: &str) -> bool {
    match spec.split_once('@') {
        Some((name, version)) => {
            package.name.as_str() == name && package.version.to_string() == version
        }
        None => package.name.as_str() == spec,
    }
}

/// Asks cargo, which brings what is missing unless it may not.
fn metadata(input: &Input) -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    let platform = input
        .compilation
        .target
        .as_deref()
        .unwrap_or(env!("TARGET"));
    let mut flags = manifest_flags(input);
    flags.extend(["--filter-platform".to_owned(), platform.to_owned()]);
    command.other_options(flags);
    command.env("CARGO_TERM_COLOR", "never");
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            Failure::Metadata(stderr.trim().trim_start_matches("error: ").to_owned())
        }
        other => Failure::Metadata(other.to_string()),
    })
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
