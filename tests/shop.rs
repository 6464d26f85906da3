//! A schema of Diesel of realistic size and derived models that fit it; then each rule about the schema, broken once.

#![cfg(all(feature = "schema", feature = "source"))]
#![allow(clippy::pedantic, reason = "tests are plain before they are polished")]
#![allow(
    dead_code,
    unreachable_pub,
    reason = "only the derive reads the models"
)]

#[path = "shop/models.rs"]
mod models;

use expect_test::expect;
use relata::schema::{Fact, Schema};
use relata::{Findings, Level, Options, Rule, options};

const SCHEMA: &str = include_str!("shop/schema.rs");

fn with(schema: &str) -> Options {
    let mut schema = Schema::of_diesel(&[("tests/shop/schema.rs", schema)]).unwrap();
    schema.known.push(Fact::Tables);
    options().schema(schema)
}

/// What is found after one edit of the schema.
#[track_caller]
fn edited(old: &str, new: &str) -> Findings {
    assert_eq!(SCHEMA.matches(old).count(), 1, "{old}");
    with(&SCHEMA.replace(old, new)).check()
}

/// Each finding as `level rule at subject`.
fn faults(found: &Findings) -> Vec<String> {
    let fault = |it: &relata::Finding| format!("{} {} at {}", it.level(), it.rule(), it.subject());
    found.iter().map(fault).collect()
}

#[test]
fn every_table_and_join_is_read() {
    let schema = Schema::of_diesel(&[("schema.rs", SCHEMA)]).unwrap();
    let count = |text: &str| SCHEMA.matches(text).count();
    assert_eq!(schema.tables.len(), count("table! {") + count("view! {"));
    let keys = schema.tables.iter().map(|it| it.foreign_keys.len());
    assert_eq!(keys.sum::<usize>(), count("joinable!"));
    let columns = schema.tables.iter().map(|it| it.columns.len());
    assert_eq!(columns.sum::<usize>(), count(" -> ") - count("joinable!"));
}

#[test]
fn nothing_is_found_where_all_fits() {
    let found = with(SCHEMA).check();
    assert!(found.is_empty(), "{found}");
    expect!["22 models, 22 relations; 22 keys compared; 1 model without relations; 74 columns compared, 5 types not known; 4 foreign keys have no relation"].assert_eq(&found.coverage().to_string());
}

#[test]
fn a_strict_check_lists_the_foreign_keys_without_relations() {
    let options = with(SCHEMA)
        .strict()
        .level(Rule::DuplicateTable, Level::Allow);
    expect![[r#"
        warn undeclared_foreign_key at Membership.user_id
        warn undeclared_foreign_key at OrderCoupon.order_id
        warn undeclared_foreign_key at Review.author_id
        warn undeclared_foreign_key at Shipment.warehouse_id
    "#]]
    .assert_eq(&(faults(&options.check()).join("\n") + "\n"));
}

#[test]
fn a_table_that_was_renamed() {
    let found = edited("    coupons (code) {", "    vouchers (code) {");
    assert_eq!(faults(&found), ["deny missing_table at Coupon"]);
}

#[test]
fn a_column_that_was_renamed() {
    let found = edited("city -> Text", "town -> Text");
    assert_eq!(faults(&found), ["warn missing_column at Warehouse.city"]);
    let found = edited("        parent_id ->", "        father_id ->");
    assert_eq!(
        faults(&found),
        ["deny missing_column at Category.parent_id"]
    );
}

#[test]
fn a_column_whose_type_was_changed() {
    let found = edited("weight -> Float8", "weight -> Float4");
    assert_eq!(faults(&found), ["deny column_type at Product.weight"]);
    let found = edited("made_on -> Date", "made_on -> Timestamp");
    assert_eq!(faults(&found), ["warn column_type at Refund.made_on"]);
}

#[test]
fn a_column_that_became_nullable_or_required() {
    let found = edited("theme -> Text", "theme -> Nullable<Text>");
    assert_eq!(faults(&found), ["warn column_null at Settings.theme"]);
    let found = edited("password -> Nullable<Text>", "password -> Text");
    assert_eq!(faults(&found), ["warn column_null at User.password"]);
}

#[test]
fn a_primary_key_that_was_changed() {
    let found = edited("stock (warehouse_id, product_id)", "stock (warehouse_id)");
    assert_eq!(faults(&found), ["warn primary_key_differs at Stock"]);
}

#[test]
fn a_foreign_key_that_was_moved() {
    let found = edited("payments -> orders", "payments -> shipments");
    assert_eq!(
        faults(&found),
        ["deny foreign_key_elsewhere at Payment.order"]
    );
}

#[test]
fn a_foreign_key_that_was_dropped() {
    let schema = SCHEMA.replace("diesel::joinable!(audit_events -> users (actor_id));", "");
    let found = with(&schema)
        .level(Rule::MissingForeignKey, Level::Warn)
        .check();
    assert_eq!(
        faults(&found),
        ["warn missing_foreign_key at AuditEvent.actor"]
    );
}
