//! A thousand tables: the number of queries, and the time next to that of `pg_dump`.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use super::postgres::{create, run};
use super::servers::{block_on, postgres};

fn tables() -> String {
    let mut sql = "create table t0 (id bigint primary key);".to_owned();
    for at in 1..1000 {
        let before = at - 1;
        let _ = write!(
            sql,
            "create table t{at} (id bigint primary key, up bigint not null references t{before}, name text unique,
                a int default 1, b text, c timestamptz, d numeric(10, 2), e uuid);
            create index i{at} on t{at} (up);"
        );
    }
    sql
}

/// Run with `-- --ignored --nocapture a_thousand`.
#[test]
#[ignore = "prints times: .ci/full"]
#[expect(clippy::print_stdout, reason = "it is what this is for")]
fn a_thousand_tables() {
    let (name, took, queries) = block_on(async {
        let (name, pool) = create(&tables()).await;
        run(&pool, "create extension pg_stat_statements; analyze").await;
        relata_sql::read(&pool).await.unwrap();
        let began = Instant::now();
        let schema = relata_sql::read(&pool).await.unwrap();
        let took = began.elapsed();
        assert_eq!(
            schema
                .tables
                .iter()
                .filter(|it| it.name.starts_with('t'))
                .count(),
            1000
        );
        run(&pool, "select pg_stat_statements_reset()").await;
        relata_sql::read(&pool).await.unwrap();
        let count = "select sum(calls)::bigint from pg_stat_statements where query ilike '%pg_catalog%'
            and query not ilike '%pg_stat_statements%' and dbid = (select oid from pg_database where datname = current_database())";
        let queries: i64 = sqlx::query_scalar(count).fetch_one(&pool).await.unwrap();
        (name, took, queries)
    });
    assert!((1..=10).contains(&queries), "{queries} queries");
    let began = Instant::now();
    let mut dump = Command::new("pg_dump");
    dump.args(["--schema-only", "-U", "postgres", "-h"])
        .arg(&postgres().folder)
        .arg(&name);
    let output = dump.output().unwrap();
    assert!(output.status.success() && output.stdout.len() > 100_000);
    println!(
        "1,000 tables: {queries} queries in {took:?}; pg_dump --schema-only {:?}",
        began.elapsed()
    );
}
