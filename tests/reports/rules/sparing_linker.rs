//! Models that a linker has left out because no code refers to them, as that of WebAssembly does: every rule that finds
//! one absent says that this may be why, and what keeps it.

use expect_test::expect;
use relata::__private::{self as __relata, Channel, Collected, Entry};
use relata::{Model, Registered, options};

use crate::hand_made::{bare, hand_made};

#[derive(Model)]
struct Post {
    _id: i64,
}

#[derive(Model)]
#[relata(refers_to(post: Post), refers_to(posts: "rules::Entry"), refers_to(invoice: "billing::Invoice"))]
struct Comment {
    _id: i64,
}

/// What `link!` leaves.
macro_rules! link_entry {
    ($krate:literal) => {{
        const PLACE: (&str, u32, u32) = (file!(), 7, 15);
        const FLAGS: u32 = __relata::LINK_FLAGS;
        hand_made!(bare($krate, &["rules"], PLACE, FLAGS))
    }};
}

fn report(entries: &[&'static Entry]) -> String {
    let collected = Collected {
        channels: vec![Channel::linked("inventory", true).sparing()],
        entries: entries.to_vec(),
    };
    options().check_collected(collected).to_string()
}

#[test]
fn of_a_crate_that_is_there() {
    expect![[r#"
        relata: 3 errors in 1 model from 1 crate

        error[missing_target]: relation `Comment.post` points at `reports::rules::sparing_linker::Post`, but no model has that path
          --> tests/reports/rules/sparing_linker.rs:16:26
          = note: `reports::rules::sparing_linker::Post` derives `relata::Model`, so only its registration is missing
          = note: the WebAssembly linker drops the parts of a crate that no code refers to, unless the profile sets `lto = true`
          = help: set `lto = true` in the profile that builds the program

        error[missing_target]: relation `Comment.posts` points at `rules::Entry`, but no model has that path
          --> tests/reports/rules/sparing_linker.rs:16:50
          = note: 1 model is registered, from 1 crate: `reports`
          = note: the WebAssembly linker drops the parts of a crate that no code refers to, unless the profile sets `lto = true`
          = help: check the spelling of `rules::Entry`; if it is correct, check that `Entry` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        error[missing_target]: relation `Comment.invoice` points at `billing::Invoice`, but no model has that path
          --> tests/reports/rules/sparing_linker.rs:16:86
          = note: 1 model is registered, from 1 crate: `reports`
          = note: no registered model is in a crate or module `billing`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = note: the WebAssembly linker drops the parts of a crate that no code refers to, unless the profile sets `lto = true`
          = help: if `billing` is a crate, add `relata::link!(billing);` to the crate root of the program; otherwise check the spelling of `billing::Invoice`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(&[&Comment::ENTRY]));
}

#[test]
fn of_a_crate_that_is_linked() {
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_crate]: `link!` names crate `billing`, but none of its models is registered
          --> tests/reports/rules/sparing_linker.rs:7:15
          = note: 1 model is registered, from 1 crate: `reports`
          = note: the WebAssembly linker drops the parts of a crate that no code refers to, unless the profile sets `lto = true`
          = help: set `lto = true` in the profile that builds the program

        for more information: cargo relata explain missing_crate
    "#]].assert_eq(&report(&[&Post::ENTRY, link_entry!("billing")]));
}

#[test]
fn of_every_crate() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = note: the WebAssembly linker drops the parts of a crate that no code refers to, unless the profile sets `lto = true`
          = help: refer to each crate that has models in the crate root of the program, as in `relata::link!(models);`

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&report(&[]));
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
        note: `link!` names crate `billing` here
          --> tests/reports/rules/sparing_linker.rs:7:15
          = note: a C program links only what it calls from a static library, unless it passes `-Wl,--whole-archive`
          = note: the WebAssembly linker drops the parts of a crate that no code refers to, unless the profile sets `lto = true`
          = help: check that the models of these crates derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&report(&[link_entry!("billing")]));
}
