//! Diesel's own attributes are enough: one more derive on each struct, and nothing is declared twice.

#![allow(
    dead_code,
    unused_qualifications,
    reason = "only what the attributes say counts; Diesel repeats a path that is longer than it must be"
)]

use diesel::prelude::*;
use expect_test::expect;
use neighbours::known;

mod schema {
    diesel::table! {
        people (id) { id -> BigInt, name -> Text, boss_id -> Nullable<BigInt> }
    }
    diesel::table! {
        posts (id) { id -> BigInt, person_id -> BigInt, editor_id -> Nullable<BigInt>, title -> Text }
    }
    diesel::table! {
        likes (person_id, post_id) { person_id -> BigInt, post_id -> BigInt }
    }
    diesel::table! {
        notes (number) { number -> BigInt, like_person -> BigInt, by -> BigInt }
    }
}

mod people {
    use super::schema;
    use diesel::prelude::*;

    #[derive(Queryable, Identifiable, Selectable, relata::Model)]
    #[diesel(table_name = schema::people)]
    pub(crate) struct Person {
        pub(crate) id: i64,
        pub(crate) name: String,
        pub(crate) boss_id: Option<i64>,
    }

    /// Another struct of the same table.
    #[derive(Queryable, Identifiable, Selectable, relata::Model)]
    #[diesel(table_name = schema::people)]
    pub(crate) struct Name<'a> {
        pub(crate) id: i64,
        #[diesel(deserialize_as = String)]
        pub(crate) name: std::borrow::Cow<'a, str>,
    }
}

use people::{Name, Person};

/// Two in one attribute, a path as the target, one key by its name and one by its column.
#[derive(Queryable, Identifiable, Selectable, Associations, relata::Model)]
#[diesel(table_name = schema::posts, belongs_to(Person), belongs_to(crate::people::Name<'_>, foreign_key = editor_id),)]
struct Post {
    id: i64,
    person_id: i64,
    editor_id: Option<i64>,
    title: String,
}

/// A key of two columns, an attribute that a condition brings, and fields that are not named like their columns.
#[derive(Queryable, Identifiable, Selectable, Associations, relata::Model)]
#[cfg_attr(all(), diesel(table_name = schema::likes))]
#[diesel(primary_key(person_id, post_id))]
#[cfg_attr(all(), diesel(belongs_to(Person)))]
#[diesel(belongs_to(Post))]
#[cfg_attr(any(), diesel(belongs_to(Nowhere)))]
struct Like {
    #[diesel(column_name = person_id)]
    who: i64,
    #[diesel(column_name = "post_id")]
    what: i64,
}

/// Nothing of it is a model unless it is asked for.
#[derive(Insertable)]
#[diesel(table_name = schema::posts)]
struct NewPost<'a> {
    title: &'a str,
}

/// relata's own attributes add to what Diesel's say: by the relation's name, or by its key.
#[derive(Queryable, Identifiable, Selectable, Associations, relata::Model)]
#[diesel(table_name = schema::notes, primary_key(number), belongs_to(Person, foreign_key = by))]
#[relata(table = "remarks")]
struct Note {
    number: i64,
    like_person: i64,
    #[relata(belongs_to(writer: "Person", on_delete = cascade))]
    #[diesel(column_name = by)]
    author: i64,
}

/// Diesel finds the table by the struct's name where none is written.
mod unnamed {
    use diesel::prelude::*;

    use super::schema::posts;

    #[derive(Queryable, Identifiable, relata::Model)]
    #[diesel(primary_key(id))]
    pub(crate) struct Post {
        pub(crate) id: i64,
    }
}

/// Two structs of one table, by an `id` and by a `uuid`.
mod keyed {
    use diesel::prelude::*;

    diesel::table! {
        users (id) { id -> BigInt, uuid -> BigInt }
    }
    diesel::table! {
        visits (id) { id -> BigInt, user_id -> BigInt, user_uuid -> BigInt, guest_id -> BigInt, guest_uuid -> BigInt }
    }

    #[derive(Identifiable, relata::Model)]
    #[diesel(table_name = users)]
    pub(crate) struct User {
        id: i64,
    }

    #[derive(Identifiable, relata::Model)]
    #[diesel(table_name = users, primary_key(uuid))]
    pub(crate) struct Account {
        uuid: i64,
    }

    #[derive(Identifiable, Associations, relata::Model)]
    #[diesel(table_name = visits, belongs_to(User), belongs_to(Account, foreign_key = user_uuid))]
    pub(crate) struct Visit {
        id: i64,
        user_id: i64,
        user_uuid: i64,
        guest_id: i64,
        #[relata(belongs_to(Account))]
        guest_uuid: i64,
    }

    /// The relation that relata's attribute declares is not that of Diesel's.
    #[derive(Identifiable, Associations, relata::Model)]
    #[diesel(table_name = visits, belongs_to(User, foreign_key = guest_id))]
    pub(crate) struct GuestVisit {
        id: i64,
        guest_id: i64,
        #[relata(belongs_to(Account))]
        guest_uuid: i64,
    }
}

#[test]
fn a_uuid_stays_in_a_name_next_to_an_id() {
    expect![[r#"
        diesel_attributes::keyed::Account, table users, key uuid
          uuid: i64
        diesel_attributes::keyed::GuestVisit, table visits, key id
          id: i64
          guest_id: i64
          guest_uuid: i64
          guest_uuid belongs_to diesel_attributes::keyed::Account by guest_uuid
          guest belongs_to diesel_attributes::keyed::User by guest_id
        diesel_attributes::keyed::User, table users, key id
          id: i64
        diesel_attributes::keyed::Visit, table visits, key id
          id: i64
          user_id: i64
          user_uuid: i64
          guest_id: i64
          guest_uuid: i64
          guest belongs_to diesel_attributes::keyed::Account by guest_uuid
          user belongs_to diesel_attributes::keyed::User by user_id
          user_uuid belongs_to diesel_attributes::keyed::Account by user_uuid
    "#]]
    .assert_eq(&known(&relata::models![
        keyed::User,
        keyed::Account,
        keyed::Visit,
        keyed::GuestVisit
    ]));
}

#[test]
fn a_table_that_is_not_named_is_that_of_the_struct() {
    let models = relata::models![unnamed::Post];
    let registry = relata::options().init_isolated(&models).unwrap();
    assert_eq!(registry.model("Post").unwrap().table(), Some("posts"));
}

#[test]
fn relata_reads_them() {
    expect![[r#"
        diesel_attributes::Like, table likes, key who and what
          who: i64, column person_id
          what: i64, column post_id
          person belongs_to diesel_attributes::people::Person by who
          post belongs_to diesel_attributes::Post by what
        diesel_attributes::Note, table remarks, key number
          number: i64
          like_person: i64
          author: i64, column by
          writer belongs_to diesel_attributes::people::Person by author, on delete cascade
        diesel_attributes::Post, table posts, key id
          id: i64
          person_id: i64
          editor_id: i64, optional
          title: String
          person belongs_to diesel_attributes::people::Person by person_id
          editor belongs_to diesel_attributes::people::Name by editor_id
        diesel_attributes::people::Name, table people, key id
          id: i64
          name: std::borrow::Cow<'a, str>
        diesel_attributes::people::Person, table people, key id
          id: i64
          name: String
          boss_id: i64, optional
    "#]]
    .assert_eq(&known(&relata::models![Person, Name<'_>, Post, Like, Note]));
}

/// A target without the derive compiles, and is found.
mod adopting {
    use super::schema;
    use diesel::prelude::*;

    #[derive(Queryable, Identifiable)]
    #[diesel(table_name = schema::people)]
    pub(crate) struct Person {
        pub(crate) id: i64,
        pub(crate) name: String,
        pub(crate) boss_id: Option<i64>,
    }

    #[derive(Queryable, Identifiable, Associations, relata::Model)]
    #[diesel(table_name = schema::posts, belongs_to(Person))]
    pub(crate) struct Post {
        pub(crate) id: i64,
        pub(crate) person_id: i64,
        pub(crate) editor_id: Option<i64>,
        pub(crate) title: String,
    }
}

#[test]
fn a_target_without_the_derive_is_found() {
    let report = relata::options()
        .init_isolated(&relata::models![adopting::Post])
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Post.person` points at the type `Person`, which is not a model
          --> tests/neighbours/tests/diesel_attributes.rs:236:53
          = help: add `relata::Model` to the derives of `Person`

        for more information: cargo relata explain missing_target
    "#]]
    .assert_eq(&report.to_string());
}

/// A key that is narrower than what it points at: Diesel compiles it, and only `belonging_to` would not.
mod narrow {
    use diesel::prelude::*;

    use super::schema;

    #[derive(Queryable, Identifiable, relata::Model)]
    #[diesel(table_name = schema::people)]
    pub(crate) struct Person {
        pub(crate) id: i64,
        pub(crate) name: String,
        pub(crate) boss_id: Option<i64>,
    }

    #[derive(Queryable, Identifiable, Associations, relata::Model)]
    #[diesel(table_name = schema::posts, belongs_to(Person))]
    pub(crate) struct Post {
        pub(crate) id: i64,
        pub(crate) person_id: i32,
    }
}

#[test]
fn a_key_of_another_type_is_found() {
    let report = relata::options()
        .init_isolated(&relata::models![narrow::Person, narrow::Post])
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.person_id` is `i32`, but it references `Person.id`, which is `i64`
          --> tests/neighbours/tests/diesel_attributes.rs:277:42
        note: `Post.person_id` is declared here
          --> tests/neighbours/tests/diesel_attributes.rs:280:20
        note: `Person.id` is declared here
          --> tests/neighbours/tests/diesel_attributes.rs:271:20
          = note: `Post.person_id` is the key of `Post.person`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Post.person_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&report.to_string());
}

/// The inverse of what Diesel's attribute declares, which only relata's attribute can name.
mod one_sided {
    use diesel::prelude::*;

    use super::schema;

    #[derive(Queryable, Identifiable, relata::Model)]
    #[diesel(table_name = schema::people)]
    #[relata(has_many(posts: "Post", inverse = person))]
    pub(crate) struct Person {
        pub(crate) id: i64,
        pub(crate) name: String,
        pub(crate) boss_id: Option<i64>,
    }

    #[derive(Queryable, Identifiable, Associations, relata::Model)]
    #[diesel(table_name = schema::posts, belongs_to(Person))]
    pub(crate) struct Post {
        pub(crate) id: i64,
        pub(crate) person_id: i64,
    }

    pub(crate) mod fixed {
        use diesel::prelude::*;

        use super::{Person, schema};

        #[derive(Queryable, Identifiable, Associations, relata::Model)]
        #[diesel(table_name = schema::posts, belongs_to(Person))]
        #[relata(belongs_to(person: Person, inverse = posts))]
        pub(crate) struct Post {
            pub(crate) id: i64,
            pub(crate) person_id: i64,
        }
    }
}

#[test]
fn the_help_for_a_relation_of_diesel_is_an_attribute_of_relata() {
    let options = relata::options().level(relata::Rule::OneSidedInverse, relata::Level::Warn);
    let models = relata::models![one_sided::Person, one_sided::Post];
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[one_sided_inverse]: `Person.posts` names `Post.person` as its inverse, but `Post.person` names no inverse
          --> tests/neighbours/tests/diesel_attributes.rs:315:48
        note: `Post.person` is declared here
          --> tests/neighbours/tests/diesel_attributes.rs:323:53
          = help: add `#[relata(belongs_to(person: Person, inverse = posts))]` to `Post`

        for more information: cargo relata explain one_sided_inverse
    "#]].assert_eq(&options.check_isolated(&models).to_string());
    let models = relata::models![one_sided::Person, one_sided::fixed::Post];
    assert!(options.check_isolated(&models).is_empty());
}
