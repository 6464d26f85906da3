//! `cargo relata` on packages that are not built: what is read from source, and what it prints.

#![allow(clippy::too_many_lines, reason = "what is printed is long")]

mod run;

use expect_test::{Expect, expect};
use run::{folder, run};

const MANIFEST: &str = r#"
[package]
name = "blog"
version = "1.2.0"
edition = "2024"

[dependencies]
diesel = "2"
"#;

const SCHEMA: &str = "diesel::table! {
    users (id) {
        id -> Int8,
        name -> Text,
    }
}

diesel::table! {
    posts (id) {
        id -> Int8,
        author_id -> Int8,
        title -> Nullable<Text>,
    }
}

diesel::joinable!(posts -> users (author_id));
";

const MODELS: &str = "use crate::schema::{posts, users};

#[derive(Queryable, Identifiable)]
#[diesel(table_name = users)]
pub struct User {
    pub id: i64,
    pub name: String,
}

#[derive(Queryable, Identifiable)]
#[diesel(table_name = posts)]
pub struct Post {
    pub id: i64,
    pub author_id: i32,
    pub title: Option<String>,
}

#[derive(Insertable)]
#[diesel(table_name = posts)]
pub struct NewPost<'a> {
    pub author_id: i64,
    pub title: &'a str,
}
";

const LIB: &str = "mod models;\nmod schema;\n";

fn check(actual: &str, expected: &Expect) {
    expected.assert_eq(actual);
}

#[test]
fn diesel_without_relata() {
    let blog = folder(
        "scan_diesel",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", LIB),
            ("src/schema.rs", SCHEMA),
            ("src/models.rs", MODELS),
        ],
    );
    check(
        &run(&blog, &["check", "--no-build"]),
        &expect![[r#"
            $ cargo relata check --no-build
            error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
              --> src/models.rs:14:9
               |
             6 |     pub id: i64,
               |         -- `User.id` is declared here
            ...
            14 |     pub author_id: i32,
               |         ^^^^^^^^^
               |
               = note: `Post.author_id` is the key of `Post.author`
               = note: different widths: 32 bits and 64 bits
               = help: change the type of `Post.author_id` to `i64`

            source: 1 error in 2 models from 1 crate
            for more information: cargo relata explain key_type
            coverage: 2 models, 1 relation; 1 key compared; 5 columns compared
            --- stderr
                    Read 3 files of source
            exit 1
        "#]],
    );
    check(
        &run(&blog, &["list", "--no-build", "--no-metadata"]),
        &expect![[r#"
        $ cargo relata list --no-build --no-metadata
        blog::models::Post  (table `posts`, src/models.rs:12:12)
            author: belongs_to `blog::models::User`, key `author_id`, from `joinable!`
        blog::models::User  (table `users`, src/models.rs:5:12)
        2 models from 1 crate, 1 relation
        --- stderr
                Read 3 files of source
        exit 0
    "#]],
    );
    check(
        &run(&blog, &["why", "Post.author", "--no-build"]),
        &expect![[r#"
        $ cargo relata why Post.author --no-build
        `Post.author` (src/models.rs:14:9) is a `belongs_to` relation, declared by `joinable!`

        target `blog::models::User` (src/models.rs:14:9)
          a type, whose path is known
          - `blog::models::User` (src/models.rs:5:12): it is the whole path
          resolved to `blog::models::User`, the model with exactly this path

        inverse: not declared

        key `author_id`
          `Post` holds `author_id: i32`, which references `id: i64`, the primary key of `User`

        error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
          --> src/models.rs:14:9
        note: `User.id` is declared here
          --> src/models.rs:6:9
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Post.author_id` to `i64`

        coverage: 2 models, 1 relation; 1 key compared; 5 columns compared
        --- stderr
                Read 3 files of source
        exit 0
    "#]],
    );
    check(
        &run(&blog, &["graph", "--no-build"]),
        &expect![[r#"
            $ cargo relata graph --no-build
            erDiagram
                m0["Post"] {
                    i64 id PK
                    i32 author_id FK
                    String title "may be null"
                }
                m1["User"] {
                    i64 id PK
                    String name
                }
                m0 }o..|| m1 : "✗ author"
            --- stderr
                    Read 3 files of source
            exit 0
        "#]],
    );
    check(
        &run(&blog, &["baseline", "--no-build"]),
        &expect![[r#"
            $ cargo relata baseline --no-build
            {
              "format": "relata-baseline/2",
              "findings": [
                {
                  "rule": "key_type",
                  "subject": "blog::models::Post.author",
                  "other": "blog::models::User.id"
                }
              ]
            }
            --- stderr
                    Read 3 files of source
            exit 0
        "#]],
    );
}

#[test]
fn sea_orm_without_relata() {
    let entity = |table: &str, fields: &str, relations: &str| {
        format!(
            "use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = \"{table}\")]
pub struct Model {{
    #[sea_orm(primary_key)]
    pub id: i64,
{fields}}}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {{
{relations}}}
"
        )
    };
    let user = entity(
        "users",
        "",
        "    #[sea_orm(has_many = \"super::post::Entity\")]\n    Posts,\n",
    );
    let post = entity(
        "posts",
        "    pub author_id: i32,\n",
        "    #[sea_orm(belongs_to = \"super::user::Entity\", from = \"Column::AuthorId\", to = \"super::user::Column::Id\")]\n    Author,\n",
    );
    let blog = folder(
        "scan_sea_orm",
        &[
            ("Cargo.toml", &MANIFEST.replace("diesel", "sea-orm")),
            ("src/lib.rs", "pub mod post;\npub mod user;\n"),
            ("src/user.rs", &user),
            ("src/post.rs", &post),
        ],
    );
    check(
        &run(&blog, &["--no-build"]),
        &expect![[r#"
        $ cargo relata --no-build
        error[key_type]: key field `post.author_id` is `i32`, but it references `user.id`, which is `i64`
          --> src/post.rs:13:58
           |
         8 |     pub author_id: i32,
           |         --------- `post.author_id` is declared here
        ...
        13 |     #[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id")]
           |                                                          ^^^^^^^^^^^^^^^^^^
           |
           = note: `post.author_id` is the key of `post.author`
           = note: different widths: 32 bits and 64 bits
           = help: change the type of `post.author_id` to `i64`
        note: `user.id` is declared here
          --> src/user.rs:7:9
           |
         7 |     pub id: i64,
           |         ^^

        source: 1 error in 2 models from 1 crate
        for more information: cargo relata explain key_type
        coverage: 2 models, 2 relations; 2 keys compared
        --- stderr
                Read 3 files of source
        exit 1
    "#]],
    );
}

/// What hides models is a finding. The rest is checked.
#[test]
fn source_that_cannot_be_read() {
    let blog = folder(
        "scan_unread",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", "mod models;\nmod schema;\nmod broken;\n"),
            ("src/schema.rs", SCHEMA),
            ("src/models.rs", &MODELS.replace("i32", "i64")),
            (
                "src/broken.rs",
                "#[derive(Queryable, Identifiable)]\nstruct Comment {\n    id: i64\n    post_id: i64,\n}\n",
            ),
        ],
    );
    check(
        &run(&blog, &["--no-build"]),
        &expect![[r#"
        $ cargo relata --no-build
        warning[unread_source]: `src/broken.rs` cannot be read: expected `,`
         --> src/broken.rs:4:5
          |
        4 |     post_id: i64,
          |     ^^^^^^^
          |
          = note: models and relations in it are not checked

        source: 1 warning in 2 models from 1 crate
        for more information: cargo relata explain unread_source
        coverage: 2 models, 1 relation; 1 key compared; 5 columns compared
        --- stderr
                Read 4 files of source
        exit 0
    "#]],
    );
}

#[test]
fn nothing_to_read() {
    let empty = folder(
        "scan_nothing",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", "pub struct User;\n"),
        ],
    );
    check(
        &run(&empty, &["--no-build"]),
        &expect![[r#"
            $ cargo relata --no-build
            --- stderr
                    Read 1 file of source
            error: no models in the source: it has no entities of SeaORM, no structs that read a table of Diesel, and no types that derive `relata::Model`
            exit 2
        "#]],
    );
    check(
        &run(&empty, &["--no-build", "--bin", "blog"]),
        &expect![[r#"
        $ cargo relata --no-build --bin blog
        --- stderr
        error: `--bin` applies to builds and cannot be used with `--no-build`
        exit 2
    "#]],
    );
    check(
        &run(&empty, &["--no-build", "blog.json"]),
        &expect![[r#"
            $ cargo relata --no-build blog.json
            --- stderr
            error: the argument '--no-build' cannot be used with '[INPUT]...'

            Usage: cargo relata --no-build [INPUT]... [-- <ARGS>...]

            For more information, try '--help'.
            exit 2
        "#]],
    );
    check(
        &run(&empty, &["--no-metadata"]),
        &expect![[r#"
            $ cargo relata --no-metadata
            --- stderr
            error: the following required arguments were not provided:
              --no-build

            Usage: cargo relata --no-build --no-metadata [INPUT]... [-- <ARGS>...]

            For more information, try '--help'.
            exit 2
        "#]],
    );
}

#[test]
fn settings_of_no_module() {
    let settings = "\n[package.metadata.relata]\nexclude = [\"blog::snapshot\"]\n";
    let blog = folder(
        "scan_settings",
        &[
            ("Cargo.toml", &format!("{MANIFEST}{settings}")),
            ("src/lib.rs", LIB),
            ("src/schema.rs", SCHEMA),
            ("src/models.rs", &MODELS.replace("i32", "i64")),
        ],
    );
    check(
        &run(&blog, &["--no-build"]),
        &expect![[r#"
        $ cargo relata --no-build
        warning[unread_source]: no module has the path `blog::snapshot`
          --> Cargo.toml:11:12
           |
        11 | exclude = ["blog::snapshot"]
           |            ^^^^^^^^^^^^^^^^
           |
           = note: nothing is included or excluded by it

        source: 1 warning in 2 models from 1 crate
        for more information: cargo relata explain unread_source
        coverage: 2 models, 1 relation; 1 key compared; 5 columns compared
        --- stderr
                Read 3 files of source
        exit 0
    "#]],
    );
}

/// The only file with models has a mistake, which is why there are none.
#[test]
fn nothing_that_can_be_read() {
    let blog = folder(
        "scan_nothing_read",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", "mod models;\n"),
            ("src/models.rs", &MODELS.replace("i64,", "i64")),
        ],
    );
    check(
        &run(&blog, &["--no-build"]),
        &expect![[r#"
            $ cargo relata --no-build
            --- stderr
                    Read 2 files of source
            error: no models in the source: it has no entities of SeaORM, no structs that read a table of Diesel, and no types that derive `relata::Model`; some of it was left out:
              src/models.rs:7:5: expected `,`
            exit 2
        "#]],
    );
    let twins = "
        use crate::schema::users;
        #[derive(Queryable, Identifiable)] #[diesel(table_name = users)] struct One { id: i64 }
        #[derive(Queryable, Identifiable)] #[diesel(table_name = users)] struct Other { id: i64 }
    ";
    let blog = folder(
        "scan_undecided",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", LIB),
            ("src/schema.rs", SCHEMA),
            ("src/models.rs", twins),
        ],
    );
    check(
        &run(&blog, &["--no-build"]),
        &expect![[r#"
        $ cargo relata --no-build
        --- stderr
                Read 3 files of source
        error: no models in the source: it has no entities of SeaORM, no structs that read a table of Diesel, and no types that derive `relata::Model`; some of it was left out:
          src/models.rs:3:81: 2 structs read table `users`, and none of them is certainly its model
        exit 2
    "#]],
    );
}

/// Cargo knows nothing of these dependencies, so the manifests are read. No program depends on relata.
#[test]
fn without_a_lock_file() {
    let blog = folder(
        "scan_fallback",
        &[
            (
                "Cargo.toml",
                &MANIFEST.replace(
                    "diesel = \"2\"",
                    "diesel = { version = \"2\", registry = \"elsewhere\" }",
                ),
            ),
            ("src/lib.rs", LIB),
            ("src/schema.rs", SCHEMA),
            ("src/models.rs", &MODELS.replace("i32", "i64")),
        ],
    );
    check(
        &run(&blog, &["--offline"]),
        &expect![[r#"
        $ cargo relata --offline
        source: no findings in 2 models from 1 crate
        coverage: 2 models, 1 relation; 1 key compared; 5 columns compared
        --- stderr
                Read 3 files of source; nothing is built, because no package depends on relata
        warning: `cargo metadata` failed, so the packages are read from their manifests: failed to parse manifest at `[FOLDER]/Cargo.toml`
        exit 0
    "#]],
    );
}

/// The folder names a compiler of its own, which a build would run.
#[cfg(unix)]
#[test]
fn nothing_of_the_folder_runs() {
    use std::os::unix::fs::PermissionsExt;

    let own = "#!/bin/sh\ntouch \"$(dirname \"$0\")/it-ran\"\nexec \"$@\"\n";
    let blog = folder(
        "scan_untrusted",
        &[
            ("Cargo.toml", MANIFEST),
            (
                ".cargo/config.toml",
                "[build]\nrustc-wrapper = \"./own.sh\"\n",
            ),
            ("own.sh", own),
            ("src/lib.rs", LIB),
            ("src/schema.rs", SCHEMA),
            ("src/models.rs", &MODELS.replace("i32", "i64")),
        ],
    );
    let own = blog.join("own.sh");
    std::fs::set_permissions(&own, std::fs::Permissions::from_mode(0o755)).unwrap();
    let it_ran = || std::fs::remove_file(blog.join("it-ran")).is_ok();
    it_ran();
    check(
        &run(&blog, &["--no-build"]),
        &expect![[r#"
        $ cargo relata --no-build
        source: no findings in 2 models from 1 crate
        coverage: 2 models, 1 relation; 1 key compared; 5 columns compared
        --- stderr
                Read 3 files of source
        exit 0
    "#]],
    );
    assert!(!it_ran());
    // It is not even cargo that runs.
    let arguments = ["--no-build", "--no-metadata"];
    let output = run::output_with(&blog, &arguments, &[("CARGO", &own)]);
    assert_eq!(output.status, Some(0), "{output}");
    assert!(!it_ran());
    // Without the flag it does.
    run(&blog, &["--offline"]);
    assert!(it_ran());
}

/// The old registry is a document, and the new one is what the source declares now.
#[test]
fn what_changed() {
    fn files(models: &str) -> [(&str, &str); 4] {
        [
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", LIB),
            ("src/schema.rs", SCHEMA),
            ("src/models.rs", models),
        ]
    }
    let blog = folder("scan_diff", &files(MODELS));
    let list = "list --no-build -q --message-format json --without-places --output old.json";
    run(&blog, &list.split(' ').collect::<Vec<_>>());
    check(
        &run(&blog, &["diff", "old.json", "-q"]),
        &expect![[r#"
        $ cargo relata diff old.json -q
        no changes
        exit 0
    "#]],
    );
    let old = std::fs::read(blog.join("old.json")).unwrap();
    // Without the key of a post, so without its relation.
    let fewer = MODELS.replacen("    pub author_id: i32,\n", "", 1);
    let blog = folder("scan_diff", &files(&fewer));
    std::fs::write(blog.join("old.json"), old).unwrap();
    check(
        &run(&blog, &["diff", "old.json", "--no-build"]),
        &expect![[r#"
            $ cargo relata diff old.json --no-build
            - model `blog::models::Post`: field `author_id` was removed
            - model `blog::models::Post`: relation `author` was removed

            2 changes: 2 removed, 0 added, 0 other
            --- stderr
                    Read 3 files of source
            exit 1
        "#]],
    );
}
