//! Roles with few rights, in PostgreSQL.

use expect_test::expect;

use super::postgres::{create, diesel, run};
use super::servers::{block_on, fresh};

/// The rights of the documentation, and a role without them.
#[test]
fn a_role_without_rights_reads_all_and_which_tables_it_may_not_read() {
    let (bare, least) = (fresh("bare"), fresh("least"));
    let (name, whole) = block_on(async {
        let (name, pool) = create(
            "create schema hidden;
            create table users (id int primary key, name text unique default 'x');
            create table posts (id int primary key, author int references users on delete cascade);
            create table parts (id int, secret text);
            create table hidden.logs (id int);
            create index by_author on posts (author);",
        )
        .await;
        run(
            &pool,
            &format!("create role {bare} login; create role {least} login"),
        )
        .await;
        run(&pool, &format!("grant select on all tables in schema public, hidden to {least}; grant usage on schema hidden to {least}")).await;
        run(&pool, &format!("grant select (id) on parts to {bare}")).await;
        let whole = relata_sql::read(&pool).await.unwrap();
        let granted = relata_sql::read(&super::postgres::pool(&name, &least).await)
            .await
            .unwrap();
        assert_eq!(whole, granted);
        (name, whole)
    });
    let mut read = relata_sql::read_diesel(&mut diesel(&name, &bare)).unwrap();
    let reasons: Vec<String> = read
        .tables
        .iter_mut()
        .map(|it| format!("{}: {:?}", it.name, it.unreadable.take()))
        .collect();
    assert_eq!(read, whole);
    expect![[r#"
        logs: Some("the role `ROLE` has no USAGE on the schema `hidden`")
        parts: None
        posts: Some("the role `ROLE` has no SELECT on it")
        users: Some("the role `ROLE` has no SELECT on it")"#]]
    .assert_eq(&reasons.join("\n").replace(&bare, "ROLE"));
}
