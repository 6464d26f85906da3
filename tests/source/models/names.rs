//! How targets and the types of fields are found by their names.

use expect_test::expect;

use super::models;

/// Keys of equal types are compared by aliases, and newtypes are types of their own.
#[test]
fn types_of_fields() {
    models(
        "types_of_fields",
        &[(
            "src/lib.rs",
            r#"
            use relata::Model;
            pub mod ids {
                pub type Id = i64;
                pub type Key = Id;
                pub type MaybeKey = Option<Key>;
                pub struct UserId(pub i64);
                pub type Of = UserId;
                pub struct Typed<T>(std::marker::PhantomData<T>);
                pub mod more { pub use super::{Key as Number, UserId as U}; }
            }
            use ids::{self, Id, more::*};
            #[derive(Model)] pub struct Small { id: Id }
            #[derive(Model)] #[relata(belongs_to(small: Small))] pub struct Plain { id: i64, small_id: i64 }
            #[derive(Model)] #[relata(belongs_to(small: Small))] pub struct OfAlias { id: i64, small_id: ids::Key }
            #[derive(Model)] #[relata(belongs_to(small: Small))] pub struct Renamed { id: i64, small_id: Number }
            #[derive(Model)] #[relata(belongs_to(small: Small))] pub struct Optional { id: i64, small_id: Option<crate::ids::Key> }
            #[derive(Model)] #[relata(belongs_to(small: Small, on_delete = set_null))] pub struct OptionalAlias { id: i64, small_id: ids::MaybeKey }
            #[derive(Model)] #[relata(belongs_to(small: Small))] pub struct Narrow { id: i64, small_id: i32 }
            #[derive(Model)] #[relata(belongs_to(small: Small))] pub struct New { id: i64, small_id: U }
            #[derive(Model)] pub struct User { id: ids::UserId }
            #[derive(Model)] #[relata(belongs_to(user: User))] pub struct Same { id: i64, user_id: U }
            #[derive(Model)] #[relata(belongs_to(user: User))] pub struct ByAlias { id: i64, user_id: Option<ids::Of> }
            #[derive(Model)] #[relata(belongs_to(user: User))] pub struct Raw { id: i64, user_id: i64 }
            #[derive(Model)] pub struct Generic { id: ids::Typed<User> }
            #[derive(Model)] #[relata(belongs_to(generic: Generic))] pub struct SameGeneric { id: i64, generic_id: ids::Typed<User> }
            #[derive(Model)] #[relata(belongs_to(generic: Generic))] pub struct OtherGeneric { id: i64, generic_id: ids::Typed<Small> }
            mod shadow {
                use relata::Model;
                #[allow(non_camel_case_types)] type i64 = u8;
                #[derive(Model)] #[relata(belongs_to(small: super::Small))] pub struct Shadowed { id: i64, small_id: i64 }
            }
            "#,
        )],
        &expect![[r#"
            app::ByAlias, key id, src/lib.rs:23:75
                { id: i64, user_id: ids::Of? }
                belongs_to user: app::User by user_id
            app::Generic, key id, src/lib.rs:25:41
                { id: ids::Typed<User> }
            app::Narrow, key id, src/lib.rs:19:77
                { id: i64, small_id: i32 }
                belongs_to small: app::Small by small_id
            app::New, key id, src/lib.rs:20:77
                { id: i64, small_id: U }
                belongs_to small: app::Small by small_id
            app::OfAlias, key id, src/lib.rs:15:77
                { id: i64, small_id: ids::Key }
                belongs_to small: app::Small by small_id
            app::Optional, key id, src/lib.rs:17:77
                { id: i64, small_id: crate::ids::Key? }
                belongs_to small: app::Small by small_id
            app::OptionalAlias, key id, src/lib.rs:18:99
                { id: i64, small_id: ids::MaybeKey? }
                belongs_to small: app::Small by small_id, on delete set_null
            app::OtherGeneric, key id, src/lib.rs:27:81
                { id: i64, generic_id: ids::Typed<Small> }
                belongs_to generic: app::Generic by generic_id
            app::Plain, key id, src/lib.rs:14:77
                { id: i64, small_id: i64 }
                belongs_to small: app::Small by small_id
            app::Raw, key id, src/lib.rs:24:75
                { id: i64, user_id: i64 }
                belongs_to user: app::User by user_id
            app::Renamed, key id, src/lib.rs:16:77
                { id: i64, small_id: Number }
                belongs_to small: app::Small by small_id
            app::Same, key id, src/lib.rs:22:75
                { id: i64, user_id: U }
                belongs_to user: app::User by user_id
            app::SameGeneric, key id, src/lib.rs:26:81
                { id: i64, generic_id: ids::Typed<User> }
                belongs_to generic: app::Generic by generic_id
            app::Small, key id, src/lib.rs:13:41
                { id: Id }
            app::User, key id, src/lib.rs:21:41
                { id: ids::UserId }
            app::shadow::Shadowed, key id, src/lib.rs:31:88
                { id: i64, small_id: i64 }
                belongs_to small: app::Small by small_id
            key_type: key field `Narrow.small_id` is `i32`, but it references `Small.id`, which is `Id`
            key_type: key field `New.small_id` is `U`, but it references `Small.id`, which is `Id`
            key_newtype: key field `Raw.user_id` is `i64`, but it references `User.id`, which is `ids::UserId`
            key_type: key field `Shadowed.small_id` is `i64`, but it references `Small.id`, which is `Id`
            16 models, 13 relations; 11 keys compared, 2 types not known
        "#]],
    );
}

/// Groups, renames, `self`, `super` and `crate`, globs, preludes, blocks and chains of `pub use`.
#[test]
fn targets() {
    models(
        "names_of_targets",
        &[(
            "src/lib.rs",
            r#"
            pub mod a { pub mod b { #[derive(relata::Model)] pub struct Target { id: i64 } } }
            pub mod one { pub use super::two::*; }
            pub mod two { pub use crate::three::{Third as Second}; }
            pub mod three { pub use super::a::b::Target as Third; pub use super::one::*; }
            pub mod prelude { pub use crate::one::Second; pub use crate::a; pub type Aliased = a::b::Target; pub type Again = Aliased; }
            mod by_path { #[derive(relata::Model)] #[relata(belongs_to(it: super::a::b::Target))] struct A { id: i64, it_id: i64 } }
            mod by_crate { #[derive(relata::Model)] #[relata(belongs_to(it: crate::a::b::Target))] struct B { id: i64, it_id: i64 } }
            mod by_self { use super::a as here; mod inner { pub use super::here::b; } #[derive(relata::Model)] #[relata(belongs_to(it: self::inner::b::Target))] struct C { id: i64, it_id: i64 } }
            mod by_group { use crate::{a::{b::{self, Target as T}}}; #[derive(relata::Model)] #[relata(belongs_to(it: T), belongs_to(other: b::Target, key = it_id))] struct D { id: i64, it_id: i64 } }
            mod by_chain { use crate::one::Second; #[derive(relata::Model)] #[relata(belongs_to(it: Second))] struct E { id: i64, it_id: i64 } }
            mod by_prelude { use crate::prelude::*; #[derive(relata::Model)] #[relata(belongs_to(it: a::b::Target), belongs_to(alias: Aliased, key = it_id), belongs_to(again: Again, key = it_id))] struct F { id: i64, it_id: i64 } }
            mod by_block { fn f() { use crate::a::b::Target as Inner; #[derive(relata::Model)] #[relata(belongs_to(it: Inner))] struct G { id: i64, it_id: i64 } } }
            mod hidden { use crate::a::b::*; mod other { pub struct Target; } use other::Target; #[derive(relata::Model)] #[relata(belongs_to(it: Target))] struct H { id: i64, it_id: i64 } }
            mod by_name { #[derive(relata::Model)] #[relata(belongs_to(it: "Target"), belongs_to(other: "b::Target", key = it_id))] struct I { id: i64, it_id: i64 } }
            mod raw { pub mod r#type { #[derive(relata::Model)] pub struct r#Match { id: i64, r#in: Option<i64> } } }
            mod by_raw { use crate::raw::r#type::r#Match; #[derive(relata::Model)] #[relata(belongs_to(it: r#Match, key = r#in))] struct J { id: i64, r#in: i64 } }
            "#,
        )],
        &expect![[r#"
            app::a::b::Target, key id, src/lib.rs:2:73
                { id: i64 }
            app::by_block::G, key id, src/lib.rs:13:136
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
            app::by_chain::E, key id, src/lib.rs:11:118
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
            app::by_crate::B, key id, src/lib.rs:8:107
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
            app::by_group::D, key id, src/lib.rs:10:174
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
                belongs_to other: app::a::b::Target by it_id
            app::by_name::I, key id, src/lib.rs:15:140
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
                belongs_to other: app::a::b::Target by it_id
            app::by_path::A, key id, src/lib.rs:7:106
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
            app::by_prelude::F, key id, src/lib.rs:12:205
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
                belongs_to alias: app::a::b::Target by it_id
                belongs_to again: app::a::b::Target by it_id
            app::by_raw::J, key id, src/lib.rs:17:138
                { id: i64, in: i64 }
                belongs_to it: app::raw::r#type::Match by in
            app::by_self::C, key id, src/lib.rs:9:169
                { id: i64, it_id: i64 }
                belongs_to it: app::a::b::Target by it_id
            app::hidden::H, key id, src/lib.rs:14:164
                { id: i64, it_id: i64 }
                belongs_to it: "Target" (unknown) by it_id
            app::raw::r#type::Match, key id, src/lib.rs:16:76
                { id: i64, in: i64? }
            same_join: `D.it` and `D.other` point at the same rows of `Target`
            same_join: `F.it`, `F.alias`, and `F.again` point at the same rows of `Target`
            missing_target: relation `H.it` points at the type `Target`, which is not a model
            same_join: `I.it` and `I.other` point at the same rows of `Target`
            12 models, 14 relations; 13 keys compared, 1 target not known
        "#]],
    );
}

/// Names of other crates of the workspace.
#[test]
fn across_crates() {
    models(
        "names_across_crates",
        &[
            (
                "Cargo.toml",
                "[workspace]\nmembers = [\"user-accounts\", \"shop\", \"facade\"]\nresolver = \"3\"\n[workspace.package]\nedition = \"2024\"\n[workspace.dependencies]\nrelata = { path = '$RELATA', default-features = false }\n",
            ),
            (
                "user-accounts/Cargo.toml",
                "[package]\nname = \"user-accounts\"\nversion = \"0.1.0\"\nedition.workspace = true\n[dependencies]\nrelata.workspace = true\n",
            ),
            (
                "user-accounts/src/lib.rs",
                "mod person; pub use person::Person; pub struct PersonId(i64);",
            ),
            (
                "user-accounts/src/person.rs",
                "use crate::PersonId; #[derive(relata::Model)] pub struct Person { id: PersonId, boss_id: Option<PersonId> }",
            ),
            (
                "facade/Cargo.toml",
                "[package]\nname = \"facade\"\nversion = \"0.1.0\"\nedition.workspace = true\n[dependencies]\nuser-accounts = { path = \"../user-accounts\" }\n",
            ),
            (
                "facade/src/lib.rs",
                "pub extern crate user_accounts as people; pub use user_accounts::{Person, *};",
            ),
            (
                "shop/Cargo.toml",
                "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition.workspace = true\n[dependencies]\norm = { package = \"relata\", path = '$RELATA', default-features = false }\nusers = { package = \"user-accounts\", path = \"../user-accounts\" }\nfacade = { path = \"../facade\" }\n[features]\nextra = []\n",
            ),
            (
                "shop/src/lib.rs",
                r#"
                use orm::Model;
                use facade::people;
                #[derive(Model)] #[orm(ignored)]
                #[relata(belongs_to(buyer: users::Person), belongs_to(seller: people::Person))]
                #[relata(belongs_to(agent: facade::Person), belongs_to(other: ::users::Person, key = buyer_id))]
                pub struct Order { id: i64, buyer_id: users::PersonId, seller_id: facade::PersonId, agent_id: i64 }
                "#,
            ),
        ],
        &expect![[r#"
            shop::Order, key id, shop/src/lib.rs:7:28
                { id: i64, buyer_id: users::PersonId, seller_id: facade::PersonId, agent_id: i64 }
                belongs_to buyer: user_accounts::person::Person by buyer_id
                belongs_to seller: user_accounts::person::Person by seller_id
                belongs_to agent: user_accounts::person::Person by agent_id
                belongs_to other: user_accounts::person::Person by buyer_id
            user_accounts::person::Person, key id, user-accounts/src/person.rs:1:58
                { id: PersonId, boss_id: PersonId? }
            same_join: `Order.buyer` and `Order.other` point at the same rows of `Person`
            key_newtype: key field `Order.agent_id` is `i64`, but it references `Person.id`, which is `PersonId`
            2 models, 4 relations; 4 keys compared
        "#]],
    );
}

/// Modules with bodies, with `#[path]`, and files of `include!`.
#[test]
fn files() {
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
