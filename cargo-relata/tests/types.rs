//! Types in executables: the command finds what `init` finds in the same program.

mod run;

use std::process::Command;

use expect_test::expect;

use run::{fixture, run, target};

/// What the program itself reports.
fn program(name: &str) -> String {
    let output = Command::new(target().join("debug").join(name))
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_key_of_another_type() {
    let folder = fixture("types");
    expect![[r#"
        $ cargo relata check -q --bin uuid_key
        error[key_type]: key field `Post.user_id` is `i64`, but it references `User.id`, which is `uuid::Uuid`
          --> src/bin/uuid_key.rs:16:9
           |
         9 |     pub id: uuid::Uuid,
           |         -- `User.id` is declared here
        ...
        16 |     pub user_id: i64,
           |         ^^^^^^^
           |
           = note: `Post.user_id` is the key of `Post.user`
           = help: change the type of `Post.user_id` to `uuid::Uuid`

        bin `uuid_key` of `types`: 1 error in 2 models from 1 crate
        for more information: cargo relata explain key_type
        coverage: 2 models, 1 relation; 1 key compared
        exit 1
    "#]].assert_eq(&run(&folder, &["check", "-q", "--bin", "uuid_key"]));
    expect![[r#"
        Error: relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.user_id` is `i64`, but it references `User.id`, which is `uuid::Uuid`
          --> src/bin/uuid_key.rs:16:9
        note: `User.id` is declared here
          --> src/bin/uuid_key.rs:9:9
          = note: `Post.user_id` is the key of `Post.user`
          = help: change the type of `Post.user_id` to `uuid::Uuid`

        for more information: cargo relata explain key_type

    "#]].assert_eq(&program("uuid_key"));
    expect![[r#"
        $ cargo relata why -q --bin uuid_key Post.user
        `Post.user` (src/bin/uuid_key.rs:16:9) is a `belongs_to` relation

        target `uuid_key::User` (src/bin/uuid_key.rs:15:25)
          a type, whose path is known
          - `uuid_key::User` (src/bin/uuid_key.rs:8:12): it is the whole path
          resolved to `uuid_key::User`, the model with exactly this path

        inverse: not declared

        key `user_id`
          `Post` holds `user_id: i64`, which references `id: uuid::Uuid`, the primary key of `User`

        error[key_type]: key field `Post.user_id` is `i64`, but it references `User.id`, which is `uuid::Uuid`
          --> src/bin/uuid_key.rs:16:9
        note: `User.id` is declared here
          --> src/bin/uuid_key.rs:9:9
          = note: `Post.user_id` is the key of `Post.user`
          = help: change the type of `Post.user_id` to `uuid::Uuid`

        coverage: 2 models, 1 relation; 1 key compared
        exit 0
    "#]].assert_eq(&run(&folder, &["why", "-q", "--bin", "uuid_key", "Post.user"]));
}

#[test]
fn an_allow_that_the_program_needs() {
    expect![[r#"
        $ cargo relata check -q --bin any_id
        bin `any_id` of `types`: no findings in 2 models from 1 crate
        coverage: 2 models, 1 relation; 1 key compared; 1 finding silenced: 1 by allow
        exit 0
    "#]]
    .assert_eq(&run(&fixture("types"), &["check", "-q", "--bin", "any_id"]));
    assert_eq!(program("any_id"), "");
}

/// Newtypes of one crate in keys of another, and what they count as.
#[test]
fn newtypes() {
    let folder = fixture("newtypes");
    expect![[r#"
        $ cargo relata check -q --bin newtypes
        error[key_type]: key field `Invoice.payer_id` is `OrderId`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:13:9
           |
        13 |     pub payer_id: OrderId,
           |         ^^^^^^^^
           |
           = note: `Invoice.payer_id` is the key of `Invoice.payer`
           = note: `Customer.id` also counts as `u32`
           = note: `OrderId` is the type of the primary key of `Order`
           = help: change the type of `Invoice.payer_id` to `CustomerId`, or the target of `Invoice.payer` to `Order`
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
           |
        10 |     pub id: CustomerId,
           |         ^^

        error[key_type]: key field `Invoice.old_payer_id` is `u64`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:15:9
           |
        15 |     pub old_payer_id: u64,
           |         ^^^^^^^^^^^^
           |
           = note: `Invoice.old_payer_id` is the key of `Invoice.old_payer`
           = note: `Customer.id` also counts as `u32`
           = help: change the type of `Invoice.old_payer_id` to `CustomerId`
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
           |
        10 |     pub id: CustomerId,
           |         ^^

        warning[key_newtype]: key field `Line.order_id` is `u32`, but it references `Order.id`, which is `OrderId`
          --> src/main.rs:22:9
           |
        22 |     pub order_id: Option<u32>,
           |         ^^^^^^^^
           |
           = note: `Line.order_id` is the key of `Line.order`
           = note: an `Option` only makes a key nullable and is not compared
           = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
           = help: write `#[relata(as = u32)]` on `Order.id`, or declare it once: `relata::key_type!(OrderId = u32);`
        note: `Order.id` is declared here
          --> src/lib.rs:15:9
           |
        15 |     pub id: OrderId,
           |         ^^

        bin `newtypes`: 2 errors and 1 warning in 4 models from 2 crates
        for more information: cargo relata explain key_type
        coverage: 4 models, 6 relations; 6 keys compared
        exit 1
    "#]].assert_eq(&run(&folder, &["check", "-q", "--bin", "newtypes"]));
    expect![[r#"
        Error: relata: 2 errors in 4 models from 2 crates

        error[key_type]: key field `Invoice.payer_id` is `OrderId`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:13:9
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
          = note: `Invoice.payer_id` is the key of `Invoice.payer`
          = note: `Customer.id` also counts as `u32`
          = note: `OrderId` is the type of the primary key of `Order`
          = help: change the type of `Invoice.payer_id` to `CustomerId`, or the target of `Invoice.payer` to `Order`

        error[key_type]: key field `Invoice.old_payer_id` is `u64`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:15:9
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
          = note: `Invoice.old_payer_id` is the key of `Invoice.old_payer`
          = note: `Customer.id` also counts as `u32`
          = help: change the type of `Invoice.old_payer_id` to `CustomerId`

        for more information: cargo relata explain key_type

    "#]].assert_eq(&program("newtypes"));
    expect![[r#"
        $ cargo relata why -q --bin newtypes Line.parent
        `Line.parent` (src/main.rs:23:42) is a `belongs_to` relation

        target `newtypes::Line` (src/main.rs:23:50)
          a type, whose path is known
          - `newtypes::Line` (src/main.rs:19:12): it is the whole path
          resolved to `newtypes::Line`, the model with exactly this path

        inverse: not declared

        key `parent_id`
          `Line` holds `parent_id: Option<OrderId> as u32 or LineId`, which references `id: LineId`, the primary key of `Line`

        no findings

        coverage: 4 models, 6 relations; 6 keys compared
        exit 0
    "#]].assert_eq(&run(
        &folder,
        &["why", "-q", "--bin", "newtypes", "Line.parent"],
    ));
}
