//! DBML, and the `erDiagram` of Mermaid, which need columns.

use std::fs;
use std::process::Command;

use expect_test::{expect, expect_file};

use crate::run::folder;
use crate::{document, drawn, here};

#[test]
fn dbml() {
    let arguments = ["--format", "dbml", "small.json", "--outside", "sso"];
    expect_file!["small.dbml"].assert_eq(&drawn(&here(), &arguments));
}

const PAIR: &str = r#"
    { "path": "blog::Post", "key": ["id"], "fields": [
        { "name": "id", "type": "i64" },
        { "name": "author_id", "type": "Option<i64>", "optional": true },
        { "name": "tags", "type": "Vec<String>" } ],
      "relations": [{ "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": "posts", "key": ["author_id"] }] },
    { "path": "blog::User", "key": ["id"], "fields": [
        { "name": "id", "type": "i64" }, { "name": "mail", "type": "String", "unique": true }],
      "relations": [{ "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" }] }"#;

#[test]
fn mermaid_draws_columns_if_they_are_known() {
    let folder = folder("graph_erd", &[("a.json", &document(PAIR))]);
    expect![[r#"
        erDiagram
            m0["Post"] {
                i64 id PK
                Option(i64) author_id FK "may be null"
                Vec(String) tags
            }
            m1["User"] {
                i64 id PK
                String mail UK
            }
            m0 }o--o| m1 : "author / posts"
    "#]]
    .assert_eq(&drawn(&folder, &["a.json"]));
}

#[test]
fn dbml_of_columns() {
    let folder = folder("graph_dbml", &[("a.json", &document(PAIR))]);
    expect![[r#"
        Table Post {
          id i64 [pk]
          author_id i64 [null]
          tags "Vec<String>" [not null]

          Note: 'blog::Post'
        }

        Table User {
          id i64 [pk]
          mail String [unique, not null]

          Note: 'blog::User'
        }

        Ref: Post.author_id > User.id
    "#]]
    .assert_eq(&drawn(&folder, &["a.json", "--format", "dbml"]));
}

/// Names that models of several crates share are qualified, and a name is not printed twice.
#[test]
fn equal_names_are_qualified() {
    let models = r#"{ "path": "a::User", "table": "users" }, { "path": "b::User" }, { "path": "b::log::Model", "table": "log" },
        { "path": "b::mail::Model", "table": "mail" }"#;
    let folder = folder("graph_equal_names", &[("a.json", &document(models))]);
    expect![[r#"
        digraph relata {
            rankdir=LR; newrank=true;
            node [shape=box];
            subgraph cluster_0 {
                label="a";
                m0 [label="a::User\nusers"];
            }
            subgraph cluster_1 {
                label="b";
                m1 [label="b::User"];
                m2 [label="log::Model"];
                m3 [label="mail::Model"];
            }
        }
    "#]]
    .assert_eq(&drawn(&folder, &["a.json", "--format", "dot"]));
    expect![[r#"
        flowchart LR
            subgraph c0["a"]
                m0["a#58;#58;User"]
            end
            subgraph c1["b"]
                m1["b#58;#58;User"]
                m2["log#58;#58;Model"]
                m3["mail#58;#58;Model"]
            end
    "#]]
    .assert_eq(&drawn(&folder, &["a.json", "--format", "mermaid"]));
}

/// Parses all output with the parser of DBML.
#[test]
#[ignore = "needs node, and `npm ci` in tests/dbml"]
fn dbml_is_valid() {
    let corpora = here().join("../../../tests/corpora");
    let own = ["small.json", "hostile.json"].map(|it| here().join(it));
    let corpora = fs::read_dir(corpora).unwrap().map(|it| it.unwrap().path());
    let documents = corpora.filter(|it| it.extension().is_some_and(|it| it == "json"));
    let folder = folder("graph_dbml_valid", &[]);
    for document in documents.chain(own) {
        let document = document.to_str().unwrap();
        let text = drawn(&folder, &[document, "--format", "dbml"]);
        fs::write(folder.join("a.dbml"), &text).unwrap();
        let script = here().join("../dbml/check.mjs");
        let output = Command::new("node")
            .arg(script)
            .arg(folder.join("a.dbml"))
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{document}: {error}");
        let (tables, references) = (
            text.matches("\nTable ").count(),
            text.matches("\nRef: ").count(),
        );
        let found = String::from_utf8_lossy(&output.stdout);
        let expected = format!(
            "{} tables, {references} references",
            tables + usize::from(text.starts_with("Table "))
        );
        assert_eq!(found.trim(), expected, "{document}");
    }
}
