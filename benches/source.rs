//! How long it takes to read the source of a package of 1,000 files, beside the floor: each file read and parsed, one after
//! the other, and nothing looked for. What cargo takes for its metadata is measured apart and left out.
//!
//! `cargo bench --features source --bench source`

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]

#[path = "../tests/source/packages.rs"]
#[allow(dead_code, reason = "a test needs the rest")]
mod packages;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use packages::package;
use relata::source::{Source, Target};

const FILES: usize = 1_000;
const RUNS: usize = 5;

/// A file with three models, each of five fields and two relations, that uses all the others.
fn module(nth: usize) -> String {
    let mut text = "use crate::prelude::*;\n".to_owned();
    for model in ["A", "B", "C"] {
        writeln!(
            text,
            "/// A model.\n#[derive(Debug, Model)]\n\
             #[relata(table = \"t_{nth}_{model}\", has_many(others: \"B\", inverse = owner))]\n\
             pub struct {model}{nth} {{\n    pub id: i64,\n    pub name: String,\n    pub at: Option<String>,\n    \
             #[relata(belongs_to(Self))]\n    pub owner_id: i64,\n    pub count: u32,\n}}\n\
             impl {model}{nth} {{\n    pub fn name(&self) -> &str {{\n        &self.name\n    }}\n}}",
        )
        .unwrap();
    }
    text
}

/// The shortest of several runs.
fn best(mut run: impl FnMut()) -> Duration {
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    runs.min().unwrap_or_default()
}

fn read_whole(package: &Path) -> Source {
    Source::read(&Target::library(package)).unwrap_or_else(|error| panic!("{error}"))
}

fn main() {
    let mut files = vec![(
        "src/prelude.rs".to_owned(),
        "pub use relata::Model;".to_owned(),
    )];
    let mut root = "pub mod prelude;\n".to_owned();
    for nth in 0..FILES {
        files.push((format!("src/m{nth}.rs"), module(nth)));
        writeln!(root, "pub mod m{nth};").unwrap();
    }
    files.push(("src/lib.rs".to_owned(), root));
    let borrowed: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let many = package("bench_many", &borrowed);
    let none = package("bench_none", &[("src/lib.rs", "")]);

    let floor = best(|| {
        for (path, _) in &files {
            let text = fs::read_to_string(many.join(path)).unwrap();
            std::hint::black_box(syn::parse_file(&text).unwrap());
        }
    });
    let cargo = best(|| drop(read_whole(&none)));
    let whole = best(|| assert_eq!(read_whole(&many).models().len(), 3 * FILES));
    let read = whole.saturating_sub(cargo);
    println!("{} files, {} models", files.len(), 3 * FILES);
    println!("cargo metadata            {cargo:>10.1?}");
    println!("source, without it        {read:>10.1?}");
    println!("floor: read and parsed    {floor:>10.1?}");
    println!(
        "ratio                     {:>10.2}",
        read.as_secs_f64() / floor.as_secs_f64()
    );
}
