//! `--database`: models are compared with a database.

#![cfg(feature = "database")]

mod run;

use std::path::{Path, PathBuf};

use expect_test::expect;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

const MODELS: &str = "#[derive(relata::Model)]\n#[relata(table = \"users\")]\npub struct User {\n    pub id: i64,\n    pub name: String,\n}\n\n#[derive(relata::Model)]\n#[relata(table = \"posts\", belongs_to(author: User))]\npub struct Post {\n    pub id: i64,\n    pub author_id: i64,\n    pub title: String,\n}\n";
const TABLES: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users);\n";

fn folder(name: &str) -> PathBuf {
    let manifest = run::manifest("blog", "");
    let files = [("Cargo.toml", &*manifest), ("src/lib.rs", MODELS)];
    let folder = run::folder(name, &files);
    create(&folder.join("blog.db"), TABLES);
    folder
}

/// Creates a database of `SQLite`.
fn create(file: &Path, tables: &'static str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(tables)
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole schema is expected")]
fn source_and_a_database() {
    let folder = folder("database_source");
    let check = ["check", "--no-build", "--database", "sqlite:blog.db"];
    expect![[r#"
        $ cargo relata check --no-build --database sqlite:blog.db
        error[column_null]: `User.name` is not an `Option`, but its column `users.name` can be `NULL`
         --> src/lib.rs:5:9
          |
        5 |     pub name: String,
          |         ^^^^
          |
          = help: make `name` of `User` an `Option`

        error[missing_column]: `Post.title` holds the column `title`, but table `posts` has no such column
          --> src/lib.rs:13:9
           |
        13 |     pub title: String,
           |         ^^^^^
           |
           = note: `posts` has 2 columns: `id` and `author_id`

        source: 2 errors in 2 models from 1 crate, compared with `blog.db`
        for more information: cargo relata explain column_null
        coverage: 2 models, 1 relation; 1 key compared; 4 columns compared
        --- stderr
                Read 1 file of source
        exit 1
    "#]].assert_eq(&run::run(&folder, &check));
    // It is not written, and a variable can name it.
    let variable = [("BLOG_DATABASE", Path::new("sqlite:blog.db"))];
    let dump = [
        "schema",
        "dump",
        "--database",
        "BLOG_DATABASE",
        "-o",
        "blog.json",
    ];
    let output = run::output_with(&folder, &dump, &variable);
    assert_eq!(output.status, Some(0), "{output}");
    expect![[r#"
        {
          "format": "relata-schema/1",
          "name": "blog.db",
          "dialect": "sqlite",
          "known": [
            "tables",
            "nullability",
            "defaults",
            "primary_keys",
            "uniques",
            "indexes",
            "foreign_keys",
            "actions"
          ],
          "tables": [
            {
              "name": "posts",
              "columns": [
                {
                  "name": "id",
                  "type": "INTEGER",
                  "default": "rowid"
                },
                {
                  "name": "author_id",
                  "type": "INTEGER"
                }
              ],
              "primary_key": [
                "id"
              ],
              "foreign_keys": [
                {
                  "columns": [
                    "author_id"
                  ],
                  "table": "users",
                  "references": [
                    "id"
                  ]
                }
              ]
            },
            {
              "name": "users",
              "columns": [
                {
                  "name": "id",
                  "type": "INTEGER",
                  "default": "rowid"
                },
                {
                  "name": "name",
                  "type": "TEXT",
                  "nullable": true
                }
              ],
              "primary_key": [
                "id"
              ]
            }
          ]
        }
    "#]]
    .assert_eq(&std::fs::read_to_string(folder.join("blog.json")).unwrap());
    // The file has the same verdict as the database.
    let of_database = run::output(&folder, &check).stdout;
    let of_file = run::output(&folder, &["check", "--no-build", "--schema", "blog.json"]);
    assert_eq!(of_file.stdout, of_database);
}

/// Neither a password nor a URL is printed.
#[test]
fn what_cannot_be_read() {
    let folder = folder("database_unread");
    let mut printed = String::new();
    for database in [
        "sqlite:nothing.db",
        "NO_SUCH_DATABASE",
        "postgres://blog:secret@127.0.0.1:1/blog",
        "mysql://blog:secret@127.0.0.1:1/blog",
        "postgres://blog:secret@127.0.0.1:port/blog",
        "redis://blog:secret@localhost",
    ] {
        let output = run::output(&folder, &["check", "--no-build", "--database", database]);
        assert_eq!(output.status, Some(2), "{output}");
        assert_eq!(output.stdout, "");
        printed += &output.stderr;
    }
    assert!(!printed.contains("secret"), "{printed}");
    expect![[r#"
        error: the database cannot be read: unable to open database file
        error: `--database` takes a URL or the name of an environment variable, and `NO_SUCH_DATABASE` is not set
        error: the database cannot be read: error communicating with database: Connection refused (os error 111)
        error: the database cannot be read: error communicating with database: Connection refused (os error 111)
        error: the database cannot be read: the URL is invalid
        error: the database cannot be read: the URL must begin with `postgres:`, `mysql:` or `sqlite:`
    "#]].assert_eq(&printed);
}
