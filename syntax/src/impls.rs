//! SeaORM's impls, as people write them by hand: `RelationTrait`, `Related`, `RelatedSelfVia` and `Linked`.

mod body;
mod calls;
mod definition;
mod relations;
mod through;

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ImplItem, ItemImpl, Path, Token, Type, TypePath};

use crate::name::Name;
use crate::relation::Relation;
use crate::text::type_arguments;
use body::Body;

/// A hand-written impl.
pub enum Impl<'a> {
    /// `impl RelationTrait for Relation`
    Relations(Relations<'a>),
    /// `impl Related<super::user::Entity> for Entity`
    Related(Related<'a>),
    /// `impl Linked for AuthorOfComment`
    Linked(Linked<'a>),
}

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

/// The relation that an arm returns.
pub enum Definition {
    /// A relation.
    Read {
        /// The entity that has the relation. The enum of another entity cannot define it.
        of: TypePath,
        /// The relation, as SeaORM's attribute would declare it.
        relation: Box<Relation>,
    },
    /// The arm panics: there is no relation.
    None,
    /// An expression that cannot be read, at this place.
    Unread(Span),
}

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

/// A path of several relations. No relation is made of it.
pub struct Linked<'a> {
    /// The type that has the path.
    pub of: &'a TypePath,
    /// The entity at the start.
    pub from: Option<&'a Type>,
    /// The entity at the end.
    pub to: Option<&'a Type>,
    /// The number of relations, if they are listed in `vec![…]`.
    pub steps: Option<usize>,
}

/// Reads an impl of one of SeaORM's traits, which are recognized by their names. Returns none for other impls.
pub fn read_impl(item: &ItemImpl) -> Option<Impl<'_>> {
    let (path, _) = item.trait_.as_ref()?;
    let name = path.segments.last()?.ident.to_string();
    let of = path_of(&item.self_ty)?;
    let read = match (name.as_str(), &*type_arguments(path)) {
        ("RelationTrait", []) => Impl::Relations(relations::read(of, item)),
        ("Related", [target]) => Impl::Related(Related {
            of,
            target: path_of(target)?,
            to: through::to(item),
            via: through::via(item),
        }),
        // The type argument is the through model: the target is the entity itself.
        ("RelatedSelfVia", [_]) => Impl::Related(Related {
            of,
            target: of,
            to: through::to(item),
            via: through::via(item),
        }),
        ("Linked", []) => Impl::Linked(linked(of, item)),
        _ => return None,
    };
    Some(read)
}

fn path_of(ty: &Type) -> Option<&TypePath> {
    match ty {
        Type::Path(path) => Some(path),
        Type::Group(group) => path_of(&group.elem),
        Type::Paren(paren) => path_of(&paren.elem),
        _ => None,
    }
}

/// Returns what the method with this name returns.
fn returned<'a>(item: &'a ItemImpl, name: &str) -> Option<Body<'a>> {
    let mut bodies = item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == name => Some(&method.block),
        _ => None,
    });
    let body = Body::of_block(bodies.next()?);
    // There may be several, for different `cfg`s.
    Some(bodies.next().map_or(body, |_| Body::Unread))
}

fn linked<'a>(of: &'a TypePath, item: &'a ItemImpl) -> Linked<'a> {
    let entity = |name: &str| {
        item.items.iter().find_map(|item| match item {
            ImplItem::Type(ty) if ty.ident == name => Some(&ty.ty),
            _ => None,
        })
    };
    let steps = returned(item, "link").and_then(|link| match link {
        Body::Value(Expr::Macro(list)) if list.mac.path.is_ident("vec") => {
            let all = Punctuated::<Expr, Token![,]>::parse_terminated;
            Some(list.mac.parse_body_with(all).ok()?.len())
        }
        _ => None,
    });
    Linked {
        of,
        from: entity("FromEntity"),
        to: entity("ToEntity"),
        steps,
    }
}
