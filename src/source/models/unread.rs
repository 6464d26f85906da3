//! What could not be read, or is not certain.

use std::collections::{HashMap, HashSet};
use std::iter::successors;
use std::path::Path;

use super::choose::Chosen;
use crate::Place;
use crate::declared;
use crate::name::qualifier;
use crate::source::files::{Content, Files};
use crate::source::modules::{ScopeId, TOO_OFTEN, Tree};
use crate::source::outline::Mistake;
use crate::source::packages::shown;
use crate::source::unreadable::Fault;
use crate::source::workspace::{Listed, Workspace};

/// A file that could not be read or parsed, a mistake in an attribute, or a setting in a manifest that has no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    place: Place,
    message: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A manifest, or a file that may declare models.
    File,
    /// A `diesel.toml`.
    SchemaFiles,
    /// A setting in a manifest that has no effect.
    Setting,
}

impl Unread {
    fn new(file: &str, mistake: &Mistake) -> Self {
        Unread {
            place: Place::new(file, mistake.at.0, mistake.at.1),
            message: mistake.message.clone(),
            kind: Kind::File,
        }
    }

    /// Returns the place of the mistake, or else of the file.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns why it was not read.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// A table that several structs read without one that is certainly the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub(super) place: Place,
    pub(super) table: String,
    pub(super) structs: usize,
}

impl Undecided {
    /// Returns the place of the first struct.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns the name of the table.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Returns the number of structs of the table.
    pub fn structs(&self) -> usize {
        self.structs
    }
}

/// Returns everything that hides models.
pub(super) fn hidden(unread: &[Unread], undecided: &[Undecided]) -> Vec<declared::Unread> {
    let files = unread.iter().map(|it| {
        let (place, message) = (it.place.clone(), it.message.clone());
        match it.kind {
            Kind::File => declared::Unread::File { place, message },
            Kind::SchemaFiles => declared::Unread::SchemaFiles { place, message },
            Kind::Setting => declared::Unread::Setting { place, message },
        }
    });
    let tables = undecided.iter().map(|it| declared::Unread::Table {
        place: it.place.clone(),
        table: it.table.clone(),
    });
    files.chain(tables).collect()
}

/// Returns the manifests and the `diesel.toml` files that cannot be read.
pub(super) fn manifests(workspace: &Workspace) -> Vec<Unread> {
    let unread = |kind: Kind| {
        move |fault: &Fault| {
            let (place, message) = fault.place_and_message();
            Unread {
                place,
                message,
                kind,
            }
        }
    };
    let manifests = workspace.skipped.iter().map(unread(Kind::File));
    let schemas = workspace.unread_schemas.iter();
    manifests
        .chain(schemas.map(unread(Kind::SchemaFiles)))
        .collect()
}

/// Returns the files that could not be read, and the mistakes in what was read.
pub(super) fn unread(files: &Files, tree: &Tree, chosen: &Chosen<'_>) -> Vec<Unread> {
    let mut unread = Vec::new();
    for (path, content) in files.all() {
        if !is_read(path, files, tree) {
            continue;
        }
        let file = shown(&tree.workspace, path);
        match content {
            Content::Mistake(mistake) => unread.push(Unread::new(&file, mistake)),
            Content::Unreadable(error) => unread.push(Unread {
                place: Place::new(&file, 1, 1),
                message: error.clone(),
                kind: Kind::File,
            }),
            Content::Outline(_) if tree.cut.contains(&file) => unread.push(Unread {
                place: Place::new(&file, 1, 1),
                message: TOO_OFTEN.to_owned(),
                kind: Kind::File,
            }),
            Content::Outline(outline) => {
                unread.extend(outline.mistakes.iter().map(|it| Unread::new(&file, it)));
            }
            Content::Irrelevant => {}
        }
    }
    for candidate in chosen.models.iter().chain(&chosen.parts) {
        let file = &tree.parts[candidate.part].shown;
        let mistakes = candidate.declaration.mistakes.iter();
        unread.extend(mistakes.map(|it| Unread::new(file, it)));
    }
    unread
}

/// Returns whether a `mod` reaches a file, or a macro may declare its module: the file around it has a macro that contains
/// its name. Other files are left out, and may be templates of files.
fn is_read(path: &Path, files: &Files, tree: &Tree) -> bool {
    let is_reached = |path: &Path| files.known(path).filter(|it| tree.reached.contains(it));
    let is_mod = path.file_stem().is_some_and(|it| it == "mod");
    let module = if is_mod { path.parent() } else { Some(path) };
    let Some((name, folder)) = module.and_then(|it| it.file_stem().zip(it.parent())) else {
        return false;
    };
    let owners = ["mod.rs", "lib.rs", "main.rs"].map(|it| folder.join(it));
    let mut owners = owners.into_iter().chain([folder.with_extension("rs")]);
    let contains = |owner: &Path| {
        let outline = is_reached(owner).and_then(|it| files.outline(it));
        outline.is_some_and(|it| {
            name.to_str()
                .is_some_and(|name| it.in_macros.contains(name))
        })
    };
    is_reached(path).is_some() || owners.any(|it| contains(&it))
}

/// Returns the paths of modules in the settings that no module has.
pub(super) fn unmatched(workspace: &Workspace, files: &Files, tree: &Tree) -> Vec<Unread> {
    let members = workspace.read_members();
    let reads_all = members.len() == workspace.members.len();
    let settings = members.iter().map(|it| &workspace.members[*it].settings);
    let listed = settings.flat_map(|it| it.include.iter().chain(&it.exclude).flatten());
    let mut modules: HashMap<&str, Vec<ScopeId>> = HashMap::new();
    for (id, scope) in tree.scopes.iter().enumerate() {
        if !scope.is_block {
            modules.entry(&scope.path).or_default().push(id);
        }
    }
    let (mut unmatched, mut seen) = (Vec::new(), HashSet::new());
    for Listed { module, place } in listed {
        if modules.contains_key(&**module) || !seen.insert(place) {
            continue;
        }
        let mut paths = successors(qualifier(module), |it| qualifier(it));
        let is_unknown = match paths.find_map(|it| Some((it, modules.get(it)?))) {
            Some((path, around)) => {
                // Its file may not have been parsed.
                for scope in around {
                    tree.want(*scope);
                }
                let mut names = module[path.len() + 2..].split("::");
                let name = names.next().unwrap_or_default();
                around.iter().any(|it| may_declare(*it, name, files, tree))
            }
            // The settings of a workspace name crates that may not be read.
            None => !reads_all,
        };
        if !is_unknown {
            unmatched.push(Unread {
                place: place.clone(),
                message: format!("no module has the path `{module}`"),
                kind: Kind::Setting,
            });
        }
    }
    unmatched
}

/// Returns whether a scope has a module whose file is not read, or a macro that may declare it.
fn may_declare(scope: ScopeId, name: &str, files: &Files, tree: &Tree) -> bool {
    let parts = tree.parts.iter().filter(|it| it.scopes.contains(&scope));
    let mut outlines = parts.filter_map(|it| files.outline(it.file));
    outlines.any(|it| {
        let is_file = it.files.iter().any(|it| it.name.written == name);
        is_file || it.in_macros.contains(name)
    })
}
