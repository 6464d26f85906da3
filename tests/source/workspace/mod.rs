//! Little workspaces, as cargo lists them and as their manifests are read: both must be the same. It is a module of the
//! library, because nothing of it is public: `cargo test -p relata --features source --lib`.

mod features;
mod mistakes;
mod shop;
mod targets;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use expect_test::{Expect, expect};

use self::shop::shop;
use super::member::MemberKind;
use super::{Origin, Reading, Workspace};
use crate::source::packages::{Known, Packages};

/// Writes a workspace to a folder of its own.
fn write(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let program = env::current_exe().unwrap();
    let root = program.with_file_name("workspaces").join(name);
    drop(fs::remove_dir_all(&root));
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn manifests() -> Reading {
    Reading {
        no_metadata: true,
        ..Reading::default()
    }
}

/// Reads a workspace in both ways.
fn read(folder: &Path, options: &Reading) -> Workspace {
    let by_cargo = Workspace::read(folder, options).unwrap();
    assert_eq!(by_cargo.origin, Origin::CargoMetadata);
    let no_metadata = Reading {
        no_metadata: true,
        ..options.clone()
    };
    let by_manifests = Workspace::read(folder, &no_metadata).unwrap();
    assert_eq!(by_manifests.origin, Origin::Manifests(None));
    assert_eq!(list(&by_cargo), list(&by_manifests));
    by_cargo
}

fn package(name: &str) -> String {
    format!("[package]\nname = '{name}'\nversion = '1.0.0'\nedition = '2021'\n")
}

fn fault(folder: &Path, options: &Reading) -> String {
    Workspace::read(folder, options).unwrap_err().to_string()
}

/// Everything about a workspace.
fn list(workspace: &Workspace) -> String {
    let mut text = String::new();
    let name = |nth: &usize| workspace.members[*nth].name.as_str();
    let names = |all: &[usize]| all.iter().map(name).collect::<Vec<_>>().join(" ");
    let current = workspace.current.as_ref().map_or("none", name);
    writeln!(text, "default: {}", names(&workspace.default_members)).unwrap();
    writeln!(
        text,
        "current: {current}, selected: {}",
        names(&workspace.selected)
    )
    .unwrap();
    for member in &workspace.members {
        let folder = member.folder.strip_prefix(&workspace.root);
        let folder = folder.unwrap_or(&member.folder).display();
        writeln!(text, "{} {} in `{folder}`", member.name, member.version).unwrap();
        let mut targets: Vec<_> = member.targets.iter().collect();
        targets.sort_by_key(|it| (it.kind, &it.name));
        for it in targets {
            let file = it.file.strip_prefix(&member.folder).unwrap().display();
            write!(text, "  {:?} {} {file}", it.kind, it.krate).unwrap();
            let marks = [
                (it.edition_2015, " 2015"),
                (
                    !it.is_linkable && it.kind == MemberKind::Library,
                    " unlinkable",
                ),
                (!it.required_features.is_empty(), " requires"),
            ];
            marks.iter().filter(|it| it.0).for_each(|it| text += it.1);
            let required = it.required_features.iter();
            required.for_each(|it| write!(text, " {it}").unwrap());
            text.push('\n');
        }
        let dependencies: BTreeMap<_, _> = member.dependencies.iter().collect();
        for (krate, it) in dependencies {
            let member = it.member.map_or("elsewhere", |_| "member");
            let dev = if it.only_dev { " dev" } else { "" };
            writeln!(text, "  {krate} = {} {member}{dev}", it.package).unwrap();
        }
        let known: Vec<&String> = member.known_features.keys().collect();
        if !known.is_empty() {
            writeln!(text, "  on {:?} of {known:?}", member.features).unwrap();
        }
    }
    text
}

fn check(workspace: &Workspace, expected: &Expect) {
    expected.assert_eq(&list(workspace));
}

/// What is read of a workspace.
fn roots(workspace: &Workspace, packages: &Packages) -> String {
    let mut text = String::new();
    for (nth, package) in packages.list.iter().enumerate() {
        let relata = package.relata.as_ref().map(|(name, _)| name);
        writeln!(text, "{} relata: {relata:?}", package.name).unwrap();
        for root in packages.roots.iter().filter(|it| it.package == nth) {
            let file = root.file.strip_prefix(&workspace.root).unwrap().display();
            writeln!(text, "  {:?} {} {file}", root.kind, root.krate).unwrap();
        }
        for other in &packages.others[nth] {
            writeln!(text, "  other {}", other.krate).unwrap();
        }
        let names: BTreeMap<_, _> = packages.names[nth].iter().collect();
        for (name, known) in names {
            match known {
                Known::Library(to) => {
                    writeln!(text, "  {name} is {}", packages.list[*to].name).unwrap();
                }
                other => writeln!(text, "  {name} is {other:?}").unwrap(),
            }
        }
    }
    text
}

#[test]
fn both_ways_find_the_same() {
    check(
        &read(&shop("same"), &Reading::default()),
        &expect![[r#"
        default: server
        current: none, selected: server
        hasher 1.0.0 in `crates/hasher`
          Library hasher src/lib.rs 2015
          on {} of ["default", "fast", "slow"]
        server 2.1.0 in `server`
          Binary export src/bin/export/main.rs
          Binary import src/bin/import.rs
          Binary report src/reports.rs requires admin
          Binary server src/main.rs
          Example call examples/call.rs
          models = shop-models member
          shop_admin = shop-admin member
          shop_db = shop-database member
          shop_tests = shop-tests member dev
          shop_unix = shop-unix member
          shop_windows = shop-windows member
          on {"default", "mail"} of ["admin", "audit", "cache", "default", "mail"]
        shop-admin 1.0.0 in `crates/admin`
          Library shop_admin src/lib.rs
          models_of_shop = shop-models member
          on {} of ["audit"]
        shop-build 1.0.0 in `crates/build`
          Library shop_build src/lib.rs
        shop-database 0.3.0 in `crates/db`
          Library shop_database src/lib.rs
          hasher = hasher member
          models_of_shop = shop-models member
          shop_derive = shop-derive member
          on {"pool"} of ["cache", "hasher", "pool"]
        shop-derive 1.0.0 in `crates/derive`
          ProcMacro shop_derive src/lib.rs
          hasher = hasher member
        shop-models 2.1.0 in `crates/models`
          Library models_of_shop lib/models.rs 2015
          hasher = hasher member
          on {"default", "extra", "ids", "mail", "money"} of ["default", "extra", "hasher", "ids", "mail", "money", "weak"]
        shop-tests 1.0.0 in `crates/tests`
          Library shop_tests src/lib.rs
          models_of_shop = shop-models member
        shop-unix 1.0.0 in `crates/unix`
          Library shop_unix src/lib.rs
        shop-windows 1.0.0 in `crates/windows`
          Library shop_windows src/lib.rs
    "#]],
    );
}

#[test]
fn what_is_read() {
    let workspace = read(&shop("roots"), &Reading::default());
    let expected = expect![[r#"
        server relata: None
          Other export server/src/bin/export/main.rs
          Other import server/src/bin/import.rs
          Main server server/src/main.rs
          other report
          other call
          models is shop-models
          shop_admin is Elsewhere
          shop_db is shop-database
          shop_unix is shop-unix
          shop_windows is Elsewhere
        shop-database relata: None
          Library shop_database crates/db/src/lib.rs
          hasher is Elsewhere
          models_of_shop is shop-models
          shop_database is shop-database
          shop_derive is Elsewhere
        shop-models relata: None
          Library models_of_shop crates/models/lib/models.rs
          hasher is Elsewhere
          models_of_shop is shop-models
        shop-unix relata: None
          Library shop_unix crates/unix/src/lib.rs
          shop_unix is shop-unix
    "#]];
    expected.assert_eq(&roots(&workspace, &workspace.packages()));
}

#[test]
fn the_given_folder_decides_what_is_selected() {
    let root = shop("selection");
    let selected = |folder: &str, options: &Reading| {
        let workspace = read(&root.join(folder), options);
        let names = workspace.selected.iter();
        let names = names.map(|it| workspace.members[*it].name.clone());
        names.collect::<Vec<_>>().join(" ")
    };
    let all = Reading::default();
    assert_eq!(selected("", &all), "server");
    assert_eq!(selected("Cargo.toml", &all), "server");
    assert_eq!(selected("crates/models", &all), "shop-models");
    assert_eq!(selected("crates/db/src", &all), "shop-database");
    let named = |packages: &[&str], exclude: &[&str]| Reading {
        packages: packages.iter().map(ToString::to_string).collect(),
        exclude: exclude.iter().map(ToString::to_string).collect(),
        workspace: !exclude.is_empty(),
        ..Reading::default()
    };
    let pair = named(&["shop-a*", "server@2.1.0"], &[]);
    assert_eq!(selected("crates/db", &pair), "server shop-admin");
    let rest = named(&[], &["shop-*"]);
    assert_eq!(selected("", &rest), "hasher server");
    let unknown = named(&["shop", "server"], &[]);
    assert_eq!(fault(&root, &unknown), "no package `shop` in the workspace");
    let unknown = Reading {
        features: vec!["mail,faxes".to_owned()],
        ..Reading::default()
    };
    assert_eq!(
        fault(&root, &unknown),
        "no selected package has the feature `faxes`"
    );
}

#[test]
fn a_package_is_its_own_workspace() {
    let root = shop("own");
    let old = Workspace::read(&root.join("crates/old"), &manifests()).unwrap();
    check(
        &old,
        &expect![[r#"
        default: old
        current: old, selected: old
        old 1.0.0 in ``
          Library old src/lib.rs 2015
    "#]],
    );
    // What a workspace does not list is an error for cargo.
    let stray = write(
        "stray",
        &[
            ("Cargo.toml", "[workspace]\nmembers = []\n"),
            ("app/Cargo.toml", &package("app")),
            ("app/src/lib.rs", ""),
        ],
    );
    let workspace = Workspace::read(&stray.join("app"), &Reading::default()).unwrap();
    assert!(matches!(&workspace.origin, Origin::Manifests(Some(it)) if it.contains("believes")));
    check(
        &workspace,
        &expect![[r#"
        default: app
        current: app, selected: app
        app 1.0.0 in ``
          Library app src/lib.rs
    "#]],
    );
}

#[test]
fn links_to_the_folder_itself_do_not_matter() {
    let root = write(
        "links",
        &[
            (
                "Cargo.toml",
                "[workspace]\nmembers = ['**/app', 'more/*']\n",
            ),
            ("deep/app/Cargo.toml", &package("app")),
            ("deep/app/src/lib.rs", ""),
            ("more/text.txt", ""),
        ],
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink(&root, root.join("more/again")).unwrap();
    let workspace = Workspace::read(&root, &manifests()).unwrap();
    check(
        &workspace,
        &expect![[r#"
        default: app
        current: none, selected: app
        app 1.0.0 in `deep/app`
          Library app src/lib.rs
    "#]],
    );
}

#[test]
fn settings_of_the_package_come_first() {
    let workspace = read(&shop("settings"), &Reading::default());
    let mut text = String::new();
    for member in &workspace.members {
        let modules = |it: &Option<Vec<super::settings::Listed>>| {
            let listed = it.iter().flatten();
            let line = |it: &super::settings::Listed| {
                format!("{} ({}:{})", it.module, it.place.file(), it.place.line())
            };
            listed.map(line).collect::<Vec<_>>()
        };
        let settings = &member.settings;
        let (include, exclude) = (modules(&settings.include), modules(&settings.exclude));
        writeln!(text, "{}: {include:?} {exclude:?}", member.name).unwrap();
    }
    expect![[r#"
        hasher: [] ["shop_models::snapshots (Cargo.toml:14)"]
        server: ["server::orm (server/Cargo.toml:30)"] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-admin: [] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-build: [] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-database: [] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-derive: [] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-models: [] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-tests: [] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-unix: [] ["shop_models::snapshots (Cargo.toml:14)"]
        shop-windows: [] ["shop_models::snapshots (Cargo.toml:14)"]
    "#]]
    .assert_eq(&text);
}

/// The workspaces of this repository.
#[test]
fn both_ways_find_the_same_here() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["", "examples/axum", "examples/diesel", "examples/monolith"];
    let more = [
        "examples/plugin",
        "examples/sea_orm",
        "fuzz",
        "tests/fixtures/complete",
    ];
    for folder in folders.into_iter().chain(more) {
        let options = Reading {
            workspace: true,
            ..Reading::default()
        };
        let workspace = read(&here.join(folder), &options);
        assert!(!workspace.packages().roots.is_empty(), "{folder}");
    }
}
