//! A generic struct is one model, whatever its parameters.

#![allow(
    non_camel_case_types,
    clippy::builtin_type_shadow,
    reason = "a parameter may have the name of a primitive type"
)]

use std::fmt::Display;
use std::marker::PhantomData;

use relata::Model;

use crate::harness::{fields, recorded, relations, unjudged};

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
#[relata(belongs_to(owner: User), has_many(children: Self, inverse = parent))]
struct Page<T> {
    id: i64,
    #[relata(unique)]
    body: T,
    owner_id: i64,
    #[relata(belongs_to(Self, inverse = children, on_delete = set_null))]
    parent_id: Option<i64>,
}

/// Bounds, defaults, a const parameter and a lifetime.
#[derive(Model)]
#[relata(key(name, id), unique(a, b), belongs_to(page: Page<String>, key = page))]
struct All<'a, Id: Display + Clone = i64, const N: usize = 3, T: ?Sized = str>
where
    Id: From<u8>,
    &'a T: Sized,
{
    name: &'a str,
    id: Id,
    #[relata(as = i64)]
    page: Id,
    a: [u8; N],
    b: Option<&'a T>,
    c: std::option::Option<PhantomData<Id>>,
    #[relata(unique)]
    own: PhantomData<fn(Self)>,
}

/// A parameter that has the name of a primitive type.
#[derive(Model)]
struct Hidden<i64> {
    id: i64,
}

#[derive(Model)]
struct Holder {
    id: i64,
    #[relata(belongs_to(Page<Vec<u8>>))]
    page_id: i64,
    #[relata(belongs_to(any: any(self::Hidden<u8>, All<'static, i64, 4, str>), key = page_id, tag = id))]
    other: i64,
}

#[test]
fn all_types_are_one_model() {
    let models = relata::models![
        Page<i32>,
        Page<String>,
        User,
        All<'_>,
        All<'_, i64, 5>,
        Hidden<u8>
    ];
    let registry = recorded(&models);
    assert_eq!(registry.len(), 4);
    let page = registry.get::<Page<Vec<u8>>>().unwrap();
    assert_eq!(page.path(), "derive::generics::Page");
    assert!(registry.get::<Holder>().is_none());
    let options = unjudged()
        .expect::<Page<i32>>()
        .expect::<Page<bool>>()
        .expect::<All<'_>>();
    assert!(options.check_isolated(&models).is_empty());
    let options = relata::options().expect::<Page<i32>>();
    assert_eq!(options.check_isolated(&relata::models![User]).len(), 1);
}

/// Nothing but the derive names this struct.
#[derive(Model)]
#[allow(dead_code, reason = "it is registered, not used")]
struct Unused<T: Iterator<Item = u8>> {
    id: i64,
    item: T,
}

#[test]
fn it_is_registered_once() {
    let registry = unjudged().init().unwrap();
    let paths: Vec<_> = registry.models().map(|model| model.path()).collect();
    let count = |name: &str| paths.iter().filter(|path| path.ends_with(name)).count();
    assert_eq!(count("generics::Unused"), 1);
    assert_eq!(count("generics::Page"), 1);
}

#[test]
fn relations_by_type_lead_to_it() {
    let models = relata::models![Page<u8>, Holder, User, Hidden<()>, All<'_>];
    assert_eq!(
        relations::<Holder>(&models),
        [
            "belongs_to page: Page, key page_id",
            "belongs_to any: Hidden All, key page_id, tag id",
        ]
    );
    assert_eq!(
        relations::<Page<u8>>(&models),
        [
            "belongs_to owner: User, key owner_id",
            "has_many children: Page, key parent_id, inverse parent",
            "belongs_to parent: Page, key parent_id, inverse children, on_delete set_null",
        ]
    );
}

#[test]
fn types_that_depend_on_a_parameter_are_text() {
    assert_eq!(
        fields::<Page<u8>>(),
        [
            "id: i64",
            "body: T, unique",
            "owner_id: i64",
            "parent_id: i64, optional",
        ]
    );
    assert_eq!(
        fields::<All<'_>>(),
        [
            "name: &'a str",
            "id: Id",
            "page: Id, as i64",
            "a: [u8; N]",
            "b: &'a T, optional",
            "c: PhantomData<Id>, optional",
            "own: PhantomData<fn(Self)>, unique",
        ]
    );
    assert_eq!(fields::<Hidden<u8>>(), ["id: i64"]);
}

/// Two keys of the wrong type: one is known, and the other depends on a parameter.
#[derive(Model)]
#[relata(belongs_to(owner: User), belongs_to(author: User))]
struct Note<Id> {
    id: Id,
    owner_id: i32,
    author_id: Option<Id>,
}

#[test]
fn a_key_that_depends_on_a_parameter_is_not_compared() {
    let findings = relata::options().check_isolated(&relata::models![Note<i16>, User]);
    let headlines: Vec<_> = findings.iter().map(relata::Finding::headline).collect();
    assert_eq!(
        headlines,
        ["key field `Note.owner_id` is `i32`, but it references `User.id`, which is `i64`"]
    );
}
