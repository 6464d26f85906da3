//! The relations in hand-written impls of SeaORM.

use relata_record::Mark;
use relata_syntax::{self as syntax, Definition};
use syn::{ItemImpl, TypePath as Ty};

use super::attributes;
use super::declaration::{Relation, text_of};
use super::mistake::mark;
use super::type_path::TypePath;
use crate::source::condition::{Condition, Facts};

/// `impl RelationTrait for Relation`
#[derive(Debug)]
pub(in crate::source) struct RelationImpl {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    pub(in crate::source) name: String,
    pub(in crate::source) mark: Mark,
    pub(in crate::source) relations: Vec<Relation>,
    /// Whether all relations are known.
    pub(in crate::source) complete: bool,
}

/// `impl Related<Target> for Entity`
#[derive(Debug)]
pub(in crate::source) struct RelatedImpl {
    pub(in crate::source) scope: usize,
    pub(in crate::source) conditions: Vec<Condition>,
    pub(in crate::source) of: TypePath,
    pub(in crate::source) target: TypePath,
    /// The relation of the model's own enum that `to` returns, if it is known to be one.
    pub(in crate::source) own: Option<String>,
    /// The relation through another model, if there is one that is known.
    pub(in crate::source) through: Option<Relation>,
}

/// What an impl declares.
pub(super) enum Impl {
    Relations(RelationImpl),
    Related(Box<RelatedImpl>),
    /// `impl Linked` for a type with this name.
    Linked(String),
}

/// Reads an impl, if it is one of SeaORM's that declares relations.
pub(super) fn read(
    item: &ItemImpl,
    (scope, conditions): (usize, &[Condition]),
    facts: &Facts,
) -> Option<Impl> {
    let conditions = conditions.to_vec();
    match syntax::read_impl(item)? {
        syntax::Impl::Relations(read) => {
            let (mut relations, mut complete) = (Vec::new(), read.complete);
            for variant in &read.variants {
                if facts.fails(&attributes::read(variant.attributes).conditions) {
                    continue;
                }
                match &variant.definition {
                    Definition::Read { of, relation } if last(of) == "Entity" => {
                        relations.push(Relation::alone(relation));
                    }
                    Definition::None => {}
                    Definition::Read { .. } | Definition::Unread(_) => complete = false,
                }
            }
            let last = read.of.path.segments.last();
            Some(Impl::Relations(RelationImpl {
                scope,
                conditions,
                name: last.map_or_else(String::new, |it| it.ident.to_string()),
                mark: last.map_or_else(Mark::default, |it| mark(it.ident.span())),
                relations,
                complete,
            }))
        }
        syntax::Impl::Related(related) => {
            let to = related.to.read().filter(|it| it.is_own() && !it.reversed);
            let through = related.many_to_many();
            Some(Impl::Related(Box::new(RelatedImpl {
                scope,
                conditions,
                of: path(related.of)?,
                target: path(related.target)?,
                own: to.map(|it| relata_record::spelling::snake(&it.variant.text)),
                through: through.map(|it| Relation::alone(&it)),
            })))
        }
        syntax::Impl::Linked(of) => Some(Impl::Linked(last(of))),
    }
}

fn last(path: &Ty) -> String {
    let last = path.path.segments.last();
    last.map_or_else(String::new, |it| it.ident.to_string())
}

fn path(ty: &Ty) -> Option<TypePath> {
    TypePath::of(&text_of(&ty.path))
}
