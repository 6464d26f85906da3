//! Little workspaces, as cargo lists them and as their manifests are read: both must be the same. It is a module of the
//! library, because nothing of it is public: `cargo test -p relata --features source --lib`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use expect_test::{Expect, expect};

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
                    !it.is_linkable && it.kind == super::MemberKind::Library,
                    " unlinkable",
                ),
                (!it.required_features.is_empty(), " requires"),
            ];
            marks.iter().filter(|it| it.0).for_each(|it| text += it.1);
            writeln!(text, " {}", it.required_features.join(" ")).unwrap();
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
    text.lines()
        .map(|it| format!("{}\n", it.trim_end()))
        .collect()
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

/// A workspace with everything that manifests can say.
fn shop(name: &str) -> PathBuf {
    write(
        name,
        &[
            (
                "Cargo.toml",
                r#"
[workspace]
members = ["crates/*", "server"]
exclude = ["crates/old"]
default-members = ["server"]
resolver = "2"
[workspace.package]
version = "2.1.0"
edition = "2021"
[workspace.dependencies]
shop-models = { path = "crates/models", default-features = false, features = ["ids"] }
shop_db = { package = "shop-database", path = "crates/db" }
[workspace.metadata.relata]
exclude = ["shop_models::snapshots"]
"#,
            ),
            (
                "server/Cargo.toml",
                r#"
[package]
name = "server"
version.workspace = true
edition = { workspace = true }
autotests = false
[features]
default = ["mail"]
mail = ["models/mail"]
admin = ["dep:shop-admin"]
audit = ["shop-admin?/audit"]
cache = ["shop_db/cache"]
[dependencies]
models = { path = "../crates/models", package = "shop-models", features = ["money"] }
shop_db = { workspace = true, features = ["pool"] }
shop-admin = { path = "../crates/admin", optional = true }
[target.'cfg(unix)'.dependencies]
shop-unix = { path = "../crates/unix" }
[target.'cfg(windows)'.dependencies]
shop-windows = { path = "../crates/windows" }
[dev-dependencies]
shop-tests = { path = "../crates/tests" }
[build-dependencies]
shop-build = { path = "../crates/build" }
[[bin]]
name = "report"
path = "src/reports.rs"
required-features = ["admin"]
[package.metadata.relata]
include = ["server::orm"]
"#,
            ),
            ("server/src/main.rs", "fn main() {}"),
            ("server/src/reports.rs", "fn main() {}"),
            ("server/src/bin/import.rs", "fn main() {}"),
            ("server/src/bin/export/main.rs", "fn main() {}"),
            ("server/src/bin/export/rows.rs", ""),
            ("server/tests/api.rs", ""),
            ("server/examples/call.rs", "fn main() {}"),
            (
                "crates/models/Cargo.toml",
                r#"
[package]
name = "shop-models"
version.workspace = true
[features]
default = ["extra"]
extra = []
ids = []
money = ["ids"]
mail = []
weak = ["hasher?/fast"]
[lib]
name = "models_of_shop"
path = "lib/models.rs"
crate-type = ["rlib", "cdylib"]
[dependencies]
hasher = { path = "../hasher", optional = true }
"#,
            ),
            ("crates/models/lib/models.rs", ""),
            (
                "crates/db/Cargo.toml",
                r#"
[package]
name = "shop-database"
version = "0.3.0"
edition = "2024"
[features]
cache = ["hasher"]
pool = []
[dependencies]
shop-models.workspace = true
hasher = { path = "../hasher", optional = true, default-features = false, features = ["fast"] }
shop-derive = { path = "../derive" }
"#,
            ),
            ("crates/db/src/lib.rs", ""),
            (
                "crates/hasher/Cargo.toml",
                "[package]\nname = 'hasher'\nversion = '1.0.0'\n[features]\ndefault = ['slow']\nslow = []\nfast = []\n",
            ),
            ("crates/hasher/src/lib.rs", ""),
            (
                "crates/derive/Cargo.toml",
                "[package]\nname = 'shop-derive'\nversion = '1.0.0'\nedition = '2018'\n[lib]\nproc-macro = true\n\
                 [dependencies]\nhasher = { path = '../hasher', features = ['fast'] }\n",
            ),
            ("crates/derive/src/lib.rs", ""),
            (
                "crates/admin/Cargo.toml",
                "[package]\nname = 'shop-admin'\nversion = '1.0.0'\nedition = '2021'\n\
                 [features]\naudit = []\n[dependencies]\nshop-models = { workspace = true, default-features = true }\n",
            ),
            ("crates/admin/src/lib.rs", ""),
            ("crates/unix/Cargo.toml", &package("shop-unix")),
            ("crates/unix/src/lib.rs", ""),
            ("crates/windows/Cargo.toml", &package("shop-windows")),
            ("crates/windows/src/lib.rs", ""),
            (
                "crates/tests/Cargo.toml",
                &format!(
                    "{}[dependencies]\nshop-models = {{ path = '../models', features = ['weak'] }}\n",
                    package("shop-tests")
                ),
            ),
            ("crates/tests/src/lib.rs", ""),
            ("crates/build/Cargo.toml", &package("shop-build")),
            ("crates/build/src/lib.rs", ""),
            (
                "crates/old/Cargo.toml",
                "[package]\nname = 'old'\nversion = '1.0.0'\n",
            ),
            ("crates/old/src/lib.rs", ""),
        ],
    )
}

fn package(name: &str) -> String {
    format!("[package]\nname = '{name}'\nversion = '1.0.0'\nedition = '2021'\n")
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
fn features_are_those_of_cargo() {
    let root = shop("features");
    let settings: [&[&str]; 12] = [
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
        let built = workspace.members.iter().filter(|it| it.is_built);
        let ours: BTreeMap<String, BTreeSet<String>> = built
            .map(|it| (it.name.clone(), (*it.features).clone()))
            .collect();
        let mut theirs = tree(&root, arguments);
        // The procedural macro is built for the compiler.
        theirs.entry("shop-derive".to_owned()).or_default();
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

fn fault(folder: &Path, options: &Reading) -> String {
    Workspace::read(folder, options).unwrap_err().to_string()
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

/// Files and folders by names, an explicit target with the file of another, a library with another name.
#[test]
fn targets_are_found_as_cargo_finds_them() {
    let manifest = |edition: &str, rest: &str| {
        format!(
            "[workspace]\n[package]\nname = 'my-app'\nversion = '1.0.0'\nedition = '{edition}'\n{rest}"
        )
    };
    let files = [
        "src/lib.rs",
        "src/main.rs",
        "src/bin/one.rs",
        "src/bin/two/main.rs",
        "src/bin/two/more.rs",
        "src/bin/folder.rs/text.txt",
        "examples/show.rs",
        "tests/it.rs",
        "tests/big/main.rs",
        "tests/helpers/mod.rs",
        "benches/fast.rs",
        "build.rs",
    ];
    let cases = [
        ("plain", manifest("2024", "")),
        (
            "explicit",
            manifest(
                "2021",
                "[[bin]]\nname = 'server'\npath = 'src/main.rs'\n[[bin]]\nname = 'two'\n",
            ),
        ),
        (
            "off",
            manifest(
                "2021",
                "autobins = false\nautoexamples = false\n[[test]]\nname = 'it'\nharness = false\n",
            ),
        ),
        (
            "old",
            manifest(
                "2015",
                "[[bin]]\nname = 'one'\n[lib]\nname = 'mine'\ncrate-type = ['cdylib']\n",
            ),
        ),
        ("no_library", manifest("2021", "autolib = false\n")),
    ];
    let mut all = String::new();
    for (name, manifest) in &cases {
        let mut written = vec![("Cargo.toml", manifest.as_str())];
        written.extend(files.iter().map(|it| (*it, "")));
        let folder = write(&format!("targets/{name}"), &written);
        writeln!(all, "{name}\n{}", list(&read(&folder, &Reading::default()))).unwrap();
    }
    expect![[r#"
        plain
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library my_app src/lib.rs
          Binary my_app src/main.rs
          Binary one src/bin/one.rs
          Binary two src/bin/two/main.rs
          Example show examples/show.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

        explicit
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library my_app src/lib.rs
          Binary one src/bin/one.rs
          Binary server src/main.rs
          Binary two src/bin/two/main.rs
          Example show examples/show.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

        off
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library my_app src/lib.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

        old
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library mine src/lib.rs 2015 unlinkable
          Binary one src/bin/one.rs 2015
          Example show examples/show.rs 2015
          Test big tests/big/main.rs 2015
          Test it tests/it.rs 2015
          Bench fast benches/fast.rs 2015

        no_library
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Binary my_app src/main.rs
          Binary one src/bin/one.rs
          Binary two src/bin/two/main.rs
          Example show examples/show.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

    "#]]
    .assert_eq(&all);
}

#[test]
fn a_manifest_with_a_mistake() {
    let root = write(
        "mistakes",
        &[
            (
                "Cargo.toml",
                "[workspace]\nmembers = ['app', 'bad', 'none', 'gone']\n",
            ),
            ("app/Cargo.toml", &package("app")),
            ("app/src/lib.rs", ""),
            ("bad/Cargo.toml", "[package]\nname = 'bad\n"),
            ("none/Cargo.toml", "[package]\nversion = '1.0.0'\n"),
        ],
    );
    let relative = |text: String| text.replace(&*root.to_string_lossy(), "");
    let workspace = Workspace::read(&root, &Reading::default()).unwrap();
    assert!(matches!(workspace.origin, Origin::Manifests(Some(_))));
    let skipped = workspace.skipped.iter().map(|it| relative(it.to_string()));
    let mut text = list(&workspace);
    skipped.for_each(|it| writeln!(text, "skipped: {it}").unwrap());
    for asked in ["bad", "none"] {
        writeln!(
            text,
            "{asked}: {}",
            relative(fault(&root.join(asked), &manifests()))
        )
        .unwrap();
    }
    expect![[r#"
        default: app
        current: none, selected: app
        app 1.0.0 in `app`
          Library app src/lib.rs
        skipped: `/gone/Cargo.toml` cannot be read: No such file or directory (os error 2)
        skipped: none/Cargo.toml:1:1: this does not parse: `package.name` is missing
        skipped: bad/Cargo.toml:2:12: this does not parse: invalid literal string, expected `'`
        bad: /bad/Cargo.toml:2:12: this does not parse: invalid literal string, expected `'`
        none: none/Cargo.toml:1:1: this does not parse: `package.name` is missing
    "#]]
    .assert_eq(&text);
}

#[test]
fn a_manifest_may_not_be_too_large() {
    let mut manifest = package("large");
    manifest += &"#".repeat(5 << 20);
    let root = write("large", &[("Cargo.toml", &manifest), ("src/lib.rs", "")]);
    let error = fault(&root, &manifests());
    assert!(
        error.ends_with("Cargo.toml` cannot be read: it has over 4 MiB"),
        "{error}"
    );
    // Nor too deeply nested for the stack.
    let manifest = package("deep") + "deep = " + &"[".repeat(1 << 20);
    let root = write("deep", &[("Cargo.toml", &manifest), ("src/lib.rs", "")]);
    let error = fault(&root, &manifests());
    assert!(error.contains("this does not parse"), "{error}");
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

#[test]
fn a_mistake_in_the_settings() {
    let cases = [
        "[package.metadata.relata]\ninclude = 'app::models'\n",
        "[package.metadata.relata]\nexclude = ['app', 3]\n",
        "[package.metadata.relata]\nexclude = ['app::models', 'app/models']\n",
        "[package.metadata.relata]\nexclude = ['Vec<u8>']\n",
        "[package.metadata.relata]\nincludes = []\n",
        "[package.metadata]\nother = 1\nrelata = true\n",
        "[workspace.metadata.relata]\n\n  ignore = []\n",
    ];
    let mut all = String::new();
    for settings in cases {
        let manifest = format!("[workspace]\n{}{settings}", package("app"));
        let root = write(
            "settings_mistakes",
            &[("Cargo.toml", &manifest), ("src/lib.rs", "")],
        );
        let error = fault(&root, &Reading::default());
        assert_eq!(error, fault(&root, &manifests()));
        writeln!(all, "{}", error.replace(&*root.to_string_lossy(), "")).unwrap();
    }
    expect![[r#"
        Cargo.toml:7:11: `include` is a list of module paths, such as `["blog::models"]`
        Cargo.toml:7:19: `exclude` is a list of module paths, such as `["blog::models"]`
        Cargo.toml:7:27: `app/models` is not the path of a module, such as `blog::models`
        Cargo.toml:7:12: `Vec<u8>` is not the path of a module, such as `blog::models`
        Cargo.toml:7:1: unknown key `includes` in `package.metadata.relata`: it has `include` and `exclude`
        Cargo.toml:8:1: `package.metadata.relata` is not a table
        Cargo.toml:8:3: unknown key `ignore` in `workspace.metadata.relata`: it has `include` and `exclude`
    "#]].assert_eq(&all);
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

#[test]
fn a_manifest_that_is_not_there() {
    let root = write(
        "absent",
        &[("Cargo.toml", &package("app")), ("src/lib.rs", "")],
    );
    let error = fault(&root.join("nowhere"), &manifests());
    let expected =
        "nowhere/Cargo.toml` cannot be read: no such file, and no folder around it has one";
    assert!(error.replace('\\', "/").ends_with(expected), "{error}");
}
