//! What an allow silences where several relations or models show one fault: who says it, with the other side of the
//! same relationship, and nobody else. A cause reported elsewhere leaves it open whether an allow is needed.

use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, groups};

fn allow(rule: &str) -> Value {
    json!({ "allow": [{ "rule": rule, "reason": "it is known" }] })
}

#[test]
fn of_three_that_claim_one_inverse_two_are_left() {
    let reviewer = json!({ "name": "reviewer", "kind": "belongs_to", "targets": ["User"], "inverse": "posts" });
    let inverse = json!({ "inverse": "posts" });
    let models = edited_blog()
        .add("Post", "relations", reviewer)
        .set("User.posts", json!({ "inverse": null }))
        .set("Post.editor", inverse)
        .without("User.edited");
    assert_eq!(models.faults(), ["inverse_taken at Post.author"]);
    let one = models.set("Post.author", allow("inverse_taken"));
    assert_eq!(one.faults(), ["inverse_taken at Post.editor"]);
    let two = one.clone().set("Post.editor", allow("inverse_taken"));
    assert_eq!(two.faults(), [""; 0]);
    let inverse = one.set("User.posts", allow("inverse_taken"));
    assert_eq!(inverse.faults(), [""; 0]);
}

#[test]
fn what_an_association_lacks_is_lacking_for_others() {
    let models = groups().without("Membership.group");
    let via = json!({ "via": null });
    let models = models
        .set("User.groups", via.clone())
        .set("Group.members", via);
    assert_eq!(models.faults(), ["through_without_key at Group.members"]);
    let sides = models
        .clone()
        .set("User.groups", allow("through_without_key"));
    assert_eq!(sides.faults(), [""; 0]);
    let others = json!({ "path": "app::Guest", "relations": [
        { "name": "groups", "kind": "many_to_many", "targets": ["Group"], "through": "Membership" } ] });
    let guest = json!({ "name": "guest", "kind": "belongs_to", "targets": ["Guest"] });
    let both = sides.and(others).add("Membership", "relations", guest);
    assert_eq!(both.faults(), ["through_without_key at Guest.groups"]);
}

#[test]
fn a_key_or_a_reference_that_another_relation_has_too() {
    let note = json!({ "path": "app::Note", "fields": [{ "name": "author_name", "type": "String" }],
        "relations": [ { "name": "author", "kind": "belongs_to", "targets": ["User"], "key": ["author_name"],
                         "references": ["name"] } ] });
    let name = json!({ "name": "name", "type": "String" });
    let models = blog()
        .add("User", "fields", name)
        .set("Post.author_id", json!({ "type": "String" }))
        .set("Post.author", json!({ "references": ["name"] }))
        .and(note);
    assert_eq!(models.faults(), ["reference_not_unique at Note.author"]);
    let one = models.set("Note.author", allow("reference_not_unique"));
    assert_eq!(one.faults(), ["reference_not_unique at Post.author"]);
    let both = one.set("Post", allow("reference_not_unique"));
    assert_eq!(both.faults(), [""; 0]);
}

#[test]
fn of_three_models_of_one_path_two_are_left() {
    let user = |table: &str| json!({ "path": "app::User", "table": table, "at": format!("{table}.rs:1:1") });
    let mut third = user("c");
    third["allow"] = allow("duplicate_model")["allow"].clone();
    let models = Models::new(json!([user("a"), user("b"), third]));
    assert_eq!(models.faults(), ["duplicate_model at app::User"]);
    let second = models.set("User", allow("duplicate_model"));
    assert_eq!(second.faults(), [""; 0]);
}

#[test]
fn one_of_several_targets() {
    let pin = |name: &str| {
        json!({ "path": format!("app::{name}"), "relations": [
            { "name": "pins", "kind": "refers_to", "targets": ["Other"] } ] })
    };
    let models = Models::new(json!([
        pin("A"),
        pin("B"),
        { "path": "app::Other" },
        { "path": "app::Pin", "relations": [
            { "name": "subject", "kind": "refers_to", "targets": ["A", "B"], "inverse": "pins" } ] }
    ]));
    assert_eq!(models.faults(), ["inverse_elsewhere at Pin.subject"]);
    let one = models.set("A.pins", allow("inverse_elsewhere"));
    let text = one.report();
    assert!(
        text.contains("names `B.pins`") && !text.contains("A.pins"),
        "{text}"
    );
    let both = one.set("B", allow("inverse_elsewhere"));
    assert_eq!(both.faults(), [""; 0]);
}

#[test]
fn an_allow_is_not_unused_where_its_fault_is_reported_elsewhere() {
    // Without the posts of the user, `Admin` lacks the inverse that the author names.
    let models = blog()
        .and(json!({ "path": "app::Admin", "fields": [{ "name": "id", "type": "i64" }] }))
        .set("Post.author", json!({ "targets": ["Admin"] }))
        .set("Post.author", allow("missing_inverse"));
    assert_eq!(models.faults(), ["inverse_elsewhere at User.posts"]);
    let alone = models.without("User.posts");
    assert_eq!(alone.faults(), [""; 0]);
}

#[test]
fn an_allow_is_not_unused_where_a_rule_that_is_off_comes_first() {
    let models = blog()
        .without("User.posts")
        .set("Post.author", allow("inverse_disagrees"));
    assert_eq!(models.faults(), ["missing_inverse at Post.author"]);
    let off = relata::Level::Allow;
    let findings = models.found_at(relata::Rule::MissingInverse, off);
    assert!(findings.is_empty(), "{findings}");
}
