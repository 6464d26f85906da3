//! Diesel's schema, read from the tokens of its macros.

use relata_syntax::schema::{self, Column, Declaration, Table};
use syn::Macro;

fn call(text: &str) -> Macro {
    syn::parse_str::<syn::ItemMacro>(text).unwrap().mac
}

fn declared(text: &str) -> syn::Result<Declaration> {
    schema::declaration(&call(text)).unwrap()
}

fn table(text: &str) -> Table {
    match declared(text).unwrap() {
        Declaration::Table(table) => table,
        Declaration::Join(_) => panic!("it is a join"),
    }
}

/// The message of a mistake, with its line and column.
fn mistake(text: &str) -> String {
    let error = declared(text).err().unwrap();
    let start = error.span().start();
    format!("{}:{}: {error}", start.line, start.column + 1)
}

/// Each column as `name "sql_name": type`, with what few columns have.
fn columns(table: &Table) -> Vec<String> {
    let shown = |it: &Column| {
        let length = it.max_length.map(|it| format!(" max {it}"));
        let (name, sql_name, ty) = (&it.name.text, &it.sql_name, &it.ty);
        let null = if it.nullable { " null" } else { "" };
        format!(
            "{name} {sql_name:?}: {ty}{null}{}",
            length.unwrap_or_default()
        )
    };
    table.columns.iter().map(shown).collect()
}

fn key(table: &Table) -> Vec<&str> {
    table.key.iter().map(|it| &*it.text).collect()
}

#[test]
fn a_table_as_diesel_prints_it() {
    let table = table(
        "diesel::table! {
            use diesel::sql_types::*;
            use super::sql_types::Ltree;

            /// Comments of a post.
            comment (id) {
                /// The key.
                id -> Int4,
                creator_id -> Nullable<Int4>,
                path -> Ltree,
                #[max_length = 255]
                title -> Varchar,
                languages -> Array<Nullable<Text>>,
                #[sql_name = \"type\"]
                type_ -> Text,
            }
        }",
    );
    assert!(table.schema.is_none() && !table.is_view);
    assert_eq!(
        (&*table.name.text, &*table.sql_name),
        ("comment", "comment")
    );
    assert_eq!(key(&table), ["id"]);
    assert_eq!(
        columns(&table),
        [
            "id \"id\": Int4",
            "creator_id \"creator_id\": Nullable<Int4> null",
            "path \"path\": super::sql_types::Ltree",
            "title \"title\": Varchar max 255",
            "languages \"languages\": Array<Nullable<Text>>",
            "type_ \"type\": Text",
        ]
    );
    let start = table.columns[1].name.span.start();
    assert_eq!((start.line, start.column + 1), (9, 17));
}

#[test]
fn raw_identifiers_schemas_and_other_names() {
    let table = table(
        "table! {
            #[sql_name = \"all_users\"]
            auth.r#users (tenant, r#type,) {
                tenant -> diesel::sql_types::BigInt,
                r#type -> Text
            }
        }",
    );
    assert_eq!(table.schema.as_ref().unwrap().text, "auth");
    assert_eq!(
        (&*table.name.text, &*table.sql_name),
        ("users", "all_users")
    );
    assert_eq!(key(&table), ["tenant", "type"]);
    assert_eq!(
        columns(&table),
        ["tenant \"tenant\": BigInt", "type \"type\": Text"]
    );
}

#[test]
fn no_list_of_keys_is_the_column_id() {
    let table = table("table! { users { id -> Integer, } }");
    assert_eq!(key(&table), ["id"]);
    let start = table.key[0].span.start();
    assert_eq!((start.line, start.column + 1), (1, 10));
}

#[test]
fn a_view_has_no_key() {
    let table = table(
        "diesel::view! { active (r#in) { } }"
            .replace(" (r#in)", "")
            .as_str(),
    );
    assert!(table.is_view && table.key.is_empty());
    assert_eq!(
        mistake("view! { active (id) { id -> Int4 } }"),
        "1:16: a view has no primary key"
    );
}

#[test]
fn the_uses_of_a_table_say_where_types_come_from() {
    let table = table(
        "table! {
            use diesel::sql_types::{self as sql, Text as T, Nullable};
            pub use crate::types::{Json, nested::{Tsvector as V}, other::*};
            use ::pgvector::Vector as _;

            documents {
                id -> sql::Int8,
                text -> Nullable<T>,
                body -> Json,
                search -> Nullable<V>,
                list -> Array<::diesel::sql_types::Nullable<Json>>,
                near -> pgvector::sql_types::Vector,
                local -> mine::Nullable<Text>,
            }
        }",
    );
    assert_eq!(
        columns(&table),
        [
            "id \"id\": Int8",
            "text \"text\": Nullable<Text> null",
            "body \"body\": crate::types::Json",
            "search \"search\": Nullable<crate::types::nested::Tsvector> null",
            "list \"list\": Array<Nullable<crate::types::Json>>",
            "near \"near\": pgvector::sql_types::Vector",
            "local \"local\": mine::Nullable<Text>",
        ]
    );
}

#[test]
fn joins() {
    let texts = [
        "diesel::joinable!(posts -> users (author_id));",
        "joinable!(crate::a::r#posts -> super::users (r#type,));",
    ];
    let joins = texts.map(|text| match declared(text).unwrap() {
        Declaration::Join(join) => join,
        Declaration::Table(_) => panic!("it is a table"),
    });
    let shown = joins.each_ref().map(|it| {
        let (child, parent) = (&it.child, &it.parent);
        assert!(child.path.ends_with(&child.name.text));
        assert!(parent.path.ends_with(&parent.name.text));
        [&*child.path, &*parent.path, &*it.column.text]
    });
    assert_eq!(
        shown,
        [
            ["posts", "users", "author_id"],
            ["crate::a::posts", "super::users", "type"]
        ]
    );
    assert_eq!(joins[0].column.span.start().column + 1, 35);
}

#[test]
fn other_macros_declare_nothing() {
    let call = call("diesel::allow_tables_to_appear_in_same_query!(posts, users,);");
    assert!(schema::declaration(&call).is_none());
}

#[test]
fn mistakes_have_places() {
    let texts = [
        "table! { }",
        "table! { users }",
        "table! { users { id } }",
        "table! { users { id -> 4 } }",
        "table! { users { name -> Text } }",
        "table! { users () { id -> Int4 } }",
        "table! { users (number) { id -> Int4 } }",
        "table! { users { id -> Int4, id -> Int8 } }",
        "table! { users { #[sql_name = 4] id -> Int4 } }",
        "table! { users { #[max_length] id -> Int4 } }",
        "table! { users { #[max_length = 99999999999999999999] id -> Int4 } }",
        "table! { users { id -> Int4 } posts { id -> Int4 } }",
        "table! { use diesel::; users { id -> Int4 } }",
        "table! { use diesel::Text as 4; users { id -> Int4 } }",
        "joinable!();",
        "joinable!(posts);",
        "joinable!(posts -> users);",
        "joinable!(posts -> users (a, b));",
        "joinable!(posts -> users (a) (b));",
    ];
    let mistakes = texts.map(mistake);
    expect_test::expect![[r#"
        1:10: unexpected end of input, expected ident
        1:16: unexpected end of input, expected curly braces
        1:21: expected `->`
        1:24: expected identifier
        1:10: `users` has no column `id`
        1:16: a primary key needs at least one column
        1:17: `users` has no column `number`
        1:30: `users` has two columns `id`
        1:31: expected string literal
        1:20: expected a value for this attribute: `max_length = ...`
        1:33: number too large to fit in target type
        1:31: unexpected token
        1:22: expected ident
        1:30: expected ident
        1:11: unexpected end of input, expected ident
        1:16: expected `->`
        1:25: unexpected end of input, expected parentheses
        1:30: expected one column
        1:30: unexpected token
    "#]]
    .assert_eq(&(mistakes.join("\n") + "\n"));
}
