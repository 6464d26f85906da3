//! The outline of one file: its modules, imports, structs and enums, in a form that can be sent to another thread. Names
//! are not resolved here, because several modules may share the file.

mod attributes;
mod calls;
mod declaration;
mod entity;
mod field_type;
mod impls;
mod imports;
mod known_calls;
mod macro_modules;
mod mistake;
mod opaque;
mod tables;
mod type_path;
mod visit;

use std::collections::HashSet;

use super::condition::{Condition, Facts};

pub(super) use attributes::{
    Attributes, Derive, Path, WITH_COLUMNS, WITH_TABLE, is_of_model, may_be_of_model,
};
pub(super) use calls::{External, KeyType};
pub(super) use declaration::{Allow, Declaration, Field, Named, Relation, Target};
pub(super) use entity::Entity;
pub(super) use field_type::FieldType;
pub(super) use impls::{RelatedImpl, RelationImpl};
pub(super) use imports::{Import, Reach};
pub(super) use mistake::Mistake;
pub(super) use opaque::{Opaque, OpaqueKind};
pub(super) use tables::{Join, Table};
pub(super) use type_path::TypePath;

/// How much of a file is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Depth<'f> {
    /// Which models are declared.
    Names,
    /// Also what the models declare, in a crate that is compiled with these facts.
    Models(&'f Facts),
}

/// The outline of a file. The first scope is the file itself; each other scope comes after the one around it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) scopes: Vec<Scope>,
    pub(super) types: Vec<Type>,
    pub(super) files: Vec<ModFile>,
    pub(super) includes: Vec<Include>,
    /// The arguments of each `link!`.
    pub(super) linked: Vec<Import>,
    /// The aliases of types, if models are read.
    pub(super) aliases: Vec<Alias>,
    /// What calls of relata's macros register, if models are read.
    pub(super) externals: Vec<External>,
    pub(super) key_types: Vec<KeyType>,
    /// The names in calls of unknown macros, which may declare them, if models are read.
    pub(super) made: Vec<Made>,
    /// All names in calls and definitions of macros, if models are read. They may be those of modules.
    pub(super) in_macros: HashSet<String>,
    /// The tables of Diesel, if models are read.
    pub(super) tables: Vec<Table>,
    pub(super) joins: Vec<Join>,
    /// The impls of SeaORM, if models are read.
    pub(super) relation_impls: Vec<RelationImpl>,
    pub(super) related_impls: Vec<RelatedImpl>,
    /// What items next to the models of SeaORM declare of them, if models are read.
    pub(super) entities: Vec<Entity>,
    /// Code that may declare models and is not read, if models are.
    pub(super) opaque: Vec<Opaque>,
    /// The mistakes in the macros of a schema, and macros that declare too much.
    pub(super) mistakes: Vec<Mistake>,
    /// Whether it is only the scope of a file that has not been parsed.
    pub(super) is_unparsed: bool,
}

/// `type Name = Type;`
#[derive(Debug)]
pub(super) struct Alias {
    pub(super) scope: usize,
    pub(super) name: String,
    pub(super) reach: Reach,
    pub(super) conditions: Vec<Condition>,
    pub(super) ty: FieldType,
}

/// A name in the call of a macro.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) scope: usize,
    pub(super) name: String,
}

/// A scope of names: the file, a module with a body, or a block with items.
#[derive(Debug)]
pub(super) struct Scope {
    /// The scope around it. The first scope is within itself.
    pub(super) within: usize,
    pub(super) kind: ScopeKind,
    /// Its conditions, without those of the scope around it.
    pub(super) conditions: Vec<Condition>,
    pub(super) imports: Vec<Import>,
}

#[derive(Debug)]
pub(super) enum ScopeKind {
    File,
    Module(ModName, Vec<Path>),
    Block,
}

/// The name and the visibility of a module.
#[derive(Clone, Debug)]
pub(super) struct ModName {
    /// The name as written, with any `r#`.
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
    /// The conditions without those of its scope.
    pub(super) own: Vec<Condition>,
}

/// `include!("…")`
#[derive(Debug)]
pub(super) struct Include {
    pub(super) scope: usize,
    pub(super) path: String,
    pub(super) conditions: Vec<Condition>,
}

/// A struct or an enum, with all conditions in its file.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) scope: usize,
    pub(super) name: String,
    /// The line and the column.
    pub(super) at: (u32, u32),
    pub(super) conditions: Vec<Condition>,
    pub(super) attributes: Attributes,
    pub(super) reach: Reach,
    /// What it declares, if models are read and it may be one.
    pub(super) declaration: Option<Box<Declaration>>,
    /// The type of its only field, if columns hold it in place of the struct, and models are read.
    pub(super) newtype_of: Option<Box<FieldType>>,
}

impl Type {
    /// Returns whether it is the model of an entity of SeaORM.
    pub(super) fn is_sea_orm(&self) -> bool {
        let attributes = &self.attributes;
        let mut derives = attributes.derives.iter();
        attributes.sea_orm_model || derives.any(|it| attributes::is_of_entity(it.last()))
    }
}

impl Outline {
    /// Returns the outline of a file that is not parsed.
    pub(super) fn unparsed() -> Self {
        let file = Scope {
            within: 0,
            kind: ScopeKind::File,
            conditions: Vec::new(),
            imports: Vec::new(),
        };
        Outline {
            scopes: vec![file],
            is_unparsed: true,
            ..Outline::default()
        }
    }

    /// Returns the first name of each `use`, `extern crate` and `link!`.
    pub(super) fn mentioned(&self) -> impl Iterator<Item = &String> {
        let imports = self.scopes.iter().flat_map(|it| &it.imports);
        imports.chain(&self.linked).filter_map(|it| it.path.first())
    }

    /// Returns whether the file's own scope has a type or module with this name, under any condition.
    pub(super) fn declares(&self, name: &str) -> bool {
        let is_named =
            |it: &ScopeKind| matches!(it, ScopeKind::Module(module, _) if module.plain() == name);
        let is_module = |it: &Scope| it.within == 0 && is_named(&it.kind);
        let mut imports = self.scopes[0].imports.iter();
        let is_file = |it: &ModFile| it.scope == 0 && it.name.plain() == name;
        let is_type = |it: &Type| it.scope == 0 && it.name == name;
        self.scopes.iter().any(is_module)
            || imports.any(|it| it.name.as_deref() == Some(name))
            || self.files.iter().any(is_file)
            || self.types.iter().any(is_type)
    }
}

impl ModName {
    /// Returns the name without `r#`.
    pub(super) fn plain(&self) -> &str {
        self.written.strip_prefix("r#").unwrap_or(&self.written)
    }
}
