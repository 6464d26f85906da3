//! `inverse_elsewhere`: a declared inverse that points at another model.

use expect_test::expect;
use relata::{Level, Model, Rule, options};
use serde_json::json;

use super::models::{Models, blog, edited_blog, groups, pins};

/// Post and comment both say that they are the comments of a user.
fn comments() -> Models {
    blog()
        .set(
            "User.posts",
            json!({ "name": "comments", "targets": ["Comment"], "inverse": null }),
        )
        .set("Post.author", json!({ "inverse": "comments" }))
        .and(json!({ "path": "app::Comment", "fields": [{ "name": "id", "type": "i64" }] }))
}

#[test]
fn says_where_it_leads() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `Post.author` names `User.comments` as its inverse, but `User.comments` points at `Comment`, not at `Post`
          --> src/post.rs:12:5
        note: `User.comments` is declared here
          --> src/user.rs:12:5
          = note: `User` has no relation to `Post`; it has 1 other relation: `comments`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&comments().report());
}

#[test]
fn offers_the_one_that_leads_back() {
    let posts = json!({ "name": "posts", "kind": "has_many", "targets": ["Post"] });
    let models = comments().add("User", "relations", posts).add(
        "Comment",
        "fields",
        json!({ "name": "by", "type": "i64" }),
    );
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `Post.author` names `User.comments` as its inverse, but `User.comments` points at `Comment`, not at `Post`
          --> src/post.rs:12:5
        note: `User.comments` is declared here
          --> src/user.rs:12:5
          = note: `User` has 1 relation to `Post`: `posts`
          = help: write `inverse = posts`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn offers_none_that_another_relation_claims() {
    let models = edited_blog().and(json!({ "path": "app::Tag" })).set(
        "Post.author",
        json!({ "targets": ["Tag"], "inverse": null }),
    );
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `User.posts` names `Post.author` as its inverse, but `Post.author` points at `Tag`, not at `User`
          --> src/user.rs:12:5
        note: `Post.author` is declared here
          --> src/post.rs:12:5
          = note: `Post` has 1 relation to `User`: `editor`
          = note: `User.edited` already names `editor` as its inverse

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&models.report());
}

#[test]
fn offers_the_target_where_the_two_name_each_other() {
    let models = blog()
        .and(json!({ "path": "app::Tag" }))
        .set("Post.author", json!({ "targets": ["Tag"] }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `User.posts` names `Post.author` as its inverse, but `Post.author` points at `Tag`, not at `User`
          --> src/user.rs:12:5
        note: `Post.author` is declared here
          --> src/post.rs:12:5
          = note: `Post` has no relation to `User`; it has 1 other relation: `author`
          = note: `Post.author` names `posts` back, which is a relation of `User`
          = help: replace `Tag` with `User` on `Post.author`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn offers_the_path_where_two_models_have_the_name() {
    let models = blog()
        .and(json!({ "path": "admin::User" }))
        .set("Post.author", json!({ "targets": ["admin::User"] }));
    expect![[r#"
        relata: 1 error in 3 models from 2 crates

        error[inverse_elsewhere]: `app::User.posts` names `Post.author` as its inverse, but `Post.author` points at `admin::User`, not at `app::User`
          --> src/user.rs:12:5
        note: `Post.author` is declared here
          --> src/post.rs:12:5
          = note: `Post` has no relation to `app::User`; it has 1 other relation: `author`
          = note: `Post.author` names `posts` back, which is a relation of `app::User`
          = help: replace `admin::User` with `app::User` on `Post.author`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn offers_no_target_where_that_has_a_pair_of_its_own() {
    // `Post.author` and `Tag.posts` are a pair; `User.posts` is the odd one.
    let models = blog()
        .and(json!({ "path": "app::Tag", "relations": [
            { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" } ] }))
        .set("Post.author", json!({ "targets": ["Tag"] }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `User.posts` names `Post.author` as its inverse, but `Post.author` points at `Tag`, not at `User`
          --> src/user.rs:12:5
        note: `Post.author` is declared here
          --> src/post.rs:12:5
          = note: `Post` has no relation to `User`; it has 1 other relation: `author`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&models.report());
}

#[test]
fn a_polymorphic_relation_that_leaves_one_out() {
    let models = pins()
        .and(json!({ "path": "app::Tag", "relations": [
            { "name": "pins", "kind": "has_many", "targets": ["Pin"], "inverse": "subject" } ] }))
        .set("Pin.subject", json!({ "targets": ["Tag", "Post"] }));
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[inverse_elsewhere]: `User.pins` names `Pin.subject` as its inverse, but `Pin.subject` points at `Tag` and `Post`, not at `User`
          --> src/user.rs:12:5
        note: `Pin.subject` is declared here
          --> src/pin.rs:12:5
          = note: `Pin` has no relation to `User`; it has 1 other relation: `subject`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&models.report());
    assert_eq!(
        models
            .set("Pin.subject", json!({ "targets": ["Tag", "Post", "User"] }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn several_targets_of_one_relation_are_one_finding() {
    let tag =
        json!({ "name": "tag", "kind": "belongs_to", "targets": ["User"], "key": ["tag_id"] });
    let models = pins()
        .add("User", "relations", tag.clone())
        .add("Post", "relations", tag);
    let key = json!({ "name": "tag_id", "type": "i64", "optional": true });
    let models = models
        .add("User", "fields", key.clone())
        .add("Post", "fields", key)
        .set("User.pins", json!({ "inverse": null }))
        .set("Post.pins", json!({ "inverse": null }))
        .set("Pin.subject", json!({ "inverse": "tag" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `Pin.subject` names `User.tag` as its inverse, but `User.tag` points at `User`, not at `Pin`
          --> src/pin.rs:12:5
        note: `User.tag` is declared here
          --> src/user.rs:13:5
        note: `Post.tag` is declared here
          --> src/post.rs:13:5
          = note: `Post.tag` does not point at `Pin` either
          = note: `User` has 1 relation to `Pin`: `pins`
          = help: write `inverse = pins`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn an_open_relation_leads_to_any_model() {
    let models = pins().set("Pin.subject", json!({ "targets": "any", "inverse": null }));
    assert_eq!(models.faults(), [""; 0]);
    let closed = models.set("Pin.subject", json!({ "targets": ["Post"] }));
    assert_eq!(closed.faults(), ["inverse_elsewhere at User.pins"]);
}

#[test]
fn models_of_one_name_are_distinguished() {
    let models = blog().and(json!({ "path": "old::User" })).set(
        "Post.author",
        json!({ "targets": ["old::User"], "inverse": null }),
    );
    let findings = models.found();
    let finding = findings.iter().next().unwrap();
    assert_eq!(
        finding.headline(),
        "`app::User.posts` names `Post.author` as its inverse, but `Post.author` points at `old::User`, not at `app::User`"
    );
}

#[test]
fn relations_that_lead_past_each_other_in_a_circle_are_reported_once() {
    let model = |name: &str, next: &str| {
        json!({ "path": format!("app::{name}"), "relations": [
            { "name": "other", "kind": "refers_to", "targets": [next], "inverse": "other" } ] })
    };
    let three = Models::new(json!([model("A", "B"), model("B", "C"), model("C", "A")]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `A.other` names `B.other` as its inverse, but `B.other` points at `C`, not at `A`
          --> src/a.rs:12:5
        note: `B.other` is declared here
          --> src/b.rs:12:5
          = note: `B` has no relation to `A`; it has 1 other relation: `other`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&three.report());
    // One that leads into the circle and is not led past itself is where it begins.
    let four = three.and(model("D", "A"));
    assert_eq!(four.clone().faults(), ["inverse_elsewhere at D.other"]);
    // Of a base no inverse is judged, so it is nowhere told.
    let base = four.set("D", json!({ "abstract": true }));
    assert_eq!(base.faults(), ["inverse_elsewhere at A.other"]);
    // A circle that leads past one of another circle is reported there.
    let e = json!({ "path": "app::E", "relations": [
        { "name": "other", "kind": "refers_to", "targets": ["F", "A"], "inverse": "other" } ] });
    let circles = Models::new(json!([
        model("A", "B"),
        model("B", "C"),
        model("C", "A"),
        e,
        model("F", "G"),
        model("G", "E")
    ]));
    expect![[r#"
        relata: 2 errors in 6 models from 1 crate

        error[inverse_elsewhere]: `A.other` names `B.other` as its inverse, but `B.other` points at `C`, not at `A`
          --> src/a.rs:12:5
        note: `B.other` is declared here
          --> src/b.rs:12:5
          = note: `B` has no relation to `A`; it has 1 other relation: `other`

        error[inverse_elsewhere]: `E.other` names `F.other` as its inverse, but `F.other` points at `G`, not at `E`
          --> src/e.rs:12:5
        note: `F.other` is declared here
          --> src/f.rs:12:5
        note: `A.other` is declared here
          --> src/a.rs:12:5
          = note: `A.other` does not point at `E` either
          = note: `F` has no relation to `E`; it has 1 other relation: `other`

        for more information: cargo relata explain inverse_elsewhere
    "#]]
    .assert_eq(&circles.report());
    let two = Models::new(json!([model("A", "B"), model("B", "A")]));
    assert_eq!(two.faults(), [""; 0]);
}

#[test]
fn of_a_base_and_of_two_models_of_one_path_nothing_is_known() {
    let base = comments().set("Post", json!({ "abstract": true }));
    assert_eq!(base.faults(), [""; 0]);
    let again = comments().and(json!({ "path": "app::Post", "table": "posts" }));
    assert_eq!(again.faults(), ["duplicate_model at app::Post"]);
}

#[test]
fn is_silent_where_the_target_of_the_inverse_is_at_fault() {
    let of = |target: &str| blog().set("Post.author", json!({ "targets": [target] }));
    assert_eq!(of("Usr").faults(), ["missing_target at Post.author"]);
    let ambiguous = of("Tag")
        .and(json!({ "path": "a::Tag" }))
        .and(json!({ "path": "b::Tag" }));
    assert_eq!(ambiguous.faults(), ["ambiguous_target at Post.author"]);
    let base = of("Base").and(json!({ "path": "app::Base", "abstract": true }));
    assert_eq!(base.faults(), ["abstract_target at Post.author"]);
}

#[test]
fn is_silent_where_the_inverse_goes_through_what_does_not_fit() {
    let models = groups()
        .and(json!({ "path": "app::Tag" }))
        .set("Group.members", json!({ "targets": ["Tag"] }));
    assert_eq!(models.faults(), ["through_keys at Group.members"]);
}

#[test]
fn is_allowed_at_both_relations_and_at_their_models() {
    let at = ["Post.author", "Post", "User.comments", "User"];
    comments().is_allowed_only_at(&options(), Rule::InverseElsewhere, &at);
}

#[test]
fn has_a_level() {
    assert!(
        comments()
            .found_at(Rule::InverseElsewhere, Level::Allow)
            .is_empty()
    );
    assert_eq!(
        comments()
            .found_at(Rule::InverseElsewhere, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(comments().found().count(Level::Deny), 1);
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `Post.author` names `User.comments` as its inverse, but `User.comments` points at `Comment`, not at `Post`
          = note: `User` has no relation to `Post`; it has 1 other relation: `comments`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&comments().without_places().report());
}

/// A user's posts and pages, each with an author.
fn posts_and_pages() -> Models {
    let author = |model: &str, inverse: &str| {
        json!({ "path": format!("app::{model}"), "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": inverse } ] })
    };
    let all = |name: &str, target: &str| json!({ "name": name, "kind": "has_many", "targets": [target], "inverse": "author" });
    Models::new(json!([
        { "path": "app::User", "relations": [all("posts", "Post"), all("pages", "Page")] },
        author("Post", "posts"),
        author("Page", "pages")
    ]))
}

#[test]
fn two_inverses_that_are_exchanged_between_two_models_are_one_mistake() {
    let inverse = |name: &str| json!({ "inverse": name });
    let models = posts_and_pages()
        .set("Post.author", inverse("pages"))
        .set("Page.author", inverse("posts"));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: the inverses of `Page.author` and `Post.author` are swapped
          --> src/page.rs:12:5
        note: `Page.author` names `User.posts` as its inverse
          --> src/page.rs:12:5
        note: `Post.author` names `User.pages` as its inverse
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
        note: `User.pages` is declared here
          --> src/user.rs:13:5
          = note: `User.posts` points at `Post`, and `User.pages` at `Page`
          = help: write `inverse = pages` on `Page.author` and `inverse = posts` on `Post.author`

        for more information: cargo relata explain inverse_elsewhere
    "#]]
    .assert_eq(&models.report());
    models.clone().mended(&options());
    let all = [
        "Post.author",
        "Post",
        "Page.author",
        "Page",
        "User.posts",
        "User.pages",
        "User",
    ];
    models.is_allowed_only_at(&options(), Rule::InverseElsewhere, &all);
    let one = posts_and_pages().set("Post.author", inverse("pages"));
    assert_eq!(one.faults(), ["inverse_elsewhere at Post.author"]);
}

#[test]
fn offers_the_type_where_the_target_is_a_type() {
    #[derive(Model)]
    #[relata(has_many(posts: Post, inverse = author))]
    #[expect(dead_code, reason = "only declared")]
    struct User {
        id: i64,
    }

    #[derive(Model)]
    #[expect(dead_code, reason = "only declared")]
    struct Tag {
        id: i64,
    }

    #[derive(Model)]
    #[expect(dead_code, reason = "only declared")]
    struct Post {
        #[relata(belongs_to(Tag, inverse = posts))]
        author_id: i64,
    }

    let found = options().check_isolated(&relata::models![User, Tag, Post]);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `User.posts` names `Post.author` as its inverse, but `Post.author` points at `Tag`, not at `User`
          --> tests/reports/rules/inverse_elsewhere.rs:398:46
        note: `Post.author` is declared here
          --> tests/reports/rules/inverse_elsewhere.rs:414:9
          = note: `Post` has no relation to `User`; it has 1 other relation: `author`
          = note: `Post.author` names `posts` back, which is a relation of `User`
          = help: replace `Tag` with `User` on `Post.author`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&found.to_string());
}

/// The edit is in the source, where a type is written and not the name of its model.
#[test]
fn offers_the_type_of_a_model_with_another_name() {
    #[derive(Model)]
    #[relata(name = "User", has_many(posts: PostRow, inverse = author))]
    #[expect(dead_code, reason = "only declared")]
    struct UserRow {
        id: i64,
    }

    #[derive(Model)]
    #[relata(name = "Tag")]
    #[expect(dead_code, reason = "only declared")]
    struct TagRow {
        id: i64,
    }

    #[derive(Model)]
    #[relata(name = "Post")]
    #[expect(dead_code, reason = "only declared")]
    struct PostRow {
        #[relata(belongs_to(TagRow, inverse = posts))]
        author_id: i64,
    }

    let found = options().check_isolated(&relata::models![UserRow, TagRow, PostRow]);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `User.posts` names `Post.author` as its inverse, but `Post.author` points at `Tag`, not at `User`
          --> tests/reports/rules/inverse_elsewhere.rs:437:64
        note: `Post.author` is declared here
          --> tests/reports/rules/inverse_elsewhere.rs:455:9
          = note: `Post` has no relation to `User`; it has 1 other relation: `author`
          = note: `Post.author` names `posts` back, which is a relation of `User`
          = help: replace `TagRow` with `UserRow` on `Post.author`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&found.to_string());
}

mod archive {
    #[derive(relata::Model)]
    #[expect(dead_code, reason = "only declared")]
    pub(super) struct User {
        id: i64,
    }
}

#[test]
fn offers_the_paths_where_two_types_have_the_name() {
    #[derive(Model)]
    #[relata(has_many(posts: Post, inverse = author))]
    #[expect(dead_code, reason = "only declared")]
    struct User {
        id: i64,
    }

    #[derive(Model)]
    #[expect(dead_code, reason = "only declared")]
    struct Post {
        #[relata(belongs_to(archive::User, inverse = posts))]
        author_id: i64,
    }

    let found = options().check_isolated(&relata::models![User, archive::User, Post]);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_elsewhere]: `reports::rules::inverse_elsewhere::User.posts` names `Post.author` as its inverse, but `Post.author` points at `reports::rules::inverse_elsewhere::archive::User`, not at `reports::rules::inverse_elsewhere::User`
          --> tests/reports/rules/inverse_elsewhere.rs:485:46
        note: `Post.author` is declared here
          --> tests/reports/rules/inverse_elsewhere.rs:495:9
          = note: `Post` has no relation to `reports::rules::inverse_elsewhere::User`; it has 1 other relation: `author`
          = note: `Post.author` names `posts` back, which is a relation of `reports::rules::inverse_elsewhere::User`
          = help: replace `reports::rules::inverse_elsewhere::archive::User` with `reports::rules::inverse_elsewhere::User` on `Post.author`

        for more information: cargo relata explain inverse_elsewhere
    "#]].assert_eq(&found.to_string());
}
