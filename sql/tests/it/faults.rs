//! What goes wrong while a schema is read.

use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use relata_sql::{Options, ReadError};
use sqlx::postgres::PgPool;

use super::postgres::{create, diesel, options, pool, run};
use super::servers::block_on;

fn check(error: &ReadError, expected: &Expect) {
    expected.assert_eq(&error.to_string());
    assert_eq!(format!("{error:?}"), error.to_string());
}

/// Holds the lock of a catalog that is read in the middle, and does something meanwhile.
async fn while_it_waits(
    pool: &PgPool,
    statement: &str,
) -> Result<relata::schema::Schema, ReadError> {
    // Connecting and planning need the locked table too.
    let mut connection = pool.acquire().await.unwrap();
    relata_sql::read(&mut *connection).await.unwrap();
    let mut holder = pool.begin().await.unwrap();
    let lock = "lock table pg_catalog.pg_index in access exclusive mode";
    sqlx::raw_sql(lock).execute(&mut *holder).await.unwrap();
    let limited = Options::new().time_limit(Duration::from_millis(1500));
    let reading = limited.read(&mut *connection);
    let meddling = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        if statement.is_empty() {
            tokio::time::sleep(Duration::from_millis(1800)).await;
            return;
        }
        let sql = sqlx::AssertSqlSafe(statement);
        sqlx::raw_sql(sql).execute(&mut *holder).await.unwrap();
        holder.commit().await.unwrap();
    };
    tokio::join!(reading, meddling).0
}

#[test]
fn a_connection_that_is_lost_between_two_queries() {
    let error = block_on(async {
        let (_, pool) = create("create table a (id int primary key)").await;
        while_it_waits(
            &pool,
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        .await
        .unwrap_err()
    });
    check(
        &error,
        &expect![[r#"
            the connection was lost while reading the indexes: terminating connection due to administrator command
            help: check the database again; nothing was written"#]],
    );
}

#[test]
fn a_table_that_is_dropped_meanwhile_is_read_as_it_was() {
    block_on(async {
        let (_, pool) =
            create("create table a (id int primary key); create table b (id int unique)").await;
        let before = relata_sql::read(&pool).await.unwrap();
        let read = while_it_waits(&pool, "drop table b; create table c (id int)")
            .await
            .unwrap();
        assert_eq!(read, before);
    });
}

#[test]
fn a_type_that_is_dropped_meanwhile_is_an_error() {
    let error = block_on(async {
        let (_, pool) =
            create("create type mood as enum ('sad'); create table a (feeling mood)").await;
        let mut holder = pool.begin().await.unwrap();
        let lock = "lock table pg_catalog.pg_attrdef in access exclusive mode";
        sqlx::raw_sql(lock).execute(&mut *holder).await.unwrap();
        let reading = relata_sql::read(&pool);
        let meddling = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            sqlx::raw_sql("drop table a; drop type mood")
                .execute(&mut *holder)
                .await
                .unwrap();
            holder.commit().await.unwrap();
        };
        tokio::join!(reading, meddling).0.unwrap_err()
    });
    check(
        &error,
        &expect![[r#"
        the tables changed while they were read
        help: check the database again when its migrations are complete"#]],
    );
}

#[test]
fn a_lock_that_another_transaction_holds() {
    let began = Instant::now();
    let error = block_on(async {
        let (_, pool) = create("create table a (id int primary key)").await;
        while_it_waits(&pool, "").await.unwrap_err()
    });
    assert!(began.elapsed() < Duration::from_secs(30));
    check(
        &error,
        &expect![[r#"
            reading the indexes took longer than 1.5s
            help: another transaction may hold a lock, such as that of a migration; wait for it, or set a longer `relata_sql::Options::time_limit`"#]],
    );
}

#[test]
fn diesel_has_the_same_limit() {
    let error = block_on(async {
        let (name, pool) = create("create table a (id int default 1)").await;
        let mut connection = diesel(&name, "postgres");
        relata_sql::read_diesel(&mut connection).unwrap();
        let mut holder = pool.begin().await.unwrap();
        let lock = "lock table pg_catalog.pg_index in access exclusive mode";
        sqlx::raw_sql(lock).execute(&mut *holder).await.unwrap();
        let limited = Options::new().time_limit(Duration::from_millis(400));
        let reading = move || limited.read_diesel(&mut connection);
        tokio::task::spawn_blocking(reading)
            .await
            .unwrap()
            .unwrap_err()
    });
    check(
        &error,
        &expect![[r#"
            reading the indexes took longer than 400ms
            help: another transaction may hold a lock, such as that of a migration; wait for it, or set a longer `relata_sql::Options::time_limit`"#]],
    );
}

#[test]
fn a_database_that_does_not_exist() {
    let error = block_on(async {
        let pool = PgPool::connect_lazy_with(options("nowhere", "postgres").password("secret"));
        relata_sql::read(&pool).await.unwrap_err()
    });
    check(
        &error,
        &expect![[r#"
        no connection to the database: database "nowhere" does not exist
        help: check the URL, that the server runs, and that the role may connect"#]],
    );
}

#[test]
fn a_server_that_does_not_answer() {
    let error = block_on(async {
        let options = options("postgres", "postgres")
            .socket("/nowhere")
            .password("secret");
        relata_sql::read(&PgPool::connect_lazy_with(options))
            .await
            .unwrap_err()
    });
    check(
        &error,
        &expect![[r#"
        no connection to the database: No such file or directory (os error 2)
        help: check the URL, that the server runs, and that the role may connect"#]],
    );
}

#[test]
fn a_role_that_may_not_read_the_catalog() {
    let error = block_on(async {
        let (name, owner) = create(
            "create role blind login; revoke select on pg_catalog.pg_constraint from public",
        )
        .await;
        let error = relata_sql::read(&pool(&name, "blind").await)
            .await
            .unwrap_err();
        run(&owner, "grant select on pg_catalog.pg_constraint to public").await;
        error
    });
    check(
        &error,
        &expect![[r#"
        no permission to read the unique constraints: permission denied for table pg_constraint
        help: grant the role the rights that the documentation of relata-sql lists"#]],
    );
}
