//! The public types as others use them. `tests/api/CRATE.txt` lists what each crate makes public; `.ci/crates` writes it.
#![cfg(all(feature = "executable", feature = "source"))]

use std::collections::{BTreeSet, HashSet};
use std::fmt::Debug;

use expect_test::expect;
use relata::document::Document;
use relata::{Finding, Subject};

fn is_shareable<T: Send + Sync + Unpin + Debug + 'static>() {}

/// Asserts it of each type, and returns their names.
macro_rules! shareable {
    ($($($name:ident)::+ $(<$life:lifetime>)?,)*) => {{
        $(is_shareable::<$($name)::+ $(<$life>)?>();)*
        [$(concat!($("::", stringify!($name)),+),)*]
    }};
}

#[test]
fn every_public_type_is_send_sync_and_debug() {
    let asserted = shareable![
        relata::Coverage,
        relata::Finding,
        relata::Findings,
        relata::Level,
        relata::Note,
        relata::Options,
        relata::Place,
        relata::Records,
        relata::Registry,
        relata::Report,
        relata::Rule,
        relata::Subject,
        relata::UnknownLevel,
        relata::UnknownRule,
        relata::UnreadableBaseline,
        relata::UnreadableRecords,
        relata::UpgradedBaseline,
        relata::document::Change,
        relata::document::Difference,
        relata::document::Document,
        relata::document::DocumentError,
        relata::registry::Candidate<'static>,
        relata::registry::Field<'static>,
        relata::registry::Likeness,
        relata::registry::Model<'static>,
        relata::registry::Models,
        relata::registry::Relation<'static>,
        relata::registry::Resolution<'static>,
        relata::registry::StoredColumn<'static>,
        relata::registry::StoredKey<'static>,
        relata::registry::StoredModel<'static>,
        relata::schema::Column,
        relata::schema::Dialect,
        relata::schema::Fact,
        relata::schema::ForeignKey,
        relata::schema::Index,
        relata::schema::Schema,
        relata::schema::Table,
        relata::schema::Unique,
        relata::schema::UnreadableSchema,
        relata::source::Declared,
        relata::source::Dependent,
        relata::source::Models,
        relata::source::Opaque,
        relata::source::Package,
        relata::source::Source,
        relata::source::Standing,
        relata::source::Target,
        relata::source::Undecided,
        relata::source::Underived,
        relata::source::Unread,
        relata::source::UnreadableSource,
        relata::source::Workspace,
    ];
    let asserted: BTreeSet<String> = asserted.iter().map(|it| it[2..].to_owned()).collect();
    assert_eq!(asserted, public_types());
}

/// The types in `relata.txt`, without those that are listed again by a second path.
fn public_types() -> BTreeSet<String> {
    let lines = include_str!("relata.txt").lines();
    let names = lines.filter_map(|line| {
        let line = line.strip_prefix("#[non_exhaustive] ").unwrap_or(line);
        let line = line.strip_prefix("pub ")?;
        let name = line
            .strip_prefix("struct ")
            .or(line.strip_prefix("enum "))?;
        let end = name.find(['<', '(']).unwrap_or(name.len());
        Some(name[..end].to_owned())
    });
    names
        .filter(|it| it != "relata::registry::Registry")
        .collect()
}

#[test]
fn subjects_can_be_in_sets() {
    let document = r#"{ "format": "relata/1", "models": [ { "path": "a::Post", "relations": [
        { "name": "author", "kind": "refers_to", "targets": ["User"] } ] } ] }"#;
    let findings = relata::options().check_documents(&[Document::parse(document).unwrap()]);
    let subjects: HashSet<&Subject> = findings
        .iter()
        .chain(&findings)
        .map(Finding::subject)
        .collect();
    assert_eq!(subjects.len(), 1);
}

/// The members are those of `relata-check/1`, for which they are documented.
#[test]
fn findings_are_json() {
    let document = r#"{ "format": "relata/1", "models": [
        { "path": "a::Post", "at": "src\\post.rs:3:8", "relations": [
            { "name": "author", "kind": "refers_to", "targets": ["Usr"], "at": "src\\post.rs:2:24" } ] },
        { "path": "a::User", "at": "src/user.rs:2:8" } ] }"#;
    let report = relata::options().init_documents(&[Document::parse(document).unwrap()]);
    let json = serde_json::to_string_pretty(&report.unwrap_err()).unwrap();
    expect![[r#"
        [
          {
            "rule": "missing_target",
            "level": "error",
            "headline": "relation `Post.author` points at `Usr`, but no model has that name",
            "subject": "Post.author",
            "other": "Usr",
            "place": {
              "file": "src/post.rs",
              "line": 2,
              "column": 24
            },
            "notes": [
              {
                "text": "a model with a similar name exists: `a::User`",
                "place": {
                  "file": "src/user.rs",
                  "line": 2,
                  "column": 8
                }
              }
            ],
            "help": "write `User`",
            "in_databases": []
          }
        ]"#]]
    .assert_eq(&json);
    let coverage = relata::options().check_documents(&[]).coverage();
    let json = serde_json::to_value(coverage).unwrap();
    assert_eq!(json["models"], 0);
}
