//! A package by its manifest, as `cargo metadata` would list it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use cargo_metadata::DependencyKind;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, flag, table, text, texts, value};
use super::member::{Line, Member};
use super::settings::Settings;
use super::targets;
use crate::source::files::plain;
use crate::source::unreadable::Fault;

/// The tables of dependencies, and what they are for.
const TABLES: [(&str, DependencyKind); 3] = [
    ("dependencies", DependencyKind::Normal),
    ("dev-dependencies", DependencyKind::Development),
    ("build-dependencies", DependencyKind::Build),
];

/// Returns the package of a manifest, which may inherit from that of the workspace.
pub(super) fn member(
    document: &Document<'_>,
    root: &Document<'_>,
    shared: &Settings,
) -> Result<Member, Fault> {
    let package = document.table("package").or(document.table("project"));
    let no_package = || Fault::NoPackage(document.file.to_owned());
    let package = package.ok_or_else(no_package)?;
    let name = text(package, "name").ok_or_else(|| Fault::Parse {
        place: document.place(0..0),
        message: "`package.name` is missing".to_owned(),
    })?;
    let inherited = |key: &str| match value(package, key) {
        Some(DeValue::Table(_)) => root.inherited(key).and_then(DeValue::as_str),
        written => written.and_then(DeValue::as_str),
    };
    let is_edition = value(package, "edition").is_some();
    let edition_2015 = !is_edition || inherited("edition") == Some("2015");
    let lines = lines(document, root);
    Ok(Member {
        name: name.to_owned(),
        version: inherited("version").unwrap_or("0.0.0").to_owned(),
        folder: document.folder().to_owned(),
        targets: targets::of(document, package, name, edition_2015),
        dependencies: HashMap::new(),
        known_features: features(document, &lines),
        features: Arc::new(BTreeSet::new()),
        is_built: false,
        settings: Settings::of(document, "package")?.or(shared),
        lines,
    })
}

fn lines(document: &Document<'_>, root: &Document<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |within: &DeTable<'_>, platform: Option<&str>| {
        for (name, kind) in TABLES {
            for (key, written) in table(within, name).into_iter().flatten() {
                let mut line = line(key.get_ref(), written, document.folder(), root);
                line.kind = kind;
                line.platform = platform.map(str::to_owned);
                lines.push(line);
            }
        }
    };
    add(&document.table, None);
    for (platform, within) in document.table("target").into_iter().flatten() {
        if let Some(within) = within.get_ref().as_table() {
            add(within, Some(platform.get_ref()));
        }
    }
    lines
}

/// Returns one line, completed by what it inherits.
fn line(key: &str, written: &Spanned<DeValue<'_>>, folder: &Path, root: &Document<'_>) -> Line {
    let mut line = Line::plain(key);
    let Some(own) = written.get_ref().as_table() else {
        return line;
    };
    if flag(own, "workspace") == Some(true) {
        let shared = root.table("workspace");
        let shared = shared.and_then(|it| table(table(it, "dependencies")?, key));
        if let Some(shared) = shared {
            line.fill(shared, root.folder());
        }
        // A package can turn the default features on, but not off.
        line.default_features |= flag(own, "default-features") == Some(true);
        let features = texts(own, "features").unwrap_or_default();
        line.features.extend(features);
    } else {
        line.fill(own, folder);
    }
    line.optional = flag(own, "optional").unwrap_or(false);
    line
}

impl Line {
    fn plain(key: &str) -> Self {
        Line {
            key: key.to_owned(),
            package: key.to_owned(),
            kind: DependencyKind::Normal,
            platform: None,
            folder: None,
            optional: false,
            default_features: true,
            features: Vec::new(),
            member: None,
        }
    }

    fn fill(&mut self, written: &DeTable<'_>, folder: &Path) {
        if let Some(package) = text(written, "package") {
            package.clone_into(&mut self.package);
        }
        self.folder = text(written, "path").map(|it| plain(&folder.join(it)));
        self.default_features = flag(written, "default-features").unwrap_or(true);
        self.features = texts(written, "features").unwrap_or_default();
    }
}

/// Returns the features of a package. An optional dependency is one, unless a feature has it as `dep:name`.
fn features(document: &Document<'_>, lines: &[Line]) -> BTreeMap<String, Vec<String>> {
    let mut features = BTreeMap::new();
    let written = document.table("features");
    for (name, _) in written.into_iter().flatten() {
        let name = name.get_ref().to_string();
        let values = written.and_then(|it| texts(it, &name));
        features.insert(name, values.unwrap_or_default());
    }
    let values: BTreeSet<String> = features.values().flatten().cloned().collect();
    for line in lines.iter().filter(|it| it.optional) {
        let value = format!("dep:{}", line.key);
        if !values.contains(&value) {
            features
                .entry(line.key.clone())
                .or_insert_with(|| vec![value]);
        }
    }
    features
}
