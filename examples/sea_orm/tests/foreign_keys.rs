//! Keys of two columns, and a key that is not known, compared with the foreign keys of a database.

#![allow(
    unreachable_pub,
    reason = "an entity is public, as the generator writes it"
)]

use expect_test::{Expect, expect};
use music::store;
use relata::{Level, Rule};
use sea_orm::ConnectionTrait;

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

/// The report on the key of two columns, and on the one that is not known, where the table has this foreign key.
async fn told(foreign_key: &str, expected: &Expect) {
    let models = relata::models![room::Model, room::Relation, bed::Model, bed::Relation];
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init_isolated(&models)
        .unwrap();
    let database = store::open("sqlite::memory:").await.unwrap();
    let tables = format!(
        "CREATE TABLE rooms (house BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (house, number));
        CREATE TABLE beds (id INTEGER PRIMARY KEY NOT NULL, house BIGINT NOT NULL, number BIGINT NOT NULL {foreign_key});"
    );
    database.execute_unprepared(&tables).await.unwrap();
    let text = match store::check(&database, &registry).await {
        Ok(findings) => findings.iter().map(|it| it.to_string() + "\n").collect(),
        Err(error) => error.to_string(),
    };
    expected.assert_eq(&text);
}

#[tokio::test]
async fn columns_count_in_pairs() {
    told(
        ", FOREIGN KEY (house, number) REFERENCES rooms",
        &expect![""],
    )
    .await;
    told(
        ", FOREIGN KEY (number, house) REFERENCES rooms (number, house)",
        &expect![""],
    )
    .await;
    told(
        ", FOREIGN KEY (house, number) REFERENCES rooms (number, house)",
        &expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[foreign_key_elsewhere]: the key of `bed.room` points at `number` and `house` of table `rooms`, but the foreign key `house` and `number` of `beds` refers to `number` and `house`
              --> tests/foreign_keys.rs:48:20

            for more information: cargo relata explain foreign_key_elsewhere
        "#]],
    )
    .await;
    told("", &expect![[r#"
        warning[missing_foreign_key]: the schema has no foreign key for `bed.room`: `number` and `house` of `beds` do not refer to `rooms`
          --> tests/foreign_keys.rs:48:20

    "#]]).await;
}
