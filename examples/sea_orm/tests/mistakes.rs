//! The reports for entities that SeaORM accepts and that do not fit together.

#![allow(unreachable_pub, reason = "an entity is public")]

use expect_test::expect;

/// The whole report on these models.
fn report(models: &relata::registry::Models) -> String {
    relata::options().check_isolated(models).to_string()
}

/// The key has another type than what it points at.
mod key {
    pub mod author {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "authors")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many)]
            pub books: HasMany<super::book::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod book {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "books")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_id: i32,
            #[sea_orm(belongs_to, from = "author_id", to = "id")]
            pub author: BelongsTo<super::author::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// The key points at a column that is not unique.
mod classic {
    pub mod author {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "authors")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub name: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(has_many = "super::book::Entity")]
            Book,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod book {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "books")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_name: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::author::Entity",
                from = "Column::AuthorName",
                to = "super::author::Column::Name"
            )]
            Author,
        }

        impl Related<super::author::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Author.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// The other side is not there: SeaORM has the way back, but the entity does not list it.
mod one_sided {
    pub mod author {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "authors")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(has_many = "super::book::Entity")]
            Book,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod book {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "books")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {}

        impl Related<super::author::Entity> for Entity {
            fn to() -> RelationDef {
                Entity::belongs_to(super::author::Entity)
                    .from(Column::AuthorId)
                    .to(super::author::Column::Id)
                    .into()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// The enum of relations is there, and its entity is not a model.
mod half {
    pub mod author {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "authors")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod book {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "books")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub author_id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::author::Entity",
                from = "Column::AuthorId",
                to = "super::author::Column::Id"
            )]
            Author,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn a_key_of_another_type() {
    use key::{author, book};
    let models = relata::models![author::Model, author::ModelEx, book::Model, book::ModelEx];
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `book.author_id` is `i32`, but it references `author.id`, which is `i64`
          --> tests/mistakes.rs:40:42
        note: `book.author_id` is declared here
          --> tests/mistakes.rs:39:17
        note: `author.id` is declared here
          --> tests/mistakes.rs:22:17
          = note: `book.author_id` is the key of `book.author`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `book.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&report(&models));
}

#[test]
fn a_key_that_points_at_what_is_not_unique() {
    use classic::{author, book};
    let models = relata::models![author::Model, author::Relation, book::Model, book::Relation];
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[reference_not_unique]: `book.author` references `author.name`, which is neither the primary key nor unique
          --> tests/mistakes.rs:86:22
        note: `author` is declared here
          --> tests/mistakes.rs:55:20
          = note: the primary key is `author.id`
          = help: declare `unique(name)` on `author` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&report(&models));
}

#[test]
fn a_relation_without_its_other_side() {
    use one_sided::{author, book};
    let models = relata::models![author::Model, author::Relation, book::Model, book::Relation];
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `author.book` points at `book`, which has no relation that points back
          --> tests/mistakes.rs:116:13
        note: `book` is declared here
          --> tests/mistakes.rs:127:20
          = note: `book` has no relations

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&report(&models));
}

#[test]
fn a_target_that_is_no_model() {
    use half::book;
    let models = relata::models![book::Model, book::Relation];
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `book.author` points at the type `super::author::Entity`, which is not a model
          --> tests/mistakes.rs:181:30
          = help: add `relata::Model` to the derives of `super::author::Model`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(&models));
}
