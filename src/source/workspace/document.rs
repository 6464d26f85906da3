//! A manifest as TOML. What is not there, or has another type than expected, counts as absent: cargo reports it.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Place;
use crate::source::packages::shown;
use crate::source::unreadable::Fault;

/// Maximum number of bytes of a manifest.
const LIMIT: u64 = 4 << 20;

pub(super) struct Document<'t> {
    pub(super) file: &'t Path,
    /// The folder to which places are relative: that of the workspace, as far as it is known.
    root: &'t Path,
    text: &'t str,
    pub(super) table: DeTable<'t>,
}

/// Returns the text of a manifest.
pub(super) fn load(file: &Path) -> Result<String, Fault> {
    let fault = |error: String| Fault::File {
        file: file.display().to_string(),
        error,
    };
    let mut text = String::new();
    let opened = File::open(file).map_err(|it| fault(it.to_string()))?;
    let read = opened.take(LIMIT + 1).read_to_string(&mut text);
    read.map_err(|it| fault(it.to_string()))?;
    if text.len() as u64 > LIMIT {
        return Err(fault(format!("it has over {} MiB", LIMIT >> 20)));
    }
    Ok(text)
}

impl<'t> Document<'t> {
    pub(super) fn parse(file: &'t Path, text: &'t str, root: &'t Path) -> Result<Self, Fault> {
        let parsed = DeTable::parse(text).map_err(|error| Fault::Parse {
            place: place(file, text, root, error.span().unwrap_or_default()),
            message: error.message().to_owned(),
        });
        Ok(Document {
            file,
            root,
            text,
            table: parsed?.into_inner(),
        })
    }

    /// Returns the same manifest as that of a workspace.
    pub(super) fn into_root(self) -> Self {
        Document {
            root: self.folder(),
            ..self
        }
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        place(self.file, self.text, self.root, span)
    }

    /// Returns the folder of the manifest.
    pub(super) fn folder(&self) -> &'t Path {
        self.file.parent().unwrap_or(self.file)
    }

    pub(super) fn table(&self, name: &str) -> Option<&DeTable<'t>> {
        table(&self.table, name)
    }

    /// Returns a value that a package inherits with `KEY.workspace = true`.
    pub(super) fn inherited(&self, name: &str) -> Option<&DeValue<'t>> {
        let package = table(self.table("workspace")?, "package")?;
        value(package, name)
    }
}

fn place(file: &Path, text: &str, root: &Path, span: Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    let count = |it: usize| u32::try_from(1 + it).unwrap_or(u32::MAX);
    let (lines, column) = (before.matches('\n').count(), line.chars().count());
    let file = shown(root, file);
    Place::new(&file, count(lines), count(column))
}

/// Returns the value of a key. Cargo accepts `_` for `-` in old keys.
pub(super) fn value<'a, 't>(table: &'a DeTable<'t>, key: &str) -> Option<&'a DeValue<'t>> {
    let found = table
        .get(key)
        .or_else(|| table.get(&*key.replace('-', "_")));
    found.map(Spanned::get_ref)
}

pub(super) fn table<'a, 't>(within: &'a DeTable<'t>, key: &str) -> Option<&'a DeTable<'t>> {
    value(within, key)?.as_table()
}

pub(super) fn text<'a>(table: &'a DeTable<'_>, key: &str) -> Option<&'a str> {
    value(table, key)?.as_str()
}

pub(super) fn flag(table: &DeTable<'_>, key: &str) -> Option<bool> {
    value(table, key)?.as_bool()
}

pub(super) fn texts(table: &DeTable<'_>, key: &str) -> Option<Vec<String>> {
    let values = value(table, key)?.as_array()?.iter();
    let texts = values.filter_map(|it| it.get_ref().as_str());
    Some(texts.map(str::to_owned).collect())
}
