//! `--diff`: what is added, removed and changed is marked in every format.

use expect_test::expect;
use serde_json::Value;

use crate::run::folder;
use crate::{data, document, drawn};

const OLD: &str = r#"
    { "path": "blog::Post", "key": ["id"], "fields": [
        { "name": "id", "type": "i64" }, { "name": "user_id", "type": "i32" }, { "name": "old", "type": "bool" } ],
      "relations": [{ "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["user_id"] }] },
    { "path": "blog::Gone", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }, { "name": "post_id", "type": "i64" }],
      "relations": [{ "name": "post", "kind": "belongs_to", "targets": ["Post"], "key": ["post_id"] }] },
    { "path": "blog::User", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }] }"#;

const NEW: &str = r#"
    { "path": "blog::Post", "key": ["id"], "fields": [
        { "name": "id", "type": "i64" }, { "name": "user_id", "type": "i64" }, { "name": "new", "type": "bool" } ],
      "relations": [{ "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["user_id"] }] },
    { "path": "blog::Tag", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }, { "name": "post_id", "type": "i64" }],
      "relations": [{ "name": "post", "kind": "belongs_to", "targets": ["Post"], "key": ["post_id"] }] },
    { "path": "blog::User", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }] }"#;

fn documents(name: &str) -> std::path::PathBuf {
    folder(
        name,
        &[("old.json", &document(OLD)), ("new.json", &document(NEW))],
    )
}

#[test]
fn text_formats() {
    let folder = documents("graph_diff_text");
    let drawn = |format| {
        drawn(
            &folder,
            &["--diff", "old.json", "new.json", "--format", format],
        )
    };
    expect![[r##"
        erDiagram
            m0["#8722; Gone"] {
                i64 id PK
                i64 post_id FK
            }
            m1["#126; Post"] {
                i64 id PK
                i64 user_id FK "changed"
                bool new "added"
                bool old "removed"
            }
            m2["#43; Tag"] {
                i64 id PK
                i64 post_id FK
            }
            m3["User"] {
                i64 id PK
            }
            m1 }o--|| m3 : "user"
            m2 }o--|| m1 : "+ post"
            m0 }o--|| m1 : "− post"
    "##]]
    .assert_eq(&drawn("mermaid"));
    expect![[r#"
        digraph relata {
            rankdir=LR; newrank=true;
            node [shape=box];
            subgraph cluster_0 {
                label="blog";
                m0 [label="− Gone"];
                m1 [label="~ Post"];
                m2 [label="+ Tag"];
                m3 [label="User"];
            }
            m1 -> m3 [label="user"];
            m2 -> m1 [label="+ post"];
            m0 -> m1 [label="− post"];
        }
    "#]]
    .assert_eq(&drawn("dot"));
    expect![[r#"
        Table Gone { // − removed
          id i64 [pk]
          post_id i64 [not null]

          Note: 'blog::Gone'
        }

        Table Post { // ~ changed
          id i64 [pk]
          user_id i64 [not null] // ~ changed
          new bool [not null] // + added
          old bool [not null] // − removed

          Note: 'blog::Post'
        }

        Table Tag { // + added
          id i64 [pk]
          post_id i64 [not null]

          Note: 'blog::Tag'
        }

        Table User {
          id i64 [pk]

          Note: 'blog::User'
        }

        Ref: Post.user_id > User.id
        Ref: Tag.post_id > Post.id // + added
        Ref: Gone.post_id > Post.id // − removed
    "#]]
    .assert_eq(&drawn("dbml"));
}

#[test]
fn data_of_the_page() {
    let folder = documents("graph_diff_data");
    let data = data(&folder, &["--diff", "old.json", "new.json"]);
    let mut lines = Vec::new();
    for (id, model) in data["models"].as_array().unwrap().iter().enumerate() {
        assert_eq!(model["id"], id);
        lines.push(format!("{} {}", model["path"], model["change"]));
        for part in ["fields", "relations"] {
            let parts = model[part].as_array().unwrap().iter();
            let changed = parts.filter(|it| !it["change"].is_null());
            lines.extend(changed.map(|it| format!("  {} {}", it["name"], it["change"])));
        }
    }
    let path = |edge: &Value, end: &str| {
        data["models"][usize::try_from(edge[end].as_u64().unwrap()).unwrap()]["path"].clone()
    };
    for edge in data["edges"].as_array().unwrap() {
        lines.push(format!(
            "{} -> {} {}",
            path(edge, "from"),
            path(edge, "to"),
            edge["change"]
        ));
    }
    expect![[r#"
        "blog::Gone" "removed"
        "blog::Post" null
          "user_id" "changed"
          "new" "added"
          "old" "removed"
        "blog::Tag" "added"
        "blog::User" null
        "blog::Post" -> "blog::User" null
        "blog::Tag" -> "blog::Post" "added"
        "blog::Gone" -> "blog::Post" "removed""#]]
    .assert_eq(&lines.join("\n"));
}

/// Each mark has a sign in addition to its color.
#[test]
fn picture() {
    let folder = documents("graph_diff_svg");
    let text = drawn(
        &folder,
        &["--diff", "old.json", "new.json", "--format", "svg"],
    );
    for sign in [
        ">− Gone<",
        ">+ Tag<",
        ">~ Post<",
        "icon added",
        "icon removed",
        "icon changed",
        ">added<",
        ">removed<",
        ">changed<",
    ] {
        assert!(text.contains(sign), "{sign}");
    }
    let same = drawn(
        &folder,
        &["--diff", "new.json", "new.json", "--format", "svg"],
    );
    assert_eq!(same, drawn(&folder, &["new.json", "--format", "svg"]));
}
