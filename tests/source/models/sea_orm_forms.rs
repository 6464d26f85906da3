//! The other forms of SeaORM's entities: dense, compact and expanded, as SeaORM's own examples have them.

use expect_test::expect;

use super::{WITHOUT, library, read, registry};
use crate::source::packages::package;

const POSTS: &str = r#"
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
        "#;

#[test]
fn dense() {
    library(
        "dense",
        POSTS,
        &expect![[r#"
            app::comment (Model) = "comment", key id, src/lib.rs:34:24
                { id: i32, post_id: i64 }
                belongs_to post: app::post by post_id to id, paired comments
            app::ingredient (Model) = "ingredient", key id, src/lib.rs:78:24
                { id: i32, ingredient_id: i32? }
                belongs_to ingredient: app::ingredient by ingredient_id to id
            app::post (Model) = "post", key id, src/lib.rs:7:24
                { id: i32, user_id: i32, title: String }
                belongs_to author: app::user by user_id to id, paired posts
                has_many comments: app::comment by post_id to id, paired post
                many_to_many tags: app::tag through app::post_tag
            app::post_tag (Model) = "post_tag", key post_id, tag_id, src/lib.rs:55:24
                { post_id: i32, tag_id: i32 }
                belongs_to post: app::post by post_id to id
                belongs_to tag: app::tag by tag_id to id
            app::profile (Model) = "profile", key id, src/lib.rs:67:24
                { id: i32, user_id: i32 unique }
                belongs_to user: app::user by user_id to id, paired profile
            app::tag (Model) = "tag", key id, src/lib.rs:45:24
                { id: i32 }
                many_to_many posts: app::post through app::post_tag
            app::user (Model) = "user", key id, src/lib.rs:22:24
                { id: i32, email: String unique }
                has_one profile: app::profile by user_id to id, paired user
                has_many posts: app::post by user_id to id, paired author
            key_type: key field `comment.post_id` is `i64`, but it references `post.id`, which is `i32`
            7 models, 11 relations; 9 keys compared, 2 relations without a key
        "#]],
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
        &expect![[r#"
            app::filling (Model) = "filling", key id, src/lib.rs:7:24
                { id: i32, vendor_id: i32?, ignored_attr: i32 }
                belongs_to vendor: app::vendor by vendor_id to id
                has_many ingredient: app::ingredient by filling_id to id, inverse filling
            app::ingredient (Model) = "ingredient", key id, src/lib.rs:37:24
                { id: i32, filling_id: i32 }
                belongs_to filling: app::filling by filling_id to id, inverse ingredient
            app::vendor (Model) = "vendor", key id, src/lib.rs:26:24
                { id: i32 }
            3 models, 3 relations; 3 keys compared
        "#]],
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
            impl EntityName for Entity {
                fn schema_name(&self) -> Option<&str> { Some("food") }
                fn table_name(&self) -> &'static str { "cakes" }
            }
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
        &expect![[r#"
            app::cake (Model) = "food.cakes", key id, src/lib.rs:11:24
                { id: i32, name: String }
                has_many fruit: app::fruit by cake_id to id, inverse cake
            app::fruit (Model) = "fruits", key tree, nth, src/lib.rs:32:24
                { tree: i32, nth: i32, cake_id: i64? }
                belongs_to cake: app::cake by cake_id to id, inverse fruit
            app::lunch (Model) = "lunch_set", key id, src/lib.rs:51:24
                { id: i32, tea: Tea }
            key_type: key field `fruit.cake_id` is `i64`, but it references `cake.id`, which is `i32`
            3 models, 2 relations; 2 keys compared; 1 model without relations
        "#]],
    );
}

/// A derive has the relations, so the only impl is about the table.
#[test]
fn expanded_with_derived_relations() {
    library(
        "expanded_derived",
        r#"
        #[derive(Copy, Clone, Default, Debug, DeriveEntity)]
        pub struct Entity;
        impl sea_orm::EntityName for Entity { fn table_name(&self) -> &str { "menus" } }
        #[derive(Clone, Debug, PartialEq, Eq, DeriveModel, DeriveActiveModel)]
        pub struct Model { pub code: String, #[sea_orm(enum_name = "Nr")] pub number: i32 }
        #[derive(Copy, Clone, Debug, EnumIter, DerivePrimaryKey)]
        pub enum PrimaryKey { Nr, Code }
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}
        "#,
        &expect![[r#"
            app::Model = "menus", key number, code, src/lib.rs:6:20
                { code: String, number: i32 }
            1 model, no relation is declared; nothing was compared
        "#]],
    );
}

/// The way back that a key names is a field, or only a variant that SeaORM generates.
#[test]
fn self_references() {
    for reports in [
        "",
        r#"#[sea_orm(self_ref, relation_enum = "Reports", relation_reverse = "Manager")] pub reports: HasMany<Entity>,"#,
    ] {
        let text = format!(
            r#"
            pub mod user {{
                use sea_orm::entity::prelude::*;
                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "user")]
                pub struct Model {{
                    #[sea_orm(primary_key)] pub id: i64,
                    pub manager_id: Option<i64>,
                    #[sea_orm(self_ref, relation_enum = "Manager", relation_reverse = "Reports", from = "manager_id", to = "id")]
                    pub manager: BelongsTo<Option<Entity>>,
                    {reports}
                }}
            }}"#
        );
        let root = package(
            "models_self_references",
            &[("Cargo.toml", WITHOUT), ("src/lib.rs", &text)],
        );
        let models = read(&root);
        let found = relata::options()
            .strict()
            .check_records(&[models.records().clone()]);
        assert!(found.is_empty(), "{found}");
        let inverse = registry(models.records());
        let inverse = inverse.models().next().unwrap().relations().next().unwrap();
        let inverse = inverse.inverse().map(|it| it.name().to_owned());
        assert_eq!(inverse.is_some(), !reports.is_empty());
    }
}

/// `#[sea_orm::model]` alone makes a struct the model of an entity, whatever it derives. A table can be in a schema.
#[test]
fn without_a_derive_and_with_a_schema() {
    library(
        "bare",
        r#"
        pub mod cake {
            use sea_orm::entity::prelude::*;
            #[sea_orm::model]
            #[derive(Clone, Debug)]
            #[sea_orm(table_name = "cakes")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i32 }
        }
        pub mod fruit {
            use sea_orm::entity::prelude::*;
            #[derive(Copy, Clone, Default, Debug, DeriveEntity)]
            #[sea_orm(table_name = "fruits", schema_name = "food")]
            pub struct Entity;
            #[derive(Clone, Debug, PartialEq, Eq, DeriveModel, DeriveActiveModel)]
            pub struct Model { pub id: i32 }
        }
        "#,
        &expect![[r#"
            app::cake (Model) = "cakes", key id, src/lib.rs:7:24
                { id: i32 }
            app::fruit (Model) = "food.fruits", key id, src/lib.rs:15:24
                { id: i32 }
            2 models, no relation is declared; nothing was compared
        "#]],
    );
}

/// `from` and `to` of a relation of an entity to itself are exchanged: then it is the other side.
#[test]
fn exchanged_columns() {
    library(
        "exchanged",
        r#"
        pub mod node {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, DeriveEntityModel)]
            #[sea_orm(table_name = "nodes")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub parent_id: i32 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "Entity", from = "Column::Id", to = "Column::ParentId")] Parent,
            }
        }
        "#,
        &expect![[r#"
            app::node (Model) = "nodes", key id, src/lib.rs:6:24
                { id: i32, parent_id: i32 }
                belongs_to parent: app::node by id to parent_id
            mirrored_key: `node.parent` is a `has_many`, but is declared as a `belongs_to`
            1 model, 1 relation; 1 key compared
        "#]],
    );
}
