//! Going through a parsed file, into every body that can hold items.
//!
//! In: a file as `syn` parsed it. Out: its outline. Of what stands in the call of a macro only the modules count.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};
use syn::{
    Arm, Attribute, Block, ExprBlock, Generics, Ident, ImplItem, Item, ItemExternCrate, ItemMacro,
    ItemMod, ItemUse, Local, Macro, Stmt, TraitItem,
};

use super::attributes::{self, Read};
use super::imports::{self, plain};
use super::macros;
use super::{
    ExternCrate, Include, ModFile, ModName, Outline, Path, Reach, Scope, ScopeKind, Type, position,
};
use crate::source::condition::Condition;

pub(super) fn outline(file: &syn::File) -> Outline {
    let mut visitor = Visitor {
        outline: Outline::default(),
        scope: 0,
        own: 0,
        definitions: HashMap::new(),
        conditions: attributes::conditions(&file.attrs),
    };
    visitor.scope(ScopeKind::File, |it| {
        for item in &file.items {
            it.visit_item(item);
        }
    });
    visitor.outline
}

struct Visitor {
    outline: Outline,
    /// The scope that is gone through.
    scope: usize,
    /// Of all that is around.
    conditions: Vec<Condition>,
    /// How many of them are of the scope.
    own: usize,
    /// What `macro_rules!` said up to here, by its name.
    definitions: HashMap<String, TokenStream>,
}

impl Visitor {
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

    /// The conditions of an item alone.
    fn own(&self) -> Vec<Condition> {
        self.conditions[self.own..].to_vec()
    }

    fn under(&mut self, conditions: Vec<Condition>, inside: impl FnOnce(&mut Self)) {
        let outside = self.conditions.len();
        self.conditions.extend(conditions);
        inside(self);
        self.conditions.truncate(outside);
    }

    fn module(&mut self, item: &ItemMod, read: Read) {
        let name = ModName {
            written: item.ident.to_string(),
            reach: Reach::of(&item.vis),
        };
        match &item.content {
            Some((_, items)) => self.scope(ScopeKind::Module(name, read.paths), |it| {
                for item in items {
                    it.visit_item(item);
                }
            }),
            None => self.file(name, read.paths),
        }
    }

    fn file(&mut self, name: ModName, paths: Vec<Path>) {
        self.outline.files.push(ModFile {
            scope: self.scope,
            name,
            paths,
            conditions: self.conditions.clone(),
            own: self.own(),
        });
    }

    fn declared(&mut self, name: &Ident, read: Read) {
        let (line, column) = position(name.span());
        self.outline.types.push(Type {
            scope: self.scope,
            name: plain(name),
            line,
            column,
            conditions: self.conditions.clone(),
            derives: read.derives,
            says: read.says,
            of_sea_orm: read.sea_orm,
        });
    }

    fn import(&mut self, item: &ItemUse) {
        let conditions = self.own();
        let imports = &mut self.outline.scopes[self.scope].imports;
        imports::read(item, &conditions, imports);
        imports::first(&item.tree, &mut self.outline.mentioned);
    }

    fn extern_crate(&mut self, item: &ItemExternCrate, macro_use: bool) {
        let krate = plain(&item.ident);
        self.outline.mentioned.insert(krate.clone());
        let renamed = item.rename.as_ref().map(|(_, name)| plain(name));
        self.outline.crates.push(ExternCrate {
            scope: self.scope,
            name: renamed.unwrap_or_else(|| krate.clone()),
            krate,
            reach: Reach::of(&item.vis),
            macro_use,
            conditions: self.own(),
        });
    }

    /// A macro that stands for items.
    fn called(&mut self, item: &ItemMacro) {
        let Some(name) = item.mac.path.segments.last() else {
            return;
        };
        let (name, tokens) = (name.ident.to_string(), &item.mac.tokens);
        match (name.as_str(), &item.ident) {
            ("include", _) => return self.included(&item.mac),
            // It declares nothing where it stands.
            ("macro_rules", Some(defined)) => {
                let defined = defined.to_string();
                self.definitions.insert(defined, tokens.clone());
                return;
            }
            ("link", _) => self.outline.mentioned.extend(macros::crates(tokens)),
            _ => {}
        }
        let mut modules = macros::modules(tokens);
        if let Some(definition) = self.definitions.get(&name) {
            modules.extend(macros::modules(definition));
        }
        self.under(vec![Condition::macro_call(&name)], |it| {
            for module in modules {
                it.perhaps(module);
            }
        });
    }

    /// A module that a macro may declare.
    fn perhaps(&mut self, mut module: macros::Module) {
        let conditions = std::mem::take(&mut module.read.conditions);
        let (name, paths) = (module.name, module.read.paths);
        self.under(conditions, |it| match module.body {
            None => it.file(name, paths),
            Some(body) => it.scope(ScopeKind::Module(name, paths), |it| {
                for module in body {
                    it.perhaps(module);
                }
            }),
        });
    }

    /// Only where the path is there to be read.
    fn included(&mut self, call: &Macro) {
        let path = call.parse_body_with(|input: syn::parse::ParseStream<'_>| {
            let path = input.parse::<syn::LitStr>()?;
            input.parse::<Option<syn::Token![,]>>()?;
            Ok(path)
        });
        if let Ok(path) = path {
            self.outline.includes.push(Include {
                scope: self.scope,
                path: path.value(),
                conditions: self.conditions.clone(),
            });
        }
    }

    fn item(&mut self, item: &Item, mut read: Read) {
        let conditions = std::mem::take(&mut read.conditions);
        self.under(conditions, |it| match item {
            Item::Mod(module) => it.module(module, read),
            Item::Use(item) => it.import(item),
            Item::ExternCrate(item) => it.extern_crate(item, read.macro_use),
            Item::Macro(item) => it.called(item),
            Item::Struct(item) => {
                let mut fields = item.fields.iter();
                let mut read = read;
                read.sea_orm |= fields.any(|it| attributes::are_of_sea_orm(&it.attrs));
                it.declared(&item.ident, read);
                visit::visit_item_struct(it, item);
            }
            Item::Enum(item) => {
                it.declared(&item.ident, read);
                visit::visit_item_enum(it, item);
            }
            _ => visit::visit_item(it, item),
        });
    }
}

impl Visit<'_> for Visitor {
    fn visit_item(&mut self, item: &Item) {
        self.item(item, attributes::read(of_item(item)));
    }

    fn visit_impl_item(&mut self, item: &ImplItem) {
        let attributes = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            _ => return,
        };
        self.under(attributes::conditions(attributes), |it| {
            visit::visit_impl_item(it, item);
        });
    }

    fn visit_trait_item(&mut self, item: &TraitItem) {
        let attributes = match item {
            TraitItem::Const(item) => &item.attrs,
            TraitItem::Fn(item) => &item.attrs,
            _ => return,
        };
        self.under(attributes::conditions(attributes), |it| {
            visit::visit_trait_item(it, item);
        });
    }

    fn visit_block(&mut self, block: &Block) {
        if block.stmts.iter().any(|it| matches!(it, Stmt::Item(_))) {
            self.scope(ScopeKind::Block, |it| visit::visit_block(it, block));
        } else {
            visit::visit_block(self, block);
        }
    }

    fn visit_expr_block(&mut self, block: &ExprBlock) {
        self.under(attributes::conditions(&block.attrs), |it| {
            visit::visit_expr_block(it, block);
        });
    }

    fn visit_local(&mut self, local: &Local) {
        self.under(attributes::conditions(&local.attrs), |it| {
            visit::visit_local(it, local);
        });
    }

    fn visit_arm(&mut self, arm: &Arm) {
        self.under(attributes::conditions(&arm.attrs), |it| {
            visit::visit_arm(it, arm);
        });
    }

    // They can hold no items, and there are many of them.
    fn visit_attribute(&mut self, _: &Attribute) {}
    fn visit_generics(&mut self, _: &Generics) {}
    fn visit_pat(&mut self, _: &syn::Pat) {}
    fn visit_path(&mut self, _: &syn::Path) {}
}

fn of_item(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
