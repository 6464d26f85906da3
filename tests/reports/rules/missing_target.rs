//! `missing_target`: the name is not a model's. However many relations need it, it is reported once.

use expect_test::expect;
use relata::__private::{Channel, Collected, Entry};
use relata::{Level, Model, Registered, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};

mod types {
    use super::*;

    #[derive(Model)]
    struct User {
        _id: i64,
    }

    #[derive(Model)]
    #[relata(belongs_to(author: User))]
    struct Post {
        _id: i64,
    }

    #[derive(Model)]
    #[relata(belongs_to(author: "User"))]
    struct Draft {
        _id: i64,
    }

    #[derive(Model)]
    #[relata(belongs_to(customer: "crm::Customer"))]
    struct Bill {
        _id: i64,
    }

    #[test]
    fn left_out_where_models_are_picked() {
        let found = options().check_isolated(&relata::models![Post]);
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Post.author` points at `reports::rules::missing_target::types::User`, but no model has that path
              --> tests/reports/rules/missing_target.rs:19:33
              = note: `reports::rules::missing_target::types::User` derives `relata::Model`, so only its registration is missing
              = help: add `User` to the checked `relata::models![…]`

            for more information: cargo relata explain missing_target
        "#]].assert_eq(&found.to_string());
        let found = options().check_isolated(&relata::models![Draft]);
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Draft.author` points at `User`, but no model has that name
              --> tests/reports/rules/missing_target.rs:25:33
              = note: 1 model is registered, from 1 crate: `reports`
              = help: add `User` to the checked `relata::models![…]`

            for more information: cargo relata explain missing_target
        "#]].assert_eq(&found.to_string());
        let found = options().check_isolated(&relata::models![Bill]);
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Bill.customer` points at `crm::Customer`, but no model has that path
              --> tests/reports/rules/missing_target.rs:31:35
              = note: 1 model is registered, from 1 crate: `reports`
              = help: declare that the models of `crm` are defined elsewhere, as in `outside("crm")`, or add `Customer` to the checked `relata::models![…]`

            for more information: cargo relata explain missing_target
        "#]].assert_eq(&found.to_string());
        assert!(
            options()
                .check_isolated(&relata::models![Post, Draft, User])
                .is_empty()
        );
    }

    #[test]
    fn lost_by_the_linker() {
        let collected = Collected {
            channels: vec![Channel::linked("linkme", true)],
            entries: vec![&Post::ENTRY, &Draft::ENTRY],
        };
        expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[missing_target]: relation `Post.author` points at `reports::rules::missing_target::types::User`, but no model has that path
              --> tests/reports/rules/missing_target.rs:19:33
              = note: 1 more relation needs this model: `Draft.author` (tests/reports/rules/missing_target.rs:25:33)
              = note: `reports::rules::missing_target::types::User` derives `relata::Model`, so only its registration is missing
              = note: the linker did not pass the registration on, which can happen to models in a dynamic library
              = help: enable the feature `inventory` of relata, which also finds models in dynamic libraries

            for more information: cargo relata explain missing_target
        "#]].assert_eq(&options().check_collected(collected).to_string());
    }
}

/// A record by hand: a model in `app/src/post.rs`, with a `belongs_to` one or two lines below it whose target is a type: the
/// path of one that has the derive, or what is written of another.
fn points_at(
    path: &'static str,
    line: u32,
    below: u32,
    target: Result<&'static str, &str>,
) -> &'static Entry {
    use relata_record::{Head, Kind, Mark, Named, Record, Relation, Target};

    let (listed, named) = match target {
        Ok(derived) => (derived, Named::Type(1)),
        Err(written) => ("", Named::Maybe(1, written)),
    };
    let at = |line, column| Mark { line, column };
    let relation = Relation {
        name: "author",
        kind: Kind::BelongsTo,
        mark: at(line + below, 5),
        targets: vec![Target {
            named,
            mark: at(line + below, 30),
        }],
        ..Relation::default()
    };
    let record = Record {
        head: Head {
            path,
            file: "app/src/post.rs",
            mark: at(line, 12),
            flags: 0,
        },
        paths: vec![listed],
        relations: vec![relation],
        ..Record::default()
    };
    let bytes = record.to_bytes().leak();
    Box::leak(Box::new(Entry::new(bytes, Entry::UNTYPED, &[])))
}

/// The report on these entries, as if the linker had handed them over.
fn check(entries: Vec<&'static Entry>) -> String {
    let channels = vec![Channel::linked("inventory", true)];
    options()
        .check_collected(Collected { channels, entries })
        .to_string()
}

#[test]
fn a_type_without_the_derive() {
    let post = points_at("app::Post", 3, 2, Err("User"));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Post.author` points at the type `User`, which is not a model
          --> app/src/post.rs:5:30
          = help: add `relata::Model` to the derives of `User`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&check(vec![post]));
    // It is the type that lacks the derive, whatever other model has its name.
    let other = points_at("app::User", 20, 2, Err("Account"));
    let note = points_at("app::Note", 40, 2, Err("User"));
    expect![[r#"
        relata: 2 errors in 3 models from 1 crate

        error[missing_target]: relation `Post.author` points at the type `User`, which is not a model
          --> app/src/post.rs:5:30
        note: the model `app::User` is another type
          --> app/src/post.rs:20:12
          = note: 1 more relation needs this model: `Note.author` (app/src/post.rs:42:30)
          = help: add `relata::Model` to the derives of `User`

        error[missing_target]: relation `User.author` points at the type `Account`, which is not a model
          --> app/src/post.rs:22:30
          = help: add `relata::Model` to the derives of `Account`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&check(vec![post, other, note]));
}

/// A name may be a tail of a path; the path of a type is all of it.
#[test]
fn a_type_whose_path_is_the_end_of_another() {
    let post = points_at("app::Post", 3, 2, Ok("post::Post"));
    let other = points_at("app::post::Post", 20, 2, Ok("app::Post"));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `app::Post.author` points at `post::Post`, but no model has that path
          --> app/src/post.rs:5:30
          = note: `post::Post` derives `relata::Model`, so only its registration is missing
          = note: the linker did not pass the registration on, which can happen to models in a dynamic library

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&check(vec![post, other]));
}

/// An invoice whose customer is written so.
fn invoice(target: &str) -> Value {
    json!([
        { "path": "billing::Invoice", "at": "billing/src/invoice.rs:8:12", "relations": [
            { "name": "customer", "kind": "belongs_to", "targets": [target],
              "at": "billing/src/invoice.rs:12:26" } ] }
    ])
}

/// Who needs one absent model, besides the first.
fn needed_by(targets: &[&str]) -> Value {
    let relation = |(nth, target): (usize, &&str)| {
        json!({ "path": format!("billing::M{nth}"), "at": format!("m{nth}.rs:1:1"), "relations": [
            { "name": "to", "kind": "refers_to", "targets": [target], "at": format!("m{nth}.rs:2:5") } ] })
    };
    targets.iter().enumerate().map(relation).collect()
}

#[test]
fn the_plain_case() {
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Invoice.customer` points at `Customer`, but no model has that name
          --> billing/src/invoice.rs:12:26
          = note: 1 model is registered, from 1 crate: `billing`
          = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(invoice("Customer")));
}

#[test]
fn needed_by_several_is_reported_once() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `M0.to` points at `crm::Customer`, but no model has that path
          --> m0.rs:2:5
          = note: 1 more relation needs this model: `M1.to` (m1.rs:2:5)
          = note: 2 models are registered, from 1 crate: `billing`
          = note: no registered model is in a crate or module `crm`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `crm` is a crate, add `relata::link!(crm);` to the crate root of the program; otherwise check the spelling of `crm::Customer`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(needed_by(&["crm::Customer", "Customer"])));
    expect![[r#"
        relata: 1 error in 7 models from 1 crate

        error[missing_target]: relation `M0.to` points at `Customer`, but no model has that name
          --> m0.rs:2:5
          = note: 6 more relations need this model: `M1.to` (m1.rs:2:5), `M2.to` (m2.rs:2:5), `M3.to` (m3.rs:2:5), `M4.to` (m4.rs:2:5), `M5.to` (m5.rs:2:5), and 1 other
          = note: 7 models are registered, from 1 crate: `billing`
          = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(needed_by(&["Customer"; 7])));
}

#[test]
fn a_short_name_joins_the_long_one_it_is_a_tail_of() {
    let told = |targets: &[&str]| {
        let findings = found(needed_by(targets));
        let subjects = findings.iter().map(|it| it.subject().to_string());
        subjects.collect::<Vec<_>>()
    };
    assert_eq!(told(&["Job", "export::Job", "app::export::Job"]), ["M0.to"]);
    // `Job` could be either, so each is reported.
    assert_eq!(
        told(&["export::Job", "import::Job", "Job"]),
        ["M0.to", "M1.to", "M2.to"]
    );
    assert_eq!(
        told(&["r#export::Job", "export::Job", "::app::export::Job"]),
        ["M0.to"]
    );
    // An absolute name means nothing but itself.
    assert_eq!(told(&["::Job", "export::Job"]), ["M0.to", "M1.to"]);
}

#[test]
fn one_relation_that_names_it_twice_is_not_two() {
    let models = json!([
        { "path": "app::Post", "at": "post.rs:1:1", "relations": [
            { "name": "tags", "kind": "refers_to", "targets": ["Tag", "Tag"], "at": "post.rs:2:5" } ] }
    ]);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Post.tags` points at `Tag`, but no model has that name
          --> post.rs:2:5
          = note: 1 model is registered, from 1 crate: `app`
          = help: check the spelling of `Tag`; if it is correct, check that `Tag` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(models));
}

#[test]
fn one_absent_member_of_a_closed_set() {
    let models = json!([
        { "path": "app::Comment", "at": "comment.rs:1:1", "relations": [
            { "name": "subject", "kind": "belongs_to", "targets": ["Post", "Video"], "inverse": "comments",
              "key": ["subject_id"], "tag": "kind", "at": "comment.rs:2:5" } ],
          "fields": [{ "name": "subject_id", "type": "i64" }, { "name": "kind", "type": "String" }] },
        { "path": "app::Post", "at": "post.rs:1:1", "relations": [
            { "name": "comments", "kind": "has_many", "targets": ["Comment"], "inverse": "subject", "at": "post.rs:2:5" } ] }
    ]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `Comment.subject` points at `Video`, but no model has that name
          --> comment.rs:2:5
          = note: 2 models are registered, from 1 crate: `app`
          = help: check the spelling of `Video`; if it is correct, check that `Video` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(models));
}

#[test]
fn told_once_with_the_through_that_is_the_same_model() {
    let models = json!([
        { "path": "app::Post", "at": "post.rs:1:1", "relations": [
            { "name": "tags", "kind": "many_to_many", "targets": ["Tag"], "through": "PostTag", "at": "post.rs:2:5" } ] },
        { "path": "app::Tag", "at": "tag.rs:1:1", "relations": [
            { "name": "post_tags", "kind": "has_many", "targets": ["PostTag"], "inverse": "tag", "key": ["tag_id"],
              "at": "tag.rs:2:5" } ] }
    ]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `Tag.post_tags` points at `PostTag`, but no model has that name
          --> tag.rs:2:5
          = note: 1 more relation needs this model: `Post.tags` (post.rs:2:5)
          = note: 2 models are registered, from 1 crate: `app`
          = help: check the spelling of `PostTag`; if it is correct, check that `PostTag` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(models));
}

#[test]
fn no_places() {
    let models = json!([
        { "path": "app::Post", "relations": [{ "name": "author", "kind": "belongs_to", "targets": ["Usr"] }] },
        { "path": "app::Note", "relations": [{ "name": "author", "kind": "belongs_to", "targets": ["Usr"] }] },
        { "path": "app::User" }
    ]);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_target]: relation `Note.author` points at `Usr`, but no model has that name
          = note: 1 more relation needs this model: `Post.author`
          = note: a model with a similar name exists: `app::User`
          = help: write `User`

        for more information: cargo relata explain missing_target
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "missing_target", "reason": "it comes with the next release" }]);
    let mut on_relation = invoice("Customer");
    on_relation[0]["relations"][0]["allow"] = allow.clone();
    assert!(found(on_relation).is_empty());
    let mut on_model = invoice("Customer");
    on_model[0]["allow"] = allow.clone();
    assert!(found(on_model).is_empty());
    // What one relation allows is still told for the others, without it.
    let mut models = needed_by(&["Customer", "Customer"]);
    models[0]["relations"][0]["allow"] = allow;
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `M1.to` points at `Customer`, but no model has that name
          --> m1.rs:2:5
          = note: 2 models are registered, from 1 crate: `billing`
          = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(models));
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::MissingTarget, level);
    let models = invoice("Customer");
    assert!(found_with(&of(Level::Allow), models.clone()).is_empty());
    assert_eq!(
        found_with(&of(Level::Deny), models.clone()).count(Level::Deny),
        1
    );
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[missing_target]: relation `Invoice.customer` points at `Customer`, but no model has that name
          --> billing/src/invoice.rs:12:26
          = note: 1 model is registered, from 1 crate: `billing`
          = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&found_with(&of(Level::Warn), models).to_string());
}

#[test]
fn a_crate_that_is_outside() {
    let outside = options().outside("crm");
    for target in [
        "crm::Customer",
        "::crm::people::Customer",
        "r#crm::Customer",
    ] {
        assert!(found_with(&outside, invoice(target)).is_empty(), "{target}");
    }
    let hyphens = options().outside("auth-core");
    assert!(found_with(&hyphens, invoice("auth_core::User")).is_empty());
    // It is the crate that is outside, not any module of that name, and not what names no crate.
    assert_eq!(
        rules(&found_with(&outside, invoice("app::crm::Customer"))),
        ["missing_target"]
    );
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Invoice.customer` points at `Customer`, but no model has that name
          --> billing/src/invoice.rs:12:26
          = note: 1 model is registered, from 1 crate: `billing`
          = note: the models of `crm` are declared as outside, but a name without a crate is not matched to them
          = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&found_with(&outside, invoice("Customer")).to_string());
}

#[test]
fn an_external_model_is_there() {
    for target in ["Customer", "crm::Customer", "::crm::Customer"] {
        let mut models = invoice(target);
        let external = json!({ "path": "crm::Customer", "external": true });
        models.as_array_mut().unwrap().push(external);
        assert!(found(models).is_empty(), "{target}");
    }
}

#[test]
fn silenced_by_the_expected_model() {
    let options = options().expect_named("crm::Customer");
    for target in ["Customer", "crm::Customer", "::crm::Customer"] {
        let findings = found_with(&options, invoice(target));
        assert_eq!(rules(&findings), ["missing_model"], "{target}");
    }
    let findings = found_with(&options, invoice("shop::Customer"));
    assert_eq!(rules(&findings), ["missing_target", "missing_model"]);
}

#[test]
fn silences_what_follows_from_it() {
    // Its inverse, its key and its through are not asked for.
    let models = json!([
        { "path": "app::Post", "at": "post.rs:1:1", "fields": [{ "name": "id", "type": "i64" }], "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Usr"], "inverse": "posts",
              "key": ["author_id"], "references": ["uuid"], "at": "post.rs:2:5" },
            { "name": "tags", "kind": "many_to_many", "targets": ["Tg"], "through": "PostTg", "at": "post.rs:3:5" } ] }
    ]);
    assert_eq!(rules(&found(models)), ["missing_target", "missing_target"]);
}

#[test]
fn what_is_put_outside_is_no_crate() {
    let outside = options().outside("crm::people");
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Invoice.customer` points at `crm::people::Customer`, but no model has that path
          --> billing/src/invoice.rs:12:26
          = note: 1 model is registered, from 1 crate: `billing`
          = note: no registered model is in a crate or module `crm`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = note: `outside` expects the name of a crate, which `crm::people` is not
          = help: if `crm` is a crate, add `relata::link!(crm);` to the crate root of the program; otherwise check the spelling of `crm::people::Customer`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&found_with(&outside, invoice("crm::people::Customer")).to_string());
    // Where the target is certain, nobody asks for what is outside.
    let outside = options().outside("crm").outside("crm::people");
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Invoice.customer` points at `invoice`, but no model has that name
          --> billing/src/invoice.rs:12:26
        note: a model whose name differs only in case exists: `billing::Invoice`
          --> billing/src/invoice.rs:8:12
          = help: write `Invoice`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&found_with(&outside, invoice("invoice")).to_string());
}
