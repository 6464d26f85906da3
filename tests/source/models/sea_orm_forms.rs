//! The other forms of SeaORM's entities: dense, compact and expanded, as SeaORM's own examples have them.

use expect_test::expect;

use super::library;

#[test]
fn dense() {
    library(
        "dense",
        r#"
        pub mod post {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "post")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                pub user_id: i32,
                pub title: String,
                #[sea_orm(belongs_to, from = "user_id", to = "id")] pub author: BelongsTo<super::user::Entity>,
                #[sea_orm(has_many)] pub comments: HasMany<super::comment::Entity>,
                #[sea_orm(has_many, via = "post_tag")] pub tags: HasMany<super::tag::Entity>,
            }
            impl ActiveModelBehavior for ActiveModel {}
        }
        pub mod user {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "user")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                #[sea_orm(unique)] pub email: String,
                #[sea_orm(has_one)] pub profile: HasOne<super::profile::Entity>,
                #[sea_orm(has_many)] pub posts: HasMany<super::post::Entity>,
            }
        }
        pub mod comment {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "comment")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                pub post_id: i64,
                #[sea_orm(belongs_to, from = "post_id", to = "id")] pub post: HasOne<super::post::Entity>,
            }
        }
        pub mod tag {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "tag")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                #[sea_orm(has_many, via = "post_tag")] pub posts: HasMany<super::post::Entity>,
            }
        }
        pub mod post_tag {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
            #[sea_orm(table_name = "post_tag")]
            pub struct Model {
                #[sea_orm(primary_key, auto_increment = false)] pub post_id: i32,
                #[sea_orm(primary_key, auto_increment = false)] pub tag_id: i32,
                #[sea_orm(belongs_to, from = "post_id", to = "id")] pub post: BelongsTo<super::post::Entity>,
                #[sea_orm(belongs_to, from = "tag_id", to = "id")] pub tag: BelongsTo<super::tag::Entity>,
            }
        }
        pub mod profile {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "profile")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                #[sea_orm(unique)] pub user_id: i32,
                #[sea_orm(belongs_to, from = "user_id", to = "id")] pub user: BelongsTo<super::user::Entity>,
            }
        }
        pub mod ingredient {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "ingredient")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                pub ingredient_id: Option<i32>,
                #[sea_orm(self_ref, relation_enum = "Ingredient", from = "IngredientId", to = "Id")]
                pub ingredient: BelongsTo<Option<Entity>>,
            }
        }
        "#,
        &expect![[]],
    );
}

/// Relation fields next to an enum with the relations.
#[test]
fn compact() {
    library(
        "compact",
        r#"
        pub mod filling {
            use sea_orm::entity::prelude::*;
            #[sea_orm::compact_model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "filling")]
            pub struct Model {
                #[sea_orm(primary_key)] pub id: i32,
                pub vendor_id: Option<i32>,
                #[sea_orm(ignore)] pub ignored_attr: i32,
                pub ingredients: HasMany<super::ingredient::Entity>,
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "super::vendor::Entity", from = "Column::VendorId", to = "super::vendor::Column::Id")]
                Vendor,
                #[sea_orm(has_many = "super::ingredient::Entity")]
                Ingredient,
            }
            impl Related<super::ingredient::Entity> for Entity { fn to() -> RelationDef { Relation::Ingredient.def() } }
        }
        pub mod vendor {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "vendor")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i32 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl Related<super::filling::Entity> for Entity {
                fn to() -> RelationDef { super::filling::Relation::Vendor.def() }
            }
        }
        pub mod ingredient {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "ingredient")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub filling_id: i32 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "super::filling::Entity", from = "Column::FillingId", to = "super::filling::Column::Id")]
                Filling,
            }
        }
        "#,
        &expect![[]],
    );
}

/// The table and the primary key are in impls and in an enum.
#[test]
fn expanded() {
    library(
        "expanded",
        r#"
        pub mod cake {
            use sea_orm::entity::prelude::*;
            #[derive(Copy, Clone, Default, Debug, DeriveEntity)]
            pub struct Entity;
            impl EntityName for Entity { fn table_name(&self) -> &'static str { "cakes" } }
            #[derive(Clone, Debug, PartialEq, Eq, DeriveModel, DeriveActiveModel)]
            pub struct Model { pub id: i32, pub name: String }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveColumn)]
            pub enum Column { Id, Name }
            #[derive(Copy, Clone, Debug, EnumIter, DerivePrimaryKey)]
            pub enum PrimaryKey { Id }
            impl PrimaryKeyTrait for PrimaryKey { type ValueType = i32; fn auto_increment() -> bool { true } }
            #[derive(Copy, Clone, Debug, EnumIter)]
            pub enum Relation { Fruit }
            impl RelationTrait for Relation {
                fn def(&self) -> RelationDef {
                    match self { Self::Fruit => Entity::has_many(super::fruit::Entity).into() }
                }
            }
            impl Related<super::fruit::Entity> for Entity { fn to() -> RelationDef { Relation::Fruit.def() } }
        }
        pub mod fruit {
            use sea_orm::entity::prelude::*;
            #[derive(Copy, Clone, Default, Debug, DeriveEntity)]
            #[sea_orm(table_name = "fruits")]
            pub struct Entity;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveModel, DeriveActiveModel)]
            pub struct Model { pub tree: i32, pub nth: i32, pub cake_id: Option<i64> }
            #[derive(Copy, Clone, Debug, EnumIter, DerivePrimaryKey)]
            pub enum PrimaryKey { Tree, Nth }
            #[derive(Copy, Clone, Debug, EnumIter)]
            pub enum Relation { Cake }
            impl RelationTrait for Relation {
                fn def(&self) -> RelationDef {
                    match self {
                        Self::Cake => Entity::belongs_to(super::cake::Entity).from(Column::CakeId).to(super::cake::Column::Id).into(),
                    }
                }
            }
        }
        pub mod lunch {
            use sea_orm::entity::prelude::*;
            #[derive(Copy, Clone, Default, Debug, DeriveEntity)]
            pub struct Entity;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveModel, DeriveActiveModel)]
            #[sea_orm(table_name = "lunch_set")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub tea: Tea }
            #[derive(Copy, Clone, Debug, EnumIter)]
            pub enum Relation {}
            impl RelationTrait for Relation { fn def(&self) -> RelationDef { panic!("No RelationDef") } }
        }
        "#,
        &expect![[]],
    );
}
