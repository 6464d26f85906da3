//! `crate_linked_twice`: the same models from two versions of their package.

use expect_test::expect;
use relata::document::Document;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};

fn version(path: &str, version: &str) -> Value {
    json!({ "path": path, "package": "auth-core", "version": version, "at": format!("auth-{version}/src/lib.rs:3:12") })
}

#[test]
fn one_model() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[crate_linked_twice]: `auth::User` is linked from versions 1.4.0 and 2.0.1 of package `auth-core`
          --> auth-1.4.0/src/lib.rs:3:12
        note: version 2.0.1 is declared here
          --> auth-2.0.1/src/lib.rs:3:12
          = note: within `auth-core`, a relation to `auth::User` resolves to the model of the same version; from any other package it resolves to version 1.4.0
          = help: run `cargo tree --duplicates` to see which packages depend on each version of `auth-core`, and make them require the same version

        for more information: cargo relata explain crate_linked_twice
    "#]].assert_eq(&report(json!([version("auth::User", "1.4.0"), version("auth::User", "2.0.1")])));
}

#[test]
fn several_models_are_one_finding() {
    let of = |names: &[&str]| -> Value {
        let both = |name: &&str| ["1.4.0", "2.0.1"].map(|it| version(&format!("auth::{name}"), it));
        names.iter().flat_map(both).collect()
    };
    expect![[r#"
        relata: 1 warning in 4 models from 1 crate

        warning[crate_linked_twice]: `auth::Role` is linked from versions 1.4.0 and 2.0.1 of package `auth-core`
          --> auth-1.4.0/src/lib.rs:3:12
        note: version 2.0.1 is declared here
          --> auth-2.0.1/src/lib.rs:3:12
          = note: the same applies to 1 more model of `auth-core`: `auth::User`
          = note: within `auth-core`, a relation to `auth::Role` resolves to the model of the same version; from any other package it resolves to version 1.4.0
          = help: run `cargo tree --duplicates` to see which packages depend on each version of `auth-core`, and make them require the same version

        for more information: cargo relata explain crate_linked_twice
    "#]].assert_eq(&report(of(&["User", "Role"])));
    expect![[r#"
        relata: 1 warning in 14 models from 1 crate

        warning[crate_linked_twice]: `auth::A` is linked from versions 1.4.0 and 2.0.1 of package `auth-core`
          --> auth-1.4.0/src/lib.rs:3:12
        note: version 2.0.1 is declared here
          --> auth-2.0.1/src/lib.rs:3:12
          = note: the same applies to 6 more models of `auth-core`: `auth::B`, `auth::C`, `auth::D`, `auth::E`, `auth::F`, and 1 other
          = note: within `auth-core`, a relation to `auth::A` resolves to the model of the same version; from any other package it resolves to version 1.4.0
          = help: run `cargo tree --duplicates` to see which packages depend on each version of `auth-core`, and make them require the same version

        for more information: cargo relata explain crate_linked_twice
    "#]].assert_eq(&report(of(&["A", "B", "C", "D", "E", "F", "G"])));
    // One that only the older version has is no duplicate.
    let mut models = of(&["User"]);
    models
        .as_array_mut()
        .unwrap()
        .push(version("auth::Session", "1.4.0"));
    assert_eq!(rules(&found(models)), ["crate_linked_twice"]);
}

#[test]
fn three_versions() {
    let three = ["1.0.0", "2.0.0", "3.0.0"].map(|it| version("auth::User", it));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[crate_linked_twice]: `auth::User` is linked from versions 1.0.0, 2.0.0, and 3.0.0 of package `auth-core`
          --> auth-1.0.0/src/lib.rs:3:12
        note: version 2.0.0 is declared here
          --> auth-2.0.0/src/lib.rs:3:12
        note: version 3.0.0 is declared here
          --> auth-3.0.0/src/lib.rs:3:12
          = note: within `auth-core`, a relation to `auth::User` resolves to the model of the same version; from any other package it resolves to version 1.0.0
          = help: run `cargo tree --duplicates` to see which packages depend on each version of `auth-core`, and make them require the same version

        for more information: cargo relata explain crate_linked_twice
    "#]].assert_eq(&report(json!(three)));
}

#[test]
fn two_crates_are_two_findings() {
    let mut billing = [
        version("billing::Invoice", "1.0.0"),
        version("billing::Invoice", "2.0.0"),
    ];
    for model in &mut billing {
        model["package"] = json!("billing");
    }
    let auth = [
        version("auth::User", "1.0.0"),
        version("auth::User", "2.0.0"),
    ];
    let findings = found(json!([billing[0], billing[1], auth[0], auth[1]]));
    assert_eq!(
        rules(&findings),
        ["crate_linked_twice", "crate_linked_twice"]
    );
}

#[test]
fn what_is_not_known_to_be_another_version_is_a_duplicate() {
    let with = |package: Value, version: Value, table: &str| json!({ "path": "auth::User", "package": package, "version": version, "table": table });
    let same = [
        with(json!("auth"), json!("1.0.0"), "a"),
        with(json!("auth"), json!("1.0.0"), "b"),
    ];
    assert_eq!(rules(&found(json!(same))), ["duplicate_model"]);
    let unknown = [
        with(json!("auth"), json!(null), "a"),
        with(json!("auth"), json!("1.0.0"), "a"),
    ];
    assert_eq!(rules(&found(json!(unknown))), ["duplicate_model"]);
    let packages = [
        with(json!("auth-a"), json!("1.0.0"), "a"),
        with(json!("auth-b"), json!("2.0.0"), "a"),
    ];
    assert_eq!(rules(&found(json!(packages))), ["duplicate_model"]);
    // Two that differ and a third of another version are all duplicates of one path.
    let third = [
        version("auth::User", "1.0.0"),
        with(json!("auth-core"), json!("1.0.0"), "b"),
        version("auth::User", "2.0.0"),
    ];
    assert_eq!(rules(&found(json!(third))), ["duplicate_model"]);
}

#[test]
fn a_package_that_is_not_known() {
    let models = ["1.0.0", "2.0.0"].map(|it| json!({ "path": "auth::User", "version": it }));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[crate_linked_twice]: `auth::User` is linked from versions 1.0.0 and 2.0.0 of package `auth`
          = help: run `cargo tree --duplicates` to see which packages depend on each version of `auth`, and make them require the same version

        for more information: cargo relata explain crate_linked_twice
    "#]].assert_eq(&report(json!(models)));
}

#[test]
fn a_relation_means_the_version_of_its_own_package() {
    let of = |number: &str| {
        let mut user = version("auth::User", number);
        user["relations"] = json!([{ "name": "roles", "kind": "has_many", "targets": ["Role"], "inverse": "user" }]);
        let mut role = version("auth::Role", number);
        role["relations"] = json!([{ "name": "user", "kind": "belongs_to", "targets": ["User"], "inverse": "roles" }]);
        [user, role]
    };
    let models: Value = [of("1.0.0"), of("2.0.0")].into_iter().flatten().collect();
    assert_eq!(rules(&found(models)), ["crate_linked_twice"]);
}

#[test]
fn a_relation_of_another_package_means_the_first() {
    let mut models = json!([
        version("auth::User", "1.0.0"),
        version("auth::User", "2.0.0"),
        { "path": "blog::Post", "package": "blog", "version": "1.0.0", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["auth::User"], "inverse": "posts" } ] }
    ]);
    models[0]["relations"] =
        json!([{ "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" }]);
    assert_eq!(rules(&found(models.clone())), ["crate_linked_twice"]);
    // The posts of the other version are the same posts.
    models[1]["relations"] = models[0]["relations"].clone();
    assert_eq!(rules(&found(models)), ["crate_linked_twice"]);
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "crate_linked_twice", "reason": "the old one is only read" }]);
    let mut models = json!([
        version("auth::User", "1.0.0"),
        version("auth::User", "2.0.0"),
        version("auth::Role", "1.0.0"),
        version("auth::Role", "2.0.0")
    ]);
    models[1]["allow"] = allow.clone();
    expect![[r#"
        relata: 1 warning in 4 models from 1 crate

        warning[crate_linked_twice]: `auth::Role` is linked from versions 1.0.0 and 2.0.0 of package `auth-core`
          --> auth-1.0.0/src/lib.rs:3:12
        note: version 2.0.0 is declared here
          --> auth-2.0.0/src/lib.rs:3:12
          = note: within `auth-core`, a relation to `auth::Role` resolves to the model of the same version; from any other package it resolves to version 1.0.0
          = help: run `cargo tree --duplicates` to see which packages depend on each version of `auth-core`, and make them require the same version

        for more information: cargo relata explain crate_linked_twice
    "#]].assert_eq(&report(models.clone()));
    models[2]["allow"] = allow;
    assert!(found(models).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::CrateLinkedTwice, level);
    let models = json!([
        version("auth::User", "1.0.0"),
        version("auth::User", "2.0.0")
    ]);
    assert_eq!(found(models.clone()).count(Level::Warn), 1);
    assert!(found_with(&of(Level::Allow), models.clone()).is_empty());
    let findings = found_with(&of(Level::Deny), models);
    assert_eq!((findings.len(), findings.count(Level::Deny)), (1, 1));
}

/// What the warning says of relations: each means the version of its own package, and who is of another the first.
#[test]
fn a_relation_means_its_own_version() {
    let with_user = |path: &str, package: &str, version: &str| {
        let user = json!({ "name": "user", "kind": "refers_to", "targets": ["User"] });
        json!({ "path": path, "package": package, "version": version, "relations": [user] })
    };
    let models = json!([
        version("auth::User", "1.4.0"),
        version("auth::User", "2.0.1"),
        with_user("auth::old::Session", "auth-core", "1.4.0"),
        with_user("auth::new::Session", "auth-core", "2.0.1"),
        with_user("app::Post", "app", "2.0.1"),
    ]);
    let document = json!({ "format": "relata/1", "models": models });
    let document = Document::parse(&document.to_string()).unwrap();
    let registry = options().init_documents(&[document]).unwrap();
    let version = |path: &str| {
        let user = registry.model(path).unwrap().relation("user").unwrap();
        user.targets().next().unwrap().version().to_owned()
    };
    assert_eq!(version("auth::old::Session"), "1.4.0");
    assert_eq!(version("auth::new::Session"), "2.0.1");
    assert_eq!(version("app::Post"), "1.4.0");
}
