//! A table that several files declare differently: a model names its own, or else `diesel.toml` names the file.

use std::fmt::Write;

use expect_test::expect;
use relata::source::{Models, Workspace};

use super::{WITHOUT, package};

const SCHEMA: &str = "
    diesel::table! { users (id) { id -> Int8, name -> Text } }
    diesel::table! { posts (id) { id -> Int8, title -> Text } }
";

const VIEW: &str = "
    diesel::table! { users (id) { id -> Int8, posts -> Int8 } }
    diesel::table! { posts (id) { id -> Int8 } }
";

/// Lists the tables with their columns, the findings and the coverage of a package.
fn listed(name: &str, files: &[(&str, &str)]) -> String {
    let all = [
        ("Cargo.toml", WITHOUT),
        ("src/schema.rs", SCHEMA),
        ("src/view.rs", VIEW),
    ];
    let models = Models::read(&Workspace::new(package(name, &[&all, files].concat()))).unwrap();
    let mut text = String::new();
    for table in &models.schema().unwrap().tables {
        let columns: Vec<&str> = table.columns.iter().map(|it| &*it.name).collect();
        let place = table.at.as_ref().unwrap();
        writeln!(text, "{} ({}) {place}", table.name, columns.join(", ")).unwrap();
    }
    let findings = relata::options().check_models(&models);
    for finding in &findings {
        writeln!(text, "{}: {}", finding.rule().name(), finding.headline()).unwrap();
    }
    format!("{text}{}\n", findings.coverage())
}

#[test]
fn models_use_one_each() {
    let lib = "
        mod schema; mod view;
        use view::users;
        #[derive(Queryable)]
        #[diesel(table_name = users)]
        pub struct User { id: i64, posts: i64 }
        #[derive(Queryable, Selectable)]
        #[diesel(table_name = crate::schema::posts)]
        pub struct Post { id: i64, title: String, text: String }
    ";
    expect![[r#"
        posts (id, title) src/schema.rs:3:22
        posts (id) src/view.rs:3:22
        users (id, name) src/schema.rs:2:22
        users (id, posts) src/view.rs:2:22
        missing_column: `Post.text` holds the column `text`, but table `posts` has no such column
        2 models, no relation is declared; 4 columns compared
    "#]]
    .assert_eq(&listed("toml_models", &[("src/lib.rs", lib)]));
}

/// Each is compared with its own.
#[test]
fn models_use_both() {
    let lib = "
        mod schema; mod view;
        #[derive(Selectable)]
        #[diesel(table_name = view::users)]
        pub struct UserTotal { id: i64, posts: i32 }
        #[derive(Selectable)]
        #[diesel(table_name = crate::schema::users)]
        pub struct User { id: i32, name: String }
    ";
    expect![[r#"
        posts (id, title) src/schema.rs:3:22
        posts (id) src/view.rs:3:22
        users (id, name) src/schema.rs:2:22
        users (id, posts) src/view.rs:2:22
        column_type: `UserTotal.posts` is `i32`, but its column `users.posts` is `Int8`
        column_type: `User.id` is `i32`, but its column `users.id` is `Int8`
        2 models, no relation is declared; 4 columns compared
    "#]]
    .assert_eq(&listed("toml_both", &[("src/lib.rs", lib)]));
}

/// The table of an `Identifiable` struct is known by its name only.
const BY_NAME: &str = "
    mod schema; mod view;
    #[derive(Identifiable, Queryable)]
    pub struct User { id: i64, name: Option<String> }
";

#[test]
fn neither_is_known() {
    expect![[r#"
        posts (id, title) src/schema.rs:3:22
        posts (id) src/view.rs:3:22
        users (id, name) src/schema.rs:2:22
        users (id, posts) src/view.rs:2:22
        1 model, no relation is declared; nothing was compared; 1 table not known
    "#]]
    .assert_eq(&listed("toml_neither", &[("src/lib.rs", BY_NAME)]));
}

#[test]
fn the_file_is_named() {
    let one = "[print_schema]\nfile = \"src/schema.rs\"";
    let files = [("src/lib.rs", BY_NAME), ("diesel.toml", one)];
    let found = listed("toml_file", &files);
    expect![[r#"
        posts (id, title) src/schema.rs:3:22
        posts (id) src/view.rs:3:22
        users (id, name) src/schema.rs:2:22
        users (id, posts) src/view.rs:2:22
        column_null: `User.name` is an `Option`, but its column `users.name` is never `NULL`
        1 model, no relation is declared; 2 columns compared
    "#]]
    .assert_eq(&found);
    // Each of several schemas has a file.
    let several = "[print_schema.main]\nfile = \"./src/../src/schema.rs\"\n[print_schema.other]\nschema = \"crm\"";
    let files = [("src/lib.rs", BY_NAME), ("diesel.toml", several)];
    assert_eq!(listed("toml_files", &files), found);
}

#[test]
fn a_file_that_does_not_parse() {
    let files = [("src/lib.rs", BY_NAME), ("diesel.toml", "[print_schema")];
    expect![[r#"
        posts (id, title) src/schema.rs:3:22
        posts (id) src/view.rs:3:22
        users (id, name) src/schema.rs:2:22
        users (id, posts) src/view.rs:2:22
        unread_source: `diesel.toml` cannot be read: unclosed table, expected `]`
        1 model, no relation is declared; nothing was compared; 1 table not known
    "#]]
    .assert_eq(&listed("toml_broken", &files));
}
