//! The features that are on, next to those that cargo resolves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::shop::shop;
use super::{Reading, read};

#[test]
fn features_are_those_of_cargo() {
    let root = shop("features");
    let settings: [&[&str]; 14] = [
        &[],
        &["--no-default-features"],
        &["--all-features"],
        &["--features", "admin"],
        &["--features", "admin,cache audit"],
        &["--features", "audit"],
        &["--features", "server/cache"],
        &["--features", "models/hasher,models/weak"],
        &["--features", "models/weak"],
        &["--workspace"],
        &["-p", "shop-admin"],
        &["-p", "shop-database", "-p", "shop-derive"],
        &["-p", "shop-database", "--features", "cache"],
        &["-p", "shop-*", "-p", "server", "--all-features"],
    ];
    for arguments in settings {
        let mut options = Reading::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().unwrap().to_string();
            match *argument {
                "--no-default-features" => options.no_default_features = true,
                "--all-features" => options.all_features = true,
                "--workspace" => options.workspace = true,
                "--features" => options.features.push(value()),
                _ => options.packages.push(value()),
            }
        }
        let workspace = read(&root, &options);
        // The procedural macro is built for the compiler.
        let built = workspace.members.iter();
        let built = built.filter(|it| it.is_built && it.name != "shop-derive");
        let features = built.map(|it| (it.name.clone(), (*it.features).clone()));
        let ours: BTreeMap<String, BTreeSet<String>> = features.collect();
        let mut theirs = tree(&root, arguments);
        theirs.remove("shop-derive");
        assert_eq!(ours, theirs, "{arguments:?}");
    }
}

/// What cargo would build, with its features.
fn tree(root: &Path, arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(root)
        .args(["tree", "--offline", "--prefix", "none"]);
    cargo
        .args([
            "--edges",
            "no-dev,no-build,no-proc-macro",
            "--format",
            "{p}|{f}",
        ])
        .args(arguments);
    let output = cargo.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut found = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let Some((package, features)) = line.split_once('|') else {
            continue;
        };
        let name = package.split(' ').next().unwrap();
        let features = features.trim_end_matches(" (*)").split(',');
        let features = features.filter(|it| !it.is_empty());
        let features: BTreeSet<String> = features.map(str::to_owned).collect();
        found.insert(name.to_owned(), features);
    }
    found
}
