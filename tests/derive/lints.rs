//! What the derive generates is quiet however strict the crate is. What is allowed on a struct is not allowed in what
//! its derive generates, which is next to it; no warning may be about the types that it takes from there.

#![deny(warnings)]
#![deny(
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::allow_attributes_without_reason,
    clippy::as_conversions,
    clippy::default_numeric_fallback,
    clippy::indexing_slicing,
    clippy::min_ident_chars,
    clippy::missing_docs_in_private_items,
    clippy::panic,
    clippy::pub_use,
    clippy::undocumented_unsafe_blocks,
    absolute_paths_not_starting_with_crate,
    deprecated,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    missing_debug_implementations,
    missing_docs,
    nonstandard_style,
    rust_2018_idioms,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

use relata::Model;

use crate::harness::recorded;

/// A type that nobody should use any more.
#[deprecated]
#[derive(Debug)]
struct Old;

/// A type that borrows.
#[derive(Debug)]
struct Borrowed<'text>(&'text str);

/// Each type and each name could cause a warning.
#[allow(
    deprecated,
    unused_qualifications,
    elided_lifetimes_in_paths,
    non_snake_case,
    clippy::box_collection,
    clippy::min_ident_chars,
    clippy::type_complexity,
    clippy::vec_box,
    clippy::redundant_allocation,
    reason = "what the struct does wrong is to be told of once, and here not even that"
)]
#[derive(Debug, Model)]
#[relata(table = "users", unique(Alt, name))]
#[relata(belongs_to(Mother: self::User, key = parent), has_many(children: Self))]
struct User<'a, 'größe>
where
    'größe: 'a,
{
    id: std::primitive::i64,
    name: &'a str,
    #[relata(unique)]
    Alt: Old,
    #[relata(unique)]
    borrowed: crate::lints::Borrowed<'größe>,
    #[relata(as = std::boxed::Box<Vec<Vec<Box<Option<Box<Vec<Box<&'static str>>>>>>>>)]
    nested: std::boxed::Box<Vec<Vec<Box<Option<Box<Vec<Box<&'a str>>>>>>>>,
    #[relata(belongs_to(crate::lints::User, on_delete = set_null))]
    parent: std::option::Option<std::primitive::i64>,
    #[relata(unique)]
    function: std::option::Option<fn(Borrowed) -> Borrowed>,
}

/// A model of one lifetime, which its registration names once.
#[derive(Debug, Model)]
struct Page<'text>(&'text str);

/// A generic model, whose registration names none of its parameters.
#[derive(Debug, Model)]
#[relata(table = "rows")]
struct Row<'text, 'more, T, const N: usize>
where
    T: Copy + Into<String>,
{
    /// Its number.
    id: i64,
    #[relata(unique)]
    text: &'text &'more str,
    #[relata(unique)]
    cells: [Option<T>; N],
}

/// A model of one lifetime and one type.
#[derive(Debug, Model)]
struct Cell<'text, T>(&'text T);

/// A model that nobody should use any more.
#[allow(deprecated, reason = "it is derived for itself")]
#[deprecated]
#[derive(Debug, Model)]
struct Former {
    /// Its number.
    id: i64,
}

/// A model that is called in another style.
#[allow(non_camel_case_types, reason = "it is called so elsewhere")]
#[derive(Debug, Model)]
enum former_kind {}

#[test]
fn are_quiet() {
    #[allow(deprecated, reason = "it is to be registered all the same")]
    let models = relata::models![
        User<'_, '_>,
        Page<'_>,
        Row<'_, '_, &'static str, 2>,
        Cell<'_, u8>,
        Former,
        former_kind
    ];
    assert_eq!(recorded(&models).len(), 6);
}
