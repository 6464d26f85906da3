//! Classic entities of SeaORM, whose relations are in an enum and in hand-written impls.

use expect_test::expect;

use super::library;

const CAKES: &str = r##"
        pub mod prelude { pub use super::cake::Entity as Cake; pub use super::fruit::Entity as Fruit; }
        pub mod cake {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[cfg_attr(feature = "with-json", derive(Serialize, Deserialize))]
            #[sea_orm(table_name = "cake")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                #[sea_orm(column_name = "name", enum_name = "Name")] pub name: String,
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(has_many = "super::fruit::Entity")] Fruit,
                #[sea_orm(has_many = "super::fruit::Entity", on_condition = r#"super::fruit::Column::Name.like("%tropical%")"#)]
                TropicalFruit,
            }
            impl Related<super::fruit::Entity> for Entity { fn to() -> RelationDef { Relation::Fruit.def() } }
            impl Related<super::filling::Entity> for Entity {
                fn to() -> RelationDef { super::cake_filling::Relation::Filling.def() }
                fn via() -> Option<RelationDef> { Some(super::cake_filling::Relation::Cake.def().rev()) }
            }
            impl ActiveModelBehavior for ActiveModel {}
        }
        pub mod fruit {
            use sea_orm::entity::prelude::*;
            use super::cake;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(schema_name = "food", table_name = "fruit")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                #[sea_orm(unique)] pub name: String,
                pub cake_id: Option<i32>,
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "cake::Entity", from = "Column::CakeId", to = "cake::Column::Id", on_delete = "SetNull")]
                Cake,
            }
            impl Related<cake::Entity> for Entity { fn to() -> RelationDef { Relation::Cake.def() } }
        }
        pub mod filling {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "filling")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i32, #[sea_orm(ignore)] pub ignored: i32 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl Related<super::cake::Entity> for Entity {
                fn to() -> RelationDef { super::cake_filling::Relation::Cake.def() }
                fn via() -> Option<RelationDef> { Some(super::cake_filling::Relation::Filling.def().rev()) }
            }
        }
        pub mod cake_filling {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "cake_filling")]
            pub struct Model {
                #[sea_orm(primary_key, auto_increment = false)] pub cake_id: i32,
                #[sea_orm(primary_key, auto_increment = false)] pub filling_id: i32,
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "super::cake::Entity", from = "Column::CakeId", to = "super::cake::Column::Id")]
                Cake,
                #[sea_orm(belongs_to = "super::filling::Entity", from = "Column::FillingId", to = "super::filling::Column::Id")]
                Filling,
            }
        }
        pub mod price {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "price")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                pub cake_id: i32, pub filling_id: i32, pub price: Decimal,
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(
                    belongs_to = "super::cake_filling::Entity",
                    from = "(Column::CakeId, Column::FillingId)",
                    to = "(super::cake_filling::Column::CakeId, super::cake_filling::Column::FillingId)"
                )]
                CakeFilling,
            }
        }
        pub mod linked {
            pub struct CakeToFilling;
            impl Linked for CakeToFilling {
                type FromEntity = super::cake::Entity;
                type ToEntity = super::filling::Entity;
                fn link(&self) -> Vec<RelationDef> {
                    vec![super::cake_filling::Relation::Cake.def().rev(), super::cake_filling::Relation::Filling.def()]
                }
            }
        }
        "##;

/// The form of SeaORM's own cakes: an enum, relations through a junction, and relations with a filter.
#[test]
fn classic() {
    library(
        "classic",
        CAKES,
        &expect![[r#"
            app::cake (Model) = "cake", key id, src/lib.rs:8:24
                { id: i32, name: String }
                has_many fruit: app::fruit by cake_id to id, inverse cake
                has_many tropical_fruit: app::fruit by cake_id to id, inverse cake, filtered
                many_to_many filling: app::filling through app::cake_filling via cake, filling, inverse cake
            app::cake_filling (Model) = "cake_filling", key cake_id, filling_id, src/lib.rs:58:24
                { cake_id: i32, filling_id: i32 }
                belongs_to cake: app::cake by cake_id to id
                belongs_to filling: app::filling by filling_id to id
            app::filling (Model) = "filling", key id, src/lib.rs:46:24
                { id: i32, ignored: i32 }
                many_to_many cake: app::cake through app::cake_filling via filling, cake, inverse filling
            app::fruit (Model) = "food.fruit", key id, src/lib.rs:30:24
                { id: i32, name: String unique, cake_id: i32? }
                belongs_to cake: app::cake by cake_id to id, inverse fruit, on delete set_null
            app::price (Model) = "price", key id, src/lib.rs:74:24
                { id: i32, cake_id: i32, filling_id: i32, price: Decimal }
                belongs_to cake_filling: app::cake_filling by cake_id, filling_id to cake_id, filling_id
            not read: `impl Linked for CakeToFilling` (src/lib.rs:90:13)
            5 models, 8 relations; 6 keys compared, 2 relations without a key
        "#]],
    );
}

#[test]
fn hand_written_impls() {
    library(
        "hand_written",
        r#"
        pub mod user {
            use sea_orm::entity::prelude::*;
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "users")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub boss_id: Option<i64> }
            #[derive(Copy, Clone, Debug, EnumIter)]
            pub enum Relation { Posts, Boss, Paper }
            impl RelationTrait for Relation {
                fn def(&self) -> RelationDef {
                    match self {
                        Self::Posts => Entity::has_many(super::post::Entity).into(),
                        Self::Boss => Entity::belongs_to(Entity).from(Column::BossId).to(Column::Id).into(),
                        #[cfg(feature = "api")]
                        Self::Paper => Entity::has_many(super::paper::Entity).into(),
                    }
                }
            }
        }
        pub mod post {
            use super::user::{Column as UserColumn, Entity as User};
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "posts")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub user_id: i64 }
            #[derive(Copy, Clone, Debug, EnumIter)]
            pub enum Relation { User }
            impl RelationTrait for Relation {
                fn def(&self) -> RelationDef {
                    match self {
                        Relation::User => Entity::belongs_to(User)
                            .from(Column::UserId)
                            .to(UserColumn::Id)
                            .on_delete(ForeignKeyAction::Cascade)
                            .into(),
                    }
                }
            }
        }
        pub mod odd {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "odd")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub user_id: i64 }
            #[derive(Copy, Clone, Debug, EnumIter)]
            pub enum Relation { User, Post }
            impl RelationTrait for Relation {
                fn def(&self) -> RelationDef {
                    match self {
                        Self::User => Entity::belongs_to(super::user::Entity).from(Column::UserId).to(super::user::Column::Id).into(),
                        Self::Post => crate::joins::posts(),
                    }
                }
            }
        }
        "#,
        &expect![[r#"
            app::odd (Model) = "odd", key id, src/lib.rs:42:24
                { id: i64, user_id: i64 }
                belongs_to user: app::user by user_id to id
            app::post (Model) = "posts", key id, src/lib.rs:24:24
                { id: i64, user_id: i64 }
                belongs_to user: app::user by user_id to id, inverse posts, on delete cascade
            app::user (Model) = "users", key id, src/lib.rs:6:24
                { id: i64, boss_id: i64? }
                has_many posts: app::post by user_id to id, inverse user
                belongs_to boss: app::user by boss_id to id
            3 models, 4 relations; 4 keys compared
        "#]],
    );
}

/// A self reference, a key of several columns, and columns with other names.
#[test]
fn keys() {
    library(
        "sea_orm_keys",
        r#"
        pub mod folder {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "folders")]
            pub struct Model {
                #[sea_orm(primary_key)] pub tenant: i64,
                #[sea_orm(primary_key)] pub nth: i32,
                pub parent_tenant: Option<i64>,
                #[sea_orm(column_name = "parent")] pub parent_nth: Option<i64>,
                #[sea_orm(enum_name = "MadeBy")] pub author: Uuid,
                #[sea_orm(unique_key = "place")] pub shelf: i32,
                #[sea_orm(unique_key = "place")] pub position: i32,
            }
            #[derive(DeriveRelation)]
            pub enum Relation {
                #[sea_orm(
                    belongs_to = "Entity",
                    from = "(Column::ParentTenant, Column::ParentNth)",
                    to = "(Column::Tenant, Column::Nth)"
                )]
                SelfRef,
                #[sea_orm(belongs_to = "super::author::Entity", from = "Column::MadeBy", to = "super::author::Column::Id")]
                Author,
            }
        }
        pub mod author {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "authors")]
            pub struct Model { #[sea_orm(primary_key)] pub id: uuid::Uuid }
            #[derive(DeriveRelation)]
            pub enum Relation { #[sea_orm(has_one = "super::folder::Entity")] Folder }
        }
        "#,
        &expect![[r#"
            app::author (Model) = "authors", key id, src/lib.rs:29:24
                { id: uuid::Uuid }
                has_one folder: app::folder by author to id, inverse author
            app::folder (Model) = "folders", key tenant, nth, unique shelf, position, src/lib.rs:5:24
                { tenant: i64, nth: i32, parent_tenant: i64?, parent_nth: i64?, author: Uuid, shelf: i32, position: i32 }
                belongs_to self_ref: app::folder by parent_tenant, parent_nth to tenant, nth
                belongs_to author: app::author by author to id, inverse folder
            key_type: key field `folder.parent_nth` is `i64`, but it references `folder.nth`, which is `i32`
            2 models, 3 relations; 3 keys compared
        "#]],
    );
}
