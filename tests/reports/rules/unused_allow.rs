//! `unused_allow`: an allow that matches no finding. (An entry of a baseline is reported in `tests/reports/baseline.rs`.)

use expect_test::expect;
use relata::{Findings, Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};
use super::helps::apply;

fn allow(rules: &[&str]) -> Value {
    rules
        .iter()
        .map(|rule| json!({ "rule": rule, "reason": format!("{rule} is known") }))
        .collect()
}

/// A sound pair; the relation of the post and the post allow these.
fn posts(on_model: &[&str], on_relation: &[&str]) -> Value {
    json!([
        { "path": "app::Post", "at": "post.rs:3:12", "allow": allow(on_model), "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": "posts", "key": ["author_id"],
              "allow": allow(on_relation), "at": "post.rs:6:9" } ],
          "fields": [{ "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" }] },
        { "path": "app::User", "at": "user.rs:3:12", "relations": [
            { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author", "at": "user.rs:4:9" } ],
          "fields": [{ "name": "id", "type": "i64" }] }
    ])
}

#[test]
fn on_a_relation() {
    let mut models = posts(&[], &["missing_target"]);
    let findings = found(models.clone());
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: `allow(missing_target)` on `Post.author` matches no finding
          --> post.rs:6:9
          = note: reason: missing_target is known
          = help: remove `allow(missing_target)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&findings.to_string());
    apply(&mut models, findings.iter().next().unwrap());
    assert!(found(models).is_empty());
}

#[test]
fn on_a_model() {
    let mut models = posts(&["key_type"], &[]);
    let findings = found(models.clone());
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: `allow(key_type)` on `Post` matches no finding
          --> post.rs:3:12
          = note: reason: key_type is known
          = help: remove `allow(key_type)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&findings.to_string());
    apply(&mut models, findings.iter().next().unwrap());
    assert!(found(models).is_empty());
}

#[test]
fn several_and_the_same_twice() {
    let mut models = posts(&[], &["missing_target", "missing_target", "key_type"]);
    models[0]["relations"][0]["targets"] = json!(["Usr"]);
    // The first is used, the second hides nothing; the key of what is absent was not asked for.
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: `Post.author` has two `allow(missing_target)` attributes
          --> post.rs:6:9
          = note: reason of the second `allow`: missing_target is known
          = help: remove one of the two `allow(missing_target)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&report(models));
    assert_eq!(
        rules(&found(posts(&["key_type", "key_type"], &[]))),
        ["unused_allow"; 2]
    );
}

#[test]
fn on_the_model_and_on_its_relation() {
    // Both silence, so both are used.
    let mut models = posts(&["missing_target"], &["missing_target"]);
    models[0]["relations"][0]["targets"] = json!(["Usr"]);
    assert!(found(models).is_empty());
}

#[test]
fn no_such_rule() {
    let mut models = posts(&[], &["missing_targt"]);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: `allow(missing_targt)` on `Post.author` names an unknown rule
          --> post.rs:6:9
          = note: reason: missing_targt is known
          = note: a rule with a similar name exists: `missing_target`
          = help: write `missing_target`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&report(models.clone()));
    models[0]["relations"][0]["allow"] = allow(&["missing_target"]);
    assert!(report(models).contains("matches no finding"));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: `allow(whatever)` on `Post` names an unknown rule
          --> post.rs:3:12
          = note: reason: whatever is known
          = help: remove `allow(whatever)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&report(posts(&["whatever"], &[])));
    // It names no rule whether or not there is a finding.
    let mut absent = posts(&[], &["missing_targt"]);
    absent[0]["relations"][0]["targets"] = json!(["Usr"]);
    assert_eq!(rules(&found(absent)), ["missing_target", "unused_allow"]);
}

#[test]
fn rules_of_the_whole_registry() {
    for rule in [
        "registration_unavailable",
        "empty_registry",
        "missing_crate",
        "missing_model",
        "unused_allow",
    ] {
        assert_eq!(
            rules(&found(posts(&[rule], &[]))),
            ["unused_allow"],
            "{rule}"
        );
    }
    expect![[r#"
        relata: 2 warnings in 2 models from 1 crate

        warning[unused_allow]: `allow(missing_model)` on `Post` has no effect
          --> post.rs:3:12
          = note: reason: missing_model is known
          = note: `missing_model` applies to the whole registry, so it cannot be allowed on a model or relation
          = help: remove `allow(missing_model)`; to turn the rule off, call `relata::options().level(Rule::MissingModel, Level::Allow)`

        warning[unused_allow]: `allow(unused_allow)` on `Post.author` has no effect
          --> post.rs:6:9
          = note: reason: unused_allow is known
          = note: `unused_allow` applies to the whole registry, so it cannot be allowed on a model or relation
          = help: remove `allow(unused_allow)`; to turn the rule off, call `relata::options().level(Rule::UnusedAllow, Level::Allow)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&report(posts(&["missing_model"], &["unused_allow"])));
}

#[test]
fn a_rule_that_is_not_asked_is_not_unused() {
    // Its level is allow by default, or by the options.
    assert!(
        found(posts(
            &["isolated_model", "duplicate_table"],
            &["one_sided_inverse", "unqualified_target"]
        ))
        .is_empty()
    );
    let without = options().level(Rule::KeyType, Level::Allow);
    assert!(found_with(&without, posts(&[], &["key_type"])).is_empty());
    // Asked for, it is.
    let strict = found_with(
        &options().strict(),
        posts(&["duplicate_table"], &["one_sided_inverse"]),
    );
    assert_eq!(
        (rules(&strict), strict.count(Level::Deny)),
        (vec!["unused_allow"; 2], 2)
    );
}

/// What is found if the post's relation has this member and allows this rule, once on itself and once by its model.
fn with(member: &str, value: &Value, rule: &str) -> [Findings; 2] {
    [posts(&[], &[rule]), posts(&[rule], &[])].map(|mut models| {
        models[0]["relations"][0][member] = value.clone();
        found(models)
    })
}

#[test]
fn silenced_by_the_cause_that_kept_its_rule_from_being_asked() {
    // The target is absent, ambiguous or abstract, so neither the inverse nor the key was asked for.
    for rule in [
        "missing_inverse",
        "inverse_key",
        "key_type",
        "missing_reference",
        "required_cycle",
        "through_keys",
    ] {
        for findings in with("targets", &json!(["Usr"]), rule) {
            assert_eq!(rules(&findings), ["missing_target"], "{rule}");
        }
    }
    // The inverse is missing, so what it is was not asked for; the key was.
    for findings in with("inverse", &json!("nothing"), "inverse_key") {
        assert_eq!(rules(&findings), ["missing_inverse"]);
    }
    for findings in with("inverse", &json!("nothing"), "key_type") {
        assert!(rules(&findings).contains(&"unused_allow"), "{findings}");
    }
    // The key is missing, so its type was not asked for; the inverse was.
    for findings in with("key", &json!(["writer_id"]), "key_type") {
        assert_eq!(rules(&findings), ["missing_key"]);
    }
    for findings in with("key", &json!(["writer_id"]), "inverse_taken") {
        assert!(rules(&findings).contains(&"unused_allow"), "{findings}");
    }
    // What comes before the cause was asked for.
    for findings in with("inverse", &json!("nothing"), "missing_target") {
        assert!(rules(&findings).contains(&"unused_allow"), "{findings}");
    }
}

#[test]
fn silenced_by_an_absent_through() {
    let mut models = posts(&[], &["inverse_kind"]);
    models[0]["relations"][0] = json!({ "name": "readers", "kind": "many_to_many", "targets": ["User"],
        "through": "Reading", "allow": allow(&["ambiguous_through", "missing_inverse"]), "at": "post.rs:6:9" });
    models[1]["relations"] = json!([]);
    assert_eq!(rules(&found(models.clone())), ["missing_through"]);
    // Where the target and the through are allowed to be absent, it is used.
    models[0]["relations"][0]["allow"] = allow(&["missing_through"]);
    assert!(found(models).is_empty());
}

#[test]
fn what_lives_outside_is_not_asked_for() {
    let outside = options().outside("auth");
    for rule in ["missing_target", "missing_inverse", "key_type"] {
        let mut models = posts(&[], &[rule]);
        models[0]["relations"][0]["targets"] = json!(["auth::User"]);
        models.as_array_mut().unwrap().pop();
        assert!(found_with(&outside, models).is_empty(), "{rule}");
    }
}

#[test]
fn rules_of_models_do_not_wait_for_relations() {
    let mut models = posts(&["duplicate_model"], &[]);
    models[0]["relations"][0]["targets"] = json!(["Usr"]);
    assert_eq!(rules(&found(models)), ["unused_allow", "missing_target"]);
}

#[test]
fn a_finding_of_both_sides_uses_the_allow_of_either() {
    for (model, relation) in [(0, 0), (1, 0)] {
        let mut models = posts(&[], &[]);
        models[0]["relations"][0]["kind"] = json!("has_one");
        models[0]["relations"][0]["key"] = json!([]);
        models[model]["relations"][relation]["allow"] = allow(&["inverse_kind"]);
        assert_eq!(rules(&found(models)), [""; 0], "{model}");
    }
}

#[test]
fn no_places() {
    let mut models = posts(&["key_type"], &["missing_target"]);
    models[0]["at"] = json!(null);
    models[0]["relations"][0]["at"] = json!(null);
    expect![[r#"
        relata: 2 warnings in 2 models from 1 crate

        warning[unused_allow]: `allow(key_type)` on `Post` matches no finding
          = note: reason: key_type is known
          = help: remove `allow(key_type)`

        warning[unused_allow]: `allow(missing_target)` on `Post.author` matches no finding
          = note: reason: missing_target is known
          = help: remove `allow(missing_target)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::UnusedAllow, level);
    let models = posts(&[], &["missing_target"]);
    assert_eq!(found(models.clone()).count(Level::Warn), 1);
    assert!(found_with(&of(Level::Allow), models.clone()).is_empty());
    let findings = found_with(&of(Level::Deny), models);
    assert_eq!((findings.len(), findings.count(Level::Deny)), (1, 1));
}

/// A rule about models alone is asked whatever their relations point at.
#[test]
fn on_a_model_whose_target_is_absent() {
    let models = json!([
        { "path": "app::Post", "at": "post.rs:3:12", "allow": allow(&["unread_relations"]), "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "at": "post.rs:6:9" } ] }
    ]);
    assert_eq!(rules(&found(models)), ["unused_allow", "missing_target"]);
}

/// An allow in the options instead of one on the model.
#[test]
fn of_the_options() {
    let mut models = posts(&[], &[]);
    models[0]["fields"][1]["type"] = json!("bool");
    assert_eq!(rules(&found(models.clone())), ["key_type"]);
    let allows = |name| options().allow_model(name, Rule::KeyType);
    for name in ["Post", "app::Post"] {
        let found = found_with(&allows(name), models.clone());
        assert!(found.is_empty(), "{found}");
        assert_eq!(found.coverage().silenced_by_allow, 1);
    }
    // Another model, and none.
    for name in ["User", "Pots"] {
        let found = found_with(&allows(name), models.clone());
        assert_eq!(rules(&found), ["key_type", "unused_allow"], "{name}");
    }
    let sound = found_with(&allows("Post"), posts(&[], &[]));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: `allow(key_type)` on `Post` matches no finding
          --> tests/reports/rules/unused_allow.rs:321:35
          = help: remove the `allow` of `key_type` for `Post`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&sound.to_string());
    let off = allows("Post").level(Rule::KeyType, Level::Allow);
    assert!(found_with(&off, posts(&[], &[])).is_empty());
}
