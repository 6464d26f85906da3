//! Fields that are compared with their columns.

use std::fmt::Write;

use expect_test::expect;
use relata::document::Document;
use relata::options;
use relata::schema::Schema;

use super::read;
use crate::source::packages::package;

const SCHEMA: &str = r#"
    diesel::table! { users (id) { id -> Int8, uuid -> Text, other -> Text, nth -> Int8, small -> Int4, newtype -> Int4, bytes -> Text, } }
    diesel::table! { posts (id) { id -> Int8, author_id -> Nullable<Int8>, editor_id -> Int8, owner_id -> Nullable<Int8>, must -> Int8, } }
"#;

/// An alias is the type that it names, and may be an `Option`.
#[test]
fn columns() {
    let root = package(
        "models_columns",
        &[(
            "src/lib.rs",
            r#"
            use relata::Model;
            type Uuid = String;
            type Nth = i32;
            type Small = i32;
            struct Newtype(i64);
            type Bytes = Vec<u8>;
            type N<T> = Option<T>;
            type Own<T> = T;
            mod foreign { pub use uuid::Uuid as Other; pub use uuid::Uuid; }
            #[derive(Model)] #[relata(table = "users")]
            pub struct User { id: i64, uuid: Uuid, other: foreign::Uuid, nth: Nth, small: Small, newtype: Newtype, bytes: Bytes }
            #[derive(Model)] #[relata(table = "posts")]
            pub struct Post<T> { id: i64, author_id: N<i64>, editor_id: Own<i64>, owner_id: Own<Option<i64>>, must: T }
            "#,
        )],
    );
    let schema = Schema::of_diesel(&[("src/schema.rs", SCHEMA)]).unwrap();
    let models = read(&root);
    let findings = options()
        .schema(schema)
        .check_records(&[models.records().clone()]);
    let mut text = String::new();
    for finding in &findings {
        writeln!(text, "{finding}").unwrap();
    }
    writeln!(text, "{}", findings.coverage()).unwrap();
    expect![[r#"
        warning[column_type]: `User.other` is `foreign::Uuid`, but its column `users.other` is `Text`
          --> src/lib.rs:12:52
        note: column `users.other` is declared here
          --> src/schema.rs:2:61
          = note: `Text` is read into `String`
          = help: change the type of `User.other` to `String`

        error[column_type]: `User.nth` is `Nth`, but its column `users.nth` is `Int8`
          --> src/lib.rs:12:74
        note: column `users.nth` is declared here
          --> src/schema.rs:2:76
          = note: `Nth` is `i32`
          = note: `Int8` is read into `i64`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `User.nth` to `i64`

        error[column_type]: `User.bytes` is `Bytes`, but its column `users.bytes` is `Text`
          --> src/lib.rs:12:116
        note: column `users.bytes` is declared here
          --> src/schema.rs:2:121
          = note: `Bytes` is `Vec<u8>`
          = note: `Text` is read into `String`
          = help: change the type of `User.bytes` to `String`

        2 models, no relation is declared; 7 columns compared, 5 types not known
    "#]].assert_eq(&text);
}

/// What sqlx's attributes say of columns.
#[test]
fn columns_of_sqlx() {
    let root = package(
        "models_columns_of_sqlx",
        &[(
            "src/lib.rs",
            r#"
            use relata::Model;
            #[derive(sqlx::FromRow, Model)] #[relata(table = "users")] #[sqlx(rename_all = "SCREAMING_SNAKE_CASE")]
            pub struct User {
                id: i64,
                #[sqlx(rename = "name")] first_name: String,
                #[sqlx(flatten)] address: Address,
                #[sqlx(skip)] is_new: bool,
                #[sqlx(json)] tags: Vec<String>,
                #[sqlx(try_from = "i32")] age: u8,
                #[sqlx(default)] posts: i64,
                last_seen: i64,
            }
            "#,
        )],
    );
    let columns = ["ID", "name", "TAGS", "AGE"].map(|it| format!("{it} -> Int8,"));
    let table = format!("diesel::table! {{ users (ID) {{ {} }} }}", columns.concat());
    let schema = Schema::of_diesel(&[("src/schema.rs", &table)]).unwrap();
    let models = read(&root);
    let findings = options()
        .schema(schema.clone())
        .check_records(&[models.records().clone()]);
    expect![[r#"
        relata: 1 error and 1 warning in 1 model from 1 crate

        error[column_type]: `User.first_name` is `String`, but its column `users.name` is `Int8`
          --> src/lib.rs:6:42
        note: column `users.name` is declared here
          --> src/schema.rs:1:42
          = note: `Int8` is read into `i64`
          = help: change the type of `User.first_name` to `i64`

        warning[missing_column]: `User.last_seen` holds the column `LAST_SEEN`, but table `users` has no such column
          --> src/lib.rs:12:17
        note: table `users` is declared here
          --> src/schema.rs:1:18
          = note: `users` has 4 columns: `ID`, `name`, `TAGS`, and `AGE`

        for more information: cargo relata explain column_type
    "#]].assert_eq(&findings.to_string());
    let registry = options().init_records(&[models.records().clone()]).unwrap();
    let document = Document::parse(&Document::of(&registry).to_json()).unwrap();
    let of_document = options().schema(schema).check_documents(&[document]);
    assert_eq!(of_document.to_string(), findings.to_string());
}
