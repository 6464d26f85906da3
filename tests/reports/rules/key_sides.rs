//! A relation without a key takes it from its other side, with what it references. A key without references means the
//! primary key.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, faults, pins};

/// Posts that point at the code of a user.
fn by_code() -> Models {
    let code = json!({ "name": "code", "type": "String", "unique": true });
    blog()
        .add("User", "fields", code)
        .set("Post.author_id", json!({ "type": "String" }))
        .set("Post.author", json!({ "references": ["code"] }))
}

fn key(fields: &[&str]) -> Value {
    json!({ "key": fields })
}

#[test]
fn the_side_that_is_pointed_at_need_not_say_what_is_referenced() {
    assert_eq!(by_code().faults(), [""; 0]);
    // With a key of its own it means the primary key.
    let both = by_code().set("User.posts", key(&["author_id"]));
    assert_eq!(both.clone().faults(), ["inverse_key at Post.author"]);
    let allowed = both.found_at(Rule::InverseKey, Level::Allow);
    assert_eq!(faults(&allowed), [""; 0]);
    both.clone().mended(&options());
    let unnamed = both.set("User.posts", json!({ "inverse": null }));
    assert_eq!(unnamed.faults(), ["inverse_key at Post.author"]);
}

#[test]
fn the_side_that_holds_the_key_cannot_leave_out_what_it_references() {
    let models = by_code()
        .set("Post.author", json!({ "references": null }))
        .set("User.posts", json!({ "references": ["code"] }));
    // One fault: the type of the key fits what the other side references.
    assert_eq!(models.clone().faults(), ["inverse_key at Post.author"]);
    models.clone().mended(&options());
    let unnamed = models.clone().set("User.posts", json!({ "inverse": null }));
    assert_eq!(unnamed.faults(), ["inverse_key at Post.author"]);
    // A key that does not fit what a side references comes first.
    let wrong = models.set("Post.author_id", json!({ "type": "i64" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i64`, but it references `User.code`, which is `String`
          --> src/user.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.code` is declared here
          --> src/user.rs:3:5
          = note: `Post.author_id` is the key of `User.posts`
          = help: change the type of `Post.author_id` to `String`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&wrong.report());
}

#[test]
fn a_fault_of_what_is_taken_is_reported_where_it_is_written() {
    let models = by_code()
        .set("Post.author", json!({ "references": ["cod"] }))
        .set("User.posts", key(&["author_id"]));
    assert_eq!(models.faults(), ["missing_reference at Post.author"]);
    let models = by_code()
        .set("Post.author_id", json!({ "type": "i64" }))
        .set("User.posts", key(&["author_id"]));
    assert_eq!(models.faults(), ["key_type at Post.author"]);
    let models = by_code().set("Post.author", key(&["author"]));
    assert_eq!(models.faults(), ["missing_key at Post.author"]);
}

#[test]
fn a_side_that_does_not_lead_back_says_nothing() {
    let models = by_code()
        .set(
            "Post.author",
            json!({ "references": null, "inverse": null }),
        )
        .set(
            "User.posts",
            json!({ "references": ["code"], "targets": ["User"], "inverse": null }),
        );
    assert_eq!(models.faults(), ["key_type at Post.author"]);
}

#[test]
fn both_sides_must_reference_the_same() {
    let number = json!({ "name": "number", "type": "String", "unique": true });
    let models = by_code().add("User", "fields", number).set(
        "User.posts",
        json!({ "references": ["number"], "key": ["author_id"] }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Post.author` references `code`, but its inverse `User.posts` references `number`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5

        for more information: cargo relata explain inverse_key
    "#]]
    .assert_eq(&models.report());
    let order = models
        .set(
            "Post.author",
            json!({ "references": ["code", "number"], "key": ["author_id", "id"] }),
        )
        .set(
            "User.posts",
            json!({ "references": ["number", "code"], "key": ["author_id", "id"] }),
        )
        .set("User", json!({ "unique": [["code", "number"]] }))
        .set("Post.id", json!({ "type": "String" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Post.author` references `(code, number)`, but its inverse `User.posts` references `(number, code)`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: only the order of the fields differs

        for more information: cargo relata explain inverse_key
    "#]]
    .assert_eq(&order.report());
}

#[test]
fn each_target_of_an_open_key_is_held_against_it() {
    let open = pins().set("Pin.subject", json!({ "targets": "any", "inverse": null }));
    assert_eq!(open.clone().faults(), [""; 0]);
    let wrong = open.clone().set("Post.id", json!({ "type": "String" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[key_type]: key field `Pin.subject_id` is `i64`, but it references `Post.id`, which is `String`
          --> src/post.rs:12:5
        note: `Pin.subject_id` is declared here
          --> src/pin.rs:3:5
        note: `Post.id` is declared here
          --> src/post.rs:2:5
          = note: `Pin.subject_id` is the key of `Post.pins`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&wrong.report());
    let composite = open
        .clone()
        .add(
            "Post",
            "fields",
            json!({ "name": "tenant_id", "type": "i64" }),
        )
        .set("Post", key(&["tenant_id", "id"]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[key_count]: the key of `Post.pins` has 1 field, but the primary key that it references, `Post.(tenant_id, id)`, has 2
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: the key is `Pin.subject_id`
          = note: use `references` if the key does not reference the primary key

        for more information: cargo relata explain key_count
    "#]]
    .assert_eq(&composite.report());
    // What is wrong with the key itself is reported where it is written.
    let absent = open.set("Pin.subject", key(&["about_id"]));
    assert_eq!(absent.faults(), ["missing_key at Pin.subject"]);
}

#[test]
fn two_that_mention_each_other_have_a_key_each() {
    let model = |name: &str, other: &str| {
        let key = format!("{}_id", other.to_lowercase());
        json!({ "path": format!("app::{name}"),
                "fields": [{ "name": "id", "type": "i64" }, { "name": key, "type": "i64" }],
                "relations": [ { "name": "other", "kind": "refers_to", "targets": [other], "key": [key],
                                 "inverse": "other" } ] })
    };
    let models = Models::new(json!([model("Job", "Queue"), model("Queue", "Job")]));
    assert_eq!(models.faults(), [""; 0]);
}
