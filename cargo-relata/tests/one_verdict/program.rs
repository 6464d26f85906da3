//! The program with all registries: built, run, and read from its file, one registry at a time.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use relata_record::facts::{OWNER, OWNER_SIZE, TYPES, VERSION};

use super::graphs::Registry;
use super::run;
use super::run::platform::{Build, Platform, portable};
use super::source::{program, write};
use super::types;

/// What the program prints, by registry and options.
pub(crate) type Printed = BTreeMap<String, String>;

pub(crate) struct Program {
    /// The folder of its source.
    pub(crate) folder: PathBuf,
    pub(crate) file: PathBuf,
    pub(crate) printed: Printed,
}

/// Builds the program for a platform and runs it. The registries then have the places of its source.
pub(crate) fn build(registries: &mut [Registry], platform: &Platform, build: &Build) -> Program {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("one_verdict");
    let mut crates = BTreeMap::<String, String>::new();
    for registry in &mut *registries {
        for (krate, text) in write(registry) {
            let path = folder
                .join(&krate)
                .join(format!("src/{}.rs", registry.name));
            put(&path, &text);
            let modules = crates.entry(krate).or_default();
            writeln!(modules, "pub mod {};", registry.name).unwrap();
        }
    }
    let names: Vec<&str> = crates.keys().map(String::as_str).collect();
    write_packages(&folder, &crates, &program(&names, registries));
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "--offline"])
        .current_dir(&folder);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_") && text != "CARGO_HOME" || text == "RUSTFLAGS" {
            cargo.env_remove(&name);
        }
    }
    if let Some(triple) = platform.target {
        cargo.args(["--target", triple]);
    }
    let status = cargo
        .args(build.argument())
        .envs(build.variables.iter().copied())
        .env("CARGO_TARGET_DIR", run::target())
        .status()
        .unwrap();
    assert!(
        status.success(),
        "the generated models in {} do not compile",
        folder.display()
    );
    let file = platform.file(&run::target(), build, "one_verdict");
    let output = platform.command(&file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let text = text.replace("\r\n", "\n");
    let mut printed = Printed::new();
    for part in text.strip_prefix("== ").unwrap().trim_end().split("\n== ") {
        let (name, text) = part.split_once('\n').unwrap();
        printed.insert(name.to_owned(), portable(text));
    }
    Program {
        folder,
        file,
        printed,
    }
}

fn write_packages(folder: &Path, crates: &BTreeMap<String, String>, main: &str) {
    let relata = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let package = |name: &str, dependencies: &[&str]| {
        let paths = dependencies
            .iter()
            .map(|name| format!("{name} = {{ path = \"../{name}\" }}\n"));
        let paths: String = paths.collect();
        format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nrelata = {{ path = '{0}', features = [\"document\"] }}\nrelata-record = {{ path = '{0}/record' }}\n{paths}",
            relata.display()
        )
    };
    let names: Vec<&str> = crates.keys().map(String::as_str).collect();
    let members = [&names[..], &["types", "one_verdict"]].concat();
    // A small file is read faster.
    let profiles = members
        .iter()
        .map(|it| format!("[profile.dev.package.{it}]\ndebug = false\nstrip = true\n"));
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n{}",
        profiles.collect::<String>()
    );
    put(&folder.join("Cargo.toml"), &workspace);
    let locked = fs::read_to_string(relata.join("Cargo.lock")).unwrap();
    put(&folder.join("Cargo.lock"), &locked);
    for (krate, modules) in crates {
        put(
            &folder.join(krate).join("Cargo.toml"),
            &package(krate, &["types"]),
        );
        let modules = format!("#![allow(dead_code, unused_imports)]\n{modules}");
        put(&folder.join(krate).join("src/lib.rs"), &modules);
    }
    put(&folder.join("types/Cargo.toml"), &package("types", &[]));
    put(&folder.join("types/src/lib.rs"), types::SOURCE);
    let depends = [&names[..], &["types"]].concat();
    put(
        &folder.join("one_verdict/Cargo.toml"),
        &package("one_verdict", &depends),
    );
    put(&folder.join("one_verdict/src/main.rs"), main);
}

/// Writes a file if it differs, so that cargo builds only what changes.
fn put(file: &Path, text: &str) {
    if fs::read_to_string(file).is_ok_and(|it| it == text) {
        return;
    }
    run::write(file, text);
}

/// The file of the program, with the place and the registry of each record in it.
pub(crate) struct File {
    bytes: Vec<u8>,
    records: Vec<(Range<usize>, String)>,
}

impl File {
    /// Finds each record, with the types that follow it, by the header of their notes.
    pub(crate) fn read(program: &Program, registries: &[Registry]) -> Self {
        let bytes = fs::read(&program.file).unwrap();
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        let mut records: Vec<(Range<usize>, String)> = Vec::new();
        for at in 0..bytes.len() - 24 {
            let is_owner = bytes[at + 12] == b'r' && bytes[at + 12..at + 24] == *OWNER;
            if !is_owner || number(at) != OWNER_SIZE {
                continue;
            }
            let [size, kind] = [at + 4, at + 8].map(number);
            let end = at + 24 + size as usize;
            if kind == VERSION {
                let record = String::from_utf8_lossy(&bytes[at..end]);
                let is_of = |it: &&Registry| record.contains(&format!("::{}::", it.name));
                let registry = registries.iter().find(is_of).unwrap();
                records.push((at..end, registry.name.clone()));
            } else if kind == TYPES {
                records.last_mut().unwrap().0.end = end;
            }
        }
        File { bytes, records }
    }

    pub(crate) fn whole(&self) -> &[u8] {
        &self.bytes
    }

    /// The file with only the records of one registry. In place of the others there are zeros, as linkers leave them
    /// between records.
    pub(crate) fn only(&self, registry: &str) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        for (place, _) in self.records.iter().filter(|(_, of)| of != registry) {
            bytes[place.clone()].fill(0);
        }
        bytes
    }
}
