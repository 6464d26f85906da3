//! The changes that an editor offers at a finding. Each is applied, and then the finding is gone.

mod run;

use std::fs;
use std::path::Path;

use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticSpan};
use expect_test::{Expect, expect};

const CHECK: [&str; 5] = ["check", "-q", "--no-build", "--message-format", "cargo"];

fn findings(folder: &Path, options: &[&str]) -> Vec<Diagnostic> {
    let output = run::output(folder, &[&CHECK, options].concat());
    let messages = Message::parse_stream(output.stdout.as_bytes());
    let found = messages.filter_map(|message| match message.unwrap() {
        Message::CompilerMessage(message) => Some(message.message),
        _ => None,
    });
    let found: Vec<Diagnostic> = found.collect();
    assert!(output.status.is_some_and(|it| it < 2), "{output}");
    found
}

/// The first finding, with the file of each change after it. Each change is applied alone.
#[track_caller]
fn check(name: &str, files: &[(&str, &str)], options: &[&str], expected: &Expect) {
    let folder = run::folder(name, files);
    let found = findings(&folder, options);
    let [finding, ..] = &*found else {
        panic!("no finding");
    };
    let mut shown = finding.message.clone();
    for child in &finding.children {
        let changes = child.spans.iter();
        let changes: Vec<&DiagnosticSpan> = changes
            .filter(|it| it.suggested_replacement.is_some())
            .collect();
        let Some(change) = changes.first() else {
            continue;
        };
        assert_eq!(changes.len(), 1, "{child:?}");
        // The change is offered at the name that is underlined.
        assert_eq!(
            child.spans[0].byte_start, finding.spans[0].byte_start,
            "{child:?}"
        );
        let file = folder.join(&change.file_name);
        let before = fs::read_to_string(&file).unwrap();
        let range = change.byte_start as usize..change.byte_end as usize;
        let mut after = before.clone();
        after.replace_range(range, change.suggested_replacement.as_ref().unwrap());
        let added: Vec<&str> = after
            .lines()
            .filter(|it| !before.lines().any(|old| old == *it))
            .collect();
        let (name, line) = (&change.file_name, change.line_start);
        let change = format!("\n  {name}:{line}: {}", added.join(" | "));
        shown.extend(["\n", &*child.message, &*change]);
        fs::write(&file, &after).unwrap();
        let left = findings(&folder, options);
        let is_same = |it: &Diagnostic| it.message == finding.message;
        assert!(!left.iter().any(is_same), "{}: {after}", child.message);
        assert!(left.len() < found.len(), "{left:?}");
        fs::write(&file, &before).unwrap();
    }
    expected.assert_eq(&shown);
}

fn package(lib: &str) -> [(&'static str, String); 2] {
    [
        ("Cargo.toml", run::manifest("app", "")),
        ("src/lib.rs", lib.to_owned()),
    ]
}

#[track_caller]
fn check_lib(name: &str, lib: &str, options: &[&str], expected: &Expect) {
    let files = package(lib);
    let files = files.each_ref().map(|(file, text)| (*file, &**text));
    check(name, &files, options, expected);
}

#[test]
fn another_name() {
    let lib = "#[derive(relata::Model)]\n#[relata(table = \"authors\", belongs_to(team: \"Teem\", key = team_id))]\npub struct Author {\n    pub id: i64,\n    pub team_id: i64,\n}\n\n#[derive(relata::Model)]\npub struct Team {\n    pub id: i64,\n}\n";
    check_lib(
        "fix_name",
        lib,
        &[],
        &expect![[r#"
            relation `Author.team` points at `Teem`, but no model has that name
            write `Team`
              src/lib.rs:2: #[relata(table = "authors", belongs_to(team: "Team", key = team_id))]
            to accept it, write `allow(missing_target, reason = "…")` for the relation
              src/lib.rs:2: #[relata(table = "authors", belongs_to(team: "Teem", key = team_id, allow(missing_target, reason = "…")))]"#]],
    );
}

#[test]
fn the_relation_of_a_field() {
    let lib = "pub mod blog {\n    #[derive(relata::Model)]\n    pub struct Post {\n        pub id: i64,\n        #[relata(belongs_to(Author,))]\n        pub author_id: i32,\n    }\n}\n#[derive(relata::Model)]\npub struct Author {\n    pub id: i64,\n}\nuse blog as _;\n";
    let lib = lib.replace("belongs_to(Author,)", "belongs_to(super::Author,)");
    check_lib(
        "fix_field",
        &lib,
        &[],
        &expect![[r#"
            key field `Post.author_id` is `i32`, but it references `Author.id`, which is `i64`
            to accept it, write `allow(key_type, reason = "…")` for the relation
              src/lib.rs:5:         #[relata(belongs_to(super::Author, allow(key_type, reason = "…")))]"#]],
    );
}

#[test]
fn a_model() {
    let lib = "pub mod blog {\n    /// Text.\n    #[derive(Debug, relata::Model)]\n    pub(crate) enum Kind {\n        A,\n    }\n}\n";
    check_lib(
        "fix_model",
        lib,
        &["-W", "isolated_model"],
        &expect![[r#"
            `Kind` has no relations, and no relation points at it
            to accept it, write `#[relata(allow(isolated_model, reason = "…"))]` for the model
              src/lib.rs:4:     #[relata(allow(isolated_model, reason = "…"))]"#]],
    );
}

#[test]
fn a_line_in_another_file() {
    let manifest = run::manifest("app", "");
    let post = "#[derive(relata::Model)]\n#[relata(refers_to(tag: \"Tag\"))]\npub struct Post;\n";
    let files = [
        ("Cargo.toml", &*manifest),
        ("src/lib.rs", "//! Text.\n\nmod post;\n\npub fn f() {}\n"),
        ("src/post.rs", post),
        ("src/tag.rs", "#[derive(relata::Model)]\npub struct Tag;\n"),
    ];
    check(
        "fix_line",
        &files,
        &[],
        &expect![[r#"
            model `Tag` is declared, but no `mod` declares its file
            add `mod tag;` to src/lib.rs
              src/lib.rs:4: mod tag;"#]],
    );
}

const DIESEL: &str = "diesel::table! { users { id -> Int8, name -> Text } }\ndiesel::table! { posts { id -> Int8, user_id -> Int4 } }\n\n#[derive(Identifiable, Queryable)]\n#[diesel(table_name = users)]\npub struct User {\n    pub id: i64,\n    pub name: String,\n}\n\n#[derive(Identifiable, Queryable, Associations)]\n#[diesel(table_name = posts, belongs_to(User))]\npub struct Post {\n    pub id: i64,\n    pub user_id: i32,\n}\n";

#[test]
fn the_manifest_of_a_model_without_relata() {
    for (nth, (settings, expected)) in [
        ("", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:5:  | [package.metadata.relata] | allow = [{ model = "app::Post", rule = "key_type", reason = "…" }]"#]]),
        ("[package.metadata.relata]\nexclude = [\"app::old\"]\n\n[dependencies]\n", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:6: allow = [{ model = "app::Post", rule = "key_type", reason = "…" }]"#]]),
        ("[package.metadata.relata]\nallow = [{ model = \"app::User\", rule = \"key_type\", reason = \"old\" }]\n", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:6: allow = [{ model = "app::Post", rule = "key_type", reason = "…" }, { model = "app::User", rule = "key_type", reason = "old" }]"#]]),
        ("[package.metadata.relata]\nallow = [\n  { model = \"app::User\", rule = \"key_type\", reason = \"old\" },\n]\n", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:6: allow = [{ model = "app::Post", rule = "key_type", reason = "…" },"#]]),
        ("[package.metadata.relata]\nallow = []\n", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:6: allow = [{ model = "app::Post", rule = "key_type", reason = "…" }]"#]]),
        ("[package.metadata.docs.rs]\nall-features = true", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:6:  | [package.metadata.relata] | allow = [{ model = "app::Post", rule = "key_type", reason = "…" }]"#]]),
        ("[[package.metadata.relata.allow]]\nmodel = \"app::User\"\nrule = \"key_type\"\nreason = \"old\"\n", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:9:  | model = "app::Post" | reason = "…""#]]),
        ("description = \"\"\"\n[package.metadata.relata]\n\"\"\"\n", expect![[r#"
            key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`
            to accept it, allow `key_type` for `Post` in Cargo.toml
              Cargo.toml:8:  | allow = [{ model = "app::Post", rule = "key_type", reason = "…" }]"#]]),
        ("[package.metadata]\nrelata = { exclude = [] }\n", expect!["key field `Post.user_id` is `i32`, but it references `User.id`, which is `i64`"]),
    ]
    .into_iter()
    .enumerate()
    {
        let manifest = format!("[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{settings}");
        let files = [("Cargo.toml", &*manifest), ("src/lib.rs", DIESEL)];
        check(&format!("fix_manifest_{nth}"), &files, &[], &expected);
    }
}

#[test]
fn an_entity_of_seaorm() {
    let manifest = "[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2024\"\n";
    let user = "use sea_orm::entity::prelude::*;\n#[derive(DeriveEntityModel)]\n#[sea_orm(table_name = \"users\")]\npub struct Model {\n    #[sea_orm(primary_key)]\n    pub id: i64,\n}\n#[derive(EnumIter, DeriveRelation)]\npub enum Relation {}\n";
    let post = "use sea_orm::entity::prelude::*;\n#[derive(DeriveEntityModel)]\n#[sea_orm(table_name = \"posts\")]\npub struct Model {\n    #[sea_orm(primary_key)]\n    pub id: i64,\n    pub user_id: i32,\n}\n#[derive(EnumIter, DeriveRelation)]\npub enum Relation {\n    #[sea_orm(belongs_to = \"super::user::Entity\", from = \"Column::UserId\", to = \"super::user::Column::Id\")]\n    User,\n}\n";
    let files = [
        ("Cargo.toml", manifest),
        ("src/lib.rs", "pub mod post;\npub mod user;\n"),
        ("src/post.rs", post),
        ("src/user.rs", user),
    ];
    check(
        "fix_seaorm",
        &files,
        &[],
        &expect![[r#"
        key field `post.user_id` is `i32`, but it references `user.id`, which is `i64`
        to accept it, allow `key_type` for `post` in Cargo.toml
          Cargo.toml:5:  | [package.metadata.relata] | allow = [{ model = "app::post", rule = "key_type", reason = "…" }]"#]],
    );
}

#[test]
fn an_attribute_under_a_condition() {
    let lib = "#[cfg_attr(feature = \"full\", derive(relata::Model))]\n#[cfg_attr(feature = \"full\", relata(table = \"posts\"))]\npub struct Post {\n    pub id: i64,\n}\n";
    let manifest = run::manifest("app", "[features]\ndefault = [\"full\"]\nfull = []\n");
    let files = [("Cargo.toml", &*manifest), ("src/lib.rs", lib)];
    check(
        "fix_cfg_attr",
        &files,
        &["-W", "isolated_model"],
        &expect![[r#"
            `Post` has no relations, and no relation points at it
            to accept it, write `#[cfg_attr(feature = "full", relata(allow(isolated_model, reason = "…")))]` for the model
              src/lib.rs:3: #[cfg_attr(feature = "full", relata(allow(isolated_model, reason = "…")))]"#]],
    );
}

/// A byte order mark, the ends of lines of Windows, a raw string and a raw name.
#[test]
fn unusual_text() {
    let lib = "\u{feff}#[derive(relata::Model)] #[relata(refers_to(team: r#\"Teem\"#))] pub struct r#Match;\r\n#[derive(relata::Model)]\r\npub struct Team;\r\n";
    check_lib(
        "fix_unusual",
        lib,
        &[],
        &expect![[r##"
        relation `Match.team` points at `Teem`, but no model has that name
        write `Team`
          src/lib.rs:1: ﻿#[derive(relata::Model)] #[relata(refers_to(team: r#"Team"#))] pub struct r#Match;
        to accept it, write `allow(missing_target, reason = "…")` for the relation
          src/lib.rs:1: ﻿#[derive(relata::Model)] #[relata(refers_to(team: r#"Teem"#, allow(missing_target, reason = "…")))] pub struct r#Match;"##]],
    );
    let lib = "\u{feff}#[derive(relata::Model)]\r\npub struct r#Match;\r\n";
    check_lib(
        "fix_unusual_model",
        lib,
        &["-W", "isolated_model"],
        &expect![[r#"
            `Match` has no relations, and no relation points at it
            to accept it, write `#[relata(allow(isolated_model, reason = "…"))]` for the model
              src/lib.rs:2: #[relata(allow(isolated_model, reason = "…"))]"#]],
    );
}
