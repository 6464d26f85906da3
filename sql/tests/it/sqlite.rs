//! SQLite, in memory.

use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use expect_test::{Expect, expect};
use sqlx::Connection as _;

use relata::schema::Schema;

/// Reads the schema that these statements make, through both drivers.
pub(crate) fn read(statements: &str) -> Schema {
    let mut connection = diesel::SqliteConnection::establish(":memory:").unwrap();
    connection
        .batch_execute("pragma foreign_keys = on")
        .unwrap();
    connection.batch_execute(statements).unwrap();
    let by_diesel = relata_sql::read_diesel(&mut connection).unwrap();
    let by_sqlx = super::servers::block_on(async {
        let mut connection = sqlx::SqliteConnection::connect(":memory:").await.unwrap();
        let text = sqlx::AssertSqlSafe(statements);
        sqlx::raw_sql(text).execute(&mut connection).await.unwrap();
        relata_sql::read(&mut connection).await.unwrap()
    });
    assert_eq!(by_diesel.to_json(), by_sqlx.to_json());
    by_sqlx
}

fn check(statements: &str, expected: &Expect) {
    expected.assert_eq(&super::servers::compact(&read(statements)));
}

#[test]
fn keys_defaults_and_generated_columns() {
    check(
        "create table users (id integer primary key, name text not null default 'x', up text generated always as (upper(name)),
            saved text generated always as (lower(name)) stored, email varchar(20) unique, old integer default null);
        create table posts (id integer primary key, author_id integer not null references USERS on delete cascade,
            editor integer references users(ID) on delete set null, title text, foreign key (title) references nowhere (t));
        create index by_author on posts (author_id);
        create unique index some_titles on posts (title) where editor is not null;
        create index by_upper on posts (author_id, upper(title));",
        &expect![[r#"
            dialect: "sqlite"
            known: ["tables","nullability","defaults","primary_keys","uniques","indexes","foreign_keys","actions"]

              columns
                {"default":"rowid","name":"id","type":"INTEGER"}
                {"name":"author_id","type":"INTEGER"}
                {"name":"editor","nullable":true,"type":"INTEGER"}
                {"name":"title","nullable":true,"type":"TEXT"}
              foreign_keys
                {"columns":["author_id"],"on_delete":"cascade","references":["id"],"table":"users"}
                {"columns":["editor"],"on_delete":"set_null","references":["id"],"table":"users"}
                {"columns":["title"],"references":["t"],"table":"nowhere"}
              indexes
                {"columns":["author_id"],"name":"by_author"}
                {"columns":["author_id"],"expression":true,"name":"by_upper"}
                {"columns":["title"],"name":"some_titles","partial":true,"unique":true}
              name: "posts"
              primary_key: ["id"]

              columns
                {"default":"rowid","name":"id","type":"INTEGER"}
                {"default":"'x'","name":"name","type":"TEXT"}
                {"generated":true,"name":"up","nullable":true,"type":"TEXT"}
                {"generated":true,"name":"saved","nullable":true,"type":"TEXT"}
                {"name":"email","nullable":true,"type":"varchar(20)"}
                {"default":"null","name":"old","nullable":true,"type":"INTEGER"}
              name: "users"
              primary_key: ["id"]
              uniques
                {"columns":["email"]}
        "#]],
    );
}

#[test]
fn primary_keys_that_are_the_rowid_and_others() {
    check(
        "create table a (id integer primary key);
        create table b (id integer, x text, primary key (id desc));
        create table c (id integer primary key desc);
        create table d (id int primary key);
        create table e (id text primary key);
        create table f (a integer, b integer, primary key (b, a));
        create table g (id text primary key, v int) without rowid;
        create table h (id text primary key, n integer) strict;
        create table i (x text unique, y text, unique (y, x));
        create table j (a integer, b integer, foreign key (a, b) references f);",
        &expect![[r#"
            dialect: "sqlite"
            known: ["tables","nullability","defaults","primary_keys","uniques","indexes","foreign_keys","actions"]

              columns
                {"default":"rowid","name":"id","type":"INTEGER"}
              name: "a"
              primary_key: ["id"]

              columns
                {"default":"rowid","name":"id","type":"INTEGER"}
                {"name":"x","nullable":true,"type":"TEXT"}
              name: "b"
              primary_key: ["id"]

              columns
                {"name":"id","nullable":true,"type":"INTEGER"}
              name: "c"
              primary_key: ["id"]

              columns
                {"name":"id","nullable":true,"type":"INT"}
              name: "d"
              primary_key: ["id"]

              columns
                {"name":"id","nullable":true,"type":"TEXT"}
              name: "e"
              primary_key: ["id"]

              columns
                {"name":"a","nullable":true,"type":"INTEGER"}
                {"name":"b","nullable":true,"type":"INTEGER"}
              name: "f"
              primary_key: ["b","a"]

              columns
                {"name":"id","type":"TEXT"}
                {"name":"v","nullable":true,"type":"INT"}
              name: "g"
              primary_key: ["id"]

              columns
                {"name":"id","type":"TEXT"}
                {"name":"n","nullable":true,"type":"INTEGER"}
              name: "h"
              primary_key: ["id"]
              strict: true

              columns
                {"name":"x","nullable":true,"type":"TEXT"}
                {"name":"y","nullable":true,"type":"TEXT"}
              name: "i"
              uniques
                {"columns":["x"]}
                {"columns":["y","x"]}

              columns
                {"name":"a","nullable":true,"type":"INTEGER"}
                {"name":"b","nullable":true,"type":"INTEGER"}
              foreign_keys
                {"columns":["a","b"],"references":["b","a"],"table":"f"}
              name: "j"
        "#]],
    );
}

#[test]
fn names_with_quotes_views_and_virtual_tables() {
    check(
        r#"create table "it's" ("a ""quoted"" one" integer primary key, "select" text);
        create view seen as select "select" as word, 1 as one from "it's";
        create table gone (id integer);
        create table sqliteX (id integer);"#,
        &expect![[r#"
            dialect: "sqlite"
            known: ["tables","nullability","defaults","primary_keys","uniques","indexes","foreign_keys","actions"]

              columns
                {"name":"id","nullable":true,"type":"INTEGER"}
              name: "gone"

              columns
                {"default":"rowid","name":"a \"quoted\" one","type":"INTEGER"}
                {"name":"select","nullable":true,"type":"TEXT"}
              name: "it's"
              primary_key: ["a \"quoted\" one"]

              columns
                {"name":"word","nullable":true,"type":"TEXT"}
                {"name":"one","nullable":true,"type":""}
              name: "seen"
              view: true

              columns
                {"name":"id","nullable":true,"type":"INTEGER"}
              name: "sqliteX"
        "#]],
    );
}

#[test]
fn a_broken_view_hides_nothing_else() {
    check(
        "create table users (id integer primary key);
        create table gone (id integer);
        create view broken as select id from gone;
        create view whole as select id from users;
        drop table gone;",
        &expect![[r#"
            dialect: "sqlite"
            known: ["tables","nullability","defaults","primary_keys","uniques","indexes","foreign_keys","actions"]

              name: "broken"
              unreadable: "no such table: main.gone"
              view: true

              columns
                {"default":"rowid","name":"id","type":"INTEGER"}
              name: "users"
              primary_key: ["id"]

              columns
                {"name":"id","nullable":true,"type":"INTEGER"}
              name: "whole"
              view: true
        "#]],
    );
}

#[test]
fn shadow_tables_are_skipped() {
    check(
        "create virtual table found using fts5(body);",
        &expect![[r#"
            dialect: "sqlite"
            known: ["tables","nullability","defaults","primary_keys","uniques","indexes","foreign_keys","actions"]

              columns
                {"name":"body","nullable":true,"type":""}
                {"name":"found","nullable":true,"type":""}
                {"name":"rank","nullable":true,"type":""}
              name: "found"
              view: true
        "#]],
    );
}

#[test]
fn keys_that_the_connection_does_not_enforce_are_unproved() {
    let mut connection = diesel::SqliteConnection::establish(":memory:").unwrap();
    connection
        .batch_execute("pragma foreign_keys = off; create table a (id integer primary key, up integer references a (id))")
        .unwrap();
    let schema = relata_sql::read_diesel(&mut connection).unwrap();
    assert!(schema.tables[0].foreign_keys[0].unproved);
}

#[test]
fn inside_a_transaction_its_own_changes_are_read_and_stay() {
    let mut connection = diesel::SqliteConnection::establish(":memory:").unwrap();
    connection.begin_test_transaction().unwrap();
    connection
        .batch_execute("create table a (id integer primary key)")
        .unwrap();
    assert_eq!(
        relata_sql::read_diesel(&mut connection)
            .unwrap()
            .tables
            .len(),
        1
    );
    connection
        .batch_execute("insert into a values (1)")
        .unwrap();
}
