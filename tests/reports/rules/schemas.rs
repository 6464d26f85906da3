//! Models with tables, and the schema of Diesel that fits them, for the tests of rules that compare both.

use relata::schema::{Fact, Schema};
use relata::{Options, options};
use serde_json::{Value, json};

use super::models::Models;

/// The schema that fits [`library`].
pub const SCHEMA: &str = "diesel::table! {
    users (id) {
        id -> Int8,
        name -> Text,
        email -> Nullable<Text>,
    }
}

diesel::table! {
    posts (id) {
        id -> Int8,
        author_id -> Int8,
        title -> Varchar,
        rating -> Nullable<Float8>,
        published -> Timestamptz,
    }
}

diesel::table! {
    votes (user_id, post_id) {
        user_id -> Int8,
        post_id -> Int8,
        score -> Int2,
    }
}

diesel::joinable!(posts -> users (author_id));
diesel::joinable!(votes -> posts (post_id));
diesel::joinable!(votes -> users (user_id));
";

/// The options of a check with this schema.
pub fn with(schema: &str) -> Options {
    options().schema(Schema::of_diesel(&[("src/schema.rs", schema)]).unwrap())
}

/// The options of a check with this schema, which has all tables.
pub fn with_all(schema: &str) -> Options {
    let mut schema = Schema::of_diesel(&[("src/schema.rs", schema)]).unwrap();
    schema.known.push(Fact::Tables);
    options().schema(schema)
}

/// The options of a check with the schema that fits [`library`], after one edit of it.
pub fn edited(old: &str, new: &str) -> Options {
    assert_eq!(SCHEMA.matches(old).count(), 1, "{old}");
    with(&SCHEMA.replace(old, new))
}

/// The options of a check with a schema in JSON.
pub fn with_json(schema: Value) -> Options {
    options().schema(Schema::parse(&schema.to_string()).unwrap())
}

/// Users, their posts and the votes of users on posts.
pub fn library() -> Models {
    let field = |name: &str, ty: &str| json!({ "name": name, "type": ty });
    let belongs_to = |name: &str, target: &str| {
        let key = [format!("{name}_id")];
        json!({ "name": name, "kind": "belongs_to", "targets": [target], "key": key })
    };
    Models::new(json!([
        { "path": "app::User", "table": "users", "fields": [
            field("id", "i64"), field("name", "String"), field("email", "Option<String>") ] },
        { "path": "app::Post", "table": "posts",
          "fields": [
            field("id", "i64"), field("author_id", "i64"), field("title", "String"),
            field("rating", "Option<f64>"), field("published", "DateTime<Utc>") ],
          "relations": [belongs_to("author", "User")] },
        { "path": "app::Vote", "table": "votes", "key": ["user_id", "post_id"],
          "fields": [field("user_id", "i64"), field("post_id", "i64"), field("score", "i16")],
          "relations": [belongs_to("user", "User"), belongs_to("post", "Post")] }
    ]))
}

#[test]
fn all_fits() {
    let found = library().found_with(&with(SCHEMA).strict());
    assert!(found.is_empty(), "{found}");
    assert_eq!(
        found.coverage().to_string(),
        "3 models, 3 relations; 3 keys compared; 11 columns compared"
    );
}

#[test]
fn without_a_schema_nothing_is_compared() {
    let models = library().set("User", json!({ "table": "people" }));
    let allow = json!([{ "rule": "missing_table", "reason": "it is created later" }]);
    let models = models.set("User", json!({ "allow": allow }));
    let found = models.found_with(&options().strict());
    assert!(found.is_empty(), "{found}");
}

/// The options of a check with the `PostgreSQL` database that fits [`library`], after this change.
pub fn database(change: impl Fn(&mut Value)) -> Options {
    let column = |name: &str, ty: &str| json!({ "name": name, "type": ty });
    let nullable = |name: &str, ty: &str| json!({ "name": name, "type": ty, "nullable": true });
    let key = |name: &str, table: &str| json!({ "name": format!("{name}_fkey"), "columns": [name], "table": table, "references": ["id"] });
    let index = |name: &str| json!({ "name": format!("by_{name}"), "columns": [name] });
    let mut schema = json!({ "format": "relata-schema/1", "dialect": "postgresql",
        "known": ["tables", "nullability", "defaults", "primary_keys", "uniques", "indexes", "foreign_keys", "actions"],
        "tables": [
            { "name": "users", "primary_key": ["id"], "columns": [
                column("id", "bigint"), column("name", "text"), nullable("email", "text")] },
            { "name": "posts", "primary_key": ["id"], "columns": [
                column("id", "bigint"), column("author_id", "bigint"), column("title", "character varying(80)"),
                nullable("rating", "double precision"), column("published", "timestamp with time zone")],
              "foreign_keys": [key("author_id", "users")], "indexes": [index("author_id")] },
            { "name": "votes", "primary_key": ["user_id", "post_id"], "columns": [
                column("user_id", "bigint"), column("post_id", "bigint"), column("score", "smallint")],
              "foreign_keys": [key("user_id", "users"), key("post_id", "posts")], "indexes": [index("post_id")] }
        ] });
    change(&mut schema);
    with_json(schema)
}

#[test]
fn the_database_fits() {
    let found = library().found_with(&database(|_| ()).strict());
    assert!(found.is_empty(), "{found}");
}
