//! Models with relata's derive.

use expect_test::expect;

use super::super::packages::package;
use super::{WITHOUT, models, read};

#[test]
fn all_arguments() {
    models(
        "all_arguments",
        &[
            (
                "src/lib.rs",
                r#"
                mod people;
                mod shop { pub mod order; pub mod line; }
                "#,
            ),
            (
                "src/people.rs",
                r#"
                use relata::Model;
                #[derive(Model)]
                #[relata(table = "people", key(id), unique(country, number))]
                #[relata(has_many(orders: crate::shop::order::Order, inverse = buyer))]
                #[relata(has_many(open: crate::shop::order::Order, inverse = buyer, filtered))]
                #[relata(belongs_to(boss: Self, on_delete = set_null))]
                #[relata(has_many(reports: Self, inverse = boss))]
                #[relata(many_to_many(bought: "Article", through = "Line"))]
                pub struct Person {
                    pub id: i64,
                    pub boss_id: Option<i64>,
                    #[relata(unique)]
                    pub email: String,
                    pub country: String,
                    pub number: u32,
                }
                #[derive(Model)]
                #[relata(name = "Article", belongs_to(owner: any(Person, "Order"), key = owner_id, tag = owner_type))]
                pub struct Thing { #[relata(key)] pub code: String, pub owner_id: i64, pub owner_type: String }
                #[derive(Model)]
                #[relata(skip)]
                pub struct Skipped { pub id: i64 }
                #[derive(Clone)]
                pub struct NotAModel { pub id: i64 }
                "#,
            ),
            (
                "src/shop/order.rs",
                r#"
                use crate::people;
                #[derive(Clone, relata::Model)]
                pub struct Order {
                    pub id: i64,
                    #[relata(belongs_to(people::Person, inverse = orders, on_delete = cascade))]
                    pub buyer_id: i64,
                    #[relata(refers_to(last: super::line::Line))]
                    pub last_line: Option<i64>,
                }
                "#,
            ),
            (
                "src/shop/line.rs",
                r#"
                use super::order::Order as Parent;
                use crate::people::{Person, Thing};
                #[derive(relata::Model)]
                #[relata(key(order_id, nth))]
                #[relata(belongs_to(order: Parent), belongs_to(buyer: Person), belongs_to(article: Thing, key = code))]
                pub struct Line { pub order_id: i64, pub nth: i16, pub buyer_id: i64, pub code: String }
                "#,
            ),
        ],
        &expect![[r#"
            app::people::Article (Thing), key code, src/people.rs:20:28
                { code: String, owner_id: i64, owner_type: String }
                belongs_to owner: app::people::Person or app::shop::order::Order by owner_id, tag owner_type
            app::people::Person = "people", key id, unique country, number, src/people.rs:10:28
                { id: i64, boss_id: i64?, email: String unique, country: String, number: u32 }
                has_many orders: app::shop::order::Order by buyer_id, inverse buyer
                has_many open: app::shop::order::Order by buyer_id, inverse buyer, filtered
                belongs_to boss: app::people::Person by boss_id, on delete set_null
                has_many reports: app::people::Person by boss_id, inverse boss
                many_to_many bought: app::people::Article through app::shop::line::Line
            app::shop::line::Line, key order_id, nth, src/shop/line.rs:7:28
                { order_id: i64, nth: i16, buyer_id: i64, code: String }
                belongs_to order: app::shop::order::Order by order_id
                belongs_to buyer: app::people::Person by buyer_id
                belongs_to article: app::people::Article by code
            app::shop::order::Order, key id, src/shop/order.rs:4:28
                { id: i64, buyer_id: i64, last_line: i64? }
                belongs_to buyer: app::people::Person by buyer_id, inverse orders, on delete cascade
                refers_to last: app::shop::line::Line
            4 models, 11 relations; 9 keys compared, 2 relations without a key
        "#]],
    );
}

/// A part next to a model, and the derive in `cfg_attr`.
#[test]
fn parts_and_conditions() {
    models(
        "parts_and_conditions",
        &[(
            "src/lib.rs",
            r#"
            pub mod user {
                #[cfg_attr(feature = "mail", derive(relata::Model), sea_orm(table_name = "users"))]
                #[derive(Clone, DeriveEntityModel)]
                pub struct Model {
                    #[sea_orm(primary_key)] pub id: i64,
                    #[cfg(feature = "pdf")] pub paper: i64,
                    #[cfg(not(feature = "pdf"))] pub screen: i64,
                }
                #[derive(DeriveRelation, relata::Relations)]
                pub enum Relation {
                    #[sea_orm(has_many = "super::post::Entity")] Post,
                    #[cfg(feature = "pdf")]
                    #[sea_orm(has_many = "super::gone::Entity")] Gone,
                }
            }
            pub mod post {
                #[derive(Clone, DeriveEntityModel, relata::Model)]
                #[sea_orm(table_name = "posts")]
                pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub user_id: i64 }
                #[derive(DeriveRelation, relata::Relations)]
                pub enum Relation {
                    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
                    #[relata(allow(required_cycle, reason = "it is tested"))]
                    User,
                }
            }
            pub mod unread {
                #[derive(Clone, DeriveEntityModel, relata::Model)]
                #[sea_orm(table_name = "unread")]
                pub struct Model { #[sea_orm(primary_key)] pub id: i64 }
                #[derive(DeriveRelation)]
                pub enum Relation { #[sea_orm(has_many = "super::post::Entity")] Post }
            }
            #[cfg_attr(feature = "pdf", derive(relata::Model))]
            pub struct OnlyForPaper { pub id: i64 }
            #[derive(Queryable)]
            #[cfg_attr(feature = "pdf", derive(relata::Model))]
            pub struct AlsoForPaper { pub id: i64 }
            "#,
        )],
        &expect![[r#"
            app::post (Model) = "posts", key id, src/lib.rs:20:28
                { id: i64, user_id: i64 }
                belongs_to user: app::user by user_id to id, inverse post
            app::unread (Model) = "unread", key id, src/lib.rs:31:28
                { id: i64 }
            app::user (Model) = "users", key id, src/lib.rs:5:28
                { id: i64, screen: i64 }
                has_many post: app::post by user_id to id, inverse user
            unused_allow: `allow(required_cycle)` on `post.user` matches no finding
            unread_relations: the relations that SeaORM declares for `unread` are not read
            3 models, 2 relations; 2 keys compared; 1 model without relations
        "#]],
    );
}

/// What relata's macros register besides models.
#[test]
fn external_models_and_key_types() {
    models(
        "external_models",
        &[
            (
                "src/lib.rs",
                r#"
            use relata::Model;
            pub struct UserId(i64);
            pub struct TeamId(i64);
            pub type Alias = TeamId;
            relata::key_type!(UserId = i64);
            mod keys;
            mod elsewhere;
            #[cfg(feature = "pdf")] relata::external!("print::Page");
            #[cfg(feature = "pdf")] relata::key_type!(UserId = u64);
            #[derive(Model)] pub struct User { id: UserId }
            #[derive(Model)] pub struct Team { id: TeamId }
            #[derive(Model)]
            #[relata(belongs_to(user: User), belongs_to(team: Team), belongs_to(other: Team), belongs_to(third: User))]
            #[relata(belongs_to(login: "Login"), belongs_to(token: "auth::Token"), belongs_to(page: "Page"))]
            pub struct Session { id: i64, user_id: i64, team_id: u32, other_id: u64, third_id: u64, login_id: i64, token_id: i64, page_id: i64 }
            "#,
            ),
            (
                "src/keys.rs",
                "relata::key_type!(super::Alias = u32, i64,);",
            ),
            (
                "src/elsewhere.rs",
                "use relata::external;\nexternal!(\"auth::Login\", \"auth::Token\");",
            ),
        ],
        &expect![[r#"
            app::Session, key id, src/lib.rs:16:24
                { id: i64, user_id: i64, team_id: u32, other_id: u64, third_id: u64, login_id: i64, token_id: i64, page_id: i64 }
                belongs_to user: app::User by user_id
                belongs_to team: app::Team by team_id
                belongs_to other: app::Team by other_id
                belongs_to third: app::User by third_id
                belongs_to login: auth::Login by login_id
                belongs_to token: auth::Token by token_id
                belongs_to page: "Page" (unknown) by page_id
            app::Team, key id, src/lib.rs:12:41
                { id: TeamId }
            app::User, key id, src/lib.rs:11:41
                { id: UserId }
            external auth::Login
            external auth::Token
            key_type: key field `Session.other_id` is `u64`, but it references `Team.id`, which is `TeamId`
            key_type: key field `Session.third_id` is `u64`, but it references `User.id`, which is `UserId`
            missing_target: relation `Session.page` points at `Page`, but no model has that name
            3 models, 7 relations; 4 keys compared, 2 types not known, 1 target not known
        "#]],
    );
}

/// The derive under other names, also in files and function bodies that show nothing else of a model.
#[test]
fn renamed() {
    models(
        "renamed",
        &[
            (
                "src/lib.rs",
                r#"
                pub mod prelude { pub use relata::Model as Entity; }
                mod alone;
                fn f() { use crate::prelude::*; #[derive(Clone, Entity)] struct InFunction { id: i64 } }
                "#,
            ),
            (
                "src/alone.rs",
                "use crate::prelude::Entity as E;\n#[derive(E)] pub struct Alone { id: i64 }",
            ),
        ],
        &expect![[r#"
            app::InFunction, key id, src/lib.rs:4:81
                { id: i64 }
            app::alone::Alone, key id, src/alone.rs:2:25
                { id: i64 }
            2 models, no relation is declared; nothing was compared
        "#]],
    );
}

/// A crate of the platform re-exports relata, and its users depend only on that crate.
#[test]
fn a_derive_of_another_crate() {
    models(
        "platform",
        &[
            (
                "Cargo.toml",
                r#"
                [workspace]
                members = ["base", "app"]
                resolver = "3"
                "#,
            ),
            (
                "base/Cargo.toml",
                r#"
                [package]
                name = "base"
                version = "1.0.0"
                edition = "2024"
                [dependencies]
                relata = "0.1"
                "#,
            ),
            ("base/src/lib.rs", "pub use relata; pub use relata::Model;"),
            (
                "app/Cargo.toml",
                r#"
                [package]
                name = "app"
                version = "1.0.0"
                edition = "2024"
                [dependencies]
                base = { path = "../base" }
                "#,
            ),
            (
                "app/src/lib.rs",
                r#"
                #[derive(base::Model)]
                #[relata(crate = base::relata)]
                pub struct User { pub id: i64 }
                #[derive(Clone)]
                pub struct NotAModel { pub id: i64 }
                "#,
            ),
        ],
        &expect![[r#"
            app::User, key id, app/src/lib.rs:4:28
                { id: i64 }
            1 model, no relation is declared; nothing was compared
        "#]],
    );
}

#[test]
fn whether_a_package_depends_on_relata() {
    let files = [("src/lib.rs", ""), ("Cargo.toml", WITHOUT)];
    assert!(read(&package("models_with_relata", &files[..1])).has_relata());
    assert!(!read(&package("models_without_relata", &files)).has_relata());
}
