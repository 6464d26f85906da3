//! Files that are modules, parts of modules, or modules of several crates.

use expect_test::expect;

use super::models;

/// Modules with bodies, with `#[path]`, and files of `include!`.
#[test]
fn with_paths_and_includes() {
    models(
        "names_of_files",
        &[
            (
                "src/lib.rs",
                r#"
                #[path = "elsewhere/people.rs"] pub mod user;
                pub mod inner { pub mod deep; include!("included.rs"); }
                include!("more.rs");
                "#,
            ),
            (
                "src/elsewhere/people.rs",
                "mod near; #[derive(relata::Model)] pub struct User { id: i64 }",
            ),
            (
                "src/elsewhere/near.rs",
                "#[derive(relata::Model)] #[relata(belongs_to(user: super::User))] pub struct Near { id: i64, user_id: i64 }",
            ),
            (
                "src/inner/deep.rs",
                "#[derive(relata::Model)] #[relata(belongs_to(user: crate::user::User), belongs_to(more: crate::More), belongs_to(included: super::Included))] pub struct Deep { id: i64, user_id: i64, more_id: i64, included_id: i64 }",
            ),
            (
                "src/included.rs",
                "use super::user::User as Inside; #[derive(relata::Model)] #[relata(belongs_to(inside: Inside))] pub struct Included { id: i64, inside_id: i64 }",
            ),
            (
                "src/more.rs",
                "#[derive(relata::Model)] #[relata(has_many(deep: inner::deep::Deep, inverse = more))] pub struct More { id: i64 }",
            ),
        ],
        &expect![[r#"
            app::More, key id, src/more.rs:1:98
                { id: i64 }
                has_many deep: app::inner::deep::Deep by more_id, inverse more
            app::inner::Included, key id, src/included.rs:1:108
                { id: i64, inside_id: i64 }
                belongs_to inside: app::user::User by inside_id
            app::inner::deep::Deep, key id, src/inner/deep.rs:1:154
                { id: i64, user_id: i64, more_id: i64, included_id: i64 }
                belongs_to user: app::user::User by user_id
                belongs_to more: app::More by more_id
                belongs_to included: app::inner::Included by included_id
            app::user::User, key id, src/elsewhere/people.rs:1:47
                { id: i64 }
            app::user::near::Near, key id, src/elsewhere/near.rs:1:78
                { id: i64, user_id: i64 }
                belongs_to user: app::user::User by user_id
            5 models, 6 relations; 6 keys compared
        "#]],
    );
}

/// The program has a crate of another name. Its own models point at those of the library, by types that both declare.
#[test]
fn one_file_in_a_program_of_another_name() {
    models(
        "one_file_in_a_program",
        &[
            (
                "Cargo.toml",
                "[workspace]\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[[bin]]\nname = \"server\"\npath = \"src/main.rs\"\n[dependencies]\ndiesel = \"2\"\n",
            ),
            ("src/lib.rs", "pub mod models; pub mod schema;"),
            (
                "src/main.rs",
                r#"
                mod models;
                mod schema;
                use models::{User, UserId, UserName};
                use schema::{logins, sessions};
                #[derive(Queryable, Identifiable, Associations)]
                #[diesel(table_name = sessions, belongs_to(User))]
                struct Session { id: i64, user_id: UserId }
                #[derive(Queryable, Identifiable, Associations)]
                #[diesel(table_name = logins, belongs_to(UserName, foreign_key = user_id))]
                struct Login { id: i64, user_id: UserId }
                fn main() {}
                "#,
            ),
            (
                "src/models.rs",
                r#"
                use crate::schema::users;
                pub struct UserId(i64);
                #[derive(Queryable, Identifiable)]
                pub struct User { pub id: UserId, pub name: String }
                #[derive(Selectable)] #[diesel(table_name = users)]
                pub struct UserName { pub name: String }
                "#,
            ),
            (
                "src/schema.rs",
                r#"
                table! { users { id -> Int8, name -> Text, } }
                table! { sessions { id -> Int8, user_id -> Int8, } }
                table! { logins { id -> Int8, user_id -> Int8, } }
                "#,
            ),
        ],
        &expect![[r#"
            app::models::User = "users", key id, src/models.rs:5:28
                { id: UserId, name: String }
            server::Login = "logins", key id, src/main.rs:11:24
                { id: i64, user_id: UserId }
                belongs_to user: app::models::User by user_id
            server::Session = "sessions", key id, src/main.rs:8:24
                { id: i64, user_id: UserId }
                belongs_to user: app::models::User by user_id
            3 models, 2 relations; 2 keys compared
        "#]],
    );
}

/// A file that is a module of the library and of the program has one model. A file that is two modules of one crate has two.
#[test]
fn one_file_in_two_crates() {
    models(
        "one_file_in_two_crates",
        &[
            ("src/lib.rs", "pub mod models;"),
            (
                "src/main.rs",
                "mod models; mod own { #[derive(relata::Model)] #[relata(belongs_to(user: crate::models::User))] struct Session { id: i64, user_id: i64 } } fn main() {}",
            ),
            (
                "src/models.rs",
                "#[derive(relata::Model)] pub struct User { id: i64 } #[derive(relata::Model)] #[relata(belongs_to(user: User))] pub struct Post { id: i64, user_id: i64 }",
            ),
        ],
        &expect![[r#"
            app::models::Post, key id, src/models.rs:1:124
                { id: i64, user_id: i64 }
                belongs_to user: app::models::User by user_id
            app::models::User, key id, src/models.rs:1:37
                { id: i64 }
            app::own::Session, key id, src/main.rs:1:104
                { id: i64, user_id: i64 }
                belongs_to user: app::models::User by user_id
            3 models, 2 relations; 2 keys compared
        "#]],
    );
    models(
        "one_file_in_two_modules",
        &[
            (
                "src/lib.rs",
                "#[path = \"shared.rs\"] pub mod left; #[path = \"shared.rs\"] pub mod right;",
            ),
            (
                "src/shared.rs",
                "#[derive(relata::Model)] pub struct User { id: i64 } #[derive(relata::Model)] #[relata(belongs_to(user: User))] pub struct Post { id: i64, user_id: i64 }",
            ),
        ],
        &expect![[r#"
            app::left::Post, key id, src/shared.rs:1:124
                { id: i64, user_id: i64 }
                belongs_to user: app::left::User by user_id
            app::left::User, key id, src/shared.rs:1:37
                { id: i64 }
            app::right::Post, key id, src/shared.rs:1:124
                { id: i64, user_id: i64 }
                belongs_to user: app::right::User by user_id
            app::right::User, key id, src/shared.rs:1:37
                { id: i64 }
            4 models, 2 relations; 2 keys compared
        "#]],
    );
}
