//! What a model adds to an executable that costs something before `main`.

use object::{Object, ObjectSection};

use super::packages::{SMALL, one_at_a_time};

const MODELS: u8 = 10;

/// How many functions run before `main`, and how many addresses the loader must fill in.
fn before_main(program: &str) -> (u64, usize) {
    let path = SMALL.build("sizes", program, &[]).expect("it compiles");
    let bytes = std::fs::read(path).unwrap();
    let file = object::File::parse(&*bytes).unwrap();
    let functions = file.section_by_name(".init_array").unwrap();
    let addresses = file.dynamic_relocations().unwrap().count();
    (functions.size() / 8, addresses)
}

/// linkme runs nothing, which the program without relata shows; inventory runs a function for each model.
#[test]
#[cfg_attr(debug_assertions, ignore = "an optimised build, for release")]
fn functions_before_main() {
    let _one = one_at_a_time();
    let [plain, none, narrow] = ["plain", "none", "narrow"].map(|it| before_main(it).0);
    if cfg!(feature = "inventory") {
        assert_eq!((none - plain, narrow - none), (1, MODELS.into()));
    } else {
        assert_eq!([none, narrow], [plain; 2]);
    }
}

/// Neither fields nor relations nor long names add an address, but the types of keys that are not the language's own do:
/// one, however many they are. So it is in the wide models.
#[test]
#[cfg_attr(debug_assertions, ignore = "an optimised build, for release")]
fn addresses_to_fill_in() {
    let _one = one_at_a_time();
    let [none, narrow, wide] = ["none", "narrow", "wide"].map(|it| before_main(it).1);
    let [by_inventory, by_linkme] = [
        usize::from(cfg!(feature = "inventory")),
        usize::from(cfg!(feature = "linkme")),
    ];
    let models = usize::from(MODELS);
    assert_eq!(narrow - none, models * (4 * by_inventory + by_linkme));
    assert_eq!(wide - narrow, models * (by_inventory + by_linkme));
}
