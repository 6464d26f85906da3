//! `unknown_key`: a relation whose key is not known.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::json;

use super::models::{Models, blog, faults};

/// The key of neither side is known.
fn unknown() -> Models {
    blog()
        .set("Post.author", json!({ "key": [] }))
        .without("Post.author_id")
}

#[test]
fn each_side_that_may_declare_it_is_reported() {
    let findings = unknown().found_at(Rule::UnknownKey, Level::Warn);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unknown_key]: the key of `Post.author` is not known
          --> src/post.rs:12:5
          = help: declare the fields that hold the key of `Post.author`, as in `key(…)`

        for more information: cargo relata explain unknown_key
    "#]]
    .assert_eq(&findings.to_string());
}

#[test]
fn strict_warns_of_it() {
    let levels = |findings: &relata::Findings| {
        let found = findings.iter().filter(|it| it.rule() == Rule::UnknownKey);
        found.map(relata::Finding::level).collect::<Vec<_>>()
    };
    assert_eq!(levels(&unknown().found()), []);
    assert_eq!(
        levels(&unknown().found_with(&options().strict())),
        [Level::Warn]
    );
}

#[test]
fn a_known_key_is_not_reported() {
    assert_eq!(
        faults(&blog().found_at(Rule::UnknownKey, Level::Warn)),
        [""; 0]
    );
    let paired = blog()
        .set("User.posts", json!({ "inverse": null }))
        .set("Post.author", json!({ "inverse": null }));
    assert_eq!(
        faults(&paired.found_at(Rule::UnknownKey, Level::Warn)),
        [""; 0]
    );
}

#[test]
fn another_finding_explains_it() {
    let wrong = blog().set("User.posts", json!({ "inverse": "writer" }));
    assert_eq!(
        faults(&wrong.found_at(Rule::UnknownKey, Level::Warn)),
        ["missing_inverse at User.posts"]
    );
    let required = options()
        .require_coverage()
        .level(Rule::UnknownKey, Level::Warn);
    assert_eq!(
        faults(&unknown().found_with(&required)),
        ["incomplete_coverage at Post.author"]
    );
}

#[test]
fn it_is_allowed_on_a_relation() {
    let allow = json!({ "allow": [{ "rule": "unknown_key", "reason": "a test" }] });
    let models = unknown().set("Post.author", allow);
    assert_eq!(
        faults(&models.found_at(Rule::UnknownKey, Level::Warn)),
        [""; 0]
    );
}
