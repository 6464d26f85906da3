//! What the rules about keys find in entities of SeaORM: what works as a join is a warning.

#![allow(
    missing_docs,
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
    expect![[r#"
        relata: 1 error and 2 warnings in 2 models from 1 crate

        warning[mirrored_key]: `user.posts` is a `has_many`, but is declared as a `belongs_to`
          --> tests/neighbours/tests/sea_orm_keys.rs:25:20
        note: `post` is declared here
          --> tests/neighbours/tests/sea_orm_keys.rs:41:16
          = note: the key `user.id` is a primary key, and `post.author_id` is not unique
          = help: write `has_many` instead of `belongs_to` in the `sea_orm` attribute of `user.posts`

        error[set_null_required]: `post.editor` has `on_delete = set_null`, but its key field `post.editor_id` cannot be null
          --> tests/neighbours/tests/sea_orm_keys.rs:57:9
        note: `post.editor_id` is declared here
          --> tests/neighbours/tests/sea_orm_keys.rs:45:13
          = help: make `editor_id` of `post` an `Option`, or write `on_delete = "Restrict"` in the `sea_orm` attribute of `post.editor`

        warning[mirrored_key]: `post.replies` is a `has_many`, but is declared as a `belongs_to`
          --> tests/neighbours/tests/sea_orm_keys.rs:58:49
        note: `post` is declared here
          --> tests/neighbours/tests/sea_orm_keys.rs:41:16
          = note: the key `post.id` is a primary key, and `post.parent_id` is not unique
          = help: write `has_many` instead of `belongs_to` in the `sea_orm` attribute of `post.replies`

        for more information: cargo relata explain mirrored_key
    "#]].assert_eq(&found.to_string());
}

/// A relation that is written by hand, so that no derive reads it.
mod by_hand {
    pub mod ticket {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "tickets")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(has_many = "super::session::Entity")]
            #[relata(inverse = ticket)]
            Sessions,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod session {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "sessions")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub ticket: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, relata::Relations)]
        pub enum Relation {
            Ticket,
        }

        impl RelationTrait for Relation {
            fn def(&self) -> RelationDef {
                Entity::belongs_to(super::ticket::Entity)
                    .from(Column::Ticket)
                    .to(super::ticket::Column::Id)
                    .into()
            }
        }

        impl Related<super::ticket::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Ticket.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn a_relation_that_is_not_read_may_be_there() {
    use by_hand::{session, ticket};
    let models = relata::models![
        ticket::Model,
        ticket::Relation,
        session::Model,
        session::Relation
    ];
    let registry = relata::options().init_isolated(&models);
    assert!(registry.is_ok(), "{registry:?}");
}

/// relata's own attribute and SeaORM's `enum Relation` declare one relation by different columns.
mod own_columns {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique)]
            pub code: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "posts")]
        #[relata(belongs_to(author: super::user::Model, key = author_code, references = code))]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_id: i64,
            pub author_code: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::user::Entity",
                from = "Column::AuthorId",
                to = "super::user::Column::Id"
            )]
            Author,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn the_columns_of_the_own_attribute_count() {
    let models = relata::models![
        own_columns::user::Model,
        own_columns::user::Relation,
        own_columns::post::Model,
        own_columns::post::Relation,
    ];
    let registry = relata::options().init_isolated(&models).unwrap();
    let post = registry.model("post").unwrap();
    let author = post.relation("author").unwrap();
    assert!(author.key().eq(["author_code"]));
    assert!(author.references().eq(["code"]));
}
