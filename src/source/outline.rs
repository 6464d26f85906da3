//! What one file says, as far as models are concerned: its modules, imports, structs and enums.
//!
//! In: the text of a file. Out: the same in a form that can leave the thread that parsed it, with nothing looked up.
//! This module must not know in which module or crate the file is: several may have it.

mod attributes;
mod imports;
mod macros;
mod visit;

use std::collections::BTreeSet;

use super::condition::Condition;

pub(super) use imports::{Import, Leaf, Reach};

/// The first scope is the file's own; the others follow the one that they are in.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) scopes: Vec<Scope>,
    pub(super) types: Vec<Type>,
    pub(super) files: Vec<ModFile>,
    pub(super) includes: Vec<Include>,
    pub(super) crates: Vec<ExternCrate>,
    /// The first name of each `use`, `extern crate` and crate in a `link!`.
    pub(super) mentioned: BTreeSet<String>,
}

/// Where names are declared: the file, a module with a body, or a block with items.
#[derive(Debug)]
pub(super) struct Scope {
    /// The one around it; the first one's own.
    pub(super) within: usize,
    pub(super) kind: ScopeKind,
    /// What has to hold for it, beyond what holds for the one around it.
    pub(super) conditions: Vec<Condition>,
    pub(super) imports: Vec<Import>,
}

#[derive(Debug)]
pub(super) enum ScopeKind {
    File,
    Module(ModName, Vec<Path>),
    Block,
}

/// How a module is called, and for whom it is there.
#[derive(Clone, Debug)]
pub(super) struct ModName {
    /// As it is written, perhaps with `r#`.
    pub(super) written: String,
    pub(super) reach: Reach,
}

/// `mod name;`
#[derive(Debug)]
pub(super) struct ModFile {
    pub(super) scope: usize,
    pub(super) name: ModName,
    pub(super) paths: Vec<Path>,
    pub(super) conditions: Vec<Condition>,
    /// Those of them that are its own, and not of its scope.
    pub(super) own: Vec<Condition>,
}

/// What `#[path = "…"]` says, and under what conditions; the first that holds counts.
#[derive(Clone, Debug)]
pub(super) struct Path {
    pub(super) path: String,
    pub(super) conditions: Vec<Condition>,
}

/// `include!("…")`
#[derive(Debug)]
pub(super) struct Include {
    pub(super) scope: usize,
    pub(super) path: String,
    pub(super) conditions: Vec<Condition>,
}

/// `extern crate name as other;`
#[derive(Debug)]
pub(super) struct ExternCrate {
    pub(super) scope: usize,
    pub(super) krate: String,
    pub(super) name: String,
    pub(super) reach: Reach,
    pub(super) macro_use: bool,
    /// Its own.
    pub(super) conditions: Vec<Condition>,
}

/// A struct or an enum. All that holds for it in its file is among the conditions.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) scope: usize,
    pub(super) name: String,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) conditions: Vec<Condition>,
    pub(super) derives: Vec<Derive>,
    pub(super) says: Vec<Says>,
    /// An attribute of SeaORM stands on it or on a field: a `Model` is known by its module then.
    pub(super) of_sea_orm: bool,
}

/// A path in `derive(…)`.
#[derive(Debug)]
pub(super) struct Derive {
    pub(super) path: Vec<String>,
    pub(super) absolute: bool,
    pub(super) conditions: Vec<Condition>,
}

/// What `#[relata(…)]` says that counts here.
#[derive(Debug)]
pub(super) struct Says {
    pub(super) skip: bool,
    pub(super) name: Option<String>,
    pub(super) conditions: Vec<Condition>,
}

/// Where a file does not parse, and what is said of it.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) message: String,
}

impl Outline {
    /// Must run in a thread of its own: what `proc-macro2` remembers of each text ends with the thread.
    pub(super) fn of(text: &str) -> Result<Self, Mistake> {
        match syn::parse_file(text) {
            Ok(file) => Ok(visit::outline(&file)),
            Err(error) => {
                let (line, column) = position(error.span());
                Err(Mistake {
                    line,
                    column,
                    message: error.to_string(),
                })
            }
        }
    }

    /// Whether the file's own scope has this name among those of types and modules, under whatever condition.
    pub(super) fn declares(&self, name: &str) -> bool {
        let is_module = |it: &Scope| match &it.kind {
            ScopeKind::Module(module, _) => it.within == 0 && module.plain() == name,
            ScopeKind::File | ScopeKind::Block => false,
        };
        let is_import = |it: &Import| matches!(&it.leaf, Leaf::Name(leaf) if leaf == name);
        self.scopes.iter().any(is_module)
            || self.scopes[0].imports.iter().any(is_import)
            || self
                .files
                .iter()
                .any(|it| it.scope == 0 && it.name.plain() == name)
            || self
                .crates
                .iter()
                .any(|it| it.scope == 0 && it.name == name)
            || self.types.iter().any(|it| it.scope == 0 && it.name == name)
    }
}

impl ModName {
    /// As it is looked up.
    pub(super) fn plain(&self) -> &str {
        self.written.strip_prefix("r#").unwrap_or(&self.written)
    }
}

/// As the compiler counts: both from 1, columns in characters.
fn position(span: proc_macro2::Span) -> (u32, u32) {
    let start = span.start();
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    (number(start.line), number(start.column + 1))
}
