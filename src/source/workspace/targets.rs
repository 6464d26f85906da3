//! The targets of a package: those in its manifest, and those that cargo finds by the names of files.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::document::{Document, flag, text, texts, value};
use super::member::{MemberKind, MemberTarget, crate_name};
use super::patterns::entries;
use crate::source::files::plain;

/// The targets other than the library: the table, the key that turns off the search, and the folder that is searched.
const TABLES: [(MemberKind, &str, &str, &str); 4] = [
    (MemberKind::Binary, "bin", "autobins", "src/bin"),
    (MemberKind::Example, "example", "autoexamples", "examples"),
    (MemberKind::Test, "test", "autotests", "tests"),
    (MemberKind::Bench, "bench", "autobenches", "benches"),
];

pub(super) fn of(
    document: &Document<'_>,
    package: &DeTable<'_>,
    name: &str,
    edition_2015: bool,
) -> Vec<MemberTarget> {
    let folder = document.folder();
    let mut targets = Vec::new();
    targets.extend(library(document, package, name));
    for (kind, written, auto, within) in TABLES {
        let mut found = find(&folder.join(within));
        let main = folder.join("src/main.rs");
        if kind == MemberKind::Binary && main.is_file() {
            found.insert(0, (name.to_owned(), main));
        }
        let written = value(&document.table, written).and_then(|it| it.as_array());
        let tables = written.into_iter().flat_map(|it| it.iter());
        let first = targets.len();
        for table in tables.filter_map(|it| it.get_ref().as_table()) {
            let Some(name) = text(table, "name") else {
                continue;
            };
            let by_name = || found.iter().find(|it| it.0 == name).map(|it| it.1.clone());
            let path = text(table, "path").map(|it| plain(&folder.join(it)));
            let path = path.or_else(by_name);
            let by_default = || folder.join(within).join(format!("{name}.rs"));
            let file = path.unwrap_or_else(by_default);
            targets.push(MemberTarget {
                required_features: texts(table, "required-features").unwrap_or_default(),
                ..MemberTarget::of(kind, name, file)
            });
        }
        let is_off = edition_2015 && written.is_some();
        if flag(package, auto).unwrap_or(!is_off) {
            let is_new = |it: &(String, PathBuf)| {
                let mut known = targets[first..].iter();
                !known.any(|known| known.name == it.0 || known.file == it.1)
            };
            found.retain(is_new);
            let found = found.into_iter();
            targets.extend(found.map(|(name, file)| MemberTarget::of(kind, &name, file)));
        }
    }
    for target in &mut targets {
        target.edition_2015 = edition_2015;
    }
    targets
}

fn library(document: &Document<'_>, package: &DeTable<'_>, name: &str) -> Option<MemberTarget> {
    let folder = document.folder();
    let found = folder.join("src/lib.rs");
    let Some(table) = document.table("lib") else {
        let is_on = flag(package, "autolib").unwrap_or(true) && found.is_file();
        return is_on.then(|| MemberTarget::of(MemberKind::Library, &crate_name(name), found));
    };
    let types = texts(table, "crate-type").unwrap_or_default();
    let is_macro =
        flag(table, "proc-macro") == Some(true) || types.iter().any(|it| it == "proc-macro");
    let kind = if is_macro {
        MemberKind::ProcMacro
    } else {
        MemberKind::Library
    };
    let file = text(table, "path").map_or(found, |it| plain(&folder.join(it)));
    let name = text(table, "name").map_or_else(|| crate_name(name), str::to_owned);
    let is_linkable = |it: &String| matches!(&**it, "lib" | "rlib" | "dylib");
    Some(MemberTarget {
        is_linkable: !is_macro && (types.is_empty() || types.iter().any(is_linkable)),
        ..MemberTarget::of(kind, &name, file)
    })
}

/// Returns the targets in a folder: `name.rs` and `name/main.rs`.
fn find(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for path in entries(folder) {
        let inner = path.join("main.rs");
        let is_rust = path.extension().is_some_and(|it| it == "rs") && path.is_file();
        let (name, file) = if is_rust {
            (path.file_stem(), path.clone())
        } else if inner.is_file() {
            (path.file_name(), inner)
        } else {
            continue;
        };
        if let Some(name) = name.and_then(|it| it.to_str())
            && !name.starts_with('.')
        {
            found.push((name.to_owned(), file));
        }
    }
    found
}

impl MemberTarget {
    fn of(kind: MemberKind, name: &str, file: PathBuf) -> Self {
        MemberTarget {
            kind,
            name: name.to_owned(),
            krate: crate_name(name),
            file,
            edition_2015: false,
            required_features: Vec::new(),
            is_linkable: kind == MemberKind::Library,
        }
    }
}
