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
                pub mod entities { pub mod migrations { #[derive(relata::Model)] pub struct Migration { id: i64 } } }
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
            app::entities::migrations::Migration, key id, src/lib.rs:9:93
                { id: i64 }
            app::immigration::Immigrant, key id, src/lib.rs:10:75
                { id: i64 }
            app::migration::Snapshot, key id, src/lib.rs:7:73
                { id: i64 }
            app::user::User, key id, src/lib.rs:2:68
                { id: i64 }
            4 models, no relation is declared; nothing was compared
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
    expect!["Cargo.toml:16:1: unknown key `includes` in `package.metadata.relata`: it has `include`, `exclude` and `allow`"].assert_eq(&error.to_string());
}

/// In a file that has not been parsed at first, in one that cannot be, and by a macro, modules are known or may be there.
#[test]
fn settings_of_no_module() {
    let manifest = format!(
        "{WITHOUT}\n[package.metadata.relata]\ninclude = [\n    \"app::entities\",\n    \"app::entites\",\n    \"ap::entities\",\n]\nexclude = [\n    \"app::plain\",\n    \"app::plain::inner\",\n    \"app::plain::outer\",\n    \"app::broken::inner\",\n    \"app::made\",\n    \"app::entities::User\",\n]\n"
    );
    models(
        "settings_of_no_module",
        &[
            ("Cargo.toml", &manifest),
            (
                "src/lib.rs",
                "mod plain; mod broken; modules!(made); pub mod entities { #[derive(Identifiable)] pub struct User { id: i64 } }",
            ),
            ("src/plain.rs", "pub mod inner { pub fn f() {} }"),
            ("src/broken.rs", "#[derive(Queryable)] struct A { id: }"),
        ],
        &expect![[r#"
            app::entities::User, key id, src/lib.rs:1:94
                { id: i64 }
            unread: src/broken.rs:1:37: unexpected end of input, expected one of: `for`, parentheses, `unsafe`, `fn`, `extern`, identifier, `::`, `<`, `dyn`, square brackets, `*`, `&`, `!`, `impl`, `_`, lifetime
            unread: Cargo.toml:18:5: no module has the path `app::entites`
            unread: Cargo.toml:19:5: no module has the path `ap::entities`
            unread: Cargo.toml:24:5: no module has the path `app::plain::outer`
            unread: Cargo.toml:27:5: no module has the path `app::entities::User`
            1 model, no relation is declared; nothing was compared
        "#]],
    );
}

/// A template is not a module. A macro may declare one.
#[test]
fn unreached_files_that_do_not_parse() {
    let template = "#[derive(relata::Model)] pub struct {{ name }} { pub id: i64 }";
    models(
        "unreached_mistakes",
        &[
            ("src/lib.rs", "mod user; modules!(made);"),
            (
                "src/user.rs",
                "#[derive(relata::Model)] pub struct User { id: i64 }",
            ),
            ("src/templates/model.rs", template),
            ("src/templates/mod.rs", template),
            ("src/made.rs", template),
        ],
        &expect![[r#"
            app::user::User, key id, src/user.rs:1:37
                { id: i64 }
            unread: src/made.rs:1:37: expected identifier
            1 model, no relation is declared; nothing was compared
        "#]],
    );
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
