//! Targets that only the compiler knows: they are external, and the coverage counts them.

use expect_test::expect;

use super::{library, models};

#[test]
fn that_are_not_known() {
    models(
        "targets_not_known",
        &[(
            "src/lib.rs",
            r#"
            pub mod near { use accounts::User as Person; use super::made; #[derive(relata::Model)] #[relata(belongs_to(user: Person), belongs_to(inner: made::Inner, key = user_id))] pub struct Near { id: i64, user_id: i64 } }
            #[derive(relata::Model)] pub struct Person { id: i64 }
            macro_rules! model { ($name:ident) => { #[derive(relata::Model)] pub struct $name { id: i64 } }; }
            model!(Made);
            pub mod made { super::other_macro! { pub struct Inner { id: i64 } } }
            pub struct Plain;
            pub trait Trait { type It; }
            #[derive(relata::Model)]
            #[relata(belongs_to(made: Made), belongs_to(inner: made::Inner, key = made_id))]
            #[relata(belongs_to(foreign: elsewhere::Thing, key = made_id), belongs_to(absent: Absent, key = made_id))]
            #[relata(belongs_to(std: std::string::String, key = made_id), belongs_to(plain: Plain, key = made_id))]
            #[relata(belongs_to(odd: <Plain as Trait>::It, key = made_id))]
            #[relata(belongs_to(known: Known, key = made_id))]
            pub struct Own { id: i64, made_id: i64 }
            #[derive(relata::Model)] pub struct Known { id: i64 }
            "#,
        )],
        &expect![[r#"
            external It
            external accounts::User
            external app::Absent
            app::Known, key id, src/lib.rs:16:49
                { id: i64 }
            external app::Made
            app::Own, key id, src/lib.rs:15:24
                { id: i64, made_id: i64 }
                belongs_to made: app::Made by made_id
                belongs_to inner: app::made::Inner by made_id
                belongs_to foreign: elsewhere::Thing by made_id
                belongs_to absent: app::Absent by made_id
                belongs_to std: std::string::String by made_id
                belongs_to plain: "Plain" (unknown) by made_id
                belongs_to odd: It by made_id
                belongs_to known: app::Known by made_id
            app::Person, key id, src/lib.rs:3:49
                { id: i64 }
            external app::made::Inner
            app::near::Near, key id, src/lib.rs:2:194
                { id: i64, user_id: i64 }
                belongs_to user: accounts::User by user_id
                belongs_to inner: app::made::Inner by user_id
            external elsewhere::Thing
            external std::string::String
            not read: macro `model!` (src/lib.rs:4:26)
            missing_target: relation `Own.plain` points at the type `Plain`, which is not a model
            4 models, 10 relations; 1 key compared, 8 types not known, 1 target not known; 1 model without relations
        "#]],
    );
}

#[test]
fn of_orms() {
    library(
        "targets_of_orms",
        r#"
        mod schema { table! { posts { id -> Int8, user_id -> Int8, } } }
        use schema::posts;
        use accounts::User;
        #[derive(Identifiable, Associations)] #[diesel(belongs_to(User))] pub struct Post { id: i64, user_id: i64 }
        pub mod note {
            #[derive(DeriveEntityModel)] #[sea_orm(table_name = "notes")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub user_id: i64, pub gone_id: i64 }
            #[derive(DeriveRelation)] pub enum Relation {
                #[sea_orm(belongs_to = "accounts::user::Entity", from = "Column::UserId", to = "accounts::user::Column::Id")] User,
                #[sea_orm(belongs_to = "super::gone::Entity", from = "Column::GoneId", to = "super::gone::Column::Id")] Gone,
            }
        }
        "#,
        &expect![[r#"
            external accounts::User
            external accounts::user::Entity
            app::Post = "posts", key id, src/lib.rs:5:86
                { id: i64, user_id: i64 }
                belongs_to user: accounts::User by user_id
            external app::gone::Entity
            app::note (Model) = "notes", key id, src/lib.rs:8:24
                { id: i64, user_id: i64, gone_id: i64 }
                belongs_to user: accounts::user::Entity by user_id
                belongs_to gone: app::gone::Entity by gone_id
            2 models, 3 relations; 0 keys compared, 3 types not known
        "#]],
    );
}
