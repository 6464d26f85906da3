//! Packages whose build is not the whole truth: features that another package enables, and files that were linked elsewhere.

mod run;

use std::path::PathBuf;
use std::process::Command;

use expect_test::expect;

use run::{manifest, run};

fn models_with_features(name: &str) -> PathBuf {
    let models = "[dependencies.models]\npath = \"../models\"";
    let main = "relata::link!(models);\nfn main() {\n    relata::init().unwrap();\n}\n";
    run::folder(
        name,
        &[
            (
                "Cargo.toml",
                "[workspace]\nresolver = \"3\"\nmembers = [\"models\", \"server\", \"worker\"]\n",
            ),
            (
                "models/Cargo.toml",
                &manifest("models", "[features]\nbilling = []"),
            ),
            (
                "models/src/lib.rs",
                "#[derive(relata::Model)]\n#[relata(has_many(invoices: \"Invoice\", inverse = customer))]\npub struct Customer {\n    pub id: i64,\n}\n\n#[cfg(feature = \"billing\")]\npub mod billing;\n",
            ),
            (
                "models/src/billing.rs",
                "#[derive(relata::Model)]\npub struct Invoice {\n    pub id: i64,\n    #[relata(belongs_to(crate::Customer, inverse = invoices))]\n    pub customer_id: i64,\n}\n",
            ),
            (
                "server/Cargo.toml",
                &manifest("server", &format!("{models}\nfeatures = [\"billing\"]")),
            ),
            ("server/src/main.rs", main),
            ("worker/Cargo.toml", &manifest("worker", models)),
            ("worker/src/main.rs", main),
        ],
    )
}

/// A build of the whole workspace enables the feature for both programs. `cargo run -p worker` does not.
#[test]
fn a_feature_that_another_package_enables() {
    let folder = models_with_features("features_of_another_package");
    expect![[r#"
        $ cargo relata check -q --workspace
        error[missing_model]: model `Invoice` is declared behind `cfg(feature = "billing")`, which is not active
         --> models/src/billing.rs:2:12
          |
        2 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs this model: `Customer.invoices` (models/src/lib.rs:2:29)
          = note: this finding is in bin `worker`, built alone
          = help: enable the feature `billing` of `models` in worker/Cargo.toml

        target                     models  crates  errors  warnings
        bin `server`                    2       1       0         0
        bin `worker`                    2       1       0         0
        bin `worker`, built alone       1       1       1         0

        1 error in total
        for more information: cargo relata explain missing_model
        coverage of bin `server`: 2 models, 2 relations; 2 keys compared
        coverage of bin `worker`: 2 models, 2 relations; 2 keys compared
        coverage of bin `worker`, built alone: 1 model, 1 relation; 0 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&run(&folder, &["check", "-q", "--workspace"]));
    expect![[r#"
        $ cargo relata check -q -p worker
        error[missing_model]: model `Invoice` is declared behind `cfg(feature = "billing")`, which is not active
         --> models/src/billing.rs:2:12
          |
        2 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs this model: `Customer.invoices` (models/src/lib.rs:2:29)
          = help: enable the feature `billing` of `models` in worker/Cargo.toml

        bin `worker`: 1 error in 1 model from 1 crate
        for more information: cargo relata explain missing_model
        coverage: 1 model, 1 relation; 0 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&run(&folder, &["check", "-q", "-p", "worker"]));
    expect![[r#"
        $ cargo relata baseline -q --workspace
        {
          "format": "relata-baseline/2",
          "findings": [
            {
              "rule": "missing_model",
              "subject": "models::billing::Invoice"
            }
          ]
        }
        exit 0
    "#]]
    .assert_eq(&run(&folder, &["baseline", "-q", "--workspace"]));
}

/// A C program takes only the parts of a static library that it needs, so it registers only some of the models.
#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn a_static_library_in_a_c_program() {
    let folder = run::folder(
        "static_library",
        &[
            (
                "Cargo.toml",
                // Each module is a part of its own.
                "[workspace]\nresolver = \"3\"\nmembers = [\"models\", \"api\"]\n[profile.dev.package.models]\ncodegen-units = 256\n",
            ),
            ("models/Cargo.toml", &manifest("models", "")),
            (
                "models/src/lib.rs",
                "#![allow(dead_code)]\npub mod hidden {\n    #[derive(relata::Model)]\n    struct Hidden {\n        id: i64,\n    }\n    #[inline(never)]\n    pub fn never_called() -> usize {\n        std::env::args().count()\n    }\n}\npub mod user {\n    #[derive(relata::Model)]\n    pub struct User {\n        pub id: i64,\n    }\n    #[inline(never)]\n    pub fn used() -> usize {\n        std::env::args().count()\n    }\n}\n",
            ),
            (
                "api/Cargo.toml",
                &manifest(
                    "api",
                    "[lib]\ncrate-type = [\"staticlib\"]\n[dependencies.models]\npath = \"../models\"",
                ),
            ),
            (
                "api/src/lib.rs",
                "relata::link!(models);\n#[unsafe(no_mangle)]\npub extern \"C\" fn check() -> usize {\n    models::user::used() + relata::init().unwrap().len()\n}\n",
            ),
            (
                "main.c",
                "#include <stddef.h>\nsize_t check(void);\nint main(void) { return check() == 0; }\n",
            ),
        ],
    );
    let build = run::cargo(&folder)
        .args(["build", "-q", "-p", "api"])
        .status();
    assert!(build.unwrap().success());
    let library = run::target().join("debug/libapi.a");
    let linked = Command::new("cc")
        .current_dir(&folder)
        .arg("main.c")
        .arg(library)
        .args(["-lpthread", "-ldl", "-lm", "-o", "program"])
        .status();
    assert!(linked.unwrap().success());

    expect![[r#"
        $ cargo relata check program
        `program`: no findings in 1 model from 1 crate
        coverage: 1 model, no relation is declared; nothing was compared
        exit 0
    "#]]
    .assert_eq(&run(&folder, &["check", "program"]));
    expect![[r#"
        $ cargo relata check program -p api
        error[missing_model]: model `Hidden` of crate `models` is declared, but not registered
         --> models/src/lib.rs:4:12
          |
        4 |     struct Hidden {
          |            ^^^^^^
          |
          = note: the crate is linked and no `mod` item is missing: a macro removed the declaration, the linker dropped the registration, or the program is older than the source

        `program`: 1 error in 1 model from 1 crate
        for more information: cargo relata explain missing_model
        coverage: 1 model, no relation is declared; nothing was compared
        exit 1
    "#]]
    .assert_eq(&run(&folder, &["check", "program", "-p", "api"]));
}

/// Which source files are compared with is not guessed, and nothing is built.
#[test]
fn one_target_for_given_files() {
    let folder = models_with_features("one_target_for_given_files");
    run::write(&folder.join("worker/src/bin/other.rs"), "fn main() {}\n");
    let document = r#"{ "format": "relata/1", "models": [] }"#;
    run::write(&folder.join("models.json"), document);
    let mut printed = Vec::new();
    for flags in [
        &["-p", "worker"][..],
        &["-p", "nobody"],
        &["-p", "worker", "--release"],
        &["--bin", "worker"],
    ] {
        let arguments = [&["check", "models.json"], flags].concat();
        printed.push(run(&folder, &arguments));
    }
    expect![[r#"
        $ cargo relata check models.json -p worker
        --- stderr
        error: input files are compared with the source of one target; select one of bin `other` of `worker` and bin `worker`
        exit 2

        $ cargo relata check models.json -p nobody
        --- stderr
        error: no package `nobody` in the workspace; available packages: `models`, `server`, and `worker`
        exit 2

        $ cargo relata check models.json -p worker --release
        --- stderr
        error: `--release` applies to builds and cannot be used with input files
        exit 2

        $ cargo relata check models.json --bin worker
        --- stderr
        error: `--bin` can be used with input files only if `--package` selects the source to compare them with
        exit 2
    "#]].assert_eq(&printed.join("\n"));
    let arguments = ["check", "models.json", "-p", "worker", "--bin", "worker"];
    expect![[r#"
        $ cargo relata check models.json -p worker --bin worker
        error[missing_model]: model `Customer` is declared, but no code refers to crate `models`
         --> models/src/lib.rs:3:12
          |
        3 | pub struct Customer {
          |            ^^^^^^^^
          |
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `relata::link!(models);` to worker/src/main.rs

        warning[missing_model]: model `Invoice` is declared behind `cfg(feature = "billing")`, which is not active
         --> models/src/billing.rs:2:12
          |
        2 | pub struct Invoice {
          |            ^^^^^^^
          |
          = help: enable the feature `billing` of `models` in worker/Cargo.toml

        `models.json`: 1 error and 1 warning in 0 models from 0 crates
        for more information: cargo relata explain missing_model
        coverage: 0 models, no relation is declared; nothing was compared
        exit 1
    "#]].assert_eq(&run(&folder, &arguments));
}

/// The models of a dynamic library are in its file. The command that the help names checks it together with the program.
#[test]
#[cfg(target_os = "linux")]
fn a_dynamic_library_of_rust_code() {
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"models\"]\n",
        ),
        (
            "models/Cargo.toml",
            &*manifest("models_in_dylib", "[lib]\ncrate-type = [\"dylib\"]"),
        ),
        (
            "models/src/lib.rs",
            "pub use relata;\n#[derive(relata::Model)]\n#[relata(has_many(posts: \"Post\", inverse = user))]\npub struct User {\n    pub id: i64,\n}\n",
        ),
        (
            "app/Cargo.toml",
            &manifest(
                "app_with_dylib",
                "[dependencies.models_in_dylib]\npath = \"../models\"",
            ),
        ),
        (
            "app/src/main.rs",
            "relata::link!(models_in_dylib);\n#[derive(relata::Model)]\nstruct Post {\n    _id: i64,\n    #[relata(belongs_to(user: \"User\", inverse = posts))]\n    _user_id: i64,\n}\nfn main() {}\n",
        ),
    ];
    let folder = run::folder("a_dynamic_library_of_rust_code", &files);
    let printed = run(&folder, &["check", "-q", "-p", "app_with_dylib"]);
    let built = run::target().display().to_string();
    expect![[r#"
        $ cargo relata check -q -p app_with_dylib
        error[missing_model]: model `User` is declared in the dynamic library `models_in_dylib`, which is not checked
         --> models/src/lib.rs:4:12
          |
        4 | pub struct User {
          |            ^^^^
          |
          = note: 1 relation needs this model: `Post.user` (app/src/main.rs:5:31)
          = note: the models of a dynamic library of Rust code are in its own file
          = help: check both files together: `cargo relata check [TARGET]/debug/app_with_dylib [TARGET]/debug/libmodels_in_dylib.so`

        bin `app_with_dylib`: 1 error in 1 model from 1 crate
        for more information: cargo relata explain missing_model
        coverage: 1 model, 1 relation; 0 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&printed.replace(&built, "[TARGET]"));
    let (_, command) = printed.split_once("`cargo relata check ").unwrap();
    let files: Vec<&str> = command.split('`').next().unwrap().split(' ').collect();
    let source = ["check", "-q", "-p", "app_with_dylib"];
    for arguments in [
        [&["check", "-q"], &*files].concat(),
        [&source, &*files].concat(),
    ] {
        let printed = run(&folder, &arguments).replace(&built, "[TARGET]");
        let (_, found) = printed.split_once('\n').unwrap();
        expect![[r#"
            `[TARGET]/debug/app_with_dylib` and `[TARGET]/debug/libmodels_in_dylib.so`: no findings in 2 models from 2 crates
            coverage: 2 models, 2 relations; 2 keys compared
            exit 0
        "#]].assert_eq(found);
    }
    // A program that is given without the library lacks the models too.
    let alone = [&source[..], &files[..1]].concat();
    let printed = run(&folder, &alone).replace(&built, "[TARGET]");
    assert!(
        printed.contains("is declared in the dynamic library"),
        "{printed}"
    );
}
