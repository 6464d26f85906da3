//! Types of fields that only the compiler knows, and names in the calls of macros, which need not declare them.

use expect_test::expect;

use super::{library, models};

/// A macro that gets a type does not declare it.
#[test]
fn arguments_of_macros() {
    models(
        "arguments_of_macros",
        &[
            ("src/lib.rs", "pub mod post; pub mod user; pub mod made;"),
            (
                "src/user.rs",
                r#"
                pub struct UserId(pub i64);
                #[derive(relata::Model)] pub struct User { id: i64 }
                #[derive(relata::Model)] pub struct Member { id: UserId }
                #[derive(relata::Model)] pub struct Named { #[relata(key)] name: String }
                "#,
            ),
            (
                "src/post.rs",
                r#"
                use crate::user::*;
                thread_local! { static C: RefCell<HashMap<i64, String>> = RefCell::default(); }
                lazy_static! { static ref D: Mutex<Vec<UserId>> = Mutex::default(); }
                assert_impl_all!(i64, String, UserId, User);
                impl_display!(User);
                #[derive(relata::Model)] #[relata(belongs_to(author: User))] pub struct Post { id: i64, author_id: i64 }
                #[derive(relata::Model)] #[relata(belongs_to(author: Member))] pub struct Note { id: i64, author_id: UserId }
                #[derive(relata::Model)] #[relata(belongs_to(by: Named, key = by_name), belongs_to(author: crate::user::User))] pub struct Tag { id: i64, by_name: String, author_id: i64 }
                fn f() {
                    assert_impl_all!(UserId: Send);
                    #[derive(relata::Model)] #[relata(belongs_to(author: Member))] struct Inner { id: i64, author_id: UserId }
                }
                "#,
            ),
            (
                "src/made.rs",
                r#"
                ids! { ProjectId, TaskId }
                typed_id!(HouseId, "house");
                #[derive(relata::Model)] pub struct Project { id: ProjectId }
                #[derive(relata::Model)] #[relata(belongs_to(project: Project))] pub struct Task { id: TaskId, project_id: ProjectId }
                #[derive(relata::Model)] #[relata(belongs_to(project: Project))] pub struct House { id: HouseId, project_id: HouseId }
                "#,
            ),
        ],
        &expect![[r#"
            app::made::House, key id, src/made.rs:6:93
                { id: HouseId, project_id: HouseId }
                belongs_to project: app::made::Project by project_id
            app::made::Project, key id, src/made.rs:4:53
                { id: ProjectId }
            app::made::Task, key id, src/made.rs:5:93
                { id: TaskId, project_id: ProjectId }
                belongs_to project: app::made::Project by project_id
            app::post::Inner, key id, src/post.rs:12:91
                { id: i64, author_id: UserId }
                belongs_to author: app::user::Member by author_id
            app::post::Note, key id, src/post.rs:8:91
                { id: i64, author_id: UserId }
                belongs_to author: app::user::Member by author_id
            app::post::Post, key id, src/post.rs:7:89
                { id: i64, author_id: i64 }
                belongs_to author: app::user::User by author_id
            app::post::Tag, key id, src/post.rs:9:140
                { id: i64, by_name: String, author_id: i64 }
                belongs_to by: app::user::Named by by_name
                belongs_to author: app::user::User by author_id
            app::user::Member, key id, src/user.rs:4:53
                { id: UserId }
            app::user::Named, key name, src/user.rs:5:53
                { name: String }
            app::user::User, key id, src/user.rs:3:53
                { id: i64 }
            key_newtype: key field `House.project_id` is `HouseId`, but it references `Project.id`, which is `ProjectId`
            10 models, 7 relations; 7 keys compared
        "#]],
    );
}

/// Of fields, types and imports of one name, only the compiler knows which exists.
#[test]
fn unknown_conditions() {
    library(
        "unknown_conditions",
        r#"
        mod schema { table! { users { id -> Int8, } } table! { posts { id -> Int8, user_id -> Int8, } } }
        mod small { pub type Id = i32; pub type Other = i32; pub type Same = i32; }
        mod large { pub type Id = i64; pub type Else = i64; pub type Same = i64; }
        #[cfg(sqlite)] type Key = i32;
        #[cfg(postgresql)] type Key = i64;
        #[cfg(sqlite)] pub use small::Id;
        #[cfg(postgresql)] pub use large::Id;
        #[cfg(feature = "db")] type Known = i64;
        #[cfg(not(feature = "db"))] type Known = i32;
        mod globs {
            #[cfg(sqlite)] pub use super::small::*;
            #[cfg(postgresql)] pub use super::large::*;
        }
        #[derive(Identifiable)] #[diesel(table_name = schema::users)]
        struct User { #[cfg(sqlite)] id: i32, #[cfg(postgresql)] id: i64, #[cfg(sqlite)] name: String, #[cfg(not(sqlite))] name: String }
        #[derive(Identifiable, Associations)] #[diesel(table_name = schema::posts)]
        #[diesel(belongs_to(User))]
        struct Post { id: i64, user_id: i64, by_alias: Key }
        #[derive(Identifiable)] #[diesel(table_name = other)]
        struct Account { id: i64 }
        #[derive(Identifiable, Associations)] #[diesel(table_name = others)]
        #[diesel(belongs_to(Account, foreign_key = by_alias), belongs_to(Account, foreign_key = by_import), belongs_to(Account, foreign_key = by_glob), belongs_to(Account, foreign_key = known))]
        struct Other { id: i64, by_alias: Key, by_import: Id, by_glob: globs::Same, known: Known }
        "#,
        &expect![[r#"
            app::Account = "other", key id, src/lib.rs:21:16
                { id: i64 }
            app::Other = "others", key id, src/lib.rs:24:16
                { id: i64, by_alias: Key?, by_import: Id?, by_glob: globs::Same?, known: Known }
                belongs_to by_alias: app::Account by by_alias
                belongs_to by_import: app::Account by by_import
                belongs_to by_glob: app::Account by by_glob
                belongs_to known: app::Account by known
            app::Post = "posts", key id, src/lib.rs:19:16
                { id: i64, user_id: i64, by_alias: Key? }
                belongs_to user: app::User by user_id
            app::User = "users", key id, src/lib.rs:16:16
                { id: _, name: String }
            4 models, 5 relations; 1 key compared, 4 types not known
        "#]],
    );
}

/// A parameter is not the type of that name.
#[test]
fn parameters() {
    models(
        "parameters",
        &[(
            "src/lib.rs",
            r#"
            use relata::Model;
            pub struct Id(i64);
            pub type Maybe<T> = Option<T>;
            pub type Own<T> = T;
            pub type Text<'a> = &'a str;
            #[derive(Model)] pub struct User { id: i64 }
            #[derive(Model)] pub struct Named { #[relata(key)] name: String }
            #[derive(Model)] #[relata(belongs_to(author: User))] pub struct Post<Id> { id: i64, author_id: Id }
            #[derive(Model)] #[relata(belongs_to(author: User))] pub struct Note { id: i64, author_id: Id }
            #[derive(Model)] #[relata(belongs_to(author: User, on_delete = set_null))] pub struct Draft { id: i64, author_id: Maybe<i32> }
            #[derive(Model)] #[relata(belongs_to(author: User, on_delete = set_null))] pub struct Plan { id: i64, author_id: Own<Option<i32>> }
            #[derive(Model)] #[relata(belongs_to(by: Named, key = by))] pub struct Tag<'a> { id: i64, by: Text<'a> }
            "#,
        )],
        &expect![[r#"
            app::Draft, key id, src/lib.rs:11:99
                { id: i64, author_id: Maybe<i32>? }
                belongs_to author: app::User by author_id, on delete set_null
            app::Named, key name, src/lib.rs:8:41
                { name: String }
            app::Note, key id, src/lib.rs:10:77
                { id: i64, author_id: Id }
                belongs_to author: app::User by author_id
            app::Plan, key id, src/lib.rs:12:99
                { id: i64, author_id: Own<Option<i32>>? }
                belongs_to author: app::User by author_id, on delete set_null
            app::Post, key id, src/lib.rs:9:77
                { id: i64, author_id: Id? }
                belongs_to author: app::User by author_id
            app::Tag, key id, src/lib.rs:13:84
                { id: i64, by: Text<'a> }
                belongs_to by: app::Named by by
            app::User, key id, src/lib.rs:7:41
                { id: i64 }
            key_newtype: key field `Note.author_id` is `Id`, but it references `User.id`, which is `i64`
            7 models, 5 relations; 2 keys compared, 3 types not known
        "#]],
    );
}
