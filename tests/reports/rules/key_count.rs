//! `key_count`: a key that has more or fewer fields than what it points at.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{blog, pins, regions};

fn key(fields: &[&str]) -> Value {
    json!({ "key": fields })
}

#[test]
fn fewer_than_the_primary_key() {
    let models = regions()
        .set("Profile.region", key(&["country"]))
        .set("Region.profiles", json!({ "key": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_count]: the key of `Profile.region` has 1 field, but the primary key that it references, `Region.(country, code)`, has 2
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
          = note: the key is `Profile.country`
          = note: use `references` if the key does not reference the primary key

        for more information: cargo relata explain key_count
    "#]].assert_eq(&models.report());
}

#[test]
fn more_than_what_is_referenced() {
    let models = blog().set(
        "Post.author",
        json!({ "key": ["id", "author_id"], "references": ["id"] }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_count]: the key of `Post.author` has 2 fields, but what it references, `User.id`, has 1
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: the key is `Post.(id, author_id)`

        for more information: cargo relata explain key_count
    "#]].assert_eq(&models.report());
}

#[test]
fn as_many_is_sound() {
    assert_eq!(regions().faults(), [""; 0]);
    let references = json!({ "references": ["country", "code"] });
    assert_eq!(
        regions().set("Profile.region", references).faults(),
        [""; 0]
    );
}

#[test]
fn what_is_unknown_is_not_wrong() {
    let no_primary_key = regions().set("Region", json!({ "key": null }));
    assert_eq!(no_primary_key.faults(), [""; 0]);
    let models = regions()
        .set("Profile.region", key(&["country"]))
        .set("Region.profiles", json!({ "key": null }));
    assert_eq!(
        models
            .clone()
            .set("Region", json!({ "key": null }))
            .faults(),
        [""; 0]
    );
    // The key of a model whose fields are unknown may be written.
    let models = models
        .set("Region", json!({ "fields": null }))
        .set("Profile", json!({ "fields": null }));
    assert_eq!(models.faults(), ["key_count at Profile.region"]);
}

#[test]
fn what_is_written_is_counted_wherever_the_key_leads() {
    let models = blog()
        .without("User")
        .and(json!({ "path": "away::User", "external": true }));
    let models = models.set("Post.author", json!({ "references": ["tenant", "number"] }));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[key_count]: the key of `Post.author` has 1 field, but what it references, `(tenant, number)`, has 2
          --> src/post.rs:12:5
          = note: the key is `Post.author_id`

        for more information: cargo relata explain key_count
    "#]].assert_eq(&models.report());
    assert_eq!(
        models
            .set("Post.author", json!({ "references": ["number"] }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn both_sides_show_one_fault() {
    let models = regions()
        .set("Profile.region", key(&["country"]))
        .set("Region.profiles", key(&["country"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_count]: the key of `Profile.region` has 1 field, but the primary key that it references, `Region.(country, code)`, has 2
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
        note: `Region.profiles` uses the same key
          --> src/region.rs:12:5
          = note: the key is `Profile.country`
          = note: use `references` if the key does not reference the primary key

        for more information: cargo relata explain key_count
    "#]].assert_eq(&models.report());
}

#[test]
fn several_targets_are_one_finding() {
    let models = pins().set("Pin.subject", key(&["id", "subject_id"]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[key_count]: the key of `Pin.subject` has 2 fields, but the primary key that it references, `User.id`, has 1
          --> src/pin.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: the key is `Pin.(id, subject_id)`
          = note: the key also references `Post.id`
          = note: use `references` if the key does not reference the primary key

        for more information: cargo relata explain key_count
    "#]].assert_eq(&models.report());
}

#[test]
fn is_allowed_at_both_relations_and_at_their_models() {
    let models = regions()
        .set("Profile.region", key(&["country"]))
        .set("Region.profiles", key(&["country"]));
    let at = ["Profile.region", "Profile", "Region.profiles", "Region"];
    models.is_allowed_only_at(&options(), Rule::KeyCount, &at);
}

#[test]
fn has_a_level() {
    let models = blog().set("Post.author", key(&["id", "author_id"]));
    assert!(models.found_at(Rule::KeyCount, Level::Allow).is_empty());
    assert_eq!(
        models
            .found_at(Rule::KeyCount, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(models.found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_at_fault() {
    let models = blog().set(
        "Post.author",
        json!({ "key": ["id", "author_id"], "targets": ["Usr"] }),
    );
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
    let region = json!({ "path": "app::Region", "key": ["country", "code"] });
    let models = blog()
        .and(region)
        .set("Post.author", json!({ "targets": ["Region"] }));
    assert_eq!(models.faults(), ["inverse_elsewhere at User.posts"]);
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_count]: the key of `Post.author` has 2 fields, but the primary key that it references, `User.id`, has 1
          = note: the key is `Post.(id, author_id)`
          = note: use `references` if the key does not reference the primary key

        for more information: cargo relata explain key_count
    "#]].assert_eq(&blog().set("Post.author", key(&["id", "author_id"])).without_places().report());
}
