//! `short_key`: a primary key whose integers end at 32 bits or less. Only on request.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Level, Options, Rule};
use serde_json::json;

use super::models::Models;
use super::schemas::database;

fn user() -> Models {
    Models::new(
        json!([{ "path": "app::User", "table": "users", "fields": [{ "name": "id", "type": "Id" }] }]),
    )
}

fn asked(dialect: &str, ty: &str) -> Options {
    let options = database(|schema| {
        schema["dialect"] = json!(dialect);
        schema["tables"][0]["columns"][0]["type"] = json!(ty);
    });
    options.level(Rule::ShortKey, Level::Warn)
}

#[test]
fn an_integer_of_32_bits() {
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[short_key]: the primary key `id` of table `users` has only 32 bits
          --> src/user.rs:1:5
          = note: its type `integer` ends at 2147483647
          = help: change the type of `users.id` and of the keys that refer to it to `bigint`

        for more information: cargo relata explain short_key
    "#]]
    .assert_eq(
        &user()
            .found_with(&asked("postgresql", "integer"))
            .to_string(),
    );
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[short_key]: the primary key `id` of table `users` has only 32 bits
          --> src/user.rs:1:5
          = note: its type `int(10) unsigned` ends at 4294967295
          = help: change the type of `users.id` and of the keys that refer to it to `bigint`

        for more information: cargo relata explain short_key
    "#]]
    .assert_eq(
        &user()
            .found_with(&asked("mysql", "int(10) unsigned"))
            .to_string(),
    );
}

#[test]
fn other_keys() {
    for (dialect, ty, is_short) in [
        ("postgresql", "smallint", true),
        ("postgresql", "bigint", false),
        ("postgresql", "uuid", false),
        ("postgresql", "interval", false),
        ("mysql", "mediumint", true),
        ("mysql", "bigint(20) unsigned", false),
        ("sqlite", "INTEGER", false),
        ("diesel", "Int4", false),
    ] {
        let found = user().found_with(&asked(dialect, ty));
        assert_eq!(
            found.len(),
            usize::from(is_short),
            "{dialect} {ty}: {found}"
        );
    }
    // The key there is as short.
    let options = database(|schema| {
        let users = &mut schema["tables"][0];
        users["columns"][0]["type"] = json!("integer");
        users["foreign_keys"] = json!([{ "columns": ["id"], "table": "posts" }]);
    });
    assert!(
        user()
            .found_with(&options.level(Rule::ShortKey, Level::Warn))
            .is_empty()
    );
    let domain = database(|schema| {
        schema["tables"][0]["columns"][0] =
            json!({ "name": "id", "type": "user_id", "base": "integer" });
    });
    assert_eq!(
        user()
            .found_with(&domain.level(Rule::ShortKey, Level::Warn))
            .len(),
        1
    );
}

#[test]
fn an_allow_silences_it() {
    user().is_allowed_only_at(&asked("postgresql", "integer"), Rule::ShortKey, &["User"]);
    assert!(
        user()
            .found_with(&asked("postgresql", "integer").level(Rule::ShortKey, Level::Allow))
            .is_empty()
    );
}
