//! Packages outside this workspace, because they know relata by another name: each is built as its users build it, with
//! the features of this test, and run.

use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};

/// The whole output of a program of a fixture.
fn holds(fixture: &str, program: &str, expected: &Expect) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(fixture);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let profile = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };

    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "--no-default-features"])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(&folder);
    // A target from the environment would put the executable elsewhere.
    cargo.env_remove("CARGO_BUILD_TARGET");
    if profile == "release" {
        cargo.arg("--release");
    }
    if cfg!(feature = "inventory") {
        cargo.args(["--features", "inventory"]);
    }
    if cfg!(feature = "linkme") {
        cargo.args(["--features", "linkme"]);
    }
    let built = cargo.status().expect("cargo is there");
    assert!(built.success(), "{fixture} does not compile");

    let executable = target
        .join(profile)
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    let output = Command::new(executable)
        .output()
        .expect("cargo has made it");
    let text = |bytes| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    expected.assert_eq(&format!(
        "{}{}exits with {:?}\n",
        text(&output.stdout),
        text(&output.stderr),
        output.status.code()
    ));
}

/// `integrity = { package = "relata" }` and `#[relata(crate = integrity)]`.
#[test]
fn a_dependency_with_another_name() {
    holds(
        "renamed",
        "renamed",
        &expect![[r#"
        renamed::Note at src/main.rs:37:8
          renamed::Note.author at src/main.rs:29:48 leads to [renamed::User at src/main.rs:10:12]
        renamed::User at src/main.rs:10:12
          renamed::User.posts at src/main.rs:9:19 leads to [renamed::blog::Post at src/main.rs:17:16]
          renamed::User.notes at src/main.rs:9:66 leads to [renamed::Note at src/main.rs:37:8]
        renamed::blog::Post at src/main.rs:17:16
          renamed::blog::Post.author at src/main.rs:20:13 leads to [renamed::User at src/main.rs:10:12]
        exits with Some(0)
    "#]],
    );
}

/// An application that knows relata by a crate that re-exports it, and a macro of that crate that derives.
#[test]
fn a_crate_that_re_exports_relata() {
    holds(
        "platform",
        "app",
        &expect![[r#"
        app::Invoice at app/src/main.rs:10:12
          app::Invoice.lines at app/src/main.rs:9:45 leads to [app::Line at app/src/main.rs:19:16]
          app::Invoice.customer at app/src/main.rs:13:9 leads to [platform::Customer at platform/src/lib.rs:8:12]
        app::Line at app/src/main.rs:19:16
          app::Line.product at app/src/main.rs:18:41 leads to [app::catalog::Product at app/src/main.rs:28:27]
          app::Line.invoice at app/src/main.rs:21:13 leads to [app::Invoice at app/src/main.rs:10:12]
        app::catalog::Product at app/src/main.rs:28:27
          app::catalog::Product.similar at app/src/main.rs:27:28 leads to [app::catalog::Product at app/src/main.rs:28:27]
        platform::Customer at platform/src/lib.rs:8:12
          platform::Customer.invoices at platform/src/lib.rs:7:19 leads to [app::Invoice at app/src/main.rs:10:12]
        exits with Some(0)
    "#]],
    );
}
