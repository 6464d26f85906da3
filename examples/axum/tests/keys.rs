//! Keys of more than one column, more than one between two tables, and relations that no foreign key can enforce, compared with
//! the foreign keys of a database.

use expect_test::{Expect, expect};
use relata::registry::Models;
use relata::{Level, Model, Rule};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqlitePoolOptions;

/// Two keys to one table, one of them said by the other side alone.
#[allow(dead_code, reason = "the models are only declared, not queried")]
mod house {
    use super::Model;

    #[derive(Model)]
    #[relata(table = "rooms", key(house, number))]
    #[relata(has_many(beds: Bed, inverse = room, on_delete = cascade))]
    #[relata(has_many(spares: Bed, key(spare_house, spare_number)))]
    pub(super) struct Room {
        house: i64,
        number: i64,
    }

    #[derive(Model)]
    #[relata(table = "beds")]
    #[relata(belongs_to(room: Room, key(house, number), inverse = beds))]
    pub(super) struct Bed {
        id: i64,
        house: i64,
        number: i64,
        spare_house: i64,
        spare_number: i64,
    }
}

const ROOMS: &str = "CREATE TABLE rooms (house INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (house, number));";

/// The warnings and errors about these models and a database with these tables.
async fn told(models: &Models, tables: &str, expected: &Expect) {
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init_isolated(models)
        .unwrap();
    let database = SqlitePoolOptions::new()
        // Each connection to memory would have a database of its own.
        .max_connections(1)
        .connect("sqlite::memory:")
        .await
        .unwrap();
    sqlx::raw_sql(AssertSqlSafe(tables))
        .execute(&database)
        .await
        .unwrap();
    let text = match relata_sql::check(&registry, &database).await {
        Ok(findings) => findings.iter().map(|it| it.to_string() + "\n").collect(),
        Err(error) => error.to_string(),
    };
    expected.assert_eq(&text);
}

async fn told_of_house(keys: &str, expected: &Expect) {
    let beds = format!(
        "{ROOMS} CREATE TABLE beds (id INTEGER PRIMARY KEY NOT NULL, house INTEGER NOT NULL, number INTEGER NOT NULL,
            spare_house INTEGER NOT NULL, spare_number INTEGER NOT NULL {keys})"
    );
    told(&relata::models![house::Room, house::Bed], &beds, expected).await;
}

#[tokio::test]
async fn columns_count_in_pairs() {
    let spare = "FOREIGN KEY (spare_house, spare_number) REFERENCES rooms";
    told_of_house(
        &format!(", {spare}, FOREIGN KEY (number, house) REFERENCES rooms (number, house) ON DELETE CASCADE"),
        &expect![""],
    )
    .await;
    told_of_house(
        &format!(", {spare}, FOREIGN KEY (house, number) REFERENCES rooms (number, house) ON DELETE CASCADE"),
        &expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[foreign_key_elsewhere]: the key of `Bed.room` points at `house` and `number` of table `rooms`, but the foreign key `house` and `number` of `beds` refers to `number` and `house`
              --> tests/keys.rs:26:37

            for more information: cargo relata explain foreign_key_elsewhere
        "#]],
    )
    .await;
}

#[tokio::test]
async fn no_key_is_enforced() {
    told_of_house("", &expect![[r#"
        warning[missing_foreign_key]: the schema has no foreign key for `Room.spares`: `spare_house` and `spare_number` of `beds` do not refer to `rooms`
          --> tests/keys.rs:18:36

        warning[missing_foreign_key]: the schema has no foreign key for `Bed.room`: `house` and `number` of `beds` do not refer to `rooms`
          --> tests/keys.rs:26:37

    "#]]).await;
}

/// Relations of every kind that no foreign key can enforce, and two structs of one table.
#[allow(dead_code, reason = "the models are only declared, not queried")]
mod others {
    use super::Model;

    #[derive(Model)]
    #[relata(table = "shows")]
    #[relata(many_to_many(guests: Guest, through = Visit, inverse = shows))]
    #[relata(has_many(seen_by: Guest, through = Visit))]
    #[relata(refers_to(most_loyal: Guest))]
    pub(super) struct Show {
        id: i64,
    }

    #[derive(Model)]
    #[relata(table = "guests")]
    #[relata(many_to_many(shows: Show, through = Visit, inverse = guests))]
    pub(super) struct Guest {
        id: i64,
    }

    #[derive(Model)]
    #[relata(table = "visits")]
    pub(super) struct Visit {
        id: i64,
        #[relata(belongs_to(Show))]
        show_id: i64,
        #[relata(belongs_to(Guest))]
        guest_id: i64,
    }

    #[derive(Model)]
    #[relata(table = "visits")]
    pub(super) struct VisitOfGuest {
        id: i64,
        #[relata(belongs_to(Guest))]
        guest_id: i64,
    }

    #[derive(Model)]
    #[relata(table = "notes")]
    #[relata(belongs_to(of: any(Show, Guest), key = of_id, tag = of_kind))]
    #[relata(belongs_to(author: Silent))]
    pub(super) struct Note {
        id: i64,
        of_id: i64,
        of_kind: String,
        author_id: i64,
    }

    /// It says no table.
    #[derive(Model)]
    pub(super) struct Silent {
        id: i64,
    }
}

#[tokio::test]
async fn what_no_foreign_key_can_enforce_is_not_asked() {
    use others::{Guest, Note, Show, Silent, Visit, VisitOfGuest};
    told(
        &relata::models![Show, Guest, Visit, VisitOfGuest, Note, Silent],
        "CREATE TABLE shows (id INTEGER PRIMARY KEY NOT NULL);
         CREATE TABLE guests (id INTEGER PRIMARY KEY NOT NULL);
         CREATE TABLE visits (id INTEGER PRIMARY KEY NOT NULL, show_id INTEGER NOT NULL, guest_id INTEGER NOT NULL);
         CREATE TABLE notes (id INTEGER PRIMARY KEY NOT NULL, of_id INTEGER NOT NULL, of_kind TEXT NOT NULL, author_id INTEGER NOT NULL)",
        &expect![[r#"
            warning[missing_foreign_key]: the schema has no foreign key for `Visit.show`: `show_id` of `visits` does not refer to `shows`
              --> tests/keys.rs:129:9

            warning[missing_foreign_key]: the schema has no foreign key for `Visit.guest`: `guest_id` of `visits` does not refer to `guests`
              --> tests/keys.rs:131:9
            note: `VisitOfGuest.guest` uses the same key
              --> tests/keys.rs:139:9

        "#]],
    )
    .await;
}
