//! `list` and `why` show what a given schema has for models: columns, constraints and foreign keys.

mod run;

use expect_test::expect;
use run::{folder, run};

const SHOP: &str = r#"{ "format": "relata/1", "models": [
  { "path": "shop::Order", "table": "orders", "at": "shop/src/order.rs:7:12",
    "fields": [ { "name": "id", "type": "i64" }, { "name": "user_id", "type": "i64" } ],
    "relations": [ { "name": "user", "kind": "belongs_to", "targets": ["User"] } ] },
  { "path": "shop::User", "table": "users", "at": "shop/src/user.rs:3:12",
    "fields": [ { "name": "id", "type": "i64" }, { "name": "mail", "type": "String" } ] } ] }"#;

const SCHEMA: &str = r#"{ "format": "relata-schema/1", "dialect": "postgresql",
  "known": ["tables", "nullability", "primary_keys", "uniques", "foreign_keys", "actions"], "tables": [
  { "name": "orders", "primary_key": ["id"], "columns": [
      { "name": "id", "type": "bigint" }, { "name": "user_id", "type": "bigint" },
      { "name": "invited_by", "type": "bigint", "nullable": true } ],
    "foreign_keys": [
      { "name": "orders_user_id_fkey", "columns": ["user_id"], "table": "users", "references": ["id"], "on_delete": "cascade" },
      { "name": "orders_invited_by_fkey", "columns": ["invited_by"], "table": "users", "references": ["id"], "on_delete": "set_null" } ] },
  { "name": "users", "primary_key": ["id"], "uniques": [ { "columns": ["mail"] } ],
    "columns": [ { "name": "id", "type": "bigint" }, { "name": "mail", "type": "text" } ] } ] }"#;

#[test]
fn columns_of_a_schema() {
    let here = folder(
        "columns_of_a_schema",
        &[("shop.json", SHOP), ("schema.json", SCHEMA)],
    );
    let printed = [
        &["list", "shop.json", "--schema", "schema.json"][..],
        &["why", "Order.user", "shop.json", "--schema", "schema.json"],
        &[
            "list",
            "shop.json",
            "--schema",
            "schema.json",
            "--message-format",
            "json",
        ],
    ];
    let printed = printed.map(|it| run(&here, it));
    expect![[r#"
        $ cargo relata list shop.json --schema schema.json
        shop::Order  (table `orders`, shop/src/order.rs:7:12)
            column `orders.id` `bigint NOT NULL`, primary key
            column `orders.user_id` `bigint NOT NULL`, foreign key `orders_user_id_fkey` to `users(id)`, on delete cascade
            column `orders.invited_by` `bigint`, no field, foreign key `orders_invited_by_fkey` to `users(id)`, on delete set null, no relation
            user: belongs_to `User`, key `user_id`
        shop::User  (table `users`, shop/src/user.rs:3:12)
            column `users.id` `bigint NOT NULL`, primary key
            column `users.mail` `text NOT NULL`, unique
        2 models from 1 crate, 1 relation
        exit 0

        $ cargo relata why Order.user shop.json --schema schema.json
        `Order.user` (shop/src/order.rs:7:12) is a `belongs_to` relation

        target `User` (shop/src/order.rs:7:12)
          a name, looked up among 2 models
          - `shop::User` (shop/src/user.rs:3:12): its path ends with it
          resolved to `shop::User`, the only model whose path ends in `User`

        inverse: not declared

        key `user_id`
          `Order` holds `user_id: i64`, which references `id: i64`, the primary key of `User`
          column `orders.user_id` `bigint NOT NULL`, foreign key `orders_user_id_fkey` to `users(id)`, on delete cascade

        no findings

        coverage: 2 models, 1 relation; 1 key compared; 4 columns compared; 1 foreign key has no relation
        exit 0

        $ cargo relata list shop.json --schema schema.json --message-format json
        --- stderr
        error: a `relata/1` document has no columns of a schema; omit `--message-format json`
        exit 2
    "#]].assert_eq(&printed.join("\n"));
}
