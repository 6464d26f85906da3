//! Which derive is relata's.

use expect_test::expect;
use relata::source::Target;

use super::packages::{MANIFEST, library, models, package, read};

#[test]
fn by_its_path() {
    library(
        "by_path",
        &[(
            "src/lib.rs",
            r"
                #[derive(Clone, relata::Model)] struct Path;
                #[derive(::relata::Model)] struct Absolute;
                #[derive(sea_orm::Model, Model, relata::Other, other::relata::Model, std::Model)] struct NotOurs;
                mod a { pub(crate) use relata as r; #[derive(r::Model)] struct Renamed; }
                mod b { pub use relata::{self, Model as R}; #[derive(R)] struct A; #[derive(relata::Model)] struct B; #[derive(Model)] struct No; }
                mod c { #[derive(crate::a::r::Model)] struct Crate; #[derive(super::b::R)] struct Super; }
                mod d { extern crate relata as x; #[derive(x::Model)] struct Extern; }
                ",
        )],
        &expect![[r#"
            app::Path src/lib.rs:2:56 compiled
            app::Absolute src/lib.rs:3:51 compiled
            app::a::Renamed src/lib.rs:5:80 compiled
            app::b::A src/lib.rs:6:81 compiled
            app::b::B src/lib.rs:6:116 compiled
            app::c::Crate src/lib.rs:7:62 compiled
            app::c::Super src/lib.rs:7:99 compiled
            app::d::Extern src/lib.rs:8:78 compiled
        "#]],
    );
}

#[test]
fn by_an_import() {
    library(
        "by_import",
        &[(
            "src/lib.rs",
            r"
            mod a { use relata::Model; #[derive(Model)] struct A; mod inner { #[derive(Model)] struct No; } }
            mod b { use relata::Model as M; #[derive(M)] struct B; }
            mod c { use relata::*; #[derive(Model)] struct C; }
            mod d { use ::relata::{Records, Model}; #[derive(Model)] struct D; }
            mod e { use super::*; use self::inner::M; mod inner { pub use relata::Model as M; } #[derive(M)] struct E; }
            mod f { fn f() { use relata::Model; #[derive(Model)] struct F; { #[derive(Model)] struct Inner; } } #[derive(Model)] struct No; }
            mod g { fn f() { use relata::*; mod h { #[derive(Model)] struct No; } } }
            mod h { use relata::Model; struct Model; #[derive(Model)] struct H; }
            mod i { use relata::Model as _; #[derive(Model)] struct No; }
            mod j { use relata::*; use Model as Entity; #[derive(Entity)] struct J; }
            mod k { #[cfg(windows)] use other::Model; #[cfg(unix)] use relata::Model; #[derive(Model)] struct K; }
            mod l { use self::relata::Model; mod relata { pub use serde::Model; } #[derive(Model)] struct No; }
            mod m { use relata::r#Model as r#type; #[derive(r#type)] struct M; }
            mod n { use relata as _relata; use _relata::Model; #[derive(Model)] struct N; }
            ",
        )],
        &expect![[r#"
            app::a::A src/lib.rs:2:64 compiled
            app::b::B src/lib.rs:3:65 compiled
            app::c::C src/lib.rs:4:60 compiled
            app::d::D src/lib.rs:5:77 compiled
            app::e::E src/lib.rs:6:117 compiled
            app::f::F src/lib.rs:7:73 compiled
            app::f::Inner src/lib.rs:7:102 compiled
            app::h::H src/lib.rs:9:78 compiled
            app::j::J src/lib.rs:11:82 compiled
            app::k::K src/lib.rs:12:111 compiled
            app::m::M src/lib.rs:14:77 compiled
            app::n::N src/lib.rs:15:88 compiled
        "#]],
    );
}

/// A name that is imported hides those of globs.
#[test]
fn of_others() {
    library(
        "of_others",
        &[(
            "src/lib.rs",
            r"
            mod a { use sea_orm::Model; use relata::*; #[derive(Model)] struct No; }
            mod b { use sea_orm::entity::prelude::*; #[derive(Model)] struct No; }
            mod c { use std::fmt::*; use relata::*; #[derive(Model)] struct C; }
            mod d { fn f() { use std::Model; #[derive(Model)] struct No; } use relata::Model; }
            mod e { use super::user::Model; use relata::*; #[derive(Model)] struct E; }
            mod user { pub struct Model; }
            mod private { use relata::Model; pub(super) use relata::Model as Near; pub mod deep { pub(in crate::private) use relata::Model as Deep; pub use super::Model as Again; } }
            mod f { use crate::private::*; #[derive(Model)] struct No; #[derive(Near)] struct F; }
            ",
        )],
        &expect![[r#"
            app::c::C src/lib.rs:4:77 compiled
            app::e::E src/lib.rs:6:84 compiled
            app::f::F src/lib.rs:9:95 compiled
        "#]],
    );
}

#[test]
fn through_the_modules_of_the_crate() {
    library(
        "through_modules",
        &[(
            "src/lib.rs",
            r"
                mod prelude { pub use crate::inner::*; pub(crate) use std::fmt; }
                mod inner { pub use super::circle::*; pub use relata::{Model as Entity, Model}; }
                mod circle { pub use crate::prelude::*; pub use super::inner::*; }
                mod a { use crate::prelude::*; #[derive(Entity)] struct A; }
                mod b { use crate::circle::Model; #[derive(Model)] struct B; }
                mod c { use super::b::*; #[derive(Model)] struct No; }
                mod d { use crate::circle::Entity as E; pub mod e { use super::*; #[derive(E)] struct E2; } }
                mod f { use super::loops::*; #[derive(Model)] struct No; }
                mod loops { pub use self::more::*; pub mod more { pub use super::*; pub use super::Gone; pub use super::Gone2 as Gone; } pub use self::more::Gone as Gone2; }
                mod names { pub use relata; pub use crate::prelude as p; }
                mod g { use super::names::*; #[derive(relata::Model)] struct G; #[derive(p::Model)] struct P; }
                mod h { pub use super::names::relata as orm; use orm::*; #[derive(Model)] struct H; }
                ",
        )],
        &expect![[r#"
            app::a::A src/lib.rs:5:73 compiled
            app::b::B src/lib.rs:6:75 compiled
            app::d::e::E2 src/lib.rs:8:103 compiled
            app::g::G src/lib.rs:12:78 compiled
            app::g::P src/lib.rs:12:108 compiled
            app::h::H src/lib.rs:13:98 compiled
        "#]],
    );
}

/// What is off with a model does not hide that it is one; else what is off does not count.
#[test]
fn under_conditions() {
    library(
        "under_conditions",
        &[
            (
                "src/lib.rs",
                r#"
                #[cfg(feature = "pdf")] use relata::Model;
                #[cfg(feature = "pdf")] #[derive(Model)] struct A;
                #[cfg(feature = "pdf")] mod b { pub use relata::Model; #[derive(Model)] struct B; mod inner { use crate::b::Model; #[derive(Model)] struct Inner; } }
                #[cfg(feature = "pdf")] mod file;
                mod c { #[cfg(unix)] use other::Model; #[cfg(windows)] use relata::Model; #[derive(Model)] struct No; }
                mod d { #[cfg(windows)] use other::Model; #[cfg(unix)] use relata::*; #[derive(Model)] struct D; }
                mod e { #[cfg(windows)] mod p { pub use other::Model; } #[cfg(unix)] mod p { pub use relata::Model; } use p::*; #[derive(Model)] struct E; }
                mod f { #[cfg(unix)] mod p { pub use other::Model; } #[cfg(windows)] mod p { pub use relata::Model; } use p::Model; #[derive(Model)] struct No; }
                mod g { #[cfg(windows)] #[path = "of_other.rs"] mod p; #[cfg(unix)] #[path = "of_relata.rs"] mod p; use p::Model; #[derive(Model)] struct G; }
                #[cfg(feature = "pdf")] mod h { #[cfg(unix)] use other::Model; #[cfg(windows)] use relata::Model; #[derive(Model)] struct No; }
                "#,
            ),
            (
                "src/file.rs",
                "#![cfg(windows)] use relata::*; #[derive(Model)] struct InFile; fn f() { #[cfg(loom)] use relata::Model as M; #[cfg(loom)] #[derive(M)] struct InFunction; }",
            ),
            ("src/g/of_other.rs", "pub use other::Model;"),
            ("src/g/of_relata.rs", "pub use relata::Model;"),
        ],
        &expect![[r#"
            app::file::InFile src/file.rs:1:57 compiled if `feature = "pdf"` and `windows`: `feature = "pdf"` is not active
            app::file::InFunction src/file.rs:1:144 compiled if `feature = "pdf"` and `windows` and `loom`: `feature = "pdf"` is not active
            app::A src/lib.rs:3:65 compiled if `feature = "pdf"`: feature `pdf` is disabled
            app::b::B src/lib.rs:4:96 compiled if `feature = "pdf"`: feature `pdf` is disabled
            app::b::inner::Inner src/lib.rs:4:156 compiled if `feature = "pdf"`: feature `pdf` is disabled
            app::d::D src/lib.rs:7:111 compiled
            app::e::E src/lib.rs:8:153 compiled
            app::g::G src/lib.rs:10:155 compiled
        "#]],
    );
}

#[test]
fn all_macros_of_a_crate() {
    library(
        "macro_use",
        &[(
            "src/lib.rs",
            r"
            #[macro_use] extern crate relata as r;
            extern crate self as me;
            mod a { #[derive(Model)] struct A; #[derive(r::Model)] struct B; #[derive(::r::Model)] struct C; }
            mod b { use std::Model; #[derive(Model)] struct No; }
            mod c { pub use relata::Model as M; #[derive(me::c::M)] struct D; }
            ",
        )],
        &expect![[r#"
            app::a::A src/lib.rs:4:45 compiled
            app::a::B src/lib.rs:4:75 compiled
            app::a::C src/lib.rs:4:107 compiled
            app::c::D src/lib.rs:6:76 compiled
        "#]],
    );
}

/// There each `use` starts at the root, and other paths where they are.
#[test]
fn in_edition_2015() {
    let manifest = MANIFEST.replace("2024", "2015");
    library(
        "edition_2015",
        &[
            ("Cargo.toml", &*manifest),
            (
                "src/lib.rs",
                r"
                extern crate relata;
                mod prelude { pub use relata::Model as Entity; }
                mod a { use prelude::Entity; #[derive(Entity)] struct A; }
                mod b { use relata::Model; #[derive(Model)] struct B; #[derive(::relata::Model)] struct C; }
                mod c { #[derive(::prelude::Entity)] struct D; }
                ",
            ),
        ],
        &expect![[r#"
            app::a::A src/lib.rs:4:71 compiled
            app::b::B src/lib.rs:5:68 compiled
            app::b::C src/lib.rs:5:105 compiled
            app::c::D src/lib.rs:6:61 compiled
        "#]],
    );
}

#[test]
fn of_a_dependency_with_another_name() {
    let manifest = MANIFEST.replace("relata = {", "orm = { package = \"relata\",");
    let root = package(
        "renamed",
        &[
            ("Cargo.toml", &*manifest),
            (
                "src/lib.rs",
                "use orm::Model; #[derive(Model)] #[relata(crate = orm)] struct A; #[derive(orm::Model)] struct B;\nmod a { #[derive(relata::Model)] struct No; }",
            ),
        ],
    );
    expect![[r#"
        app::A src/lib.rs:1:64 compiled
        app::B src/lib.rs:1:96 compiled
    "#]]
    .assert_eq(&models(&read(&Target::library(root))));
}

/// A model of SeaORM is known by its module, and the derive that it puts on the model alone counts.
#[test]
fn of_sea_orm() {
    library(
        "of_sea_orm",
        &[(
            "src/lib.rs",
            r#"
            mod cake { #[derive(DeriveEntityModel, relata::Model)] #[sea_orm(table_name = "cake")] pub struct Model { pub id: i32 } }
            mod field { #[derive(relata::Model)] pub struct Model { #[sea_orm(primary_key)] pub id: i32 } }
            mod alone { #[sea_orm::model] #[sea_orm(table_name = "a", model_attrs(derive(relata::Model)))] pub struct Model { pub id: i32 } }
            mod named { #[derive(relata::Model)] #[sea_orm(table_name = "n")] #[relata(name = "Cake")] pub struct Model; }
            mod module { #[derive(relata::Model)] #[relata(name = "module")] pub struct Item; }
            mod plain { #[derive(relata::Model)] pub struct Model; }
            #[derive(relata::Model)] #[sea_orm(table_name = "root")] pub struct Model;
            mod part { #[derive(relata::Relations)] pub enum Relation {} }
            "#,
        )],
        &expect![[r#"
            app::cake src/lib.rs:2:111 compiled
            app::field src/lib.rs:3:61 compiled
            app::alone src/lib.rs:4:119 compiled
            app::named::Cake src/lib.rs:5:115 compiled
            app::module::module src/lib.rs:6:89 compiled
            app::plain::Model src/lib.rs:7:61 compiled
            app::Model src/lib.rs:8:81 compiled
        "#]],
    );
}
