//! The rows to begin with, in the order of the registry and in another.
#![cfg(not(feature = "forgotten-module"))]

use lending::models::{Fine, Member};
use lending::{database, seed};
use sqlx::SqlitePool;

async fn count(database: &SqlitePool) -> i64 {
    let mut rows = 0;
    for table in seed::tables(relata::init().unwrap()) {
        let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM \"{table}\""));
        rows += sqlx::query_scalar::<_, i64>(sql)
            .fetch_one(database)
            .await
            .unwrap();
    }
    rows
}

#[tokio::test]
async fn rows_are_put_in_and_taken_out_in_order() {
    let registry = relata::init().unwrap();
    let database = database::open("sqlite::memory:").await.unwrap();
    assert_eq!(count(&database).await, 0);
    seed::reset(&database, registry).await.unwrap();
    assert_eq!(count(&database).await, 18);
    // With rows there, a wrong order would be refused.
    seed::reset(&database, registry).await.unwrap();
    assert_eq!(count(&database).await, 18);

    let grace: Member = sqlx::query_as("SELECT * FROM members WHERE name = 'Grace'")
        .fetch_one(&database)
        .await
        .unwrap();
    assert_eq!(grace.sponsor_id.map(|id| id.0), Some(1));
    let fine: Fine = sqlx::query_as("SELECT * FROM fines")
        .fetch_one(&database)
        .await
        .unwrap();
    assert_eq!(fine.amount.0.to_string(), "2.80");
}

/// Both ways round: the registry's order is needed, not only possible.
#[tokio::test]
async fn another_order_is_refused() {
    let database = database::open("sqlite::memory:").await.unwrap();
    let first = sqlx::raw_sql(include_str!("../seeds/authorships.sql"));
    let error = first.execute(&database).await.unwrap_err().to_string();
    assert!(error.contains("FOREIGN KEY constraint failed"), "{error}");

    seed::reset(&database, relata::init().unwrap())
        .await
        .unwrap();
    let error = sqlx::query("DELETE FROM members").execute(&database).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("FOREIGN KEY constraint failed"), "{error}");
}
