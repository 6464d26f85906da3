//! `why`, with documents as input.

use expect_test::expect;

use crate::SHOP;
use crate::run::{folder, run};

/// Each result of a look-up, and each side of a key.
#[test]
fn each_result() {
    let here = folder("why", &[("shop.json", SHOP)]);
    let relations = [
        "Order.customer",
        "Customer.orders",
        "Order.tags",
        "Order.note",
        "Order.author",
        "Order.owner",
        "Order.subject",
        "Line.order",
    ];
    let printed = relations.map(|it| run(&here, &["why", it, "shop.json"]));
    expect![[r#"
        $ cargo relata why Order.customer shop.json
        `Order.customer` (shop/src/order.rs:9:15) is a `belongs_to` relation

        target `Customer` (shop/src/order.rs:9:15)
          a name, looked up among 8 models
          - `crm::Customer`: its path ends with it
          resolved to `crm::Customer`, the only model whose path ends in `Customer`

        inverse `orders`
          `Customer.orders` is a `has_many` relation and names `customer` as its inverse

        key `customer_id`
          `Order` holds `customer_id: Option<i64>`, which references `id: i64`, the primary key of `Customer`

        no findings

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0

        $ cargo relata why Customer.orders shop.json
        `Customer.orders` is a `has_many` relation

        target `Order`
          a name, looked up among 8 models
          - `shop::order::Order` (shop/src/order.rs:7:12): its path ends with it
          resolved to `shop::order::Order`, the only model whose path ends in `Order`

        inverse `customer`
          `Order.customer` (shop/src/order.rs:9:15) is a `belongs_to` relation and names `orders` as its inverse

        key `customer_id`, declared by the inverse
          `Order` holds `customer_id: Option<i64>`, which references `id: i64`, the primary key of `Customer`

        no findings

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0

        $ cargo relata why Order.tags shop.json
        `Order.tags` (shop/src/order.rs:7:12) is a `many_to_many` relation

        target `Tag` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `shop::Tag`: its path ends with it
          resolved to `shop::Tag`, the only model whose path ends in `Tag`

        through `OrderTag` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          not resolved: no model has this name or a similar one

        inverse `orders`
          `shop::Tag` is external; its relations are unknown

        error[missing_through]: relation `Order.tags` goes through `OrderTag`, but no model has that name
          --> shop/src/order.rs:7:12
          = note: 7 models are registered, from 4 crates: `auth`, `bank`, `crm`, and `shop`
          = help: check the spelling of `OrderTag`; if it is correct, check that `OrderTag` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0

        $ cargo relata why Order.note shop.json
        `Order.note` (shop/src/order.rs:7:12) is a `has_one` relation

        target `Noet` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `shop::Note`: its name is similar
          not resolved: no model matches

        inverse: not declared

        key: unknown

        error[missing_target]: relation `Order.note` points at `Noet`, but no model has that name
          --> shop/src/order.rs:7:12
          = note: a model with a similar name exists: `shop::Note`
          = help: write `Note`

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0

        $ cargo relata why Order.author shop.json
        `Order.author` (shop/src/order.rs:7:12) is a `refers_to` relation

        target `user` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `auth::User`: only the case differs
          not resolved: no model matches

        inverse: not declared

        error[missing_target]: relation `Order.author` points at `user`, but no model has that name
          --> shop/src/order.rs:7:12
          = note: a model whose name differs only in case exists: `auth::User`
          = help: write `User`

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0

        $ cargo relata why Order.owner shop.json
        `Order.owner` (shop/src/order.rs:7:12) is a `refers_to` relation

        target `Account` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `bank::Account`: its path ends with it
          - `crm::Account`: its path ends with it
          not resolved: several models match; write a longer path

        inverse: not declared

        error[ambiguous_target]: relation `Order.owner` points at `Account`, which matches 2 models
          --> shop/src/order.rs:7:12
          = note: one is `bank::Account`
          = note: another is `crm::Account`
          = help: write the path of the intended model, as in `bank::Account`

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0

        $ cargo relata why Order.subject shop.json
        `Order.subject` (shop/src/order.rs:7:12) is a `belongs_to` relation

        target: any model, selected by the tag of each row

        inverse: not declared

        key `id`

        no findings

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0

        $ cargo relata why Line.order shop.json
        `Line.order` is a `belongs_to` relation

        target `Order`
          a name, looked up among 8 models
          - `shop::order::Order` (shop/src/order.rs:7:12): its path ends with it
          resolved to `shop::order::Order`, the only model whose path ends in `Order`

        inverse `line`
          `shop::order::Order` has no relation with this name

        key `order_number`
          `Line` holds `order_number: String`, which references `number: String` of `Order`

        error[missing_inverse]: `Order` has no relation `line`, which `Line.order` names as its inverse
        note: `Order` is declared here
          --> shop/src/order.rs:7:12
          = note: `Order` has 2 relations to `Line`: `lines` and `subject`
          = note: `lines` names `Line.order` as its inverse
          = help: write `inverse = lines`

        coverage: 7 models, 9 relations; 4 keys compared, 1 type not known, 4 targets not known; 3 models without relations
        exit 0
    "#]].assert_eq(&printed.join("\n"));
}

/// A key that is its own reference, and one that only has a part of it.
#[test]
fn a_key_that_references_itself() {
    let models = r#"{ "format": "relata/1", "models": [
      { "path": "app::Node", "key": ["tenant", "id"],
        "fields": [ { "name": "tenant", "type": "i64" }, { "name": "id", "type": "i64" }, { "name": "parent_id", "type": "i64" } ],
        "relations": [
          { "name": "own", "kind": "belongs_to", "targets": ["Node"], "key": ["tenant", "id"] },
          { "name": "parent", "kind": "belongs_to", "targets": ["Node"], "key": ["tenant", "parent_id"] } ] } ] }"#;
    let here = folder("why_of_a_key_that_references_itself", &[("a.json", models)]);
    let keys = ["Node.own", "Node.parent"].map(|it| {
        let printed = run(&here, &["why", it, "a.json"]);
        let key = printed.find("\nkey ").unwrap();
        printed[key + 1..].to_owned()
    });
    expect![[r#"
        key `tenant` and `id`
          `Node` holds `tenant: i64`, `id: i64`, which references `tenant: i64`, `id: i64`, the primary key of `Node`
          the key references itself: each row points only at itself

        no findings

        coverage: 1 model, 2 relations; 2 keys compared
        exit 0

        key `tenant` and `parent_id`
          `Node` holds `tenant: i64`, `parent_id: i64`, which references `tenant: i64`, `id: i64`, the primary key of `Node`

        warning[required_cycle]: `Node.parent` requires a row of its own model, so the first row can only reference itself
          = note: the cycle is `Node` → `Node`
          = help: make `parent_id` of `Node` an `Option`

        coverage: 1 model, 2 relations; 2 keys compared
        exit 0
    "#]].assert_eq(&keys.join("\n"));
}

/// Findings about other relations are omitted, even if their notes name this one.
#[test]
fn a_relation_that_a_note_names() {
    let models = r#"{ "format": "relata/1", "models": [
      { "path": "app::User", "key": ["id"], "fields": [ { "name": "id", "type": "i64" } ], "relations": [
        { "name": "drafts", "kind": "has_many", "targets": ["Post"], "inverse": "writer" },
        { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" } ] },
      { "path": "app::Post", "fields": [ { "name": "author_id", "type": "i64" } ], "relations": [
        { "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": "posts", "key": ["author_id"] } ] } ] }"#;
    let here = folder("why_of_a_relation_that_a_note_names", &[("a.json", models)]);
    let posts = run(&here, &["why", "User.posts", "a.json"]);
    let drafts = run(&here, &["why", "User.drafts", "a.json"]);
    expect![[r#"
        error[missing_inverse]: `Post` has no relation `writer`, which `User.drafts` names as its inverse
          = note: `Post` has 1 relation to `User`: `author`
          = note: `User.posts` already names `author` as its inverse

        coverage: 2 models, 3 relations; 2 keys compared, 1 key not known
        exit 0
    "#]]
    .assert_eq(findings(&drafts));
    expect![[r#"
        no findings

        coverage: 2 models, 3 relations; 2 keys compared, 1 key not known
        exit 0
    "#]]
    .assert_eq(findings(&posts));
}

/// Findings that affect a relation are printed.
#[test]
fn a_relation_that_a_finding_affects() {
    let models = r#"{ "format": "relata/1", "models": [
      { "path": "app::A", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["Job"] } ] },
      { "path": "app::B", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["Job"] } ] },
      { "path": "app::C", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["jobs::Job"] } ] } ] }"#;
    let here = folder(
        "why_of_a_relation_that_a_finding_affects",
        &[("a.json", models)],
    );
    expect![[r#"
        error[missing_target]: relation `A.job` points at `Job`, but no model has that name
          = note: 2 more relations need this model: `B.job` and `C.job`
          = note: 3 models are registered, from 1 crate: `app`
          = note: no registered model is in a crate or module `jobs`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `jobs` is a crate, add `relata::link!(jobs);` to the crate root of the program; otherwise check the spelling of `jobs::Job`

        coverage: 3 models, 3 relations; 0 keys compared, 3 targets not known
        exit 0
    "#]].assert_eq(findings(&run(&here, &["why", "C.job", "a.json"])));
}

/// The findings after the answer.
fn findings(printed: &str) -> &str {
    let at = printed
        .find("error[")
        .or_else(|| printed.find("no findings"));
    &printed[at.unwrap_or_default()..]
}

#[test]
fn unknown_relations() {
    let here = folder("why_of_what_is_not_there", &[("shop.json", SHOP)]);
    let relations = [
        "customer",
        "Order.custmer",
        "Tag.orders",
        "Ordre.customer",
        "Account.owner",
        "Zebra.stripes",
    ];
    let printed = relations.map(|it| run(&here, &["why", it, "shop.json"]));
    expect![[r#"
        $ cargo relata why customer shop.json
        --- stderr
        error: invalid relation `customer`: expected `Model.relation`, for example `Invoice.customer`
        exit 2

        $ cargo relata why Order.custmer shop.json
        --- stderr
        error: model `Order` has no relation `custmer`; its relations are `customer`, `lines`, `tags`, `note`, `author`, `owner`, and `subject`
        exit 2

        $ cargo relata why Tag.orders shop.json
        --- stderr
        error: model `Tag` has no relation `orders`
        exit 2

        $ cargo relata why Ordre.customer shop.json
        --- stderr
        error: unknown model `Ordre`; a model with a similar name exists: `shop::order::Order`
        exit 2

        $ cargo relata why Account.owner shop.json
        --- stderr
        error: `Account` is ambiguous: it matches `bank::Account` and `crm::Account`
        exit 2

        $ cargo relata why Zebra.stripes shop.json
        --- stderr
        error: unknown model `Zebra`
        exit 2
    "#]].assert_eq(&printed.join("\n"));
}

/// What is paired without a word, and what cannot be.
#[test]
fn an_inverse_that_is_not_declared() {
    let models = r#"{ "format": "relata/1", "models": [
        { "path": "app::User", "fields": [{ "name": "id", "type": "i64" }], "relations": [
            { "name": "posts", "kind": "has_many", "targets": ["Post"] },
            { "name": "notes", "kind": "has_many", "targets": ["Note"] } ] },
        { "path": "app::Note", "at": "note.rs:1:1",
          "fields": [{ "name": "id", "type": "i64" }, { "name": "user_id", "type": "i64" }],
          "relations": [ { "name": "user", "kind": "belongs_to", "targets": ["User"], "at": "note.rs:4:5" } ] },
        { "path": "app::Post", "at": "post.rs:1:1",
          "fields": [{ "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" },
                     { "name": "editor_id", "type": "i64" }],
          "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "at": "post.rs:5:5" },
            { "name": "editor", "kind": "belongs_to", "targets": ["User"], "at": "post.rs:6:5" } ] } ] }"#;
    let here = folder("why_undeclared", &[("models.json", models)]);
    let relations = ["User.notes", "Note.user", "User.posts"];
    let printed = relations.map(|it| run(&here, &["why", it, "models.json"]));
    expect![[r#"
        $ cargo relata why User.notes models.json
        `User.notes` is a `has_many` relation

        target `Note`
          a name, looked up among 3 models
          - `app::Note` (note.rs:1:1): its path ends with it
          resolved to `app::Note`, the only model whose path ends in `Note`

        inverse: not declared
          paired with `Note.user` (note.rs:4:5), the only relation that points back

        key `user_id`, declared by the relation that it is paired with
          `Note` holds `user_id: i64`, which references `id: i64`, the primary key of `User`

        no findings

        coverage: 3 models, 5 relations; 4 keys compared, 1 key not known
        exit 0
        $ cargo relata why Note.user models.json
        `Note.user` (note.rs:4:5) is a `belongs_to` relation

        target `User` (note.rs:4:5)
          a name, looked up among 3 models
          - `app::User`: its path ends with it
          resolved to `app::User`, the only model whose path ends in `User`

        inverse: not declared
          paired with `User.notes`, the only relation that points here

        key `user_id`
          `Note` holds `user_id: i64`, which references `id: i64`, the primary key of `User`

        no findings

        coverage: 3 models, 5 relations; 4 keys compared, 1 key not known
        exit 0
        $ cargo relata why User.posts models.json
        `User.posts` is a `has_many` relation

        target `Post`
          a name, looked up among 3 models
          - `app::Post` (post.rs:1:1): its path ends with it
          resolved to `app::Post`, the only model whose path ends in `Post`

        inverse: not declared
          `Post.author` (post.rs:5:5) points back
          `Post.editor` (post.rs:6:5) points back
          to choose one of them, write for example `inverse = author`

        key: unknown

        warning[ambiguous_inverse]: `User.posts` names no inverse, and several relations of `Post` could be it
        note: it could be `Post.author`
          --> post.rs:5:5
        note: it could be `Post.editor`
          --> post.rs:6:5
          = help: write `inverse = author` or `inverse = editor`

        coverage: 3 models, 5 relations; 4 keys compared, 1 key not known
        exit 0
    "#]].assert_eq(&printed.concat());
}
