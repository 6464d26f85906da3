//! `missing_crate`: `link!` names a crate that contributes no model.

use expect_test::expect;
use relata::__private::{self as __relata, Channel, Collected, Entry};
use relata::{Findings, Level, Model, Options, Registered, Rule, options};

use super::harness::rules;
use crate::hand_made::{bare, hand_made};

#[derive(Model)]
struct User {
    _id: i64,
}

#[derive(Model)]
#[relata(refers_to(invoice: "billing::Invoice"), refers_to(payment: "billing::payment::Payment"))]
struct Order {
    _id: i64,
}

#[derive(Model)]
#[relata(refers_to(invoices: "::billing::Invoice"), refers_to(author: "Author"))]
#[relata(many_to_many(users: User, through = "billing::Recipient"))]
struct Report {
    _id: i64,
}

/// The entry of a record that is all path.
macro_rules! bare_entry {
    ($path:expr, $listed:expr, $file:expr, $flags:expr) => {{
        const PLACE: (&str, u32, u32) = ($file, line!(), column!());
        hand_made!(bare($path, $listed, PLACE, $flags))
    }};
}

/// What says that a crate must contribute, as `link!` in this file says it.
macro_rules! link_entry {
    ($krate:literal) => {
        link_in!(module_path!(), $krate)
    };
}

/// The same in another module, and in another file.
macro_rules! link_in {
    ($module:expr, $krate:literal) => {
        link_in!($module, $krate, file!())
    };
    ($module:expr, $krate:literal, $file:expr) => {
        bare_entry!($krate, &[$module], $file, __relata::LINK_FLAGS)
    };
}

/// A model of another crate, without a field or relation.
macro_rules! model_at {
    ($path:literal) => {
        bare_entry!($path, &[], file!(), __relata::MODEL_FLAGS | 1)
    };
}

fn found_with(options: &Options, entries: &[&'static Entry]) -> Findings {
    let channels = vec![Channel::linked("inventory", true)];
    options.check_collected(Collected {
        channels,
        entries: entries.to_vec(),
    })
}

fn found(entries: &[&'static Entry]) -> Findings {
    found_with(&options(), entries)
}

#[test]
fn nothing_of_it_is_there() {
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_crate]: `link!` names crate `billing`, but none of its models is registered
          --> tests/reports/rules/missing_crate.rs:83:43
          = note: 1 model is registered, from 1 crate: `reports`
          = help: check that the models of `billing` derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them; if `billing` has no models, remove it from `link!`

        for more information: cargo relata explain missing_crate
    "#]].assert_eq(&found(&[&User::ENTRY, link_entry!("billing")]).to_string());
}

#[test]
fn it_contributes() {
    let [user, own_crate] = [&User::ENTRY, link_entry!("reports")];
    assert!(found(&[user, own_crate]).is_empty());
    // What only represents a model elsewhere is none.
    let link = link_in!("app", "auth");
    let external = bare_entry!("auth::User", &[], file!(), __relata::EXTERNAL_FLAGS);
    assert_eq!(rules(&found(&[user, link, external])), ["missing_crate"]);
}

#[test]
fn what_needs_it_is_reported_with_it() {
    let entries = [
        &User::ENTRY,
        &Order::ENTRY,
        &Report::ENTRY,
        link_entry!("billing"),
    ];
    let options = options()
        .expect_named("billing::Payment")
        .expect_named("Author");
    expect![[r#"
        relata: 2 errors in 3 models from 1 crate

        error[missing_crate]: `link!` names crate `billing`, but none of its models is registered
          --> tests/reports/rules/missing_crate.rs:102:9
        note: relation `Order.invoice` needs `billing::Invoice`
          --> tests/reports/rules/missing_crate.rs:16:29
        note: relation `Order.payment` needs `billing::payment::Payment`
          --> tests/reports/rules/missing_crate.rs:16:69
        note: relation `Report.invoices` needs `::billing::Invoice`
          --> tests/reports/rules/missing_crate.rs:22:30
        note: relation `Report.users` needs `billing::Recipient`
          --> tests/reports/rules/missing_crate.rs:23:46
        note: model `billing::Payment` is expected here
          --> tests/reports/rules/missing_crate.rs:105:10
          = note: 3 models are registered, from 1 crate: `reports`
          = help: check that the models of `billing` derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them; if `billing` has no models, remove it from `link!`

        error[missing_model]: model `Author` is expected, but no model has that name
          --> tests/reports/rules/missing_crate.rs:106:10
          = note: 1 relation needs this model: `Report.author` (tests/reports/rules/missing_crate.rs:22:71)
          = note: 3 models are registered, from 1 crate: `reports`
          = help: check the spelling of `Author`; if it is correct, check that `Author` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_crate
    "#]].assert_eq(&found_with(&options, &entries).to_string());
}

#[test]
fn many_need_it() {
    #[derive(Model)]
    #[relata(refers_to(a: "billing::A"), refers_to(b: "billing::B"), refers_to(c: "billing::C"))]
    #[relata(refers_to(d: "billing::D"), refers_to(e: "billing::E"))]
    struct Ledger {
        _id: i64,
    }
    let entries = [&Ledger::ENTRY, &Order::ENTRY, link_entry!("billing")];
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_crate]: `link!` names crate `billing`, but none of its models is registered
          --> tests/reports/rules/missing_crate.rs:143:51
        note: relation `Order.invoice` needs `billing::Invoice`
          --> tests/reports/rules/missing_crate.rs:16:29
        note: relation `Order.payment` needs `billing::payment::Payment`
          --> tests/reports/rules/missing_crate.rs:16:69
        note: relation `Ledger.a` needs `billing::A`
          --> tests/reports/rules/missing_crate.rs:138:27
        note: relation `Ledger.b` needs `billing::B`
          --> tests/reports/rules/missing_crate.rs:138:55
        note: relation `Ledger.c` needs `billing::C`
          --> tests/reports/rules/missing_crate.rs:138:83
          = note: and 2 more relations
          = note: 2 models are registered, from 1 crate: `reports`
          = help: check that the models of `billing` derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them; if `billing` has no models, remove it from `link!`

        for more information: cargo relata explain missing_crate
    "#]].assert_eq(&found(&entries).to_string());
}

#[test]
fn a_name_without_its_crate_may_be_of_another() {
    #[derive(Model)]
    #[relata(refers_to(invoice: "Invoice"), refers_to(other: "billing"))]
    struct Order {
        _id: i64,
    }
    let found = found(&[&Order::ENTRY, link_entry!("billing")]);
    assert_eq!(
        rules(&found),
        ["missing_target", "missing_target", "missing_crate"]
    );
}

#[test]
fn named_in_several_places() {
    let entries = [
        &User::ENTRY,
        link_entry!("billing"),
        link_entry!("billing"),
        link_entry!("crm"),
    ];
    expect![[r#"
        relata: 2 errors in 1 model from 1 crate

        error[missing_crate]: `link!` names crate `billing`, but none of its models is registered
          --> tests/reports/rules/missing_crate.rs:185:9
        note: `link!` also names `billing` here
          --> tests/reports/rules/missing_crate.rs:186:9
          = note: 1 model is registered, from 1 crate: `reports`
          = help: check that the models of `billing` derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them; if `billing` has no models, remove it from `link!`

        error[missing_crate]: `link!` names crate `crm`, but none of its models is registered
          --> tests/reports/rules/missing_crate.rs:187:9
          = note: 1 model is registered, from 1 crate: `reports`
          = help: check that the models of `crm` derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them; if `crm` has no models, remove it from `link!`

        for more information: cargo relata explain missing_crate
    "#]].assert_eq(&found(&entries).to_string());
    // Link order does not show, and an entry that comes through two channels is one.
    let mut twice = entries.to_vec();
    twice.extend(entries);
    twice.reverse();
    assert_eq!(found(&twice).to_string(), found(&entries).to_string());
}

#[test]
fn by_another_name() {
    let own = model_at!("acme_billing::Invoice");
    let entries = [&User::ENTRY, own, link_entry!("billing")];
    expect![[r#"
        relata: 1 error in 2 models from 2 crates

        error[missing_crate]: `link!` names crate `billing`, but none of its models is registered
          --> tests/reports/rules/missing_crate.rs:216:39
          = note: 2 models are registered, from 2 crates: `acme_billing` and `reports`
          = help: if `Cargo.toml` renames `acme_billing` to `billing`, write `relata::link!(billing as acme_billing);`

        for more information: cargo relata explain missing_crate
    "#]].assert_eq(&found(&entries).to_string());
    let help = |entries: &[&'static Entry]| {
        let found = found(entries);
        let finding = found.iter().next().unwrap();
        finding.help().unwrap().to_owned()
    };
    // One that is linked by its own name is not meant, nor one of two.
    for other in [
        link_entry!("acme_billing"),
        link_in!("acme_billing", "billing"),
        model_at!("billing_core::Invoice"),
    ] {
        let help = help(&[own, link_entry!("billing"), other]);
        assert!(
            help.starts_with("check that the models of `billing`"),
            "{help}"
        );
    }
    // One with a similar name is.
    let help = help(&[model_at!("biling::Invoice"), link_entry!("billing")]);
    assert!(
        help.ends_with("write `relata::link!(billing as biling);`"),
        "{help}"
    );
    // What it says is sound.
    assert!(found(&[own, link_entry!("acme_billing")]).is_empty());
}

#[test]
fn a_crate_that_links_others() {
    let invoice = model_at!("billing::Invoice");
    let bundle = [
        invoice,
        link_in!("app", "bundle"),
        link_in!("bundle::all", "billing"),
    ];
    assert!(found(&bundle).is_empty());
    // A program may be named like its library, and what the program links does not speak for that.
    let own = [invoice, link_in!("app", "app"), link_in!("app", "billing")];
    assert_eq!(rules(&found(&own)), ["missing_crate"]);
    // What the library links does.
    let library = [
        invoice,
        link_in!("app", "app"),
        link_in!("app", "billing", "src/lib.rs"),
    ];
    assert!(found(&library).is_empty());
}

#[test]
fn nothing_is_there_at_all() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
        note: `link!` names crate `billing` here
          --> tests/reports/rules/missing_crate.rs:289:29
        note: `link!` names crate `crm` here
          --> tests/reports/rules/missing_crate.rs:289:53
          = note: a C program links only what it calls from a static library, unless it passes `-Wl,--whole-archive`
          = help: check that the models of these crates derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&found(&[link_entry!("billing"), link_entry!("crm")]).to_string());
    // Whichever side lets that pass is reported of the crate.
    for level in [Level::Allow, Level::Warn] {
        let options = options().level(Rule::EmptyRegistry, level);
        let found = found_with(&options, &[link_entry!("billing")]);
        assert_eq!(found.count(Level::Deny), 1, "{found}");
    }
}

#[test]
fn levels() {
    let entries = [&Order::ENTRY, link_entry!("billing")];
    let of = |level| options().level(Rule::MissingCrate, level);
    // What is denied is not lowered with it.
    let warned = found_with(&of(Level::Warn), &entries);
    assert_eq!(rules(&warned), ["missing_target", "missing_crate"]);
    assert_eq!(
        (warned.count(Level::Warn), warned.count(Level::Deny)),
        (1, 1)
    );
    // Nor is it said to be named nowhere.
    let allowed = found_with(&of(Level::Allow), &entries);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Order.invoice` points at `billing::Invoice`, but no model has that path
          --> tests/reports/rules/missing_crate.rs:16:29
          = note: 1 more model of `billing` is missing, needed by `Order.payment` (tests/reports/rules/missing_crate.rs:16:69): `billing::payment::Payment`
          = note: 1 model is registered, from 1 crate: `reports`
          = note: `billing` is linked, but none of its models is registered
          = help: check the spelling of `billing::Invoice`; if it is correct, check that `Invoice` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&allowed.to_string());
}

/// What fails because of it is in the baseline too: what fails later is new.
#[test]
fn in_a_baseline() {
    let link = link_entry!("billing");
    let baseline = found(&[&Report::ENTRY, &User::ENTRY, link]).to_baseline();
    let options = options().baseline(&baseline);
    let old = found_with(&options, &[&Report::ENTRY, &User::ENTRY, link]);
    assert_eq!(
        (old.count(Level::Deny), old.is_empty()),
        (0, false),
        "{old}"
    );
    let new = found_with(
        &options,
        &[&Report::ENTRY, &User::ENTRY, &Order::ENTRY, link],
    );
    assert_eq!(new.count(Level::Deny), 1, "{new}");
}

/// A type is there, whatever became of its registration: that is reported on its own.
#[test]
fn a_type_knows_more() {
    let entries = [&User::ENTRY, link_entry!("reports"), link_entry!("billing")];
    let found = found_with(&options().expect::<Order>(), &entries);
    assert_eq!(rules(&found), ["missing_crate", "missing_model"]);
}
