//! Manifests with mistakes, and what is wrong with them.

use std::fmt::Write;

use expect_test::expect;

use super::{Origin, Reading, Workspace, fault, list, manifests, package, write};

#[test]
fn a_manifest_with_a_mistake() {
    let root = write(
        "mistakes",
        &[
            (
                "Cargo.toml",
                "[workspace]\nmembers = ['app', 'bad', 'none', 'gone']\n",
            ),
            ("app/Cargo.toml", &package("app")),
            ("app/src/lib.rs", ""),
            ("bad/Cargo.toml", "[package]\nname = 'bad\n"),
            ("none/Cargo.toml", "[package]\nversion = '1.0.0'\n"),
        ],
    );
    let relative = |text: String| text.replace(&*root.to_string_lossy(), "");
    let workspace = Workspace::read(&root, &Reading::default()).unwrap();
    assert!(matches!(workspace.origin, Origin::Manifests(Some(_))));
    let skipped = workspace.skipped.iter().map(|it| relative(it.to_string()));
    let mut text = list(&workspace);
    skipped.for_each(|it| writeln!(text, "skipped: {it}").unwrap());
    for asked in ["bad", "none"] {
        writeln!(
            text,
            "{asked}: {}",
            relative(fault(&root.join(asked), &manifests()))
        )
        .unwrap();
    }
    expect![[r#"
        default: app
        current: none, selected: app
        app 1.0.0 in `app`
          Library app src/lib.rs
        skipped: `/gone/Cargo.toml` cannot be read: No such file or directory (os error 2)
        skipped: none/Cargo.toml:1:1: this does not parse: `package.name` is missing
        skipped: bad/Cargo.toml:2:12: this does not parse: invalid literal string, expected `'`
        bad: /bad/Cargo.toml:2:12: this does not parse: invalid literal string, expected `'`
        none: none/Cargo.toml:1:1: this does not parse: `package.name` is missing
    "#]]
    .assert_eq(&text);
}

#[test]
fn a_manifest_may_not_be_too_large() {
    let mut manifest = package("large");
    manifest += &"#".repeat(5 << 20);
    let root = write("large", &[("Cargo.toml", &manifest), ("src/lib.rs", "")]);
    let error = fault(&root, &manifests());
    assert!(
        error.ends_with("Cargo.toml` cannot be read: it has over 4 MiB"),
        "{error}"
    );
    // Nor too deeply nested for the stack.
    let manifest = package("deep") + "deep = " + &"[".repeat(1 << 20);
    let root = write("deep", &[("Cargo.toml", &manifest), ("src/lib.rs", "")]);
    let error = fault(&root, &manifests());
    assert!(error.contains("this does not parse"), "{error}");
}

#[test]
fn a_mistake_in_the_settings() {
    let cases = [
        "[package.metadata.relata]\ninclude = 'app::models'\n",
        "[package.metadata.relata]\nexclude = ['app', 3]\n",
        "[package.metadata.relata]\nexclude = ['app::models', 'app/models']\n",
        "[package.metadata.relata]\nexclude = ['Vec<u8>']\n",
        "[package.metadata.relata]\nincludes = []\n",
        "[package.metadata]\nother = 1\nrelata = true\n",
        "[workspace.metadata.relata]\n\n  ignore = []\n",
        "[package.metadata.relata]\nallow = 'app::Job'\n",
        "[package.metadata.relata]\nallow = [{ model = 'app::Job', rule = 'missing_model' }]\n",
        "[package.metadata.relata]\nallow = [{ model = 'a', rule = 'b', reason = 'c', level = 'd' }]\n",
    ];
    let mut all = String::new();
    for settings in cases {
        let manifest = format!("[workspace]\n{}{settings}", package("app"));
        let root = write(
            "settings_mistakes",
            &[("Cargo.toml", &manifest), ("src/lib.rs", "")],
        );
        let error = fault(&root, &Reading::default());
        assert_eq!(error, fault(&root, &manifests()));
        writeln!(all, "{}", error.replace(&*root.to_string_lossy(), "")).unwrap();
    }
    expect![[r#"
        Cargo.toml:7:11: `include` is a list of module paths, such as `["blog::models"]`
        Cargo.toml:7:19: `exclude` is a list of module paths, such as `["blog::models"]`
        Cargo.toml:7:27: `app/models` is not the path of a module, such as `blog::models`
        Cargo.toml:7:12: `Vec<u8>` is not the path of a module, such as `blog::models`
        Cargo.toml:7:1: unknown key `includes` in `package.metadata.relata`: it has `include`, `exclude` and `allow`
        Cargo.toml:8:1: `package.metadata.relata` is not a table
        Cargo.toml:8:3: unknown key `ignore` in `workspace.metadata.relata`: it has `include`, `exclude` and `allow`
        Cargo.toml:7:9: `allow` is a list such as `[{ model = "audit::Entry", rule = "missing_model", reason = "…" }]`
        Cargo.toml:7:10: `allow` is a list such as `[{ model = "audit::Entry", rule = "missing_model", reason = "…" }]`
        Cargo.toml:7:10: `allow` is a list such as `[{ model = "audit::Entry", rule = "missing_model", reason = "…" }]`
    "#]].assert_eq(&all);
}

#[test]
fn a_manifest_that_is_not_there() {
    let root = write(
        "absent",
        &[("Cargo.toml", &package("app")), ("src/lib.rs", "")],
    );
    let error = fault(&root.join("nowhere"), &manifests());
    let expected =
        "nowhere/Cargo.toml` cannot be read: no such file, and no folder around it has one";
    assert!(error.replace('\\', "/").ends_with(expected), "{error}");
}
