//! MariaDB: ignored, `.ci/full` runs them.

use diesel::Connection as _;
use expect_test::{Expect, expect};
use relata::schema::{Fact, Schema};
use sqlx::mysql::{MySqlConnectOptions, MySqlPool};

use super::servers::{block_on, compact, fresh, mariadb};

async fn pool(database: &str, role: &str) -> MySqlPool {
    let mut options = MySqlConnectOptions::new()
        .socket(mariadb().folder.join("socket"))
        .username(role);
    if !database.is_empty() {
        options = options.database(database);
    }
    MySqlPool::connect_with(options).await.unwrap()
}

async fn run(pool: &MySqlPool, sql: &str) {
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(pool).await;
    done.unwrap_or_else(|error| panic!("{error}: {sql}"));
}

/// Creates a database with these tables, and roles with these rights in it.
fn create(statements: &str, rights: &[&str]) -> (String, Vec<String>) {
    block_on(async {
        let name = fresh("shop");
        run(&pool("", "root").await, &format!("create database {name}")).await;
        let pool = pool(&name, "root").await;
        run(&pool, statements).await;
        let mut roles = Vec::new();
        for rights in rights {
            let role = fresh("role");
            run(&pool, &format!("create user {role}@localhost")).await;
            for right in rights.split(';') {
                run(
                    &pool,
                    &format!("grant {} to {role}@localhost", right.replace("NAME", &name)),
                )
                .await;
            }
            roles.push(role);
        }
        (name, roles)
    })
}

/// Reads a schema through both drivers.
fn read(name: &str, role: &str) -> Schema {
    let by_sqlx = block_on(async { relata_sql::read(&pool(name, role).await).await.unwrap() });
    let url = format!(
        "mysql://{role}@localhost/{name}?unix_socket={}",
        mariadb().folder.join("socket").display()
    );
    let mut connection = diesel::MysqlConnection::establish(&url).unwrap();
    let by_diesel = relata_sql::read_diesel(&mut connection).unwrap();
    assert_eq!(by_diesel.to_json(), by_sqlx.to_json());
    by_sqlx
}

/// The rights of the documentation.
const LEAST: &str = "select, references on NAME.*";

fn check(statements: &str, expected: Expect) {
    let (name, roles) = create(statements, &[LEAST]);
    let text = compact(&read(&name, &roles[0]));
    expected.assert_eq(&text.replace(&name, "SHOP"));
}

#[test]
#[ignore = "needs MariaDB: .ci/full"]
fn columns_keys_and_indexes() {
    check(
        "create table users (id bigint unsigned auto_increment primary key, name varchar(20) not null default 'x', nothing int,
            word varchar(9) default 'NULL', is_on boolean not null, data json, key_id uuid, up varchar(20) as (upper(name)) stored,
            email varchar(100), unique by_email (email), unique start (word(3)), index unused (is_on) ignored, fulltext words (name));
        create table posts (id int, part int, author bigint unsigned not null references users (id) on delete cascade,
            editor bigint unsigned, primary key (part, id), constraint by_editor foreign key (editor) references users (id) on delete set null,
            unique (author, editor));
        create table logs (id int primary key, refers int) engine = MyISAM;
        create table kept (id int primary key) with system versioning;
        create sequence numbers;
        create view seen as select id, name from users;",
        expect![[r#""#]],
    );
}

#[test]
#[ignore = "needs MariaDB: .ci/full"]
fn a_broken_view_is_unreadable() {
    check(
        "create table gone (id int); create view broken as select id from gone; drop table gone",
        expect![[r#""#]],
    );
}

#[test]
#[ignore = "needs MariaDB: .ci/full"]
fn to_a_role_that_may_only_select_actions_are_unknown() {
    let (name, roles) = create(
        "create table a (id int primary key); create table b (id int primary key, up int references a (id) on delete cascade)",
        &["select on NAME.*", LEAST],
    );
    let (mut reduced, whole) = (read(&name, &roles[0]), read(&name, &roles[1]));
    assert!(!reduced.knows(Fact::Actions) && whole.knows(Fact::Actions));
    reduced.known.push(Fact::Actions);
    assert_eq!(reduced.tables[1].foreign_keys[0].on_delete, None);
    reduced.tables[1].foreign_keys[0].on_delete = whole.tables[1].foreign_keys[0].on_delete;
    assert_eq!(reduced, whole);
}

#[test]
#[ignore = "needs MariaDB: .ci/full"]
fn a_role_that_may_read_some_columns_only() {
    let (name, roles) = create(
        "create table a (id int, secret int); create table b (id int); create table c (id int, open int)",
        &["select (id) on NAME.a; insert on NAME.b; select on NAME.c; select (id) on NAME.c"],
    );
    let schema = read(&name, &roles[0]);
    let reasons: Vec<String> = schema
        .tables
        .iter()
        .map(|it| format!("{}: {:?}", it.name, it.unreadable))
        .collect();
    expect![[r#""#]].assert_eq(&reasons.join("\n"));
}

#[test]
#[ignore = "needs MariaDB: .ci/full"]
fn no_database_is_an_error() {
    let error = block_on(async { relata_sql::read(&pool("", "root").await).await.unwrap_err() });
    expect![[r#"
        the connection has no database selected
        help: add the name of the database to the URL"#]].assert_eq(&error.to_string());
}
