//! The models that the source of a cargo target declares, each with the conditions under which it is compiled.
//!
//! Cargo lists the packages (`cargo`, `packages`). From their roots the modules are followed (`modules`, `files`,
//! `outline`), then the files that no module reaches are added (`unreached`). Last, the derives are looked up (`names`)
//! and the types collected (`declared`).
//!
//! ```
//! use relata::source::{Source, Target};
//!
//! let source = Source::read(&Target::example(env!("CARGO_MANIFEST_DIR"), "quickstart"))?;
//! let paths: Vec<&str> = source.models().map(|model| model.path()).collect();
//! assert_eq!(paths, ["quickstart::Author", "quickstart::Book"]);
//! # Ok::<(), relata::source::UnreadableSource>(())
//! ```
//!
//! This reads the source of the target itself, of the library of its package, and of the libraries that it depends on, if
//! they are the user's own and depend on relata. Dev-dependencies are included for tests. Models that a macro declares
//! are not found, and neither is a derive that a third-party crate re-exports.

mod absent;
mod alone;
mod bodies;
mod cargo;
mod condition;
mod declared;
mod files;
mod lexed;
mod models;
mod modules;
mod names;
mod nesting;
mod outline;
mod packages;
mod relevant;
mod standing;
mod target;
mod unreached;
mod unreadable;
mod workspace;

use std::collections::HashSet;

pub use declared::{Declared, Underived};
pub use models::{Models, Opaque, Undecided, Unread, Workspace};
pub use packages::{Dependent, Package};
pub use standing::Standing;
pub use target::Target;
pub use unreadable::UnreadableSource;

use self::files::Files;
use self::modules::Tree;
use self::packages::{Packages, RootKind, shown};
use self::target::DevDependencies;
use crate::criteria::AllowedModel;

/// What the source of a target declares.
#[derive(Clone, Debug)]
pub struct Source {
    pub(crate) packages: Vec<Package>,
    pub(crate) models: Vec<Declared>,
    pub(crate) underived: Vec<Underived>,
    /// The crates of all packages that cargo lists, whether they are read or not.
    pub(crate) crates: HashSet<String>,
    /// The root of the target, as in `file!()`; a doctest has none.
    pub(crate) root: Option<String>,
    /// The crate of the target, if it is not a library. A library may have the same name.
    pub(crate) krate: Option<String>,
    /// Whether the target is built with dev-dependencies.
    pub(crate) dev_dependencies: DevDependencies,
    /// What the manifest of the target allows.
    pub(crate) allowed: Vec<AllowedModel>,
    /// The file that the target is built as, if it is known.
    pub(crate) executable: Option<String>,
}

impl Source {
    /// Reads the source of a target. It runs `$CARGO` or else `cargo`, which fetches nothing.
    ///
    /// # Errors
    ///
    /// Cargo fails, the package has no such target, or a file that is certainly compiled cannot be read or parsed.
    pub fn read(target: &Target) -> Result<Self, UnreadableSource> {
        let metadata = cargo::metadata(target)?;
        let own = metadata.root_package();
        let settings = own
            .map(|it| workspace::settings(&metadata, it))
            .transpose()?;
        let mut packages = Packages::of(&metadata, target)?;
        let mut files = Files::default();
        let mut tree = Tree::new(&packages.workspace);
        tree.follow(&packages.roots, true, &mut files)?;
        unreached::add(&mut tree, &packages, &mut files)?;
        let (models, underived) = declared::gather(&tree, &packages, &files);
        for part in tree.parts.iter().filter(|it| it.unreached.is_none()) {
            let krate = &tree.crates[tree.scopes[part.scopes[0]].krate];
            if krate.counts
                && let Some(outline) = files.outline(part.file)
            {
                let mentioned = &mut packages.list[krate.root.package].mentioned;
                mentioned.extend(outline.mentioned().cloned());
            }
        }
        let targets = metadata.packages.iter().flat_map(|it| &it.targets);
        let target_root = packages.roots.iter().find(|it| it.is_target);
        let krate = target_root.filter(|it| it.kind != RootKind::Library);
        Ok(Source {
            root: target_root.map(|it| shown(&packages.workspace, &it.file)),
            krate: krate.map(|it| it.krate.clone()),
            dev_dependencies: target.dev_dependencies(),
            allowed: settings.and_then(|it| it.allow).unwrap_or_default(),
            executable: target.executable.clone(),
            packages: packages.list,
            crates: targets.map(|it| packages::crate_name(&it.name)).collect(),
            models,
            underived,
        })
    }

    /// The models, by package, file and line.
    pub fn models(&self) -> impl ExactSizeIterator<Item = &Declared> {
        self.models.iter()
    }

    /// The structs and enums that do not derive relata's `Model`, in the same order. Files that no module reaches
    /// contribute none.
    pub fn underived(&self) -> impl ExactSizeIterator<Item = &Underived> {
        self.underived.iter()
    }

    /// Whether the package of the target or one of its dependencies depends on relata. Otherwise there are no models.
    pub fn depends_on_relata(&self) -> bool {
        self.packages.iter().any(|it| it.relata.is_some())
    }

    /// The packages that were read: that of the target first, the others by name.
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }
}
