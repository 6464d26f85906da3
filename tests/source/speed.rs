//! That the time grows as the source does, and not faster.

use std::fmt::Write;
use std::time::{Duration, Instant};

use relata::source::Target;

use super::packages::{package, read};

/// A package of so many files, each with models, functions, and a glob of all the others.
fn files(name: &str, count: usize) -> std::path::PathBuf {
    let mut root = String::from("pub use relata::Model;\n");
    let mut files = Vec::new();
    for nth in 0..count {
        writeln!(root, "mod m{nth};\npub use m{nth}::*;").unwrap();
        let mut text = String::from("use super::*;\n");
        for model in 0..3 {
            write!(
                text,
                "#[derive(Clone, Debug, Model)]\n#[relata(belongs_to(owner: \"Other\"))]\npub struct M{nth}x{model} {{\n    pub id: i64,\n    pub owner_id: i64,\n    pub name: Option<String>,\n}}\n\nimpl M{nth}x{model} {{\n    pub fn total(&self, others: &[Self]) -> i64 {{\n        let mut total = self.id;\n        for other in others {{\n            if let Some(name) = &other.name {{\n                total += name.len() as i64 * other.owner_id;\n            }} else {{\n                total -= match other.id {{ 0 => 1, n if n > 10 => n / 2, n => n }};\n            }}\n        }}\n        total\n    }}\n}}\n\n"
            )
            .unwrap();
        }
        files.push((format!("src/m{nth}.rs"), text));
    }
    files.push(("src/lib.rs".to_owned(), root));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    package(name, &files)
}

/// How long it takes beyond what cargo takes, at best.
fn time(name: &str, count: usize) -> Duration {
    let root = files(name, count);
    let target = Target::library(root);
    let reading = |_| {
        let start = Instant::now();
        assert_eq!(read(&target).models().len(), 3 * count);
        start.elapsed()
    };
    (0..3).map(reading).min().unwrap()
}

#[test]
fn a_thousand_files() {
    // Unoptimised they take long, and only how the time grows counts.
    let [few, many] = if cfg!(debug_assertions) {
        [50, 200]
    } else {
        [250, 1000]
    };
    let cargo = time("speed_1", 1);
    let less = time("speed_few", few).saturating_sub(cargo);
    let more = time("speed_many", many).saturating_sub(cargo);
    let told = format!("cargo {cargo:?}, {few} files {less:?}, {many} files {more:?}");
    assert!(more < 12 * less.max(Duration::from_millis(20)), "{told}");
    if !cfg!(debug_assertions) {
        assert!(more < Duration::from_secs(1), "{told}");
    }
}
