//! Which targets are found by the names of files.

use std::fmt::Write;

use expect_test::expect;

use super::{Reading, list, read, write};

/// What is in the folder of each package.
const FILES: [&str; 12] = [
    "src/lib.rs",
    "src/main.rs",
    "src/bin/one.rs",
    "src/bin/two/main.rs",
    "src/bin/two/more.rs",
    "src/bin/folder.rs/text.txt",
    "examples/show.rs",
    "tests/it.rs",
    "tests/big/main.rs",
    "tests/helpers/mod.rs",
    "benches/fast.rs",
    "build.rs",
];

/// Files and folders by names, an explicit target with the file of another, a library with another name.
#[test]
fn targets_are_found_as_cargo_finds_them() {
    let manifest = |edition: &str, rest: &str| {
        format!(
            "[workspace]\n[package]\nname = 'my-app'\nversion = '1.0.0'\nedition = '{edition}'\n{rest}"
        )
    };
    let cases = [
        ("plain", manifest("2024", "")),
        (
            "explicit",
            manifest(
                "2021",
                "[[bin]]\nname = 'server'\npath = 'src/main.rs'\n[[bin]]\nname = 'two'\n",
            ),
        ),
        (
            "off",
            manifest(
                "2021",
                "autobins = false\nautoexamples = false\n[[test]]\nname = 'it'\nharness = false\n",
            ),
        ),
        (
            "old",
            manifest(
                "2015",
                "[[bin]]\nname = 'one'\n[lib]\nname = 'mine'\ncrate-type = ['cdylib']\n",
            ),
        ),
        ("no_library", manifest("2021", "autolib = false\n")),
    ];
    let mut all = String::new();
    for (name, manifest) in &cases {
        let mut written = vec![("Cargo.toml", manifest.as_str())];
        written.extend(FILES.iter().map(|it| (*it, "")));
        let folder = write(&format!("targets/{name}"), &written);
        writeln!(all, "{name}\n{}", list(&read(&folder, &Reading::default()))).unwrap();
    }
    expect![[r#"
        plain
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library my_app src/lib.rs
          Binary my_app src/main.rs
          Binary one src/bin/one.rs
          Binary two src/bin/two/main.rs
          Example show examples/show.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

        explicit
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library my_app src/lib.rs
          Binary one src/bin/one.rs
          Binary server src/main.rs
          Binary two src/bin/two/main.rs
          Example show examples/show.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

        off
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library my_app src/lib.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

        old
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Library mine src/lib.rs 2015 unlinkable
          Binary one src/bin/one.rs 2015
          Example show examples/show.rs 2015
          Test big tests/big/main.rs 2015
          Test it tests/it.rs 2015
          Bench fast benches/fast.rs 2015

        no_library
        default: my-app
        current: my-app, selected: my-app
        my-app 1.0.0 in ``
          Binary my_app src/main.rs
          Binary one src/bin/one.rs
          Binary two src/bin/two/main.rs
          Example show examples/show.rs
          Test big tests/big/main.rs
          Test it tests/it.rs
          Bench fast benches/fast.rs

    "#]]
    .assert_eq(&all);
}
