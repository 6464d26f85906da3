//! A file that both the library and the program of a package compile, each as a module of its own.

use expect_test::{Expect, expect};
use relata::options;
use relata::source::Target;
use serde_json::{Value, json};

use super::told::found;
use crate::packages::package;

const SERVER: &str = r#"
    [workspace]
    [package]
    name = "app"
    version = "1.0.0"
    edition = "2024"
    [dependencies]
    relata = { path = "$RELATA", default-features = false }
    [[bin]]
    name = "server"
    path = "src/main.rs"
"#;
const MODELS: &str = "#[derive(relata::Model)]\npub struct Author;\n";

/// What is found of the program, where these models are registered.
fn program(name: &str, files: &[(&str, &str)], target: &str, models: &Value, expected: &Expect) {
    let target = Target::binary(package(name, files), target);
    expected.assert_eq(&found(&options(), &target, models).to_string());
}

#[test]
fn a_program_of_another_name() {
    let files = [
        ("Cargo.toml", SERVER),
        ("src/lib.rs", "pub mod models;"),
        ("src/main.rs", "mod models; fn main() {}"),
        ("src/models.rs", MODELS),
    ];
    let own = json!({ "path": "server::models::Author", "at": "src/models.rs:2:12" });
    program(
        "twice_by_another_name",
        &files,
        "server",
        &json!([own]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Author` is declared, but no code refers to crate `app`
              --> src/models.rs:2:12
              = note: the file is also compiled as a module of this program: `Author` is registered as `server::models::Author`
              = help: replace `mod models;` in src/main.rs with `use app::models;`, and check that the module is `pub`

            for more information: cargo relata explain missing_model
        "#]],
    );
    // Both are in the program, and a name means either.
    let library = json!({ "path": "app::models::Author", "at": "src/models.rs:2:12" });
    let post = json!({ "path": "server::Post", "at": "src/main.rs:1:1", "relations": [
        { "name": "author", "kind": "belongs_to", "targets": ["Author"], "at": "src/main.rs:1:20" } ] });
    program(
        "twice_by_another_name",
        &files,
        "server",
        &json!([own, library, post]),
        &expect![[r#"
            relata: 1 error in 3 models from 2 crates

            error[ambiguous_target]: relation `Post.author` points at `Author`, which matches 2 models
              --> src/main.rs:1:20
            note: one is `app::models::Author`
              --> src/models.rs:2:12
            note: another is `server::models::Author`
              --> src/models.rs:2:12
              = note: both come from the same declaration, which is compiled into 2 crates: each crate declares the file with a `mod` item
              = help: replace `mod models;` in src/main.rs with `use app::models;`, and check that the module is `pub`

            for more information: cargo relata explain ambiguous_target
        "#]],
    );
}

#[test]
fn the_root_of_the_library() {
    let inner = "mod parser { #[derive(relata::Model)] struct Parser; }\nmod token;";
    let files = [
        ("src/lib.rs", inner),
        ("src/main.rs", "mod lib; fn main() {}"),
        ("src/token.rs", MODELS),
        ("src/lib/token.rs", MODELS),
    ];
    let models = json!([
        { "path": "app::lib::parser::Parser", "at": "src/lib.rs:1:46" },
        { "path": "app::lib::token::Author", "at": "src/lib/token.rs:2:12" },
    ]);
    program(
        "twice_by_root",
        &files,
        "app",
        &models,
        &expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: 2 models are declared, but no code refers to crate `app`
          --> src/lib.rs:1:46
        note: model `Author` is declared here
          --> src/token.rs:2:12
          = note: the file is also compiled as a module of this program: `Parser` is registered as `app::lib::parser::Parser`
          = help: replace `mod lib;` in src/main.rs with `use app as lib;`

        for more information: cargo relata explain missing_model
    "#]],
    );
    // With that, a file is left over.
    let mut files = files;
    files[1].1 = "use app as lib; fn main() {}";
    let models = json!([
        { "path": "app::parser::Parser", "at": "src/lib.rs:1:46" },
        { "path": "app::token::Author", "at": "src/token.rs:2:12" },
    ]);
    program(
        "twice_by_root",
        &files,
        "app",
        &models,
        &expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: model `Author` is declared, but no `mod` declares its file
          --> src/lib/token.rs:2:12
          = help: delete src/lib/token.rs if it is not used

        for more information: cargo relata explain missing_model
    "#]],
    );
}
