//! Packages of many models, written as source: what a compiler and a linker are given.
//!
//! In: how many models, and what derives them. Out: a package in a folder of its own, and what cargo and the program say.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The attributes of each struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derive {
    Nothing,
    /// `serde::Serialize`
    Serde,
    /// `relata::Model`, with relata by these features.
    Relata(&'static [&'static str]),
    /// None, in a program that calls `init` of relata by these features.
    Init(&'static [&'static str]),
}

/// A package that was written.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// A program of so many models of 10 fields and 3 relations. It calls `init` if it is given an argument.
    pub fn write(name: &str, models: usize, derive: Derive) -> Self {
        let dependency = match derive {
            Derive::Nothing => String::new(),
            Derive::Serde => "serde = { version = \"1\", features = [\"derive\"] }".to_owned(),
            Derive::Relata(features) | Derive::Init(features) => relata(features),
        };
        let manifest = format!("{dependency}\n[profile.release]\nstrip = true");
        let main = source(models, derive);
        Package::of_files(name, &manifest, &[("src/main.rs", &main)])
    }

    /// A package of these files. Its manifest ends with the dependencies and whatever follows them.
    pub fn of_files(name: &str, dependencies: &str, files: &[(&str, &str)]) -> Self {
        let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
        let folder = work.join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{dependencies}\n"
        );
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        for (file, source) in files {
            let file = folder.join(file);
            // An unchanged file is not compiled again.
            if fs::read_to_string(&file).is_ok_and(|it| it == *source) {
                continue;
            }
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, source).unwrap();
        }
        Package {
            target: work.join("target"),
            folder,
        }
    }

    /// Runs cargo in it, quietly.
    pub fn cargo(&self, arguments: &[&str]) {
        self.cargo_with(arguments, &[]);
    }

    /// The same, with variables of the environment.
    pub fn cargo_with(&self, arguments: &[&str], variables: &[(&str, &Path)]) {
        let status = Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--quiet")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_PROFILE_DEV_DEBUG")
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
            // Empty, it is none in a configuration either.
            .env("RUSTC_WRAPPER", "")
            .env("CARGO_INCREMENTAL", "0")
            .envs(variables.iter().copied())
            .stderr(Stdio::inherit())
            .status();
        assert!(status.unwrap().success(), "cargo {arguments:?}");
    }

    /// How long cargo takes for the package itself, its dependencies being built.
    pub fn time(&self, arguments: &[&str]) -> Duration {
        self.touch();
        let start = Instant::now();
        self.cargo(arguments);
        start.elapsed()
    }

    /// So that it is compiled anew.
    pub fn touch(&self) {
        let main = self.folder.join("src/main.rs");
        let source = fs::read_to_string(&main).unwrap();
        fs::write(&main, source).unwrap();
    }

    /// How long cargo takes for all of it, nothing being built.
    pub fn time_clean(&self, arguments: &[&str]) -> Duration {
        let clean = self.clean();
        let start = Instant::now();
        clean.cargo(arguments);
        start.elapsed()
    }

    /// The same package with an empty target directory.
    pub fn clean(&self) -> Self {
        let target = self.target.join("clean");
        if target.exists() {
            fs::remove_dir_all(&target).unwrap();
        }
        Package {
            folder: self.folder.clone(),
            target,
        }
    }

    /// How many packages it depends on.
    pub fn dependencies(&self) -> usize {
        let output = Command::new(env!("CARGO"))
            .args([
                "tree",
                "--quiet",
                "--edges",
                "normal,build",
                "--prefix",
                "none",
                "--no-dedupe",
            ])
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let mut names: Vec<&str> = text
            .lines()
            .map(|it| it.split(" (").next().unwrap())
            .collect();
        names.sort_unstable();
        names.dedup();
        names.len() - 1
    }

    /// The program, built in release.
    pub fn program(&self) -> PathBuf {
        let name = self.folder.file_name().unwrap().display().to_string();
        self.program_of(&name)
    }

    /// The program of this name, built in release.
    pub fn program_of(&self, name: &str) -> PathBuf {
        self.cargo(&["build", "--release"]);
        self.target.join("release").join(name)
    }
}

/// The dependency on relata with these features.
pub fn relata(features: &[&str]) -> String {
    let path = env!("CARGO_MANIFEST_DIR");
    format!("relata = {{ path = '{path}', default-features = false, features = {features:?} }}")
}

/// The number of models in one module. The compiler makes codegen units of modules.
const MODULE: usize = 500;

fn source(models: usize, derive: Derive) -> String {
    let mut text = String::from("#![allow(dead_code, unused_imports)]\n");
    for nth in 0..models {
        if nth % MODULE == 0 {
            let part = nth / MODULE;
            writeln!(text, "use part{part}::*;\nmod part{part} {{\nuse crate::*;").unwrap();
        }
        let other = |by: usize| (nth + by) % models;
        let relata = matches!(derive, Derive::Relata(_));
        match derive {
            Derive::Nothing | Derive::Init(_) => {}
            Derive::Serde => text.push_str("#[derive(serde::Serialize)]\n"),
            Derive::Relata(_) => {
                text.push_str("#[derive(relata::Model)]\n");
                writeln!(
                    text,
                    "#[relata(has_many(children: Model{}, inverse = parent))]",
                    other(models - 1)
                )
                .unwrap();
            }
        }
        let belongs_to = |target: usize, inverse: &str| {
            if relata {
                format!("    #[relata(belongs_to(Model{target}{inverse}))]\n")
            } else {
                String::new()
            }
        };
        let parent = belongs_to(other(1), ", inverse = children");
        let owner = belongs_to(other(7), "");
        writeln!(
            text,
            "pub struct Model{nth} {{\n    pub id: i64,\n{parent}    pub parent_id: Option<i64>,\n{owner}    pub owner_id: Option<i64>,\n    \
             pub name: String,\n    pub title: Option<String>,\n    pub count: i32,\n    pub total: f64,\n    pub active: bool,\n    \
             pub created_at: u64,\n    pub updated_at: Option<u64>,\n}}"
        )
        .unwrap();
        if nth % MODULE == MODULE - 1 || nth == models - 1 {
            text.push_str("}\n");
        }
    }
    let init = match derive {
        Derive::Relata(_) | Derive::Init(_) => {
            "    if std::env::args().count() > 1 {\n        let registry = relata::init().unwrap();\n        std::process::exit(i32::from(registry.len() != COUNT));\n    }\n"
        }
        _ => "",
    };
    writeln!(
        text,
        "const COUNT: usize = {models};\nfn main() {{\n{init}}}"
    )
    .unwrap();
    text
}
