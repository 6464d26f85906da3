//! The walk through a parsed file, into every body that can contain items. Macro calls are searched only for modules.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::slice;

use relata_syntax::flatten_item;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{DeriveInput, Ident, ItemStruct, Stmt, Token, UseTree};

use super::attributes;
use super::declaration::Declaration;
use super::field_type::FieldType;
use super::impls::{self, Impl};
use super::imports::{self, plain};
use super::macro_modules::{self, Modules};
use super::{
    Alias, Attributes, Depth, Entity, Import, Mistake, ModFile, ModName, OpaqueKind, Outline,
    Reach, Scope, ScopeKind, Type,
};
use crate::schema::diesel::position;
use crate::source::condition::Condition;

impl Outline {
    /// Parses a file. Must run in its own thread, because `proc-macro2` keeps every text until the thread ends.
    pub(in crate::source) fn of(text: &str, depth: Depth<'_>) -> Result<Self, Mistake> {
        let file = syn::parse_file(text).map_err(|error| Mistake::of(&error))?;
        let mut visitor = Visitor {
            depth,
            outline: Outline::default(),
            scope: 0,
            own: 0,
            definitions: HashMap::new(),
            left: Some(macro_modules::MOST),
            of_diesel: HashSet::new(),
            conditions: attributes::read(&file.attrs).conditions,
        };
        visitor.scope(ScopeKind::File, |it| visit::visit_file(it, &file));
        Ok(visitor.outline)
    }
}

pub(super) struct Visitor<'f> {
    pub(super) outline: Outline,
    pub(super) depth: Depth<'f>,
    /// The current scope.
    pub(super) scope: usize,
    /// The conditions of the surrounding items.
    pub(super) conditions: Vec<Condition>,
    /// The number of conditions that apply to the whole scope.
    own: usize,
    /// The modules in the bodies of the `macro_rules!` so far, by name.
    pub(super) definitions: HashMap<String, Rc<Modules>>,
    /// How much more the calls of these macros may declare; none after too much.
    pub(super) left: Option<usize>,
    /// The names that are imported from Diesel.
    pub(super) of_diesel: HashSet<String>,
}

impl Visitor<'_> {
    fn scope(&mut self, kind: ScopeKind, inside: impl FnOnce(&mut Self)) {
        let (within, own) = (self.scope, self.own);
        self.scope = self.outline.scopes.len();
        self.outline.scopes.push(Scope {
            within,
            kind,
            conditions: self.own(),
            imports: Vec::new(),
        });
        self.own = self.conditions.len();
        inside(self);
        (self.scope, self.own) = (within, own);
    }

    /// Returns the conditions of an item, without those of its scope.
    fn own(&self) -> Vec<Condition> {
        self.conditions[self.own..].to_vec()
    }

    pub(super) fn under(&mut self, conditions: Vec<Condition>, inside: impl FnOnce(&mut Self)) {
        let outside = self.conditions.len();
        self.conditions.extend(conditions);
        inside(self);
        self.conditions.truncate(outside);
    }

    /// Adds a module with a body, or else with a file.
    pub(super) fn module(
        &mut self,
        name: ModName,
        read: Attributes,
        body: Option<impl FnOnce(&mut Self)>,
    ) {
        self.under(read.conditions, |it| match body {
            Some(body) => it.scope(ScopeKind::Module(name, read.paths), body),
            None => it.outline.files.push(ModFile {
                scope: it.scope,
                name,
                paths: read.paths,
                conditions: it.conditions.clone(),
                own: it.own(),
            }),
        });
    }

    fn add_type(
        &mut self,
        (name, reach): (&Ident, Reach),
        attributes: Attributes,
        item: impl FnOnce() -> DeriveInput,
        newtype_of: Option<Box<FieldType>>,
        inside: impl FnOnce(&mut Self),
    ) {
        let conditions = attributes.conditions.clone();
        let declaration = self.declaration(&attributes, item);
        self.outline.types.push(Type {
            scope: self.scope,
            name: plain(name),
            at: position(name.span()),
            conditions: [&*self.conditions, &attributes.conditions].concat(),
            attributes,
            reach,
            declaration,
            newtype_of,
        });
        self.under(conditions, inside);
    }

    /// Returns what a type declares, if models are read and one of its derives may be a model's.
    fn declaration(
        &self,
        attributes: &Attributes,
        item: impl FnOnce() -> DeriveInput,
    ) -> Option<Box<Declaration>> {
        let Depth::Models(facts) = self.depth else {
            return None;
        };
        let holding = attributes.derives.iter();
        let mut holding = holding.filter(|it| !facts.fails(&it.conditions));
        if !attributes.sea_orm_model && !holding.any(|it| attributes::may_be_of_model(it.last())) {
            return None;
        }
        let mut item = item();
        flatten_item(&mut item, &mut |it: &Condition| {
            !facts.fails(slice::from_ref(it))
        });
        let is_part = matches!(item.data, syn::Data::Enum(_))
            && attributes
                .derives
                .iter()
                .any(|it| attributes::is_of_part(it.last()));
        let read = if is_part {
            Declaration::of_variants(&item)
        } else {
            Declaration::of(&item)
        };
        Some(Box::new(read))
    }

    pub(super) fn reads_models(&self) -> bool {
        matches!(self.depth, Depth::Models(_))
    }
}

/// Visits a node with the conditions of its attributes.
macro_rules! under_conditions {
    ($($visit:ident: $node:ident,)*) => {
        $(fn $visit(&mut self, node: &syn::$node) {
            self.under(attributes::read(&node.attrs).conditions, |it| visit::$visit(it, node));
        })*
    };
}

impl Visit<'_> for Visitor<'_> {
    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        let (written, reach) = (item.ident.to_string(), Reach::of(&item.vis));
        let body = item.content.as_ref();
        let body = body.map(|_| |it: &mut Self| visit::visit_item_mod(it, item));
        let read = attributes::read(&item.attrs);
        self.module(ModName { written, reach }, read, body);
    }

    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        self.under(attributes::read(&item.attrs).conditions, |it| {
            let mut import = Import {
                absolute: item.leading_colon.is_some(),
                reach: Reach::of(&item.vis),
                conditions: it.own(),
                ..Import::default()
            };
            let into = &mut it.outline.scopes[it.scope].imports;
            let first = into.len();
            imports::read(&item.tree, &mut import, into);
            let new = into[first..].iter();
            let new = new.filter(|it| it.path.first().is_some_and(|it| it == "diesel"));
            it.of_diesel.extend(new.filter_map(|it| it.name.clone()));
        });
    }

    fn visit_item_extern_crate(&mut self, item: &syn::ItemExternCrate) {
        let read = attributes::read(&item.attrs);
        let name = item.rename.as_ref().map_or(&item.ident, |(_, name)| name);
        self.under(read.conditions, |it| {
            let import = Import {
                path: vec![plain(&item.ident)],
                name: Some(plain(name)),
                reach: Reach::of(&item.vis),
                conditions: it.own(),
                is_crate: true,
                macro_use: read.macro_use,
                ..Import::default()
            };
            it.outline.scopes[it.scope].imports.push(import);
        });
    }

    fn visit_item_macro(&mut self, item: &syn::ItemMacro) {
        let Some(name) = item.mac.path.segments.last() else {
            return;
        };
        let (name, tokens) = (name.ident.to_string(), &item.mac.tokens);
        let mut conditions = attributes::read(&item.attrs).conditions;
        self.add_names(tokens);
        match (name.as_str(), &item.ident) {
            ("include", _) => return self.under(conditions, |it| it.include(&item.mac)),
            // A definition declares nothing itself.
            ("macro_rules", Some(defined)) => {
                let name = defined.to_string();
                if let Some(kind) = OpaqueKind::of_macro(&name, tokens) {
                    self.under(conditions, |it| it.add_opaque(kind, defined.span()));
                }
                return self.define(name, tokens);
            }
            // `link!(billing, docs as documents)`
            ("link", _) => {
                let crates = Punctuated::<UseTree, Token![,]>::parse_terminated;
                for krate in crates.parse2(tokens.clone()).iter().flatten() {
                    let linked = &mut self.outline.linked;
                    imports::read(krate, &mut Import::default(), linked);
                }
            }
            _ => {}
        }
        if self.reads_models() {
            let all = [&*self.conditions, &conditions].concat();
            if self.known_call(&item.mac, &all) {
                return;
            }
        }
        self.add_made(tokens);
        if let Some(kind) = OpaqueKind::of_macro(&name, tokens) {
            self.under(conditions.clone(), |it| it.add_opaque(kind, item.span()));
        }
        conditions.push(Condition::macro_call(&name));
        self.under(conditions, |it| {
            it.modules_of_call(&name, tokens, item.span());
        });
    }

    /// What an unknown macro declares in a body stays there.
    fn visit_stmt_macro(&mut self, statement: &syn::StmtMacro) {
        if self.reads_models() {
            let conditions = attributes::read(&statement.attrs).conditions;
            let all = [&*self.conditions, &conditions].concat();
            self.known_call(&statement.mac, &all);
        }
    }

    fn visit_item_struct(&mut self, item: &ItemStruct) {
        let mut read = attributes::read(&item.attrs);
        let mut fields = item.fields.iter();
        read.sea_orm |= fields.any(|it| relata_syntax::is_sea_orm(&it.attrs));
        if self.reads_models() && read.has_derive("DeriveEntity") {
            let entity = Entity::of_struct(self.scope, &item.attrs);
            self.outline.entities.push(entity);
        }
        let (named, whole) = ((&item.ident, Reach::of(&item.vis)), || item.clone().into());
        let newtype_of = match self.depth {
            Depth::Models(facts) => FieldType::of_newtype(&read, item, facts),
            Depth::Names => None,
        };
        self.add_type(named, read, whole, newtype_of, |it| {
            visit::visit_item_struct(it, item);
        });
    }

    fn visit_item_enum(&mut self, item: &syn::ItemEnum) {
        let read = attributes::read(&item.attrs);
        if self.reads_models() && read.has_derive("DerivePrimaryKey") {
            self.outline
                .entities
                .push(Entity::of_enum(self.scope, item));
        }
        let (named, whole) = ((&item.ident, Reach::of(&item.vis)), || item.clone().into());
        self.add_type(named, read, whole, None, |it| {
            visit::visit_item_enum(it, item);
        });
    }

    fn visit_item_type(&mut self, item: &syn::ItemType) {
        if self.reads_models() {
            let conditions = attributes::read(&item.attrs).conditions;
            self.outline.aliases.push(Alias {
                scope: self.scope,
                name: plain(&item.ident),
                reach: Reach::of(&item.vis),
                conditions: [&*self.conditions, &conditions].concat(),
                ty: FieldType::within(&item.generics, &item.ty),
            });
        }
    }

    fn visit_block(&mut self, block: &syn::Block) {
        let declares = |it: &Stmt| match it {
            Stmt::Item(_) => true,
            Stmt::Macro(_) => self.reads_models(),
            _ => false,
        };
        if block.stmts.iter().any(declares) {
            self.scope(ScopeKind::Block, |it| visit::visit_block(it, block));
        } else {
            visit::visit_block(self, block);
        }
    }

    fn visit_item_impl(&mut self, item: &syn::ItemImpl) {
        self.under(attributes::read(&item.attrs).conditions, |it| {
            if let Depth::Models(facts) = it.depth {
                let at = (it.scope, &*it.conditions);
                match impls::read(item, at, facts) {
                    Some(Impl::Relations(read)) => it.outline.relation_impls.push(read),
                    Some(Impl::Related(read)) => it.outline.related_impls.push(*read),
                    Some(Impl::Linked(of)) => it.add_opaque(OpaqueKind::Linked(of), item.span()),
                    None => {}
                }
                it.outline.entities.extend(Entity::of_impl(it.scope, item));
            }
            visit::visit_item_impl(it, item);
        });
    }

    under_conditions! {
        visit_item_const: ItemConst,
        visit_item_fn: ItemFn,
        visit_item_static: ItemStatic,
        visit_item_trait: ItemTrait,
        visit_impl_item_const: ImplItemConst,
        visit_impl_item_fn: ImplItemFn,
        visit_trait_item_const: TraitItemConst,
        visit_trait_item_fn: TraitItemFn,
        visit_expr_block: ExprBlock,
        visit_local: Local,
        visit_arm: Arm,
    }
}
