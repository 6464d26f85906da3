//! Forms that applications have less often: other derives of Diesel, compact entities of SeaORM, an entity that is named,
//! a module whose name is a keyword, and relata under another path.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "only what the attributes say counts; an entity is public, as the generator writes it"
)]

use expect_test::expect;
use neighbours::known;

/// relata as an application has it whose crates all go by one of their own.
mod platform {
    pub use relata;
}

/// Models that derive `HasQuery`, and structs of the same tables that derive nothing of relata.
mod diesel_forms {
    use diesel::dsl::{Filter, NotEq, Order};
    use diesel::prelude::*;

    diesel::table! {
        users (id) { id -> BigInt, name -> Text }
    }
    diesel::table! {
        posts (id) { id -> BigInt, author_id -> BigInt, title -> Text }
    }
    diesel::joinable!(posts -> users (author_id));
    diesel::allow_tables_to_appear_in_same_query!(users, posts);

    /// `HasQuery` represents `Queryable` and `Selectable`.
    #[derive(HasQuery, Identifiable, relata::Model)]
    #[diesel(table_name = users)]
    pub(super) struct User {
        id: i64,
        name: String,
    }

    /// With words in the attribute that hold code and types, commas in them.
    #[derive(HasQuery, Identifiable, Associations, relata::Model)]
    #[diesel(base_query = posts::table.filter(posts::title.ne("a, b")).order_by((posts::id, posts::title)))]
    #[diesel(
        base_query_type = Order<Filter<posts::table, NotEq<posts::title, &'static str>>, (posts::id, posts::title)>,
        table_name = posts,
    )]
    #[diesel(belongs_to(User, foreign_key = author_id))]
    pub(super) struct Post {
        id: i64,
        author_id: i64,
        title: String,
    }

    #[derive(Insertable)]
    #[diesel(table_name = posts)]
    pub(super) struct NewPost<'a> {
        author_id: i64,
        title: &'a str,
    }

    #[derive(AsChangeset, Identifiable)]
    #[diesel(table_name = posts)]
    pub(super) struct PostChanges {
        id: i64,
        title: Option<String>,
    }
}

#[test]
fn has_query_is_read() {
    let models = relata::models![diesel_forms::User, diesel_forms::Post];
    expect![[r#"
        rare_forms::diesel_forms::Post, table posts, key id
          id: i64
          author_id: i64
          title: String
          author belongs_to rare_forms::diesel_forms::User by author_id
        rare_forms::diesel_forms::User, table users, key id
          id: i64
          name: String
    "#]]
    .assert_eq(&known(&models));
}

/// Structs that insert or update are no second model of their table.
#[test]
fn what_does_not_derive_it_is_no_model() {
    let registry = relata::init().unwrap();
    let of_diesel = registry
        .models()
        .filter(|model| model.path().starts_with("rare_forms::diesel_forms"));
    let lines = of_diesel.map(|model| format!("{} {:?}\n", model.path(), model.table()));
    expect![[r#"
        rare_forms::diesel_forms::Post Some("posts")
        rare_forms::diesel_forms::User Some("users")
    "#]]
    .assert_eq(&lines.collect::<String>());
}

/// `#[sea_orm::compact_model]` makes a `ModelEx` and leaves the enum to the entity.
mod compact {
    pub mod order {
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "orders")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub lines: HasMany<super::line::Entity>,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(has_many = "super::line::Entity")]
            Line,
        }

        impl Related<super::line::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Line.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod line {
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "lines")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub order_id: i64,
            pub order: BelongsTo<super::order::Entity>,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::order::Entity",
                from = "Column::OrderId",
                to = "super::order::Column::Id",
                on_delete = "Cascade"
            )]
            Order,
        }

        impl Related<super::order::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Order.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn compact_entities_are_read() {
    use compact::{line, order};
    let models = relata::models![
        order::Model,
        order::ModelEx,
        order::Relation,
        line::Model,
        line::ModelEx,
        line::Relation
    ];
    expect![[r#"
        rare_forms::compact::line, table lines, key id
          id: i64
          order_id: i64
          order belongs_to rare_forms::compact::order by order_id, inverse line, on delete cascade
        rare_forms::compact::order, table orders, key id
          id: i64
          line has_many rare_forms::compact::line by order_id, inverse order
    "#]]
    .assert_eq(&known(&models));
}

/// An enum that names its entity, next to one that has no relation, in a module whose name is a keyword.
mod named {
    pub mod r#type {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "types")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique)]
            pub r#enum: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod thing {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "things")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub r#type: i64,
        }

        type Things = Entity;

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        #[sea_orm(entity = Things)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::r#type::Entity",
                from = "Column::Type",
                to = "super::r#type::Column::Id"
            )]
            Type,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn an_entity_that_is_named_is_found() {
    use named::{thing, r#type};
    let models = relata::models![
        r#type::Model,
        r#type::Relation,
        thing::Model,
        thing::Relation
    ];
    expect![[r#"
        rare_forms::named::r#type, table types, key id
          id: i64
          enum: String, unique
        rare_forms::named::thing, table things, key id
          id: i64
          type: i64
          type belongs_to rare_forms::named::r#type by type
    "#]]
    .assert_eq(&known(&models));
    let registry = relata::options().init_isolated(&models).unwrap();
    assert_eq!(registry.model("type").unwrap().table(), Some("types"));
}

/// An enum that is not in the module of its entity, which it names.
mod elsewhere {
    pub mod house {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "houses")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub left_id: Option<i64>,
        }

        pub use relations::Relation;

        mod relations {
            use super::{Column, Entity as House};
            use sea_orm::entity::prelude::*;

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
            #[sea_orm(entity = House)]
            pub enum Relation {
                #[sea_orm(belongs_to = "House", from = "Column::LeftId", to = "Column::Id")]
                Left,
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn an_enum_in_another_module_is_of_its_entity() {
    use elsewhere::house;
    let models = relata::models![house::Model, house::Relation];
    expect![[r#"
        rare_forms::elsewhere::house, table houses, key id
          id: i64
          left_id: i64, optional
          left belongs_to rare_forms::elsewhere::house by left_id
    "#]]
    .assert_eq(&known(&models));
}

/// relata by another path, on both derives, and on a dense entity, where it is copied to `ModelEx`.
mod by_path {
    pub mod owner {
        use crate::platform::relata::Model as Known;
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Known)]
        #[sea_orm(table_name = "owners")]
        #[relata(crate = crate::platform::relata)]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(has_many)]
            pub pets: HasMany<super::pet::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod pet {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(
            Clone, Debug, PartialEq, Eq, DeriveEntityModel, crate::platform::relata::Model,
        )]
        #[relata(crate = crate::platform::relata)]
        #[sea_orm(table_name = "pets")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub owner_id: i64,
            #[sea_orm(belongs_to, from = "owner_id", to = "id")]
            #[relata(inverse = pets)]
            pub owner: BelongsTo<super::owner::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod visit {
        use crate::platform::relata::{Model as Known, Relations};
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Known)]
        #[sea_orm(table_name = "visits")]
        #[relata(crate = crate::platform::relata)]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub pet_id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, Relations)]
        #[relata(crate = crate::platform::relata)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::pet::Entity",
                from = "Column::PetId",
                to = "super::pet::Column::Id"
            )]
            Pet,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relata_is_found_by_another_path() {
    use by_path::{owner, pet, visit};
    let models = relata::models![
        owner::Model,
        owner::ModelEx,
        pet::Model,
        pet::ModelEx,
        visit::Model,
        visit::Relation
    ];
    expect![[r#"
        rare_forms::by_path::owner, table owners, key id
          id: i64
          pets has_many rare_forms::by_path::pet by owner_id, inverse owner
        rare_forms::by_path::pet, table pets, key id
          id: i64
          owner_id: i64
          owner belongs_to rare_forms::by_path::owner by owner_id, inverse pets
        rare_forms::by_path::visit, table visits, key id
          id: i64
          pet_id: i64
          pet belongs_to rare_forms::by_path::pet by pet_id
    "#]]
    .assert_eq(&known(&models));
}
