//! The packages of a workspace by their manifests, for when cargo does not list them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::document::{Document, load, text, texts};
use super::member::{Found, Member};
use super::settings::Settings;
use super::{package, patterns};
use crate::source::files::plain;
use crate::source::unreadable::Fault;

/// Reads the workspace of a manifest. Other manifests with mistakes are left out.
pub(super) fn read(manifest: &Path) -> Result<Found, Fault> {
    let mut skipped = Vec::new();
    let text = load(manifest)?;
    let own = Document::parse(manifest, &text, Path::new(""))?;
    if let Some(file) = find_root(&own, &mut skipped) {
        let text = load(&file)?;
        let root = Document::parse(&file, &text, Path::new(""))?.into_root();
        let mut found = collect(manifest, &root)?;
        // For cargo it is an error if the workspace does not list the package.
        if found.at(manifest).is_some() {
            found.default_members = found.at(manifest).into_iter().collect();
            found.skipped.extend(skipped);
            return Ok(found);
        }
    }
    let mut found = collect(manifest, &own.into_root())?;
    found.skipped.extend(skipped);
    Ok(found)
}

/// Reads the members of a workspace.
fn collect(manifest: &Path, root: &Document<'_>) -> Result<Found, Fault> {
    let mut skipped = Vec::new();
    let declared = Declared::of(root);
    let shared = Settings::of(root, "workspace")?;
    let mut open = declared.members();
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    let mut members: BTreeMap<(String, PathBuf), Member> = BTreeMap::new();
    while let Some(file) = open.pop() {
        if !known.insert(file.clone()) {
            continue;
        }
        let found = match member(&file, root, &shared) {
            Ok(found) => found,
            Err(fault @ Fault::Settings { .. }) => return Err(fault),
            Err(fault) if file == manifest => return Err(fault),
            Err(fault) => {
                skipped.push(fault);
                continue;
            }
        };
        // Cargo makes members of the packages below the workspace that a path refers to.
        let folders = found.lines.iter().filter_map(|it| it.folder.as_deref());
        let folders = folders.filter(|it| declared.has(it));
        open.extend(folders.map(|it| it.join("Cargo.toml")));
        members.insert((found.name.clone(), found.folder.clone()), found);
    }
    let members: Vec<Member> = members.into_values().collect();
    Ok(Found {
        root: declared.folder.to_owned(),
        default_members: declared.default_members(&members),
        members,
        skipped,
    })
}

fn member(file: &Path, root: &Document<'_>, shared: &Settings) -> Result<Member, Fault> {
    let text = load(file)?;
    let document = Document::parse(file, &text, root.folder())?;
    package::member(&document, root, shared)
}

/// Returns the manifest of the workspace of a package, if it is another one.
fn find_root(own: &Document<'_>, skipped: &mut Vec<Fault>) -> Option<PathBuf> {
    if own.table("workspace").is_some() {
        return None;
    }
    let folder = own.folder();
    if let Some(root) = own.table("package").and_then(|it| text(it, "workspace")) {
        return Some(plain(&folder.join(root)).join("Cargo.toml"));
    }
    for around in folder.ancestors().skip(1) {
        let file = around.join("Cargo.toml");
        if !file.is_file() {
            continue;
        }
        let text = load(&file);
        let document = text.as_deref().map_err(Clone::clone);
        match document.and_then(|it| Document::parse(&file, it, Path::new(""))) {
            Ok(document) => {
                let is_root = document.table("workspace").is_some();
                if is_root && !Declared::of(&document).excludes(folder) {
                    return Some(file);
                }
            }
            Err(fault) => skipped.push(fault),
        }
    }
    None
}

/// What a workspace declares about its members.
struct Declared<'t> {
    folder: &'t Path,
    /// Whether the root is a package too.
    has_package: bool,
    members: Vec<String>,
    exclude: Vec<PathBuf>,
    default_members: Option<Vec<String>>,
}

impl<'t> Declared<'t> {
    fn of(root: &Document<'t>) -> Self {
        let none = DeTable::default();
        let workspace = root.table("workspace").unwrap_or(&none);
        let exclude = texts(workspace, "exclude").unwrap_or_default();
        let folder = root.folder();
        Declared {
            folder,
            has_package: root.table("package").is_some(),
            members: texts(workspace, "members").unwrap_or_default(),
            exclude: exclude.iter().map(|it| plain(&folder.join(it))).collect(),
            default_members: texts(workspace, "default-members"),
        }
    }

    /// Returns the manifests of the listed members.
    fn members(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for written in &self.members {
            let is_listed = !patterns::is_pattern(written);
            for folder in patterns::folders(self.folder, written) {
                let folder = plain(&folder);
                let file = folder.join("Cargo.toml");
                if is_listed || (file.is_file() && !self.excludes(&folder)) {
                    found.push(file);
                }
            }
        }
        if self.has_package {
            found.push(self.folder.join("Cargo.toml"));
        }
        found
    }

    /// Returns whether a package that a path refers to is a member.
    fn has(&self, folder: &Path) -> bool {
        folder.starts_with(self.folder) && !self.excludes(folder)
    }

    fn excludes(&self, folder: &Path) -> bool {
        let mut members = self.members.iter().map(|it| plain(&self.folder.join(it)));
        self.exclude.iter().any(|it| folder.starts_with(it))
            && !members.any(|it| folder.starts_with(it))
    }

    fn default_members(&self, members: &[Member]) -> Vec<usize> {
        let mut chosen: Vec<PathBuf> = Vec::new();
        match &self.default_members {
            Some(written) => {
                let folders = written.iter();
                let folders = folders.flat_map(|it| patterns::folders(self.folder, it));
                chosen.extend(folders.map(|it| plain(&it)));
            }
            None if self.has_package => chosen.push(self.folder.to_owned()),
            None => chosen.extend(members.iter().map(|it| it.folder.clone())),
        }
        let members = members.iter().enumerate();
        let members = members.filter(|(_, it)| chosen.contains(&it.folder));
        members.map(|(nth, _)| nth).collect()
    }
}
