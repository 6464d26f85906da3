//! `Related`: the relation that is used for a target, and the many-to-many relation that `via` makes of it.

use proc_macro2::Span;
use relata_record::spelling::snake;
use relata_record::{Kind, Orm};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Expr, Ident, ItemImpl, Path, TypePath};

use super::body::{Body, returned};
use super::calls::{chain, last_name, only, path, type_path, without_last};
use crate::name::Name;
use crate::orm::sea_orm::model_of;
use crate::relation::{Relation, Via};
use crate::text::written;

/// The relation that is used for a target if a query does not name one.
pub struct Related<'a> {
    /// The entity that has the relation.
    pub of: &'a TypePath,
    /// The entity of the target.
    pub target: &'a TypePath,
    /// The relation to the target; with `via`, the one of the through model.
    pub to: Use,
    /// The relation to the through model.
    pub via: Option<Use>,
}

/// An expression that names a variant.
pub enum Use {
    /// `Relation::User.def()`
    Read(RelationUse),
    /// Another expression, at this place.
    Unread(Span),
}

/// A variant of an enum of relations, used as a relation.
pub struct RelationUse {
    /// The enum, as in `super::post::Relation`.
    pub relation: Path,
    /// The variant, as it is spelled.
    pub variant: Name,
    /// Whether the relation is followed from its target, with `rev()`.
    pub reversed: bool,
    /// The place of a condition.
    pub filtered: Option<Span>,
}

/// Reads `to`.
pub(super) fn to(item: &ItemImpl) -> Use {
    match returned(item, "to") {
        Some(Body::Value(value)) => Use::of(value),
        _ => Use::Unread(item.self_ty.span()),
    }
}

/// Reads `via`, which returns an `Option` in one of the traits.
pub(super) fn via(item: &ItemImpl) -> Option<Use> {
    let Body::Value(value) = returned(item, "via")? else {
        return Some(Use::Unread(item.self_ty.span()));
    };
    match value {
        Expr::Path(none) if none.path.segments.last()?.ident == "None" => None,
        Expr::Call(some) => {
            let is_some = path(&some.func).and_then(last_name);
            let held = only(some).filter(|_| is_some.is_some_and(|it| it.text == "Some"));
            Some(held.map_or_else(|| Use::Unread(value.span()), Use::of))
        }
        _ => Some(Use::of(value)),
    }
}

impl Use {
    fn of(value: &Expr) -> Self {
        RelationUse::read(value).map_or_else(|| Use::Unread(value.span()), Use::Read)
    }

    /// Returns the variant, if it is read.
    pub fn read(&self) -> Option<&RelationUse> {
        match self {
            Use::Read(read) => Some(read),
            Use::Unread(_) => None,
        }
    }
}

impl RelationUse {
    /// Reads `Relation::User.def()` and the methods after it.
    fn read(value: &Expr) -> Option<Self> {
        let (variant, calls) = chain(value);
        let variant = path(variant).filter(|variant| variant.qself.is_none())?;
        let (def, rest) = calls.split_first()?;
        if def.method != "def" {
            return None;
        }
        let mut read = RelationUse {
            relation: without_last(&variant.path)?,
            variant: last_name(variant)?,
            reversed: false,
            filtered: None,
        };
        for call in rest {
            match call.method.to_string().as_str() {
                "rev" => read.reversed = !read.reversed,
                "on_condition" => read.filtered = Some(call.method.span()),
                "condition_type" | "from_alias" | "into" => {}
                _ => return None,
            }
        }
        Some(read)
    }

    /// Returns whether the enum is named without a module.
    pub fn is_own(&self) -> bool {
        let segments = self.relation.segments.iter();
        segments.filter(|it| it.ident != "self").count() == 1
    }

    /// Returns the entity in the module of the enum.
    pub fn entity(&self) -> Option<TypePath> {
        let mut path = self.relation.clone();
        let last = path.segments.last_mut()?;
        if last.ident != "Relation" {
            return None;
        }
        last.ident = Ident::new("Entity", last.ident.span());
        Some(type_path(None, path))
    }
}

impl Related<'_> {
    /// Returns the many-to-many relation, if `via` is there and the through model is known. The relation has the name of the
    /// target's module.
    pub fn many_to_many(&self) -> Option<Relation> {
        let (to, via) = (self.to.read()?, self.via.as_ref()?.read()?);
        // SeaORM joins the target with the through model, and that with this model.
        let is_of_through =
            |it: &RelationUse, reversed: bool| !it.is_own() && it.reversed == reversed;
        let (other, own) = (is_of_through(to, false), is_of_through(via, true));
        let through = match (other, own) {
            (true, true) => (written(&to.relation) == written(&via.relation)).then_some(to)?,
            // The other one is a relation of this model, or of the target, to the through model.
            (true, false) if via.is_own() && !via.reversed => to,
            (false, true) if !to.is_own() && to.reversed => via,
            _ => return None,
        };
        let through = through.entity()?;
        let name = name(self.target).or_else(|| name(&through))?;
        let mut relation = Relation::new(name, Kind::ManyToMany, vec![model_of(self.target)]);
        relation.orm = Some(Orm::SeaOrm);
        relation.through = Some(model_of(&through));
        relation.filtered = to.filtered.or(via.filtered);
        relation.via = (other && own).then(|| Via {
            own: via.variant.clone(),
            other: to.variant.clone(),
            span: via.variant.span,
        });
        Some(relation)
    }
}

/// Returns the name of an entity: that of its module, or another name that it is imported with.
fn name(entity: &TypePath) -> Option<Name> {
    let mut segments = entity.path.segments.iter().rev();
    let last = segments.next().filter(|it| it.ident != "Entity");
    let ident = &last.or_else(|| segments.next())?.ident;
    let is_place = ["super", "crate", "self", "Self"]
        .iter()
        .any(|it| ident == it);
    let text = snake(&ident.unraw().to_string());
    (!is_place).then(|| Name::new(text, ident.span()))
}
