//! Types of fields that only the compiler knows, and names in the calls of macros, which need not declare them.

use expect_test::expect;

use super::models;

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
