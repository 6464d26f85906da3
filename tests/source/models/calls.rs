//! Calls of macros: those of Diesel and relata, in function bodies too, and others with the same names.

use expect_test::expect;

use super::{library, models};

/// They register the same there as elsewhere. An unknown macro declares no name outside of its body.
#[test]
fn calls_in_bodies() {
    models(
        "calls_in_bodies",
        &[(
            "src/lib.rs",
            r#"
            fn register() { relata::external!("auth::User"); }
            fn types() { if true { relata::key_type!(Id = i64); } }
            fn print() { println!("{}", Post); #[derive(relata::Model)] struct Local { id: Id } }
            #[cfg(test)] fn in_test() { relata::external!("auth::InTest"); }
            fn without() { #[cfg(test)] relata::external!("auth::InTestToo"); }
            pub struct Id(i64);
            #[derive(relata::Model)]
            #[relata(belongs_to(user: "auth::User"), belongs_to(post: Post))]
            pub struct Login { id: Id, user_id: i64, post_id: Id }
            #[derive(relata::Model)]
            pub struct Post { id: i64 }
            "#,
        )],
        &expect![[r#"
            app::Local, key id, src/lib.rs:4:80
                { id: Id }
            app::Login, key id, src/lib.rs:10:24
                { id: Id, user_id: i64, post_id: Id }
                belongs_to user: auth::User by user_id
                belongs_to post: app::Post by post_id
            app::Post, key id, src/lib.rs:12:24
                { id: i64 }
            external auth::User
            3 models, 2 relations; 1 key compared, 1 type not known; 1 model without relations
        "#]],
    );
    library(
        "tables_in_bodies",
        r#"
        pub fn read() {
            diesel::table! { users (id) { id -> Int8, name -> Text, } }
            diesel::table! { posts (id) { id -> Int8, user_id -> Int8, } }
            diesel::joinable!(posts -> users (user_id));
            #[derive(Identifiable)] struct User { id: i64, name: i64 }
            #[derive(Identifiable)] struct Post { id: i64, user_id: i64 }
        }
        "#,
        &expect![[r#"
            app::Post = "posts", key id, src/lib.rs:7:44
                { id: i64, user_id: i64 }
                belongs_to user: app::User by user_id
            app::User = "users", key id, src/lib.rs:6:44
                { id: i64, name: i64 }
            2 models, 1 relation; 1 key compared
        "#]],
    );
}

/// Only a macro that is certainly Diesel's is reported.
#[test]
fn macros_with_the_same_names() {
    library(
        "macros_with_the_same_names",
        r#"
        macro_rules! table { ($name:ident) => {}; }
        table!(users);
        prettytable::table!([1, 2]);
        fn page() { view! { <p>"Hello"</p> } }
        joinable! { a + b }
        mod old { use diesel::joinable; joinable!(c + d); }
        mod new { diesel::table!(broken); }
        #[derive(Identifiable)] pub struct User { id: i64 }
        "#,
        &expect![[r#"
            app::User, key id, src/lib.rs:9:44
                { id: i64 }
            unread: src/lib.rs:7:53: expected `->`
            unread: src/lib.rs:8:40: unexpected end of input, expected curly braces
            1 model, no relation is declared; nothing was compared
        "#]],
    );
}
