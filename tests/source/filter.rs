//! That the files that are not parsed change nothing: the models, the relations and the types of keys are the same as when
//! everything is parsed.

use std::fmt::Write;
use std::path::Path;

use relata::source::{Models, Workspace};

use super::packages::package;

/// A package without relata.
const MANIFEST: &str =
    "[workspace]\n[package]\nname = \"app\"\nversion = \"1.2.3\"\nedition = \"2024\"\n";

/// What is read of a workspace, as text, and the number of models.
fn read(root: &Path, all: bool) -> (String, u32) {
    let workspace = Workspace::new(root).all_except([""; 0]).no_metadata(true);
    let models = Models::read(&workspace.parse_all(all)).unwrap_or_else(|error| panic!("{error}"));
    let findings = relata::options()
        .strict()
        .check_records(&[models.records().clone()]);
    let mut text = findings.to_string();
    writeln!(text, "{} {:?}", models.files(), models.undecided()).unwrap();
    writeln!(text, "{:?}", models.records().to_bytes()).unwrap();
    (text, findings.coverage().models)
}

/// Returns the number of models, which is the same either way.
fn compare(root: &Path) -> u32 {
    let [(filtered, _), (all, models)] = [false, true].map(|all| read(root, all));
    assert!(filtered == all, "{}: {filtered}\n\n{all}", root.display());
    models
}

#[test]
fn examples() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for name in [
        "axum",
        "deal_platform",
        "diesel",
        "monolith",
        "plugin",
        "sea_orm",
    ] {
        assert!(compare(&examples.join(name)) > 1, "{name}");
    }
}

/// Each way on which a name points at a file without a model.
#[test]
fn names_that_lead_to_other_files() {
    let root = package(
        "filter_names",
        &[
            ("Cargo.toml", MANIFEST),
            (
                "src/lib.rs",
                "mod schema; mod ids; mod more; mod prelude; mod within; mod inline; mod raw; mod users; mod posts; mod tags;",
            ),
            (
                "src/schema.rs",
                "diesel::table! { users (id) { id -> Int8, team -> Int4 } }
                diesel::table! { posts (id) { id -> Int8, user_id -> Int8, team -> Int4, tag_id -> Int4 } }
                diesel::table! { tags (id) { id -> Int4 } }",
            ),
            ("src/ids.rs", "pub type UserId = i64; pub struct PostId(pub i64);"),
            ("src/more.rs", "pub use crate::ids::UserId as Owner;"),
            ("src/prelude.rs", "pub use super::more::*; pub use crate::users::User as Person;"),
            ("src/within.rs", "include!(\"names.in\");"),
            ("src/names.in", "pub type Team = i32;"),
            ("src/inline.rs", "pub mod deep { pub type TagId = i32; }"),
            ("src/raw.rs", "fn f() { let a = 'x'; let b = r#\"{\"#; }"),
            (
                "src/users.rs",
                "use crate::schema::users; use crate::within::Team;
                #[derive(Queryable, Identifiable)] pub struct User { pub id: crate::ids::UserId, pub team: Team }",
            ),
            (
                "src/posts.rs",
                "use crate::prelude::*; use crate::schema::posts; use crate::ids;
                #[derive(Queryable, Identifiable, Associations)]
                #[diesel(belongs_to(Person, foreign_key = user_id))]
                #[diesel(belongs_to(crate::tags::Tag))]
                pub struct Post { pub id: ids::PostId, pub user_id: Owner, pub team: i32, pub tag_id: crate::inline::deep::TagId }",
            ),
            (
                "src/tags.rs",
                "fn f() {
                    use crate::schema::tags;
                    #[derive(Queryable, Identifiable)] struct Inner { id: i32 }
                }
                trait T { fn g(&self) -> &str { \"} struct {\" } }
                #[derive(Queryable, Identifiable)] pub struct Tag { pub id: i32 }",
            ),
        ],
    );
    assert_eq!(compare(&root), 4);
}

/// A module that only a macro of another crate declares, and the bodies of impls.
#[test]
fn modules_in_macros_and_bodies_of_impls() {
    let entity = |target: &str| {
        format!(
            "use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, DeriveEntityModel)] #[sea_orm(table_name = \"x\")]
            pub struct Model {{ #[sea_orm(primary_key)] pub id: i32, pub a_id: i32 }}
            #[derive(Copy, Clone, Debug, EnumIter)] pub enum Relation {{ A, B }}
            impl RelationTrait for Relation {{
                fn def(&self) -> RelationDef {{
                    match self {{
                        Self::A => Entity::has_many({target}).into(),
                        Self::B => Entity::belongs_to({target}).from(Column::AId).to(super::a::Column::Id).into(),
                    }}
                }}
            }}
            impl Related<{target}> for Entity {{ fn to() -> RelationDef {{ Relation::B.def() }} }}
            impl ActiveModelBehavior for ActiveModel {{}}"
        )
    };
    let root = package(
        "filter_macros",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", "mod outer;"),
            ("src/outer.rs", "others::declare!(a, b);"),
            ("src/outer/a.rs", &entity("super::b::Entity")),
            ("src/outer/b.rs", &entity("super::a::Entity")),
            ("src/outer/c.rs", &entity("super::a::Entity")),
        ],
    );
    assert_eq!(compare(&root), 2);
}

/// Code in pieces, each with `{}` for the number of its file and `{other}` for that of another.
const PIECES: &[&str] = &[
    "pub type Id{} = i64;",
    "pub struct Key{}(pub i32);",
    "pub use crate::m{other}::*;",
    "pub use crate::m{other}::Id{other} as Id{};",
    "use crate::m{other} as next;",
    "pub mod inner { pub use super::*; pub type Id{} = i32; }",
    "#[derive(Queryable, Identifiable)] #[diesel(table_name = crate::m{other}::t{other})] pub struct Row{} { pub id: crate::m{other}::Id{other} }",
    "#[derive(Model)] #[relata(belongs_to(next: crate::m{other}::Own{other}, key = next_id))] pub struct Own{} { pub id: Id{}, pub next_id: crate::m{other}::inner::Id{other} }",
    "#[derive(relata::Model)] pub struct Own{} { pub id: Id{} }",
    "use relata::*;",
    "table! { t{} { id -> Integer, } }",
    "joinable!(t{} -> t{other} (id));",
    "fn f{}() { let brace = '{'; struct Local; }",
    "macro_rules! make { ($name:ident) => { pub struct $name(i64); } } make!(Id{});",
    "impl A { fn g() -> [u8; { 2 }] { // }\n [0; 2] } }",
    "#[cfg(test)] mod tests { use super::*; #[derive(Model)] struct InTest { id: i64 } }",
    "#[cfg(feature = \"pdf\")] pub type Id{} = u8;",
    "include!(\"part{other}.in\");",
];

#[test]
fn generated_packages() {
    const FILES: usize = 6;
    let mut state: u64 = 1;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut models = 0;
    for case in 0..60 {
        let mut files = Vec::new();
        let mut root = String::new();
        for nth in 0..FILES {
            let mut text = String::new();
            for _ in 0..next(10) {
                let piece = PIECES[next(PIECES.len())];
                let other = next(FILES).to_string();
                let piece = piece
                    .replace("{other}", &other)
                    .replace("{}", &nth.to_string());
                writeln!(text, "{piece}").unwrap();
            }
            writeln!(root, "pub mod m{nth};").unwrap();
            files.push((
                format!("src/part{nth}.in"),
                format!("pub type Id{nth} = i16;"),
            ));
            files.push((format!("src/m{nth}.rs"), text));
        }
        files.push(("src/lib.rs".to_owned(), root));
        let mut files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (&**path, &**text))
            .collect();
        if case % 2 == 0 {
            files.push(("Cargo.toml", MANIFEST));
        }
        models += compare(&package("filter_generated", &files));
    }
    assert!(models > 60, "{models}");
}

/// A comment in the list of derives, and files that have only a part of a model: next to the model by an `include!`, and alone.
#[test]
fn comments_and_parts() {
    let root = package(
        "filter_comments",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", "mod user; mod cake; mod alone;"),
            (
                "src/user.rs",
                "#[derive(Clone /* (again) */, Queryable, Identifiable)] pub struct User { pub id: i64 }",
            ),
            (
                "src/cake.rs",
                "include!(\"relation.in\");
                #[derive(DeriveEntityModel)] #[sea_orm(table_name = \"cakes\")]
                pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub of_id: i32 }",
            ),
            (
                "src/alone.rs",
                "#[derive(DeriveRelation)]
                pub enum Relation { #[sea_orm(has_many = \"super::cake::Entity\")] Cake }",
            ),
            (
                "src/relation.in",
                "#[derive(DeriveRelation)]
                pub enum Relation { #[sea_orm(belongs_to = \"Entity\", from = \"Column::OfId\", to = \"Column::Id\")] Of }",
            ),
        ],
    );
    assert_eq!(compare(&root), 2);
}
