//! The schema as data: its JSON form, and how it is read from Diesel's macros.

#![cfg(all(feature = "schema", feature = "source"))]
#![allow(clippy::pedantic, reason = "tests are plain before they are polished")]

use expect_test::expect;
use proptest::prelude::*;
use relata::OnDelete;
use relata::schema::{Column, Dialect, Fact, ForeignKey, Index, Schema, Table, Unique};

/// What is wrong with a text, with its place.
fn mistake(text: &str) -> String {
    Schema::parse(text).unwrap_err().to_string()
}

#[test]
fn all_members_are_read_and_written() {
    let text = r#"{
  "format": "relata-schema/1",
  "name": "tenant_7",
  "dialect": "postgresql",
  "files": [
    "schema.sql"
  ],
  "known": [
    "tables",
    "columns",
    "nullability",
    "defaults",
    "primary_keys",
    "uniques",
    "indexes",
    "foreign_keys",
    "actions"
  ],
  "search_path": [
    "app",
    "public"
  ],
  "tables": [
    {
      "name": "posts",
      "alias": "articles",
      "columns": [
        {
          "name": "id",
          "type": "bigint",
          "default": "nextval('posts')"
        },
        {
          "name": "type",
          "alias": "kind",
          "type": "text",
          "base": "varchar(20)",
          "nullable": true,
          "generated": true,
          "at": "schema.sql:3:5"
        }
      ],
      "primary_key": [
        "id"
      ],
      "uniques": [
        {
          "name": "posts_type",
          "columns": [
            "id",
            "type"
          ]
        }
      ],
      "indexes": [
        {
          "columns": [
            "type"
          ],
          "include": [
            "id"
          ],
          "expression": true,
          "method": "hash",
          "unique": true,
          "partial": true,
          "predicate": "id > 7"
        },
        {
          "name": "posts_lower",
          "expression": true
        }
      ],
      "foreign_keys": [
        {
          "name": "posts_users",
          "columns": [
            "id"
          ],
          "schema": "auth",
          "table": "users",
          "references": [
            "id"
          ],
          "on_delete": "set_null",
          "unproved": true,
          "deferrable": true
        }
      ],
      "at": "schema.sql:1:1"
    },
    {
      "schema": "auth",
      "name": "users",
      "view": true,
      "strict": true,
      "unreadable": "permission denied"
    }
  ]
}
"#;
    let schema = Schema::parse(text).unwrap();
    assert_eq!(schema.to_json(), text);
    assert!(schema.knows(Fact::Actions));
    let key = &schema.tables[0].foreign_keys[0];
    assert_eq!(key.on_delete, Some(OnDelete::SetNull));
    assert_eq!(schema.tables[0].at.as_ref().unwrap().line(), 1);
    assert_eq!(text.parse(), Ok(schema));
}

#[test]
fn few_members_are_required_and_nothing_else_is_known() {
    let text =
        r#"{ "format": "relata-schema/1.0", "tables": [ { "name": "b" }, { "name": "a" } ] }"#;
    let schema = Schema::parse(text).unwrap();
    let names: Vec<_> = schema.tables.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["a", "b"]);
    assert!(schema.known.is_empty() && schema.dialect.is_none());
}

#[test]
fn mistakes_have_places() {
    let table = |members: &str| {
        let columns = r#""columns": [ { "name": "id", "type": "int" } ]"#;
        let table = format!(r#"{{ "name": "users", {columns}, {members} }}"#);
        format!(r#"{{ "format": "relata-schema/1", "tables": [ {table} ] }}"#)
    };
    let mistakes = [
        "".to_owned(),
        "[]".to_owned(),
        r#"{ "tables": [] }"#.to_owned(),
        r#"{ "format": "relata/1", "tables": [] }"#.to_owned(),
        r#"{ "format": "relata-schema/2", "tables": [] }"#.to_owned(),
        r#"{ "format": "relata-schema/1" }"#.to_owned(),
        r#"{ "format": "relata-schema/1", "tables": [ "users" ] }"#.to_owned(),
        r#"{ "format": "relata-schema/1", "tables": [ { "name": "" } ] }"#.to_owned(),
        r#"{ "format": "relata-schema/1", "known": ["everything"], "tables": [] }"#.to_owned(),
        r#"{ "format": "relata-schema/1", "dialect": "sybase", "tables": [] }"#.to_owned(),
        table(r#""colums": []"#),
        table(r#""columns": []"#),
        table(r#""primary_key": ["number"]"#),
        table(r#""primary_key": ["id", "id"]"#),
        table(r#""uniques": [ { "columns": [] } ]"#),
        table(r#""indexes": [ { "columns": ["number"] } ]"#),
        table(r#""foreign_keys": [ { "columns": [], "table": "teams" } ]"#),
        table(
            r#""foreign_keys": [ { "columns": ["id"], "table": "teams", "references": ["a", "b"] } ]"#,
        ),
        table(
            r#""foreign_keys": [ { "columns": ["id"], "table": "teams", "on_delete": "drop" } ]"#,
        ),
        table(r#""at": "schema.sql""#),
    ];
    let mistakes: Vec<_> = mistakes.iter().map(|it| mistake(it)).collect();
    expect![[r#"
        line 1, column 1: EOF while parsing a value
        line 1, column 1: invalid type: sequence, expected a schema, which is an object with `format` and `tables`
        line 1, column 16: missing field `format`
        line 1, column 22: the format is `relata/1`, but the format of a schema is `relata-schema/1`
        line 1, column 29: the format is `relata-schema/2`, but this version of relata reads `relata-schema/1`
        line 1, column 31: missing field `tables`
        line 1, column 50: invalid type: string "users", expected a table, which is an object with a `name`
        line 1, column 57: invalid value: string "", expected a non-empty string
        line 1, column 53: unknown variant `everything`, expected one of `tables`, `columns`, `nullability`, `defaults`, `primary_keys`, `uniques`, `indexes`, `foreign_keys`, `actions`
        line 1, column 50: unknown variant `sybase`, expected one of `diesel`, `postgresql`, `mysql`, `sqlite`
        line 1, column 118: unknown field `colums`, expected one of `schema`, `name`, `alias`, `view`, `strict`, `unreadable`, `columns`, `primary_key`, `uniques`, `indexes`, `foreign_keys`, `at`
        line 1, column 119: duplicate field `columns`
        line 1, column 137: table `users` has no column `number`, which `primary_key` names
        line 1, column 136: `id` occurs twice in the list of names
        line 1, column 140: a unique constraint needs at least one column
        line 1, column 152: table `users` has no column `number`, which `indexes` names
        line 1, column 163: a foreign key needs at least one column
        line 1, column 193: the foreign key to `teams` has 1 column and refers to 2
        line 1, column 188: unknown variant `drop`, expected one of `cascade`, `restrict`, `set_null`, `set_default`, `no_action`
        line 1, column 130: invalid place `schema.sql`: expected `file:line:column`
    "#]].assert_eq(&(mistakes.join("\n") + "\n"));
}

fn name() -> impl Strategy<Value = String> {
    "[a-z\"\\\\\u{e9}]{1,4}"
}

fn some_name() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(name())
}

/// A table whose constraints name its columns.
fn table() -> impl Strategy<Value = Table> {
    let column = (name(), some_name(), name(), some_name(), any::<[bool; 2]>());
    let columns = proptest::collection::vec(column, 1..4);
    let rest = (
        some_name(),
        name(),
        some_name(),
        any::<[bool; 6]>(),
        0..6_usize,
    );
    (columns, rest).prop_map(|(columns, (schema, name, alias, has, action))| {
        let mut table = Table::new(name);
        (table.schema, table.alias, table.view) = (schema, alias, has[0]);
        for (name, alias, ty, default, [nullable, generated]) in columns {
            let mut column = Column::new(name, ty);
            (column.alias, column.default) = (alias, default);
            (column.nullable, column.generated) = (nullable, generated);
            if !table.columns.iter().any(|it| it.name == column.name) {
                table.columns.push(column);
            }
        }
        let first = vec![table.columns[0].name.clone()];
        if has[1] {
            table.primary_key = first.clone();
        }
        if has[2] {
            let mut unique = Unique::default();
            unique.columns = first.clone();
            table.uniques = vec![unique];
        }
        if has[3] {
            let mut index = Index::default();
            (index.columns, index.unique, index.partial) = (first.clone(), has[4], has[5]);
            table.indexes = vec![index];
        }
        if has[4] {
            let mut key = ForeignKey::new(first.clone(), "other");
            key.references = if has[5] { first } else { Vec::new() };
            key.on_delete = OnDelete::NAMES
                .get(action)
                .and_then(|it| OnDelete::from_name(it));
            table.foreign_keys = vec![key];
        }
        table
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(tables in proptest::collection::vec(table(), 0..5), known in any::<[bool; 3]>()) {
        let mut schema = Schema::default();
        schema.tables = tables;
        schema.dialect = known[0].then_some(Dialect::Sqlite);
        schema.known.extend(known[1].then_some(Fact::ForeignKeys));
        schema.known.extend(known[2].then_some(Fact::Tables));
        let text = schema.to_json();
        let read = Schema::parse(&text).unwrap();
        prop_assert_eq!(read.to_json(), text);
        prop_assert_eq!(read.tables.len(), schema.tables.len());
        prop_assert!(read.tables.iter().all(|it| schema.tables.contains(it)));
    }

    #[test]
    fn other_texts_do_not_panic(text in ".{0,200}") {
        let _ = Schema::parse(&text);
        let _ = Schema::of_diesel(&[("schema.rs", &text)]);
    }
}

const SCHEMA: &str = "
pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    pub struct Kind;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Kind;

    posts (id) {
        id -> Int8,
        #[sql_name = \"type\"]
        type_ -> Nullable<Kind>,
        author_id -> Int4,
        tags -> Array<Nullable<Text>>,
    }
}

mod inner {
    diesel::table! { auth.users { id -> Int4, } }
}

diesel::view! { active { id -> Int4 } }

diesel::joinable!(posts -> users (author_id));
diesel::joinable!(posts -> absent (id));
diesel::allow_tables_to_appear_in_same_query!(posts, users,);
";

#[test]
fn a_file_of_diesel() {
    let schema = Schema::of_diesel(&[("src/schema.rs", SCHEMA)]).unwrap();
    assert!(!schema.knows(Fact::ForeignKeys) && !schema.knows(Fact::Actions));
    expect![[r#"
        {
          "format": "relata-schema/1",
          "dialect": "diesel",
          "files": [
            "src/schema.rs"
          ],
          "known": [
            "columns",
            "nullability",
            "primary_keys"
          ],
          "tables": [
            {
              "name": "active",
              "view": true,
              "columns": [
                {
                  "name": "id",
                  "type": "Int4",
                  "at": "src/schema.rs:24:26"
                }
              ],
              "at": "src/schema.rs:24:17"
            },
            {
              "name": "posts",
              "columns": [
                {
                  "name": "id",
                  "type": "Int8",
                  "at": "src/schema.rs:12:9"
                },
                {
                  "name": "type",
                  "alias": "type_",
                  "type": "Nullable<super::sql_types::Kind>",
                  "nullable": true,
                  "at": "src/schema.rs:14:9"
                },
                {
                  "name": "author_id",
                  "type": "Int4",
                  "at": "src/schema.rs:15:9"
                },
                {
                  "name": "tags",
                  "type": "Array<Nullable<Text>>",
                  "at": "src/schema.rs:16:9"
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
                  "schema": "auth",
                  "table": "users",
                  "references": [
                    "id"
                  ],
                  "at": "src/schema.rs:26:35"
                }
              ],
              "at": "src/schema.rs:11:5"
            },
            {
              "schema": "auth",
              "name": "users",
              "columns": [
                {
                  "name": "id",
                  "type": "Int4",
                  "at": "src/schema.rs:21:35"
                }
              ],
              "primary_key": [
                "id"
              ],
              "at": "src/schema.rs:21:27"
            }
          ]
        }
    "#]]
    .assert_eq(&schema.to_json());
    assert_eq!(Schema::parse(&schema.to_json()), Ok(schema));
}

#[test]
fn several_files_of_diesel() {
    let users = "table! { users { id -> Int4 } }";
    let posts =
        "table! { posts { id -> Int4, author_id -> Int4 } } joinable!(posts -> users (author_id));";
    let both = format!("{users}\n{posts}");
    let other = "table! { users { id -> Int8 } }";
    let schema = |files: &[&str]| {
        let names = ["a.rs", "b.rs", "c.rs"];
        let files: Vec<_> = names.into_iter().zip(files.iter().copied()).collect();
        let schema = Schema::of_diesel(&files).unwrap();
        let tables = schema.tables.iter().map(|it| {
            let keys = it.foreign_keys.iter();
            let keys: Vec<_> = keys.map(|it| format!(" -> {}", it.table)).collect();
            format!("{} {}{}", it.at.as_ref().unwrap(), it.name, keys.concat())
        });
        tables.collect::<Vec<_>>().join("\n") + "\n"
    };
    // A join finds the table in another file, and equal declarations are one table.
    expect![[r#"
        a.rs:1:10 posts -> users
        b.rs:1:10 users
    "#]]
    .assert_eq(&schema(&[posts, users]));
    expect![[r#"
        a.rs:2:10 posts -> users
        a.rs:1:10 users
    "#]]
    .assert_eq(&schema(&[&both, users, posts]));
    // The other declaration is kept, and a join prefers the one of its own file.
    expect![[r#"
        a.rs:2:10 posts -> users
        a.rs:1:10 users
        b.rs:1:10 users
    "#]]
    .assert_eq(&schema(&[&both, other]));
    // The order of columns does not count.
    let again = "table! { posts { author_id -> Int4, id -> Int4 } }";
    assert_eq!(schema(&[&both, again]), schema(&[&both]));
    // It could mean both.
    expect![[r#"
        a.rs:1:10 posts
        b.rs:1:10 users
        c.rs:1:10 users
    "#]]
    .assert_eq(&schema(&[posts, users, other]));
}

#[test]
fn a_mistake_in_a_file_of_diesel() {
    let texts = [
        "fn f(",
        "fn f() { table! { users { id } } }",
        "joinable!(posts -> users);",
    ];
    let mistakes = texts.map(|text| {
        Schema::of_diesel(&[("a.rs", text)])
            .unwrap_err()
            .to_string()
    });
    expect![[r#"
        a.rs:1:5: cannot parse string into token stream
        a.rs:1:30: expected `->`
        a.rs:1:25: unexpected end of input, expected parentheses
    "#]]
    .assert_eq(&(mistakes.join("\n") + "\n"));
}
