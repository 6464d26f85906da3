//! The derive of [relata](https://docs.rs/relata). Use it through the crate `relata`, which re-exports it.
//!
//! `relata_syntax` reads the attributes into a model, `validate` finds the remaining mistakes, and `expand` writes the
//! record. All mistakes are reported at once.

mod expand;
mod outside;
mod record;
mod validate;

use proc_macro::{Span, TokenStream};
use quote::quote;
use relata_syntax::Errors;
use syn::{DeriveInput, parse_macro_input};

/// # Arguments
///
/// All arguments go in one attribute, `#[relata(…)]`, which can be repeated.
///
/// ## On the struct
///
/// | argument | meaning |
/// |---|---|
/// | `belongs_to(name: Target, …)` | this model holds the key of one target |
/// | `has_one(name: Target, …)`, `has_many(…)` | the target holds the key; there is at most one target, or any number |
/// | `many_to_many(name: Target, …)` | the through model holds a key to each end |
/// | `refers_to(name: Target, …)` | a reference without rows, which needs no key |
/// | `name = "…"` | the name of the model in relations, instead of the type's name |
/// | `table = "…"` | the table of the model |
/// | `key(a, b)` | the primary key, if it is not the field `id` |
/// | `unique(a, b)` | these fields are unique together |
/// | `allow(rule, reason = "…")` | findings of this rule about this model are not reported |
/// | `skip` | the type is not a model of its own: nothing is registered |
/// | `crate = path` | the path of relata, if it is renamed in `Cargo.toml` or another crate re-exports it with `pub use relata;` |
///
/// ## On a field
///
/// | argument | meaning |
/// |---|---|
/// | `key` | the primary key, or a part of it |
/// | `unique` | the field is unique on its own |
/// | `as = Type`, `as(A, B)` | what else its type counts as when keys are compared; `relata::key_type!` declares that once for all fields of a type |
/// | `column = "…"` | the column, if it does not have the name of the field |
///
/// A field also takes any relation. A relation on a field has the field's name without `_id`
/// or `_uuid`, unless it declares another; next to a relation on `user_id`, one on `user_uuid` has the name `user_uuid`. A
/// `belongs_to` has the field as its key. A field of a tuple struct is named by its number.
///
/// ## Targets
///
/// `Type` or `Self`: checked by the compiler and always linked. `"Name"`, `"module::Name"` or `"krate::module::Name"`:
/// looked up by `relata::init`. `any(A, "B")`: one of several. `any`: any model.
///
/// ## In a relation
///
/// | argument | meaning |
/// |---|---|
/// | `inverse = name` | the relation of the target that points back |
/// | `key = field`, `key(a, b)` | the fields of the key, in the model that holds it |
/// | `references = field`, `references(a, b)` | the fields that the key points at, if not the primary key |
/// | `through = Target` | the through model, which holds a key to each end |
/// | `via(own, other)` | the through model's relations to this model and to the target |
/// | `tag = field` | the field that names the target of a row, if there are several |
/// | `on_delete = cascade` | or `restrict`, `set_null`, `set_default`, `no_action` |
/// | `filtered` | the relation points only at some of the rows, so several relations can share its inverse |
/// | `allow(rule, reason = "…")` | findings of this rule about this relation are not reported |
///
/// A `has_one` or `has_many` without `key` has the key of its inverse. Without `inverse` it is paired with the only relation of
/// the target that points back, if that is a `belongs_to` and no other `has_one` or `has_many` of the model points at that target.
///
/// # Generic structs
///
/// A struct with type or const parameters is one model, whatever its arguments: `Page<i64>` and `Page<String>` are the
/// model `Page`. A relation names it with any arguments, as in `belongs_to(Page<i64>)`. The type of a field that mentions a
/// parameter is unknown, so a key of that type is not compared, unless `as` declares what it counts as.
///
/// # With an ORM
///
/// On a model of Diesel or SeaORM, the derive also reads the ORM's own attributes: the table, the columns, the primary key,
/// unique fields and all relations. relata's attributes add to them. The guide lists what is read. A classic SeaORM entity also derives
/// [`Relations`](macro@Relations) on its `enum Relation`.
#[doc(alias("belongs_to", "has_one", "has_many", "many_to_many", "refers_to"))]
#[doc(alias(
    "foreign_key",
    "ForeignKey",
    "JoinColumn",
    "primary_key",
    "composite key"
))]
#[doc(alias(
    "back_populates",
    "inverse_of",
    "mappedBy",
    "related_name",
    "relationship"
))]
#[doc(alias("OneToMany", "ManyToOne", "OneToOne", "ManyToMany", "ManyToManyField"))]
#[doc(alias("polymorphic", "GenericForeignKey", "secondary", "through_fields"))]
#[doc(alias("ondelete", "onDelete", "dependent", "cascade"))]
#[proc_macro_derive(Model, attributes(relata))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let (model, errors) = relata_syntax::read(&input);
    expanded(model, &input, errors)
}

/// Adds the relations of SeaORM's `enum Relation` to the `Model` next to it, which derives [`Model`](macro@Model). Each
/// variant with an attribute of SeaORM is a relation with the name of the variant: `SelfRef` is `self_ref`.
///
/// `#[relata(…)]` on a variant adds what SeaORM's attribute lacks: `inverse = name` and the other arguments of a relation.
/// On the enum it takes `crate = path` and `skip`. Variants without an attribute of SeaORM are ignored.
///
/// ```ignore
/// #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
/// pub enum Relation {
///     #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
///     #[relata(inverse = posts)]
///     Author,
/// }
/// ```
#[doc(alias("DeriveRelation", "RelationTrait", "via_rel", "SeaORM"))]
#[proc_macro_derive(Relations, attributes(relata))]
pub fn derive_relations(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let (model, errors) = relata_syntax::read_relations(&input);
    expanded(model, &input, errors)
}

/// The file, line and column of a token. Used by generated code.
#[doc(hidden)]
#[proc_macro]
pub fn place(input: TokenStream) -> TokenStream {
    let first = input.into_iter().next();
    let span = first.map_or_else(Span::call_site, |token| token.span());
    let number = |it| u32::try_from(it).unwrap_or_default();
    let (file, line, column) = (span.file(), number(span.line()), number(span.column()));
    quote!((#file, [#line, #column])).into()
}

/// Whether each feature of the package that is compiled is enabled. Used by `assert_complete!`, since a running test cannot find
/// out.
///
/// Each word of the manifest is taken for a feature, so that it need not be parsed: `cfg` holds for none but those.
#[doc(hidden)]
#[proc_macro]
pub fn features(_: TokenStream) -> TokenStream {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let path = std::path::Path::new(&folder).join("Cargo.toml");
    let manifest = std::fs::read_to_string(&path).unwrap_or_default();
    let is_end = |it: char| !it.is_alphanumeric() && !matches!(it, '_' | '-' | '+' | '.');
    let words = manifest.split(is_end);
    // In `dependencies.audit` and `audit.optional` a part is the name of a feature.
    let parts = words.flat_map(|it| it.split('.').chain([it]));
    let words: std::collections::BTreeSet<&str> = parts.collect();
    let words = words.iter().filter(|it| !it.is_empty());
    // The compiler watches a file that is included.
    let path = path.to_str().filter(|_| !manifest.is_empty());
    let watched = path.map(|path| {
        quote!(
            const _: &str = ::core::include_str!(#path);
        )
    });
    quote!({
        #watched
        #[allow(unexpected_cfgs)]
        const FEATURES: &[(&str, bool)] = &[#((#words, ::core::cfg!(feature = #words))),*];
        FEATURES
    })
    .into()
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

/// Returns all mistakes as one error, in the order of the source, if there are any.
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
