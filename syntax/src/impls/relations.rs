//! `RelationTrait`: one relation for each variant.

use relata_record::spelling::{is_variant, snake};
use syn::spanned::Spanned;
use syn::{Arm, Attribute, Expr, Ident, ItemImpl, Pat, Path, TypePath, UnOp};

use super::body::{Body, returned};
use super::definition::{self, Definition};
use crate::name::Name;

/// The relations that `RelationTrait` defines for the variants of an enum.
pub struct Relations<'a> {
    /// The enum.
    pub of: &'a TypePath,
    /// The variants, in the order of the arms.
    pub variants: Vec<Variant<'a>>,
    /// Whether each variant is read, and no other variant has a relation.
    pub complete: bool,
}

/// A variant with its own arm, or one of several with the same arm.
pub struct Variant<'a> {
    /// The name of the relation.
    pub name: Name,
    /// The attributes of the arm, such as `cfg`.
    pub attributes: &'a [Attribute],
    /// What the arm returns.
    pub definition: Definition,
}

/// Reads the arms of `def`.
pub(super) fn read<'a>(of: &'a TypePath, item: &'a ItemImpl) -> Relations<'a> {
    let mut read = Relations {
        of,
        variants: Vec::new(),
        complete: true,
    };
    match returned(item, "def") {
        Some(Body::Value(Expr::Match(it))) if is_self(&it.expr) => {
            it.arms.iter().for_each(|one| arm(&mut read, one));
        }
        Some(Body::Panic) => {}
        _ => read.complete = false,
    }
    read
}

/// Returns whether an expression is `self`, `*self` or `&*self`.
fn is_self(value: &Expr) -> bool {
    match value {
        Expr::Path(path) => path.path.is_ident("self"),
        Expr::Unary(it) => matches!(it.op, UnOp::Deref(_)) && is_self(&it.expr),
        Expr::Reference(it) => is_self(&it.expr),
        Expr::Paren(it) => is_self(&it.expr),
        _ => false,
    }
}

/// Adds the variants of an arm.
fn arm<'a>(read: &mut Relations<'a>, arm: &'a Arm) {
    let mut names = Some(Vec::new());
    variants(read.of, &arm.pat, &mut names);
    let body = Body::of(&arm.body);
    // The variants without an arm of their own have no relation.
    let Some(names) = names else {
        read.complete &= is_rest(&arm.pat) && matches!(body, Body::Panic);
        return;
    };
    for ident in names {
        let name = Name::new(snake(&ident.to_string()), ident.span());
        let definition = match body {
            Body::Value(value) => definition::read(&name, value),
            Body::Panic => Some(Definition::None),
            Body::Unread => None,
        };
        read.complete &= definition.is_some();
        read.variants.push(Variant {
            name,
            attributes: &arm.attrs,
            definition: definition.unwrap_or_else(|| Definition::Unread(arm.body.span())),
        });
    }
}

/// Returns whether a pattern matches each variant: `_`, or a name.
fn is_rest(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(it) => it.subpat.is_none(),
        Pat::Reference(it) => is_rest(&it.pat),
        Pat::Paren(it) => is_rest(&it.pat),
        _ => false,
    }
}

/// Adds the variants that a pattern matches. The names become none for a pattern that matches something else.
fn variants<'a>(of: &TypePath, pattern: &'a Pat, names: &mut Option<Vec<&'a Ident>>) {
    let name = match pattern {
        Pat::Or(it) => return it.cases.iter().for_each(|it| variants(of, it, names)),
        Pat::Paren(it) => return variants(of, &it.pat, names),
        Pat::Reference(it) => return variants(of, &it.pat, names),
        Pat::Path(it) if it.qself.is_none() => variant(of, &it.path),
        // The compiler does not accept a binding with the name of a variant.
        Pat::Ident(it) if it.subpat.is_none() && is_variant(&it.ident.to_string()) => {
            Some(&it.ident)
        }
        _ => None,
    };
    match (names.as_mut(), name) {
        (Some(names), Some(name)) => names.push(name),
        _ => *names = None,
    }
}

/// Returns the variant that a path names: `Self::User`, `Relation::User` or `User`.
fn variant<'a>(of: &TypePath, path: &'a Path) -> Option<&'a Ident> {
    let mut segments = path.segments.iter().rev().map(|it| &it.ident);
    let variant = segments.next()?;
    let own = of.path.segments.last().map(|it| &it.ident);
    let is_own = segments
        .next()
        .is_none_or(|it| it == "Self" || Some(it) == own);
    is_own.then_some(variant)
}
