//! SeaORM's impls, as people write them by hand: `RelationTrait`, `Related`, `RelatedSelfVia` and `Linked`.

mod body;
mod calls;
mod definition;
mod relations;
mod through;

use syn::{ItemImpl, Type, TypePath};

use crate::text::type_arguments;
pub use definition::Definition;
pub use relations::{Relations, Variant};
pub use through::{Related, RelationUse, Use};

/// A hand-written impl.
pub enum Impl<'a> {
    /// `impl RelationTrait for Relation`
    Relations(Relations<'a>),
    /// `impl Related<super::user::Entity> for Entity`
    Related(Related<'a>),
    /// `impl Linked for AuthorOfComment`: a path of several relations, which is not read.
    Linked(&'a TypePath),
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
        ("Linked", []) => Impl::Linked(of),
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
