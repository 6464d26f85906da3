//! The structs of Diesel, and which of them is the model of a table.

use expect_test::expect;

use super::{WITHOUT, library, models};

/// The schema in another module, tables by an alias, by a glob and by their full path.
#[test]
fn tables_by_name() {
    models(
        "diesel_names",
        &[
            ("Cargo.toml", WITHOUT),
            (
                "src/lib.rs",
                "pub mod schema; pub mod user; pub mod post; pub mod comment; pub mod tag;",
            ),
            (
                "src/schema.rs",
                r#"
                diesel::table! { users (id) { id -> Int8, #[sql_name = "mail"] email -> Text, } }
                diesel::table! { #[sql_name = "blog_posts"] posts (id) { id -> Int8, author -> Int8, } }
                diesel::table! { use diesel::sql_types::*; forum.comments (post_id, nth) { post_id -> Int8, nth -> Int4, by -> Int8, } }
                table! { tags { id -> Integer, } }
                diesel::joinable!(posts -> users (author));
                diesel::allow_tables_to_appear_in_same_query!(users, posts, comments);
                "#,
            ),
            (
                "src/user.rs",
                r#"
                use diesel::prelude::*;
                use crate::schema::users;
                #[derive(Queryable, Identifiable)]
                pub struct User { pub id: i64, pub email: String }
                "#,
            ),
            (
                "src/post.rs",
                r#"
                use crate::schema::posts as posts_table;
                use crate::user::User;
                #[derive(Queryable, Identifiable, Associations)]
                #[diesel(table_name = posts_table, belongs_to(User, foreign_key = author))]
                pub struct Post { pub id: i64, pub author: i32 }
                "#,
            ),
            (
                "src/comment.rs",
                r#"
                use crate::{post, schema::*, user::*};
                #[derive(Queryable, Identifiable, Associations)]
                #[diesel(table_name = comments)]
                #[diesel(primary_key(post_id, nth))]
                #[diesel(belongs_to(post::Post), belongs_to(User, foreign_key = by))]
                pub struct Comment { pub post_id: i64, pub nth: i32, #[diesel(column_name = by)] pub writer: i64 }
                "#,
            ),
            (
                "src/tag.rs",
                r#"
                #[derive(Identifiable)]
                #[diesel(table_name = super::schema::tags)]
                pub struct Label { pub id: i32 }
                "#,
            ),
        ],
        &expect![[r#"
            app::comment::Comment = "forum.comments", key post_id, nth, src/comment.rs:7:28
                { post_id: i64, nth: i32, writer: i64 }
                belongs_to post: app::post::Post by post_id
                belongs_to by: app::user::User by writer
            app::post::Post = "blog_posts", key id, src/post.rs:6:28
                { id: i64, author: i32 }
                belongs_to author: app::user::User by author
            app::tag::Label = "tags", key id, src/tag.rs:4:28
                { id: i32 }
            app::user::User = "users", key id, src/user.rs:5:28
                { id: i64, email: String }
            key_type: key field `Post.author` is `i32`, but it references `User.id`, which is `i64`
            4 models, 3 relations; 3 keys compared; 1 model without relations
        "#]],
    );
}

/// The one that is `Identifiable`, or else the only one that reads, or else the one with the most fields.
#[test]
fn which_struct_is_the_model() {
    library(
        "diesel_which",
        r#"
        mod schema {
            table! { users { id -> Int8, name -> Text, } }
            table! { posts { id -> Int8, user_id -> Int8, } }
            table! { views (post_id) { post_id -> Int8, count -> Int8, } }
            table! { notes { id -> Int8, text -> Text, } }
            table! { twins { id -> Int8, text -> Text, } }
            table! { logs { id -> Int8, text -> Text, } }
        }
        use schema::*;
        #[derive(Queryable, Identifiable)]
        pub struct User { id: i64 }
        #[derive(Queryable, Selectable)] #[diesel(table_name = users)]
        pub struct LongerProjection { id: i64, name: String }
        #[derive(Insertable)] #[diesel(table_name = users)]
        pub struct NewUser { name: String }
        #[derive(AsChangeset)] #[diesel(table_name = users)]
        pub struct ChangedUser { id: i64, name: Option<String> }

        #[derive(Queryable, Associations)] #[diesel(table_name = posts, belongs_to(LongerProjection, foreign_key = user_id))]
        pub struct Post { id: i64, user_id: i64 }
        #[derive(Insertable, Associations)] #[diesel(table_name = posts, belongs_to(User))]
        pub struct NewPost { user_id: i64 }

        #[derive(HasQuery)] #[diesel(table_name = views)]
        pub struct ViewCount { post_id: i64 }
        #[derive(Selectable)] #[diesel(table_name = views)]
        pub struct View { post_id: i64, count: i64 }

        #[derive(Selectable)] #[diesel(table_name = twins)]
        pub struct Left { id: i64, text: String }
        #[derive(Selectable)] #[diesel(table_name = twins)]
        pub struct Right { id: i64, text: String }
        #[derive(Selectable)] #[diesel(table_name = twins)]
        pub struct Small { id: i64 }

        #[derive(Identifiable, Associations)] #[diesel(table_name = notes, belongs_to(Left, foreign_key = id))]
        pub struct Note { id: i64, text: String }

        #[derive(Insertable)] #[diesel(table_name = logs)]
        pub struct OnlyWritten { text: String }
        #[derive(Queryable)]
        pub struct OfNoTable { id: i64 }
        "#,
        &expect![[r#"
            external app::Left
            app::Note = "notes", key id, src/lib.rs:38:20
                { id: i64, text: String }
                belongs_to left: app::Left by id
            app::Post = "posts", key id, src/lib.rs:21:20
                { id: i64, user_id: i64 }
                belongs_to user: app::User by user_id
            app::User = "users", key id, src/lib.rs:12:20
                { id: i64 }
            app::View = "views", key post_id, src/lib.rs:28:20
                { post_id: i64, count: i64 }
            undecided: twins has 3 structs
            4 models, 2 relations; 1 key compared, 1 type not known; 1 model without relations
        "#]],
    );
}

/// Derives and tables that features add.
#[test]
fn by_features() {
    library(
        "diesel_features",
        r#"
        #[cfg(feature = "db")] mod schema { diesel::table! { users (id) { id -> Int4, } } diesel::table! { posts (id) { id -> Int4, user_id -> Int4, } } }
        #[cfg(feature = "db")] use schema::{posts, users};
        #[cfg_attr(feature = "db", derive(Queryable, Identifiable), diesel(table_name = users))]
        #[cfg_attr(feature = "api", derive(Serialize))]
        pub struct Person { pub id: i32, #[cfg(feature = "api")] pub token: String }
        #[cfg_attr(feature = "db", derive(Queryable, Identifiable, Associations))]
        #[cfg_attr(feature = "db", diesel(table_name = posts), diesel(belongs_to(Person, foreign_key = user_id)))]
        #[cfg_attr(not(feature = "db"), diesel(table_name = absent))]
        pub struct Post { pub id: i32, #[cfg_attr(feature = "api", serde(skip))] pub user_id: i32 }
        #[cfg_attr(feature = "api", derive(Queryable, Identifiable), diesel(table_name = users))]
        pub struct Other { pub id: i32 }
        #[cfg(feature = "api")]
        #[derive(Queryable, Identifiable)] #[diesel(table_name = users)]
        pub struct Third { pub id: i32 }
        "#,
        &expect![[r#"
            app::Person = "users", key id, src/lib.rs:6:20
                { id: i32 }
            app::Post = "posts", key id, src/lib.rs:10:20
                { id: i32, user_id: i32 }
                belongs_to user: app::Person by user_id
            2 models, 1 relation; 1 key compared
        "#]],
    );
}

/// The bare attributes of Diesel 1.
#[test]
fn of_diesel_1() {
    library(
        "diesel_1",
        r#"
        #[macro_use] extern crate diesel;
        mod schema {
            table! { users { id -> Int4, } }
            table! { memberships (user_id, group_id) { user_id -> Int4, group_id -> Int4, since -> Timestamp, } }
        }
        use schema::{memberships, users};
        #[derive(Queryable, Identifiable)]
        pub struct User { pub id: i32 }
        #[derive(Queryable, Identifiable, Associations)]
        #[table_name = "memberships"]
        #[primary_key(user_id, group_id)]
        #[belongs_to(User, foreign_key = "user_id")]
        #[belongs_to(parent = "Group", foreign_key = "group_id")]
        pub struct Membership { pub user_id: i32, #[column_name = "group_id"] pub group: i32 }
        #[derive(Identifiable)]
        pub struct Group { pub id: i32 }
        #[derive(Insertable)]
        #[table_name = "users"]
        pub struct NewUser<'a> { pub name: &'a str }
        "#,
        &expect![[r#"
            app::Group, key id, src/lib.rs:17:20
                { id: i32 }
            app::Membership = "memberships", key user_id, group, src/lib.rs:15:20
                { user_id: i32, group: i32 }
                belongs_to user: app::User by user_id
                belongs_to group: app::Group by group
            app::User = "users", key id, src/lib.rs:9:20
                { id: i32 }
            3 models, 2 relations; 2 keys compared
        "#]],
    );
}

#[test]
fn keys_lifetimes_and_type_parameters() {
    library(
        "diesel_keys",
        r#"
        mod schema {
            table! { accounts (tenant, nth) { tenant -> Int8, nth -> Int4, } }
            table! { entries (key) { key -> Text, account -> Int4, parent_key -> Nullable<Text>, } }
            table! { codes (code) { code -> Text, } }
        }
        use schema::*;
        type Code = String;
        #[derive(Queryable, Identifiable)]
        #[diesel(primary_key(tenant, nth))]
        pub struct Account { tenant: i64, nth: i32 }
        #[derive(Queryable, Identifiable, Associations)]
        #[diesel(table_name = entries, primary_key(key))]
        #[diesel(belongs_to(Account, foreign_key = account))]
        #[diesel(belongs_to(Entry<'a, T>, foreign_key = parent_key))]
        #[diesel(belongs_to(CodeRow<'_>, foreign_key = code))]
        pub struct Entry<'a, T> where T: Clone {
            #[diesel(column_name = key)] name: &'a str,
            account: i32,
            parent_key: Option<&'a str>,
            code: Option<Code>,
            #[diesel(embed)] rest: T,
        }
        #[derive(Queryable, Identifiable)]
        #[diesel(table_name = codes, primary_key(code))]
        pub struct CodeRow<'a> { code: std::borrow::Cow<'a, str> }
        "#,
        &expect![[r#"
            app::Account = "accounts", key tenant, nth, src/lib.rs:11:20
                { tenant: i64, nth: i32 }
            app::CodeRow = "codes", key code, src/lib.rs:26:20
                { code: std::borrow::Cow<'a, str> }
            app::Entry = "entries", key name, src/lib.rs:17:20
                { name: &'a str, account: i32, parent_key: &'a str?, code: Code? }
                belongs_to account: app::Account by account
                belongs_to parent_key: app::Entry by parent_key
                belongs_to code: app::CodeRow by code
            key_count: the key of `Entry.account` has 1 field, but the primary key that it references, `Account.(tenant, nth)`, has 2
            3 models, 3 relations; 2 keys compared, 1 type not known
        "#]],
    );
}

/// The schema and a target in another crate of the workspace, behind re-exports.
#[test]
fn in_several_crates() {
    models(
        "diesel_crates",
        &[
            (
                "Cargo.toml",
                "[workspace]\nmembers = [\"db-schema\", \"core\", \"web\"]\nresolver = \"3\"\n",
            ),
            (
                "db-schema/Cargo.toml",
                "[package]\nname = \"db-schema\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndiesel = \"2\"\n",
            ),
            (
                "db-schema/src/lib.rs",
                r#"
                mod generated;
                pub use generated::{posts, users as people};
                pub mod all { pub use crate::generated::*; }
                "#,
            ),
            (
                "db-schema/src/generated.rs",
                r#"
                diesel::table! { users (id) { id -> Int8, } }
                diesel::table! { posts (id) { id -> Int8, user_id -> Int8, } }
                diesel::table! { likes (user_id, post_id) { user_id -> Int8, post_id -> Int8, } }
                "#,
            ),
            (
                "core/Cargo.toml",
                "[package]\nname = \"app-core\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nname = \"kernel\"\n[dependencies]\ndiesel = \"2\"\nschema = { path = \"../db-schema\", package = \"db-schema\" }\n",
            ),
            (
                "core/src/lib.rs",
                r#"
                mod models { mod user; pub use user::*; }
                pub mod prelude { pub use crate::models::User as Member; pub use schema; }
                "#,
            ),
            (
                "core/src/models/user.rs",
                r#"
                #[derive(Queryable, Identifiable)]
                #[diesel(table_name = schema::people)]
                pub struct User { pub id: i64 }
                "#,
            ),
            (
                "web/Cargo.toml",
                "[package]\nname = \"web\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndiesel = \"2\"\nbase = { path = \"../core\", package = \"app-core\" }\ndb-schema = { path = \"../db-schema\" }\n",
            ),
            (
                "web/src/main.rs",
                r#"
                use base::prelude::{self as p, *};
                use db_schema::posts;
                #[derive(Queryable, Identifiable, Associations)]
                #[diesel(belongs_to(Member, foreign_key = user_id))]
                struct Post { id: i64, user_id: i64 }
                #[derive(Queryable, Identifiable, Associations)]
                #[diesel(table_name = p::schema::all::likes, primary_key(user_id, post_id))]
                #[diesel(belongs_to(p::Member, foreign_key = user_id), belongs_to(Post))]
                struct Like { user_id: i64, post_id: i64 }
                fn main() {}
                "#,
            ),
        ],
        &expect![[r#"
            kernel::models::user::User = "users", key id, core/src/models/user.rs:4:28
                { id: i64 }
            web::Like = "likes", key user_id, post_id, web/src/main.rs:10:24
                { user_id: i64, post_id: i64 }
                belongs_to user: kernel::models::user::User by user_id
                belongs_to post: web::Post by post_id
            web::Post = "posts", key id, web/src/main.rs:6:24
                { id: i64, user_id: i64 }
                belongs_to user: kernel::models::user::User by user_id
            3 models, 3 relations; 3 keys compared
        "#]],
    );
}

/// Two structs of one table are one model, so relations to both by one key are one relation.
#[test]
fn relations_to_two_structs_of_one_table() {
    library(
        "diesel_two_structs",
        r#"
        diesel::table! { users { id -> Int8, } }
        diesel::table! { posts { id -> Int8, user_id -> Int8, } }
        #[derive(Identifiable, Queryable)] pub struct User { id: i64 }
        #[derive(Queryable, Selectable)] #[diesel(table_name = users)] pub struct Short { id: i64 }
        #[derive(Identifiable, Queryable, Associations)]
        #[diesel(belongs_to(User), belongs_to(Short, foreign_key = user_id))]
        pub struct Post { id: i64, user_id: i64 }
        "#,
        &expect![[r#"
            app::Post = "posts", key id, src/lib.rs:8:20
                { id: i64, user_id: i64 }
                belongs_to user: app::User by user_id
            app::User = "users", key id, src/lib.rs:4:55
                { id: i64 }
            2 models, 1 relation; 1 key compared
        "#]],
    );
}
