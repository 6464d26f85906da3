//! A registry compared with databases, after `init`.

#![cfg(feature = "schema")]
#![allow(dead_code, reason = "only relata looks at the models")]

use expect_test::expect;
use relata::registry::Registry;
use relata::schema::{Column, Schema, Table};
use relata::{Level, Options, Rule, models, options};

#[derive(relata::Model)]
#[relata(
    table = "users",
    allow(missing_table, reason = "the table is created by another service")
)]
struct User {
    id: i64,
}

#[derive(relata::Model)]
#[relata(table = "posts", has_one(nothing: "Absent"))]
struct Post {
    id: i64,
    title: String,
    #[relata(belongs_to(User))]
    author_id: i64,
}

#[derive(relata::Model)]
#[relata(table = "tags")]
struct Tag {
    id: i64,
    label: String,
}

fn registry(options: &Options) -> Registry {
    let options = options.clone().level(Rule::MissingTarget, Level::Warn);
    options.init_isolated(&models![User, Post, Tag]).unwrap()
}

/// A table of PostgreSQL with these columns.
fn table(name: &str, columns: &[&str]) -> String {
    let column = |it: &&str| {
        let (name, ty) = it.split_once(' ').unwrap();
        format!(r#"{{ "name": "{name}", "type": "{ty}" }}"#)
    };
    let columns: Vec<String> = columns.iter().map(column).collect();
    format!(
        r#"{{ "name": "{name}", "columns": [{}] }}"#,
        columns.join(", ")
    )
}

fn database(name: &str, tables: &[String]) -> Schema {
    let known = r#""known": ["tables", "nullability", "primary_keys"]"#;
    let schema = format!(
        r#"{{ "format": "relata-schema/1", "name": "{name}", "dialect": "postgresql", {known}, "tables": [{}] }}"#,
        tables.join(", ")
    );
    Schema::parse(&schema).unwrap()
}

/// A database that has all that the models need.
fn sound(name: &str) -> Schema {
    let posts = table("posts", &["id bigint", "title text", "author_id bigint"]);
    let tags = table("tags", &["id bigint", "label text"]);
    let mut schema = database(name, &[table("users", &["id bigint"]), posts, tags]);
    for table in &mut schema.tables {
        table.primary_key = vec!["id".to_owned()];
    }
    schema
}

/// The same without a column.
fn without(name: &str, column: &str) -> Schema {
    let mut schema = sound(name);
    for table in &mut schema.tables {
        table.columns.retain(|it| it.name != column);
    }
    schema
}

fn table_of<'s>(schema: &'s mut Schema, name: &str) -> &'s mut Table {
    let mut tables = schema.tables.iter_mut();
    tables.find(|it| it.name == name).unwrap()
}

#[test]
fn a_sound_database() {
    let registry = registry(&options());
    let mut schema = sound("shop");
    let found = registry.check_schema(&schema).unwrap();
    // `init` reported the target that is missing, and this the allow that nothing needs.
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate, compared with the database `shop`

        warning[unused_allow]: `allow(missing_table)` on `User` matches no finding
          --> tests/databases.rs:14:11
          = note: reason: the table is created by another service
          = help: remove `allow(missing_table)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&found.to_string());
    assert_eq!(found.coverage().columns_compared, 6);
    assert_eq!(found.databases(), ["shop"]);
    // The allow has something to silence.
    schema.tables.retain(|it| it.name != "users");
    let found = registry.check_schema(&schema).unwrap();
    assert_eq!(found.len(), 0, "{found}");
    assert_eq!(found.coverage().tables_unknown, 1);
    assert_eq!(found.coverage().silenced(), 1);
}

#[test]
fn a_database_that_lacks_a_column() {
    let report = registry(&options()).check_schema(&without("shop", "author_id"));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate, compared with the database `shop`

        error[missing_column]: `Post.author_id` holds the column `author_id`, but table `posts` has no such column
          --> tests/databases.rs:26:5
          = note: `posts` has 2 columns: `id` and `title`

        for more information: cargo relata explain missing_column
    "#]]
    .assert_eq(&report.unwrap_err().to_string());
}

#[test]
fn many_databases_with_the_same_fault() {
    let mut tenants: Vec<Schema> = (1..=148)
        .map(|nth| without(&format!("tenant_{nth}"), "author_id"))
        .collect();
    tenants[3] = without("tenant_4", "title");
    let (ty, extra) = ("integer", Column::new("note", "text"));
    table_of(&mut tenants[6], "tags").columns[0].ty = ty.to_owned();
    // The notes differ and the fault does not.
    table_of(&mut tenants[7], "posts").columns.push(extra);
    let registry = registry(&options());
    let report = registry.check_schemas(&tenants).unwrap_err();
    expect![[r#"
        relata: 3 errors in 3 models from 1 crate, compared with 148 databases: `tenant_1`, `tenant_2`, `tenant_3`, `tenant_4`, `tenant_5`, and 143 others

        error[missing_column]: `Post.title` holds the column `title`, but table `posts` has no such column
          --> tests/databases.rs:24:5
          = note: `posts` has 2 columns: `id` and `author_id`
          = note: in 1 of 148 databases: `tenant_4`

        error[missing_column]: `Post.author_id` holds the column `author_id`, but table `posts` has no such column
          --> tests/databases.rs:26:5
          = note: `posts` has 2 columns: `id` and `title`
          = note: in 147 of 148 databases: `tenant_1`, `tenant_2`, `tenant_3`, `tenant_5`, `tenant_6`, and 142 others

        error[column_type]: `Tag.id` is `i64`, but its column `tags.id` is `integer`
          --> tests/databases.rs:32:5
          = note: `integer` is read into `i32`
          = note: different widths: 64 bits and 32 bits
          = note: in 1 of 148 databases: `tenant_7`
          = help: change the type of `Tag.id` to `i32`

        for more information: cargo relata explain missing_column
    "#]]
    .assert_eq(&report.to_string());
    let databases: Vec<usize> = report
        .findings()
        .iter()
        .map(|it| it.databases().len())
        .collect();
    assert_eq!(databases, [1, 147, 1]);
    // An allow that one of them needs is used.
    tenants.truncate(3);
    table_of(&mut tenants[0], "users").name = "people".to_owned();
    let report = registry.check_schemas(&tenants[1..]).unwrap_err();
    expect![[r#"
        relata: 1 error in 3 models from 1 crate, compared with 2 databases: `tenant_2` and `tenant_3`

        error[missing_column]: `Post.author_id` holds the column `author_id`, but table `posts` has no such column
          --> tests/databases.rs:26:5
          = note: `posts` has 2 columns: `id` and `title`
          = note: in both databases

        for more information: cargo relata explain missing_column
    "#]]
    .assert_eq(&report.to_string());
    let sound = [sound("a"), tenants.swap_remove(0)];
    let warnings = options().level(Rule::MissingColumn, Level::Warn);
    let found = self::registry(&warnings).check_schemas(&sound).unwrap();
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate, compared with 2 databases: `a` and `tenant_1`

        warning[missing_column]: `Post.author_id` holds the column `author_id`, but table `posts` has no such column
          --> tests/databases.rs:26:5
          = note: `posts` has 2 columns: `id` and `title`
          = note: in 1 of 2 databases: `tenant_1`

        for more information: cargo relata explain missing_column
    "#]]
    .assert_eq(&found.to_string());
}

#[test]
fn the_options_of_the_registry() {
    let lacks = without("shop", "author_id");
    let denied = registry(&options()).check_schema(&lacks).unwrap_err();
    let allowed = options()
        .level(Rule::MissingColumn, Level::Allow)
        .level(Rule::UnusedAllow, Level::Allow);
    let found = registry(&allowed).check_schema(&lacks).unwrap();
    // The missing column, and the allow that nothing needs.
    assert_eq!((found.len(), found.coverage().silenced_by_level), (0, 2));
    // An entry that no longer occurs is reported, but not one that `init` reports.
    let baseline = denied.findings().to_baseline();
    let gone = r#"    { "rule": "missing_inverse", "subject": "databases::Post.nothing" },"#;
    let baseline = baseline.replace("\"findings\": [\n", &format!("\"findings\": [\n{gone}\n"));
    let with_baseline = options().baseline(&baseline);
    let found = registry(&with_baseline).check_schema(&lacks).unwrap();
    expect![[r#"
        relata: 2 warnings in 3 models from 1 crate, compared with the database `shop`

        warning[unused_allow]: `allow(missing_table)` on `User` matches no finding
          --> tests/databases.rs:14:11
          = note: reason: the table is created by another service
          = help: remove `allow(missing_table)`

        warning[missing_column]: `Post.author_id` holds the column `author_id`, but table `posts` has no such column
          --> tests/databases.rs:26:5
          = note: `posts` has 2 columns: `id` and `title`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&found.to_string());
    let found = registry(&with_baseline)
        .check_schema(&sound("shop"))
        .unwrap();
    expect![[r#"
        relata: 2 warnings in 3 models from 1 crate, compared with the database `shop`

        warning[unused_allow]: `allow(missing_table)` on `User` matches no finding
          --> tests/databases.rs:14:11
          = note: reason: the table is created by another service
          = help: remove `allow(missing_table)`

        warning[unused_allow]: the baseline lists `missing_column` of `databases::Post.author_id` and `posts.author_id`, which no longer occurs
          --> tests/databases.rs:216:35
          = help: remove the entry from the baseline

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&found.to_string());
}

#[test]
fn schemas_without_names() {
    let mut schemas = [without("a", "title"), sound("b"), without("c", "title")];
    for schema in &mut schemas {
        schema.name = None;
    }
    schemas[2].files = vec!["db/schema.json".to_owned()];
    let report =
        registry(&options().level(Rule::MissingColumn, Level::Deny)).check_schemas(&schemas);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_column]: `Post.title` holds the column `title`, but table `posts` has no such column
          --> tests/databases.rs:24:5
          = note: `posts` has 2 columns: `id` and `author_id`
          = note: in 2 of 3 databases: `schema 1` and `db/schema.json`

        for more information: cargo relata explain missing_column
    "#]]
    .assert_eq(&report.unwrap_err().to_string());
}
