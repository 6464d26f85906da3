//! Keys of two columns, and a key that is not known, compared with the foreign keys of a database.

#![allow(dead_code, reason = "nothing reads the fields")]

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use expect_test::{Expect, expect};
use tracker::foreign_keys;

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

/// The differences for the key of two columns, and for the unknown key, if the table has this foreign key.
fn told(foreign_key: &str, expected: &Expect) {
    let registry = relata::options()
        .init_isolated(&relata::models![Room, Bed])
        .unwrap();
    let mut database = SqliteConnection::establish(":memory:").unwrap();
    let tables = format!(
        "CREATE TABLE rooms (house INTEGER, number INTEGER, PRIMARY KEY (house, number));
        CREATE TABLE beds (id INTEGER PRIMARY KEY, house INTEGER, number INTEGER, {foreign_key});"
    );
    database.batch_execute(&tables).unwrap();
    let keys = foreign_keys::of(&mut database).unwrap();
    expected.assert_eq(&foreign_keys::differences(&registry, &keys).join("\n"));
}

#[test]
fn columns_count_in_pairs() {
    told("FOREIGN KEY (house, number) REFERENCES rooms", &expect![""]);
    told(
        "FOREIGN KEY (number, house) REFERENCES rooms (number, house)",
        &expect![""],
    );
    told(
        "FOREIGN KEY (house, number) REFERENCES rooms (number, house)",
        &expect![[r#"
            relation `Bed.room` is not enforced: the database has no foreign key from `beds(number, house)` to `rooms(number, house)` (tests/foreign_keys.rs:33:21)
            the database has a foreign key from `beds(house, number)` to `rooms(number, house)`, which no relation declares"#]],
    );
}
