//! The models that the source of a workspace declares, without a build: as records, like those that a program registers.

mod calls;
mod choose;
mod entity;
mod joins;
mod limits;
mod records;
mod related;
mod targets;
mod types;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::choose::Chosen;
use self::joins::Joins;
use self::limits::{Limit, Limits};
use self::records::Writer;
use self::related::Impls;
use self::types::Ids;
use super::condition::Facts;
use super::files::{Content, Files, Folder, Goal};
use super::modules::{TOO_OFTEN, Tree};
use super::names::Names;
use super::outline::Mistake;
use super::packages::{Packages, shown};
use super::unreached;
use super::unreadable::UnreadableSource;
use super::workspace::{self, Origin, Reading, Settings};
use crate::Place;
use crate::records::Records;
use crate::schema::{DieselFile, Schema};

/// The packages of a workspace to read, and their features. Without a selection, they are those that `cargo build` builds
/// in that folder.
#[derive(Clone, Debug)]
pub struct Workspace {
    manifest: PathBuf,
    reading: Reading,
    relations_from_schema: Option<bool>,
    parse_all: bool,
}

impl Workspace {
    /// Returns the workspace of a manifest, or of a folder in it.
    pub fn new(manifest: impl AsRef<Path>) -> Self {
        Workspace {
            manifest: manifest.as_ref().to_owned(),
            reading: Reading::default(),
            relations_from_schema: None,
            parse_all: false,
        }
    }

    /// Selects packages by name.
    #[must_use]
    pub fn packages<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.reading
            .packages
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Selects all packages, except those with these names.
    #[must_use]
    pub fn all_except<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.reading.workspace = true;
        self.reading
            .exclude
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Enables features of the selected packages.
    #[must_use]
    pub fn features<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.reading
            .features
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Sets whether all features of the selected packages are on.
    #[must_use]
    pub fn all_features(mut self, all: bool) -> Self {
        self.reading.all_features = all;
        self
    }

    /// Sets whether the default features of the selected packages are off.
    #[must_use]
    pub fn no_default_features(mut self, none: bool) -> Self {
        self.reading.no_default_features = none;
        self
    }

    /// Sets whether each `joinable!` of Diesel is a relation of the model that has its column, unless an attribute declares one
    /// with that key. By default, it is one in packages that do not depend on relata.
    #[must_use]
    pub fn relations_from_schema(mut self, all: bool) -> Self {
        self.relations_from_schema = Some(all);
        self
    }

    /// Sets whether files without models are parsed too. The models are the same; a test compares them.
    #[doc(hidden)]
    #[must_use]
    pub fn parse_all(mut self, all: bool) -> Self {
        self.parse_all = all;
        self
    }

    /// Sets whether cargo does not run either, and only files are read.
    #[must_use]
    pub fn no_metadata(mut self, none: bool) -> Self {
        self.reading.no_metadata = none;
        self
    }
}

/// The models that the source of a workspace declares.
///
/// With relata's derive, they are the same as those of a program. A package that does not depend on relata has a model for
/// each entity of SeaORM and for each table of Diesel that a struct reads.
#[derive(Clone, Debug)]
pub struct Models {
    records: Records,
    schema: Option<Arc<Schema>>,
    root: PathBuf,
    files: usize,
    has_relata: bool,
    metadata_failure: Option<String>,
    skipped: Vec<String>,
    unread: Vec<Unread>,
    undecided: Vec<Undecided>,
}

/// A file that could not be read or parsed, or a mistake in an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    place: Place,
    message: String,
}

impl Unread {
    fn new(file: &str, mistake: &Mistake) -> Self {
        Unread {
            place: Place::new(file, mistake.at.0, mistake.at.1),
            message: mistake.message.clone(),
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

/// A table that several structs read, none of which is certainly its model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    table: String,
    structs: usize,
}

impl Undecided {
    /// Returns the name of the table.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Returns the number of structs of the table.
    pub fn structs(&self) -> usize {
        self.structs
    }
}

impl Models {
    /// Reads the models of a workspace. It runs `cargo metadata --offline`, and reads the manifests if that fails.
    ///
    /// ```
    /// use relata::source::{Models, Workspace};
    ///
    /// let monolith = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/monolith");
    /// let models = Models::read(&Workspace::new(monolith))?;
    /// let findings = relata::options().check_models(&models);
    /// assert!(findings.coverage().models > 0);
    /// # Ok::<(), relata::source::UnreadableSource>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such workspace or package, or its manifest cannot be read.
    pub fn read(workspace: &Workspace) -> Result<Self, UnreadableSource> {
        let read = workspace::Workspace::read(&workspace.manifest, &workspace.reading)?;
        let packages = read.packages();
        let members = read.read_members();
        let folders = members.iter().zip(&packages.list).map(|(member, package)| {
            let member = &read.members[*member];
            let features = member.features.clone();
            Folder {
                path: member.folder.clone(),
                facts: Facts {
                    features,
                    test: false,
                },
                has_relata: package.relata.is_some(),
            }
        });
        let limits = Limits {
            of: members
                .iter()
                .map(|it| limit(&read.members[*it].settings))
                .collect(),
        };
        let goal = if workspace.parse_all {
            Goal::AllForModels
        } else {
            Goal::Models
        };
        let mut files = Files::with_models(folders.collect(), goal);
        loop {
            let mut tree = Tree::new(&read.root);
            tree.follow(&packages.roots, false, &mut files)?;
            unreached::add(&mut tree, &packages, &mut files)?;
            let models = Models::of(workspace, &read, &packages, &limits, &tree, &files);
            // Names lead to files that have not been parsed.
            if !files.parse(&tree.wanted()) {
                return Ok(models);
            }
        }
    }

    /// Returns the models of the files that were parsed.
    fn of(
        workspace: &Workspace,
        read: &workspace::Workspace,
        packages: &Packages,
        limits: &Limits,
        tree: &Tree,
        files: &Files,
    ) -> Self {
        let mut names = Names::new(tree, packages, files);
        let chosen = Chosen::new(tree, packages, files, &mut names, limits);
        let impls = Impls::new(tree, packages, files, &mut names, &chosen);
        let admits = |package: usize| {
            let has_relata = packages.list[package].relata.is_some();
            workspace.relations_from_schema.unwrap_or(!has_relata)
        };
        let joins = Joins::new(tree, files, &mut names, &chosen, admits);
        let mut writer = Writer {
            impls: &impls,
            joins: &joins,
            tree,
            packages,
            names: &mut names,
            chosen: &chosen,
            ids: Ids::new(),
            unknown: BTreeSet::new(),
        };
        let mut sources = writer.all();
        sources.extend(writer.calls(files));
        let undecided = chosen.undecided.iter().map(|(table, items)| Undecided {
            table: table.clone(),
            structs: items.len(),
        });
        let metadata_failure = match &read.origin {
            Origin::Manifests(message) => message.clone(),
            Origin::CargoMetadata => None,
        };
        Models {
            records: Records::of_source(sources),
            schema: schema(tree, files, limits).map(Arc::new),
            files: files.all().len(),
            has_relata: packages.list.iter().any(|it| it.relata.is_some()),
            metadata_failure,
            skipped: read.skipped.iter().map(ToString::to_string).collect(),
            unread: unread(files, tree, &chosen),
            undecided: undecided.collect(),
            root: read.root.clone(),
        }
    }

    /// Returns the models as records, which can be checked, listed and compared.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Returns the tables that Diesel's macros declare, if there are any.
    pub fn schema(&self) -> Option<&Arc<Schema>> {
        self.schema.as_ref()
    }

    /// Returns the folder of the workspace, which the files of places are relative to.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the number of files that were read.
    pub fn files(&self) -> usize {
        self.files
    }

    /// Returns whether a package that was read depends on relata.
    pub fn has_relata(&self) -> bool {
        self.has_relata
    }

    /// Returns the message of `cargo metadata`, if it failed and the manifests were read instead.
    pub fn metadata_failure(&self) -> Option<&str> {
        self.metadata_failure.as_deref()
    }

    /// Returns why packages of the workspace were left out, because their manifests cannot be read.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// Returns the files that could not be read, by path.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Returns the tables that several structs read, none of which is certainly its model.
    pub fn undecided(&self) -> &[Undecided] {
        &self.undecided
    }
}

/// Returns the tables and joins of the modules that are read.
fn schema(tree: &Tree, files: &Files, limits: &Limits) -> Option<Schema> {
    let (mut read, mut seen) = (Vec::new(), HashSet::new());
    for part in tree.parts.iter().filter(|it| seen.insert(&*it.shown)) {
        let Some(outline) = files.outline(part.file) else {
            continue;
        };
        let is_read = |scope: usize| {
            let scope = &tree.scopes[part.scopes[scope]];
            limits.admit(tree.crates[scope.krate].root.package, &scope.path)
        };
        let tables = outline.tables.iter().filter(|it| {
            let facts = &tree.root(part.scopes[it.scope]).facts;
            is_read(it.scope) && !facts.fails(&[&*part.conditions, &it.conditions].concat())
        });
        let joins = outline.joins.iter().filter(|it| is_read(it.scope));
        let file = DieselFile {
            file: part.shown.clone(),
            tables: tables.map(|it| &it.declared).collect(),
            joins: joins.map(|it| &it.declared).collect(),
        };
        if !file.tables.is_empty() || !file.joins.is_empty() {
            read.push(file);
        }
    }
    (!read.is_empty()).then(|| Schema::of_diesel_files(&read))
}

fn limit(settings: &Settings) -> Limit {
    let modules = |listed: &Option<Vec<workspace::Listed>>| -> Vec<String> {
        let listed = listed.iter().flatten();
        listed.map(|it| it.module.clone()).collect()
    };
    Limit {
        include: modules(&settings.include),
        exclude: modules(&settings.exclude),
    }
}

/// Returns the files that could not be read, and the mistakes in what was read.
fn unread(files: &Files, tree: &Tree, chosen: &Chosen<'_>) -> Vec<Unread> {
    let mut unread = Vec::new();
    for (path, content) in files.all() {
        let file = shown(&tree.workspace, path);
        match content {
            Content::Mistake(mistake) => unread.push(Unread::new(&file, mistake)),
            Content::Unreadable(error) => unread.push(Unread {
                place: Place::new(&file, 1, 1),
                message: error.clone(),
            }),
            Content::Outline(_) if tree.cut.contains(&file) => unread.push(Unread {
                place: Place::new(&file, 1, 1),
                message: TOO_OFTEN.to_owned(),
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
