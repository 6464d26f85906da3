//! Which edges are broken, and which models a finding belongs to.

use std::fmt::Write;

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::run::folder;
use crate::{data, document};

/// The edges and findings of these models, one per line.
fn check(name: &str, models: &str, flags: &[&str], expected: &Expect) {
    let folder = folder(name, &[("a.json", &document(models))]);
    let data = data(&folder, &[&["a.json"], flags].concat());
    let list = |of: &Value, name: &str| of[name].as_array().unwrap().clone();
    let models = list(&data, "models");
    let path = |id: &Value| {
        let id = usize::try_from(id.as_u64().unwrap()).unwrap();
        models[id]["path"].as_str().unwrap().to_owned()
    };
    let mut text = String::new();
    for edge in list(&data, "edges") {
        let mark = if edge["broken"] == true { "✗ " } else { "" };
        let inverse = edge["inverse"].as_str().map(|it| format!(" / {it}"));
        let _ = writeln!(
            text,
            "{mark}{}: {} {}{} -> {}",
            path(&edge["from"]),
            edge["kind"].as_str().unwrap(),
            edge["relation"].as_str().unwrap(),
            inverse.unwrap_or_default(),
            path(&edge["to"])
        );
    }
    for model in models.iter().filter(|it| it["standing"] != "registered") {
        let word = |name: &str| model[name].as_str().unwrap();
        let _ = writeln!(
            text,
            "{}: {} of `{}`",
            word("standing"),
            word("path"),
            word("crate")
        );
    }
    for (nth, finding) in list(&data, "findings").iter().enumerate() {
        let has = |model: &&Value| list(model, "findings").iter().any(|it| *it == nth);
        let about: Vec<&str> = models
            .iter()
            .filter(has)
            .map(|it| it["path"].as_str().unwrap())
            .collect();
        let _ = writeln!(
            text,
            "{}: {}",
            finding["rule"].as_str().unwrap(),
            about.join(", ")
        );
    }
    expected.assert_eq(&text);
}

#[test]
fn mutual_inverses_share_an_edge() {
    check(
        "graph_pairs",
        r#"
        { "path": "a::Book", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Author"], "inverse": "books" },
            { "name": "cover", "kind": "has_one", "targets": ["Cover"], "inverse": "book" },
            { "name": "similar", "kind": "many_to_many", "targets": ["Book"], "inverse": "similar" },
            { "name": "sequel_of", "kind": "belongs_to", "targets": ["Book"], "inverse": "sequels" },
            { "name": "sequels", "kind": "has_many", "targets": ["Book"], "inverse": "sequel_of" },
            { "name": "comments", "kind": "has_many", "targets": ["Comment"], "inverse": "subject" } ] },
        { "path": "a::Author", "relations": [
            { "name": "books", "kind": "has_many", "targets": ["Book"], "inverse": "author" },
            { "name": "comments", "kind": "has_many", "targets": ["Comment"], "inverse": "subject" } ] },
        { "path": "a::Cover", "relations": [
            { "name": "book", "kind": "belongs_to", "targets": ["Book"], "inverse": "cover" } ] },
        { "path": "a::Comment", "relations": [
            { "name": "subject", "kind": "belongs_to", "targets": ["Book", "Author"], "inverse": "comments" } ] }"#,
        &[],
        &expect![[r#"
            a::Book: belongs_to author / books -> a::Author
            a::Book: many_to_many similar / similar -> a::Book
            a::Book: belongs_to sequel_of / sequels -> a::Book
            a::Comment: belongs_to subject / comments -> a::Book
            a::Comment: belongs_to subject / comments -> a::Author
            a::Cover: belongs_to book / cover -> a::Book
        "#]],
    );
}

/// Two edges, since only one relation names the other.
#[test]
fn an_inverse_that_does_not_name_it_back() {
    check(
        "graph_one_sided",
        r#"
        { "path": "a::Book", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Author"], "inverse": "books" } ] },
        { "path": "a::Author", "relations": [
            { "name": "books", "kind": "has_many", "targets": ["Book"] } ] }"#,
        &["-D", "one_sided_inverse"],
        &expect![[r#"
            ✗ a::Book: belongs_to author / books -> a::Author
            one_sided_inverse: a::Author, a::Book
        "#]],
    );
}

#[test]
fn incompatible_kinds() {
    check(
        "graph_kinds",
        r#"
        { "path": "a::Book", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Author"], "inverse": "book" } ] },
        { "path": "a::Author", "relations": [
            { "name": "book", "kind": "belongs_to", "targets": ["Book"], "inverse": "author" } ] }"#,
        &[],
        &expect![[r#"
            ✗ a::Author: belongs_to book / author -> a::Book
            inverse_kind: a::Author, a::Book
        "#]],
    );
}

/// Only the edge to the target that the finding is about is broken.
#[test]
fn missing_inverse_in_one_of_several_targets() {
    check(
        "graph_lacks_inverse",
        r#"
        { "path": "a::Book", "relations": [
            { "name": "comments", "kind": "has_many", "targets": ["Comment"], "inverse": "subject" } ] },
        { "path": "a::Author" },
        { "path": "a::Comment", "relations": [
            { "name": "subject", "kind": "belongs_to", "targets": ["Book", "Author"], "inverse": "comments" } ] }"#,
        &[],
        &expect![[r#"
            a::Comment: belongs_to subject / comments -> a::Book
            ✗ a::Comment: belongs_to subject -> a::Author
            missing_inverse: a::Author, a::Comment
        "#]],
    );
}

#[test]
fn missing_through_model() {
    check(
        "graph_through",
        r#"
        { "path": "a::User", "relations": [
            { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "through": "Membership", "inverse": "members" } ] },
        { "path": "a::Team", "relations": [
            { "name": "members", "kind": "many_to_many", "targets": ["User"], "through": "Membership", "inverse": "teams" } ] }"#,
        &[],
        &expect![[r#"
            ✗ a::Team: many_to_many members / teams -> a::User
            missing_through: a::Team, a::User
        "#]],
    );
}

/// One finding breaks both relations.
#[test]
fn missing_through_model_of_two_relations() {
    check(
        "graph_through_of_two",
        r#"
        { "path": "a::User", "relations": [
            { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "through": "Membership" } ] },
        { "path": "a::Team", "relations": [
            { "name": "members", "kind": "many_to_many", "targets": ["User"], "through": "Membership" } ] }"#,
        &[],
        &expect![[r#"
            ✗ a::Team: many_to_many members -> a::User
            ✗ a::User: many_to_many teams -> a::Team
            missing_through: a::Team, a::User
        "#]],
    );
}

/// One finding breaks the edges of all relations.
#[test]
fn missing_target_of_several_relations() {
    let models = r#"
        { "path": "a::One", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["Job"] } ] },
        { "path": "a::Other", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["Job"] } ] },
        { "path": "a::Third", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["gone::Job"] } ] }"#;
    check(
        "graph_needed",
        models,
        &[],
        &expect![[r#"
            ✗ a::One: refers_to job -> Job
            ✗ a::Other: refers_to job -> Job
            ✗ a::Third: refers_to job -> gone::Job
            missing: Job of ``
            missing: gone::Job of ``
            missing_target: a::One, a::Other, a::Third, Job, gone::Job
        "#]],
    );
    // Allowing the rule does not resolve the name.
    check(
        "graph_needed",
        models,
        &["-A", "missing_target"],
        &expect![[r#"
            ✗ a::One: refers_to job -> Job
            ✗ a::Other: refers_to job -> Job
            ✗ a::Third: refers_to job -> gone::Job
            missing: Job of ``
            missing: gone::Job of ``
        "#]],
    );
    check(
        "graph_needed_by_path",
        r#"
        { "path": "a::One", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["gone::Job"] } ] },
        { "path": "a::Other", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["Job"] } ] }"#,
        &[],
        &expect![[r#"
            ✗ a::One: refers_to job -> gone::Job
            ✗ a::Other: refers_to job -> Job
            missing: Job of ``
            missing: gone::Job of ``
            missing_target: a::One, a::Other, Job, gone::Job
        "#]],
    );
    check(
        "graph_needed",
        models,
        &["--outside", "gone"],
        &expect![[r#"
            ✗ a::One: refers_to job -> Job
            ✗ a::Other: refers_to job -> Job
            a::Third: refers_to job -> gone::Job
            missing: Job of ``
            external: gone::Job of `gone`
            missing_target: a::One, a::Other, Job
        "#]],
    );
}

#[test]
fn outside_crate_with_the_name_of_its_package() {
    check(
        "graph_outside",
        r#"{ "path": "a::One", "relations": [
            { "name": "one", "kind": "refers_to", "targets": ["auth_core::User"] },
            { "name": "other", "kind": "refers_to", "targets": ["::auth_core::Role"] },
            { "name": "third", "kind": "refers_to", "targets": ["auth_core"] },
            { "name": "fourth", "kind": "refers_to", "targets": ["a"] },
            { "name": "fifth", "kind": "refers_to", "targets": ["a::gone::User"] } ] }"#,
        &["--outside", "auth-core"],
        &expect![[r#"
            a::One: refers_to one -> auth_core::User
            a::One: refers_to other -> ::auth_core::Role
            ✗ a::One: refers_to third -> auth_core
            ✗ a::One: refers_to fourth -> a
            ✗ a::One: refers_to fifth -> a::gone::User
            external: ::auth_core::Role of `auth_core`
            missing: a of ``
            missing: a::gone::User of `a`
            missing: auth_core of ``
            external: auth_core::User of `auth_core`
            missing_target: a::One, a::gone::User
            missing_target: a::One, a
            missing_target: a::One, auth_core
        "#]],
    );
}

/// Findings print the paths of models with the same name, and names can contain a dot.
#[test]
fn models_with_the_same_name() {
    check(
        "graph_names",
        r#"
        { "path": "a::User", "relations": [ { "name": "x", "kind": "refers_to", "targets": ["Group"] } ] },
        { "path": "b::User", "relations": [
            { "name": "x", "kind": "belongs_to", "targets": ["Group"], "inverse": "no" } ] },
        { "path": "b::Group" },
        { "path": "c::A.b", "relations": [ { "name": "c", "kind": "belongs_to", "targets": ["Group"], "inverse": "no" } ] },
        { "path": "c::A", "relations": [ { "name": "b.d", "kind": "refers_to", "targets": ["Group"] } ] }"#,
        &[],
        &expect![[r#"
            a::User: refers_to x -> b::Group
            ✗ b::User: belongs_to x -> b::Group
            c::A: refers_to b.d -> b::Group
            ✗ c::A.b: belongs_to c -> b::Group
            missing_inverse: b::Group, b::User, c::A.b
        "#]],
    );
}

#[test]
fn findings_about_models() {
    check(
        "graph_models",
        r#"
        { "path": "a::User", "table": "users", "at": "a.rs:1:1" },
        { "path": "a::Person", "table": "users", "at": "b.rs:1:1" },
        { "path": "b::Twin", "package": "b", "at": "b.rs:2:1", "table": "one" },
        { "path": "b::Twin", "package": "b", "at": "b.rs:3:1", "table": "two" }"#,
        &["-D", "duplicate_table"],
        &expect![[r#"
            duplicate_table: a::Person, a::User
            duplicate_model: b::Twin, b::Twin
        "#]],
    );
}

/// Nullable, required and unknown keys.
#[test]
fn keys_of_several_types() {
    check(
        "graph_keys",
        r#"
        { "path": "a::Book", "fields": [ { "name": "author_id", "type": "String" } ], "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Author"], "inverse": "books", "key": ["author_id"] } ] },
        { "path": "a::Author", "fields": [ { "name": "id", "type": "i64" } ], "relations": [
            { "name": "books", "kind": "has_many", "targets": ["Book"], "inverse": "author" } ] }"#,
        &[],
        &expect![[r#"
            ✗ a::Book: belongs_to author / books -> a::Author
            key_type: a::Author, a::Book
        "#]],
    );
}

/// The finding is about the side that is not drawn.
#[test]
fn finding_about_the_inverse() {
    check(
        "graph_inverse_at_fault",
        r#"
        { "path": "a::Author", "relations": [
            { "name": "books", "kind": "has_many", "targets": ["Book"], "inverse": "author", "key": ["writer_id"] } ] },
        { "path": "a::Book", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Author"], "inverse": "books", "key": ["author_id"] } ] }"#,
        &[],
        &expect![[r#"
            ✗ a::Book: belongs_to author / books -> a::Author
            inverse_key: a::Author, a::Book
        "#]],
    );
}

#[test]
fn inverse_with_another_target() {
    check(
        "graph_elsewhere",
        r#"
        { "path": "a::Book", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Author"], "inverse": "books" } ] },
        { "path": "a::Film", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["Author"], "inverse": "books" } ] },
        { "path": "a::Author", "relations": [
            { "name": "books", "kind": "has_many", "targets": ["Film"], "inverse": "author" } ] }"#,
        &[],
        &expect![[r#"
            ✗ a::Book: belongs_to author -> a::Author
            a::Film: belongs_to author / books -> a::Author
            inverse_elsewhere: a::Author, a::Book
        "#]],
    );
}

/// A model with exactly this path wins over models whose path ends in it.
#[test]
fn name_that_is_a_path() {
    check(
        "graph_path_is_name",
        r#"
        { "path": "User", "relations": [ { "name": "x", "kind": "belongs_to", "targets": ["Group"], "inverse": "no" } ] },
        { "path": "b::User", "relations": [ { "name": "x", "kind": "refers_to", "targets": ["Group"] } ] },
        { "path": "b::Group" }"#,
        &[],
        &expect![[r#"
            ✗ User: belongs_to x -> b::Group
            b::User: refers_to x -> b::Group
            missing_inverse: User, b::Group
        "#]],
    );
}

/// Candidates must match in upper and lower case.
#[test]
fn ambiguous_name() {
    check(
        "graph_several",
        r#"
        { "path": "a::Address" }, { "path": "b::Address" }, { "path": "c::address" }, { "path": "c::Adress" },
        { "path": "c::User", "relations": [
            { "name": "home", "kind": "belongs_to", "targets": ["Address"] },
            { "name": "places", "kind": "many_to_many", "targets": ["c::address"], "through": "Address" } ] }"#,
        &[],
        &expect![[r#"
            ✗ c::User: belongs_to home -> a::Address
            ✗ c::User: belongs_to home -> b::Address
            ✗ c::User: many_to_many places -> c::address
            ambiguous_target: a::Address, b::Address, c::User
        "#]],
    );
}

#[test]
fn through_model_outside() {
    check(
        "graph_through_outside",
        r#"{ "path": "a::User", "relations": [
            { "name": "friends", "kind": "many_to_many", "targets": ["User"], "through": "net::Friendship" } ] }"#,
        &["--outside", "net"],
        &expect![[r#"
            a::User: many_to_many friends -> a::User
        "#]],
    );
}

#[test]
fn duplicate_target() {
    check(
        "graph_twice",
        r#"{ "path": "a::User" }, { "path": "a::Note", "relations": [
            { "name": "subject", "kind": "refers_to", "targets": ["User", "a::User"] } ] }"#,
        &[],
        &expect![[r#"
            a::Note: refers_to subject -> a::User
        "#]],
    );
}
