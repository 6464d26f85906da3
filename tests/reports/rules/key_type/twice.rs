//! Of a crate that is compiled twice into one program, as in its own unit tests where a dev-dependency uses it: each of
//! its types has two ids.

use std::any::TypeId;

use relata::__private::{Channel, Collected, Entry};
use relata::{Options, Registered, options};

use crate::hand_made::hand_made;
use crate::rules::harness::rules;

/// The types of the crate in the one compilation and in the other.
mod tested {
    pub(super) struct Id;
    pub(super) struct Order;
}
mod used {
    pub(super) struct Id;
    pub(super) struct Order;
}

/// A model of one field, `id`, of which the record says a type in two letters, and perhaps a `belongs_to` over it. The
/// types are the model's own and that of the field.
macro_rules! entry {
    ($path:literal, $text:literal, [$model:ty, $id:ty] $(, $target:literal)?) => {
        hand_made!(Facts {
            path: $path,
            file: "src/lib.rs",
            at: [1, 1],
            seen: [1, 1],
            flags: 16, // its fields are known
            optional: &[],
            targets: &[],
            rest: concat!(
                "\x01\x07\x04shop\x011", // package, version
                "\x03\x03\x02id", // key
                "\x05\x09\x02id\x22", // one field; 32 and the length of its type
                $text,
                "\x02\x03\x05", // it has a type id; one line below, column 5
                $(entry!(@relation $target))?
            )
            .as_bytes(),
        }, TypeId::of::<$model>(), &[TypeId::of::<$id>()])
    };
    (@relation $target:literal) => {
        concat!(
            "\x06\x15\x14\x02to\x05\x05\x01", // one relation: name and place, belongs_to
            "\x07\x10", // one target by name, 4 times its length
            $target,
            "\x05\x05\0\x03\x02id\0" // its place, inverse, key
        )
    };
}

const ORDER: &Entry = entry!("shop::Order", "Id", [tested::Order, tested::Id], "Line");
const AGAIN: &Entry = entry!("shop::Order", "Id", [used::Order, used::Id], "Line");
/// Of a crate that uses the one compilation.
const LINE: &Entry = entry!("lines::Line", "Id", [Line, used::Id]);

struct Line;
struct Cost;
struct InTest;

impl Registered for tested::Order {
    const PATH: &'static str = "shop::Order";
    const ENTRY: Entry = *ORDER;
}

impl Registered for used::Order {
    const PATH: &'static str = "shop::Order";
    const ENTRY: Entry = *AGAIN;
}

fn found_with(options: &Options, entries: &[&'static Entry]) -> Vec<&'static str> {
    let channels = vec![Channel::linked("inventory", true)];
    let entries = entries.to_vec();
    rules(&options.check_collected(Collected { channels, entries }))
}

fn found(entries: &[&'static Entry]) -> Vec<&'static str> {
    found_with(&options(), entries)
}

const NOTHING: [&str; 0] = [];

#[test]
fn either_type_is_the_model_and_either_id_its_key() {
    let options = options().expect::<tested::Order>().expect::<used::Order>();
    for entries in [[ORDER, AGAIN, LINE], [AGAIN, ORDER, LINE]] {
        assert_eq!(found_with(&options, &entries), NOTHING);
    }
    assert_eq!(found_with(&options, &[AGAIN, LINE]), ["missing_model"]);
    assert_eq!(found(&[ORDER, LINE]), ["key_newtype"]);
}

/// One behind `cfg(test)` knows another id than a crate that uses the other compilation.
#[test]
fn a_model_of_one_compilation() {
    let in_test = entry!("shop::tests::InTest", "Id", [InTest, tested::Id], "Line");
    assert_eq!(found(&[ORDER, AGAIN, LINE, in_test]), NOTHING);
    assert_eq!(found(&[AGAIN, LINE, in_test]), ["key_newtype"]);
}

/// What is written tells them apart, or both are of one compilation.
#[test]
fn what_is_certain_all_the_same() {
    let in_test = entry!("shop::tests::InTest", "u8", [InTest, u8], "Cost");
    let cost = entry!("lines::Cost", "i8", [Cost, i8]);
    assert_eq!(found(&[ORDER, AGAIN, LINE, cost, in_test]), ["key_type"]);

    let in_test = entry!("shop::tests::InTest", "Id", [InTest, tested::Id], "Cost");
    let cost = entry!("shop::tests::Cost", "Id", [Cost, used::Id]);
    assert_eq!(found(&[ORDER, AGAIN, LINE, cost, in_test]), ["key_type"]);
}
