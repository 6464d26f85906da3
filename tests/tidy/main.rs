//! Facts about this repository that its readers rely on: each rule has a file, a page and a test, and no file is too long.

mod imports;
mod ratchet;
mod size;
mod tokens;
mod wording;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use relata::Rule;

/// The library, its derive and what they share.
const LIBRARY: [&str; 4] = ["src", "macros/src", "record/src", "syntax/src"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file in a folder and in those below it, except what cargo builds there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                found.push(path);
            } else if path.file_name().unwrap() != "target" {
                folders.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = files(&root().join(folder));
    found.retain(|path| path.extension().is_some_and(|it| it == "rs"));
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

/// The path in this repository, alike on every platform.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.display().to_string().replace('\\', "/")
}

/// Whether a line declares this module, whichever side sees it; one that is commented out does not.
fn declares(line: &str, module: &str) -> bool {
    let declared = line.trim().strip_suffix(&format!("mod {module};"));
    declared.is_some_and(|before| {
        let before = before.trim_end();
        before.is_empty() || (before.starts_with("pub") && !before.contains("//"))
    })
}

#[test]
fn a_module_in_a_comment_is_not_declared() {
    for line in ["mod x;", "    pub mod x;", "pub(crate) mod x;"] {
        assert!(declares(line, "x"), "{line}");
    }
    for line in [
        "// mod x;",
        "    // pub mod x;",
        "/* mod x;",
        "mod ax;",
        "xmod x;",
        "pub // mod x;",
    ] {
        assert!(!declares(line, "x"), "{line}");
    }
}

/// A file that no `mod` declares is in no program, and nothing tells.
#[test]
fn every_test_is_in_a_program() {
    for folder in [
        "tests/derive",
        "tests/records",
        "tests/reports",
        "tests/linking",
    ] {
        for path in sources(folder) {
            let name = path.file_stem().unwrap().display().to_string();
            let folder = path.parent().unwrap();
            let inside = ["main.rs", "modules.rs"].map(|name| folder.join(name));
            let parents = inside.into_iter().chain([folder.with_extension("rs")]);
            let parents = parents.filter(|it| it.exists() && *it != path);
            let declared: Vec<String> = parents.map(|it| read(&it)).collect();
            // What is in a `src` is a package that a test builds.
            if !declared.is_empty() && !folder.ends_with("src") {
                let declared = declared.concat();
                let is_declared = |line: &str| declares(line, &name);
                // The modules of rules are declared by a macro.
                assert!(
                    name.parse::<Rule>().is_ok() || declared.lines().any(is_declared),
                    "{} is declared by no `mod`",
                    shown(&path)
                );
            }
        }
    }
}

#[test]
fn a_rule_is_a_file_an_explanation_and_a_test() {
    for rule in Rule::ALL {
        let code = rule_file(*rule, "rs");
        assert!(read(&code).starts_with("//! "), "{}", shown(&code));
        let explanation = read(&rule_file(*rule, "md"));
        assert_eq!(explanation, rule.explanation());
        let lines: Vec<&str> = explanation.lines().collect();
        assert!(lines.len() > 10, "{rule}.md has only {} lines", lines.len());
        // The first line is the summary of the documentation, the last paragraph says the level.
        assert!(
            lines[0].ends_with('.') && lines[1].is_empty(),
            "{rule}.md: {}",
            lines[0]
        );
        let level = format!("{:?}", rule.default_level()).to_lowercase();
        let last = explanation.replace('\r', "");
        let last = last.rsplit("\n\n").next().unwrap_or_default();
        assert!(
            last.starts_with(&format!("Level: {level}")),
            "{rule}.md: {last}"
        );
        let path = format!("tests/reports/rules/{rule}.rs");
        let test = read(&root().join(&path));
        assert!(test.contains("#[test]"), "{path} has no test");
    }
}

/// The file of a rule, in the folder of its family.
fn rule_file(rule: Rule, extension: &str) -> PathBuf {
    let name = format!("{rule}.{extension}");
    let mut found = files(&root().join("src/rules"));
    found.retain(|path| path.file_name().is_some_and(|it| it == &*name));
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    let inside = found[0].strip_prefix(root().join("src/rules")).unwrap();
    assert_eq!(inside.iter().count(), 2, "{name} is in no family");
    found.swap_remove(0)
}

#[test]
fn a_name_is_the_rule() {
    for rule in Rule::ALL {
        assert_eq!(rule.name().parse(), Ok(*rule));
        assert_eq!(rule.to_string(), rule.name());
    }
    let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    let unknown = "missing_targets".parse::<Rule>().unwrap_err();
    assert_eq!(unknown.to_string(), "unknown rule `missing_targets`");
}

#[test]
fn each_rule_is_reached_by_its_own_test() {
    for rule in Rule::ALL {
        let test = read(&root().join(format!("tests/reports/rules/{rule}.rs")));
        let headline = |line: &str| {
            ["error", "warning"]
                .map(|level| format!("{level}[{rule}]: "))
                .iter()
                .any(|it| line.trim_start().starts_with(it))
        };
        assert!(
            test.lines().any(headline),
            "no report in tests/reports/rules/{rule}.rs shows what it tells"
        );
    }
}

#[test]
fn no_file_is_too_long() {
    let mut too_long = Vec::new();
    let limits = [
        ("src", 400),
        ("macros/src", 400),
        ("record/src", 400),
        ("syntax/src", 400),
        ("cargo-relata/src", 400),
        ("tests", 740),
        ("macros/tests", 700),
        ("cargo-relata/tests", 720),
    ];
    for (folder, limit) in limits {
        for path in sources(folder) {
            let lines = read(&path).lines().count();
            if lines > limit {
                too_long.push(format!("{}: {lines} lines", shown(&path)));
            }
        }
    }
    assert!(too_long.is_empty(), "{too_long:#?}");
}

#[test]
fn no_file_is_called_after_nothing() {
    for folder in [
        "src",
        "macros/src",
        "record/src",
        "syntax/src",
        "cargo-relata/src",
        "tests",
    ] {
        for path in sources(folder) {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let says_nothing = ["utils", "util", "helpers", "helper", "common", "misc"];
            assert!(!says_nothing.contains(&name), "{}", shown(&path));
        }
    }
}

#[test]
fn the_library_prints_nothing() {
    for path in LIBRARY.map(sources).iter().flatten() {
        let text = read(path);
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for print in ["print!(", "println!(", "dbg!("] {
                assert!(!line.contains(print), "{}: {line}", shown(path));
            }
        }
    }
}

/// A linker knows the slice of linkme by its name alone, so that says of which major version it is.
#[test]
fn the_slice_is_of_this_version() {
    let manifest = read(&root().join("record/Cargo.toml"));
    let (_, version) = manifest.split_once("\nversion = \"").unwrap();
    let major = version.split('.').next().unwrap();
    let channels = read(&root().join("record/src/channels.rs"));
    let slice = format!("pub static RELATA_RECORD_{major}_ENTRIES: [Entry];");
    assert!(channels.contains(&slice), "{slice}");
}
