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

fn check(statements: &str, expected: &Expect) {
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
        &expect![[r#"
            dialect: "mysql"
            known: ["tables","nullability","defaults","primary_keys","uniques","indexes","foreign_keys","actions"]
            search_path: ["SHOP"]

              columns
                {"name":"id","type":"int(11)"}
              name: "kept"
              primary_key: ["id"]
              schema: "SHOP"

              columns
                {"name":"id","type":"int(11)"}
                {"name":"refers","nullable":true,"type":"int(11)"}
              name: "logs"
              primary_key: ["id"]
              schema: "SHOP"

              columns
                {"name":"id","type":"int(11)"}
                {"name":"part","type":"int(11)"}
                {"name":"author","type":"bigint(20) unsigned"}
                {"name":"editor","nullable":true,"type":"bigint(20) unsigned"}
              foreign_keys
                {"columns":["editor"],"name":"by_editor","on_delete":"set_null","references":["id"],"schema":"SHOP","table":"users"}
                {"columns":["author"],"name":"posts_ibfk_1","on_delete":"cascade","references":["id"],"schema":"SHOP","table":"users"}
              indexes
                {"columns":["editor"],"name":"by_editor"}
              name: "posts"
              primary_key: ["part","id"]
              schema: "SHOP"
              uniques
                {"columns":["author","editor"],"name":"author"}

              columns
                {"default":"0","name":"id","type":"bigint(20) unsigned"}
                {"default":"'x'","name":"name","type":"varchar(20)"}
              name: "seen"
              schema: "SHOP"
              view: true

              columns
                {"default":"auto_increment","name":"id","type":"bigint(20) unsigned"}
                {"default":"'x'","name":"name","type":"varchar(20)"}
                {"name":"nothing","nullable":true,"type":"int(11)"}
                {"default":"'NULL'","name":"word","nullable":true,"type":"varchar(9)"}
                {"name":"is_on","type":"tinyint(1)"}
                {"name":"data","nullable":true,"type":"longtext"}
                {"name":"key_id","nullable":true,"type":"uuid"}
                {"generated":true,"name":"up","nullable":true,"type":"varchar(20)"}
                {"name":"email","nullable":true,"type":"varchar(100)"}
              indexes
                {"columns":["word"],"name":"start","partial":true,"unique":true}
                {"columns":["name"],"method":"fulltext","name":"words"}
              name: "users"
              primary_key: ["id"]
              schema: "SHOP"
              uniques
                {"columns":["email"],"name":"by_email"}
        "#]],
    );
}

#[test]
#[ignore = "needs MariaDB: .ci/full"]
fn a_broken_view_is_unreadable() {
    check(
        "create table gone (id int); create view broken as select id from gone; drop table gone",
        &expect![[r#"
            dialect: "mysql"
            known: ["tables","nullability","defaults","primary_keys","uniques","indexes","foreign_keys","actions"]
            search_path: ["SHOP"]

              name: "broken"
              schema: "SHOP"
              unreadable: "it is a view, and the server lists no columns of it"
              view: true
        "#]],
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
    expect![[r#"
        a: Some("the role may select from some of its columns only")
        b: Some("the role has no SELECT on it")
        c: None"#]]
    .assert_eq(&reasons.join("\n"));
}

#[test]
#[ignore = "needs MariaDB: .ci/full"]
fn no_database_is_an_error() {
    let error = block_on(async { relata_sql::read(&pool("", "root").await).await.unwrap_err() });
    expect![[r#"
        the connection has no database selected
        help: add the name of the database to the URL"#]]
    .assert_eq(&error.to_string());
}
