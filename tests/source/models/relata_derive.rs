//! Models with relata's derive.

use expect_test::expect;

use super::models;

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
                    #[relata(belongs_to(people::Person, name = buyer, inverse = orders, on_delete = cascade))]
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
        &expect![[]],
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
            "#,
        )],
        &expect![[]],
    );
}
