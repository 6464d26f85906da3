//! What `impl Related` declares about the relations of SeaORM's entities: which of several is the inverse of a `has_many`.

use expect_test::expect;

use super::{WITHOUT, library, models};

/// `impl Related` decides which of two relations is the inverse of a `has_many`.
#[test]
fn related_chooses_between_two_relations() {
    library(
        "related_chooses",
        r#"
        pub mod user {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "users")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64 }
            #[derive(DeriveRelation)]
            pub enum Relation { #[sea_orm(has_many = "super::post::Entity")] Posts }
            impl Related<super::post::Entity> for Entity { fn to() -> RelationDef { Relation::Posts.def() } }
        }
        pub mod post {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "posts")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub author_id: i64, pub editor_id: Option<i64> }
            #[derive(DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "super::user::Entity", from = "Column::EditorId", to = "super::user::Column::Id")]
                Editor,
                #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
                Author,
            }
            impl Related<super::user::Entity> for Entity { fn to() -> RelationDef { Relation::Author.def() } }
        }
        "#,
        &expect![[r#"
            app::post (Model) = "posts", key id, src/lib.rs:13:24
                { id: i64, author_id: i64, editor_id: i64? }
                belongs_to editor: app::user by editor_id to id
                belongs_to author: app::user by author_id to id, inverse posts
            app::user (Model) = "users", key id, src/lib.rs:5:24
                { id: i64 }
                has_many posts: app::post by author_id to id, inverse author
            2 models, 3 relations; 3 keys compared
        "#]],
    );
}

/// An impl in a file that no module reaches, in a module of another feature, and in a test.
#[test]
fn impls_that_do_not_count() {
    let impls = r#"
        use crate::{post, user, post_user};
        #[derive(Debug)] struct Old;
        impl Related<post::Entity> for user::Entity {
            fn to() -> RelationDef { post_user::Relation::Post.def() }
            fn via() -> Option<RelationDef> { Some(post_user::Relation::User.def().rev()) }
        }
        impl Related<user::Entity> for post::Entity { fn to() -> RelationDef { post::Relation::Editor.def() } }
    "#;
    let entities = r#"
        #[cfg(feature = "api")] mod api;
        pub mod user {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "users")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64 }
            #[derive(DeriveRelation)]
            pub enum Relation { #[sea_orm(has_many = "super::post::Entity")] Posts }
        }
        pub mod post {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "posts")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub author_id: i64, pub editor_id: Option<i64> }
            #[derive(DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "super::user::Entity", from = "Column::EditorId", to = "super::user::Column::Id")]
                Editor,
                #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
                Author,
            }
            impl Related<super::user::Entity> for Entity { fn to() -> RelationDef { Relation::Author.def() } }
        }
        pub mod post_user {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "post_users")]
            pub struct Model {
                #[sea_orm(primary_key)] pub post_id: i64,
                #[sea_orm(primary_key)] pub user_id: i64,
            }
            #[derive(DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
                User,
                #[sea_orm(belongs_to = "super::post::Entity", from = "Column::PostId", to = "super::post::Column::Id")]
                Post,
            }
        }
    "#;
    let in_test = impls.replace("crate::", "app::");
    models(
        "impls_elsewhere",
        &[
            ("Cargo.toml", WITHOUT),
            ("src/lib.rs", entities),
            ("src/old.rs", impls),
            ("src/api.rs", impls),
            ("tests/all.rs", &in_test),
        ],
        &expect![[r#"
            app::post (Model) = "posts", key id, src/lib.rs:13:24
                { id: i64, author_id: i64, editor_id: i64? }
                belongs_to editor: app::user by editor_id to id
                belongs_to author: app::user by author_id to id, inverse posts
            app::post_user (Model) = "post_users", key post_id, user_id, src/lib.rs:26:24
                { post_id: i64, user_id: i64 }
                belongs_to user: app::user by user_id to id
                belongs_to post: app::post by post_id to id
            app::user (Model) = "users", key id, src/lib.rs:6:24
                { id: i64 }
                has_many posts: app::post by author_id to id, inverse author
            3 models, 5 relations; 5 keys compared
        "#]],
    );
}

/// The body of `impl Related` is not one relation: which one a `has_many` goes back along is not known.
#[test]
fn related_in_an_unknown_way() {
    library(
        "related_unknown",
        r#"
        pub mod user {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "users")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64 }
            #[derive(DeriveRelation)]
            pub enum Relation { #[sea_orm(has_many = "super::post::Entity")] Posts }
        }
        pub mod post {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "posts")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub author_id: i64 }
            #[derive(DeriveRelation)]
            pub enum Relation {}
            impl Related<super::user::Entity> for Entity {
                fn to() -> RelationDef { crate::joins::by_author() }
            }
        }
        "#,
        &expect![[r#"
            app::post (Model) = "posts", key id, src/lib.rs:12:24
                { id: i64, author_id: i64 }
            app::user (Model) = "users", key id, src/lib.rs:5:24
                { id: i64 }
                has_many posts: app::post
            2 models, 1 relation; 0 keys compared, 1 key not known
        "#]],
    );
}

/// Each `has_many` asks the other for its key, so SeaORM never finds one.
#[test]
fn two_relations_without_a_key() {
    library(
        "without_a_key",
        r#"
        pub mod user {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "users")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(has_many = "super::post::Entity")]
                Posts,
                #[sea_orm(has_many = "super::post::Entity")]
                Drafts,
            }
            impl Related<super::post::Entity> for Entity {
                fn to() -> RelationDef { Relation::Posts.def() }
            }
        }
        pub mod post {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "posts")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub user_id: i64 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(has_many = "super::user::Entity")]
                Users,
            }
            impl Related<super::user::Entity> for Entity {
                fn to() -> RelationDef { Relation::Users.def() }
            }
        }
        "#,
        &expect![[r#"
            app::post (Model) = "posts", key id, src/lib.rs:20:24
                { id: i64, user_id: i64 }
                has_many users: app::user
            app::user (Model) = "users", key id, src/lib.rs:5:24
                { id: i64 }
                has_many posts: app::post
                has_many drafts: app::post
            unkeyed_relation: neither `user.posts` nor `post.users` has a key
            2 models, 3 relations; 0 keys compared, 3 keys not known
        "#]],
    );
}

/// The same next to a relation through another model, whose relations are all declared, and a relation of one's own that
/// leads elsewhere, which hides where the `has_many` goes back.
#[test]
fn a_relation_through_another_model_hides_nothing() {
    library(
        "through_hides_nothing",
        r#"
        pub mod status {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "statuses")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(has_many = "super::package::Entity")]
                Packages,
            }
            impl Related<super::package::Entity> for Entity {
                fn to() -> RelationDef { Relation::Packages.def() }
            }
        }
        pub mod package {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "packages")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(has_many = "super::range::Entity")]
                Ranges,
                #[sea_orm(has_many = "super::status::Entity")]
                Statuses,
            }
            impl Related<super::range::Entity> for Entity {
                fn to() -> RelationDef { Relation::Ranges.def() }
                fn via() -> Option<RelationDef> { Some(Relation::Statuses.def()) }
            }
            impl Related<super::status::Entity> for Entity {
                fn to() -> RelationDef { Relation::Statuses.def() }
            }
        }
        pub mod range {
            #[derive(DeriveEntityModel)]
            #[sea_orm(table_name = "ranges")]
            pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub package_id: i64 }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(has_many = "super::package::Entity")]
                Packages,
                #[sea_orm(has_many = "super::status::Entity")]
                Statuses,
            }
            impl Related<super::package::Entity> for Entity {
                fn to() -> RelationDef { Relation::Statuses.def() }
            }
        }
        "#,
        &expect![[r#"
            app::package (Model) = "packages", key id, src/lib.rs:18:24
                { id: i64 }
                has_many ranges: app::range
                has_many statuses: app::status
            app::range (Model) = "ranges", key id, src/lib.rs:37:24
                { id: i64, package_id: i64 }
                has_many packages: app::package
                has_many statuses: app::status
            app::status (Model) = "statuses", key id, src/lib.rs:5:24
                { id: i64 }
                has_many packages: app::package
            unkeyed_relation: neither `status.packages` nor `package.statuses` has a key
            missing_inverse: `range.statuses` points at `status`, which has no relation that points back
            3 models, 5 relations; 0 keys compared, 5 keys not known
        "#]],
    );
}
