//! Where an `allow` for a model is written in a manifest.

use std::fs;
use std::ops::Range;

use cargo_metadata::camino::Utf8Path;
use toml::de::DeTable;

use super::edit::Edit;

const SETTINGS: &str = "metadata.relata";

/// The entry of a model in a list of what is allowed.
pub(super) struct Entry<'e> {
    pub(super) model: &'e str,
    pub(super) rule: &'e str,
}

/// Returns the edit that adds an entry for the models of a package. Its own list replaces that of the workspace.
pub(super) fn edit(package: &Utf8Path, workspace: &Utf8Path, entry: &Entry<'_>) -> Option<Edit> {
    let has_list = |file: &Utf8Path, of| {
        let text = fs::read_to_string(file).ok()?;
        Some(entries(&text, of)?.len)
    };
    let (file, of) = match has_list(package, "package") {
        None if has_list(workspace, "workspace").is_some() => (workspace, "workspace"),
        _ => (package, "package"),
    };
    let text = fs::read_to_string(file).ok()?;
    let (at, added) = insertion(&text, of, entry)?;
    Some(Edit::at(file.as_std_path(), at, added))
}

/// Returns the offset and the text of a new entry: the first way that gives a manifest with one entry more.
fn insertion(manifest: &str, of: &str, entry: &Entry<'_>) -> Option<(usize, String)> {
    let Entry { model, rule } = entry;
    let inline = format!("{{ model = \"{model}\", rule = \"{rule}\", reason = \"…\" }}");
    let table = format!("model = \"{model}\"\nrule = \"{rule}\"\nreason = \"…\"\n");
    let end = if manifest.ends_with('\n') || manifest.is_empty() {
        ""
    } else {
        "\n"
    };
    let mut ways = Vec::new();
    let listed = entries(manifest, of);
    if let Some(list) = &listed {
        let first = list.span.start + 1;
        // A list of several lines goes on in the next one.
        let comma = match manifest[first..].lines().next().unwrap_or_default().trim() {
            "]" => "",
            "" => ",",
            _ => ", ",
        };
        ways.push((first, format!("{inline}{comma}")));
        ways.push((
            manifest.len(),
            format!("{end}\n[[{of}.{SETTINGS}.allow]]\n{table}"),
        ));
    } else {
        let headers = lines(manifest).filter(|it| {
            let line = &manifest[it.clone()];
            line.trim_start().starts_with('[') && line.contains("relata")
        });
        ways.extend(headers.map(|line| {
            let missing = if manifest[line.clone()].ends_with('\n') {
                ""
            } else {
                "\n"
            };
            (line.end, format!("{missing}allow = [{inline}]\n"))
        }));
        ways.push((
            manifest.len(),
            format!("{end}\n[{of}.{SETTINGS}]\nallow = [{inline}]\n"),
        ));
    }
    let before = listed.map_or(0, |it| it.len);
    ways.into_iter().find(|(at, added)| {
        let (start, rest) = manifest.split_at(*at);
        let after = entries(&format!("{start}{added}{rest}"), of);
        after.is_some_and(|it| it.len == before + 1)
    })
}

/// The range of each line, with its end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

/// The list of what is allowed in the settings of a manifest.
struct List {
    span: Range<usize>,
    len: usize,
}

fn entries(manifest: &str, of: &str) -> Option<List> {
    let document = DeTable::parse(manifest).ok()?;
    let mut value = document.get_ref().get(of)?;
    for name in ["metadata", "relata", "allow"] {
        value = value.get_ref().as_table()?.get(name)?;
    }
    let len = value.get_ref().as_array()?.len();
    Some(List {
        span: value.span(),
        len,
    })
}
