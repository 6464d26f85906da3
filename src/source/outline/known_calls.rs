//! What the calls of macros declare: those of Diesel and relata, and names and modules that others may declare.

use std::rc::Rc;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{LitStr, Macro, Token};

use super::imports::plain;
use super::macro_modules::Modules;
use super::mistake::Mistake;
use super::visit::Visitor;
use super::{Depth, Include, Made, ModName, Opaque, OpaqueKind, Reach, attributes, calls, tables};
use crate::schema::diesel::position;
use crate::source::condition::Condition;

impl Visitor<'_> {
    /// Adds what the call of a macro of Diesel or relata declares. Returns whether it is one.
    pub(super) fn known_call(&mut self, call: &Macro, conditions: &[Condition]) -> bool {
        let read = tables::read(call, self.scope, conditions);
        // Other macros have the same names.
        if matches!(&read, Some(tables::Call::Mistake(_))) && !self.is_of_diesel(call) {
            return false;
        }
        let outline = &mut self.outline;
        match read {
            Some(tables::Call::Table(table)) => outline.tables.push(table),
            Some(tables::Call::Join(join)) => outline.joins.push(join),
            Some(tables::Call::Mistake(mistake)) => outline.mistakes.push(mistake),
            None => match calls::read(call, self.scope, conditions) {
                Some(calls::Call::Externals(externals)) => outline.externals.extend(externals),
                Some(calls::Call::KeyTypes(key_types)) => outline.key_types.extend(key_types),
                None => return false,
            },
        }
        true
    }

    /// Returns whether a macro is certainly one of Diesel: by its path, or by an import of its name.
    fn is_of_diesel(&self, call: &Macro) -> bool {
        let segments = &call.path.segments;
        segments.first().is_some_and(|first| {
            let is_imported = || self.of_diesel.contains(&first.ident.to_string());
            first.ident == "diesel" || segments.len() == 1 && is_imported()
        })
    }

    /// Adds all names in the tokens of a macro, if models are read.
    pub(super) fn add_names(&mut self, tokens: &TokenStream) {
        if let Depth::Models(_) = self.depth {
            let mut open = vec![tokens.clone()];
            while let Some(tokens) = open.pop() {
                for token in tokens {
                    match token {
                        TokenTree::Ident(name) => drop(self.outline.in_macros.insert(plain(&name))),
                        TokenTree::Group(group) => open.push(group.stream()),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Adds the names that the call of a macro may declare, if models are read: those that start an argument, as in
    /// `ids!(UserId, PostId)`.
    pub(super) fn add_made(&mut self, tokens: &TokenStream) {
        let Depth::Models(_) = self.depth else { return };
        // Commas within `<…>` are not those of the call.
        let (mut starts, mut angles) = (true, 0_usize);
        for token in tokens.clone() {
            if let TokenTree::Ident(name) = &token
                && starts
            {
                let (scope, name) = (self.scope, plain(name));
                self.outline.made.push(Made { scope, name });
            }
            let mark = match &token {
                TokenTree::Punct(mark) => mark.as_char(),
                _ => ' ',
            };
            match mark {
                '<' => angles += 1,
                '>' => angles = angles.saturating_sub(1),
                _ => {}
            }
            starts = mark == ',' && angles == 0;
        }
    }

    /// Adds an `include!`.
    pub(super) fn include(&mut self, call: &Macro) {
        let paths = call.parse_body_with(Punctuated::<LitStr, Token![,]>::parse_terminated);
        if paths.is_err() {
            self.add_opaque(OpaqueKind::Include, call.span());
        }
        for path in paths.iter().flatten() {
            self.outline.includes.push(Include {
                scope: self.scope,
                path: path.value(),
                conditions: self.conditions.clone(),
            });
        }
    }

    /// Adds code that is not read, if models are.
    pub(super) fn add_opaque(&mut self, kind: OpaqueKind, span: Span) {
        if self.reads_models() {
            self.outline.opaque.push(Opaque {
                scope: self.scope,
                conditions: self.conditions.clone(),
                at: position(span),
                kind,
            });
        }
    }

    /// Adds the definition of a macro.
    pub(super) fn define(&mut self, name: String, tokens: &TokenStream) {
        let modules = Modules::of(tokens.clone());
        self.definitions.insert(name, Rc::new(modules));
    }

    /// Adds each module in the call of a macro, as in `cfg_if!`, and in its definition. Only the compiler knows whether the
    /// macro declares it. Models in the tokens are skipped, because a macro may do anything with them.
    pub(super) fn modules_of_call(&mut self, name: &str, tokens: &TokenStream, span: Span) {
        self.add_modules(&Modules::of(tokens.clone()));
        let Some(definition) = self.definitions.get(name).cloned() else {
            return;
        };
        // One mistake is enough.
        let Some(left) = self.left else { return };
        self.left = left.checked_sub(definition.size);
        if self.left.is_some() {
            return self.add_modules(&definition);
        }
        self.outline.mistakes.push(Mistake {
            at: position(span),
            message: "the macros of this file declare too many modules".to_owned(),
        });
    }

    fn add_modules(&mut self, modules: &Modules) {
        for module in &modules.all {
            let body = module.body.as_ref();
            let body = body.map(|body| |it: &mut Self| it.add_modules(body));
            let name = ModName {
                written: module.written.clone(),
                reach: Reach::Crate,
            };
            self.module(name, attributes::read(&module.attributes), body);
        }
    }
}
