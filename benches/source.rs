//! How long it takes to read the source of a package of 1,000 files, next to the floor: each file read and parsed, one after
//! the other, without any search. The time that cargo takes for its metadata is measured separately and left out.
//!
//! Then how much processor time it takes to read the models of a package of 1,000 files of 200 lines, where every tenth
//! declares one. The floor is to read all files and to parse those that declare a model or a module; more than twice as much
//! is an error. Cargo does not run.
//!
//! `cargo bench --features source --bench source`

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]

#[path = "../tests/source/packages.rs"]
#[allow(dead_code, reason = "a test needs the rest")]
mod packages;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use packages::{package, read};
use relata::source::{Models, Target, Workspace};

const FILES: usize = 1_000;
const RUNS: usize = 5;

/// The shortest of several runs.
fn best(mut run: impl FnMut()) -> Duration {
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    runs.min().unwrap_or_default()
}

/// The processor time of this process, in units of 10 ms; elsewhere than on Linux the time since the start.
fn processor_time(start: Instant) -> Duration {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else {
        return start.elapsed();
    };
    let rest = stat.rsplit(") ").next().unwrap_or_default();
    let numbers = rest.split(' ').skip(11).take(2);
    Duration::from_millis(numbers.map(|it| it.parse::<u64>().unwrap() * 10).sum())
}

/// The mean processor time of several runs.
fn processor(mut run: impl FnMut()) -> Duration {
    let (start, runs) = (Instant::now(), 2 * u32::try_from(RUNS).unwrap());
    let before = processor_time(start);
    (0..runs).for_each(|_| run());
    processor_time(start).saturating_sub(before) / runs
}

fn written(name: &str, files: &[(String, String)]) -> PathBuf {
    let files = files.iter();
    let files: Vec<_> = files.map(|(path, text)| (&**path, &**text)).collect();
    package(name, &files)
}

/// A package of so many files, each with models, functions, and a glob of all the others.
fn package_of_files(name: &str, count: usize) -> PathBuf {
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
    written(name, &files)
}

/// Writes a package of 1,000 files of 200 lines, where every tenth declares a model.
fn package_of_lines(name: &str) -> PathBuf {
    let function = |nth: usize| {
        format!(
            "/// Returns the total of {nth}.\npub fn total_{nth}(rows: &[(i64, Option<String>)]) -> Result<i64, Error> {{\n    let mut total = 0;\n    for (id, name) in rows {{\n        if let Some(name) = name.as_deref().filter(|it| !it.is_empty()) {{\n            total += i64::try_from(name.len())? * id;\n        }} else {{\n            total -= match id {{\n                0 => 1,\n                n if *n > 10 => n / {nth},\n                n => *n,\n            }};\n        }}\n    }}\n    tracing::debug!(\"total {{total}} of {{}} rows\", rows.len());\n    Ok(total)\n}}\n\n"
        )
    };
    let mut files = vec![("Cargo.toml".to_owned(), MANIFEST.to_owned())];
    let mut root = String::from("pub mod ids;\n");
    files.push(("src/ids.rs".to_owned(), "pub type Id = i64;\n".to_owned()));
    for nth in 0..FILES {
        writeln!(root, "pub mod m{nth};").unwrap();
        let mut text = String::from("use crate::ids::Id;\nuse crate::Error;\n\n");
        if nth % 10 == 0 {
            let other = (nth + 10) % FILES;
            write!(
                text,
                "#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]\n#[sea_orm(table_name = \"m{nth}\")]\npub struct Model {{\n    #[sea_orm(primary_key)]\n    pub id: Id,\n    pub next_id: Id,\n    pub name: Option<String>,\n}}\n\n#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]\npub enum Relation {{\n    #[sea_orm(belongs_to = \"super::m{other}::Entity\", from = \"Column::NextId\", to = \"super::m{other}::Column::Id\")]\n    Next,\n}}\n\nimpl Related<super::m{other}::Entity> for Entity {{\n    fn to() -> RelationDef {{\n        Relation::Next.def()\n    }}\n}}\n\n"
            )
            .unwrap();
        }
        let mut number = 1;
        while text.lines().count() < 200 {
            text += &function(number);
            number += 1;
        }
        files.push((format!("src/m{nth}.rs"), text));
    }
    files.push(("src/lib.rs".to_owned(), root));
    written(name, &files)
}

/// A package without relata.
const MANIFEST: &str =
    "[workspace]\n[package]\nname = \"app\"\nversion = \"1.2.3\"\nedition = \"2024\"\n";

/// Reads all files of a folder, and parses those that contain one of these words.
fn read_and_parse(folder: &Path, words: &[&str]) -> (usize, usize) {
    let (mut files, mut parsed) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        files += 1;
        if words.iter().any(|it| text.contains(it)) {
            parsed += 1;
            std::hint::black_box(syn::parse_file(&text).unwrap());
        }
    }
    (files, parsed)
}

fn models() {
    let root = package_of_lines("bench_models");
    let source = root.join("src");
    let read = |all| {
        let workspace = Workspace::new(&root).no_metadata(true).parse_all(all);
        let models = Models::read(&workspace).unwrap();
        let findings = relata::options().check_records(&[models.records().clone()]);
        assert_eq!(findings.coverage().models as usize, FILES / 10);
    };
    let words = ["DeriveEntityModel", "pub mod m0"];
    // In a thread: what the parser keeps of a text ends with it.
    let floor = processor(|| {
        std::thread::scope(|scope| drop(scope.spawn(|| read_and_parse(&source, &words)).join()));
    });
    let (files, parsed) = read_and_parse(&source, &words);
    let (models, everything) = (processor(|| read(false)), processor(|| read(true)));
    let with_cargo = best(|| drop(Models::read(&Workspace::new(&root)).unwrap()));
    let without = best(|| drop(Models::read(&Workspace::new(&root).no_metadata(true)).unwrap()));
    let cargo = with_cargo.saturating_sub(without);
    let ratio = models.as_secs_f64() / floor.as_secs_f64();
    println!(
        "\n{files} files of 200 lines, {} models, processor time",
        FILES / 10
    );
    println!("models                    {models:>10.1?}");
    println!("floor: {parsed} files parsed   {floor:>10.1?}");
    println!("ratio                     {ratio:>10.2}");
    println!("with everything parsed    {everything:>10.1?}");
    println!("cargo metadata, besides   {cargo:>10.1?} since the start");
    assert!(ratio < 2.0, "more than twice the floor");
}

fn main() {
    let [many, none] = [("bench_many", FILES), ("bench_none", 0)];
    let [many, none] = [many, none].map(|(name, files)| package_of_files(name, files));
    let files: Vec<PathBuf> = fs::read_dir(many.join("src"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();

    let floor = best(|| {
        for path in &files {
            let text = fs::read_to_string(path).unwrap();
            std::hint::black_box(syn::parse_file(&text).unwrap());
        }
    });
    let cargo = best(|| drop(read(&Target::library(&none))));
    let whole = best(|| {
        let source = read(&Target::library(&many));
        assert_eq!(source.models().len(), 3 * FILES);
    });
    let source = whole.saturating_sub(cargo);
    println!("{} files, {} models", files.len(), 3 * FILES);
    println!("cargo metadata            {cargo:>10.1?}");
    println!("source, without it        {source:>10.1?}");
    println!("floor: read and parsed    {floor:>10.1?}");
    println!(
        "ratio                     {:>10.2}",
        source.as_secs_f64() / floor.as_secs_f64()
    );
    models();
}
