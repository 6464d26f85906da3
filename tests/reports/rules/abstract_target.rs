//! `abstract_target`: the target, or what the relation goes through, has no rows.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};

/// A comment about what is written so, and an abstract base.
fn comment(relation: Value) -> Value {
    let mut relation = relation;
    relation["at"] = json!("comment.rs:5:9");
    json!([
        { "path": "app::Base", "abstract": true, "at": "base.rs:1:12" },
        { "path": "app::Post", "at": "post.rs:1:12" },
        { "path": "app::Comment", "at": "comment.rs:1:12", "relations": [relation] }
    ])
}

fn about(targets: &[&str]) -> Value {
    comment(json!({ "name": "subject", "kind": "belongs_to", "targets": targets }))
}

#[test]
fn a_target() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[abstract_target]: relation `Comment.subject` points at `Base`, which is abstract
          --> comment.rs:5:9
        note: `Base` is declared here
          --> base.rs:1:12
          = note: an abstract model has no rows, so a relation cannot point at it
          = help: point `Comment.subject` at a model that has rows, or remove `"abstract": true` from `Base` if it has a table

        for more information: cargo relata explain abstract_target
    "#]]
    .assert_eq(&report(about(&["Base"])));
    assert!(found(about(&["Post"])).is_empty());
}

#[test]
fn one_of_several_targets() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[abstract_target]: relation `Comment.subject` points at `Base`, which is abstract
          --> comment.rs:5:9
        note: `Base` is declared here
          --> base.rs:1:12
          = note: an abstract model has no rows, so a relation cannot point at it
          = help: point `Comment.subject` at a model that has rows, or remove `"abstract": true` from `Base` if it has a table

        for more information: cargo relata explain abstract_target
    "#]]
    .assert_eq(&report(about(&["Post", "app::Base", "Base"])));
}

#[test]
fn a_through() {
    let relation =
        json!({ "name": "posts", "kind": "many_to_many", "targets": ["Post"], "through": "Base" });
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[abstract_target]: relation `Comment.posts` goes through `Base`, which is abstract
          --> comment.rs:5:9
        note: `Base` is declared here
          --> base.rs:1:12
          = note: an abstract model has no rows, so a relation cannot go through it
          = help: make `Comment.posts` go through a model that has rows, or remove `"abstract": true` from `Base` if it has a table

        for more information: cargo relata explain abstract_target
    "#]]
    .assert_eq(&report(comment(relation)));
    // The target comes first, and the keys of the association are not asked for.
    let relation =
        json!({ "name": "posts", "kind": "many_to_many", "targets": ["Base"], "through": "Base" });
    assert_eq!(rules(&found(comment(relation))), ["abstract_target"]);
}

#[test]
fn a_base_that_relates_to_itself() {
    // Each model that is built on it relates to itself.
    let node = json!({ "path": "app::Node", "abstract": true, "relations": [
        { "name": "parent", "kind": "belongs_to", "targets": ["Node"], "inverse": "children" },
        { "name": "children", "kind": "has_many", "targets": ["Node"], "inverse": "parent" } ] });
    let leaf = json!({ "path": "app::Leaf" });
    assert!(found(json!([node, leaf])).is_empty());
    // Another base is none of them.
    let mut two = json!([node, leaf, { "path": "app::Base", "abstract": true }]);
    two[0]["relations"][0]["targets"] = json!(["Base"]);
    assert_eq!(rules(&found(two)), ["abstract_target"]);
}

#[test]
fn silences_what_follows_from_it() {
    let relation = json!({ "name": "subject", "kind": "belongs_to", "targets": ["Base"], "inverse": "comments",
        "references": ["uuid"] });
    assert_eq!(rules(&found(comment(relation))), ["abstract_target"]);
}

#[test]
fn silenced_by_an_ambiguous_name() {
    let mut models = about(&["Base"]);
    models
        .as_array_mut()
        .unwrap()
        .push(json!({ "path": "other::Base" }));
    assert_eq!(rules(&found(models)), ["ambiguous_target"]);
}

#[test]
fn no_places() {
    let models = json!([
        { "path": "app::Base", "abstract": true },
        { "path": "app::Comment", "relations": [{ "name": "subject", "kind": "belongs_to", "targets": ["Base"] }] }
    ]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[abstract_target]: relation `Comment.subject` points at `Base`, which is abstract
          = note: an abstract model has no rows, so a relation cannot point at it
          = help: point `Comment.subject` at a model that has rows, or remove `"abstract": true` from `Base` if it has a table

        for more information: cargo relata explain abstract_target
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "abstract_target", "reason": "the rows of all that is built on it are meant" }]);
    let mut on_relation = about(&["Base"]);
    on_relation[2]["relations"][0]["allow"] = allow.clone();
    assert!(found(on_relation).is_empty());
    let mut on_model = about(&["Base"]);
    on_model[2]["allow"] = allow.clone();
    assert!(found(on_model).is_empty());
    // The base itself has no say in it.
    let mut on_base = about(&["Base"]);
    on_base[0]["allow"] = allow;
    assert_eq!(rules(&found(on_base)), ["unused_allow", "abstract_target"]);
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::AbstractTarget, level);
    assert!(found_with(&of(Level::Allow), about(&["Base"])).is_empty());
    let findings = found_with(&of(Level::Warn), about(&["Base"]));
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
}
