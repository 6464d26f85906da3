//! Keys of two columns, and a key that is not known, compared with the foreign keys of a database.

#![allow(dead_code, reason = "nothing reads the fields")]

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use expect_test::{Expect, expect};
use relata::{Level, Rule};

diesel::table! {
    rooms (house, number) {
        house -> BigInt,
        number -> BigInt,
    }
}
diesel::table! {
    beds (id) {
        id -> BigInt,
        house -> BigInt,
        number -> BigInt,
    }
}

#[derive(Identifiable, Queryable, relata::Model)]
#[diesel(table_name = rooms, primary_key(house, number))]
struct Room {
    house: i64,
    number: i64,
}

#[derive(Identifiable, Queryable, relata::Model)]
#[diesel(table_name = beds)]
#[relata(belongs_to(room: Room, key(number, house), references(number, house)))]
#[relata(belongs_to(spare: Room))]
struct Bed {
    id: i64,
    house: i64,
    number: i64,
}

/// The report on the key of two columns, and on the one that is not known, where the table has this foreign key.
fn told(foreign_key: &str, expected: &Expect) {
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init_isolated(&relata::models![Room, Bed])
        .unwrap();
    let mut database = SqliteConnection::establish(":memory:").unwrap();
    let tables = format!(
        "PRAGMA foreign_keys = ON;
        CREATE TABLE rooms (house BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (house, number));
        CREATE TABLE beds (id BIGINT PRIMARY KEY NOT NULL, house BIGINT NOT NULL, number BIGINT NOT NULL {foreign_key});"
    );
    database.batch_execute(&tables).unwrap();
    let text = match relata_sql::check_diesel(&registry, &mut database) {
        Ok(findings) => findings.iter().map(|it| it.to_string() + "\n").collect(),
        Err(error) => error.to_string(),
    };
    expected.assert_eq(&text);
}

#[test]
fn columns_count_in_pairs() {
    told(
        ", FOREIGN KEY (house, number) REFERENCES rooms",
        &expect![""],
    );
    told(
        ", FOREIGN KEY (number, house) REFERENCES rooms (number, house)",
        &expect![""],
    );
    told(
        ", FOREIGN KEY (house, number) REFERENCES rooms (number, house)",
        &expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[foreign_key_elsewhere]: the key of `Bed.room` points at `number` and `house` of table `rooms`, but the foreign key `house` and `number` of `beds` refers to `number` and `house`
              --> tests/foreign_keys.rs:33:33

            for more information: cargo relata explain foreign_key_elsewhere
        "#]],
    );
    told(
        "",
        &expect![[r#"
        warning[missing_foreign_key]: the schema has no foreign key for `Bed.room`: `number` and `house` of `beds` do not refer to `rooms`
          --> tests/foreign_keys.rs:33:33

    "#]],
    );
}
