//! Which file is which module.

use std::fmt::Write;

use expect_test::expect;
use relata::source::Target;

use super::packages::{library, models, package, read};

const MODEL: &str = "#[derive(relata::Model)]\npub struct It;\n";

#[test]
fn files_in_both_layouts() {
    library(
        "layouts",
        &[
            ("src/lib.rs", "mod a;\nmod b;\nmod r#type;"),
            ("src/a.rs", "#[derive(relata::Model)] struct A;\nmod deep;"),
            (
                "src/a/deep.rs",
                "mod deeper; #[derive(relata::Model)] struct B;",
            ),
            (
                "src/a/deep/deeper.rs",
                "\n\n  #[derive(relata::Model)]\n  pub(crate) struct C { id: i64 }",
            ),
            ("src/b/mod.rs", "mod deep; mod other;"),
            ("src/b/deep.rs", MODEL),
            (
                "src/b/other/mod.rs",
                "#[derive(relata::Model)] enum E { One, Two }",
            ),
            (
                "src/type.rs",
                "#[derive(relata::Model)] struct r#struct; mod r#fn { #[derive(relata::Model)] struct F; }",
            ),
        ],
        &expect![[r#"
            app::a::A src/a.rs:1:33 compiled
            app::a::deep::B src/a/deep.rs:1:45 compiled
            app::a::deep::deeper::C src/a/deep/deeper.rs:4:21 compiled
            app::b::deep::It src/b/deep.rs:2:12 compiled
            app::b::other::E src/b/other/mod.rs:1:31 compiled
            app::r#type::struct src/type.rs:1:33 compiled
            app::r#type::r#fn::F src/type.rs:1:86 compiled
        "#]],
    );
}

#[test]
fn modules_with_a_body() {
    library(
        "bodies",
        &[
            (
                "src/lib.rs",
                "mod a { mod b; mod c { mod d; }\n #[derive(relata::Model)] struct A; }\nmod e;",
            ),
            ("src/a/b.rs", MODEL),
            ("src/a/c/d.rs", MODEL),
            ("src/e.rs", "mod f { mod g; } #[path = \"h.rs\"] mod h;"),
            ("src/e/f/g.rs", MODEL),
            ("src/h.rs", MODEL),
            ("src/e/h.rs", "this is not it"),
        ],
        &expect![[r#"
            app::a::b::It src/a/b.rs:2:12 compiled
            app::a::c::d::It src/a/c/d.rs:2:12 compiled
            app::e::f::g::It src/e/f/g.rs:2:12 compiled
            app::e::h::It src/h.rs:2:12 compiled
            app::a::A src/lib.rs:2:34 compiled
        "#]],
    );
}

/// Where a path starts depends on the file and on the bodies that it is in.
#[test]
fn paths() {
    library(
        "paths",
        &[
            (
                "src/lib.rs",
                r#"
                #[path = "elsewhere/x.rs"] mod a;
                mod b;
                #[path = "thread"] mod c { #[path = "tls.rs"] mod local; mod d; }
                #[cfg_attr(windows, path = "win.rs")]
                #[cfg_attr(feature = "pdf", path = "with_pdf.rs")]
                mod e;
                #[path = "twice.rs"] mod once;
                #[path = "../src/./twice.rs"] mod again;
                "#,
            ),
            (
                "src/elsewhere/x.rs",
                "mod y; #[derive(relata::Model)] struct X;",
            ),
            ("src/elsewhere/y.rs", MODEL),
            (
                "src/b.rs",
                "#[path = \"sub/z.rs\"] mod z; mod body { #[path = \"inner.rs\"] mod inner; }",
            ),
            ("src/sub/z.rs", MODEL),
            ("src/b/body/inner.rs", MODEL),
            ("src/thread/tls.rs", MODEL),
            ("src/thread/d.rs", MODEL),
            ("src/win.rs", MODEL),
            ("src/with_pdf.rs", MODEL),
            ("src/e.rs", MODEL),
            ("src/twice.rs", MODEL),
        ],
        &expect![[r#"
            app::again::It src/../src/./twice.rs:2:12 compiled
            app::b::body::inner::It src/b/body/inner.rs:2:12 compiled
            app::e::It src/e.rs:2:12 compiled if `not(windows)` and `not(feature = "pdf")`: holds
            app::a::X src/elsewhere/x.rs:1:40 compiled
            app::a::y::It src/elsewhere/y.rs:2:12 compiled
            app::b::z::It src/sub/z.rs:2:12 compiled
            app::c::d::It src/thread/d.rs:2:12 compiled
            app::c::local::It src/thread/tls.rs:2:12 compiled
            app::once::It src/twice.rs:2:12 compiled
            app::e::It src/win.rs:2:12 compiled if `windows`: `windows` is not active
            app::e::It src/with_pdf.rs:2:12 compiled if `not(windows)` and `feature = "pdf"`: feature `pdf` is disabled
        "#]],
    );
}

/// It is a part of the module that includes it, and its own modules are next to it.
#[test]
fn included_files() {
    library(
        "included",
        &[
            (
                "src/lib.rs",
                "mod a;\ninclude!(\"parts/one.rs\");\nuse relata::Model;\nfn f() { include!(\"parts/three.rs\"); }",
            ),
            (
                "src/parts/one.rs",
                "#[derive(Model)] struct One;\nmod beside;\n",
            ),
            (
                "src/parts/beside.rs",
                "use super::Model; #[derive(Model)] struct Beside;",
            ),
            (
                "src/a.rs",
                "#[cfg(test)] include!(\"parts/two.rs\"); mod inner { include!(\"parts/two.rs\"); include!(concat!(\"a\", \"b\")); }",
            ),
            ("src/parts/two.rs", MODEL),
            ("src/parts/three.rs", MODEL),
        ],
        &expect![[r#"
            app::beside::Beside src/parts/beside.rs:1:43 compiled
            app::One src/parts/one.rs:1:25 compiled
            app::parts::three::It src/parts/three.rs:2:12 not reached by any module
            app::a::It src/parts/two.rs:2:12 compiled if `test`: `test` is not active
            app::a::inner::It src/parts/two.rs:2:12 compiled
        "#]],
    );
}

/// What the compiler refuses is its own to tell; here it must only end.
#[test]
fn circles_and_missing_files() {
    library(
        "circles",
        &[
            (
                "src/lib.rs",
                "mod a; mod absent; #[cfg(windows)] mod absent_too;\n#[path = \"lib.rs\"] mod own;\n#[derive(relata::Model)] struct A;",
            ),
            (
                "src/a.rs",
                "#[path = \"b.rs\"] mod b; include!(\"a.rs\"); #[derive(relata::Model)] struct B;",
            ),
            (
                "src/b.rs",
                "#[path = \"a.rs\"] mod a; #[derive(relata::Model)] struct C;",
            ),
        ],
        &expect![[r#"
            app::a::B src/a.rs:1:75 compiled
            app::a::b::C src/b.rs:1:57 compiled
            app::A src/lib.rs:3:33 compiled
        "#]],
    );
}

/// Each body is in the module around it, which is what the compiler calls it.
#[test]
fn in_the_bodies_of_functions() {
    library(
        "functions",
        &[(
            "src/lib.rs",
            r"
            use relata::Model;
            mod a {
                fn f() { #[derive(relata::Model)] struct InFunction; }
                struct S;
                impl S {
                    #[cfg(test)]
                    fn g() { if true { loop { #[derive(relata::Model)] enum InMethod {} } } }
                    const C: () = { #[derive(relata::Model)] struct InConst; };
                }
                trait T { fn h() { let f = || { #[derive(relata::Model)] struct InClosure; }; } }
                fn i() { mod inner { #[derive(relata::Model)] struct InModule; } }
            }
            const _: () = { #[derive(Model)] struct Unnamed; };
            fn arms() { match 1 { #[cfg(windows)] _ => { #[derive(Model)] struct Arm; } _ => {} } }
            fn blocks() { #[cfg(unix)] { #[derive(Model)] struct Block; } #[cfg(unix)] let _ = { #[derive(Model)] struct Local; }; }
            ",
        )],
        &expect![[r#"
            app::a::InFunction src/lib.rs:4:58 compiled
            app::a::InMethod src/lib.rs:8:77 compiled if `test`: `test` is not active
            app::a::InConst src/lib.rs:9:69 compiled
            app::a::InClosure src/lib.rs:11:81 compiled
            app::a::inner::InModule src/lib.rs:12:70 compiled
            app::Unnamed src/lib.rs:14:53 compiled
            app::Arm src/lib.rs:15:82 compiled if `windows`: `windows` is not active
            app::Block src/lib.rs:16:66 compiled if `unix`: holds
            app::Local src/lib.rs:16:122 compiled if `unix`: holds
        "#]],
    );
}

/// Columns are counted in characters, and neither a byte order mark nor a line for a shell is counted.
#[test]
fn places() {
    library(
        "places",
        &[
            (
                "src/lib.rs",
                "\u{feff}mod a; #[derive(relata::Model)] struct First;\r\nmod b; /* äöü\t€ */ #[derive(relata::Model)] struct Second;",
            ),
            (
                "src/a.rs",
                "#!/usr/bin/env run\n/* ä */ #[derive(relata::Model)] struct AfterShell;",
            ),
            (
                "src/b.rs",
                "\n\n\n\n#[derive(relata::Model)]\n#[relata(name = \"Other\", table = \"skip\")]\npub\nstruct\nNamed;",
            ),
        ],
        &expect![[r#"
            app::a::AfterShell src/a.rs:2:41 compiled
            app::b::Other src/b.rs:9:1 compiled
            app::First src/lib.rs:1:40 compiled
            app::Second src/lib.rs:2:52 compiled
        "#]],
    );
}

/// What a macro makes is seen by the compiler alone.
#[test]
fn in_macros() {
    library(
        "macros",
        &[(
            "src/lib.rs",
            r"
            macro_rules! model { ($name:ident) => { #[derive(relata::Model)] struct $name; } }
            model!(A);
            some::other! { #[derive(relata::Model)] struct B; }
            fn f() { model!(C); }
            #[derive(relata::Model)] struct D;
            ",
        )],
        &expect![[r#"
            app::D src/lib.rs:6:45 compiled
        "#]],
    );
}

/// Each crate of a package has the files that it reaches.
#[test]
fn the_targets_of_a_package() {
    let root = package(
        "targets",
        &[
            (
                "src/lib.rs",
                "mod shared; #[cfg(test)] mod tests { #[derive(relata::Model)] struct T; }",
            ),
            (
                "src/main.rs",
                "mod shared; mod own; #[cfg(test)] mod tests { #[derive(relata::Model)] struct T; }",
            ),
            ("src/shared.rs", MODEL),
            ("src/own.rs", MODEL),
            ("src/bin/work-er.rs", MODEL),
            ("src/bin/tool/main.rs", "mod part;"),
            ("src/bin/tool/part.rs", MODEL),
            (
                "tests/it.rs",
                "mod common; #[cfg(test)] #[derive(relata::Model)] struct InTest;",
            ),
            ("tests/common/mod.rs", MODEL),
            ("examples/show.rs", MODEL),
            ("benches/fast.rs", MODEL),
        ],
    );
    let mut text = String::new();
    for (name, target) in [
        ("library", Target::library(&root)),
        ("unit tests", Target::library(&root).with_cfg_test(true)),
        ("binary", Target::binary(&root, "app")),
        (
            "its tests",
            Target::binary(&root, "app").with_cfg_test(true),
        ),
        ("other binary", Target::binary(&root, "work-er")),
        ("folder", Target::binary(&root, "tool")),
        ("test", Target::test(&root, "it")),
        ("example", Target::example(&root, "show")),
        ("bench", Target::bench(&root, "fast")),
        ("doctest", Target::doctest(&root)),
    ] {
        write!(text, "{name}:\n{}", models(&read(&target))).unwrap();
    }
    expect![[r#"
        library:
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::shared::It src/shared.rs:2:12 compiled
        unit tests:
        app::tests::T src/lib.rs:1:70 compiled if `test`: holds
        app::shared::It src/shared.rs:2:12 compiled
        binary:
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::tests::T src/main.rs:1:79 compiled if `test`: `test` is not active
        app::own::It src/own.rs:2:12 compiled
        app::shared::It src/shared.rs:2:12 compiled
        app::shared::It src/shared.rs:2:12 compiled
        its tests:
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::tests::T src/main.rs:1:79 compiled if `test`: holds
        app::own::It src/own.rs:2:12 compiled
        app::shared::It src/shared.rs:2:12 compiled
        app::shared::It src/shared.rs:2:12 compiled
        other binary:
        work_er::It src/bin/work-er.rs:2:12 compiled
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::shared::It src/shared.rs:2:12 compiled
        folder:
        tool::part::It src/bin/tool/part.rs:2:12 compiled
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::shared::It src/shared.rs:2:12 compiled
        test:
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::shared::It src/shared.rs:2:12 compiled
        it::common::It tests/common/mod.rs:2:12 compiled
        it::InTest tests/it.rs:1:58 compiled if `test`: holds
        example:
        show::It examples/show.rs:2:12 compiled
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::shared::It src/shared.rs:2:12 compiled
        bench:
        fast::It benches/fast.rs:2:12 compiled
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::shared::It src/shared.rs:2:12 compiled
        doctest:
        app::tests::T src/lib.rs:1:70 compiled if `test`: `test` is not active
        app::shared::It src/shared.rs:2:12 compiled
    "#]]
    .assert_eq(&text);
}
