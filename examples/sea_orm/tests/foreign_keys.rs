//! Keys of two columns, and a key that is not known, compared with the foreign keys of a database.

#![allow(
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::{Expect, expect};
use music::foreign_keys;
use sea_orm::{ConnectionTrait, Database};

mod room {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
    #[sea_orm(table_name = "rooms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub house: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod bed {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
    #[sea_orm(table_name = "beds")]
    #[relata(belongs_to(spare: super::room::Model))]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub house: i64,
        pub number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::room::Entity",
            from = "(Column::Number, Column::House)",
            to = "(super::room::Column::Number, super::room::Column::House)"
        )]
        Room,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The differences for the key of two columns, and for the unknown key, if the table has this foreign key.
async fn told(foreign_key: &str, expected: &Expect) {
    let models = relata::models![room::Model, room::Relation, bed::Model, bed::Relation];
    let registry = relata::options().init_isolated(&models).unwrap();
    let database = Database::connect("sqlite::memory:").await.unwrap();
    let tables = format!(
        "CREATE TABLE rooms (house INTEGER, number INTEGER, PRIMARY KEY (house, number));
        CREATE TABLE beds (id INTEGER PRIMARY KEY, house INTEGER, number INTEGER, {foreign_key});"
    );
    database.execute_unprepared(&tables).await.unwrap();
    let keys = foreign_keys::of(&database).await.unwrap();
    expected.assert_eq(&foreign_keys::differences(&registry, &keys).join("\n"));
}

#[tokio::test]
async fn columns_count_in_pairs() {
    told("FOREIGN KEY (house, number) REFERENCES rooms", &expect![""]).await;
    told(
        "FOREIGN KEY (number, house) REFERENCES rooms (number, house)",
        &expect![""],
    )
    .await;
    told(
        "FOREIGN KEY (house, number) REFERENCES rooms (number, house)",
        &expect![[r#"
            relation `bed.room` is not enforced: the database has no foreign key from `beds(number, house)` to `rooms(number, house)` (tests/foreign_keys.rs:50:9)
            the database has a foreign key from `beds(house, number)` to `rooms(number, house)`, which no relation declares"#]],
    )
    .await;
}
