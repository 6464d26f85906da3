//! Code that may declare models or relations and is not read: it is counted.

use expect_test::expect;
use relata::source::{Models, Workspace};

use super::{WITHOUT, library, models, package};

#[test]
fn macros_generated_files_and_links() {
    library(
        "opaque",
        r#"
        macro_rules! entity {
            ($name:ident) => { #[derive(Clone, Queryable)] pub struct $name { id: i64 } };
        }
        #[cfg(feature = "off")]
        macro_rules! off { () => { #[derive(Queryable)] struct Off { id: i64 } }; }
        macro_rules! not_a_model {
            ($name:ident) => { #[derive(Clone, Insertable, Model)] pub struct $name { id: i64 } };
        }
        macro_rules! tables { () => { joinable!(posts -> users (user_id)); } }
        macro_rules! words { () => { table; column; derive (Clone) } }
        entity!(User);
        cfg_if! { if #[cfg(unix)] { #[derive(diesel::Identifiable)] struct Unix { id: i64 } } }
        include!(concat!(env!("OUT_DIR"), "/models.rs"));
        include!("written.rs");
        impl Linked for AuthorOfComment { type FromEntity = Entity; }
        #[cfg(test)]
        mod tests { macro_rules! in_test { () => { #[derive(Queryable)] struct Test { id: i64 } }; } }
        "#,
        &expect![[r#"
            not read: macro `entity!` (src/lib.rs:2:22)
            not read: macro `tables!` (src/lib.rs:10:22)
            not read: macro `cfg_if!` (src/lib.rs:13:9)
            not read: an `include!` whose path is not a text (src/lib.rs:14:9)
            not read: `impl Linked for AuthorOfComment` (src/lib.rs:16:9)
            empty_registry: the input contains no models
            0 models, no relation is declared; nothing was compared
        "#]],
    );
}

/// With relata, only its derive declares models.
#[test]
fn with_relata() {
    models(
        "opaque_with_relata",
        &[(
            "src/lib.rs",
            r#"
            macro_rules! model { ($name:ident) => { #[derive(relata::Model)] pub struct $name { id: i64 } }; }
            macro_rules! row { ($name:ident) => { #[derive(Queryable)] pub struct $name { id: i64 } }; }
            impl Linked for AuthorOfComment { type FromEntity = Entity; }
            "#,
        )],
        &expect![[r#"
            not read: macro `model!` (src/lib.rs:2:26)
            empty_registry: the input contains no models
            0 models, no relation is declared; nothing was compared
        "#]],
    );
}

#[test]
fn are_counted() {
    let root = package(
        "models_opaque_counted",
        &[
            ("Cargo.toml", WITHOUT),
            (
                "src/lib.rs",
                r#"include!(env!("GENERATED")); #[derive(DeriveEntityModel)] pub struct Model { id: i64 }"#,
            ),
        ],
    );
    let models = Models::read(&Workspace::new(root)).unwrap();
    let coverage = relata::options().check_models(&models).coverage();
    assert_eq!(coverage.unread_code, 1);
    assert_eq!(
        coverage.to_string(),
        "1 model, no relation is declared; nothing was compared; 1 part of the source not read"
    );
}
