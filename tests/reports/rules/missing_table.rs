//! `missing_table`: a model whose table is not in the schema.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Rule, options};
use serde_json::json;

use super::models::faults;
use super::schemas::{SCHEMA, library, with, with_all, with_json};

#[test]
fn a_similar_name_is_shown_where_it_is() {
    let models = library().set("User", json!({ "table": "user" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_table]: `User` uses the table `user`, which is not in the schema
          --> src/user.rs:1:5
        note: a table with a similar name exists: `users`
          --> src/schema.rs:2:5
          = help: replace `user` with `users`

        for more information: cargo relata explain missing_table
    "#]]
    .assert_eq(&models.found_with(&with_all(SCHEMA)).to_string());
    assert_eq!(
        models.mended(&with_all(SCHEMA)),
        "replace `user` with `users`"
    );
}

#[test]
fn without_a_similar_name_the_tables_are_listed() {
    let models = library().set("User", json!({ "table": "people" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_table]: `User` uses the table `people`, which is not in the schema
          --> src/user.rs:1:5
          = note: the schema has 3 tables: `posts`, `users`, and `votes`
          = note: the schema is read from `src/schema.rs`

        for more information: cargo relata explain missing_table
    "#]]
    .assert_eq(&models.found_with(&with_all(SCHEMA)).to_string());
}

#[test]
fn several_models_are_one_finding_without_consequences() {
    let account = json!({ "path": "app::Account", "table": "people",
        "fields": [{ "name": "id", "type": "String" }] });
    let models = library()
        .set("User", json!({ "table": "people" }))
        .and(account);
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[missing_table]: 2 models use the table `people`, which is not in the schema
          --> src/account.rs:1:5
        note: one is `app::Account`
          --> src/account.rs:1:5
        note: another is `app::User`
          --> src/user.rs:1:5
          = note: the schema has 3 tables: `posts`, `users`, and `votes`
          = note: the schema is read from `src/schema.rs`

        for more information: cargo relata explain missing_table
    "#]]
    .assert_eq(&models.found_with(&with_all(SCHEMA)).to_string());
    let allow = json!({ "allow": [{ "rule": "missing_table", "reason": "of another database" }] });
    let models = models.set("User", allow.clone());
    assert_eq!(
        faults(&models.found_with(&with_all(SCHEMA))),
        ["missing_table at Account"]
    );
    assert!(
        models
            .set("Account", allow)
            .found_with(&with_all(SCHEMA))
            .is_empty()
    );
}

#[test]
fn an_allow_silences_it() {
    let models = library().set("User", json!({ "table": "people" }));
    models.is_allowed_only_at(&with_all(SCHEMA), Rule::MissingTable, &["User"]);
}

#[test]
fn what_is_not_compared_has_no_unused_allow() {
    let allow = json!([
        { "rule": "missing_table", "reason": "it is created later" },
        { "rule": "column_type", "reason": "it is read as text" }
    ]);
    let models = library().set("User", json!({ "table": "people", "allow": allow }));
    let found = models.found_with(&with_all(SCHEMA));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn the_module_and_the_schema_of_a_table_are_names_too() {
    let schema = SCHEMA.replace("users (id)", "#[sql_name = \"app_users\"] auth.users (id)");
    let options = with_all(&schema);
    for table in ["users", "app_users", "auth.users", "auth.app_users"] {
        let models = library().set("User", json!({ "table": table }));
        let found = models.found_with(&options);
        assert!(found.is_empty(), "{table}: {found}");
    }
    let models = library().set("User", json!({ "table": "public.users" }));
    assert_eq!(
        faults(&models.found_with(&options)),
        ["missing_table at User"]
    );
}

#[test]
fn an_unknown_table_is_not_missing() {
    let found = library()
        .set("User", json!({ "table": null }))
        .found_with(&with_all(SCHEMA));
    assert!(found.is_empty(), "{found}");
    assert_eq!(
        found.coverage().to_string(),
        "3 models, 3 relations; 3 keys compared; 8 columns compared, 1 table not known"
    );
}

#[test]
fn two_declarations_that_differ_are_not_judged() {
    let other = "diesel::table! { users (name) { name -> Int4 } }";
    let found = library().found_with(&with_all(&format!("{SCHEMA}{other}")));
    assert!(found.is_empty(), "{found}");
    assert_eq!(found.coverage().tables_unknown, 1);
}

#[test]
fn a_schema_may_not_know_all_tables() {
    let schema = json!({ "format": "relata-schema/1", "tables": [{ "name": "users" }] });
    assert!(library().found_with(&with_json(schema)).is_empty());
    // A table in another file, or one that a macro declares, may be unknown.
    let models = library().set("User", json!({ "table": "people" }));
    assert!(models.found_with(&with(SCHEMA)).is_empty());
    let schema = json!({ "format": "relata-schema/1", "known": ["tables"], "tables": [] });
    expect![[r#"
        relata: 3 errors in 3 models from 1 crate

        error[missing_table]: `Post` uses the table `posts`, which is not in the schema
          --> src/post.rs:1:5
          = note: the schema has no tables

        error[missing_table]: `User` uses the table `users`, which is not in the schema
          --> src/user.rs:1:5
          = note: the schema has no tables

        error[missing_table]: `Vote` uses the table `votes`, which is not in the schema
          --> src/vote.rs:1:5
          = note: the schema has no tables

        for more information: cargo relata explain missing_table
    "#]]
    .assert_eq(&library().found_with(&with_json(schema)).to_string());
}

#[test]
fn the_last_schema_counts() {
    let models = library().set("User", json!({ "table": "user" }));
    let empty = options().schema(relata::schema::Schema::default());
    assert!(models.found_with(&empty).is_empty());
}

/// The tables of a database, as `schema.name`.
fn database(dialect: &str, search_path: &[&str], tables: &[&str]) -> relata::Options {
    let table = |it: &&str| {
        let (schema, name) = it.split_once('.').unwrap();
        let column = |name| json!({ "name": name, "type": "bigint" });
        json!({ "schema": schema, "name": name, "columns": [column("ID"), column("id")] })
    };
    let tables: Vec<_> = tables.iter().map(table).collect();
    with_json(
        json!({ "format": "relata-schema/1", "dialect": dialect, "known": ["tables"],
        "search_path": search_path, "tables": tables }),
    )
}

/// A model of a table.
fn of_table(table: &str) -> super::models::Models {
    let id = json!([{ "name": "id", "type": "i64" }]);
    super::models::Models::new(json!([{ "path": "app::User", "table": table, "fields": id }]))
}

#[test]
fn a_name_without_a_schema_means_the_first_of_the_search_path() {
    let found = |path: &[&str], table: &str, tables: &[&str]| {
        let found = of_table(table).found_with(&database("postgresql", path, tables));
        let coverage = found.coverage();
        (
            found.len(),
            coverage.columns_compared + coverage.column_types_unknown,
        )
    };
    let both = ["public.users", "app.users"];
    assert_eq!(found(&["app", "public"], "users", &both), (0, 1));
    assert_eq!(found(&["public"], "users", &both), (0, 1));
    assert_eq!(found(&["public"], "app.users", &both), (0, 1));
    // It can be both.
    assert_eq!(found(&[], "users", &both), (0, 0));
    assert_eq!(found(&[], "users", &["app.users"]), (0, 1));
    assert_eq!(found(&["public"], "app.users", &["public.users"]), (1, 0));
    // A capital needs quotes.
    assert_eq!(found(&["public"], "users", &["public.Users"]), (1, 0));
}

#[test]
fn a_table_out_of_the_search_path() {
    let options = database(
        "postgresql",
        &["app", "public"],
        &["billing.users", "app.posts"],
    );
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_table]: `User` uses the table `users`, which is not in the schema
          --> src/user.rs:1:5
          = note: `users` exists in schema `billing`, which is not in the search path
          = note: the search path is `app` and `public`
          = help: replace `users` with `billing.users`

        for more information: cargo relata explain missing_table
    "#]]
    .assert_eq(&of_table("users").found_with(&options).to_string());
    let tables = ["billing.users", "auth.users"];
    let options = database("postgresql", &["app", "public"], &tables);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_table]: `User` uses the table `users`, which is not in the schema
          --> src/user.rs:1:5
          = note: `users` exists in schemas `auth` and `billing`, which are not in the search path
          = note: the search path is `app` and `public`

        for more information: cargo relata explain missing_table
    "#]]
    .assert_eq(&of_table("users").found_with(&options).to_string());
}

#[test]
fn each_database_compares_names_in_its_way() {
    let found = |dialect: &str, table: &str, column: &str| {
        let mut schema = json!({ "format": "relata-schema/1", "dialect": dialect, "known": ["tables"],
            "tables": [{ "name": table, "columns": [{ "name": column, "type": "bigint" }] }] });
        schema["search_path"] = json!(["main"]);
        let found = of_table("users").found_with(&with_json(schema));
        super::harness::rules(&found).join(", ")
    };
    for (dialect, table, column) in [
        ("postgresql", "missing_table", "missing_column"),
        ("mysql", "missing_table", ""),
        ("sqlite", "", ""),
    ] {
        assert_eq!(found(dialect, "users", "id"), "", "{dialect}");
        assert_eq!(found(dialect, "Users", "id"), table, "{dialect}");
        assert_eq!(found(dialect, "users", "ID"), column, "{dialect}");
    }
}

#[test]
fn a_table_that_cannot_be_read() {
    let reason = "permission denied for table users";
    let options = with_json(
        json!({ "format": "relata-schema/1", "dialect": "postgresql", "known": ["tables"],
        "tables": [{ "name": "users", "unreadable": reason }] }),
    );
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[missing_table]: `User` uses the table `users`, which cannot be read: permission denied for table users
          --> src/user.rs:1:5
          = note: its columns were not compared

        for more information: cargo relata explain missing_table
    "#]].assert_eq(&of_table("users").found_with(&options).to_string());
    let denied = options.strict();
    let found = of_table("users").found_with(&denied);
    assert_eq!(found.count(relata::Level::Deny), 1, "{found}");
}

/// The schema of a table is shown only if another one could be meant.
#[test]
fn the_schema_of_a_table_of_the_search_path_is_not_shown() {
    let models = of_table("users").set(
        "User",
        json!({ "fields": [{ "name": "number", "type": "i64" }], "key": ["number"] }),
    );
    for (path, shown) in [
        ("public", "table `users` has"),
        ("other", "table `public.users` has"),
    ] {
        let options = database("postgresql", &[path], &["public.users"]);
        let models = models.clone().set(
            "User",
            json!({ "table": if path == "other" { "public.users" } else { "users" } }),
        );
        let found = models.found_with(&options).to_string();
        assert!(found.contains(shown), "{found}");
    }
}
