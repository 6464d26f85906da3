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

/// Relations of an entity with itself: one whose other side is only a name, and one through a junction in both
/// directions.
mod selves {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub manager_id: Option<i64>,
            #[sea_orm(
                self_ref,
                relation_enum = "Manager",
                relation_reverse = "Reports",
                from = "manager_id",
                to = "id"
            )]
            pub manager: BelongsTo<Option<Entity>>,
            #[sea_orm(self_ref, via = "follower", from = "User", to = "Follower")]
            pub followers: HasMany<Entity>,
            #[sea_orm(self_ref, via = "follower", reverse)]
            pub following: HasMany<Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod follower {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "followers")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub user_id: i64,
            #[sea_orm(primary_key, auto_increment = false)]
            pub follower_id: i64,
            #[sea_orm(belongs_to, from = "user_id", to = "id")]
            pub user: BelongsTo<super::user::Entity>,
            #[sea_orm(
                belongs_to,
                relation_enum = "Follower",
                from = "follower_id",
                to = "id"
            )]
            pub follower: BelongsTo<super::user::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relations_with_itself() {
    use selves::{follower, user};
    let models = relata::models![
        user::Model,
        user::ModelEx,
        follower::Model,
        follower::ModelEx
    ];
    expect![[r#"
        spellings::selves::follower, table followers, key user_id and follower_id
          user_id: i64
          follower_id: i64
          user belongs_to spellings::selves::user by user_id
          follower belongs_to spellings::selves::user by follower_id
        spellings::selves::user, table users, key id
          id: i64
          manager_id: i64, optional
          manager belongs_to spellings::selves::user by manager_id
          followers many_to_many spellings::selves::user, inverse following
          following many_to_many spellings::selves::user, inverse followers
    "#]]
    .assert_eq(&known(&models));
}
