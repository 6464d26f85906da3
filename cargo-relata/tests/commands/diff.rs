//! `diff`: what changed, and which changes fail the command.

use expect_test::expect;

use crate::run::{folder, run};

#[test]
fn shows_what_changed() {
    let [with, without] = [("shop::Coupon", "i64"), ("shop::Voucher", "i32")].map(|(path, ty)| {
        let order = format!(
            r#"{{ "path": "shop::Order", "fields": [ {{ "name": "id", "type": "{ty}" }} ] }}"#
        );
        format!(r#"{{ "format": "relata/1", "models": [ {order}, {{ "path": "{path}" }} ] }}"#)
    });
    let only = r#"{ "format": "relata/1", "models": [ { "path": "shop::Order", "fields": [ { "name": "id", "type": "i64" } ] } ] }"#;
    let here = folder(
        "diff",
        &[
            ("old.json", &with),
            ("new.json", &without),
            ("only.json", only),
        ],
    );
    let printed = [
        &["diff", "old.json", "new.json"][..],
        &["diff", "only.json", "old.json"],
        &["diff", "old.json", "old.json"],
        &["diff", "old.json", "new.json", "--message-format", "json"],
        &["diff", "old.json"],
        &["diff", "old.json", "nowhere.json"],
    ]
    .map(|arguments| run(&here, arguments));
    expect![[r#"
        $ cargo relata diff old.json new.json
        - model `shop::Coupon` was removed
        ~ model `shop::Order`: field `id`: `type` changed from `i64` to `i32`
        + model `shop::Voucher` was added

        3 changes: 1 removed, 1 added, 1 other
        exit 1

        $ cargo relata diff only.json old.json
        + model `shop::Coupon` was added

        1 change: 0 removed, 1 added, 0 other
        exit 0

        $ cargo relata diff old.json old.json
        no changes
        exit 0

        $ cargo relata diff old.json new.json --message-format json
        {
          "format": "relata-diff/1",
          "removes": true,
          "changes": [
            {
              "change": "removed",
              "text": "model `shop::Coupon` was removed"
            },
            {
              "change": "changed",
              "text": "model `shop::Order`: field `id`: `type` changed from `i64` to `i32`"
            },
            {
              "change": "added",
              "text": "model `shop::Voucher` was added"
            }
          ]
        }
        exit 1

        $ cargo relata diff old.json
        --- stderr
        error: `cargo metadata` failed: could not find `Cargo.toml` in `[FOLDER]` or any parent directory
        exit 2

        $ cargo relata diff old.json nowhere.json
        --- stderr
        error: no such file `nowhere.json`
        exit 2
    "#]]
    .assert_eq(&printed.join("\n"));
}

#[test]
fn fails_on_changes_if_asked() {
    let registry = |ty: &str, target: &str, inverse: &str| {
        format!(
            r#"{{ "format": "relata/1", "models": [
                {{ "path": "shop::Order",
                  "fields": [ {{ "name": "id", "type": "i64" }}, {{ "name": "customer_id", "type": "{ty}" }} ],
                  "relations": [ {{ "name": "customer", "kind": "belongs_to", "targets": ["{target}"], "inverse": "{inverse}" }} ] }},
                {{ "path": "shop::Customer" }} ] }}"#
        )
    };
    let old = registry("i64", "Customer", "orders");
    let more = old.replace(
        r#"{ "path": "shop::Customer" }"#,
        r#"{ "path": "shop::Customer" }, { "path": "shop::Coupon" }"#,
    );
    let here = folder(
        "diff_fail_on",
        &[
            ("old.json", &old),
            ("more.json", &more),
            ("type.json", &registry("i32", "Customer", "orders")),
            ("target.json", &registry("i64", "User", "orders")),
            ("inverse.json", &registry("i64", "Customer", "bills")),
        ],
    );
    let printed = [
        &["diff", "old.json", "type.json"][..],
        &["diff", "old.json", "type.json", "--fail-on", "removed"],
        &["diff", "old.json", "type.json", "--fail-on", "changed"],
        &["diff", "old.json", "target.json", "--fail-on", "changed"],
        &["diff", "old.json", "inverse.json", "--fail-on", "changed"],
        &["diff", "old.json", "more.json", "--fail-on", "changed"],
        &["diff", "more.json", "old.json", "--fail-on", "changed"],
        &["diff", "old.json", "old.json", "--fail-on", "changed"],
        &["diff", "old.json", "old.json", "--fail-on", "added"],
    ]
    .map(|arguments| run(&here, arguments));
    expect![[r#"
        $ cargo relata diff old.json type.json
        ~ model `shop::Order`: field `customer_id`: `type` changed from `i64` to `i32`

        1 change: 0 removed, 0 added, 1 other
        exit 0

        $ cargo relata diff old.json type.json --fail-on removed
        ~ model `shop::Order`: field `customer_id`: `type` changed from `i64` to `i32`

        1 change: 0 removed, 0 added, 1 other
        exit 0

        $ cargo relata diff old.json type.json --fail-on changed
        ~ model `shop::Order`: field `customer_id`: `type` changed from `i64` to `i32`

        1 change: 0 removed, 0 added, 1 other
        exit 1

        $ cargo relata diff old.json target.json --fail-on changed
        ~ model `shop::Order`: relation `customer`: `targets` changed from `Customer` to `User`

        1 change: 0 removed, 0 added, 1 other
        exit 1

        $ cargo relata diff old.json inverse.json --fail-on changed
        ~ model `shop::Order`: relation `customer`: `inverse` changed from `orders` to `bills`

        1 change: 0 removed, 0 added, 1 other
        exit 1

        $ cargo relata diff old.json more.json --fail-on changed
        + model `shop::Coupon` was added

        1 change: 0 removed, 1 added, 0 other
        exit 0

        $ cargo relata diff more.json old.json --fail-on changed
        - model `shop::Coupon` was removed

        1 change: 1 removed, 0 added, 0 other
        exit 1

        $ cargo relata diff old.json old.json --fail-on changed
        no changes
        exit 0

        $ cargo relata diff old.json old.json --fail-on added
        --- stderr
        error: invalid value 'added' for '--fail-on <CHANGES>'
          [possible values: removed, changed]

        For more information, try '--help'.
        exit 2
    "#]]
    .assert_eq(&printed.join("\n"));
}
