//! Files that no module reaches, and the line that would.

use expect_test::expect;
use relata::source::Target;

use super::packages::{library, models, package, read};

const MODEL: &str = "#[derive(relata::Model)]\npub struct It;\n";

#[test]
fn the_line_that_is_missing() {
    library(
        "missing_line",
        &[
            (
                "src/lib.rs",
                "mod a; mod b; mod body { mod c; }\n#[path = \"d/x.rs\"] mod d;",
            ),
            ("src/a.rs", ""),
            ("src/b/mod.rs", ""),
            ("src/body/c.rs", ""),
            ("src/d/x.rs", ""),
            ("src/top.rs", MODEL),
            ("src/folder/mod.rs", MODEL),
            ("src/a/one.rs", MODEL),
            ("src/b/two.rs", MODEL),
            (
                "src/b/three/mod.rs",
                "mod inner { #[derive(relata::Model)] struct I; }",
            ),
            ("src/body/in_body.rs", MODEL),
            ("src/body/c/below.rs", MODEL),
            ("src/type.rs", MODEL),
            ("src/no-module.rs", MODEL),
            ("src/no_folder/x.rs", MODEL),
            ("src/d/beside.rs", MODEL),
            ("src/quiet.rs", "#[derive(Debug)] struct Q;"),
            ("src/broken.rs", "#[derive("),
        ],
        &expect![[r#"
            app::a::one::It src/a/one.rs:2:12 not reached by any module: `mod one;` in src/a.rs
            app::b::three::inner::I src/b/three/mod.rs:1:45 not reached by any module: `mod three;` in src/b/mod.rs
            app::b::two::It src/b/two.rs:2:12 not reached by any module: `mod two;` in src/b/mod.rs
            app::body::c::below::It src/body/c/below.rs:2:12 not reached by any module: `mod below;` in src/body/c.rs
            app::body::in_body::It src/body/in_body.rs:2:12 not reached by any module
            app::d::beside::It src/d/beside.rs:2:12 not reached by any module: `mod beside;` in src/d/x.rs
            app::folder::It src/folder/mod.rs:2:12 not reached by any module: `mod folder;` in src/lib.rs
            app::no-module::It src/no-module.rs:2:12 not reached by any module
            app::no_folder::x::It src/no_folder/x.rs:2:12 not reached by any module
            app::top::It src/top.rs:2:12 not reached by any module: `mod top;` in src/lib.rs
            app::r#type::It src/type.rs:2:12 not reached by any module: `mod r#type;` in src/lib.rs
        "#]],
    );
}

/// One line reaches the outermost; the rest can be seen then.
#[test]
fn below_what_is_unreached() {
    library(
        "below_unreached",
        &[
            ("src/lib.rs", "mod prelude; pub use prelude::*;"),
            ("src/prelude.rs", "pub use relata::Model as Entity;"),
            ("src/a.rs", "mod b; // no struct\n use crate::prelude::*;"),
            ("src/a/b.rs", "use super::*; #[derive(Entity)] struct B;"),
            (
                "src/a/c/mod.rs",
                "use crate::a::Entity as E; #[derive(E)] struct C;",
            ),
            (
                "src/a/c/d.rs",
                "#[derive(super::E)] struct D; mod body { mod e; }",
            ),
            ("src/a/c/d/body/e.rs", MODEL),
        ],
        &expect![[r#"
            app::a::b::B src/a/b.rs:1:40 not reached by any module: `mod a;` in src/lib.rs
            app::a::c::d::D src/a/c/d.rs:1:28 not reached by any module: `mod a;` in src/lib.rs
            app::a::c::d::body::e::It src/a/c/d/body/e.rs:2:12 not reached by any module: `mod a;` in src/lib.rs
            app::a::c::C src/a/c/mod.rs:1:48 not reached by any module: `mod a;` in src/lib.rs
        "#]],
    );
}

/// Files of other targets belong to them, and unreached files to the library.
#[test]
fn beside_other_targets() {
    let files = [
        ("src/main.rs", "mod of_main; fn main() {}"),
        ("src/of_main.rs", MODEL),
        (
            "src/bin/tool.rs",
            "#[path = \"../shared.rs\"] mod shared; fn main() {}",
        ),
        ("src/shared.rs", MODEL),
        ("src/bin/folder/main.rs", "fn main() {}"),
        ("src/bin/folder/lost.rs", MODEL),
        (
            "tests/it.rs",
            "#[path = \"../src/of_test.rs\"] mod of_test;",
        ),
        ("src/of_test.rs", MODEL),
        ("src/lost.rs", MODEL),
        ("src/nested/Cargo.toml", "[package]\nname = \"nested\"\n"),
        ("src/nested/lib.rs", MODEL),
    ];
    let root = package("other_targets", &files);
    let text = models(&read(&Target::test(&root, "it")));
    expect![[r#"
        it::of_test::It tests/../src/of_test.rs:2:12 compiled
    "#]]
    .assert_eq(&text);

    let library = [&files[..], &[("src/lib.rs", "")]].concat();
    let root = package("other_targets_and_library", &library);
    let text = models(&read(&Target::binary(&root, "tool")));
    expect![[r#"
        tool::shared::It src/bin/../shared.rs:2:12 compiled
        app::lost::It src/lost.rs:2:12 not reached by any module: `mod lost;` in src/lib.rs
    "#]]
    .assert_eq(&text);
}
