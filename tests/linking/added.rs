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
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn functions_before_main() {
    let _one = one_at_a_time();
    let [plain, none, narrow] = ["plain", "none", "narrow"].map(|it| before_main(it).0);
    if cfg!(feature = "inventory") {
        assert_eq!((none - plain, narrow - none), (1, MODELS.into()));
    } else {
        assert_eq!([none, narrow], [plain; 2]);
    }
}

/// Neither fields nor relations nor long names add an address.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn addresses_to_fill_in() {
    let _one = one_at_a_time();
    let [none, narrow, wide] = ["none", "narrow", "wide"].map(|it| before_main(it).1);
    assert_eq!(narrow, wide);
    let each =
        5 * usize::from(cfg!(feature = "inventory")) + 2 * usize::from(cfg!(feature = "linkme"));
    assert!(
        narrow - none <= usize::from(MODELS) * each,
        "{}",
        narrow - none
    );
}
