//! Of compiled models: by type id, so an alias is its type and a newtype is a type of its own.

#![expect(dead_code, reason = "only the shape of the models matters")]

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use expect_test::expect;
use relata::{Findings, Model, options};

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    #[relata(belongs_to(User))]
    author_id: Option<i32>,
}

#[test]
fn shows_both_fields() {
    let found = options().check_isolated(&relata::models![User, Post]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
          --> tests/reports/rules/key_type/compiled.rs:20:5
        note: `User.id` is declared here
          --> tests/reports/rules/key_type/compiled.rs:14:5
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 32 bits and 64 bits
          = note: an `Option` only makes a key nullable and is not compared
          = help: change the type of `Post.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&found.to_string());
}

/// What is found where a key of the one type points at a field of the other.
macro_rules! found {
    (@ [$($own:meta)?] $key:ty => [$($theirs:meta)?] $id:ty) => {{
        #[derive(Model)]
        struct Target {
            $(#[$theirs])?
            id: $id,
        }
        #[derive(Model)]
        #[relata(belongs_to(target: Target))]
        struct Holder {
            $(#[$own])?
            target_id: $key,
        }
        headlines(&options().check_isolated(&relata::models![Target, Holder]))
    }};
    ($key:ty => $id:ty) => {
        found!(@ [] $key => [] $id)
    };
}

fn headlines(found: &Findings) -> Vec<String> {
    found
        .iter()
        .map(|finding| format!("{}: {}", finding.rule(), finding.headline()))
        .collect()
}

const NOTHING: [&str; 0] = [];

type Id = i64;
type MaybeId = Option<Id>;
struct Uuid;
struct UserId;
mod other {
    pub(super) struct UserId;
}

#[test]
fn an_alias_is_its_type() {
    assert_eq!(found!(Id => i64), NOTHING);
    assert_eq!(found!(i64 => Id), NOTHING);
    assert_eq!(
        found!(Id => i32),
        [
            "key_type: key field `Holder.target_id` is `Id`, but it references `Target.id`, which is `i32`"
        ]
    );
}

/// What the language calls a type is in the record, and what it is called besides is next to it.
#[test]
fn a_type_of_the_language_by_another_name() {
    macro_rules! each {
        ($($own:ident $other:ident),+) => {$(
            type $other = $own;
            assert_eq!(found!($own => $own), NOTHING);
            assert_eq!(found!(Option<$own> => $own), NOTHING);
            assert_eq!(found!($other => $own), NOTHING);
            assert_eq!(found!(Option<$own> => $other), NOTHING);
            assert_eq!(found!($own => UserId).len(), 1);
            assert_eq!(found!(Vec<$own> => Option<$own>).len(), 1);
        )+};
    }
    each!(
        i8 A, i16 B, i32 C, i64 D, i128 E, isize F, u8 G, u16 H, u32 I, u64 J, u128 K, usize L,
        f32 M, f64 N, bool O, char P
    );
}

mod small {
    pub(super) struct String;

    pub(super) mod posts {
        use super::String;

        #[derive(relata::Model)]
        #[relata(belongs_to(user: super::super::Named, key = user_name))]
        pub(in super::super) struct Post {
            user_name: String,
        }
    }
}

#[derive(Model)]
struct Named {
    #[relata(key)]
    name: String,
}

#[test]
fn a_string_may_be_that_of_another_crate() {
    use small::posts::Post;

    assert_eq!(
        headlines(&options().check_isolated(&relata::models![Named, Post])),
        [
            "key_newtype: key field `Post.user_name` is `String`, but it references `Named.name`, which is `String`"
        ]
    );
}

#[test]
fn an_option_is_set_aside_on_both_sides() {
    assert_eq!(found!(Option<i64> => i64), NOTHING);
    assert_eq!(found!(i64 => Option<i64>), NOTHING);
    assert_eq!(found!(Option<i64> => Option<i64>), NOTHING);
    assert_eq!(found!(MaybeId => i64), NOTHING);
    assert_eq!(found!(i64 => MaybeId), NOTHING);
    assert_eq!(found!(MaybeId => i32).len(), 1);
    assert_eq!(found!(Option<Option<i64>> => i64).len(), 1);
}

#[test]
fn a_newtype_is_a_type_of_its_own() {
    assert_eq!(found!(UserId => UserId), NOTHING);
    assert_eq!(
        found!(UserId => Uuid),
        [
            "key_newtype: key field `Holder.target_id` is `UserId`, but it references `Target.id`, which is `Uuid`"
        ]
    );
    assert_eq!(found!(UserId => other::UserId).len(), 1);
}

#[test]
fn as_says_what_else_it_counts_as_on_either_side() {
    assert_eq!(found!(@ [relata(as = Uuid)] UserId => [] Uuid), NOTHING);
    assert_eq!(found!(@ [] Uuid => [relata(as = Uuid)] UserId), NOTHING);
    assert_eq!(
        found!(@ [relata(as = Uuid)] UserId => [relata(as = Uuid)] other::UserId),
        NOTHING
    );
    // It is still what it is.
    assert_eq!(found!(@ [relata(as = Uuid)] UserId => [] UserId), NOTHING);
    assert_eq!(
        found!(@ [relata(as = Uuid)] Option<UserId> => [] UserId),
        NOTHING
    );
    assert_eq!(found!(@ [relata(as = i64)] UserId => [] Uuid).len(), 1);
    assert_eq!(
        found!(@ [relata(as = i64)] UserId => [relata(as = i32)] other::UserId).len(),
        1
    );
}

#[test]
fn owned_and_borrowed_text_is_one_type() {
    assert_eq!(found!(String => String), NOTHING);
    assert_eq!(found!(&'static str => String), NOTHING);
    assert_eq!(found!(String => Cow<'static, str>), NOTHING);
    assert_eq!(found!(Box<str> => &'static str), NOTHING);
    assert_eq!(found!(Rc<str> => Arc<str>), NOTHING);
    assert_eq!(found!(Option<Cow<'static, str>> => Box<str>), NOTHING);
    assert_eq!(found!(Vec<u8> => &'static [u8]), NOTHING);
    assert_eq!(found!(Cow<'static, [u8]> => Box<[u8]>), NOTHING);
    assert_eq!(found!(Rc<[u8]> => Arc<[u8]>), NOTHING);
    assert_eq!(found!(String => Vec<u8>).len(), 1);
    assert_eq!(found!(Vec<u16> => Vec<u8>).len(), 1);
    assert_eq!(found!(Box<String> => String).len(), 1);
}

#[test]
fn a_lifetime_is_no_part_of_it() {
    #[derive(Model)]
    struct Country<'a> {
        #[relata(key)]
        code: Cow<'a, str>,
    }
    #[derive(Model)]
    #[relata(belongs_to(country: "Country", key = country_code))]
    struct City<'a> {
        country_code: &'a str,
    }
    let found = options().check_isolated(&relata::models![Country<'static>, City<'static>]);
    assert_eq!(headlines(&found), NOTHING);
}

#[test]
fn width_and_sign_count() {
    assert_eq!(found!(i32 => i64).len(), 1);
    assert_eq!(found!(u64 => i64).len(), 1);
    assert_eq!(found!(usize => u64).len(), 1);
    assert_eq!(found!(u64 => u64), NOTHING);
}

#[test]
fn a_written_reference_is_what_counts() {
    #[derive(Model)]
    struct Country {
        id: i64,
        #[relata(unique)]
        code: String,
    }
    #[derive(Model)]
    #[relata(belongs_to(country: Country, key = country_code, references = code))]
    struct City {
        country_code: &'static str,
    }
    #[derive(Model)]
    #[relata(belongs_to(country: Country, key = country_code))]
    struct Town {
        country_code: &'static str,
    }
    assert_eq!(
        headlines(&options().check_isolated(&relata::models![Country, City])),
        NOTHING
    );
    assert_eq!(
        headlines(&options().check_isolated(&relata::models![Country, Town])),
        [
            "key_type: key field `Town.country_code` is `&'static str`, but it references `Country.id`, which is `i64`"
        ]
    );
}

#[test]
fn a_key_of_several_fields_is_compared_part_by_part() {
    #[derive(Model)]
    #[relata(key(tenant, number, lang))]
    struct Page {
        tenant: i64,
        number: u32,
        lang: String,
    }
    #[derive(Model)]
    #[relata(belongs_to(page: Page, key(tenant, page_number, page_lang)))]
    struct Link {
        tenant: i64,
        page_number: i32,
        page_lang: Option<String>,
    }
    #[derive(Model)]
    #[relata(belongs_to(page: Page, key(page_lang, tenant, page_number)))]
    struct Rotated {
        tenant: i64,
        page_number: u32,
        page_lang: Option<String>,
    }
    assert_eq!(
        headlines(&options().check_isolated(&relata::models![Page, Link])),
        [
            "key_type: key field `Link.page_number` is `i32`, but it references `Page.number`, which is `u32`"
        ]
    );
    let found = options().check_isolated(&relata::models![Page, Rotated]);
    let finding = found.iter().next().unwrap();
    assert_eq!(
        finding.headline(),
        "the fields of the key `Rotated.(page_lang, tenant, page_number)` are in a different order \
         than the fields that it references, `Page.(tenant, number, lang)`"
    );
    assert_eq!(
        finding.help(),
        Some("write `key(tenant, page_number, page_lang)`")
    );
}

#[test]
fn two_types_of_one_name_are_reported_as_that() {
    mod theirs {
        use super::*;

        pub(super) struct Id;

        #[derive(Model)]
        pub(super) struct User {
            id: Id,
        }
    }
    struct Id;
    #[derive(Model)]
    #[relata(belongs_to(author: "User"))]
    struct Post {
        author_id: Id,
    }
    let found = options().check_isolated(&relata::models![theirs::User, Post]);
    let finding = found.iter().next().unwrap();
    assert!(
        finding
            .notes()
            .iter()
            .any(|note| note.text() == "two types have the name `Id`"),
        "{found}"
    );
    assert_eq!(finding.help(), None);
}

#[test]
fn a_type_that_is_not_known_is_not_wrong() {
    // Only the types of keys and of what is unique are known.
    #[derive(Model)]
    struct Country {
        id: i64,
        code: Uuid,
    }
    #[derive(Model)]
    #[relata(belongs_to(country: Country, key = code, references = code, allow(reference_not_unique, reason = "of the test")))]
    struct City {
        code: UserId,
    }
    assert_eq!(
        headlines(&options().check_isolated(&relata::models![Country, City])),
        NOTHING
    );
}
