//! The derive of [relata](https://docs.rs/relata). Use it through the crate `relata`, which re-exports it.
//!
//! Data moves one way: `relata_syntax` reads the attributes into a model, `validate` finds the mistakes that remain, and
//! `expand` writes the record. All mistakes are reported at once.

mod expand;
mod outside;
mod record;
mod validate;

use proc_macro::TokenStream;
use relata_syntax::Errors;
use syn::{DeriveInput, parse_macro_input};

/// Registers a struct or an enum and the targets of its relations. Everything is said in one attribute, `#[relata(…)]`.
///
/// # On the struct
///
/// | argument | what it says |
/// |---|---|
/// | `belongs_to(name: Target, …)` | this model holds the key of one target |
/// | `has_one(name: Target, …)`, `has_many(…)` | the target holds the key; there is one of it, or any number |
/// | `many_to_many(name: Target, …)` | a third model, the `through`, holds a key to each |
/// | `refers_to(name: Target, …)` | a mention that needs no key |
/// | `name = "…"` | what relations call the model, instead of the type's name |
/// | `table = "…"` | the table it stands for |
/// | `key(a, b)` | the primary key, if it is not the field `id` |
/// | `unique(a, b)` | these fields are unique together |
/// | `allow(rule, reason = "…")` | findings of this rule about this model are not told |
/// | `skip` | this is no model of its own: nothing is registered |
/// | `crate = path` | where relata is, if not at `::relata`: it has another name in `Cargo.toml`, or another crate re-exports it |
///
/// # On a field
///
/// `key`, `unique`, `as = Type` (what else its type counts as where keys are compared), and any relation. A relation
/// on a field takes the field's name without `_id`, unless it is given one; a `belongs_to` takes the field as its key.
/// In a tuple struct a field is called by its number.
///
/// # Targets
///
/// `Type` or `Self`: checked by the compiler, always linked. `"Name"`, `"module::Name"` or `"krate::module::Name"`:
/// looked up by `relata::init`. `any(A, "B")`: one of several. `any`: any model.
///
/// # In a relation
///
/// | argument | what it says |
/// |---|---|
/// | `inverse = name` | the relation of the target that leads back |
/// | `key = field`, `key(a, b)` | the fields that hold the key, in whichever model holds it |
/// | `references = field`, `references(a, b)` | what the key points at, if not at the primary key |
/// | `through = Target` | the model that holds a key to each end |
/// | `via(own, other)` | which of the through's relations lead to this model and to the target |
/// | `tag = field` | the field that tells which of several targets a key means |
/// | `on_delete = cascade` | or `restrict`, `set_null`, `set_default`, `no_action` |
/// | `allow(rule, reason = "…")` | findings of this rule about this relation are not told |
///
/// # Beside an ORM
///
/// On a model of Diesel or SeaORM the derive reads the ORM's own attributes too: the table, the primary key, what is unique, and
/// every relation. relata's attributes add to them. The guide tells what is read of each; a classic entity of SeaORM derives
/// [`Relations`](macro@Relations) on its `enum Relation` as well.
#[proc_macro_derive(Model, attributes(relata))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let (model, errors) = relata_syntax::read(&input);
    expanded(model, &input, errors)
}

/// Adds the relations of SeaORM's `enum Relation` to the `Model` beside it, which derives [`Model`](macro@Model). Each
/// variant that an attribute of SeaORM declares is a relation, called like the variant: `SelfRef` is `self_ref`.
///
/// `#[relata(…)]` on a variant says what SeaORM's attribute does not: `inverse = name` and the other arguments of a
/// relation. On the enum it takes `crate = path` and `skip`. A variant that no attribute declares is left alone.
///
/// ```ignore
/// #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
/// pub enum Relation {
///     #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
///     #[relata(inverse = posts)]
///     Author,
/// }
/// ```
#[proc_macro_derive(Relations, attributes(relata))]
pub fn derive_relations(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let (model, errors) = relata_syntax::read_relations(&input);
    expanded(model, &input, errors)
}

fn expanded(
    mut model: relata_syntax::Model<'_>,
    input: &DeriveInput,
    errors: Errors,
) -> TokenStream {
    if model.skip.is_none() {
        validate::validate(&model, &errors);
    }
    match verdict(errors) {
        Some(error) => expand::hollow(&model, &error),
        None if model.skip.is_some() => expand::skipped(&model),
        None => {
            relata_syntax::add_orm(&mut model, input);
            expand::expand(&model)
        }
    }
    .into()
}

/// All mistakes as one, in the order of the source, or none.
fn verdict(errors: Errors) -> Option<syn::Error> {
    let mut errors = errors.finish();
    errors.sort_by_key(|error| {
        let span = error.span().unwrap();
        (span.file(), span.line(), span.column())
    });
    errors.into_iter().reduce(|mut all, error| {
        all.combine(error);
        all
    })
}
