//! SeaORM's own attributes are enough, in the form of version 2: `#[sea_orm::model]` copies `relata::Model` to the
//! model and to the `ModelEx` that has its relation fields, and those become relations of the one model.

#![allow(
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::expect;
use neighbours::known;

mod blog {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique)]
            pub email: String,
            pub manager_id: Option<i64>,
            #[sea_orm(has_one)]
            pub profile: HasOne<super::profile::Entity>,
            #[sea_orm(has_many, relation_enum = "Written", via_rel = "Author")]
            pub written_posts: HasMany<super::post::Entity>,
            #[sea_orm(has_many, relation_enum = "Edited", via_rel = "Editor")]
            pub edited_posts: HasMany<super::post::Entity>,
            #[sea_orm(
                self_ref,
                relation_enum = "Manager",
                relation_reverse = "Reports",
                from = "manager_id",
                to = "id"
            )]
            pub manager: BelongsTo<Option<Entity>>,
            #[sea_orm(self_ref, relation_enum = "Reports", relation_reverse = "Manager")]
            pub reports: HasMany<Entity>,
            #[sea_orm(self_ref, via = "follower", from = "User", to = "Follower")]
            pub followers: HasMany<Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod profile {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "profiles")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique)]
            pub user_id: i64,
            #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
            #[relata(inverse = profile)]
            pub user: BelongsTo<super::user::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "posts")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_id: i64,
            pub editor_id: Option<i64>,
            #[sea_orm(belongs_to, relation_enum = "Author", from = "AuthorId", to = "Id")]
            pub author: BelongsTo<super::user::Entity>,
            #[sea_orm(belongs_to, relation_enum = "Editor", from = "editor_id", to = "id")]
            pub editor: BelongsTo<Option<super::user::Entity>>,
            #[sea_orm(has_many, via = "post_tag")]
            pub tags: HasMany<super::tag::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod tag {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "tags")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many, via = "post_tag::Tag")]
            pub posts: HasMany<super::post::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post_tag {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "posts_tags")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub post_id: i64,
            #[sea_orm(primary_key, auto_increment = false)]
            pub tag_id: i64,
            #[sea_orm(belongs_to, from = "post_id", to = "id")]
            pub post: BelongsTo<super::post::Entity>,
            #[sea_orm(belongs_to, from = "tag_id", to = "id")]
            pub tag: BelongsTo<super::tag::Entity>,
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
fn relation_fields_are_relations() {
    use blog::{follower, post, post_tag, profile, tag, user};
    let models = relata::models![
        user::Model,
        user::ModelEx,
        profile::Model,
        profile::ModelEx,
        post::Model,
        post::ModelEx,
        tag::Model,
        tag::ModelEx,
        post_tag::Model,
        post_tag::ModelEx,
        follower::Model,
        follower::ModelEx,
    ];
    expect![[r#"
        sea_orm_fields::blog::follower, table followers, key user_id and follower_id
          user_id: i64
          follower_id: i64
          user belongs_to sea_orm_fields::blog::user by user_id
          follower belongs_to sea_orm_fields::blog::user by follower_id
        sea_orm_fields::blog::post, table posts, key id
          id: i64
          author_id: i64
          editor_id: i64, optional
          author belongs_to sea_orm_fields::blog::user by author_id, inverse written
          editor belongs_to sea_orm_fields::blog::user by editor_id, inverse edited
          tags many_to_many sea_orm_fields::blog::tag, inverse posts
        sea_orm_fields::blog::post_tag, table posts_tags, key post_id and tag_id
          post_id: i64
          tag_id: i64
          post belongs_to sea_orm_fields::blog::post by post_id
          tag belongs_to sea_orm_fields::blog::tag by tag_id
        sea_orm_fields::blog::profile, table profiles, key id
          id: i64
          user_id: i64, unique
          user belongs_to sea_orm_fields::blog::user by user_id, inverse profile, on delete cascade
        sea_orm_fields::blog::tag, table tags, key id
          id: i64
          posts many_to_many sea_orm_fields::blog::post, inverse tags
        sea_orm_fields::blog::user, table users, key id
          id: i64
          email: String, unique
          manager_id: i64, optional
          profile has_one sea_orm_fields::blog::profile by user_id, inverse user
          written has_many sea_orm_fields::blog::post by author_id, inverse author
          edited has_many sea_orm_fields::blog::post by editor_id, inverse editor
          manager belongs_to sea_orm_fields::blog::user by manager_id, inverse reports
          reports has_many sea_orm_fields::blog::user by manager_id, inverse manager
          followers many_to_many sea_orm_fields::blog::user
    "#]]
    .assert_eq(&known(&models));
}

/// The names in quotes point at something that the compiler takes, and to the wrong one.
mod wrong {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many, relation_enum = "Written", via_rel = "Author")]
            pub written_posts: HasMany<super::post::Entity>,
            #[sea_orm(has_many, relation_enum = "Edited", via_rel = "Author")]
            pub edited_posts: HasMany<super::post::Entity>,
            #[sea_orm(has_many, relation_enum = "Starred", via_rel = "Star")]
            pub starred: HasMany<super::post::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod star {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "stars")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "posts")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_id: i64,
            pub editor_id: Option<i32>,
            pub star_id: i64,
            #[sea_orm(belongs_to, relation_enum = "Author", from = "author_id", to = "id")]
            pub author: BelongsTo<super::user::Entity>,
            #[sea_orm(belongs_to, relation_enum = "Editor", from = "editor_id", to = "id")]
            pub editor: BelongsTo<Option<super::user::Entity>>,
            #[sea_orm(belongs_to, from = "star_id", to = "id")]
            pub star: BelongsTo<super::star::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn names_that_lead_to_the_wrong_thing_are_found() {
    use wrong::{post, star, user};
    let models = relata::models![
        user::Model,
        user::ModelEx,
        star::Model,
        star::ModelEx,
        post::Model,
        post::ModelEx,
    ];
    let report = relata::options().init_isolated(&models).unwrap_err();
    expect![[r#"
        relata: 3 errors in 3 models from 1 crate

        error[inverse_taken]: `user.written` and `user.edited` both name `post.author` as their inverse
          --> tests/neighbours/tests/sea_orm_fields.rs:218:70
        note: `user.edited` names `post.author` here
          --> tests/neighbours/tests/sea_orm_fields.rs:220:69
        note: `post.author` is declared here
          --> tests/neighbours/tests/sea_orm_fields.rs:256:17
          = note: `post.author` can be the inverse of only one of them, and names none of them

        error[inverse_elsewhere]: `user.starred` names `post.star` as its inverse, but `post.star` points at `star`, not at `user`
          --> tests/neighbours/tests/sea_orm_fields.rs:222:70
        note: `post.star` is declared here
          --> tests/neighbours/tests/sea_orm_fields.rs:260:17
          = note: `post` has 2 relations to `user`: `author` and `editor`
          = note: `user.written` already names `author` as its inverse
          = note: only `editor` can be the inverse as declared
          = help: add `#[relata(inverse = editor)]` next to the `sea_orm` attribute of `user.starred`

        error[key_type]: key field `post.editor_id` is `i32`, but it references `user.id`, which is `i64`
          --> tests/neighbours/tests/sea_orm_fields.rs:257:68
        note: `post.editor_id` is declared here
          --> tests/neighbours/tests/sea_orm_fields.rs:253:17
        note: `user.id` is declared here
          --> tests/neighbours/tests/sea_orm_fields.rs:217:17
          = note: `post.editor_id` is the key of `post.editor`
          = note: different widths: 32 bits and 64 bits
          = note: an `Option` only makes a key nullable and is not compared
          = help: change the type of `post.editor_id` to `i64`

        for more information: cargo relata explain inverse_taken
    "#]]
    .assert_eq(&report.to_string());
}

/// A junction with two relations to one end.
mod through {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many, via = "contribution")]
            pub posts: HasMany<super::post::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "posts")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod contribution {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "contributions")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_id: i64,
            pub editor_id: i64,
            pub post_id: i64,
            #[sea_orm(belongs_to, relation_enum = "Author", from = "author_id", to = "id")]
            pub author: BelongsTo<super::user::Entity>,
            #[sea_orm(belongs_to, relation_enum = "Editor", from = "editor_id", to = "id")]
            pub editor: BelongsTo<super::user::Entity>,
            #[sea_orm(belongs_to, from = "post_id", to = "id")]
            pub post: BelongsTo<super::post::Entity>,
        }

        impl Related<super::user::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Author.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relata_s_attribute_chooses_the_relations_of_a_junction() {
    use through::{contribution, post, user};
    let models = relata::models![
        user::Model,
        user::ModelEx,
        post::Model,
        post::ModelEx,
        contribution::Model,
        contribution::ModelEx,
    ];
    let report = relata::options().init_isolated(&models).unwrap_err();
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `user.posts` goes through `contribution`, which has 2 relations to `user`
          --> tests/neighbours/tests/sea_orm_fields.rs:326:39
        note: one is `contribution.author`
          --> tests/neighbours/tests/sea_orm_fields.rs:360:17
        note: another is `contribution.editor`
          --> tests/neighbours/tests/sea_orm_fields.rs:362:17
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `#[relata(via(author, post))]` next to the `sea_orm` attribute of `user.posts`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&report.to_string());
}
