//! How the names of relations were looked up, as a registry tells it whatever is wrong: what each came to, and which models
//! were weighed.

#![cfg(feature = "document")]

use expect_test::expect;
use relata::document::Document;
use relata::registry::{Likeness, Registry, Relation};
use relata::{Level, Rule, options};
use serde_json::{Value, json};

/// The registry of these models, with nothing asked of them.
fn registry(models: &Value) -> Registry {
    let text = json!({ "format": "relata/1", "models": models }).to_string();
    let document = Document::parse(&text).unwrap();
    let rules = Rule::ALL.iter();
    let unasked = rules.fold(options(), |options, rule| {
        options.level(*rule, Level::Allow)
    });
    unasked.init_documents(&[document]).unwrap()
}

fn refers_to(name: &str, targets: &[&str]) -> Value {
    json!({ "name": name, "kind": "refers_to", "targets": targets })
}

/// What each written target of a relation came to.
fn outcomes(relation: Relation<'_>) -> Vec<String> {
    let each = relation.resolutions().map(|it| {
        let outcome = match it.model() {
            Some(model) => model.path().to_owned(),
            None if it.is_ambiguous() => "ambiguous".to_owned(),
            None => "missing".to_owned(),
        };
        format!("{}: {outcome}", it.written())
    });
    each.collect()
}

#[test]
fn what_each_target_came_to() {
    let registry = registry(&json!([
        { "path": "shop::Order", "at": "order.rs:1:8", "relations": [
            refers_to("several", &["Order", "Account", "Nothing", "::bank::Account"]),
            { "name": "any", "kind": "belongs_to", "targets": "any", "key": ["id"] },
            { "name": "tags", "kind": "many_to_many", "targets": ["Order"], "through": "OrderTag", "inverse": "no",
              "at": "order.rs:3:5" } ] },
        { "path": "bank::Account" },
        { "path": "crm::Account" },
    ]));
    let order = registry.model("Order").unwrap();
    let relation = |name| order.relation(name).unwrap();
    assert_eq!(
        outcomes(relation("several")),
        [
            "Order: shop::Order",
            "Account: ambiguous",
            "Nothing: missing",
            "::bank::Account: bank::Account"
        ]
    );
    assert_eq!(relation("any").resolutions().count(), 0);
    assert!(relation("any").through_resolution().is_none());
    let through = relation("tags").through_resolution().unwrap();
    assert_eq!(through.written(), "OrderTag");
    assert!(through.model().is_none() && !through.is_ambiguous() && !through.is_type());
    assert_eq!(through.place().to_string(), "order.rs:3:5");
    // What is written is, whether there is such a relation or not.
    assert_eq!(relation("tags").written_inverse(), Some("no"));
    assert!(relation("tags").inverse().is_none());
}

#[test]
fn which_models_were_weighed() {
    let registry = registry(&json!([
        { "path": "bank::Account" },
        { "path": "crm::account::Account" },
        { "path": "crm::Acount" },
        { "path": "crm::ACCOUNT" },
        { "path": "Account" },
    ]));
    let weighed = |written: &str| {
        let candidates = registry.candidates(written).into_iter();
        let each = candidates.map(|it| format!("  {}: {}\n", it.model().path(), it.likeness()));
        format!("{written}\n{}", each.collect::<String>())
    };
    let names = [
        "Account",
        "account::Account",
        "crm::Account",
        "Acconut",
        "Zebra",
    ];
    expect![[r#"
        Account
          Account: it is the whole path
          bank::Account: its path ends with it
          crm::account::Account: its path ends with it
          crm::ACCOUNT: only the case differs
        account::Account
          crm::account::Account: its path ends with it
          Account: it is in another module
          bank::Account: it is in another module
          crm::ACCOUNT: it is in another module
        crm::Account
          crm::ACCOUNT: only the case differs
          Account: it is in another module
          bank::Account: it is in another module
          crm::account::Account: it is in another module
        Acconut
          crm::ACCOUNT: its name is similar
        Zebra
    "#]]
    .assert_eq(&names.map(weighed).concat());
    let best = registry.candidates("bank::Account")[0];
    assert_eq!(
        (best.likeness(), best.model().name()),
        (Likeness::Path, "Account")
    );
}

/// A `has_many` has the key of its inverse, and writes none.
#[test]
fn a_key_that_is_written_and_one_that_is_not() {
    let registry = registry(&json!([
        { "path": "shop::Order", "relations": [
            { "name": "customer", "kind": "belongs_to", "targets": ["Customer"], "key": ["customer_id"] } ] },
        { "path": "shop::Customer", "relations": [
            { "name": "orders", "kind": "has_many", "targets": ["Order"], "inverse": "customer" } ] },
    ]));
    let relation = |model, name| {
        registry
            .model(model)
            .and_then(|it| it.relation(name))
            .unwrap()
    };
    let orders = relation("Customer", "orders");
    assert_eq!(orders.key().collect::<Vec<_>>(), ["customer_id"]);
    assert_eq!(orders.written_key().count(), 0);
    let customer = relation("Order", "customer");
    assert_eq!(customer.written_key().collect::<Vec<_>>(), ["customer_id"]);
}

/// The crate of a name is what comes before the first `::`, since names in documents can contain single colons.
#[test]
fn a_single_colon_does_not_end_the_name_of_a_crate() {
    let models = json!([
        { "path": "jobs:mail::Send", "relations": [refers_to("next", &["Receive"])] },
        { "path": "jobs:log::Write" }
    ]);
    let text = json!({ "format": "relata/1", "models": models }).to_string();
    let document = Document::parse(&text).unwrap();
    let findings = options().check_documents(&[document]);
    expect![[r#"
        relata: 1 error in 2 models from 2 crates

        error[missing_target]: relation `Send.next` points at `Receive`, but no model has that name
          = note: 2 models are registered, from 2 crates: `jobs:log` and `jobs:mail`
          = help: check the spelling of `Receive`; if it is correct, check that `Receive` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&findings.to_string());
}
