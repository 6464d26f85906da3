//! `ambiguous_target`: several models have the name, and none is nearer than the others.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};
use super::helps::apply;

/// A post whose author is written so, and models at these paths.
fn post(author: &str, paths: &[&str]) -> Value {
    let model =
        |(nth, path): (usize, &&str)| json!({ "path": path, "at": format!("m{nth}.rs:3:12") });
    let mut models: Vec<Value> = paths.iter().enumerate().map(model).collect();
    models.push(json!({ "path": "blog::Post", "at": "blog/src/post.rs:8:12", "relations": [
        { "name": "author", "kind": "belongs_to", "targets": [author], "at": "blog/src/post.rs:12:26" } ] }));
    json!(models)
}

#[test]
fn two() {
    let mut models = post("User", &["auth::User", "billing::User"]);
    let findings = found(models.clone());
    expect![[r#"
        relata: 1 error in 3 models from 3 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 2 models
          --> blog/src/post.rs:12:26
        note: one is `auth::User`
          --> m0.rs:3:12
        note: another is `billing::User`
          --> m1.rs:3:12
          = help: write the path of the intended model, as in `auth::User`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&findings.to_string());
    apply(&mut models, findings.iter().next().unwrap());
    assert!(found(models).is_empty());
}

#[test]
fn six_and_seven() {
    let paths = [
        "a::User", "b::User", "c::User", "d::User", "e::User", "f::User", "g::User",
    ];
    expect![[r#"
        relata: 1 error in 7 models from 7 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 6 models
          --> blog/src/post.rs:12:26
        note: one is `a::User`
          --> m0.rs:3:12
        note: another is `b::User`
          --> m1.rs:3:12
        note: another is `c::User`
          --> m2.rs:3:12
        note: another is `d::User`
          --> m3.rs:3:12
        note: another is `e::User`
          --> m4.rs:3:12
          = note: and 1 other model
          = help: write the path of the intended model, as in `a::User`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&report(post("User", &paths[..6])));
    expect![[r#"
        relata: 1 error in 8 models from 8 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 7 models
          --> blog/src/post.rs:12:26
        note: one is `a::User`
          --> m0.rs:3:12
        note: another is `b::User`
          --> m1.rs:3:12
        note: another is `c::User`
          --> m2.rs:3:12
        note: another is `d::User`
          --> m3.rs:3:12
        note: another is `e::User`
          --> m4.rs:3:12
          = note: and 2 other models
          = help: write the path of the intended model, as in `a::User`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&report(post("User", &paths)));
}

#[test]
fn by_a_longer_name_at_different_depths() {
    let paths = [
        "auth::model::User",
        "billing::old::model::User",
        "model::other::User",
    ];
    expect![[r#"
        relata: 1 error in 4 models from 4 crates

        error[ambiguous_target]: relation `Post.author` points at `model::User`, which matches 2 models
          --> blog/src/post.rs:12:26
        note: one is `auth::model::User`
          --> m0.rs:3:12
        note: another is `billing::old::model::User`
          --> m1.rs:3:12
          = help: write the path of the intended model, as in `auth::model::User`

        for more information: cargo relata explain ambiguous_target
    "#]].assert_eq(&report(post("model::User", &paths)));
    // Each of them has a longer name that is its own.
    for sound in [
        "auth::model::User",
        "old::model::User",
        "other::User",
        "::model::other::User",
    ] {
        assert!(found(post(sound, &paths)).is_empty(), "{sound}");
    }
}

#[test]
fn a_whole_path_is_one_model_whatever_else_ends_like_it() {
    assert!(found(post("auth::User", &["auth::User", "web::auth::User"])).is_empty());
    assert!(found(post("::auth::User", &["auth::User", "web::auth::User"])).is_empty());
    // A path of one segment is a whole one.
    assert!(found(post("User", &["User", "auth::User"])).is_empty());
    // Written so it is a whole path too, and the crate of the relation does not count.
    assert_eq!(
        rules(&found(post("User", &["auth::User", "blog::User"]))),
        ["ambiguous_target"]
    );
}

#[test]
fn raw_names_and_case() {
    let paths = ["auth::r#type::User", "billing::type::User"];
    assert_eq!(
        rules(&found(post("type::r#User", &paths))),
        ["ambiguous_target"]
    );
    // Names that differ in case are two names.
    assert!(found(post("User", &["auth::User", "auth::USER"])).is_empty());
}

#[test]
fn several_relations_that_write_it_so() {
    let mut models = post("User", &["auth::User", "billing::User"]);
    models[2]["relations"] = json!([
        { "name": "author", "kind": "belongs_to", "targets": ["User"], "at": "blog/src/post.rs:12:26" },
        { "name": "editor", "kind": "belongs_to", "targets": ["User"], "at": "blog/src/post.rs:14:26" },
        { "name": "likers", "kind": "many_to_many", "targets": ["auth::User"], "through": "User",
          "at": "blog/src/post.rs:16:26" },
        { "name": "owner", "kind": "belongs_to", "targets": ["auth::User"], "at": "blog/src/post.rs:18:26" }
    ]);
    expect![[r#"
        relata: 1 error in 3 models from 3 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 2 models
          --> blog/src/post.rs:12:26
        note: one is `auth::User`
          --> m0.rs:3:12
        note: another is `billing::User`
          --> m1.rs:3:12
          = note: 2 more relations use this name too: `Post.editor` (blog/src/post.rs:14:26) and `Post.likers` (blog/src/post.rs:16:26)
          = help: write the path of the intended model, as in `auth::User`

        for more information: cargo relata explain ambiguous_target
    "#]].assert_eq(&report(models));
}

#[test]
fn a_through() {
    let mut models = post("auth::User", &["auth::User", "a::Like", "b::Like"]);
    models[3]["relations"][0]["kind"] = json!("many_to_many");
    models[3]["relations"][0]["through"] = json!("Like");
    expect![[r#"
        relata: 1 error in 4 models from 4 crates

        error[ambiguous_target]: relation `Post.author` goes through `Like`, which matches 2 models
          --> blog/src/post.rs:12:26
        note: one is `a::Like`
          --> m1.rs:3:12
        note: another is `b::Like`
          --> m2.rs:3:12
          = help: write the path of the intended model, as in `a::Like`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn one_declaration_in_two_crates() {
    // `main.rs` and `lib.rs` of a package both declare the module, and the binary has a name of its own.
    let mut models = post("User", &["shop::user::User", "shopd::user::User"]);
    models[0]["at"] = json!("src/user.rs:3:12");
    models[1]["at"] = json!("src/user.rs:3:12");
    expect![[r#"
        relata: 1 error in 3 models from 3 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 2 models
          --> blog/src/post.rs:12:26
        note: one is `shop::user::User`
          --> src/user.rs:3:12
        note: another is `shopd::user::User`
          --> src/user.rs:3:12
          = note: both come from the same declaration, which is compiled into 2 crates: each crate declares the file with a `mod` item
          = help: keep only one of the `mod` items, or write the path of the intended model, as in `shop::user::User`

        for more information: cargo relata explain ambiguous_target
    "#]].assert_eq(&report(models));
}

#[test]
fn one_declaration_in_several_modules() {
    let mut models = post("User", &["shop::a::User", "shop::b::User", "shop::c::User"]);
    for nth in 0..3 {
        models[nth]["at"] = json!("src/user.rs:3:12");
    }
    expect![[r#"
        relata: 1 error in 4 models from 2 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 3 models
          --> blog/src/post.rs:12:26
        note: one is `shop::a::User`
          --> src/user.rs:3:12
        note: another is `shop::b::User`
          --> src/user.rs:3:12
        note: another is `shop::c::User`
          --> src/user.rs:3:12
          = note: all come from the same declaration: 3 `mod` items refer to its file
          = help: replace `mod b;` in the crate root of `shop` with `use crate::a as b;`; replace `mod c;` in the crate root of `shop` with `use crate::a as c;`, and check that the module is `pub`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&report(models.clone()));
    // Of one that is declared elsewhere it cannot be said.
    models[2]["at"] = json!("src/other.rs:3:12");
    assert!(!report(models).contains("one declaration"));
}

/// The `mod` that the help replaces, and the `use` in its place.
#[test]
fn each_way_to_declare_a_file_twice() {
    let cases = [
        ("src/user.rs", ["shop::user::User", "shopd::user::User"]),
        (
            "src/db/user.rs",
            ["shop::db::user::User", "shopd::db::user::User"],
        ),
        (
            "src/db/user/mod.rs",
            ["shop::db::user::User", "shopd::user::User"],
        ),
        ("src/user.rs", ["shop::user::User", "shopd::users::User"]),
        (
            "src/user.rs",
            ["shop::a::user::User", "shop::b::user::User"],
        ),
        (
            "src/user.rs",
            ["shop::user::inner::User", "shop::b::user::inner::User"],
        ),
        ("src/lib.rs", ["shop::user::User", "shop::lib::user::User"]),
        ("src/lib.rs", ["shop::User", "shop::lib::User"]),
        ("src/both.rs", ["shop::User", "shopd::User"]),
    ];
    let helps = cases.map(|(file, paths)| {
        let mut models = post("User", &paths);
        for nth in 0..2 {
            models[nth]["at"] = json!(format!("{file}:3:12"));
            models[nth]["package"] = json!("shop");
        }
        let found = found(models);
        let [finding] = &*found.iter().collect::<Vec<_>>() else {
            panic!("{found}");
        };
        format!("{}\n", finding.help().unwrap())
    });
    expect![[r#"
        replace `mod user;` in the crate root of `shopd` with `use shop::user;`, and check that the module is `pub`
        replace `mod db;` in the crate root of `shopd` with `use shop::db;`, and check that the module is `pub`
        replace `mod user;` in the crate root of `shopd` with `use shop::db::user;`, and check that the module is `pub`
        replace `mod users;` in the crate root of `shopd` with `use shop::user as users;`, and check that the module is `pub`
        replace `mod user;` in module `shop::b` with `use crate::a::user;`, and check that the module is `pub`
        replace `mod user;` in module `shop::b` with `use crate::user;`, and check that the module is `pub`
        replace `mod lib;` in the crate root of `shop` with `use shop as lib;`
        replace `mod lib;` in the crate root of `shop` with `use shop as lib;`
        keep only one of the `mod` items, or write the path of the intended model, as in `shop::User`
    "#]].assert_eq(&helps.concat());
    // The library is the one that has the name of the package.
    let mut models = post("User", &["aa::user::User", "shop::user::User"]);
    for nth in 0..2 {
        models[nth]["at"] = json!("src/user.rs:3:12");
        models[nth]["package"] = json!("shop");
    }
    let found = found(models);
    let finding = found.iter().next().unwrap();
    expect!["replace `mod user;` in the crate root of `aa` with `use shop::user;`, and check that the module is `pub`"].assert_eq(finding.help().unwrap());
}

#[test]
fn external_models_count() {
    let mut models = post("User", &["auth::User", "billing::User"]);
    models[0] = json!({ "path": "auth::User", "external": true });
    expect![[r#"
        relata: 1 error in 2 models from 2 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 2 models
          --> blog/src/post.rs:12:26
        note: one is `billing::User`
          --> m1.rs:3:12
          = note: another is `auth::User`
          = help: write the path of the intended model, as in `billing::User`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn silenced_by_duplicate_model() {
    // Two of one path are that finding; a third of another path makes the name ambiguous between two.
    let table = |path: &str| json!({ "path": path, "table": "other", "at": "other.rs:1:1" });
    let mut models = post("User", &["auth::User"]);
    models.as_array_mut().unwrap().push(table("auth::User"));
    assert_eq!(rules(&found(models.clone())), ["duplicate_model"]);
    models.as_array_mut().unwrap().push(table("billing::User"));
    expect![[r#"
        relata: 2 errors in 4 models from 3 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 2 models
          --> blog/src/post.rs:12:26
        note: one is `auth::User`
          --> m0.rs:3:12
        note: another is `billing::User`
          --> other.rs:1:1
          = help: write the path of the intended model, as in `auth::User`

        error[duplicate_model]: 2 models share the path `auth::User`
          --> m0.rs:3:12
        note: a model with this path is declared here
          --> other.rs:1:1
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn two_versions_of_one_model_are_one_name() {
    let version =
        |version: &str| json!({ "path": "auth::User", "package": "auth", "version": version });
    let mut models = post("User", &[]);
    models
        .as_array_mut()
        .unwrap()
        .extend([version("1.0.0"), version("2.0.0")]);
    assert_eq!(rules(&found(models)), ["crate_linked_twice"]);
}

#[test]
fn silences_what_follows_from_it() {
    let mut models = post("User", &["auth::User", "billing::User"]);
    models[2]["relations"][0]["inverse"] = json!("posts");
    models[2]["relations"][0]["references"] = json!(["uuid"]);
    models[2]["relations"][0]["through"] = json!("Nothing");
    assert_eq!(rules(&found(models)), ["ambiguous_target"]);
}

#[test]
fn no_places() {
    let models = json!([
        { "path": "auth::User" },
        { "path": "billing::User" },
        { "path": "blog::Post", "relations": [{ "name": "author", "kind": "belongs_to", "targets": ["User"] }] }
    ]);
    expect![[r#"
        relata: 1 error in 3 models from 3 crates

        error[ambiguous_target]: relation `Post.author` points at `User`, which matches 2 models
          = note: one is `auth::User`
          = note: another is `billing::User`
          = help: write the path of the intended model, as in `auth::User`

        for more information: cargo relata explain ambiguous_target
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "ambiguous_target", "reason": "the other one goes away" }]);
    let mut on_relation = post("User", &["auth::User", "billing::User"]);
    on_relation[2]["relations"][0]["allow"] = allow.clone();
    assert!(found(on_relation).is_empty());
    let mut on_model = post("User", &["auth::User", "billing::User"]);
    on_model[2]["allow"] = allow;
    assert!(found(on_model).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::AmbiguousTarget, level);
    let models = post("User", &["auth::User", "billing::User"]);
    assert!(found_with(&of(Level::Allow), models.clone()).is_empty());
    let findings = found_with(&of(Level::Warn), models);
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
}
