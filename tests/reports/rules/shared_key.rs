//! `shared_key`: relations of one model with the same key and nothing that distinguishes them. Only on
//! request.

use expect_test::expect;
use relata::{Level, Model, Options, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, faults};

fn asked() -> Options {
    options().level(Rule::SharedKey, Level::Warn)
}

fn relation(name: &str, targets: Value) -> Value {
    json!({ "name": name, "kind": "belongs_to", "targets": targets, "key": ["author_id"] })
}

/// A post whose author is a user or a robot, by one key.
fn shared() -> Models {
    blog()
        .and(json!({ "path": "app::Robot", "fields": [{ "name": "id", "type": "i64" }] }))
        .add("Post", "relations", relation("robot", json!(["Robot"])))
}

#[test]
fn both_are_named() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[shared_key]: `Post.author` and `Post.robot` share the key `author_id`
          --> src/post.rs:12:5
        note: `Post.robot` is declared here
          --> src/post.rs:13:5
          = note: no column says which target a row refers to
          = help: replace these relations with one relation to `any(Robot, User)`, and set its `tag` to a field that stores the kind of target (add this field if it does not exist)

        for more information: cargo relata explain shared_key
    "#]]
    .assert_eq(&shared().found_with(&asked()).to_string());
}

#[test]
fn is_silent_unless_it_is_asked_for() {
    assert_eq!(shared().faults(), [""; 0]);
    assert_eq!(
        faults(&shared().found_with(&options().strict())),
        ["shared_key at Post.author"]
    );
}

#[test]
fn three_are_one_finding() {
    let models = shared().add("Post", "relations", relation("post", json!(["Post"])));
    expect![[r#"
        relata: 2 warnings in 3 models from 1 crate

        warning[shared_key]: `Post.author`, `Post.robot`, and `Post.post` share the key `author_id`
          --> src/post.rs:12:5
        note: `Post.robot` is declared here
          --> src/post.rs:13:5
        note: `Post.post` is declared here
          --> src/post.rs:14:5
          = note: no column says which target a row refers to
          = help: replace these relations with one relation to `any(Post, Robot, User)`, and set its `tag` to a field that stores the kind of target (add this field if it does not exist)

        warning[required_cycle]: `Post.post` requires a row of its own model, so the first row can only reference itself
          --> src/post.rs:14:5
          = note: the cycle is `Post` → `Post`
          = help: make `author_id` of `Post` an `Option`

        for more information: cargo relata explain shared_key
    "#]].assert_eq(&models.found_with(&asked()).to_string());
}

#[test]
fn one_target_is_one_row() {
    let models = blog().add("Post", "relations", relation("writer", json!(["User"])));
    assert_eq!(
        faults(&models.found_with(&asked())),
        ["same_join at Post.author"]
    );
    let twice = blog().add(
        "Post",
        "relations",
        relation("writer", json!(["User", "app::User"])),
    );
    assert!(twice.found_with(&asked()).is_empty());
    let three = shared().add("Post", "relations", relation("writer", json!(["User"])));
    assert_eq!(
        faults(&three.found_with(&asked())),
        ["same_join at Post.author", "shared_key at Post.author"]
    );
}

#[test]
fn other_fields_of_one_target_are_another_row() {
    let code = json!({ "name": "code", "type": "i64", "unique": true });
    let models = blog()
        .add("User", "fields", code)
        .add("Post", "relations", relation("writer", json!(["User"])))
        .set("Post.writer", json!({ "references": ["code"] }));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[shared_key]: `Post.author` and `Post.writer` share the key `author_id`
          --> src/post.rs:12:5
        note: `Post.writer` is declared here
          --> src/post.rs:13:5
          = note: no column says which fields a row references
          = help: correct the key of one of them, or remove one of them

        for more information: cargo relata explain shared_key
    "#]]
    .assert_eq(&models.found_with(&asked()).to_string());
    let filtered = models.set("Post.writer", json!({ "filtered": true }));
    assert!(filtered.found_with(&asked()).is_empty());
}

#[test]
fn two_models_of_one_table_are_one_row() {
    let table = |name: &str| json!({ "table": name });
    let models = shared()
        .set("User", table("auth.users"))
        .set("Robot", table("auth.users"));
    assert!(models.found_with(&asked()).is_empty());
    let other_schema = models.set("Robot", table("users"));
    assert_eq!(
        faults(&other_schema.found_with(&asked())),
        ["shared_key at Post.author"]
    );
}

/// Posts by users and robots, where each robot is a user with the same id.
fn robots_are_users() -> Models {
    let user = json!({ "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["id"] });
    shared()
        .set("Robot", json!({ "relations": [] }))
        .add("Robot", "relations", user)
}

#[test]
fn a_target_whose_key_is_a_key_to_the_other_is_the_same_row() {
    let models = robots_are_users();
    assert!(
        models.found_with(&options().strict()).is_empty(),
        "{}",
        models.found_with(&options().strict())
    );
    // Over a third model too.
    let bot = json!({ "name": "bot", "kind": "belongs_to", "targets": ["Robot"], "key": ["id"] });
    let spider = json!({ "path": "app::Spider", "fields": [{ "name": "id", "type": "i64" }], "relations": [bot] });
    let longer =
        models
            .and(spider.clone())
            .add("Post", "relations", relation("spider", json!(["Spider"])));
    assert!(longer.found_with(&asked()).is_empty());
    assert!(longer.without("Post.robot").found_with(&asked()).is_empty());
    // Two models that are users are not one another.
    let as_user =
        json!({ "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["id"] });
    let two = robots_are_users()
        .and(spider)
        .without("Spider.bot")
        .add("Spider", "relations", as_user)
        .add("Post", "relations", relation("spider", json!(["Spider"])));
    assert_eq!(
        faults(&two.found_with(&asked())),
        ["shared_key at Post.author"]
    );
    // A key by another field points at another row.
    let code = json!({ "name": "user_id", "type": "i64" });
    let other = robots_are_users()
        .add("Robot", "fields", code)
        .set("Robot.user", json!({ "key": ["user_id"] }));
    assert_eq!(
        faults(&other.found_with(&asked())),
        ["shared_key at Post.author"]
    );
}

#[test]
fn of_derived_models_where_one_is_the_other() {
    #[derive(Model)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Object {
        id: i32,
    }
    #[derive(Model)]
    #[relata(belongs_to(object: Object, key = id))]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Database {
        id: i32,
    }
    #[derive(Model)]
    #[relata(belongs_to(database: Database, key = database_id))]
    #[relata(belongs_to(owner: Object, key = database_id))]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Thing {
        id: i32,
        database_id: i32,
    }
    let models = relata::models![Object, Database, Thing];
    let findings = options().strict().check_isolated(&models);
    assert!(findings.is_empty(), "{findings}");
}

#[test]
fn a_tag_distinguishes_them() {
    let tag = json!({ "tag": "author_kind" });
    let models = shared()
        .add(
            "Post",
            "fields",
            json!({ "name": "author_kind", "type": "String" }),
        )
        .set("Post.author", tag.clone())
        .set("Post.robot", tag);
    assert!(models.found_with(&asked()).is_empty());
}

#[test]
fn several_targets_of_one_relation_are_its_own() {
    let models = shared().without("Post.robot").set(
        "Post.author",
        json!({ "targets": ["User", "Robot"], "inverse": null }),
    );
    assert!(models.found_with(&asked()).is_empty());
    let same = models.add(
        "Post",
        "relations",
        relation("writer", json!(["Robot", "User"])),
    );
    assert!(same.found_with(&asked()).is_empty());
    let fewer = same.set("Post.writer", json!({ "targets": ["User"] }));
    assert_eq!(
        faults(&fewer.found_with(&asked())),
        ["shared_key at Post.author"]
    );
}

#[test]
fn keys_that_share_a_part_are_two_keys() {
    let models = shared()
        .add(
            "Post",
            "fields",
            json!({ "name": "tenant_id", "type": "i64" }),
        )
        .set("Post.robot", json!({ "key": ["tenant_id", "author_id"] }))
        .set("Robot", json!({ "fields": null }));
    assert!(models.found_with(&asked()).is_empty());
    // Nor is the same key in another order the same.
    let reversed = models.set(
        "Post.author",
        json!({ "key": ["author_id", "tenant_id"], "inverse": null }),
    );
    let reversed = reversed.set("User", json!({ "fields": null, "relations": [] }));
    assert!(reversed.found_with(&asked()).is_empty());
}

#[test]
fn what_holds_no_key_here_shares_none() {
    let mention =
        json!({ "name": "event", "kind": "refers_to", "targets": ["Robot"], "key": ["author_id"] });
    let models = shared()
        .without("Post.robot")
        .add("Post", "relations", mention);
    assert!(models.found_with(&asked()).is_empty());
    let unknown = shared()
        .set("Post.author", json!({ "key": [] }))
        .set("Post.robot", json!({ "key": [] }));
    assert!(unknown.found_with(&asked()).is_empty());
}

#[test]
fn is_allowed_at_both_relations_and_at_their_model() {
    shared().is_allowed_only_at(
        &asked(),
        Rule::SharedKey,
        &["Post.author", "Post.robot", "Post"],
    );
}

#[test]
fn is_silent_where_the_key_or_a_target_is_at_fault() {
    let missing = shared().set("Post.robot", json!({ "targets": ["Robt"] }));
    assert_eq!(
        faults(&missing.found_with(&asked())),
        ["missing_target at Post.robot"]
    );
    let no_field = shared().without("Post.author_id");
    assert_eq!(
        faults(&no_field.found_with(&asked())),
        ["missing_key at Post.author"]
    );
    let of_one = shared().set("Robot.id", json!({ "type": "String" }));
    assert_eq!(
        faults(&of_one.found_with(&asked())),
        ["key_type at Post.robot"]
    );
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[shared_key]: `Post.author` and `Post.robot` share the key `author_id`
          = note: no column says which target a row refers to
          = help: replace these relations with one relation to `any(Robot, User)`, and set its `tag` to a field that stores the kind of target (add this field if it does not exist)

        for more information: cargo relata explain shared_key
    "#]]
    .assert_eq(&shared().without_places().found_with(&asked()).to_string());
}

#[test]
fn a_field_that_no_relation_uses_is_reported() {
    let robot = json!({ "name": "robot_id", "type": "i64" });
    let models = shared().add("Post", "fields", robot);
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[shared_key]: `Post.author` and `Post.robot` share the key `author_id`
          --> src/post.rs:12:5
        note: `Post.robot` is declared here
          --> src/post.rs:13:5
          = note: no column says which target a row refers to
          = note: no relation uses the field `robot_id`
          = help: write `key(robot_id)` on `Post.robot`

        for more information: cargo relata explain shared_key
    "#]]
    .assert_eq(&models.found_with(&asked()).to_string());
    models.mended(&asked());
}
