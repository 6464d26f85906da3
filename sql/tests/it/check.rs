//! Models against databases.

use expect_test::expect;
use relata::{Level, Model, Rule};
use relata_sql::{CheckError, Options};

use super::postgres::{create, diesel, options};
use super::servers::block_on;

#[derive(Model)]
#[relata(table = "users")]
#[expect(dead_code, reason = "models are only compared")]
struct User {
    id: i64,
    name: String,
}

const USERS: &str = "create table users (id bigint primary key, name text not null)";

#[test]
fn a_database_that_fits() {
    block_on(async {
        let registry = relata::init().unwrap();
        let (name, pool) = create(USERS).await;
        let findings = relata_sql::check(registry, &pool).await.unwrap();
        assert_eq!(findings.coverage().columns_compared, 2);
        relata_sql::check_diesel(registry, &mut diesel(&name, "postgres")).unwrap();
    });
}

#[test]
fn tenants_are_named() {
    block_on(async {
        let registry = relata::options()
            .level(Rule::MissingColumn, Level::Deny)
            .init()
            .unwrap();
        let (_, one) = create(USERS).await;
        let (name, two) = create("create table users (id bigint primary key)").await;
        let error = relata_sql::check_all(registry, [("tenant_1", &one), ("tenant_2", &two)])
            .await
            .unwrap_err();
        expect![[r#"
            relata: 1 error in 1 model from 1 crate, compared with 2 databases: `tenant_1` and `tenant_2`

            error[missing_column]: `User.name` holds the column `name`, but table `users` has no such column
              --> sql/tests/it/check.rs:15:5
              = note: `users` has 1 column: `id`
              = note: in 1 of 2 databases: `tenant_2`

            for more information: cargo relata explain missing_column
        "#]].assert_eq(&error.to_string());
        let mut by_diesel = diesel(&name, "postgres");
        let same = Options::new()
            .check_all_diesel(registry, [("tenant_2", &mut by_diesel)])
            .unwrap_err();
        assert!(matches!(same, CheckError::Differs(_)));
        let gone = sqlx::PgPool::connect_lazy_with(options("nowhere", "postgres"));
        let error = relata_sql::check_all(registry, [("tenant_1", &one), ("tenant_3", &gone)])
            .await
            .unwrap_err();
        expect![[r#"
            relata: the schema of database `tenant_3` was not read
            no connection to the database: database "nowhere" does not exist
            help: check the URL, that the server runs, and that the role may connect"#]]
        .assert_eq(&format!("{error:?}"));
    });
}
