//! SeaORM's own attributes are enough, in the classic form: `relata::Model` on the model and `relata::Relations` on
//! the enum next to it.

#![allow(
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::expect;
use neighbours::known;
use relata::Records;
use relata::document::Document;

/// As the generator writes entities, and as people do: commas are missing, keys have several columns.
mod shop {
    pub mod cake {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "cakes")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique)]
            pub name: String,
            pub baker_id: Option<i64>,
            pub parent_id: Option<i64>,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::baker::Entity",
                from = "Column::BakerId",
                to = "super::baker::Column::Id",
                on_update = "Cascade",
                on_delete = "SetNull"
            )]
            Baker,
            #[sea_orm(belongs_to = "Entity" from = "Column::ParentId" to = "Column::Id")]
            SelfRef,
            #[sea_orm(has_many = "super::filling::Entity")]
            Fillings,
        }

        impl Related<super::baker::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Baker.def()
            }
        }

        impl Related<super::filling::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Fillings.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod baker {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "bakers")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(has_many = "super::cake::Entity")]
            #[relata(allow(one_sided_inverse, reason = "to show that it takes one"))]
            Cake,
        }

        impl Related<super::cake::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Cake.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod filling {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "fillings")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub cake_id: i64,
            #[sea_orm(primary_key, auto_increment = false)]
            pub line_1: i32,
            #[sea_orm(column_name = "of", unique_key = "place")]
            pub supplier: i64,
            #[sea_orm(unique_key = "place")]
            pub shelf: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::cake::Entity",
                from = "Column::CakeId",
                to = "super::cake::Column::Id"
            )]
            Cake,
            #[sea_orm(has_one = "super::label::Entity")]
            Label,
        }

        impl Related<super::cake::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Cake.def()
            }
        }

        impl Related<super::label::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Label.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod label {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "labels")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub cake: i64,
            pub line1: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::filling::Entity",
                from = "(Column::Cake, Column::Line1)",
                to = "(super::filling::Column::CakeId, super::filling::Column::Line1)"
            )]
            Filling,
        }

        impl Related<super::filling::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Filling.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relations_are_next_to_their_models() {
    let models = relata::models![
        shop::cake::Model,
        shop::cake::Relation,
        shop::baker::Model,
        shop::baker::Relation,
        shop::filling::Model,
        shop::filling::Relation,
        shop::label::Model,
        shop::label::Relation,
    ];
    expect![[r#"
        sea_orm_relations::shop::baker, table bakers, key id
          id: i64
          cake has_many sea_orm_relations::shop::cake by baker_id, inverse baker
        sea_orm_relations::shop::cake, table cakes, key id
          id: i64
          name: String, unique
          baker_id: i64, optional
          parent_id: i64, optional
          baker belongs_to sea_orm_relations::shop::baker by baker_id, inverse cake, on delete set_null
          self_ref belongs_to sea_orm_relations::shop::cake by parent_id
          fillings has_many sea_orm_relations::shop::filling by cake_id, inverse cake
        sea_orm_relations::shop::filling, table fillings, key cake_id and line_1
          cake_id: i64
          line_1: i32
          supplier: i64, column of
          shelf: i32
          cake belongs_to sea_orm_relations::shop::cake by cake_id, inverse fillings
          label has_one sea_orm_relations::shop::label by cake and line1, inverse filling
        sea_orm_relations::shop::label, table labels, key id
          id: i64
          cake: i64
          line1: i32
          filling belongs_to sea_orm_relations::shop::filling by cake and line1, inverse label
    "#]]
    .assert_eq(&known(&models));
    let registry = relata::options().init_isolated(&models).unwrap();
    // Known by its module, and by its module and its type.
    for name in ["cake", "shop::cake", "cake::Model", "shop::cake::Model"] {
        assert_eq!(
            registry.model(name).unwrap().path(),
            "sea_orm_relations::shop::cake"
        );
    }
    assert!(registry.model("Model").is_none());
    assert_eq!(
        registry.get::<shop::cake::Model>().unwrap().type_name(),
        "Model"
    );
}

/// Parts are put to their models before anything else is done: what leaves the program, as bytes or as a document, is
/// whole when it is judged, and the same whatever the order was.
#[test]
fn parts_survive_every_way_out() {
    let models = relata::models![
        shop::label::Relation,
        shop::filling::Model,
        shop::cake::Relation,
        shop::baker::Model,
        shop::cake::Model,
        shop::label::Model,
        shop::baker::Relation,
        shop::filling::Relation,
    ];
    let registry = relata::options().init_isolated(&models).unwrap();
    let document = Document::of(&registry);
    let json = document.to_json();
    assert!(json.contains(r#""path": "sea_orm_relations::shop::baker::Model""#));
    assert!(json.contains(r#""name": "baker""#));
    let read = Document::parse(&json).unwrap();
    assert_eq!(read, document);
    let again = relata::options().init_documents(&[read]).unwrap();
    let paths = |registry: &relata::Registry| -> Vec<String> {
        registry.models().map(|it| it.path().to_owned()).collect()
    };
    assert_eq!(paths(&again), paths(&registry));
    assert_eq!(again.model("cake::Model").unwrap().name(), "cake");
    assert_eq!(Document::of(&again), document);
}

/// What the compiler does not see: a key of another width, and a side that leads nowhere back.
mod wrong {
    pub mod token {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "tokens")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(has_many = "super::transfer::Entity")]
            Transfers,
            #[sea_orm(has_many = "super::price::Entity")]
            Prices,
        }

        impl Related<super::transfer::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Transfers.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod transfer {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "transfers")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub token_id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::token::Entity",
                from = "Column::TokenId",
                to = "super::token::Column::Id"
            )]
            Token,
        }

        impl Related<super::token::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Token.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod price {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "prices")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        /// It points at the token by way of a relation that is not its own.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::without::Entity",
                from = "Column::Id",
                to = "super::without::Column::Id"
            )]
            Without,
        }

        impl Related<super::token::Entity> for Entity {
            fn to() -> RelationDef {
                super::transfer::Relation::Token.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod without {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "without")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn what_the_compiler_does_not_see_is_found() {
    let models = relata::models![
        wrong::token::Model,
        wrong::token::Relation,
        wrong::transfer::Model,
        wrong::transfer::Relation,
        wrong::price::Model,
        wrong::price::Relation,
    ];
    let report = relata::options().init_isolated(&models).unwrap_err();
    expect![[r#"
        relata: 3 errors in 3 models from 1 crate

        error[missing_inverse]: `token.prices` points at `price`, which has no relation that points back
          --> tests/neighbours/tests/sea_orm_relations.rs:262:13
        note: `price` is declared here
          --> tests/neighbours/tests/sea_orm_relations.rs:309:20
          = note: `price` has no relation to `token`; it has 1 other relation: `without`

        error[key_type]: key field `transfer.token_id` is `i64`, but it references `token.id`, which is `i32`
          --> tests/neighbours/tests/sea_orm_relations.rs:289:24
        note: `transfer.token_id` is declared here
          --> tests/neighbours/tests/sea_orm_relations.rs:282:17
        note: `token.id` is declared here
          --> tests/neighbours/tests/sea_orm_relations.rs:254:17
          = note: `transfer.token_id` is the key of `transfer.token`
          = note: different widths: 64 bits and 32 bits
          = help: change the type of `transfer.token_id` to `i32`

        error[missing_target]: relation `price.without` points at the type `super::without::Entity`, which is not a model
          --> tests/neighbours/tests/sea_orm_relations.rs:318:30
          = help: add `relata::Model` to the derives of `super::without::Model`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&report.to_string());
}

/// One word forgotten, and one that says that it is not.
mod forgotten {
    pub mod order {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "orders", schema_name = "sales")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod invoice {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "invoices")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        #[relata(skip)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn relations_that_are_not_read_are_reported() {
    let models = relata::models![forgotten::order::Model, forgotten::invoice::Model];
    let findings = relata::options().check_isolated(&models);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unread_relations]: the relations that SeaORM declares for `order` are not read
          --> tests/neighbours/tests/sea_orm_relations.rs:397:20
          = help: derive `relata::Relations` for the `Relation` of `order`; if these relations should not be read, also add `#[relata(skip)]` to that `Relation`

        for more information: cargo relata explain unread_relations
    "#]].assert_eq(&findings.to_string());
    let registry = relata::options().init_isolated(&models).unwrap();
    assert_eq!(
        registry.model("order").unwrap().table(),
        Some("sales.orders")
    );
    assert!(relata::options().strict().init_isolated(&models).is_err());
}

/// relata's own attribute is about the same relation where it has the same key and the same target; two entities of one
/// column are two relations.
mod same {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "users")]
        #[relata(has_many(posts: super::post::Model, inverse = author))]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod profile {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "profiles")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "posts")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[relata(belongs_to(super::user::Model, inverse = posts))]
            pub author_id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::user::Entity",
                from = "Column::AuthorId",
                to = "super::user::Column::Id",
                on_delete = "Cascade"
            )]
            User,
            #[sea_orm(
                belongs_to = "super::profile::Entity",
                from = "Column::AuthorId",
                to = "super::profile::Column::Id"
            )]
            OAuthURL,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

#[test]
fn a_relation_that_both_declare_is_one() {
    let models = relata::models![
        same::user::Model,
        same::user::Relation,
        same::profile::Model,
        same::profile::Relation,
        same::post::Model,
        same::post::Relation,
    ];
    expect![[r#"
        sea_orm_relations::same::post, table posts, key id
          id: i64
          author_id: i64
          author belongs_to sea_orm_relations::same::user by author_id, inverse posts, on delete cascade
          o_auth_url belongs_to sea_orm_relations::same::profile by author_id
        sea_orm_relations::same::profile, table profiles, key id
          id: i64
        sea_orm_relations::same::user, table users, key id
          id: i64
          posts has_many sea_orm_relations::same::post by author_id, inverse author
    "#]].assert_eq(&known(&models));
}

#[test]
fn relations_without_their_model_are_reported() {
    let models = relata::models![shop::baker::Model, shop::cake::Relation];
    let report = relata::options().init_isolated(&models).unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: `Relation` declares relations of `sea_orm_relations::shop::cake`, but no model has that path
          --> tests/neighbours/tests/sea_orm_relations.rs:31:18
          = note: `sea_orm_relations::shop::cake` derives `relata::Model`, so only its registration is missing
          = help: add the `Model` next to `Relation` to the checked `relata::models![…]`

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&report.to_string());
}

/// Records that leave the program are not trusted: whatever a byte becomes, it is refused or judged.
#[test]
fn damaged_parts_are_refused_or_judged() {
    let bytes = Records::linked().to_bytes();
    let whole = relata::options().check_records(&[Records::from_bytes(&bytes).unwrap()]);
    assert_eq!(whole.to_string(), relata::check().to_string());
    let mut judged = 0;
    for at in 0..bytes.len() {
        for change in [0x01, 0x80] {
            let mut bytes = bytes.clone();
            bytes[at] ^= change;
            if let Ok(records) = Records::from_bytes(&bytes) {
                judged += usize::from(!relata::options().check_records(&[records]).is_empty());
            }
        }
    }
    assert!(judged > 1000, "{judged}");
}

/// What is skipped leaves nothing, in either form; nor does its part, which has no model then.
#[expect(dead_code, reason = "only declared")]
mod skipped {
    pub mod modern {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "modern")]
        #[relata(skip)]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod classic {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel, relata::Model)]
        #[sea_orm(table_name = "classic")]
        #[relata(skip)]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
        #[relata(skip)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    #[derive(relata::Model)]
    #[relata(refers_to(to: classic::Relation))]
    pub struct Other {
        pub id: i64,
        pub to_id: i64,
    }
}

#[test]
fn a_target_that_is_skipped_as_a_whole() {
    let findings = relata::options().check_isolated(&relata::models![skipped::Other]);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Other.to` points at `sea_orm_relations::skipped::classic::Relation`, but no model has that path
          --> tests/neighbours/tests/sea_orm_relations.rs:613:28
          = note: `sea_orm_relations::skipped::classic::Relation` derives `relata::Model`, so only its registration is missing
          = help: add `Relation` to the checked `relata::models![…]`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&findings.to_string());
}
