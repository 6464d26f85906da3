//! Source that hides models from a check without a build.

#![cfg(feature = "source")]

use std::fs;
use std::path::PathBuf;

use expect_test::expect;
use relata::source::{Models, Workspace};
use relata::{Level, Rule};

/// A package with a sound model, and a file with this text.
fn package(name: &str, text: &str) -> Models {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&root));
    fs::create_dir_all(root.join("src")).unwrap();
    let manifest = "[package]\nname = \"blog\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nrelata = \"0.1\"\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let sound = "mod post;\n\n#[derive(relata::Model)]\nstruct User {\n    id: i64,\n}\n";
    fs::write(root.join("src/lib.rs"), sound).unwrap();
    fs::write(root.join("src/post.rs"), text).unwrap();
    Models::read(&Workspace::new(root).no_metadata(true)).unwrap()
}

#[test]
fn a_file_that_does_not_parse() {
    let models = package(
        "unread_syntax",
        "#[derive(relata::Model)]\nstruct Post {\n    id: i64\n    title: String,\n}\n",
    );
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[unread_source]: `src/post.rs` cannot be read: expected `,`
          --> src/post.rs:4:5
          = note: models and relations in it are not checked

        for more information: cargo relata explain unread_source
    "#]]
    .assert_eq(&relata::options().check_models(&models).to_string());
    let allowed = relata::options().level(Rule::UnreadSource, Level::Allow);
    assert!(allowed.check_models(&models).is_empty());
}

/// The derive reports it as a compile error. What the attribute was to say is unknown.
#[test]
fn an_attribute_with_a_mistake() {
    let models = package(
        "unread_attribute",
        "#[derive(relata::Model)]\n#[relata(tabel = \"posts\")]\nstruct Post {\n    id: i64,\n}\n",
    );
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unread_source]: `src/post.rs` cannot be read: unknown argument `tabel`; a similar one exists: `table`
          --> src/post.rs:2:10
          = note: models and relations in it are not checked

        for more information: cargo relata explain unread_source
    "#]].assert_eq(&relata::options().check_models(&models).to_string());
}

/// Any of them can be the model, so none is checked.
#[test]
fn a_table_with_two_equal_structs() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("unread_table");
    drop(fs::remove_dir_all(&root));
    fs::create_dir_all(root.join("src")).unwrap();
    let manifest = "[package]\nname = \"blog\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\ndiesel = \"2\"\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let structs = ["Short", "Long"].map(|name| {
        format!("#[derive(Queryable)]\n#[diesel(table_name = posts)]\nstruct {name} {{\n    id: i64,\n}}\n")
    });
    let table = "diesel::table! {\n    posts {\n        id -> Int8,\n    }\n}\n\n";
    fs::write(
        root.join("src/lib.rs"),
        table.to_owned() + &structs.concat(),
    )
    .unwrap();
    let models = Models::read(&Workspace::new(root).no_metadata(true)).unwrap();
    let options = relata::options().level(Rule::EmptyRegistry, Level::Allow);
    expect![[r#"
        relata: 1 warning in 0 models from 0 crates

        warning[unread_source]: no struct is certainly the model of table `posts`
          --> src/lib.rs:9:8
          = note: several structs with equally many fields read the table, so it is not checked
          = help: derive `Identifiable` only for the struct that is the model

        for more information: cargo relata explain unread_source
    "#]]
    .assert_eq(&options.check_models(&models).to_string());
}

/// It cannot hide a model.
#[test]
fn a_file_without_models_that_does_not_parse() {
    let models = package("unread_irrelevant", "fn broken( {}\n");
    assert!(relata::options().check_models(&models).is_empty());
}
