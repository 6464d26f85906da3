//! On an entity of `sea-orm`: classic ones with `enum Relation`, and those of `#[sea_orm::model]`.

#![allow(
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::expect;

/// Classic entities: `DeriveEntityModel` and an `enum Relation`. Every model is called `Model`, so each says its name.
mod classic {
    pub mod user {
        use sea_orm::entity::prelude::*;

        /// The entity's derive first.
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        #[relata(name = "User", table = "users", has_many(posts: super::post::Model, inverse = author))]
        pub struct Model {
            #[sea_orm(primary_key)]
            #[relata(key)]
            pub id: i64,
            #[relata(unique)]
            #[sea_orm(unique, column_name = "mail")]
            pub email: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(has_many = "super::post::Entity")]
            Post,
        }

        impl Related<super::post::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Post.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use relata::Model;
        use sea_orm::entity::prelude::*;

        /// relata's derive first, and imported under the name that the struct has.
        #[derive(Model, Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[relata(name = "Post", table = "posts")]
        #[sea_orm(table_name = "posts")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: i64,
            #[sea_orm(column_name = "author")]
            #[relata(belongs_to("user::User", inverse = posts, on_delete = set_null))]
            pub author_id: Option<i64>,
            #[sea_orm(column_type = "Text")]
            pub body: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::user::Entity",
                from = "Column::AuthorId",
                to = "super::user::Column::Id"
            )]
            User,
        }

        impl Related<super::user::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::User.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relata_knows_classic_entities() {
    let models = relata::models![classic::user::Model, classic::post::Model];
    expect![[r#"
        sea_orm::classic::post::Post, table posts, key id
          id: i64
          author_id: i64, optional, column author
          body: String
          author belongs_to sea_orm::classic::user::User by author_id, inverse posts, on delete set_null
        sea_orm::classic::user::User, table users, key id
          id: i64
          email: String, unique, column mail
          posts has_many sea_orm::classic::post::Post by author_id, inverse author
    "#]].assert_eq(&neighbours::known(&models));
}

/// `#[sea_orm::model]` makes two structs of one, `Model` and `ModelEx`, and copies derives to both. A derive above it
/// sees the item before that, once.
mod above {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[derive(relata::Model)]
        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "users")]
        #[relata(name = "User", table = "users")]
        pub struct Model {
            #[relata(key)]
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many)]
            #[relata(has_many(super::post::Model, inverse = author))]
            pub posts: HasMany<super::post::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[derive(relata::Model)]
        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "posts")]
        #[relata(name = "Post", table = "posts")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[relata(belongs_to(author: "user::User", inverse = posts))]
            pub user_id: i64,
            #[sea_orm(belongs_to, from = "user_id", to = "id")]
            pub author: BelongsTo<super::user::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relata_knows_an_entity_below_its_derive() {
    let models = relata::models![above::user::Model, above::post::Model];
    expect![[r#"
        sea_orm::above::post::Post, table posts, key id
          id: i64
          user_id: i64
          author belongs_to sea_orm::above::user::User by user_id, inverse posts
        sea_orm::above::user::User, table users, key id
          id: i64
          posts has_many sea_orm::above::post::Post by user_id, inverse author
    "#]]
    .assert_eq(&neighbours::known(&models));
}

/// `model_attrs` puts derives only on `Model`. Attributes of fields would still be copied to both structs, so all attributes of
/// relata are on the struct.
mod model_attrs {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "users")]
        #[sea_orm(model_attrs(
            derive(relata::Model),
            relata(name = "User", table = "users", has_many(posts: super::post::Model, inverse = author))
        ))]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many)]
            pub posts: HasMany<super::post::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "posts")]
        #[sea_orm(model_attrs(
            derive(relata::Model),
            relata(name = "Post", table = "posts", belongs_to(author: "User", key = user_id, inverse = posts))
        ))]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub user_id: i64,
            #[sea_orm(belongs_to, from = "user_id", to = "id")]
            pub author: BelongsTo<super::user::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relata_knows_an_entity_by_its_model_attrs() {
    let models = relata::models![model_attrs::user::Model, model_attrs::post::Model];
    expect![[r#"
        sea_orm::model_attrs::post::Post, table posts, key id
          id: i64
          user_id: i64
          author belongs_to sea_orm::model_attrs::user::User by user_id, inverse posts
        sea_orm::model_attrs::user::User, table users, key id
          id: i64
          posts has_many sea_orm::model_attrs::post::Post by user_id, inverse author
    "#]]
    .assert_eq(&neighbours::known(&models));
}

/// The derive among those that are copied: `ModelEx`, which has the relation fields, derives it too and is a part of
/// `Model`.
mod copied {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        #[relata(name = "User")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many)]
            pub posts: HasMany<super::post::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "posts")]
        #[relata(name = "Post")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[relata(belongs_to(author: "User"))]
            pub user_id: i64,
            #[sea_orm(belongs_to, from = "user_id", to = "id")]
            pub author: BelongsTo<super::user::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relata_knows_an_entity_whose_derive_is_copied() {
    use copied::{post, user};
    let models = relata::models![user::Model, user::ModelEx, post::Model, post::ModelEx];
    expect![[r#"
        sea_orm::copied::post::Post, table posts, key id
          id: i64
          user_id: i64
          author belongs_to sea_orm::copied::user::User by user_id
        sea_orm::copied::user::User, table users, key id
          id: i64
          posts has_many sea_orm::copied::post::Post by user_id, inverse author
    "#]]
    .assert_eq(&neighbours::known(&models));
}

/// The attributes of relata did not get in `sea-orm`'s way.
#[test]
fn sea_orm_knows_the_entities() {
    use sea_orm::{EntityTrait, Iden, Iterable, RelationTrait};

    fn told<E: EntityTrait>(entity: E) -> String {
        let columns: Vec<_> = E::Column::iter().map(|column| column.to_string()).collect();
        let relations: Vec<_> = E::Relation::iter()
            .map(|relation| format!("{:?}", relation.def().rel_type))
            .collect();
        format!(
            "{}: {} {}",
            entity.table_name(),
            columns.join(", "),
            relations.join(", ")
        )
    }

    expect!["users: id, mail HasMany"].assert_eq(&told(classic::user::Entity));
    expect!["posts: id, author, body HasOne"].assert_eq(&told(classic::post::Entity));
    expect!["users: id HasMany"].assert_eq(&told(above::user::Entity));
    expect!["posts: id, user_id HasOne"].assert_eq(&told(above::post::Entity));
    expect!["users: id HasMany"].assert_eq(&told(model_attrs::user::Entity));
    expect!["posts: id, user_id HasOne"].assert_eq(&told(model_attrs::post::Entity));
}
