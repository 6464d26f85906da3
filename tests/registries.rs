//! Registries with faults of many rules: linked, in the file of this program, and as documents, each finding is the same.

#![cfg(all(feature = "executable", feature = "document"))]
#![allow(dead_code, reason = "only what is declared counts")]

use std::{env, fs};

use relata::document::Document;
use relata::{Findings, Level, Note, Options, Records, Registry, Rule, options};

/// Registries, each in a module: models whose names no other registry has.
macro_rules! registries {
    ($($registry:ident { $($(#[$attribute:meta])* $model:ident { $($fields:tt)* })* })*) => {
        $(mod $registry {
            $(
                #[derive(relata::Model)]
                $(#[$attribute])*
                pub(crate) struct $model { $($fields)* }
            )*
        })*

        /// Each registry, and what is found in it.
        fn registries() -> Vec<(&'static str, Registry, Findings)> {
            vec![$({
                let models = relata::models![$($registry::$model),*];
                let registry = all().init_isolated(&models).unwrap();
                (stringify!($registry), registry, all().check_isolated(&models))
            }),*]
        }
    };
}

registries! {
    missing_target {
        Invoice { id: i64, #[relata(belongs_to("Costumer"))] customer_id: i64 }
        Customer { id: i64 }
    }
    missing_inverse {
        #[relata(has_many(replies: Reply, inverse = topik))]
        Topic { id: i64 }
        Reply { id: i64, #[relata(belongs_to(Topic))] topic_id: i64 }
    }
    inverse_kind {
        #[relata(has_many(engines: Engine, inverse = cars))]
        Car { id: i64 }
        #[relata(has_many(cars: Car, inverse = engines))]
        Engine { id: i64 }
    }
    inverse_elsewhere {
        #[relata(has_many(rooms: Room, inverse = owner))]
        House { id: i64 }
        Room { id: i64, #[relata(belongs_to(Owner, inverse = rooms))] owner_id: i64 }
        Owner { id: i64 }
    }
    inverse_taken {
        #[relata(has_many(sent: Letter, inverse = sender), has_many(received: Letter, inverse = sender))]
        Person { id: i64 }
        Letter { id: i64, #[relata(belongs_to(sender: Person))] sender_id: i64, #[relata(belongs_to(receiver: Person))] receiver_id: i64 }
    }
    inverse_disagrees {
        #[relata(has_many(wins: Match, inverse = winner), has_many(losses: Match, inverse = loser))]
        Team { id: i64 }
        Match {
            id: i64,
            #[relata(belongs_to(winner: Team, inverse = losses))]
            winner_id: i64,
            #[relata(belongs_to(loser: Team, inverse = wins))]
            loser_id: i64,
        }
    }
    inverse_key {
        #[relata(has_many(parcels: Parcel, inverse = depot, key = warehouse_id))]
        Depot { id: i64 }
        Parcel { id: i64, #[relata(belongs_to(Depot, inverse = parcels))] depot_id: i64, warehouse_id: i64 }
    }
    missing_key {
        #[relata(has_many(pages: Page, key = bok_id))]
        Book { id: i64 }
        Page { id: i64, book_id: i64 }
    }
    mirrored_key {
        #[relata(belongs_to(rack: Rack, key = id, references = rack_id))]
        Bottle { id: i64, rack_id: i64 }
        Rack { id: i64 }
    }
    split_key {
        #[relata(key(row, number))]
        Chair { row: i32, number: i32 }
        Guest {
            id: i64,
            #[relata(belongs_to(chair_row: Chair, references = row))]
            row: i32,
            #[relata(belongs_to(chair_number: Chair, references = number))]
            number: i32,
        }
    }
    missing_reference {
        Seat { id: i64, #[relata(belongs_to(Train, references = numer))] train_id: i64 }
        Train { id: i64, #[relata(unique)] number: i64 }
    }
    reference_not_unique {
        Ticket { id: i64, #[relata(belongs_to(Concert, references = code))] concert_id: i64 }
        Concert { id: i64, code: i64 }
    }
    key_count {
        Stop { id: i64, #[relata(belongs_to(Line))] line_id: i64 }
        #[relata(key(city, number))]
        Line { city: i32, number: i32 }
    }
    key_type {
        Photo { id: i64, #[relata(belongs_to(Album))] album_id: i32 }
        Album { id: i64 }
    }
    required_cycle {
        Chicken { id: i64, #[relata(belongs_to(Egg))] egg_id: i64 }
        Egg { id: i64, #[relata(belongs_to(Chicken))] chicken_id: i64 }
    }
    ambiguous_through {
        #[relata(many_to_many(friends: Self, through = Friendship))]
        Member { id: i64 }
        Friendship { id: i64, #[relata(belongs_to(one: Member))] one_id: i64, #[relata(belongs_to(other: Member))] other_id: i64 }
    }
    through_without_key {
        #[relata(many_to_many(courses: Course, through = Enrolment))]
        Student { id: i64 }
        Course { id: i64 }
        Enrolment { id: i64, #[relata(belongs_to(Student))] student_id: i64 }
    }
    through_keys {
        #[relata(many_to_many(films: Film, through = Role, via(film, actor)))]
        Actor { id: i64 }
        Film { id: i64 }
        Role { id: i64, #[relata(belongs_to(Actor))] actor_id: i64, #[relata(belongs_to(Film))] film_id: i64 }
    }
    set_null_required {
        #[relata(has_many(branches: Branch, inverse = tree, on_delete = set_null))]
        Tree { id: i64 }
        Branch { id: i64, #[relata(belongs_to(Tree, inverse = branches))] tree_id: i64 }
    }
    on_delete_disagrees {
        #[relata(has_many(letters: Letter, inverse = mailbox, on_delete = cascade))]
        Mailbox { id: i64 }
        Letter { id: i64, #[relata(belongs_to(Mailbox, inverse = letters, on_delete = restrict))] mailbox_id: i64 }
    }
    key_cardinality {
        #[relata(has_many(passports: Passport, inverse = citizen))]
        Citizen { id: i64 }
        Passport { id: i64, #[relata(unique, belongs_to(Citizen, inverse = passports))] citizen_id: i64 }
    }
    shared_key {
        Comment { id: i64, #[relata(belongs_to(subject: Song), belongs_to(about: Video))] subject_id: i64 }
        Song { id: i64 }
        Video { id: i64 }
    }
    one_sided_inverse {
        #[relata(has_many(wheels: Wheel, inverse = bike))]
        Bike { id: i64 }
        Wheel { id: i64, #[relata(belongs_to(Bike))] bike_id: i64 }
    }
    duplicate_table {
        #[relata(table = "plants")]
        Plant { id: i64, #[relata(belongs_to(Plant))] parent_id: Option<i64> }
        #[relata(table = "plants")]
        PlantName { id: i64, #[relata(belongs_to(Plant))] parent_id: Option<i64> }
    }
    allowed {
        Draft { id: i64, #[relata(belongs_to(Writer, allow(key_type, reason = "old ids")))] writer_id: i32 }
        #[relata(allow(missing_inverse, reason = "nothing is wrong here"))]
        Writer { id: i64 }
    }
    sound {
        #[relata(has_many(leaves: Leaf, inverse = tree))]
        Tree { id: i64, #[relata(belongs_to(Tree))] parent_id: Option<i64> }
        Leaf { id: i64, #[relata(belongs_to(Tree, inverse = leaves))] tree_id: i64 }
    }
}

/// All rules are reported, as warnings.
fn all() -> Options {
    let rules = Rule::ALL.iter();
    rules.fold(options(), |options, rule| options.level(*rule, Level::Warn))
}

/// Rules, headlines and notes. A document does not have the places of single tokens, nor a target as it is written, which a
/// help quotes.
fn facts(findings: &Findings) -> Vec<(Rule, &str, Vec<&str>)> {
    let mut facts: Vec<_> = findings
        .iter()
        .map(|it| {
            (
                it.rule(),
                it.headline(),
                it.notes().iter().map(Note::text).collect(),
            )
        })
        .collect();
    facts.sort();
    facts
}

/// As its document, each registry has the findings that it has linked.
#[test]
fn each_as_a_document() {
    let mut rules = Vec::new();
    for (name, registry, linked) in registries() {
        let mut expected = vec![name];
        expected.retain(|it| *it != "allowed" && *it != "sound");
        let rule = linked
            .iter()
            .map(|it| it.rule().name())
            .find(|it| [*it] == *expected);
        assert_eq!(rule, expected.first().copied(), "{linked}");
        let document = Document::parse(&Document::of(&registry).to_json()).unwrap();
        assert_eq!(
            facts(&all().check_documents(&[document])),
            facts(&linked),
            "{name}"
        );
        rules.extend(rule);
    }
    assert_eq!(rules.len(), 24);
}

/// The file of the program has the findings of the program.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn all_in_the_file() {
    let file = fs::read(env::current_exe().unwrap()).unwrap();
    let records = Records::of_executable(&file).unwrap();
    let linked = all().check();
    assert_eq!(
        all().check_records(&[records]).to_string(),
        linked.to_string()
    );
    assert!(linked.len() >= 19, "{linked}");
}
