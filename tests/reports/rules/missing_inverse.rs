//! `missing_inverse`: a declared inverse that the target does not have.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::json;

use super::models::{blog, edited_blog, groups, pins};

#[test]
fn names_the_one_with_a_similar_name() {
    let models = blog()
        .set("User.posts", json!({ "inverse": "autor" }))
        .set("Post.author", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `autor`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 1 relation to `User`: `author`
          = note: a relation with a similar name exists: `author`
          = help: write `inverse = author`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn names_the_one_that_names_it_back_before_a_similar_one() {
    let models = edited_blog().set("User.posts", json!({ "inverse": "editors" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `editors`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 2 relations to `User`: `author` and `editor`
          = note: `User.edited` already names `editor` as its inverse
          = note: `author` names `User.posts` as its inverse
          = help: write `inverse = author`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn names_the_relation_whose_key_it_is() {
    let models = blog()
        .set("User.posts", json!({ "inverse": "author_id" }))
        .set("Post.author", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `author_id`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `author_id` is the key of `Post.author`
          = note: `Post` has 1 relation to `User`: `author`
          = help: write `inverse = author`

        for more information: cargo relata explain missing_inverse
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn a_key_of_a_relation_to_elsewhere_is_a_fact() {
    let models = blog()
        .set("User.posts", json!({ "inverse": "tag_id" }))
        .set("Post.author", json!({ "inverse": null }))
        .add("Post", "fields", json!({ "name": "tag_id", "type": "i64" }))
        .add("Post", "fields", json!({ "name": "editor_id", "type": "i64" }))
        .add("Post", "relations", json!({ "name": "tag", "kind": "belongs_to", "targets": ["Tag"], "key": ["tag_id"] }))
        .add("Post", "relations", json!({ "name": "editor", "kind": "belongs_to", "targets": ["User"], "key": ["editor_id"] }))
        .and(json!({ "path": "app::Tag", "fields": [{ "name": "id", "type": "i64" }] }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `Post` has no relation `tag_id`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `tag_id` is the key of `Post.tag`
          = note: `Post` has 2 relations to `User`: `author` and `editor`
          = help: name the intended relation: `inverse = author` or `inverse = editor`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn a_key_of_two_relations_leaves_it_to_the_name() {
    let two = |name: &str| json!({ "name": name, "kind": "belongs_to", "targets": ["User"], "key": ["author_id"] });
    let models = blog()
        .set("User.posts", json!({ "inverse": "author_id" }))
        .set("Post.author", json!({ "inverse": null }))
        .add("Post", "relations", two("writer"));
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 1 crate

        warning[same_join]: `Post.author` and `Post.writer` point at the same rows of `User`
          --> src/post.rs:12:5
        note: `Post.writer` is declared here
          --> src/post.rs:13:5
          = note: their key is `author_id`
          = help: write `filtered` on each of them that points only at some of these rows

        error[missing_inverse]: `Post` has no relation `author_id`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `author_id` is the key of `Post.author` and `Post.writer`
          = note: `Post` has 2 relations to `User`: `author` and `writer`
          = note: a relation with a similar name exists: `author`
          = help: write `inverse = author`

        for more information: cargo relata explain same_join
    "#]].assert_eq(&models.report());
}

/// What has very many relations is looked up in another way, and the words are the same.
#[test]
fn a_key_in_a_wide_model() {
    let keyed = |name: &str, key: &[&str]| json!({ "name": name, "kind": "belongs_to", "targets": ["User"], "key": key });
    let with_others = |count: usize| {
        let models = blog()
            .set("User.posts", json!({ "inverse": "author_id" }))
            .set("Post.author", json!({ "inverse": null }))
            .add("Post", "relations", keyed("writer", &["id", "author_id"]));
        (0..count).fold(models, |models, nth| {
            let other = json!({ "name": format!("other_{nth}"), "kind": "refers_to", "targets": ["Post"], "key": ["id"] });
            models.add("Post", "relations", other)
        })
    };
    let notes = |count| {
        let found = with_others(count).found();
        let finding = found.iter().find(|it| it.rule() == Rule::MissingInverse);
        let notes = finding.unwrap().notes().iter();
        notes.map(|it| it.text().to_owned()).collect::<Vec<_>>()
    };
    let narrow = notes(0);
    assert_eq!(
        narrow[1],
        "`author_id` is part of the key of `Post.author` and `Post.writer`"
    );
    assert_eq!(notes(40), narrow);
}

#[test]
fn says_that_it_is_a_field() {
    let models = blog()
        .add(
            "Post",
            "fields",
            json!({ "name": "title", "type": "String" }),
        )
        .set("User.posts", json!({ "inverse": "title" }))
        .set("Post.author", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `title`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `title` is a field, not a relation
          = note: `Post` has 1 relation to `User`: `author`
          = help: write `inverse = author`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn says_that_nothing_leads_back() {
    let models = blog()
        .set(
            "Post.author",
            json!({ "targets": ["Tag"], "inverse": null }),
        )
        .and(json!({ "path": "app::Tag" }));
    let models = models.set("User.posts", json!({ "inverse": "writer" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `Post` has no relation `writer`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has no relation to `User`; it has 1 other relation: `author`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn says_that_there_are_no_relations() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `author`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has no relations

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&blog().without("Post.author").report());
}

#[test]
fn of_several_that_lead_back_none_is_guessed() {
    let models = edited_blog()
        .set("User.posts", json!({ "inverse": "creator" }))
        .set("User.edited", json!({ "inverse": null }))
        .set("Post.author", json!({ "inverse": null }))
        .set("Post.editor", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `creator`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 2 relations to `User`: `author` and `editor`
          = help: name the intended relation: `inverse = author` or `inverse = editor`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn one_that_another_relation_claims_is_not_offered() {
    let models = edited_blog()
        .without("Post.author")
        .set("Post.editor", json!({ "inverse": null }))
        .set("User.posts", json!({ "inverse": "editors" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `editors`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 1 relation to `User`: `editor`
          = note: `User.edited` already names `editor` as its inverse
          = note: a relation with a similar name exists: `editor`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn one_of_a_kind_that_does_not_pair_is_not_offered() {
    let models = blog().set(
        "Post.author",
        json!({ "kind": "has_one", "inverse": null, "key": null }),
    );
    let models = models.set("User.posts", json!({ "inverse": "autor" }));
    let findings = models.found();
    assert_eq!(findings.iter().next().unwrap().help(), None, "{findings}");
}

#[test]
fn a_name_is_similar_up_to_a_third_of_its_letters() {
    let help = |inverse: &str| {
        let models = edited_blog()
            .set("User.posts", json!({ "inverse": inverse }))
            .set("User.edited", json!({ "inverse": null }))
            .set("Post.author", json!({ "inverse": null }))
            .set("Post.editor", json!({ "inverse": null }));
        models
            .found()
            .iter()
            .next()
            .unwrap()
            .help()
            .map(str::to_owned)
    };
    assert_eq!(help("autxxr").as_deref(), Some("write `inverse = author`"));
    assert_eq!(
        help("axtxxr").as_deref(),
        Some("name the intended relation: `inverse = author` or `inverse = editor`")
    );
    assert_eq!(help("EDITOR").as_deref(), Some("write `inverse = editor`"));
}

#[test]
fn all_targets_of_a_polymorphic_relation_are_one_finding() {
    let models = pins().set("Pin.subject", json!({ "inverse": "pinned" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `User` and `Post` have no relation `pinned`, which `Pin.subject` names as its inverse
          --> src/pin.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `User` has 1 relation to `Pin`: `pins`
          = note: `Post` has 1 relation to `Pin`: `pins`
          = note: `pins` names `Pin.subject` as its inverse
          = help: write `inverse = pins`

        for more information: cargo relata explain missing_inverse
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn one_target_of_a_polymorphic_relation_can_be_the_only_one() {
    let models = pins().without("Post.pins");
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `Post` has no relation `pins`, which `Pin.subject` names as its inverse
          --> src/pin.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has no relations

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn a_target_that_is_written_twice_is_one() {
    let models = pins().without("Post.pins").set(
        "Pin.subject",
        json!({ "targets": ["User", "Post", "app::Post"] }),
    );
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `Post` has no relation `pins`, which `Pin.subject` names as its inverse
          --> src/pin.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has no relations

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
    let likewise = json!({ "path": "app::Note", "relations": [
        { "name": "subject", "kind": "belongs_to", "targets": ["Post"], "inverse": "pins" } ] });
    let models = models
        .set("Pin.subject", json!({ "targets": ["Post", "app::Post"] }))
        .without("User.pins")
        .and(likewise);
    assert_eq!(models.faults(), ["missing_inverse at Note.subject"]);
}

#[test]
fn several_relations_that_name_one_absent_inverse_are_one_finding() {
    let models = pins().set("Pin.subject", json!({ "name": "about" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `Pin` has no relation `subject`, which `Post.pins` names as its inverse
          --> src/post.rs:12:5
        note: `User.pins` also names this inverse
          --> src/user.rs:12:5
        note: `Pin` is declared here
          --> src/pin.rs:1:5
          = note: `Pin` has 1 relation to `Post`: `about`
          = note: `about` names `Post.pins` as its inverse
          = help: write `inverse = about` on `Post.pins` and on `User.pins`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn two_of_one_model_cannot_both_take_what_is_offered() {
    let models = edited_blog()
        .without("Post.editor")
        .set("User.posts", json!({ "inverse": "writer" }))
        .set("User.edited", json!({ "inverse": "writer" }))
        .set("Post.author", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `writer`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `User.edited` also names this inverse
          --> src/user.rs:13:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 1 relation to `User`: `author`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn each_of_several_is_asked_whether_it_allows_it() {
    let allow =
        json!({ "allow": [{ "rule": "missing_inverse", "reason": "it is built elsewhere" }] });
    let models = pins()
        .without("Pin.subject")
        .set("User.pins", allow.clone());
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `Pin` has no relation `subject`, which `Post.pins` names as its inverse
          --> src/post.rs:12:5
        note: `Pin` is declared here
          --> src/pin.rs:1:5
          = note: `Pin` has no relations

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
    assert_eq!(models.set("Post", allow).faults(), [""; 0]);
}

#[test]
fn a_model_of_which_nothing_is_known_may_have_it() {
    let external = blog()
        .set("User.posts", json!({ "targets": ["Draft"] }))
        .without("Post");
    let draft = |member: &str| json!({ "path": "away::Draft", member: true });
    assert_eq!(external.clone().and(draft("external")).faults(), [""; 0]);
    let known = external.and(json!({ "path": "app::Draft" }));
    assert_eq!(known.faults(), ["missing_inverse at User.posts"]);
}

#[test]
fn is_allowed_at_the_relation_and_at_its_model() {
    let models = blog().set("Post.author", json!({ "name": "writer", "inverse": null }));
    models.is_allowed_only_at(&options(), Rule::MissingInverse, &["User.posts", "User"]);
}

#[test]
fn has_a_level() {
    let models = blog().set("Post.author", json!({ "name": "writer", "inverse": null }));
    assert!(
        models
            .found_at(Rule::MissingInverse, Level::Allow)
            .is_empty()
    );
    let findings = models.found_at(Rule::MissingInverse, Level::Warn);
    assert_eq!(findings.iter().next().unwrap().level(), Level::Warn);
    assert_eq!(models.found().iter().next().unwrap().level(), Level::Deny);
}

#[test]
fn is_silent_where_the_target_is_missing() {
    let models = blog()
        .set("User.posts", json!({ "inverse": "writer" }))
        .without("Post");
    assert_eq!(models.faults(), ["missing_target at User.posts"]);
}

#[test]
fn is_silent_where_an_association_lacks_it_and_says_so() {
    let memberships = json!({ "name": "memberships", "kind": "has_many", "targets": ["Membership"], "inverse": "group" });
    let models = groups()
        .add("Group", "relations", memberships)
        .set("Membership.group", json!({ "inverse": "memberships" }))
        .without("Membership.group");
    let faults = models.faults();
    assert!(
        faults.iter().all(|fault| fault.starts_with("through_keys")),
        "{faults:?}"
    );
    let of_another = models
        .set("Group.memberships", json!({ "inverse": "team" }))
        .faults();
    assert!(
        of_another.contains(&"missing_inverse at Group.memberships".to_owned()),
        "{of_another:?}"
    );
}

#[test]
fn is_silent_where_the_other_side_shows_a_wrong_target() {
    // `Post.author` points at `Tag`, where `posts` is missing: what is wrong is the target.
    let models = blog()
        .and(json!({ "path": "app::Tag" }))
        .set("Post.author", json!({ "targets": ["Tag"] }));
    assert_eq!(models.faults(), ["inverse_elsewhere at User.posts"]);
}

#[test]
fn is_reported_without_places() {
    let models = blog()
        .set("Post.author", json!({ "name": "writer" }))
        .without_places();
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Post` has no relation `author`, which `User.posts` names as its inverse
          = note: `Post` has 1 relation to `User`: `writer`
          = note: `writer` names `User.posts` as its inverse
          = help: write `inverse = writer`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&models.report());
}

/// Neither is certain while the other is wrong.
#[test]
fn where_both_sides_are_misspelt_each_has_its_similar_name() {
    let models = blog()
        .set("User.posts", json!({ "inverse": "autor" }))
        .set("Post.author", json!({ "inverse": "post" }));
    expect![[r#"
        relata: 2 errors in 2 models from 1 crate

        error[missing_inverse]: `User` has no relation `post`, which `Post.author` names as its inverse
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: `User` has 1 relation to `Post`: `posts`
          = note: a relation with a similar name exists: `posts`

        error[missing_inverse]: `Post` has no relation `autor`, which `User.posts` names as its inverse
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 1 relation to `User`: `author`
          = note: a relation with a similar name exists: `author`

        for more information: cargo relata explain missing_inverse
    "#]].assert_eq(&models.report());
}

/// One target is absent and another lacks the inverse: the absent one may be the one that has it.
#[test]
fn is_silent_where_another_target_is_absent() {
    let models = pins()
        .set("Pin.subject", json!({ "targets": ["Usr", "Post"] }))
        .set("User.pins", json!({ "inverse": null }))
        .without("Post.pins");
    assert_eq!(models.clone().faults(), ["missing_target at Pin.subject"]);
    let external = models.and(json!({ "path": "auth::Usr", "external": true }));
    assert_eq!(external.faults(), ["missing_inverse at Pin.subject"]);
}

/// The models that extend a base have its relations, so what points back points at them; but it must be there.
#[test]
fn of_a_base() {
    let user =
        json!({ "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": "texts" });
    let base = json!({ "path": "app::Text", "abstract": true, "relations": [user] });
    let models = blog().and(base);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_inverse]: `User` has no relation `texts`, which `Text.author` names as its inverse
          --> src/text.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: `User` has no relation to `Text`; it has 1 other relation: `posts`

        for more information: cargo relata explain missing_inverse
    "#]].assert_eq(&models.report());
    let posts = models.set("Text.author", json!({ "inverse": "posts" }));
    assert_eq!(posts.faults(), [""; 0]);
    let kind = posts.set("Text.author", json!({ "kind": "has_many" }));
    assert_eq!(kind.faults(), ["inverse_kind at Text.author"]);
}
