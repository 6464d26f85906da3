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
