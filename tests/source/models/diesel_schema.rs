//! Models that are compared with the tables of Diesel's macros in the same workspace.

use std::fmt::Write;

use std::slice::from_ref;

use expect_test::{Expect, expect};
use relata::schema::Fact;

use super::super::packages::package;
use super::{WITHOUT, listing, read};

const WORKSPACE: &str = "[workspace]\nmembers = [\"*\"]\nresolver = \"3\"\n";

/// Lists the models, and what their comparison with the schema finds.
fn compared(name: &str, files: &[(&str, &str)], expected: &Expect) {
    let root = package(&format!("models_diesel_{name}"), files);
    let models = read(&root);
    let mut text = listing(&models);
    let found = relata::options().check_models(&models);
    for finding in &found {
        let (rule, headline) = (finding.rule().name(), finding.headline());
        writeln!(text, "compared: {rule}: {headline}").unwrap();
    }
    writeln!(text, "compared: {}", found.coverage()).unwrap();
    for table in models.schema().iter().flat_map(|it| &it.tables) {
        let keys = table.foreign_keys.iter();
        let keys: Vec<String> = keys
            .map(|it| format!(" {:?} -> {}", it.columns, it.table))
            .collect();
        writeln!(text, "table {}{}", table.name, keys.concat()).unwrap();
    }
    expected.assert_eq(&text);
}

fn library(name: &str, text: &str, expected: &Expect) {
    compared(
        name,
        &[("Cargo.toml", WITHOUT), ("src/lib.rs", text)],
        expected,
    );
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndiesel = \"2\"\nsea-orm = \"1\"\n{dependencies}"
    )
}

/// Diesel's files list the columns of each table, but nobody knows whether there are other tables.
#[test]
fn a_table_that_cannot_be_read_is_not_missing() {
    library(
        "unlisted",
        r#"
        diesel::table! { users { id -> Int8, } }
        make_table!(posts);
        #[derive(Selectable, Identifiable)]
        pub struct User { id: i64, name: String }
        #[derive(Queryable, Identifiable)] #[diesel(table_name = elsewhere::posts)]
        pub struct Post { id: i64 }
        "#,
        &expect![[r#"
            app::Post = "posts", key id, src/lib.rs:7:20
                { id: i64 }
            app::User = "users", key id, src/lib.rs:5:20
                { id: i64, name: String }
            2 models, no relation is declared; nothing was compared
            compared: missing_column: `User.name` holds the column `name`, but table `users` has no such column
            compared: 2 models, no relation is declared; 1 column compared, 1 table not known
            table users
        "#]],
    );
}

/// An entity of SeaORM has the name of one of Diesel's tables.
#[test]
fn an_entity_of_sea_orm_is_not_compared_with_diesel() {
    let files = [
        ("Cargo.toml", WORKSPACE.to_owned()),
        ("one/Cargo.toml", manifest("one", "")),
        (
            "one/src/lib.rs",
            "diesel::table! { users { id -> Int8, } }
             #[derive(Queryable, Identifiable)] pub struct User { id: i64 }"
                .to_owned(),
        ),
        ("two/Cargo.toml", manifest("two", "")),
        (
            "two/src/lib.rs",
            r#"
            pub mod user {
                #[derive(DeriveEntityModel)] #[sea_orm(table_name = "users")]
                pub struct Model { #[sea_orm(primary_key)] pub id: String, pub name: String }
                #[derive(DeriveRelation)] pub enum Relation {}
            }
            pub mod post {
                #[derive(DeriveEntityModel)] #[sea_orm(table_name = "posts")]
                pub struct Model { #[sea_orm(primary_key)] pub id: i32 }
                #[derive(DeriveRelation)] pub enum Relation {}
            }
            "#
            .to_owned(),
        ),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, &**text));
    compared(
        "and_sea_orm",
        &files,
        &expect![[r#"
            one::User = "users", key id, one/src/lib.rs:2:60
                { id: i64 }
            two::post (Model) = "posts", key id, two/src/lib.rs:9:28
                { id: i32 }
            two::user (Model) = "users", key id, two/src/lib.rs:4:28
                { id: String, name: String }
            3 models, no relation is declared; nothing was compared
            compared: 3 models, no relation is declared; 1 column compared, 2 tables not known
            table users
        "#]],
    );
}

/// The name of a table means one of the own crate or of a crate that it depends on.
#[test]
fn tables_of_other_crates() {
    let schema = "diesel::table! { users { id -> Int8, } } diesel::table! { #[sql_name = \"blog_posts\"] posts { id -> Int8, } }";
    let user = "#[derive(Queryable, Identifiable)] pub struct User { id: String }";
    let files = [
        ("Cargo.toml", WORKSPACE.to_owned()),
        ("schema/Cargo.toml", manifest("schema", "")),
        ("schema/src/lib.rs", schema.to_owned()),
        ("near/Cargo.toml", manifest("near", "schema = { path = \"../schema\" }\n")),
        (
            "near/src/lib.rs",
            format!(
                "pub use schema; {user}
                #[derive(Queryable, Identifiable)] pub struct Post {{ id: i64 }}"
            ),
        ),
        ("far/Cargo.toml", manifest("far", "near = { path = \"../near\" }\n")),
        (
            "far/src/lib.rs",
            "#[derive(Queryable, Insertable)] #[table_name = \"blog_posts\"] pub struct Row { id: i64 }".to_owned(),
        ),
        ("other/Cargo.toml", manifest("other", "")),
        ("other/src/lib.rs", user.to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, &**text));
    compared(
        "crates",
        &files,
        &expect![[r#"
            near::Post = "blog_posts", key id, near/src/lib.rs:2:63
                { id: i64 }
            near::User = "users", key id, near/src/lib.rs:1:63
                { id: String }
            other::User, key id, other/src/lib.rs:1:47
                { id: String }
            3 models, no relation is declared; nothing was compared
            compared: column_type: `near::User.id` is `String`, but its column `users.id` is `Int8`
            compared: 3 models, no relation is declared; 2 columns compared, 1 table not known
            table blog_posts
            table users
        "#]],
    );
}

/// Only the derives that need a table have one without an attribute.
#[test]
fn structs_without_a_table() {
    library(
        "inferred",
        r#"
        diesel::table! { users { id -> Int8, name -> Text, } }
        diesel::table! { posts { id -> Int8, } }
        diesel::table! { tags { id -> Int8, } }
        #[derive(Queryable)]
        pub struct User { count: i64, total: i64, sum: f64 }
        #[derive(Queryable, Selectable)] #[diesel(table_name = users)]
        pub struct Account { id: i64, name: String }
        #[derive(HasQuery)]
        pub struct Post { id: String }
        #[derive(Queryable, Insertable)]
        pub struct Tag { id: i64 }
        #[derive(Queryable)] #[diesel(table_name = tags)]
        pub struct Label { id: i64 }
        "#,
        &expect![[r#"
            app::Account = "users", key id, src/lib.rs:8:20
                { id: i64, name: String }
            app::Label = "tags", key id, src/lib.rs:14:20
                { id: i64 }
            2 models, no relation is declared; nothing was compared
            compared: 2 models, no relation is declared; 3 columns compared
            table posts
            table tags
            table users
        "#]],
    );
}

/// A join behind a feature that is off, and schemas that no target of the package has.
#[test]
fn joins_and_tables_that_do_not_count() {
    compared(
        "joins",
        &[
            ("Cargo.toml", WITHOUT),
            (
                "src/lib.rs",
                r#"
                pub mod schema;
                use schema::*;
                #[derive(Queryable, Identifiable)]
                pub struct User { id: i64 }
                #[derive(Queryable, Identifiable)]
                pub struct Post { id: i64, user_id: i64, writer: i64, reader: i64, editor: i64 }
                #[cfg(test)] mod tests { use super::*; diesel::joinable!(posts -> users (reader)); }
                "#,
            ),
            (
                "src/schema.rs",
                r#"
                diesel::table! { users { id -> Int8, } }
                diesel::table! { posts { id -> Int8, user_id -> Int8, writer -> Int8, reader -> Int8, editor -> Int8, } }
                #[cfg(feature = "api")] diesel::joinable!(posts -> users (writer));
                #[cfg(feature = "db")] diesel::joinable!(posts -> users (user_id));
                "#,
            ),
            (
                "src/old.rs",
                r#"
                use crate::schema::*;
                #[derive(Debug)] struct Old;
                diesel::table! { relics { id -> Int8, } }
                diesel::joinable!(posts -> users (editor));
                "#,
            ),
            (
                "tests/all.rs",
                r#"
                diesel::table! { fakes { id -> Int8, } }
                diesel::joinable!(posts -> users (reader));
                "#,
            ),
        ],
        &expect![[r#"
            app::Post = "posts", key id, src/lib.rs:7:28
                { id: i64, user_id: i64, writer: i64, reader: i64, editor: i64 }
                belongs_to user: app::User by user_id
            app::User = "users", key id, src/lib.rs:5:28
                { id: i64 }
            2 models, 1 relation; 1 key compared
            compared: 2 models, 1 relation; 1 key compared; 6 columns compared
            table posts ["user_id"] -> users
            table users
        "#]],
    );
}

/// The library and the program both have the file of the models, and the program uses the schema of the library.
#[test]
fn one_file_in_two_crates() {
    compared(
        "twice",
        &[
            ("Cargo.toml", WITHOUT),
            ("src/lib.rs", "pub mod schema; pub mod models;"),
            ("src/main.rs", "use app::schema; mod models; fn main() {}"),
            (
                "src/schema.rs",
                "diesel::table! { users { id -> Int8, } } diesel::table! { posts { id -> Int8, } }
                diesel::table! { tags { id -> Int8, } }",
            ),
            (
                "src/models.rs",
                r#"
                use crate::schema::*;
                #[derive(Queryable, Identifiable)] #[diesel(table_name = crate::schema::users)]
                pub struct User { id: i64 }
                #[derive(Queryable)] #[diesel(table_name = crate::schema::posts)]
                pub struct Post { id: i64 }
                #[derive(Queryable)] #[diesel(table_name = crate::schema::tags)]
                pub struct Tag { id: i64 }
                #[derive(Queryable)] #[diesel(table_name = crate::schema::tags)]
                pub struct Label { id: i64 }
                "#,
            ),
        ],
        &expect![[r#"
            app::models::Post = "posts", key id, src/models.rs:6:28
                { id: i64 }
            app::models::User = "users", key id, src/models.rs:4:28
                { id: i64 }
            undecided: tags has 2 structs
            2 models, no relation is declared; nothing was compared
            compared: unread_source: no struct is certainly the model of table `tags`
            compared: 2 models, no relation is declared; 2 columns compared
            table posts
            table tags
            table users
        "#]],
    );
}

/// Both crates have the schema too.
#[test]
fn one_schema_in_two_crates() {
    compared(
        "schema_twice",
        &[
            ("Cargo.toml", WITHOUT),
            ("src/lib.rs", "pub mod all;"),
            ("src/main.rs", "mod all; fn main() {}"),
            (
                "src/all.rs",
                r#"
                diesel::table! { users { id -> Int8, } }
                diesel::table! { posts { id -> Int8, user_id -> Int8, } }
                diesel::joinable!(posts -> users (user_id));
                #[derive(Queryable)] #[diesel(table_name = posts)]
                pub struct Post { id: i64, user_id: i64 }
                #[derive(Queryable)] #[diesel(table_name = users)]
                pub struct User { id: i64 }
                #[derive(Queryable)] #[diesel(table_name = users)]
                pub struct Account { id: i64 }
                "#,
            ),
        ],
        &expect![[r#"
            app::all::Post = "posts", key id, src/all.rs:6:28
                { id: i64, user_id: i64 }
                belongs_to user: app::all::users by user_id
            external app::all::users
            undecided: users has 2 structs
            1 model, 1 relation; 0 keys compared, 1 type not known
            compared: unread_source: no struct is certainly the model of table `users`
            compared: 1 model, 1 relation; 0 keys compared, 1 type not known; 2 columns compared
            table posts ["user_id"] -> users
            table users
        "#]],
    );
}

/// What is not a column makes no struct the model, and a struct that is only written holds what it is written as.
#[test]
fn fields_that_are_not_their_columns() {
    library(
        "fields",
        r#"
        diesel::table! { users { id -> Int8, name -> Text, } }
        diesel::table! { logs { id -> Int8, kind -> Text, note -> Text, } }
        #[derive(Queryable, Selectable)] #[diesel(table_name = users)]
        pub struct Account { id: i64, name: String }
        #[derive(Queryable, Selectable)] #[diesel(table_name = users)]
        pub struct WithCount {
            id: i64,
            #[diesel(embed)] account: Account,
            #[diesel(select_expression = count_star())] count: i64,
        }
        #[derive(Identifiable, Insertable)] #[diesel(table_name = logs)]
        pub struct NewLog {
            id: i64,
            #[diesel(serialize_as = String)] kind: i64,
            #[diesel(serialize_as = i64)] note: String,
        }
        "#,
        &expect![[r#"
            app::Account = "users", key id, src/lib.rs:5:20
                { id: i64, name: String }
            app::NewLog = "logs", key id, src/lib.rs:13:20
                { id: i64, kind: String, note: i64 }
            2 models, no relation is declared; nothing was compared
            compared: column_type: `NewLog.note` is `i64`, but its column `logs.note` is `Text`
            compared: 2 models, no relation is declared; 5 columns compared
            table logs
            table users
        "#]],
    );
}

/// With relata, such a field is a field of the model, but no column either.
#[test]
fn computed_fields_with_relata() {
    let with = format!("{WITHOUT}    relata = {{ path = \"$RELATA\" }}\n");
    compared(
        "computed",
        &[
            ("Cargo.toml", &with),
            (
                "src/lib.rs",
                r#"
                diesel::table! { users { id -> Int8, owner -> Int8, } }
                #[derive(relata::Model, Queryable, Selectable)] #[diesel(table_name = users)]
                pub struct User {
                    id: i64,
                    #[diesel(embed)] owner: String,
                    #[diesel(select_expression = count_star())] count: i64,
                    absent: i64,
                }
                "#,
            ),
        ],
        &expect![[r#"
            app::User = "users", key id, src/lib.rs:4:28
                { id: i64, owner: String, count: i64, absent: i64 }
            1 model, no relation is declared; nothing was compared
            compared: missing_column: `User.absent` holds the column `absent`, but table `users` has no such column
            compared: 1 model, no relation is declared; 1 column compared
            table users
        "#]],
    );
}

/// A schema that a person completes shows that tables are missing.
#[test]
fn a_schema_that_knows_all_tables() {
    let root = package(
        "models_diesel_complete",
        &[
            ("Cargo.toml", WITHOUT),
            (
                "src/lib.rs",
                "diesel::table! { users { id -> Int8, } }
                #[derive(Queryable, Identifiable)] #[diesel(table_name = elsewhere::posts)] pub struct Post { id: i64 }",
            ),
        ],
    );
    let models = read(&root);
    let mut schema = (**models.schema().unwrap()).clone();
    assert!(schema.knows(Fact::Columns) && !schema.knows(Fact::Tables));
    schema.known.push(Fact::Tables);
    let found = relata::options()
        .schema(schema)
        .check_records(from_ref(models.records()));
    assert_eq!(found.iter().next().unwrap().rule().name(), "missing_table");
}

/// The relation of a join has the short name of its column, unless another relation has it.
#[test]
fn two_joins_with_one_short_name() {
    library(
        "short_names",
        r#"
        diesel::table! { posts { id -> Int8, user_id -> Int8, user_uuid -> Uuid, } }
        diesel::table! { users { id -> Int8, } }
        diesel::table! { people { id -> Uuid, } }
        diesel::joinable!(posts -> users (user_id));
        diesel::joinable!(posts -> people (user_uuid));
        diesel::table! { tags { id -> Int8, user_id -> Int8, user_uuid -> Uuid, } }
        diesel::joinable!(tags -> users (user_id));
        #[derive(Identifiable, Queryable)] pub struct User { id: i64 }
        #[derive(Identifiable, Queryable)] #[diesel(table_name = people)] pub struct Person { id: Uuid }
        #[derive(Identifiable, Queryable)] pub struct Post { id: i64, user_id: i64, user_uuid: Uuid }
        #[derive(Identifiable, Queryable, Associations)] #[diesel(belongs_to(Person, foreign_key = user_uuid))]
        pub struct Tag { id: i64, user_id: i64, user_uuid: Uuid }
        "#,
        &expect![[r#"
            app::Person = "people", key id, src/lib.rs:10:86
                { id: Uuid }
            app::Post = "posts", key id, src/lib.rs:11:55
                { id: i64, user_id: i64, user_uuid: Uuid }
                belongs_to user: app::User by user_id
                belongs_to user_uuid: app::Person by user_uuid
            app::Tag = "tags", key id, src/lib.rs:13:20
                { id: i64, user_id: i64, user_uuid: Uuid }
                belongs_to user: app::Person by user_uuid
                belongs_to user_id: app::User by user_id
            app::User = "users", key id, src/lib.rs:9:55
                { id: i64 }
            4 models, 4 relations; 4 keys compared
            compared: 4 models, 4 relations; 4 keys compared; 8 columns compared
            table people
            table posts ["user_id"] -> users ["user_uuid"] -> people
            table tags ["user_id"] -> users
            table users
        "#]],
    );
}
