//! Files that no `mod` reaches and that something else may compile or read.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::counted::Counted;
use crate::source::files::plain;
use crate::source::modules::Part;
use crate::source::outline::OpaqueKind;

/// The files of targets in `src`, which a manifest can turn off.
const TARGETS: [&str; 2] = ["main.rs", "lib.rs"];

pub(super) struct Uses<'s> {
    counted: Counted<'s>,
    /// The texts of the source files of each package, with its build script.
    texts: HashMap<usize, Vec<(PathBuf, Vec<u8>)>>,
}

impl<'s> Uses<'s> {
    pub(super) fn new(counted: Counted<'s>) -> Self {
        let texts = HashMap::new();
        Uses { counted, texts }
    }

    /// Returns whether the package may use a file in another way than by a `mod`: another file contains its name, such as that of
    /// an `include!` or a `#[path]`, a macro has the name of its module or the path of its folder, or it is that of a target.
    pub(super) fn has(&mut self, package: usize, file: &str) -> bool {
        let counted = self.counted;
        let parts = counted.tree.parts.iter();
        let mut parts = parts.filter(|it| it.unreached.is_some() && it.shown == file);
        let Some(part) = parts.next() else {
            return false;
        };
        let path = plain(&part.path);
        let Some(name) = path.file_name().and_then(|it| it.to_str()) else {
            return true;
        };
        let is_target =
            TARGETS.contains(&name) || path.parent().is_some_and(|it| it.ends_with("src/bin"));
        if is_target || counted.is_in_macro(part.scopes[0]) || has_unread_include(counted, package)
        {
            return true;
        }
        let folder = path.parent().and_then(Path::file_name);
        let folder = folder.and_then(|it| it.to_str()).unwrap_or_default();
        // `automod::dir!("src/models")`, `include!(concat!(…, "/book.rs"))`, `#[path = "book.rs"]`
        let folder = match folder {
            "src" => "\"src\"".to_owned(),
            folder => format!("/{folder}\""),
        };
        let written = [format!("{name}\""), folder];
        let texts = self
            .texts
            .entry(package)
            .or_insert_with(|| texts(counted, package));
        let mut others = texts.iter().filter(|(other, _)| *other != path);
        others.any(|(_, text)| {
            let has = |it: &String| memmem::find(text, it.as_bytes()).is_some();
            written.iter().any(has)
        })
    }
}

/// Whether a package includes a file whose path is not a text.
fn has_unread_include(counted: Counted<'_>, package: usize) -> bool {
    parts(counted, package).any(|it| {
        let outline = counted.files.outline(it.file);
        let mut opaque = outline.iter().flat_map(|it| &it.opaque);
        opaque.any(|it| matches!(it.kind, OpaqueKind::Include))
    })
}

fn texts(counted: Counted<'_>, package: usize) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = parts(counted, package).map(|it| plain(&it.path)).collect();
    let mut src = paths
        .iter()
        .filter_map(|it| it.ancestors().find(|it| it.ends_with("src")));
    let script = src.next().map(|it| it.with_file_name("build.rs"));
    paths.extend(script);
    paths.sort();
    paths.dedup();
    let texts = paths.into_iter().filter_map(|path| {
        let text = fs::read(&path).ok()?;
        Some((path, text))
    });
    texts.collect()
}

/// The parts of a package.
fn parts(counted: Counted<'_>, package: usize) -> impl Iterator<Item = &Part> {
    let tree = counted.tree;
    let parts = tree.parts.iter();
    parts.filter(move |it| tree.root(it.scopes[0]).package == package)
}
