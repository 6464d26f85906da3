//! Which relations of SeaORM's entities are each other's inverse, and which are not though they could be taken for it.

#![allow(
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::expect;
use neighbours::known;

/// An entity of the classic form with an `i64` key and these columns, relations and other entities that point at it.
macro_rules! entity {
    (
        $(#[$attribute:meta])*
        $module:ident($($(#[$on_field:meta])* $field:ident: $ty:ty),*) {
            $($(#[$on_variant:meta])* $variant:ident,)*
        }
        $($related:ident by $def:expr;)*
    ) => {
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
            #[sea_orm(table_name = "any")]
            $(#[$attribute])*
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                $($(#[$on_field])* pub $field: $ty,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
            pub enum Relation {
                $($(#[$on_variant])* $variant,)*
            }

            $(impl Related<super::$related::Entity> for Entity {
                fn to() -> RelationDef {
                    $def
                }
            })*

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

/// Two ways to one model, of which the key's side names one.
mod named {
    entity! {
        user() {
            #[sea_orm(has_many = "super::post::Entity")]
            Written,
            #[sea_orm(has_many = "super::post::Entity")]
            Drafts,
        }
    }
    entity! {
        post(author_id: i64) {
            #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
            #[relata(inverse = written)]
            Author,
        }
        user by Relation::Author.def();
    }
}

/// A way to some of the rows, next to the one to all of them.
mod filtered {
    entity! {
        user() {
            #[sea_orm(has_many = "super::post::Entity")]
            Posts,
            #[sea_orm(has_many = "super::post::Entity", on_condition = r#"super::post::Column::Id.gt(7)"#)]
            Recent,
        }
    }
    entity! {
        post(author_id: i64) {
            #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
            Author,
        }
        user by Relation::Author.def();
    }
}

/// A relation that says its key itself, next to one that points back by another.
mod keyed {
    entity! {
        user() {
            #[sea_orm(has_many = "super::post::Entity", from = "Column::Id", to = "super::post::Column::EditorId")]
            Edited,
        }
    }
    entity! {
        post(author_id: i64, editor_id: i64) {
            #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
            Author,
        }
        user by Relation::Author.def();
    }
}

/// The key's side is relata's to say, by a name that has the type at its end.
mod by_name {
    entity! {
        cake() {
            #[sea_orm(has_many = "super::fruit::Entity")]
            Fruits,
        }
    }
    entity! {
        fruit(#[relata(belongs_to(pie: "by_name::cake::Model"))] cake_id: i64) {}
        cake by Entity::belongs_to(super::cake::Entity)
            .from(Column::CakeId)
            .to(super::cake::Column::Id)
            .into();
    }
}

/// What relata's attribute says of a relation of SeaORM, and what SeaORM's says of the same.
mod refined {
    entity! {
        #[relata(has_many(written: super::post::Model, allow(one_sided_inverse, reason = "to refine it")))]
        user() {
            #[sea_orm(has_many = "super::post::Entity", via_rel = "Relation::Author")]
            Written,
        }
    }
    entity! {
        post(author_id: i64) {
            #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
            Author,
        }
    }
}

#[test]
fn classic() {
    let models = relata::models![
        named::user::Model,
        named::user::Relation,
        named::post::Model,
        named::post::Relation,
        filtered::user::Model,
        filtered::user::Relation,
        filtered::post::Model,
        filtered::post::Relation,
        keyed::user::Model,
        keyed::user::Relation,
        keyed::post::Model,
        keyed::post::Relation,
        by_name::cake::Model,
        by_name::cake::Relation,
        by_name::fruit::Model,
        by_name::fruit::Relation,
        refined::user::Model,
        refined::user::Relation,
        refined::post::Model,
        refined::post::Relation,
    ];
    expect![[r#"
        sea_orm_pairs::by_name::cake, table any, key id
          id: i64
          fruits has_many sea_orm_pairs::by_name::fruit by cake_id, inverse pie
        sea_orm_pairs::by_name::fruit, table any, key id
          id: i64
          cake_id: i64
          pie belongs_to sea_orm_pairs::by_name::cake by cake_id
        sea_orm_pairs::filtered::post, table any, key id
          id: i64
          author_id: i64
          author belongs_to sea_orm_pairs::filtered::user by author_id, inverse posts
        sea_orm_pairs::filtered::user, table any, key id
          id: i64
          posts has_many sea_orm_pairs::filtered::post by author_id, inverse author
          recent has_many sea_orm_pairs::filtered::post by author_id, inverse author
        sea_orm_pairs::keyed::post, table any, key id
          id: i64
          author_id: i64
          editor_id: i64
          author belongs_to sea_orm_pairs::keyed::user by author_id
        sea_orm_pairs::keyed::user, table any, key id
          id: i64
          edited has_many sea_orm_pairs::keyed::post by editor_id
        sea_orm_pairs::named::post, table any, key id
          id: i64
          author_id: i64
          author belongs_to sea_orm_pairs::named::user by author_id, inverse written
        sea_orm_pairs::named::user, table any, key id
          id: i64
          written has_many sea_orm_pairs::named::post by author_id, inverse author
          drafts has_many sea_orm_pairs::named::post
        sea_orm_pairs::refined::post, table any, key id
          id: i64
          author_id: i64
          author belongs_to sea_orm_pairs::refined::user by author_id, inverse written
        sea_orm_pairs::refined::user, table any, key id
          id: i64
          written has_many sea_orm_pairs::refined::post by author_id, inverse author
    "#]]
    .assert_eq(&known(&models));
}

/// Two ways through one junction, a field with the name of another's variant, and a relation of relata's on a field.
mod dense {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many, via = "contribution::Author")]
            pub authored: HasMany<super::post::Entity>,
            #[sea_orm(has_many, via_rel = "User")]
            pub owned: HasMany<super::contribution::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod account {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "accounts")]
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
            #[sea_orm(has_many, relation_enum = "Editor", via = "contribution::Post")]
            pub editors: HasMany<super::user::Entity>,
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
            pub account_id: i64,
            pub owner_id: i64,
            pub author_id: i64,
            pub editor_id: i64,
            pub post_id: i64,
            #[sea_orm(belongs_to, from = "account_id", to = "id")]
            pub user: BelongsTo<super::account::Entity>,
            #[sea_orm(belongs_to, from = "owner_id", to = "id")]
            pub owner: BelongsTo<super::user::Entity>,
            #[sea_orm(belongs_to, relation_enum = "Author", from = "author_id", to = "id")]
            #[relata(belongs_to(super::user::Model, on_delete = cascade))]
            pub writer: BelongsTo<super::user::Entity>,
            #[sea_orm(belongs_to, relation_enum = "Editor", from = "editor_id", to = "id")]
            pub editor: BelongsTo<super::user::Entity>,
            #[sea_orm(belongs_to, from = "post_id", to = "id")]
            pub post: BelongsTo<super::post::Entity>,
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
fn in_fields() {
    use dense::{account, contribution, post, user};
    let models = relata::models![
        user::Model,
        user::ModelEx,
        account::Model,
        account::ModelEx,
        post::Model,
        post::ModelEx,
        contribution::Model,
        contribution::ModelEx,
    ];
    expect![[r#"
        sea_orm_pairs::dense::account, table accounts, key id
          id: i64
        sea_orm_pairs::dense::contribution, table contributions, key id
          id: i64
          account_id: i64
          owner_id: i64
          author_id: i64
          editor_id: i64
          post_id: i64
          author belongs_to sea_orm_pairs::dense::user by author_id, on delete cascade
          user belongs_to sea_orm_pairs::dense::account by account_id
          owner belongs_to sea_orm_pairs::dense::user by owner_id
          editor belongs_to sea_orm_pairs::dense::user by editor_id
          post belongs_to sea_orm_pairs::dense::post by post_id
        sea_orm_pairs::dense::post, table posts, key id
          id: i64
          editor many_to_many sea_orm_pairs::dense::user
        sea_orm_pairs::dense::user, table users, key id
          id: i64
          authored many_to_many sea_orm_pairs::dense::post
          owned has_many sea_orm_pairs::dense::contribution
    "#]]
    .assert_eq(&known(&models));
}
