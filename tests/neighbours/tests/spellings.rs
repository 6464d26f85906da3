//! What is seldom written, of both ORMs, and right.

#![allow(dead_code, reason = "only what the attributes say counts")]
#![allow(
    missing_debug_implementations,
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::expect;
use neighbours::known;

/// Two structs of one table with one name, in different modules.
mod namesakes {
    use diesel::prelude::*;

    diesel::table! {
        people (id) { id -> BigInt }
    }
    diesel::table! {
        posts (id) { id -> BigInt, person_id -> BigInt }
    }

    #[derive(Identifiable, relata::Model)]
    #[diesel(table_name = people)]
    pub struct Person {
        id: i64,
    }

    pub mod view {
        use diesel::prelude::*;

        #[derive(Identifiable, relata::Model)]
        #[diesel(table_name = super::people)]
        pub struct Person {
            id: i64,
        }
    }

    #[derive(Identifiable, Associations, relata::Model)]
    #[diesel(table_name = posts, belongs_to(Person), belongs_to(view::Person))]
    pub struct Post {
        id: i64,
        person_id: i64,
    }
}

#[test]
fn two_targets_of_one_name_are_two_relations() {
    use namesakes::{Person, Post, view};
    expect![[r#"
        spellings::namesakes::Person, table people, key id
          id: i64
        spellings::namesakes::Post, table posts, key id
          id: i64
          person_id: i64
          person belongs_to spellings::namesakes::Person by person_id
          view_person belongs_to spellings::namesakes::view::Person by person_id
        spellings::namesakes::view::Person, table people, key id
          id: i64
    "#]]
    .assert_eq(&known(&relata::models![Person, view::Person, Post]));
}
