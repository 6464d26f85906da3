//! What cargo reports about a package and all its dependencies: `cargo metadata` for the whole workspace, `cargo tree` for
//! the build of the target.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Error, Metadata, MetadataCommand, Package};

use super::target::{DevDependencies, Target};
use super::unreadable::Fault;

/// The packages that cargo builds for a target when it builds nothing else, by their folders, each with its enabled features.
#[derive(Debug)]
pub(super) struct Build(HashMap<PathBuf, BTreeSet<String>>);

impl Build {
    /// Runs `cargo tree`, which resolves features as a build does. `cargo metadata` enables those that any package of the
    /// workspace needs.
    pub(super) fn of(package: &Package, target: &Target) -> Result<Self, Fault> {
        let manifest_dir = absolute(&target.manifest_dir);
        let mut command = Command::new(program());
        command.args(["tree", "--offline", "--prefix=none", "--format={p}\t{f}"]);
        command.args(["--package", &package.id.repr, "--target", &target.platform]);
        // As for the metadata, since the ids of packages follow from the path, which can be a link.
        command
            .arg("--manifest-path")
            .arg(manifest_dir.join("Cargo.toml"));
        // Procedural macros and what they depend on are built for the compiler, with other features.
        command.arg(match target.dev_dependencies() {
            DevDependencies::Absent => "--edges=normal,no-proc-macro",
            _ => "--edges=normal,dev,no-proc-macro",
        });
        command.args(target.options());
        command.env("CARGO_TERM_COLOR", "never");
        if manifest_dir.is_dir() {
            command.current_dir(manifest_dir);
        }
        let output = command.output().map_err(|it| Fault::Tree(it.to_string()))?;
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(Fault::Tree(describe(&Error::CargoMetadata { stderr })));
        }
        let mut packages = HashMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            if let Some((folder, features)) = built(line) {
                packages.insert(folder, features);
            }
        }
        let build = Build(packages);
        if build.features(package).is_none() {
            let text = format!("it does not list package `{}` itself", package.name);
            return Err(Fault::Tree(text));
        }
        Ok(build)
    }

    /// Returns the enabled features of a local package; none if it is not part of the build.
    pub(super) fn features(&self, package: &Package) -> Option<&BTreeSet<String>> {
        self.0.get(package.manifest_path.parent()?.as_std_path())
    }
}

/// Reads a line such as `models v1.0.0 (/shop/models)`, a tab and the features. A package from a registry has no folder.
fn built(line: &str) -> Option<(PathBuf, BTreeSet<String>)> {
    let (package, features) = line.split_once('\t')?;
    let folder = package.strip_suffix(')')?.split_once(" (")?.1;
    let folder = folder.strip_prefix("proc-macro) (").unwrap_or(folder);
    let features = features.trim_end_matches(" (*)").split(',');
    let features = features.filter(|it| !it.is_empty()).map(str::to_owned);
    Some((folder.into(), features.collect()))
}

fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn absolute(manifest_dir: &Path) -> PathBuf {
    std::path::absolute(manifest_dir).unwrap_or_else(|_| manifest_dir.to_owned())
}

/// Runs `cargo metadata`, the only slow part of reading a source. Nothing is downloaded.
///
/// A package that was built has a lock file, which stays unchanged. If there is none, cargo writes it, as in the first
/// build.
pub(super) fn metadata(target: &Target) -> Result<Metadata, Fault> {
    let manifest_dir = absolute(&target.manifest_dir);
    let locked = ask(&manifest_dir, target, &["--offline", "--locked"]);
    let metadata = locked.or_else(|_| ask(&manifest_dir, target, &["--offline"]));
    metadata.map_err(|error| Fault::Cargo(describe(&error)))
}

fn ask(manifest_dir: &Path, target: &Target, options: &[&str]) -> Result<Metadata, Error> {
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest_dir.join("Cargo.toml"));
    if manifest_dir.is_dir() {
        // The configuration of cargo and the toolchain of rustup depend on it.
        command.current_dir(manifest_dir);
    }
    let platform = ["--filter-platform", &target.platform];
    let options = options.iter().chain(&platform).map(ToString::to_string);
    let options = options.chain(target.options());
    command.other_options(options.collect::<Vec<_>>());
    command.env("CARGO_TERM_COLOR", "never");
    command.exec()
}

/// Returns cargo's message, and what to do if cargo would have to download something.
pub(super) fn describe(error: &Error) -> String {
    let words = match error {
        Error::CargoMetadata { stderr } => stderr.trim().trim_start_matches("error: ").to_owned(),
        other => other.to_string(),
    };
    if words.contains("offline") {
        format!("{words}\nit ran with `--offline`; run `cargo fetch` to download what is missing")
    } else {
        words
    }
}
