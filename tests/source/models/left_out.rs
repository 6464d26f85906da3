//! Which modules and files are not read for models.

use expect_test::expect;
use relata::source::{Models, Workspace};

use super::{WITHOUT, library, models};
use crate::source::packages::package;

#[test]
fn tests_and_migrations() {
    models(
        "tests_and_migrations",
        &[
            (
                "src/lib.rs",
                r#"
                pub mod user { #[derive(relata::Model)] pub struct User { id: i64 } }
                #[cfg(test)] mod tests { #[derive(relata::Model)] struct InTest { id: i64 } }
                #[cfg(test)] #[derive(relata::Model)] struct OnlyInTest { id: i64 }
                #[test] fn test() { #[derive(relata::Model)] struct InFunction { id: i64 } }
                #[cfg(all(test, feature = "mail"))] mod files;
                pub mod migration { #[derive(relata::Model)] pub struct Snapshot { id: i64 } }
                pub mod migrations { pub mod v1 { #[derive(relata::Model)] pub struct Deeper { id: i64 } } }
                pub mod immigration { #[derive(relata::Model)] pub struct Immigrant { id: i64 } }
                "#,
            ),
            (
                "src/files.rs",
                "#[derive(relata::Model)] struct InFile { id: i64 }",
            ),
            (
                "src/unreached.rs",
                "#[derive(relata::Model)] struct Unreached { id: i64 }",
            ),
            (
                "tests/own.rs",
                "#[derive(relata::Model)] struct InTestTarget { id: i64 }",
            ),
        ],
        &expect![[r#"
            app::immigration::Immigrant, key id, src/lib.rs:9:75
                { id: i64 }
            app::user::User, key id, src/lib.rs:2:68
                { id: i64 }
            2 models, no relation is declared; nothing was compared
        "#]],
    );
}

/// The longest path decides, and `include` wins over migrations.
#[test]
fn included_and_excluded() {
    let manifest = format!(
        "{WITHOUT}\n[package.metadata.relata]\ninclude = [\"app::migrations::current\", \"app::old::kept\"]\nexclude = [\"app::old\"]\n"
    );
    let entity = |name: &str| {
        format!(
            "pub mod {name} {{ #[derive(DeriveEntityModel)] #[sea_orm(table_name = \"{name}\")] pub struct Model {{ #[sea_orm(primary_key)] pub id: i64, pub old_id: i64 }}
            #[derive(DeriveRelation)] pub enum Relation {{
                #[sea_orm(belongs_to = \"crate::old::a::Entity\", from = \"Column::OldId\", to = \"crate::old::a::Column::Id\")] Old,
            }} }}"
        )
    };
    let all = ["a", "b", "c", "d", "e"].map(entity);
    let text = format!(
        "pub mod migrations {{ {} pub mod current {{ {} }} }}
        pub mod old {{ {} pub mod kept {{ {} pub mod deep {{ {} }} }} }}
        pub mod older {{ {} }}",
        all[0], all[1], all[0], all[2], all[3], all[4]
    );
    models(
        "included_and_excluded",
        &[("Cargo.toml", &manifest), ("src/lib.rs", &text)],
        &expect![[r#"
            app::migrations::current::b (Model) = "b", key id, src/lib.rs:4:116
                { id: i64, old_id: i64 }
                belongs_to old: app::old::a::Entity by old_id
            external app::old::a::Entity
            app::old::kept::c (Model) = "c", key id, src/lib.rs:11:113
                { id: i64, old_id: i64 }
                belongs_to old: app::old::a::Entity by old_id
            app::old::kept::deep::d (Model) = "d", key id, src/lib.rs:14:113
                { id: i64, old_id: i64 }
                belongs_to old: app::old::a::Entity by old_id
            app::older::e (Model) = "e", key id, src/lib.rs:18:106
                { id: i64, old_id: i64 }
                belongs_to old: app::old::a::Entity by old_id
            4 models, 4 relations; 0 keys compared, 4 types not known
        "#]],
    );
}

#[test]
fn unknown_settings() {
    let manifest = format!("{WITHOUT}\n[package.metadata.relata]\nincludes = []\n");
    let root = package(
        "models_unknown_settings",
        &[("Cargo.toml", &manifest), ("src/lib.rs", "")],
    );
    let error = Models::read(&Workspace::new(root)).unwrap_err();
    expect!["Cargo.toml:16:1: unknown key `includes` in `package.metadata.relata`: it has `include` and `exclude`"].assert_eq(&error.to_string());
}

/// The rest is read. A mistake in a relation leaves out that relation, and the derive reports it.
#[test]
fn files_with_mistakes() {
    models(
        "files_with_mistakes",
        &[
            ("src/lib.rs", "mod good; mod broken; mod not_utf8; mod odd;"),
            (
                "src/good.rs",
                "#[derive(relata::Model)] #[relata(belongs_to(it: crate::broken::It))] struct Good { id: i64, it_id: i64 }",
            ),
            (
                "src/broken.rs",
                "#[derive(relata::Model)] pub struct It { id: i64 }\nfn f( {}\n",
            ),
            (
                "src/odd.rs",
                "#[derive(relata::Model)] #[relata(belongs_two(it: Other), belongs_to(good: crate::good::Good))] struct Odd { id: i64, good_id: i64 }",
            ),
        ],
        &expect![[r#"
            external app::broken::It
            app::good::Good, key id, src/good.rs:1:78
                { id: i64, it_id: i64 }
                belongs_to it: app::broken::It by it_id
            app::odd::Odd, key id, src/odd.rs:1:104
                { id: i64, good_id: i64 }
                belongs_to good: app::good::Good by good_id
            unread: src/broken.rs:2:5: cannot parse string into token stream
            unread: src/odd.rs:1:35: unknown argument `belongs_two`; a similar one exists: `belongs_to`
            2 models, 2 relations; 1 key compared, 1 type not known
        "#]],
    );
    library(
        "tables_with_mistakes",
        r#"
        mod schema { diesel::table! { users (id) { id -> Int8, } } diesel::table! { broken (id) { id => Int8, } } }
        use schema::*;
        #[derive(Identifiable)] struct User { id: i64 }
        #[derive(Identifiable)] #[diesel(table_name = broken)] struct Broken { id: i64 }
        "#,
        &expect![[r#"
            app::Broken = "broken", key id, src/lib.rs:5:71
                { id: i64 }
            app::User = "users", key id, src/lib.rs:4:40
                { id: i64 }
            unread: src/lib.rs:2:102: expected `->`
            2 models, no relation is declared; nothing was compared
        "#]],
    );
}
