//! Documents and executables as input: several files, and files with any content.

mod run;

use std::fs;
use std::path::Path;

use expect_test::expect;

use run::{folder, run};

const SHOP: &str = r#"{ "format": "relata/1", "models": [
  { "path": "shop::Order", "at": "shop/src/order.rs:7:12",
    "fields": [ { "name": "id", "type": "i64" }, { "name": "customer_id", "type": "i64" } ],
    "relations": [
      { "name": "customer", "kind": "belongs_to", "targets": ["crm::Customer"], "inverse": "orders",
        "key": ["customer_id"], "at": "shop/src/order.rs:9:15" } ] },
  { "path": "crm::Customer", "external": true } ] }"#;

const CRM: &str = r#"{ "format": "relata/1", "models": [
  { "path": "crm::Customer", "at": "crm/src/lib.rs:3:8",
    "fields": [ { "name": "id", "type": "i32" } ],
    "relations": [
      { "name": "purchases", "kind": "has_many", "targets": ["shop::Order"], "inverse": "customer" } ] } ] }"#;

/// The findings require both services: the real model replaces the external one.
#[test]
fn several_services_checked_together() {
    let here = folder(
        "several_services_as_one",
        &[("shop.json", SHOP), ("crm.json", CRM)],
    );
    expect![[r#"
        $ cargo relata check shop.json
        `shop.json`: no findings in 1 model from 1 crate
        coverage: 1 model, 1 relation; 0 keys compared, 1 type not known
        exit 0
    "#]]
    .assert_eq(&run(&here, &["check", "shop.json"]));
    expect![[r#"
        $ cargo relata check shop.json crm.json
        error[missing_inverse]: `Customer` has no relation `orders`, which `Order.customer` names as its inverse
        --> shop/src/order.rs:9:15
         = note: `Customer` has 1 relation to `Order`: `purchases`
         = note: `purchases` names `Order.customer` as its inverse
         = help: write `inverse = purchases`
        note: `Customer` is declared here
        --> crm/src/lib.rs:3:8

        error[key_type]: key field `Order.customer_id` is `i64`, but it references `Customer.id`, which is `i32`
        --> shop/src/order.rs:9:15
         = note: `Order.customer_id` is the key of `Order.customer`
         = note: different widths: 64 bits and 32 bits
        note: `Order.customer_id` is declared here
        --> shop/src/order.rs:7:12
        note: `Customer.id` is declared here
        --> crm/src/lib.rs:3:8

        `shop.json` and `crm.json`: 2 errors in 2 models from 2 crates
        for more information: cargo relata explain missing_inverse
        coverage: 2 models, 2 relations; 2 keys compared
        exit 1
    "#]].assert_eq(&run(&here, &["check", "shop.json", "crm.json"]));
    let after = |text: &str| {
        text.split_once('\n')
            .unwrap()
            .1
            .replace("`crm.json` and `shop.json`", "all")
    };
    let one = after(&run(&here, &["check", "shop.json", "crm.json"]));
    let other = after(&run(&here, &["check", "crm.json", "shop.json"]));
    assert_eq!(one.replace("`shop.json` and `crm.json`", "all"), other);
}

/// Errors are printed before warnings, even if there are many.
#[test]
fn errors_before_many_warnings() {
    let relation = |nth: usize| {
        format!(
            r#"{{ "name": "r{nth}", "kind": "refers_to", "targets": ["No{nth}"], "at": "a.rs:{nth}:1" }}"#
        )
    };
    let document = |count: usize| {
        let relations: Vec<String> = (1..=count).map(relation).collect();
        let relations = relations.join(",");
        format!(
            r#"{{ "format": "relata/1", "models": [ {{ "path": "a::B", "relations": [{relations}] }} ] }}"#
        )
    };
    let files = [("old.json", &*document(60)), ("new.json", &*document(61))];
    let here = folder("an_error_behind_many_warnings", &files);
    run(
        &here,
        &["baseline", "-q", "old.json", "-o", "baseline.json"],
    );
    let printed = run(&here, &["new.json", "--baseline", "baseline.json"]);
    assert!(
        printed.contains("error[missing_target]: relation `B.r61` points at `No61`"),
        "{printed}"
    );
    let end = &printed[printed.find("and 11 more").unwrap()..];
    expect![[r#"
        and 11 more:
          11 missing_target warnings

        `new.json`: 1 error and 60 warnings in 1 model from 1 crate
        for more information: cargo relata explain missing_target
        coverage: 1 model, 61 relations; 0 keys compared, 61 targets not known; 60 findings silenced: 60 by baseline
        exit 1
    "#]]
    .assert_eq(end);
}

/// `list` prints a document with the same models as its input.
#[test]
fn document_of_a_document() {
    let here = folder("a_document_of_a_document", &[("shop.json", SHOP)]);
    let printed = run(&here, &["list", "shop.json", "--message-format", "json"]);
    let json = printed.split_once('\n').unwrap().1;
    let json = json.strip_suffix("exit 0\n").unwrap();
    fs::write(here.join("again.json"), json).unwrap();
    expect![[r#"
        $ cargo relata diff shop.json again.json
        no changes
        exit 0
    "#]]
    .assert_eq(&run(&here, &["diff", "shop.json", "again.json"]));
    let again = run(&here, &["list", "again.json", "--format", "json"]);
    assert_eq!(
        again.split_once('\n').unwrap().1,
        printed.split_once('\n').unwrap().1
    );
}

#[test]
fn unreadable_input() {
    let files = [
        ("empty", ""),
        ("text", "hello"),
        (
            "cut.json",
            r#"{ "format": "relata/1", "models": [ { "path": "a::B" "#,
        ),
        ("other.json", r#"{ "format": "relata/2", "models": [] }"#),
        (
            "unknown.json",
            "{ \"format\": \"relata/1\",\n  \"modles\": [] }",
        ),
        (
            "escape.json",
            "{ \"format\": \"\\u001b[31mred\", \"models\": [] }",
        ),
        (
            "bom.json",
            "\u{feff}{ \"format\": \"relata/1\", \"models\": [] }",
        ),
        ("a/file", ""),
    ];
    let here = folder("what_cannot_be_read", &files);
    fs::write(
        here.join("latin.json"),
        b"{ \"format\": \"relata/1\xff\", \"models\": [] }",
    )
    .unwrap();
    fs::write(here.join("cut.elf"), b"\x7fELF\x02\x01\x01\0").unwrap();
    let names = [
        "empty",
        "text",
        "cut.json",
        "other.json",
        "unknown.json",
        "escape.json",
        "bom.json",
        "latin.json",
        "cut.elf",
        "nowhere",
        "chekc",
    ];
    let printed: Vec<String> = names.iter().map(|it| run(&here, &["check", it])).collect();
    expect![[r#"
        $ cargo relata check empty
        --- stderr
        error: `empty` cannot be read: the file is empty
        exit 2

        $ cargo relata check text
        --- stderr
        error: `text` cannot be read: it is not a JSON document, which starts with `{`, and not a readable executable: Could not read file magic
        exit 2

        $ cargo relata check cut.json
        --- stderr
        error: `cut.json` cannot be read: line 1, column 53: EOF while parsing an object
        exit 2

        $ cargo relata check other.json
        --- stderr
        error: `other.json` cannot be read: line 1, column 22: the format is `relata/2`, but this version of relata reads `relata/1` to `relata/1.1`
        exit 2

        $ cargo relata check unknown.json
        --- stderr
        error: `unknown.json` cannot be read: line 2, column 10: unknown field `modles`, expected `format` or `models`
        exit 2

        $ cargo relata check escape.json
        --- stderr
        error: `escape.json` cannot be read: line 1, column 27: the format is `\u{1b}[31mred`, but the format of a document is `relata/1`
        exit 2

        $ cargo relata check bom.json
        error[empty_registry]: the input contains no models
         |
         = note: this finding is in `bom.json`

        `bom.json`: 1 error in 0 models from 0 crates
        for more information: cargo relata explain empty_registry
        coverage: 0 models, no relation is declared; nothing was compared
        exit 1

        $ cargo relata check latin.json
        --- stderr
        error: `latin.json` cannot be read: invalid utf-8 sequence of 1 bytes from index 21
        exit 2

        $ cargo relata check cut.elf
        --- stderr
        error: `cut.elf` cannot be read: it is not a JSON document, which starts with `{`, and not a readable executable: Could not read file magic
        exit 2

        $ cargo relata check nowhere
        --- stderr
        error: no such file or command `nowhere`
        exit 2

        $ cargo relata check chekc
        --- stderr
        error: no such file or command `chekc`; a command with a similar name exists: `check`
        exit 2
    "#]].assert_eq(&printed.join("\n"));
    // The message for a folder depends on the platform.
    let printed = run(&here, &["a"]);
    assert!(
        printed.contains("error: `a` cannot be read: ") && printed.ends_with("exit 2\n"),
        "{printed}"
    );
}

/// `-` is standard input.
#[test]
fn standard_input() {
    let here = folder("standard_input", &[("shop.json", SHOP)]);
    let mut command = run::command(&here, &["check", "-"]);
    command.stdin(fs::File::open(here.join("shop.json")).unwrap());
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    expect![[r#"
        `-`: no findings in 1 model from 1 crate
        coverage: 1 model, 1 relation; 0 keys compared, 1 type not known
    "#]]
    .assert_eq(&text);
    let printed = run(&here, &["check", "shop.json", "--baseline", "shop.json"]);
    expect![[r#"
        $ cargo relata check shop.json --baseline shop.json
        --- stderr
        error: `shop.json` cannot be read: unknown field `models`, expected `format` or `findings` at line 1 column 32
        exit 2
    "#]].assert_eq(&printed);
}

/// An ambiguous name has edges to only a few of its candidates.
#[test]
fn name_of_thousands_of_models() {
    let user = |nth: usize| format!(r#"{{ "path": "c{nth}::User" }}"#);
    let post = |nth: usize| {
        let relation = r#"{ "name": "author", "kind": "refers_to", "targets": ["User"] }"#;
        format!(r#"{{ "path": "a::Post{nth}", "relations": [{relation}] }}"#)
    };
    let models: Vec<String> = (0..2_000).flat_map(|nth| [user(nth), post(nth)]).collect();
    let document = format!(
        r#"{{ "format": "relata/1", "models": [{}] }}"#,
        models.join(",")
    );
    let here = folder("a_name_that_thousands_have", &[("a.json", &document)]);
    let output = run::output(&here, &["graph", "a.json", "--format", "dot"]);
    let edges = output.stdout.lines().filter(|it| it.contains(" -> "));
    assert_eq!(edges.count(), 5 * 2_000);
}

#[test]
fn build_flags_with_files() {
    let here = folder("a_flag_beside_files", &[("shop.json", SHOP)]);
    let flags = [
        &["--release"][..],
        &["-p", "shop"],
        &["--features", "a"],
        &["--offline"],
    ];
    let printed = flags.map(|flags| run(&here, &[&["shop.json"], flags].concat()));
    expect![[r#"
        $ cargo relata shop.json --release
        --- stderr
        error: `--release` applies to builds and cannot be used with input files
        exit 2

        $ cargo relata shop.json -p shop
        --- stderr
        error: `cargo metadata` failed: could not find `Cargo.toml` in `[FOLDER]` or any parent directory
        exit 2

        $ cargo relata shop.json --features a
        --- stderr
        error: `--features` can be used with input files only if `--package` selects the source to compare them with
        exit 2

        $ cargo relata shop.json --offline
        --- stderr
        error: `--offline` can be used with input files only if `--package` selects the source to compare them with
        exit 2
    "#]]
    .assert_eq(&printed.join("\n"));
}

/// No command and no format prints control characters of a document.
#[test]
fn control_characters_in_names() {
    let hostile = "\\u001b[2J\\u0007\\u202e\\r\\n<script>`\\\"";
    let text = format!(
        r#"{{ "format": "relata/1", "models": [
          {{ "path": "a::{hostile}", "table": "{hostile}", "package": "{hostile}", "at": "{hostile}:1:1",
             "key": ["{hostile}"], "fields": [ {{ "name": "{hostile}", "type": "{hostile}" }} ],
             "relations": [
               {{ "name": "r", "kind": "belongs_to", "targets": ["{hostile}"], "inverse": "{hostile}",
                  "key": ["{hostile}"], "at": "{hostile}:2:2" }},
               {{ "name": "{hostile}", "kind": "belongs_to", "targets": ["no{hostile}"], "at": "{hostile}:3:3" }} ] }} ] }}"#
    );
    let here = folder(
        "names_that_move_a_cursor",
        &[("a.json", &text), ("b.json", SHOP)],
    );
    let relation = "a::\u{1b}[2J\u{7}\u{202e}\r\n<script>`\".r";
    for arguments in [
        &["check", "a.json"][..],
        &["check", "a.json", "--message-format", "json"],
        &["check", "a.json", "--message-format", "sarif"],
        &["check", "a.json", "--message-format", "github"],
        &["list", "a.json"],
        &["list", "a.json", "--message-format", "json"],
        &["why", relation, "a.json"],
        &["why", "a::\u{1b}[2J.r", "a.json"],
        &["diff", "a.json", "b.json"],
        &["diff", "b.json", "a.json", "--message-format", "json"],
        &["baseline", "a.json"],
        &["graph", "a.json"],
        &["graph", "a.json", "--format", "dot"],
        &["graph", "a.json", "--format", "html"],
    ] {
        let output = run::command(&here, arguments).output().unwrap();
        for bytes in [output.stdout, output.stderr] {
            let text = String::from_utf8(bytes).unwrap();
            // The script of the page has tabs.
            let seen = |char: char| {
                matches!(char, '\n' | '\t') || !(char.is_control() || char == '\u{202e}')
            };
            assert!(text.chars().all(seen), "{arguments:?}: {text:?}");
        }
        assert!(
            output.status.code().is_some_and(|it| it < 3),
            "{arguments:?}"
        );
    }
}

/// Places of a document cannot print files outside the folder or other than Rust source.
#[test]
fn documents_do_not_print_other_files() {
    let outside = folder("files_outside", &[("secret.rs", "let secret = 1;\n")]);
    let secret = outside.join("secret.rs").display().to_string();
    let at = |file: &str| {
        let relation = r#"{ "name": "r", "kind": "refers_to", "targets": ["No"] }"#;
        let file = file.replace('\\', "/");
        format!(
            r#"{{ "format": "relata/1", "models": [ {{ "path": "a::B", "at": "{file}:1:1", "relations": [{relation}] }} ] }}"#
        )
    };
    let files = [
        ("inside.rs", "let shown = 1;\n".to_owned()),
        (".env", "SECRET=secret\n".to_owned()),
        ("secret.txt", "secret\n".to_owned()),
        ("1.json", at("inside.rs")),
        ("2.json", at("../files_outside/secret.rs")),
        ("3.json", at(&secret)),
        ("4.json", at(".env")),
        ("5.json", at("secret.txt")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let here = folder("files_that_a_document", &files);
    let shown = run(&here, &["1.json"]);
    assert!(shown.contains("let shown = 1;"), "{shown}");
    for document in ["2.json", "3.json", "4.json", "5.json"] {
        let printed = run(&here, &[document]);
        assert!(
            printed.contains(":1:1") && printed.ends_with("exit 1\n"),
            "{printed}"
        );
        assert!(
            !printed.contains("let secret") && !printed.contains("SECRET"),
            "{printed}"
        );
        assert!(!printed.contains("1 | "), "{printed}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, here.join("linked.rs")).unwrap();
        fs::write(here.join("6.json"), at("linked.rs")).unwrap();
        let printed = run(&here, &["6.json"]);
        assert!(!printed.contains("let secret"), "{printed}");
    }
}

/// Places can point anywhere in a source file.
#[test]
fn places_anywhere_in_a_source() {
    let source =
        "é::ü::\u{202e}x \"\u{1b}[31mred\" r#type::\"ß\u{7f}\r\n\u{feff}\ta::b:c \u{9b}2J \"open\n";
    let columns = 1..=40;
    let models = columns.flat_map(|column| (1..=5).map(move |line| {
        let relation = r#"{ "name": "r", "kind": "refers_to", "targets": ["No"] }"#;
        format!(r#"{{ "path": "a::B{line}_{column}", "at": "evil.rs:{line}:{column}", "relations": [{relation}] }}"#)
    }));
    for (nth, model) in models.enumerate() {
        let document = format!(r#"{{ "format": "relata/1", "models": [{model}] }}"#);
        let here = folder(
            "places_everywhere",
            &[("evil.rs", source), ("a.json", &document)],
        );
        let output = run::command(&here, &["a.json"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{nth}: {model}");
        let text = String::from_utf8(output.stdout).unwrap();
        let seen = |char: char| char == '\n' || !(char.is_control() || char == '\u{202e}');
        assert!(text.chars().all(seen), "{model}: {text:?}");
    }
}

/// Truncated and modified files are read or rejected without a panic.
#[test]
fn damaged_files() {
    let executable = fs::read(env!("CARGO_BIN_EXE_cargo-relata")).unwrap();
    let here = folder("damaged_files", &[("shop.json", SHOP)]);
    let documents = (0..SHOP.len()).step_by(7).map(|at| {
        let mut bytes = SHOP.as_bytes().to_vec();
        if at % 2 == 0 {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 0x81;
        }
        bytes
    });
    let head = &executable[..executable.len().min(1 << 16)];
    let executables = (0..60).map(|nth| {
        let mut bytes = head.to_vec();
        let at = nth * 17 % 512;
        bytes[at] ^= 0xff;
        bytes
    });
    for bytes in documents.chain(executables) {
        fs::write(here.join("damaged"), &bytes).unwrap();
        ends_well(&here, &["check", "damaged"]);
    }
}

fn ends_well(here: &Path, arguments: &[&str]) {
    let output = run::command(here, arguments).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    let status = output.status.code();
    assert!(status.is_some_and(|it| it < 3), "{status:?}: {error}");
    assert!(!error.contains("panicked"), "{error}");
}
