//! The attributes of Diesel 1, which Diesel 2 still reads, mean the same to relata.

#![allow(dead_code, reason = "only the attributes count")]

use diesel::prelude::*;
use expect_test::expect;
use neighbours::known;

mod schema {
    diesel::table! {
        people (id) { id -> BigInt, boss_id -> Nullable<BigInt> }
    }
    diesel::table! {
        #[sql_name = "the_posts"]
        posts (uuid) { uuid -> BigInt, by -> BigInt, person_uuid -> BigInt }
    }
}

use schema::{people, posts};

#[derive(Queryable, Identifiable, relata::Model)]
#[table_name = "people"]
struct Person {
    id: i64,
    boss_id: Option<i64>,
}

/// Another struct of the same table.
#[derive(Queryable, Identifiable, relata::Model)]
#[diesel(table_name = people)]
struct Name<'a> {
    id: i64,
    #[diesel(deserialize_as = String)]
    boss_id: std::borrow::Cow<'a, str>,
}

/// Diesel prints a warning for each of them.
#[derive(Identifiable, Associations, relata::Model)]
#[table_name = "posts"]
#[primary_key(uuid)]
#[belongs_to(Person, foreign_key = "person_uuid")]
#[belongs_to(parent = "Name<'_>", foreign_key = "by")]
struct Post {
    uuid: i64,
    person_uuid: i64,
    #[column_name = "by"]
    author: i64,
}

/// Both kinds of attributes: this is Diesel 2, which knows the name of the table.
#[derive(Identifiable, relata::Model)]
#[primary_key(uuid)]
#[diesel(table_name = posts)]
struct Both {
    uuid: i64,
}

#[test]
fn relata_reads_them() {
    expect![[r#"
        diesel_old::Both, table the_posts, key uuid
          uuid: i64
        diesel_old::Name, table people, key id
          id: i64
          boss_id: std::borrow::Cow<'a, str>
        diesel_old::Person, table people, key id
          id: i64
          boss_id: i64, optional
        diesel_old::Post, table posts, key uuid
          uuid: i64
          person_uuid: i64
          author: i64, column by
          person belongs_to diesel_old::Person by person_uuid
          by belongs_to diesel_old::Name by author
    "#]]
    .assert_eq(&known(&relata::models![Person, Name<'_>, Post, Both]));
}
