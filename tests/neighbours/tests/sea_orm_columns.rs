//! Columns of SeaORM's entities that do not have the name of their field: relata knows the columns that SeaORM uses, and finds
//! the fields of relations by the names in SeaORM's enum of columns.

#![allow(
    clippy::pub_underscore_fields,
    non_snake_case,
    reason = "how SeaORM splits such names is part of the test"
)]
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::expect;
use neighbours::known;
use relata::registry::Models;
use sea_orm::{EntityTrait, IdenStatic, Iterable};

pub mod user {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key, enum_name = "Number", column_name = "user_no")]
        pub id: i64,
        /// Another field has the name of this one in the enum.
        #[sea_orm(enum_name = "Id", unique)]
        pub number: i64,
        pub r#type: String,
        pub kind_: String,
        pub __a__b1_c: i32,
        #[sea_orm(column_name = "A Name")]
        #[relata(column = "a_name")]
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
    pub enum Relation {
        #[sea_orm(has_many = "super::post::Entity")]
        Posts,
    }

    impl Related<super::post::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Posts.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
    #[sea_orm(table_name = "posts", rename_all = "camelCase")]
    // The relation of the variant, with an argument that the enum lacks.
    #[relata(belongs_to(writer: "user", key = written_by, on_delete = cascade))]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(enum_name = "AuthorID2")]
        pub written_by: i64,
        #[sea_orm(column_name = "reviewer")]
        pub checked_by: i64,
        pub in_progress: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::AuthorID2",
            to = "super::user::Column::Number"
        )]
        Author,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::CheckedBy",
            to = "super::user::Column::Id"
        )]
        Checker,
    }

    impl Related<super::user::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Author.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The format of SeaORM 2, in which the struct has the relations too.
pub mod comment {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
    #[sea_orm(table_name = "comments")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(enum_name = "Parent", column_name = "answers")]
        pub answer_to: Option<i64>,
        #[sea_orm(
            self_ref,
            relation_enum = "Answered",
            relation_reverse = "Answers",
            from = "Parent",
            to = "Id"
        )]
        pub answered: BelongsTo<Option<Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// In every case that `rename_all` has.
mod cases {
    macro_rules! case {
        ($($module:ident $case:literal)*) => {
            $(
                pub mod $module {
                    use sea_orm::entity::prelude::*;

                    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
                    #[sea_orm(table_name = "all", rename_all = $case)]
                    pub struct Model {
                        #[sea_orm(primary_key)]
                        pub id: i64,
                        pub two_words: i64,
                        pub a1_b2c: i64,
                        pub _odd__name_: i64,
                        #[sea_orm(enum_name = "Else")]
                        pub other_name: i64,
                    }

                    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
                    pub enum Relation {}

                    impl ActiveModelBehavior for ActiveModel {}
                }
            )*

            #[test]
            fn every_case() {
                $(super::knows_the_columns::<$module::Entity>(
                    &relata::models![$module::Model, $module::Relation],
                );)*
            }
        };
    }
    case! {
        pascal "PascalCase"
        pascal_too "camel_case"
        camel "camelCase"
        snake "snake_case"
        screaming "SCREAMING_SNAKE_CASE"
        kebab "kebab-case"
        screaming_kebab "SCREAMING-KEBAB-CASE"
        lower "lowercase"
        upper "UPPERCASE"
        title "title_case"
        mixed "mixed_case"
    }
}

/// Compares the columns of the first model with those of SeaORM's entity.
fn knows_the_columns<E: EntityTrait>(models: &Models) {
    let options = relata::options().level(relata::Rule::MissingTarget, relata::Level::Allow);
    let registry = options.init_isolated(models).unwrap();
    let model = registry.models().next().unwrap();
    let columns: Vec<_> = model.fields().map(|field| field.column()).collect();
    let expected: Vec<_> = E::Column::iter().map(|column| column.as_str()).collect();
    assert_eq!(columns, expected, "{model:?}");
}

#[test]
fn the_columns_are_those_of_the_entity() {
    knows_the_columns::<post::Entity>(&relata::models![post::Model]);
    knows_the_columns::<comment::Entity>(&relata::models![comment::Model, comment::ModelEx]);
}

#[test]
fn relations_find_their_fields() {
    expect![[r#"
        sea_orm_columns::comment, table comments, key id
          id: i64
          answer_to: i64, optional, column answers
          answered belongs_to sea_orm_columns::comment by answer_to
        sea_orm_columns::post, table posts, key id
          id: i64
          written_by: i64, column writtenBy
          checked_by: i64, column reviewer
          in_progress: bool, column inProgress
          writer belongs_to sea_orm_columns::user by written_by, on delete cascade
          checker belongs_to sea_orm_columns::user by checked_by
        sea_orm_columns::user, table users, key id
          id: i64, column user_no
          number: i64, unique, column id
          type: String
          kind_: String, column kind
          __a__b1_c: i32, column a_b1_c
          name: String, column a_name
          posts has_many sea_orm_columns::post
    "#]]
    .assert_eq(&known(&relata::models![
        user::Model,
        user::Relation,
        post::Model,
        post::Relation,
        comment::Model,
        comment::ModelEx,
    ]));
}
