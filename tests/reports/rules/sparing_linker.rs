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
          = note: `reports::rules::sparing_linker::Post` is a type that derives `relata::Model`, so only its registration is absent
          = note: a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`
          = help: write `lto = true` in the profile that the program is built with

        error[missing_target]: relation `Comment.posts` points at `rules::Entry`, but no model has that path
          --> tests/reports/rules/sparing_linker.rs:16:50
          = note: 1 model is registered, from 1 crate: `reports`
          = note: a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`
          = help: see that `Entry` derives `relata::Model`, that a `mod` declares its file, and that code names its crate

        error[missing_target]: relation `Comment.invoice` points at `billing::Invoice`, but no model has that path
          --> tests/reports/rules/sparing_linker.rs:16:86
          = note: 1 model is registered, from 1 crate: `reports`
          = note: no registered model is in a crate or module `billing`
          = note: the compiler leaves out a crate that no code names, and its models with it
          = note: a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`
          = help: if `billing` is a crate, name it in the root of the program, as in `relata::link!(billing);`
    "#]].assert_eq(&report(&[&Comment::ENTRY]));
}

#[test]
fn of_a_crate_that_is_linked() {
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_crate]: `link!` names crate `billing`, but no model of it is registered
          --> tests/reports/rules/sparing_linker.rs:7:15
          = note: 1 model is registered, from 1 crate: `reports`
          = note: a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`
          = help: write `lto = true` in the profile that the program is built with
    "#]].assert_eq(&report(&[&Post::ENTRY, link_entry!("billing")]));
}

#[test]
fn of_every_crate() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no model is registered in this program
          = note: the compiler leaves out a crate that no code names, and its models with it
          = note: a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`
          = help: name each crate that has models in the root of the program, as in `relata::link!(models);`
    "#]].assert_eq(&report(&[]));
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no model is registered in this program
        note: `link!` names crate `billing` here
          --> tests/reports/rules/sparing_linker.rs:7:15
          = note: a C program that links a static library takes nothing of it that it does not call, unless it says `-Wl,--whole-archive`
          = note: a linker for WebAssembly leaves out the parts of a crate that no code refers to, unless the profile says `lto = true`
          = help: see that models of these crates derive `relata::Model`, that a `mod` declares their files, and that no feature leaves them out
    "#]].assert_eq(&report(&[link_entry!("billing")]));
}
