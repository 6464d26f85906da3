//! What was compared, in each format, and a check that requires it.

use expect_test::expect;

use crate::documents::folder;
use crate::run::{output, run};

/// Keys are declared as fields only.
const WITHOUT_RELATIONS: &str = r#"{ "format": "relata/1", "models": [
    { "path": "app::Account", "fields": [{ "name": "id", "type": "i64" }, { "name": "owner_id", "type": "i64" }] },
    { "path": "app::Owner", "fields": [{ "name": "id", "type": "i64" }] }
] }"#;

/// A key that is compared, one whose type is unknown and one that is unknown itself.
const SOME: &str = r#"{ "format": "relata/1", "models": [
    { "path": "app::Post", "key": ["id"], "at": "src/post.rs:2:8",
      "fields": [{ "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" }, { "name": "blog_id", "type": "BlogId" }],
      "relations": [
        { "name": "author", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"], "at": "src/post.rs:4:5" },
        { "name": "blog", "kind": "belongs_to", "targets": ["Blog"], "key": ["blog_id"], "at": "src/post.rs:6:5" } ] },
    { "path": "app::User", "key": ["id"], "at": "src/user.rs:2:8", "fields": [{ "name": "id", "type": "i64" }],
      "relations": [{ "name": "blogs", "kind": "has_many", "targets": ["Blog"], "at": "src/user.rs:3:5",
        "allow": [{ "rule": "missing_inverse", "reason": "old" }] }] },
    { "path": "app::Blog", "key": ["id"], "fields": [{ "name": "id", "type": "BlogId" }, { "name": "owner", "type": "i64" }] }
] }"#;

#[test]
fn without_relations() {
    let here = folder("coverage-without-relations", WITHOUT_RELATIONS);
    expect![[r#"
        $ cargo relata models.json
        `models.json`: no findings in 2 models from 1 crate
        coverage: 2 models, no relation is declared; nothing was compared
        exit 0
    "#]]
    .assert_eq(&run(&here, &["models.json"]));
    // Nothing was compared.
    expect![[r#"
        $ cargo relata models.json --require-coverage
        error[incomplete_coverage]: nothing was compared: the registry has 2 models and no relations
         |
         = note: this finding is in `models.json`
         = help: declare a relation for each key field, as in `#[relata(belongs_to(User))]`

        `models.json`: 1 error in 2 models from 1 crate
        for more information: cargo relata explain incomplete_coverage
        coverage: 2 models, no relation is declared; nothing was compared
        exit 1
    "#]]
    .assert_eq(&run(&here, &["models.json", "--require-coverage"]));
}

#[test]
fn not_required() {
    expect![[r#"
        $ cargo relata models.json
        warning[unused_allow]: `allow(missing_inverse)` on `User.blogs` matches no finding
        --> src/user.rs:3:5
         = note: reason: old
         = help: remove `allow(missing_inverse)`

        `models.json`: 1 warning in 3 models from 1 crate
        for more information: cargo relata explain unused_allow
        coverage: 3 models, 3 relations; 1 key compared, 1 key not known, 1 type not known
        exit 0
    "#]]
    .assert_eq(&run(&folder("coverage", SOME), &["models.json"]));
}

#[test]
fn required() {
    let here = folder("coverage-required", SOME);
    expect![[r#"
        $ cargo relata models.json --require-coverage
        error[incomplete_coverage]: relation `Post.blog` was not compared: the types of its key are not known
        --> src/post.rs:6:5
         = note: `Post.blog_id` is `BlogId` and `Blog.id` is `BlogId`, but only the names of these types are recorded, so they cannot be compared

        error[incomplete_coverage]: relation `User.blogs` was not compared: its key is not known
        --> src/user.rs:3:5
         = help: declare the key of `User.blogs`, as in `key(…)`, or set its `inverse` to the `belongs_to` that holds the key

        warning[unused_allow]: `allow(missing_inverse)` on `User.blogs` matches no finding
        --> src/user.rs:3:5
         = note: reason: old

        `models.json`: 2 errors and 1 warning in 3 models from 1 crate
        for more information: cargo relata explain incomplete_coverage
        coverage: 3 models, 3 relations; 1 key compared, 1 key not known, 1 type not known
        exit 1
    "#]]
    .assert_eq(&run(&here, &["models.json", "--require-coverage"]));
    // The strictest level wins.
    let allowed = [
        "models.json",
        "--require-coverage",
        "-A",
        "incomplete_coverage",
    ];
    assert_eq!(output(&here, &allowed).status, Some(1));
    let known = [
        "models.json",
        "--require-coverage",
        "--baseline",
        "known.json",
    ];
    output(
        &here,
        &[
            "baseline",
            "models.json",
            "--require-coverage",
            "-o",
            "known.json",
        ],
    );
    let output = output(&here, &known);
    let last = output.stdout.lines().last();
    expect![[r#"
        coverage: 3 models, 3 relations; 1 key compared, 1 key not known, 1 type not known; 2 findings silenced: 2 by baseline
    "#]]
    .assert_eq(&format!("{}\n", last.unwrap()));
    assert_eq!(output.status, Some(0));
}

#[test]
fn json_and_sarif() {
    let here = folder("coverage-json", SOME);
    let value = |format| -> serde_json::Value {
        let printed = output(
            &here,
            &["models.json", "--format", format, "-A", "unused_allow"],
        );
        serde_json::from_str(&printed.stdout).unwrap()
    };
    let json = &value("json")["checked"][0];
    expect![[r#"
        {
          "column_types_unknown": 0,
          "columns_compared": 0,
          "foreign_keys_without_relation": 0,
          "keys_compared": 1,
          "keys_unknown": 1,
          "models": 3,
          "models_without_relations": 0,
          "relations": 3,
          "relations_without_key": 0,
          "silenced_by_allow": 0,
          "silenced_by_baseline": 0,
          "silenced_by_level": 1,
          "skipped_parts": 0,
          "tables_unknown": 0,
          "targets_unknown": 0,
          "types_unknown": 1,
          "unread_code": 0
        }
    "#]]
    .assert_eq(&format!("{:#}\n", json["coverage"]));
    let mut expected = json["coverage"].clone();
    expected["name"] = json["name"].clone();
    expected["models"] = json["models"].clone();
    let sarif = &value("sarif")["runs"][0]["properties"]["coverage"];
    assert_eq!(*sarif, serde_json::json!([expected]));
}

/// A relation that was not compared is shown there too.
#[test]
fn why() {
    let here = folder("coverage-why", SOME);
    expect![[r#"
        $ cargo relata why Post.blog models.json --require-coverage
        `Post.blog` (src/post.rs:6:5) is a `belongs_to` relation

        target `Blog` (src/post.rs:6:5)
          a name, looked up among 3 models
          - `app::Blog`: its path ends with it
          resolved to `app::Blog`, the only model whose path ends in `Blog`

        inverse: not declared

        key `blog_id`
          `Post` holds `blog_id: BlogId`, which references `id: BlogId`, the primary key of `Blog`

        error[incomplete_coverage]: relation `Post.blog` was not compared: the types of its key are not known
          --> src/post.rs:6:5
          = note: `Post.blog_id` is `BlogId` and `Blog.id` is `BlogId`, but only the names of these types are recorded, so they cannot be compared

        coverage: 3 models, 3 relations; 1 key compared, 1 key not known, 1 type not known
        exit 0
    "#]]
    .assert_eq(&run(
        &here,
        &["why", "Post.blog", "models.json", "--require-coverage"],
    ));
}
