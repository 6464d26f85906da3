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
        &expect![[]],
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
        &expect![[]],
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
        &expect![[]],
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
        &expect![[]],
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
        &expect![[]],
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
        &expect![[]],
    );
}
