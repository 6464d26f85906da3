//! The definition of a relation: `Entity::belongs_to(super::user::Entity).from(Column::UserId).to(super::user::Column::Id)`.

use proc_macro2::Span;
use relata_record::spelling::is_variant;
use relata_record::{Kind, Orm};
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprPath, Type, TypePath};

use super::calls::{chain, last_name, only, path, type_path, without_last};
use crate::name::{Name, Names};
use crate::orm::sea_orm::{model_of, on_delete};
use crate::relation::Relation;

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

/// Reads a definition. Returns none if it is not certain which relation it defines.
pub(super) fn read(name: &Name, value: &Expr) -> Option<Definition> {
    let (first, calls) = chain(value);
    let Expr::Call(first) = first else {
        return None;
    };
    let (of, function) = function(first)?;
    if let ("from", Some(built), []) = (&*function, only(first), &calls[..])
        && of.path.segments.last()?.ident == "RelationDef"
    {
        return read(name, built);
    }
    let mut arguments = first.args.iter();
    let target = model_of(&entity(arguments.next()?)?);
    let kind = match &*function {
        "belongs_to" => Kind::BelongsTo,
        "has_one" => Kind::HasOne,
        "has_many" | "has_many_via" => Kind::HasMany,
        _ => return None,
    };
    let mut relation = Relation::new(name.clone(), kind, vec![target]);
    relation.orm = Some(Orm::SeaOrm);
    // The relation of the target that points back.
    if function == "has_many_via" {
        relation.inverse = Some(named(arguments.next()?)?);
    }
    let (mut from, mut to) = (None, None);
    for call in calls {
        let argument = call.args.first();
        match call.method.to_string().as_str() {
            "from" => from = Some(columns(argument?)?),
            "to" => to = Some(columns(argument?)?),
            "on_delete" => relation.on_delete = Some(on_delete(&named(argument?)?)?),
            "on_condition" => relation.filtered = Some(call.method.span()),
            // How the condition is combined, and what only the database knows.
            "condition_type" | "on_update" | "skip_fk" | "fk_name" | "into" => {}
            _ => return None,
        }
    }
    [relation.key, relation.references] = match kind {
        // Without both, SeaORM panics.
        Kind::BelongsTo => [Some(from?), Some(to?)],
        _ => [to, from],
    };
    let relation = Box::new(relation);
    Some(Definition::Read { of, relation })
}

/// Returns the type and the name of an associated function: `Entity` and `belongs_to`.
fn function(call: &ExprCall) -> Option<(TypePath, String)> {
    let ExprPath { qself, path, .. } = path(&call.func)?;
    let name = path.segments.last()?.ident.to_string();
    let of = match qself {
        // `<super::post::Entity as EntityTrait>::belongs_to`
        Some(qself) => match &*qself.ty {
            Type::Path(of) if qself.position + 1 == path.segments.len() => of.clone(),
            _ => return None,
        },
        None => type_path(None, without_last(path)?),
    };
    Some((of, name))
}

/// Returns the entity that an expression names: an entity is a struct without fields.
fn entity(value: &Expr) -> Option<TypePath> {
    named(value)?;
    let ExprPath { qself, path, .. } = path(value)?.clone();
    Some(type_path(qself, path))
}

/// Reads a column, or several in parentheses.
fn columns(value: &Expr) -> Option<Names> {
    let names = match value {
        Expr::Tuple(tuple) => tuple.elems.iter().map(named).collect::<Option<Vec<_>>>()?,
        value => vec![named(value)?],
    };
    (!names.is_empty()).then(|| Names::at(value.span(), names))
}

/// Returns the last name of a path to a variant or a struct. A variable has the spelling of a field.
fn named(value: &Expr) -> Option<Name> {
    let name = last_name(path(value)?)?;
    is_variant(&name.text).then_some(name)
}
