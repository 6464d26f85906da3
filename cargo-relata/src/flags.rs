//! Converts options to the flags of cargo.

use crate::options::Input;

/// The first given flag that selects or configures what is built.
pub(crate) fn first_target_flag(input: &Input) -> Option<&'static str> {
    let (targets, compilation) = (&input.targets, &input.compilation);
    first(&[
        ("--lib", targets.lib),
        ("--bins", targets.bins),
        ("--bin", !targets.bin.is_empty()),
        ("--example", !targets.example.is_empty()),
        ("--test", !targets.test.is_empty()),
        ("--target", compilation.target.is_some()),
    ])
    .or_else(|| first_build_flag(input))
}

/// The first given flag that only configures a build.
pub(crate) fn first_build_flag(input: &Input) -> Option<&'static str> {
    let compilation = &input.compilation;
    first(&[
        ("--release", compilation.release),
        ("--profile", compilation.profile.is_some()),
        ("--target-dir", compilation.target_dir.is_some()),
        ("--jobs", compilation.jobs.is_some()),
    ])
}

/// The first given flag that only applies to packages.
pub(crate) fn first_package_flag(input: &Input) -> Option<&'static str> {
    let (workspace, manifest) = (&input.workspace, &input.manifest);
    let flags = [
        ("--package", !workspace.package.is_empty()),
        ("--workspace", workspace.workspace || workspace.all),
        ("--exclude", !workspace.exclude.is_empty()),
        ("--features", !input.features.features.is_empty()),
        ("--all-features", input.features.all_features),
        ("--no-default-features", input.features.no_default_features),
        ("--manifest-path", manifest.path.is_some()),
        ("--locked", manifest.locked),
        ("--offline", manifest.offline),
        ("--frozen", manifest.frozen),
    ];
    first(&flags).or_else(|| first_target_flag(input))
}

fn first(flags: &[(&'static str, bool)]) -> Option<&'static str> {
    let mut flags = flags.iter();
    flags.find(|(_, given)| *given).map(|(flag, _)| *flag)
}

/// The selected features.
pub(crate) fn features(input: &Input) -> Vec<String> {
    let all = input.features.features.iter();
    let each = all.flat_map(|it| it.split([',', ' ']));
    each.filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The flags that select features.
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

/// The flags for the manifest, the lock file and network access.
pub(crate) fn manifest_flags(input: &Input) -> Vec<String> {
    let manifest = &input.manifest;
    let mut flags = Vec::new();
    if let Some(path) = &manifest.path {
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

/// The flags for the profile, the platform and the output of the build.
pub(crate) fn compilation_flags(input: &Input) -> Vec<String> {
    let compilation = &input.compilation;
    let mut flags = Vec::new();
    if compilation.release {
        flags.push("--release".to_owned());
    }
    let values = [
        ("--profile", compilation.profile.clone()),
        ("--target", compilation.target.clone()),
        ("--jobs", compilation.jobs.clone()),
        (
            "--target-dir",
            compilation
                .target_dir
                .as_ref()
                .map(|it| it.display().to_string()),
        ),
    ];
    for (flag, value) in values {
        if let Some(value) = value {
            flags.extend([flag.to_owned(), value]);
        }
    }
    flags
}
