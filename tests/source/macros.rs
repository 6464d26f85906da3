//! Modules in macros, and macros that take long if they are read more than once.

use std::fmt::Write;

use expect_test::{Expect, expect};
use relata::source::Target;

use super::packages::{self, package};
use super::robust::read;

const MODEL: &str = "#[derive(relata::Model)] pub struct Model { pub id: i64 }";

/// Reads a large file and a model in it. In time that grows with the square of its size this would not end.
fn fast(name: &str, text: &str, expected: &Expect) {
    let text = format!("{text}\n{MODEL}");
    let root = package(&format!("macros_{name}"), &[("src/lib.rs", &text)]);
    expected.assert_eq(&read(&root));
}

/// A definition is searched once.
#[test]
fn calls_of_a_large_macro() {
    let calls = "m!{}\n".repeat(2_000);
    for module in ["", "mod x {}"] {
        let words = "a, ".repeat(20_000);
        fast(
            "large",
            &format!("macro_rules! m {{ () => {{ {words} {module} }} }}\n{calls}"),
            &expect![[r#"
                1 models
            "#]],
        );
    }
}

#[test]
fn macros_that_declare_too_many_modules() {
    let calls = "m!{}\n".repeat(2_000);
    let expected = expect![[r#"
        1 models
        src/lib.rs:51:1: the macros of this file declare too many modules
    "#]];
    let modules = "mod a {} ".repeat(2_001);
    let text = format!("macro_rules! m {{ () => {{ {modules} }} }}\n{calls}");
    fast("many", &text, &expected);
    let attributes = "a, ".repeat(998);
    let text =
        format!("macro_rules! m {{ () => {{ #[cfg(any({attributes}))] mod a {{}} }} }}\n{calls}");
    fast("attributes", &text, &expected);
}

#[test]
fn deep_calls() {
    let deep = format!("m!{{ {}{} }}\n", "(".repeat(1_900), ")".repeat(1_900));
    fast(
        "deep",
        &deep.repeat(100),
        &expect![[r#"
            1 models
        "#]],
    );
}

/// Only calls that seem to be of Diesel, and are not, ask for the imports.
#[test]
fn calls_next_to_many_imports() {
    for (from, call) in [("a", "m!();"), ("diesel", "table!();")] {
        let imports = (0..20_000).fold(String::new(), |text, nth| {
            text + &format!("use {from}::b{nth};\n")
        });
        fast(
            "imports",
            &(imports + &call.repeat(20_000)),
            &expect![[r#"
                1 models
            "#]],
        );
    }
}

/// The forms that are found, each as the file of a module with a model.
#[test]
fn forms_of_modules() {
    let forms = [
        "m! { mod it; }",
        "m! { pub mod it; }",
        "m! { a pub(crate) mod it; }",
        "m! { pub(in crate::a) mod it; }",
        "m! { #[doc = \"a\"] mod it; }",
        "m! { #[path = \"it.rs\"] pub mod other; }",
        "m! { a => [(pub mod it;)] }",
        "m! { pub mod r#it; }",
        "m! { #[path = \".\"] mod a { mod it; } }",
        "macro_rules! m { ($v:vis) => { $v mod it; } } m!{}",
        "macro_rules! m { (a) => {}; () => { $crate::n! { #[doc = \"a\"] pub mod it; } } } m!{}",
        // Not modules.
        "m! { mod it }",
        "m! { r#mod it; }",
        "m! { mod $it; }",
        "m! { #[cfg(any())] mod it; }",
    ];
    let mut text = String::new();
    for form in forms {
        let root = format!("struct It; {form}");
        let files = [("src/lib.rs", &*root), ("src/it.rs", MODEL)];
        let source = packages::read(&Target::library(package("macros_forms", &files)));
        let found: Vec<String> = source
            .models()
            .map(|it| it.standing().to_string())
            .collect();
        writeln!(text, "{form}: {}", found.join(", ")).unwrap();
    }
    expect![[r#"
        m! { mod it; }: compiled if `m!`: `m!` is not known
        m! { pub mod it; }: compiled if `m!`: `m!` is not known
        m! { a pub(crate) mod it; }: compiled if `m!`: `m!` is not known
        m! { pub(in crate::a) mod it; }: compiled if `m!`: `m!` is not known
        m! { #[doc = "a"] mod it; }: compiled if `m!`: `m!` is not known
        m! { #[path = "it.rs"] pub mod other; }: compiled if `m!`: `m!` is not known
        m! { a => [(pub mod it;)] }: compiled if `m!`: `m!` is not known
        m! { pub mod r#it; }: compiled if `m!`: `m!` is not known
        m! { #[path = "."] mod a { mod it; } }: compiled if `m!`: `m!` is not known
        macro_rules! m { ($v:vis) => { $v mod it; } } m!{}: compiled if `m!`: `m!` is not known
        macro_rules! m { (a) => {}; () => { $crate::n! { #[doc = "a"] pub mod it; } } } m!{}: compiled if `m!`: `m!` is not known
        m! { mod it }: not reached by any module: `mod it;` in src/lib.rs
        m! { r#mod it; }: not reached by any module: `mod it;` in src/lib.rs
        m! { mod $it; }: not reached by any module: `mod it;` in src/lib.rs
        m! { #[cfg(any())] mod it; }: compiled if `m!` and `any()`: `any()` is not active
    "#]].assert_eq(&text);
}

/// The tokens of a macro are nested only by their brackets, unless they are parsed.
#[test]
fn words_in_macros_are_flat() {
    let mut text = String::new();
    for (before, repeated, after) in [
        ("macro_rules! m { () => { ", "a ", "} }"),
        ("m! { ", "a - < ", "}"),
        ("fn f() { m!(", "- ", "); }"),
        ("fn f() { a::m! [", "|a, b| ", "]; }"),
        ("m! { mod a; ", "#[a] - ", "}"),
        // Attributes in macros are parsed, and so are modules.
        ("m! { # [path = ", "!", "1] mod a; }"),
        ("m! { ", "mod a { ", "}"),
        ("key_type!(", "&", ");"),
        ("table! { ", "a ", " }"),
        ("const A: u8 = break 'a !(", "- ", "1);"),
        ("const A: bool = if !(", "- ", "1) {};"),
        ("const A: bool = a != (", "- ", "1);"),
    ] {
        let deep = format!("{before}{}{after}", repeated.repeat(5_000));
        let root = package(
            "macros_flat",
            &[("src/lib.rs", &format!("{deep}\n{MODEL}"))],
        );
        let read = read(&root);
        writeln!(text, "{before}: {}", read.trim_end().replace('\n', ", ")).unwrap();
    }
    expect![[r#"
        macro_rules! m { () => { : 1 models
        m! { : 1 models
        fn f() { m!(: 1 models
        fn f() { a::m! [: 1 models
        m! { mod a; : 1 models
        m! { # [path = : 0 models, src/lib.rs:1:4010: nested too deeply
        m! { : 0 models, src/lib.rs:1:10662: nested too deeply
        key_type!(: 0 models, src/lib.rs:1:4008: nested too deeply
        table! { : 0 models, src/lib.rs:1:8004: nested too deeply
        const A: u8 = break 'a !(: 0 models, src/lib.rs:1:8008: nested too deeply
        const A: bool = if !(: 0 models, src/lib.rs:1:8006: nested too deeply
        const A: bool = a != (: 0 models, src/lib.rs:1:8005: nested too deeply
    "#]]
    .assert_eq(&text);
}
