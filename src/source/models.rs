//! The models that the source of a workspace declares, without a build: as records, like those that a program registers.

mod calls;
mod candidate;
mod choose;
mod counted;
mod drivers;
mod entity;
mod fields;
mod joins;
mod limits;
mod opaque;
mod records;
mod related;
mod selection;
mod tables;
mod targets;
mod types;
mod unread;
mod uses;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::candidate::Candidate;
use self::choose::Chosen;
use self::counted::Counted;
use self::joins::Joins;
use self::limits::{Limit, Limits};
pub use self::opaque::Opaque;
use self::records::Writer;
use self::related::Impls;
pub use self::selection::Workspace;
use self::types::Ids;
pub use self::unread::{Undecided, Unread};
use self::unread::{unmatched, unread};
use self::uses::Uses;
use super::condition::Facts;
use super::declared::gather;
use super::files::{Files, Folder, Goal};
use super::modules::Tree;
use super::names::{ItemId, Names, What};
use super::packages::Packages;
use super::standing::Detail;
use super::unreached;
use super::unreadable::UnreadableSource;
use super::workspace::{self, Origin, Settings};
use crate::Place;
use crate::criteria::AllowedModel;
use crate::declared::{self, Cause, Declarations};
use crate::name;
use crate::records::Records;
use crate::schema::Schema;

/// The models that the source of a workspace declares.
///
/// With relata's derive, they are the same as those of a program. A package that does not depend on relata has a model for
/// each entity of SeaORM and for each table of Diesel that a struct reads.
#[derive(Clone, Debug)]
pub struct Models {
    records: Records,
    schema: Option<Arc<Schema>>,
    /// The place of the table of each model of Diesel, sorted by the path of the model.
    tables: Arc<[(String, Place)]>,
    root: PathBuf,
    files: usize,
    has_relata: bool,
    metadata_failure: Option<String>,
    unread: Vec<Unread>,
    opaque: Vec<Opaque>,
    undecided: Vec<Undecided>,
    /// Models with relata's derive in files that no `mod` reaches.
    absent: Vec<declared::Declared>,
    /// Types without the derive.
    underived: Arc<[declared::Underived]>,
    /// What the manifests allow.
    allowed: Vec<AllowedModel>,
}

impl Models {
    /// Reads the models of a workspace. It runs `cargo metadata --offline`, and reads the manifests if that fails.
    ///
    /// Nothing of the workspace runs: no build script, no macro, no test. Cargo itself is `$CARGO`, or else `cargo`, and it
    /// runs what the user has configured, such as the proxy of rustup or a `RUSTC_WRAPPER`. With
    /// [`no_metadata`](Workspace::no_metadata), files are read and nothing runs at all.
    ///
    /// A file that declares no model, table or module is parsed only if a name leads there. Regular files of up to 16 MiB are
    /// read; what is larger, is not text, or is nested thousands of levels deep, is [unread](Models::unread).
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
    /// Returns an error if the workspace or a package does not exist, or if its manifest cannot be read.
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
        let counted = Counted {
            tree,
            packages,
            files,
            limits,
            schema_files: &read.schema_files,
        };
        let chosen = Chosen::new(counted, &mut names);
        let impls = Impls::new(counted, &mut names, &chosen);
        let from_schema = workspace.relations_from_schema;
        let admits = |model: &Candidate<'_>| from_schema.unwrap_or(!model.has_relata);
        let joins = Joins::new(counted, &mut names, &chosen, admits);
        let (schema, tables) = tables::tables(counted, &names, &chosen).unzip();
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
        sources.extend(writer.calls(counted));
        let place = |item: &ItemId| {
            let item = names.items.get(*item);
            let at = match item.what {
                What::Type(ty) => ty.at,
                _ => (1, 1),
            };
            Place::new(&tree.parts[item.part].shown, at.0, at.1)
        };
        // The library and the program may share a file.
        let mut seen = HashSet::new();
        let undecided = chosen.undecided.iter();
        let undecided = undecided.filter(|(_, items)| seen.insert(place(&items[0]).to_string()));
        let undecided = undecided.map(|(table, items)| Undecided {
            place: place(&items[0]),
            table: table.clone(),
            structs: items.len(),
        });
        let (absent, underived) = absent(counted);
        let metadata_failure = match &read.origin {
            Origin::Manifests(message) => message.clone(),
            Origin::CargoMetadata => None,
        };
        Models {
            records: Records::of_source(sources),
            schema: schema.map(Arc::new),
            tables: tables.unwrap_or_default().into(),
            files: files.len(),
            has_relata: packages.list.iter().any(|it| it.relata.is_some()),
            metadata_failure,
            unread: [
                unread::manifests(read),
                unread(files, tree, &chosen),
                unmatched(read, files, tree),
            ]
            .concat(),
            opaque: opaque::opaque(counted),
            undecided: undecided.collect(),
            absent,
            underived,
            allowed: allowed(read),
            root: read.root.clone(),
        }
    }

    pub(crate) fn allowed(&self) -> &[AllowedModel] {
        &self.allowed
    }

    /// Returns the models as records, which can be checked, listed and compared.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Returns the tables that Diesel's macros declare, if there are any.
    pub fn schema(&self) -> Option<&Arc<Schema>> {
        self.schema.as_ref()
    }

    /// Returns the place of the table of each model of Diesel, sorted by the path of the model.
    pub(crate) fn tables(&self) -> &Arc<[(String, Place)]> {
        &self.tables
    }

    /// Returns the folder of the workspace, which the files of places are relative to.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the number of files that were read.
    pub fn files(&self) -> usize {
        self.files
    }

    /// Returns whether the source declares no model at all.
    pub fn is_empty(&self) -> bool {
        self.records.to_bytes().is_empty() && self.absent.is_empty()
    }

    /// Returns whether a package that was read depends on relata.
    pub fn has_relata(&self) -> bool {
        self.has_relata
    }

    /// Returns the message of `cargo metadata`, if it failed and the manifests were read instead.
    pub fn metadata_failure(&self) -> Option<&str> {
        self.metadata_failure.as_deref()
    }

    /// Returns the manifests and files that could not be read, and mistakes in attributes.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Returns the code that may declare models or relations and is not read: macros that contain the derive of a model or a
    /// table, which are not expanded, `include!` of a path that is not a text, and SeaORM's `impl Linked`.
    pub fn opaque(&self) -> &[Opaque] {
        &self.opaque
    }

    /// Returns what the source declares that is no model of this system, and everything that hides models.
    pub(crate) fn declarations(&self) -> Declarations {
        Declarations {
            absent: self.absent.clone(),
            underived: self.underived.clone(),
            unread: unread::hidden(&self.unread, &self.undecided).into(),
            opaque: u32::try_from(self.opaque.len()).unwrap_or(u32::MAX),
            ..Declarations::default()
        }
    }

    /// Returns the tables that several structs read without one that is certainly the model.
    pub fn undecided(&self) -> &[Undecided] {
        &self.undecided
    }
}

/// Returns the models with relata's derive that no `mod` reaches, and the types without the derive.
fn absent(counted: Counted<'_>) -> (Vec<declared::Declared>, Arc<[declared::Underived]>) {
    let Counted {
        tree,
        packages,
        files,
        limits,
        ..
    } = counted;
    let (models, underived) = gather(tree, packages, files);
    let mut uses = Uses::new(counted);
    let models = models.into_iter().filter_map(|it| match it.standing.0 {
        Detail::Unreached(lead)
            if limits.admit(it.package, name::qualifier(&it.path)?)
                && !uses.has(it.package, it.place.file()) =>
        {
            Some(declared::Declared {
                path: it.path,
                place: it.place,
                cause: Cause::NoMod(lead),
            })
        }
        _ => None,
    });
    let underived = underived.into_iter().map(|it| declared::Underived {
        path: it.path,
        place: it.place,
    });
    (models.collect(), underived.collect())
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

/// Returns what the manifests of the packages allow. Those that share the settings of the workspace allow the same.
fn allowed(read: &workspace::Workspace) -> Vec<AllowedModel> {
    let mut allowed: Vec<AllowedModel> = Vec::new();
    for member in read.read_members() {
        for allow in read.members[member].settings.allow.iter().flatten() {
            if !allowed.contains(allow) {
                allowed.push(allow.clone());
            }
        }
    }
    allowed
}
