//! `through_without_key`: the association has no relation to one of the ends.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};
use super::helps::model_called;

/// Posts and tags, each with a list of the other through an association with these relations.
fn tags(relations: Value) -> Value {
    let mut relations = relations;
    for (nth, relation) in relations.as_array_mut().unwrap().iter_mut().enumerate() {
        relation["at"] = json!(format!("post_tag.rs:{}:5", nth + 2));
    }
    json!([
        { "path": "app::Post", "at": "post.rs:1:12", "relations": [
            { "name": "tags", "kind": "many_to_many", "targets": ["Tag"], "inverse": "posts", "through": "PostTag",
              "at": "post.rs:3:5" } ] },
        { "path": "app::Tag", "at": "tag.rs:1:12", "relations": [
            { "name": "posts", "kind": "many_to_many", "targets": ["Post"], "inverse": "tags", "through": "PostTag",
              "at": "tag.rs:3:5" } ] },
        { "path": "app::PostTag", "at": "post_tag.rs:1:12", "relations": relations }
    ])
}

fn belongs_to(name: &str, target: &str) -> Value {
    json!({ "name": name, "kind": "belongs_to", "targets": [target] })
}

/// Makes the change of the help: a relation to each end that is named, or one to either.
fn give(models: &mut Value, help: &str) {
    assert!(
        help.starts_with("in `PostTag`, add ") && help.contains("`belongs_to`"),
        "{help}"
    );
    let names = help.split('`').skip(1).step_by(2);
    let names = names.filter(|it| *it != "belongs_to");
    let (through, targets): (Vec<&str>, Vec<&str>) = names.partition(|it| *it == "PostTag");
    let needed = if help.contains("second") {
        1
    } else {
        targets.len()
    };
    for (nth, target) in targets.iter().take(needed).enumerate() {
        let relations = &mut model_called(models, through[0])["relations"];
        relations
            .as_array_mut()
            .unwrap()
            .push(belongs_to(&format!("new_{nth}"), target));
    }
}

/// What is found, and that what it says fixes it.
fn check(models: Value) -> String {
    let mut models = models;
    let findings = found(models.clone());
    assert_eq!(rules(&findings), ["through_without_key"]);
    give(&mut models, findings.iter().next().unwrap().help().unwrap());
    assert_eq!(rules(&found(models)), [""; 0]);
    findings.to_string()
}

#[test]
fn one_end_is_reported_once_for_both_sides() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no relation to `Tag`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` has 1 relation: `post`
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add a `belongs_to` that points at `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&check(tags(json!([belongs_to("post", "Post")]))));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no relation to `Post`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` has 1 relation: `tag`
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add a `belongs_to` that points at `Post`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&check(tags(json!([belongs_to("tag", "Tag")]))));
    assert!(
        found(tags(json!([
            belongs_to("post", "Post"),
            belongs_to("tag", "Tag")
        ])))
        .is_empty()
    );
}

#[test]
fn both_ends() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no relation to `Post` or `Tag`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` has no relations
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add two `belongs_to` relations: one that points at `Post` and one that points at `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&check(tags(json!([]))));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no relation to `Post` or `Tag`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` has 2 relations: `owner` and `parent`
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add two `belongs_to` relations: one that points at `Post` and one that points at `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&check(tags(json!([belongs_to("owner", "PostTag"), belongs_to("parent", "PostTag")]))));
}

#[test]
fn a_relation_that_holds_no_key() {
    let has_many = json!({ "name": "labels", "kind": "has_many", "targets": ["Tag"] });
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no `belongs_to` that points at `Tag`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag.labels` points at `Tag`, but is a `has_many`, which holds no key
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add a `belongs_to` that points at `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&check(tags(json!([belongs_to("post", "Post"), has_many]))));
    let mention = json!({ "name": "label", "kind": "refers_to", "targets": ["Tag"] });
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no `belongs_to` that points at `Tag`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag.label` points at `Tag`, but is a `refers_to`, which is only a reference without rows
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add a `belongs_to` that points at `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&check(tags(json!([belongs_to("post", "Post"), mention]))));
}

#[test]
fn one_relation_for_two_ends() {
    let either = json!({ "name": "end", "kind": "belongs_to", "targets": ["Post", "Tag"] });
    let mut models = tags(json!([either]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has only one relation to both `Post` and `Tag`, `end`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` needs one relation for each end
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add a second `belongs_to` that points at `Post` or `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&report(models.clone()));
    // A second one is enough, also where it points at one of them only, or anywhere.
    for second in [either.clone(), belongs_to("tag", "Tag")] {
        models = tags(json!([either, second]));
        models[2]["relations"][1]["name"] = json!("second");
        let without_via = if second == either {
            vec!["ambiguous_through"]
        } else {
            vec![]
        };
        assert_eq!(rules(&found(models)), without_via);
    }
}

#[test]
fn an_open_relation_leads_to_an_end_that_has_no_other() {
    let open = json!({ "name": "subject", "kind": "belongs_to", "targets": "any" });
    assert!(found(tags(json!([belongs_to("tag", "Tag"), open]))).is_empty());
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has only one relation to both `Post` and `Tag`, `subject`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` needs one relation for each end
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add a second `belongs_to` that points at `Post` or `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&report(tags(json!([open]))));
}

/// Users who follow users.
fn follows(relations: Value) -> Value {
    let mut models = json!([
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "follows", "kind": "many_to_many", "targets": ["User"], "through": "Follow", "at": "user.rs:3:5" } ] },
        { "path": "app::Follow", "at": "follow.rs:1:12" }
    ]);
    models[1]["relations"] = relations;
    models
}

#[test]
fn a_model_with_itself_needs_two() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[through_without_key]: `User.follows` goes through `Follow`, which has no relation to `User`
          --> user.rs:3:5
        note: `Follow` is declared here
          --> follow.rs:1:12
          = note: `Follow` has no relations
          = help: in `Follow`, add two `belongs_to` relations that point at `User`, one for each end

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&report(follows(json!([]))));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[through_without_key]: `User.follows` goes through `Follow`, which has only one relation to `User`, `follower`
          --> user.rs:3:5
        note: `Follow` is declared here
          --> follow.rs:1:12
          = note: `Follow` needs one relation for each end
          = help: in `Follow`, add a second `belongs_to` that points at `User`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&report(follows(json!([belongs_to("follower", "User")]))));
    let two = json!([
        belongs_to("follower", "User"),
        belongs_to("followed", "User")
    ]);
    assert_eq!(rules(&found(follows(two))), ["ambiguous_through"]);
}

#[test]
fn several_relations_that_go_through_it() {
    let mut models = tags(json!([belongs_to("post", "Post")]));
    for name in ["first", "second", "third", "fourth", "fifth", "sixth"] {
        let more = json!({ "name": name, "kind": "many_to_many", "targets": ["Tag"], "through": "PostTag", "at": "post.rs:9:5" });
        models[0]["relations"].as_array_mut().unwrap().push(more);
    }
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no relation to `Tag`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` has 1 relation: `post`
          = note: 7 more relations go through `PostTag`: `Post.first`, `Post.second`, `Post.third`, `Post.fourth`, `Post.fifth`, and 2 others
          = help: in `PostTag`, add a `belongs_to` that points at `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&check(models));
}

#[test]
fn each_association_and_each_end_is_a_finding() {
    let mut models = tags(json!([belongs_to("post", "Post")]));
    let topics = json!({ "name": "topics", "kind": "many_to_many", "targets": ["Topic"], "through": "PostTag", "at": "post.rs:4:5" });
    models[0]["relations"].as_array_mut().unwrap().push(topics);
    models
        .as_array_mut()
        .unwrap()
        .push(json!({ "path": "app::Topic" }));
    assert_eq!(
        rules(&found(models)),
        ["through_without_key", "through_without_key"]
    );
}

/// The comments of a user's posts: a step to the posts, and one from there.
fn comments(user: Value, post: Value, comment: Value) -> Value {
    let model = |path: &str, relations: Value| json!({ "path": path, "at": "m.rs:1:1", "relations": relations });
    let mut models = json!([
        model("app::User", user),
        model("app::Post", post),
        model("app::Comment", comment)
    ]);
    let through = json!({ "name": "comments", "kind": "has_many", "targets": ["Comment"], "through": "Post", "at": "user.rs:3:5" });
    models[0]["relations"].as_array_mut().unwrap().push(through);
    models
}

#[test]
fn a_has_many_takes_each_step_by_any_relation_on_either_side() {
    let author = || belongs_to("author", "User");
    let of_post = || json!({ "name": "comments", "kind": "has_many", "targets": ["Comment"] });
    let posts = || json!({ "name": "posts", "kind": "has_many", "targets": ["Post"], "key": ["author_id"] });
    let post = || belongs_to("post", "Post");
    for (user, association, comment) in [
        (json!([]), json!([author(), of_post()]), json!([])),
        (json!([posts()]), json!([of_post()]), json!([])),
        (json!([]), json!([author()]), json!([post()])),
        (json!([posts()]), json!([]), json!([post()])),
    ] {
        assert!(found(comments(user, association, comment)).is_empty());
    }
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `User.comments` goes through `Post`, which has no relation to `Comment`
          --> user.rs:3:5
        note: `Post` is declared here
          --> m.rs:1:1
          = note: `Post` has 1 relation: `author`
          = help: in `Post`, add a relation that points at `Comment`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&report(comments(json!([]), json!([author()]), json!([]))));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `User.comments` goes through `Post`, which has no relation to `Comment`
          --> user.rs:3:5
        note: `Post` is declared here
          --> m.rs:1:1
          = note: `Post` has no relations
          = help: in `Post`, add a relation that points at `Comment`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&report(comments(json!([posts()]), json!([]), json!([]))));
    // A mention is no step, nor is the relation itself.
    let mention = json!({ "name": "post", "kind": "refers_to", "targets": ["Post"] });
    assert_eq!(
        rules(&found(comments(
            json!([mention]),
            json!([of_post()]),
            json!([])
        ))),
        ["through_without_key"]
    );
    let mut round = comments(json!([]), json!([of_post()]), json!([]));
    round[0]["relations"][0]["targets"] = json!(["Post"]);
    assert_eq!(rules(&found(round)), ["through_without_key"]);
}

#[test]
fn a_many_to_many_is_not_entered_from_an_end() {
    let mut models = tags(json!([belongs_to("post", "Post")]));
    let of_tag = json!({ "name": "post_tags", "kind": "has_many", "targets": ["PostTag"], "key": ["tag_id"] });
    models[1]["relations"].as_array_mut().unwrap().push(of_tag);
    assert_eq!(rules(&found(models)), ["through_without_key"]);
}

#[test]
fn external_ends_and_associations() {
    let mut models = tags(json!([belongs_to("post", "Post")]));
    models[1] = json!({ "path": "app::Tag", "external": true });
    models[0]["relations"][0]["inverse"] = json!(null);
    assert_eq!(rules(&found(models.clone())), ["through_without_key"]);
    models[2]["relations"]
        .as_array_mut()
        .unwrap()
        .push(belongs_to("tag", "Tag"));
    assert!(found(models.clone()).is_empty());
    models[2] = json!({ "path": "app::PostTag", "external": true });
    assert!(found(models).is_empty());
}

#[test]
fn an_end_that_lives_outside() {
    let outside = options().outside("labels");
    let with = |relations: Value| {
        let mut models = tags(relations);
        models.as_array_mut().unwrap().remove(1);
        models[0]["relations"][0]["targets"] = json!(["labels::Tag"]);
        found_with(&outside, models)
    };
    assert_eq!(
        rules(&with(json!([
            belongs_to("post", "Post"),
            belongs_to("tag", "labels::Tag")
        ]))),
        [""; 0]
    );
    // Nothing is known of what leads there, but the own end is.
    assert_eq!(rules(&with(json!([belongs_to("post", "Post")]))), [""; 0]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no relation to `Post`
          --> post.rs:3:5
        note: `PostTag` is declared here
          --> post_tag.rs:1:12
          = note: `PostTag` has no relations
          = help: in `PostTag`, add a `belongs_to` that points at `Post`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&with(json!([])).to_string());
}

#[test]
fn an_abstract_end() {
    // A base has what is built on it: which the association points at.
    let mut own = tags(json!([belongs_to("tag", "Tag")]));
    own[0]["abstract"] = json!(true);
    own[0]["relations"][0]["inverse"] = json!(null);
    own[1]["relations"] = json!([]);
    assert!(found(own).is_empty());
    let mut other = tags(json!([belongs_to("post", "Post")]));
    other[1]["abstract"] = json!(true);
    assert_eq!(rules(&found(other)), ["abstract_target"]);
}

#[test]
fn silenced_by_a_relation_of_the_association_that_leads_nowhere() {
    assert_eq!(
        rules(&found(tags(json!([
            belongs_to("post", "Post"),
            belongs_to("tag", "Tga")
        ])))),
        ["missing_target"]
    );
    let mut ambiguous = tags(json!([
        belongs_to("post", "Post"),
        belongs_to("tag", "Label")
    ]));
    let labels = ["a::Label", "b::Label"].map(|path| json!({ "path": path }));
    ambiguous.as_array_mut().unwrap().extend(labels);
    assert_eq!(rules(&found(ambiguous)), ["ambiguous_target"]);
}

#[test]
fn silences_what_follows_from_it() {
    let mut models = tags(json!([belongs_to("post", "Post")]));
    models[0]["relations"][0]["inverse"] = json!("nothing");
    assert_eq!(rules(&found(models)), ["through_without_key"]);
}

#[test]
fn no_places() {
    let mut models = tags(json!([belongs_to("post", "Post")]));
    for model in models.as_array_mut().unwrap() {
        model["at"] = json!(null);
        model["relations"][0]["at"] = json!(null);
    }
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Post.tags` goes through `PostTag`, which has no relation to `Tag`
          = note: `PostTag` has 1 relation: `post`
          = note: 1 more relation goes through `PostTag`: `Tag.posts`
          = help: in `PostTag`, add a `belongs_to` that points at `Tag`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&report(models));
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "through_without_key", "reason": "it is a view" }]);
    // On one of its sides, or on the model of one.
    let mut on_relation = tags(json!([belongs_to("post", "Post")]));
    on_relation[1]["relations"][0]["allow"] = allow.clone();
    assert!(found(on_relation).is_empty());
    let mut on_model = tags(json!([belongs_to("post", "Post")]));
    on_model[0]["allow"] = allow;
    assert!(found(on_model).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::ThroughWithoutKey, level);
    let models = tags(json!([belongs_to("post", "Post")]));
    assert!(found_with(&of(Level::Allow), models.clone()).is_empty());
    let findings = found_with(&of(Level::Warn), models);
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
}
