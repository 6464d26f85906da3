//! What sqlx reads back from `SQLite` after it wrote a value of the same type: what `column_type` reports of such columns.

use expect_test::expect;
use sqlx::sqlite::{Sqlite, SqliteConnection};
use sqlx::{Connection as _, Decode, Encode, Row as _, Type};

use super::servers::block_on;

/// Writes a value and reads it: `fits`, or which of both fails, or `changed`.
async fn round_trip<T>(connection: &mut SqliteConnection, value: T) -> &'static str
where
    T: for<'q> Encode<'q, Sqlite>
        + for<'r> Decode<'r, Sqlite>
        + Type<Sqlite>
        + Clone
        + PartialEq
        + Send,
    T: 'static,
{
    sqlx::query("delete from t")
        .execute(&mut *connection)
        .await
        .unwrap();
    let write = sqlx::query("insert into t values (?)").bind(value.clone());
    if write.execute(&mut *connection).await.is_err() {
        return "refused";
    }
    let row = sqlx::query("select v from t").fetch_one(connection).await;
    match row.unwrap().try_get::<T, _>(0) {
        Ok(read) if read == value => "fits",
        Ok(_) => "changed",
        Err(_) => "fails",
    }
}

async fn table(ty: &str) -> String {
    let mut connection = SqliteConnection::connect(":memory:").await.unwrap();
    let connection = &mut connection;
    let (ty, strict) = ty.split_once(' ').unwrap_or((ty, ""));
    let create = sqlx::AssertSqlSafe(format!("create table t (v {ty}) {strict}"));
    sqlx::raw_sql(create)
        .execute(&mut *connection)
        .await
        .unwrap();
    let results = [
        ("true", round_trip(connection, true).await),
        ("i64", round_trip(connection, 3_i64).await),
        ("2.0", round_trip(connection, 2.0_f64).await),
        ("2.5", round_trip(connection, 2.5_f64).await),
        ("f32", round_trip(connection, 2.5_f32).await),
        ("'abc'", round_trip(connection, "abc".to_owned()).await),
        ("'123'", round_trip(connection, "123".to_owned()).await),
        ("bytes", round_trip(connection, vec![0_u8, 255]).await),
    ];
    let mut text = [ty, strict].join(" ").trim_end().to_owned();
    for result in ["fits", "fails", "refused", "changed"] {
        let of = results.iter().filter(|(_, it)| *it == result);
        let names: Vec<&str> = of.map(|(name, _)| *name).collect();
        if !names.is_empty() {
            text.extend([" | ", result, " ", &*names.join(" ")]);
        }
    }
    text + "\n"
}

#[test]
fn sqlx_reads_what_it_wrote_or_not() {
    let types = [
        "INTEGER",
        "TEXT",
        "VARCHAR(20)",
        "REAL",
        "DOUBLE",
        "DECIMAL(10,2)",
        "BOOLEAN",
        "BLOB",
        "INTEGER STRICT",
        "TEXT STRICT",
        "REAL STRICT",
        "BLOB STRICT",
        "ANY STRICT",
    ];
    let text = block_on(async {
        let mut text = String::new();
        for ty in types {
            text += &table(ty).await;
        }
        text
    });
    expect![[r#"
        INTEGER | fits true i64 2.5 f32 'abc' bytes | fails 2.0 '123'
        TEXT | fits 'abc' '123' bytes | fails true i64 2.0 2.5 f32
        VARCHAR(20) | fits 'abc' '123' bytes | fails true i64 2.0 2.5 f32
        REAL | fits 2.0 2.5 f32 'abc' bytes | fails true i64 '123'
        DOUBLE | fits 2.0 2.5 f32 'abc' bytes | fails true i64 '123'
        DECIMAL(10,2) | fits true i64 2.5 f32 'abc' bytes | fails 2.0 '123'
        BOOLEAN | fits true i64 2.5 f32 'abc' bytes | fails 2.0 '123'
        BLOB | fits true i64 2.0 2.5 f32 'abc' '123' bytes
        INTEGER STRICT | fits true i64 | fails 2.0 '123' | refused 2.5 f32 'abc' bytes
        TEXT STRICT | fits 'abc' '123' | fails true i64 2.0 2.5 f32 | refused bytes
        REAL STRICT | fits 2.0 2.5 f32 | fails true i64 '123' | refused 'abc' bytes
        BLOB STRICT | fits bytes | refused true i64 2.0 2.5 f32 'abc' '123'
        ANY STRICT | fits true i64 2.0 2.5 f32 'abc' '123' bytes
    "#]]
    .assert_eq(&text);
}
