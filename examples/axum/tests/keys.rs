//! The keys of a registry and foreign keys that were written by hand: of more than one column, more than one between two
//! tables, and relations that are none.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use lending::schema::{self, Columns, ForeignKey, Schema};
use relata::{Model, OnDelete, Registry};

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

fn foreign_key(from: [&str; 2], to: [&str; 2], on_delete: OnDelete) -> ForeignKey {
    let columns = |table: &str, names: [&str; 2]| Columns {
        table: table.to_owned(),
        names: names.map(str::to_owned).to_vec(),
    };
    ForeignKey {
        from: columns("beds", from),
        to: columns("rooms", to),
        on_delete,
    }
}

fn told(registry: &Registry, schema: &Schema, expected: &Expect) {
    let mut text = String::new();
    for difference in schema::differences(registry, schema) {
        writeln!(text, "{difference}").unwrap();
    }
    expected.assert_eq(&text);
}

fn told_of_house(foreign_keys: Vec<ForeignKey>, expected: &Expect) {
    let registry = relata::options()
        .init_isolated(&relata::models![house::Room, house::Bed])
        .unwrap();
    let tables = ["rooms", "beds"].map(str::to_owned).into();
    let schema = Schema {
        tables,
        foreign_keys,
    };
    told(&registry, &schema, expected);
}

#[test]
fn columns_count_in_pairs() {
    let room = foreign_key(["number", "house"], ["number", "house"], OnDelete::Cascade);
    let spare = foreign_key(
        ["spare_house", "spare_number"],
        ["house", "number"],
        OnDelete::NoAction,
    );
    told_of_house(vec![spare.clone(), room], &expect![""]);
    let crossed = foreign_key(["house", "number"], ["number", "house"], OnDelete::Restrict);
    told_of_house(
        vec![crossed, spare],
        &expect![[r#"
            the key of relation `Bed.room` is from `beds(house, number)` to `rooms(house, number)`, but the foreign key is from `beds(house, number)` to `rooms(number, house)` (tests/keys.rs:26:25)
        "#]],
    );
}

/// Which of two keys is meant by which of two foreign keys is not guessed.
#[test]
fn nothing_is_guessed() {
    let other = |from| foreign_key(from, ["house", "number"], OnDelete::NoAction);
    told_of_house(
        vec![other(["a", "b"]), other(["c", "d"])],
        &expect![[r#"
            relation `Bed.room` is not enforced: the database has no foreign key from `beds(house, number)` to `rooms(house, number)` (tests/keys.rs:26:25)
            relation `Room.spares` is not enforced: the database has no foreign key from `beds(spare_house, spare_number)` to `rooms(house, number)` (tests/keys.rs:18:23)
            the database has a foreign key from `beds(a, b)` to `rooms(house, number)`, which no relation declares
            the database has a foreign key from `beds(c, d)` to `rooms(house, number)`, which no relation declares
        "#]],
    );
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

#[test]
fn what_no_foreign_key_can_enforce_is_not_asked() {
    use others::{Guest, Note, Show, Silent, Visit, VisitOfGuest};
    let registry = relata::options()
        .init_isolated(&relata::models![
            Show,
            Guest,
            Visit,
            VisitOfGuest,
            Note,
            Silent
        ])
        .unwrap();
    let schema = Schema {
        tables: ["shows", "guests", "visits", "notes"]
            .map(str::to_owned)
            .into(),
        foreign_keys: Vec::new(),
    };
    told(
        &registry,
        &schema,
        &expect![[r#"
        relation `Visit.show` is not enforced: the database has no foreign key from `visits(show_id)` to `shows(id)` (tests/keys.rs:127:9)
        relation `Visit.guest` is not enforced: the database has no foreign key from `visits(guest_id)` to `guests(id)` (tests/keys.rs:129:9)
    "#]],
    );
}
