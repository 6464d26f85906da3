//! Models against databases.

use expect_test::expect;
use relata::Model;
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
        let registry = relata::init().unwrap();
        let (_, one) = create(USERS).await;
        let (name, two) = create("create table users (id bigint primary key)").await;
        let error = relata_sql::check_all(registry, [("tenant_1", &one), ("tenant_2", &two)])
            .await
            .unwrap_err();
        expect![[r#""#]].assert_eq(&error.to_string());
        let mut by_diesel = diesel(&name, "postgres");
        let same = Options::new()
            .check_all_diesel(registry, [("tenant_2", &mut by_diesel)])
            .unwrap_err();
        assert!(matches!(same, CheckError::Differs(_)));
        let gone = sqlx::PgPool::connect_lazy_with(options("nowhere", "postgres"));
        let error = relata_sql::check_all(registry, [("tenant_1", &one), ("tenant_3", &gone)])
            .await
            .unwrap_err();
        expect![[r#""#]].assert_eq(&format!("{error:?}"));
    });
}
