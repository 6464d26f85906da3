//! Which names are near enough to be offered, and which of several models that have one.

use expect_test::expect;
use serde_json::{Value, json};

use super::evidence::check;
use super::harness::found;

#[test]
fn a_similar_name_within_the_cut_off() {
    let crm = json!([{ "path": "crm::Customer", "at": "crm/src/customer.rs:3:12" }]);
    // 1 and 2 edits in 7 and 8 letters; exchanged neighbours are one edit.
    check(
        "Custmer",
        crm.clone(),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Custmer`, but no model has that name
              --> billing/src/invoice.rs:12:26
            note: a model with a similar name exists: `crm::Customer`
              --> crm/src/customer.rs:3:12
              = help: write `Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "Cusotmers",
        crm,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Cusotmers`, but no model has that name
              --> billing/src/invoice.rs:12:26
            note: a model with a similar name exists: `crm::Customer`
              --> crm/src/customer.rs:3:12
              = help: write `Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn a_similar_name_on_both_sides_of_the_cut_off() {
    // 2 and 3 edits in 7 letters, of which a third is 2; the same in 9 letters, of which a third is 3.
    let crm = json!([{ "path": "crm::Customer" }]);
    check(
        "Custome",
        json!([{ "path": "crm::Castomer" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Custome`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: a model with a similar name exists: `crm::Castomer`
              = help: write `Castomer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "Custome",
        json!([{ "path": "crm::Castumer" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Custome`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = help: check the spelling of `Custome`; if it is correct, check that `Custome` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "Customers",
        json!([{ "path": "crm::Castumer" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Customers`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: a model with a similar name exists: `crm::Castumer`
              = help: write `Castumer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    // 4 edits in 12 letters, of which a third is 4: never more than 3.
    check(
        "Customerlist",
        crm,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Customerlist`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = help: check the spelling of `Customerlist`; if it is correct, check that `Customerlist` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn short_names() {
    // A third of 4 letters is 1.
    check(
        "Orde",
        json!([{ "path": "crm::Order" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Orde`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: a model with a similar name exists: `crm::Order`
              = help: write `Order`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "Oder",
        json!([{ "path": "crm::Ordern" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Oder`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = help: check the spelling of `Oder`; if it is correct, check that `Oder` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
    // Every name of one letter is one edit away from every other.
    check(
        "A",
        json!([{ "path": "crm::B" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `A`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = help: check the spelling of `A`; if it is correct, check that `A` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

/// A comparison takes as long as both names are, multiplied.
#[test]
fn a_name_that_is_not_written() {
    let is_offered = |length: usize| {
        let relation =
            json!({ "name": "to", "kind": "refers_to", "targets": ["a".repeat(length)] });
        let near = format!("app::{}b", "a".repeat(length - 1));
        let found =
            found(json!([{ "path": "app::Post", "relations": [relation] }, { "path": near }]));
        let finding = found.iter().next().unwrap();
        finding.help().unwrap().starts_with("write ")
    };
    assert!(is_offered(200));
    assert!(!is_offered(201));
}

#[test]
fn a_letter_is_a_letter_in_every_alphabet() {
    check(
        "Überweisng",
        json!([{ "path": "crm::Überweisung" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Überweisng`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: a model with a similar name exists: `crm::Überweisung`
              = help: write `Überweisung`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "Ünit",
        json!([{ "path": "crm::Unit" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Ünit`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: a model with a similar name exists: `crm::Unit`
              = help: write `Unit`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn a_similar_name_of_several_models() {
    let several = json!([
        { "path": "crm::Customer", "at": "crm/src/customer.rs:3:12" },
        { "path": "shop::Customer", "at": "shop/src/customer.rs:4:12" }
    ]);
    check(
        "Custmer",
        several.clone(),
        &expect![[r#"
            relata: 1 error in 3 models from 3 crates

            error[missing_target]: relation `Invoice.customer` points at `Custmer`, but no model has that name
              --> billing/src/invoice.rs:12:26
            note: a model with a similar name exists: `crm::Customer`
              --> crm/src/customer.rs:3:12
            note: a model with a similar name exists: `shop::Customer`
              --> shop/src/customer.rs:4:12
              = help: write the path of the intended model, as in `crm::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    // What is written before the name chooses.
    check(
        "shop::Custmer",
        several,
        &expect![[r#"
            relata: 1 error in 3 models from 3 crates

            error[missing_target]: relation `Invoice.customer` points at `shop::Custmer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model with a similar name exists: `shop::Customer`
              --> shop/src/customer.rs:4:12
              = help: write `shop::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn a_crate_with_a_similar_name() {
    let crm = json!([{ "path": "accounts::Customer", "at": "accounts/src/customer.rs:3:12" }]);
    check(
        "acounts::Customer",
        crm.clone(),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `acounts::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `accounts::Customer`
              --> accounts/src/customer.rs:3:12
              = help: write `accounts::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "acounts::Custmer",
        crm,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `acounts::Custmer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model with a similar name exists: `accounts::Customer`
              --> accounts/src/customer.rs:3:12
              = help: write `accounts::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    // What is similar but is a crate itself is not a mistake in writing.
    let both = json!([{ "path": "accounts::Customer" }, { "path": "account::Login" }]);
    check(
        "account::Customer",
        both,
        &expect![[r#"
            relata: 1 error in 3 models from 3 crates

            error[missing_target]: relation `Invoice.customer` points at `account::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: a model named `Customer` exists at another path: `accounts::Customer`
              = note: crate `account` has 1 model, and none has that path
              = help: check the spelling of `account::Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

            for more information: cargo relata explain missing_target
        "#]],
    );
}

/// How many of the findings offer a change, where one model has relations to these names.
fn offered(targets: impl Iterator<Item = String>, others: impl Iterator<Item = String>) -> usize {
    let relation = |(nth, target)| json!({ "name": format!("r{nth}"), "kind": "refers_to", "targets": [target] });
    let relations: Vec<Value> = targets.enumerate().map(relation).collect();
    let asker = json!({ "path": "app::Asker", "relations": relations });
    let others = others.map(|path| json!({ "path": path }));
    let findings = found(others.chain([asker]).collect());
    let offers = |help: &str| help.starts_with("write");
    assert_eq!(findings.len(), relations.len());
    findings
        .iter()
        .filter(|it| it.help().is_some_and(offers))
        .count()
}

#[test]
fn nobody_reads_thousands_of_offers() {
    // 200 are searched for; the others are reported without an offer.
    let (missing, names, offers) = (250, 500, 200);
    let letters = || 'a'..='z';
    let suffixes = letters()
        .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))));
    let missing = suffixes
        .take(missing)
        .map(|suffix| format!("Customer{suffix}"));
    let far = (0..names - 2).map(|nth| format!("app::FarFromAllOfThemByItsLength{nth}"));
    assert_eq!(
        offered(missing, far.chain(["app::Customer".to_owned()])),
        offers
    );
    // A name that many modules have is dearer: among 5,000 models 100 times.
    let missing = (0..110).map(|nth| format!("app::x{nth}::Model"));
    let modules = (0..5_000).map(|nth| format!("app::m{nth}::Model"));
    assert_eq!(offered(missing, modules), 100);
}

#[test]
fn neither_another_number_nor_the_model_that_asks() {
    check(
        "Address2",
        json!([{ "path": "crm::Address1", "at": "crm/src/address.rs:3:12" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Address2`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = help: check the spelling of `Address2`; if it is correct, check that `Address2` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "Invoices",
        json!([]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `Invoices`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 1 model is registered, from 1 crate: `billing`
              = help: check the spelling of `Invoices`; if it is correct, check that `Invoices` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

/// A path whose crate is wrong and whose rest is right.
#[test]
fn another_crate() {
    let org = json!([{ "path": "app::org::Org", "at": "app/src/org.rs:3:12" }]);
    check(
        "my_app::org::Org",
        org.clone(),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `my_app::org::Org`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Org` exists at another path: `app::org::Org`
              --> app/src/org.rs:3:12
              = help: write `app::org::Org`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "apps::org::Org",
        org,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `apps::org::Org`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Org` exists at another path: `app::org::Org`
              --> app/src/org.rs:3:12
              = help: write `app::org::Org`

            for more information: cargo relata explain missing_target
        "#]],
    );
}
