//! What speaks for a cause where no model has a name: the same for a target, for a through and for an expected model.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::harness::{found, rules};
use super::helps::apply;

/// An invoice whose customer is written so, at a place, and these models next to it.
fn invoice(target: &str, others: Value) -> Value {
    let mut models = others;
    let invoice = json!({ "path": "billing::Invoice", "at": "billing/src/invoice.rs:8:12", "relations": [
        { "name": "customer", "kind": "belongs_to", "targets": [target],
          "at": "billing/src/invoice.rs:12:26" } ] });
    models.as_array_mut().unwrap().push(invoice);
    models
}

/// The report of such an invoice. Where the help says what to write, writing it makes the models sound.
pub fn check(target: &str, others: Value, expected: &Expect) {
    let mut models = invoice(target, others);
    let findings = found(models.clone());
    expected.assert_eq(&findings.to_string());
    assert_eq!(rules(&findings), ["missing_target"]);
    let finding = findings.iter().next().unwrap();
    if finding.help().is_some_and(|help| help.starts_with("write")) {
        apply(&mut models, finding);
        assert!(found(models.clone()).is_empty(), "{models}");
    }
}

#[test]
fn nothing_near() {
    let crm = json!([{ "path": "crm::Order", "at": "crm/src/order.rs:3:12" }]);
    check(
        "Customer",
        crm,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Customer`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn alone() {
    check(
        "Customer",
        json!([]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `Customer`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 1 model is registered, from 1 crate: `billing`
              = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn only_the_case_differs() {
    let crm = json!([{ "path": "crm::Customer", "at": "crm/src/customer.rs:3:12" }]);
    check(
        "customer",
        crm.clone(),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `customer`, but no model has that name
              --> billing/src/invoice.rs:12:26
            note: a model whose name differs only in case exists: `crm::Customer`
              --> crm/src/customer.rs:3:12
              = help: write `Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "crm::CUSTOMER",
        crm.clone(),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `crm::CUSTOMER`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model whose name differs only in case exists: `crm::Customer`
              --> crm/src/customer.rs:3:12
              = help: write `crm::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "CRM::Customer",
        crm,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `CRM::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model whose name differs only in case exists: `crm::Customer`
              --> crm/src/customer.rs:3:12
              = help: write `crm::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn only_the_case_differs_from_several() {
    let several = json!([
        { "path": "crm::CUSTOMER", "at": "crm/src/customer.rs:3:12" },
        { "path": "shop::Customer", "at": "shop/src/customer.rs:4:12" }
    ]);
    check(
        "customer",
        several,
        &expect![[r#"
            relata: 1 error in 3 models from 3 crates

            error[missing_target]: relation `Invoice.customer` points at `customer`, but no model has that name
              --> billing/src/invoice.rs:12:26
            note: a model whose name differs only in case exists: `crm::CUSTOMER`
              --> crm/src/customer.rs:3:12
            note: a model whose name differs only in case exists: `shop::Customer`
              --> shop/src/customer.rs:4:12
              = help: write the path of the intended model, as in `crm::CUSTOMER`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn in_another_module() {
    let one = json!([{ "path": "billing::people::Customer", "at": "billing/src/people.rs:3:12" }]);
    check(
        "billing::Customer",
        one.clone(),
        &expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `billing::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `billing::people::Customer`
              --> billing/src/people.rs:3:12
              = help: write `billing::people::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "billing::customer::Customer",
        one,
        &expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `billing::customer::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `billing::people::Customer`
              --> billing/src/people.rs:3:12
              = help: write `billing::people::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    // The name may begin with a module; it is one of the crate that the model is in.
    let beside = json!([
        { "path": "crm::people::Contact" },
        { "path": "crm::customer::Customer", "at": "crm/src/customer.rs:3:12" }
    ]);
    check(
        "people::Customer",
        beside,
        &expect![[r#"
            relata: 1 error in 3 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `people::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `crm::customer::Customer`
              --> crm/src/customer.rs:3:12
              = help: write `crm::customer::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn in_several_other_modules() {
    let modules = |count: usize| -> Value {
        (0..count)
            .map(|nth| json!({ "path": format!("billing::m{nth}::Customer"), "at": format!("m{nth}.rs:1:1") }))
            .collect()
    };
    check(
        "billing::people::Customer",
        modules(2),
        &expect![[r#"
            relata: 1 error in 3 models from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `billing::people::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `billing::m0::Customer`
              --> m0.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m1::Customer`
              --> m1.rs:1:1
              = help: write the path of the intended model, as in `billing::m0::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "billing::people::Customer",
        modules(6),
        &expect![[r#"
            relata: 1 error in 7 models from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `billing::people::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `billing::m0::Customer`
              --> m0.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m1::Customer`
              --> m1.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m2::Customer`
              --> m2.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m3::Customer`
              --> m3.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m4::Customer`
              --> m4.rs:1:1
              = note: and 1 other model
              = help: write the path of the intended model, as in `billing::m0::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "billing::people::Customer",
        modules(7),
        &expect![[r#"
            relata: 1 error in 8 models from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `billing::people::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `billing::m0::Customer`
              --> m0.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m1::Customer`
              --> m1.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m2::Customer`
              --> m2.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m3::Customer`
              --> m3.rs:1:1
            note: a model named `Customer` exists at another path: `billing::m4::Customer`
              --> m4.rs:1:1
              = note: and 2 other models
              = help: write the path of the intended model, as in `billing::m0::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn in_another_crate_is_most_likely_another_model() {
    // The crate that is named is there, and only this model of it is not: what the other crate has is a fact, no help.
    let both = json!([
        { "path": "crm::Order" },
        { "path": "shop::Customer", "at": "shop/src/customer.rs:3:12" }
    ]);
    check(
        "crm::Customer",
        both.clone(),
        &expect![[r#"
            relata: 1 error in 3 models from 3 crates

            error[missing_target]: relation `Invoice.customer` points at `crm::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `shop::Customer`
              --> shop/src/customer.rs:3:12
              = note: crate `crm` has 1 model, and none has that path
              = help: check the spelling of `crm::Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "crm::Custmer",
        both,
        &expect![[r#"
            relata: 1 error in 3 models from 3 crates

            error[missing_target]: relation `Invoice.customer` points at `crm::Custmer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model with a similar name exists: `shop::Customer`
              --> shop/src/customer.rs:3:12
              = note: crate `crm` has 1 model, and none has that path
              = help: check the spelling of `crm::Custmer`; if it is correct, check that `Custmer` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn a_crate_of_which_there_is_no_model() {
    check(
        "crm::Customer",
        json!([]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `crm::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: 1 model is registered, from 1 crate: `billing`
              = note: no registered model is in a crate or module `crm`
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: if `crm` is a crate, add `relata::link!(crm);` to the crate root of the program; otherwise check the spelling of `crm::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    let shop = json!([{ "path": "shop::Customer", "at": "shop/src/customer.rs:3:12" }]);
    check(
        "crm::Customer",
        shop,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `crm::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Customer` exists at another path: `shop::Customer`
              --> shop/src/customer.rs:3:12
              = note: 2 models are registered, from 2 crates: `billing` and `shop`
              = note: no registered model is in a crate or module `crm`
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: if `crm` is a crate, add `relata::link!(crm);` to the crate root of the program; otherwise check the spelling of `crm::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "::crm::r#type::Customer",
        json!([]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `::crm::r#type::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: 1 model is registered, from 1 crate: `billing`
              = note: no registered model is in a crate or module `crm`
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: if `crm` is a crate, add `relata::link!(crm);` to the crate root of the program; otherwise check the spelling of `::crm::r#type::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn words_that_mean_nothing_in_a_name() {
    check(
        "crate::Customer",
        json!([]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `crate::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: a name cannot start with `crate`
              = note: 1 model is registered, from 1 crate: `billing`
              = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "super::Invoice",
        json!([]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `super::Invoice`, but no model has that path
              --> billing/src/invoice.rs:12:26
            note: a model named `Invoice` exists at another path: `billing::Invoice`
              --> billing/src/invoice.rs:8:12
              = help: write `billing::Invoice`; a name cannot start with `super`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn a_crate_of_external_models() {
    let external = json!([{ "path": "auth::User", "external": true }]);
    check(
        "auth::Role",
        external.clone(),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `auth::Role`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: only external models of crate `auth` are known, and none has that path

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "Usr",
        external,
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Invoice.customer` points at `Usr`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: a model with a similar name exists: `auth::User`
              = help: write `User`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn six_crates() {
    let crates: Value = ["a1", "b1", "c1", "d1", "e1", "f1"]
        .map(|krate| json!({ "path": format!("{krate}::{}", krate.to_uppercase()) }))
        .into_iter()
        .collect();
    check(
        "Customer",
        crates,
        &expect![[r#"
            relata: 1 error in 7 models from 7 crates

            error[missing_target]: relation `Invoice.customer` points at `Customer`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 7 models are registered, from 7 crates: `a1`, `b1`, `billing`, `c1`, `d1`, and 2 others
              = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn a_raw_name_is_the_name() {
    let sound = json!([{ "path": "crm::r#type::Customer" }]);
    for target in [
        "type::Customer",
        "r#type::r#Customer",
        "::crm::type::Customer",
    ] {
        assert!(found(invoice(target, sound.clone())).is_empty(), "{target}");
    }
    check(
        "r#Custmer",
        sound,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `r#Custmer`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: a model with a similar name exists: `crm::r#type::Customer`
              = help: write `Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

#[test]
fn the_same_last_segment_is_not_the_same_path() {
    // `Customer` is no tail of `crm::OldCustomer`, nor `m::Customer` of `crm::mm::Customer`.
    check(
        "Customer",
        json!([{ "path": "crm::OldCustomer" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `Customer`, but no model has that name
              --> billing/src/invoice.rs:12:26
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "m::Customer",
        json!([{ "path": "crm::mm::Customer" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `m::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: a model named `Customer` exists at another path: `crm::mm::Customer`
              = note: 2 models are registered, from 2 crates: `billing` and `crm`
              = note: no registered model is in a crate or module `m`
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: if `m` is a crate, add `relata::link!(m);` to the crate root of the program; otherwise check the spelling of `m::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    // An absolute name is the whole path.
    check(
        "::Customer",
        json!([{ "path": "crm::Customer" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: a model named `Customer` exists at another path: `crm::Customer`
              = help: write `Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
    check(
        "::people::Customer",
        json!([{ "path": "crm::people::Customer" }]),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Invoice.customer` points at `::people::Customer`, but no model has that path
              --> billing/src/invoice.rs:12:26
              = note: a model named `Customer` exists at another path: `crm::people::Customer`
              = help: write `crm::people::Customer`

            for more information: cargo relata explain missing_target
        "#]],
    );
}
