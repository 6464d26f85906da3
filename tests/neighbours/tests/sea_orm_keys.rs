//! What the rules about keys find in entities of SeaORM: what works as a join is a warning.

#![allow(
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::expect;

pub mod user {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::post::Entity",
            from = "Column::Id",
            to = "super::post::Column::AuthorId"
        )]
        Posts,
        #[sea_orm(has_many = "super::post::Entity")]
        Edited,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
    #[sea_orm(table_name = "posts")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub author_id: i64,
        pub editor_id: i64,
        pub parent_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::EditorId",
            to = "super::user::Column::Id",
            on_delete = "SetNull"
        )]
        Editor,
        #[sea_orm(belongs_to = "Entity", from = "Column::Id", to = "Column::ParentId")]
        Replies,
    }

    impl Related<super::user::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Editor.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[test]
fn what_works_as_a_join_is_a_warning() {
    let models = relata::models![user::Model, user::Relation, post::Model, post::Relation];
    let found = relata::options().check_isolated(&models);
    expect![[r#""#]].assert_eq(&found.to_string());
}
