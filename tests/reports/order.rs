//! The same records give the same bytes, whatever order the linker hands them over in and however often.

use relata::__private::{Channel, Collected, Entry};
use relata::registry::Models;
use relata::{Level, Model, Registered, Rule, options};

use crate::hand_made::{bare, hand_made};

macro_rules! faulty {
    ($($module:ident),*) => {
        $(mod $module {
            #[derive(relata::Model)]
            #[relata(has_many(posts: "Post", inverse = authr), has_many(nowhere: "Nothing"))]
            #[expect(dead_code, reason = "only declared")]
            pub(super) struct User {
                id: i64,
            }

            #[derive(relata::Model)]
            #[relata(belongs_to(author: User, inverse = posts), refers_to(gone: "gone::Gone"))]
            #[expect(dead_code, reason = "only declared")]
            pub(super) struct Post {
                id: i64,
                author_id: i32,
            }
        })*

        fn entries() -> Vec<&'static Entry> {
            vec![
                &<Same as Registered>::ENTRY,
                $(&<$module::User as Registered>::ENTRY, &<$module::Post as Registered>::ENTRY,)*
            ]
        }
    };
}

faulty!(a, b, c, d, e, f, g, h);

/// A name that is alone, so that something resolves.
#[derive(Model)]
#[relata(belongs_to(owner: "a::User"))]
#[expect(dead_code, reason = "only declared")]
struct Same {
    id: i64,
    owner_id: i64,
}

fn report(entries: Vec<&'static Entry>) -> String {
    let channels = vec![Channel::linked("test", true)];
    options()
        .check_collected(Collected { channels, entries })
        .to_string()
}

#[test]
fn shuffled_records_give_the_same_bytes() {
    let sorted = report(entries());
    assert!(
        sorted.contains("ambiguous_target") && sorted.contains("key_type"),
        "{sorted}"
    );
    let mut entries = entries();
    // A small generator is enough to put 17 entries into many orders.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..200 {
        for at in (1..entries.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let other = usize::try_from(state % (at as u64 + 1)).unwrap();
            entries.swap(at, other);
        }
        assert_eq!(report(entries.clone()), sorted);
    }
}

#[test]
fn an_entry_that_comes_twice_is_one() {
    let twice = [entries(), entries()].concat();
    assert_eq!(report(twice), report(entries()));
}

/// A model of this path in some line, and nothing more.
macro_rules! model_at {
    ($path:expr, $line:literal) => {
        hand_made!(bare($path, &[], ("src/lib.rs", $line, 1), 0))
    };
}

/// Each path twice: the two come together only where all are in order.
macro_rules! twice {
    ($($path:expr),* $(,)?) => { vec![$(model_at!($path, 1),)* $(model_at!($path, 2),)*] };
}

macro_rules! long {
    ($end:literal) => {
        concat!(
            "shop::a_module_of_a_name_that_is_longer_than_any_other::and_one_that_is_in_it_and_longer_still",
            "::a_third_one_since_paths_are_compared_as_numbers_up_to_some_length::and_by_their_bytes_from_there",
            "::so_that_this_one_goes_beyond_that_length::Model",
            $end
        )
    };
}

#[test]
fn paths_that_begin_alike_are_put_in_order() {
    let mut entries = twice![
        "shop::A",
        "shop::A\0",
        "shop::A\0\0",
        "shop::A\0B",
        "shop::A\u{1}",
        "shop::AB",
        "shop::ABC",
        "shop::ABCDEFGHI",
        "shop::ABCDEFGH",
        "shop::ABCDEFGHIJ",
        "shops::A",
        long!(""),
        long!("A"),
        long!("AB"),
        long!("B"),
        long!("\0"),
    ];
    let paths = entries.len() / 2;
    let sorted = report(entries.clone());
    assert_eq!(
        sorted.matches("[duplicate_model]").count(),
        paths,
        "{sorted}"
    );
    for by in [1, 5, 7, 11, 16] {
        entries.rotate_left(by);
        entries.swap(0, by);
        assert_eq!(report(entries.clone()), sorted);
    }
}

/// `Self` in each of two models of one path is the one that the path means.
#[test]
fn itself_is_the_first_of_its_path() {
    macro_rules! folder {
        () => {{
            #[derive(Model)]
            #[relata(belongs_to(parent: Self))]
            #[expect(dead_code, reason = "only declared")]
            struct Folder {
                id: i64,
                parent_id: Option<i64>,
            }
            |models: Models| models.with::<Folder>()
        }};
    }
    let (one, other) = (folder!(), folder!());
    let allowed = options().level(Rule::DuplicateModel, Level::Allow);
    let registry = allowed.init_isolated(&one(other(Models::new()))).unwrap();
    let first = registry.models().next();
    let parents = registry.models().flat_map(|model| {
        let parent = model.relation("parent").unwrap();
        parent.targets().collect::<Vec<_>>()
    });
    let parents: Vec<_> = parents.map(Some).collect();
    assert_eq!(parents, [first, first]);
}
