//! `column_type`: a field whose type cannot hold the values of its column.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::Rule;
use serde_json::json;

use super::models::faults;
use super::schemas::{SCHEMA, edited, library, with, with_json};

#[test]
fn another_width() {
    let models = library().set("Vote.score", json!({ "type": "i32" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[column_type]: `Vote.score` is `i32`, but its column `votes.score` is `Int2`
          --> src/vote.rs:4:5
        note: column `votes.score` is declared here
          --> src/schema.rs:23:9
          = note: `Int2` is read into `i16`
          = note: different widths: 32 bits and 16 bits
          = help: change the type of `Vote.score` to `i16`

        for more information: cargo relata explain column_type
    "#]]
    .assert_eq(&models.found_with(&with(SCHEMA)).to_string());
    assert_eq!(
        models.mended(&with(SCHEMA)),
        "change the type of `Vote.score` to `i16`"
    );
}

#[test]
fn another_kind() {
    let models = library().set("Post.title", json!({ "type": "bool" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[column_type]: `Post.title` is `bool`, but its column `posts.title` is `Varchar`
          --> src/post.rs:4:5
        note: column `posts.title` is declared here
          --> src/schema.rs:13:9
          = note: `Varchar` is read into `String`
          = help: change the type of `Post.title` to `String`

        for more information: cargo relata explain column_type
    "#]]
    .assert_eq(&models.found_with(&with(SCHEMA)).to_string());
    assert_eq!(
        models.mended(&with(SCHEMA)),
        "change the type of `Post.title` to `String`"
    );
}

#[test]
fn a_type_that_is_known_by_its_name_is_a_warning() {
    let models = library().set("Post.title", json!({ "type": "Uuid" }));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[column_type]: `Post.title` is `Uuid`, but its column `posts.title` is `Varchar`
          --> src/post.rs:4:5
        note: column `posts.title` is declared here
          --> src/schema.rs:13:9
          = note: `Varchar` is read into `String`
          = help: change the type of `Post.title` to `String`

        for more information: cargo relata explain column_type
    "#]]
    .assert_eq(&models.found_with(&with(SCHEMA)).to_string());
}

#[test]
fn an_allow_silences_it() {
    let models = library().set("Vote.score", json!({ "type": "i32" }));
    models.is_allowed_only_at(&with(SCHEMA), Rule::ColumnType, &["Vote"]);
}

/// What is found of a column of this type in a field of that type: `fits`, `error`, `warning` or `unknown`.
fn compared(column: &str, field: &str) -> &'static str {
    let models = library().set("User.name", json!({ "type": field, "optional": false }));
    let found = models.found_with(&edited("name -> Text", &format!("name -> {column}")));
    let unknown = found.coverage().column_types_unknown;
    let text = found.to_string();
    match unknown {
        0 if text.contains("error[column_type]") => "error",
        0 if text.contains("warning[column_type]") => "warning",
        0 => "fits",
        _ => "unknown",
    }
}

#[test]
fn types_of_diesel() {
    let columns = [
        "SmallInt",
        "Int4",
        "BigInt",
        "Unsigned<Integer>",
        "Float",
        "Float8",
        "Bool",
        "Citext",
        "Bytea",
        "Uuid",
        "Numeric",
        "Timestamp",
        "Timestamptz",
        "Date",
        "Time",
        "Jsonb",
        "Array<Int4>",
        "sql_types::Text",
    ];
    let fields = [
        "i16",
        "i32",
        "i64",
        "u32",
        "f32",
        "f64",
        "bool",
        "Cow<'a, str>",
        "Vec<u8>",
        "uuid::Uuid",
        "BigDecimal",
        "NaiveDateTime",
        "DateTime<Utc>",
        "OffsetDateTime",
        "NaiveDate",
        "time::Time",
        "char",
        "UserId",
    ];
    let mut table = String::new();
    for column in columns {
        let of = |field: &&str| compared(column, field);
        for result in ["fits", "warning", "unknown"] {
            let fields: Vec<_> = fields
                .iter()
                .filter(|it| of(it) == result)
                .copied()
                .collect();
            // Nothing else is known of these.
            if fields.len() < 18
                && !(result == "unknown" && fields == ["char", "UserId"])
                && result != "warning"
            {
                table += &format!("{column} {result}: {}\n", fields.join(", "));
            }
        }
    }
    expect![[r#"
        SmallInt fits: i16
        Int4 fits: i32
        BigInt fits: i64
        Unsigned<Integer> fits: u32
        Float fits: f32
        Float8 fits: f64
        Bool fits: bool
        Citext fits: Cow<'a, str>
        Bytea fits: Vec<u8>
        Uuid fits: uuid::Uuid
        Numeric fits: BigDecimal
        Timestamp fits: NaiveDateTime
        Timestamp unknown: Cow<'a, str>, DateTime<Utc>, OffsetDateTime, char, UserId
        Timestamptz fits: NaiveDateTime, DateTime<Utc>, OffsetDateTime
        Timestamptz unknown: Cow<'a, str>, char, UserId
        Date fits: NaiveDate
        Date unknown: Cow<'a, str>, char, UserId
        Time fits: time::Time
        Time unknown: Cow<'a, str>, char, UserId
        Jsonb fits: 
        Array<Int4> fits: 
        sql_types::Text fits: 
    "#]]
    .assert_eq(&table);
    assert_eq!(compared("Int4", "i64"), "error");
    assert_eq!(compared("Int4", "usize"), "error");
    assert_eq!(compared("Int4", "Uuid"), "warning");
}

#[test]
fn types_of_postgresql() {
    let schema = |ty: &str| {
        let columns = json!([{ "name": "id", "type": "bigint" }, { "name": "name", "type": ty }]);
        let table = json!({ "name": "users", "columns": columns });
        with_json(
            json!({ "format": "relata-schema/1", "dialect": "postgresql", "tables": [table] }),
        )
    };
    for ty in [
        "text",
        "character varying(40)",
        "VARCHAR(40)",
        "timestamp(3) with time zone",
        "jsonb",
    ] {
        let found = library().found_with(&schema(ty));
        assert!(found.is_empty(), "{ty}: {found}");
    }
    assert_eq!(
        faults(&library().found_with(&schema("integer"))),
        ["column_type at User.name"]
    );
    let models = library().set("User.name", json!({ "type": "f64" }));
    assert_eq!(
        faults(&models.found_with(&schema("numeric(10,2)"))),
        ["column_type at User.name"]
    );
    expect!["3 models, 3 relations; 3 keys compared; 2 columns compared, 2 tables not known"]
        .assert_eq(
            &models
                .found_with(&schema("double precision"))
                .coverage()
                .to_string(),
        );
}

#[test]
fn types_of_an_unknown_database_are_not_compared() {
    let columns = json!([{ "name": "id", "type": "text" }]);
    let schema =
        json!({ "format": "relata-schema/1", "tables": [{ "name": "users", "columns": columns }] });
    let found = library().found_with(&with_json(schema));
    assert_eq!((found.len(), found.coverage().column_types_unknown), (0, 1));
}

#[test]
fn drivers_read_the_type_under_a_domain() {
    let found = |base: &str| {
        let options = super::schemas::database(|schema| {
            schema["tables"][0]["columns"][1] =
                serde_json::json!({ "name": "name", "type": "short_name", "base": base });
        });
        let found = library().found_with(&options);
        super::harness::rules(&found).join(", ")
    };
    assert_eq!(found("text"), "");
    assert_eq!(found("integer"), "column_type");
}

/// Diesel decodes what the database sends as what schema.rs declares.
#[test]
fn a_file_of_diesel_and_a_database() {
    let check = |columns: &[(&str, &str)], allow: bool| {
        let columns: Vec<_> = columns
            .iter()
            .map(|(name, ty)| json!({ "name": name, "type": ty, "nullable": *name == "rating" }))
            .collect();
        let database = json!({ "format": "relata-schema/1", "name": "blog", "dialect": "postgresql",
            "tables": [{ "name": "posts", "columns": columns }] });
        let database = relata::schema::Schema::parse(&database.to_string()).unwrap();
        let mut models = library();
        if allow {
            let allow = json!([{ "rule": "column_type", "reason": "it is read by hand" }]);
            models = models.set("Post", json!({ "allow": allow }));
        }
        // The models are compared with the file.
        let models = models.set("Post.title", json!({ "type": "Other" }));
        let models = models.set("Post.rating", json!({ "type": "Other", "optional": true }));
        let models = models.set("Post.id", json!({ "type": "Other" }));
        let models = models.set("Post.published", json!({ "type": "Other" }));
        models
            .found_with(&with(SCHEMA).schema(database))
            .to_string()
    };
    let other = [
        ("id", "double precision"),
        ("author_id", "bigint"),
        ("title", "bigint"),
        ("rating", "real"),
        ("published", "timestamp without time zone"),
    ];
    expect![[r#"
        relata: 3 errors in 3 models from 1 crate, compared with the database `blog`

        error[column_type]: column `posts.id` is `Int8` in src/schema.rs, but `double precision` in the database
          --> src/schema.rs:11:9
          = note: both have 8 bytes, so Diesel reads wrong values without an error
          = note: in the database `blog`
          = help: run the missing migrations, or print the file again with `diesel print-schema`

        error[column_type]: column `posts.title` is `Varchar` in src/schema.rs, but `bigint` in the database
          --> src/schema.rs:13:9
          = note: Diesel decodes the bytes of one type as the other
          = note: in the database `blog`
          = help: run the missing migrations, or print the file again with `diesel print-schema`

        error[column_type]: column `posts.rating` is `Nullable<Float8>` in src/schema.rs, but `real` in the database
          --> src/schema.rs:14:9
          = note: Diesel reads 8 bytes and the database sends 4, so each query of the column fails
          = note: in the database `blog`
          = help: run the missing migrations, or print the file again with `diesel print-schema`

        for more information: cargo relata explain column_type
    "#]].assert_eq(&check(&other, false));
    let fits = [
        ("id", "bigint"),
        ("author_id", "bigint"),
        ("title", "json"),
        ("rating", "double precision"),
        ("published", "timestamp with time zone"),
        ("more", "text"),
    ];
    let nothing =
        "relata: no findings in 3 models from 1 crate, compared with the database `blog`\n";
    assert_eq!(check(&fits, false), nothing);
    assert_eq!(check(&other, true), nothing);
}
