//! Files that are hostile or broken: each gives a result or a message with its place, and the rest is read.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use relata::source::{Models, Workspace};

use super::packages::package;

/// A model, for the rest.
const MODEL: &str = "#[derive(relata::Model)] pub struct Model { pub id: i64 }";

/// The number of models, and what was not read.
pub(crate) fn read(root: &Path) -> String {
    let workspace = Workspace::new(root).all_except([""; 0]).no_metadata(true);
    let models = Models::read(&workspace).unwrap_or_else(|error| panic!("{error}"));
    let findings = relata::options().check_records(&[models.records().clone()]);
    let mut text = format!("{} models\n", findings.coverage().models);
    for unread in models.unread() {
        writeln!(text, "{}: {}", unread.place(), unread.message()).unwrap();
    }
    text
}

fn expect(name: &str, files: &[(&str, &str)], expected: &Expect) -> PathBuf {
    let root = package(name, files);
    expected.assert_eq(&read(&root));
    root
}

/// A library with one file next to the model.
fn beside(name: &str, text: &str) -> String {
    let text = format!("{text}\n#[derive(relata::Model)] struct Last {{ id: i64 }}");
    let root = "mod a; mod model;";
    read(&package(
        name,
        &[
            ("src/lib.rs", root),
            ("src/model.rs", MODEL),
            ("src/a.rs", &text),
        ],
    ))
}

#[test]
fn files_that_do_not_parse() {
    expect(
        "robust_unparsed",
        &[
            ("src/lib.rs", "mod broken; mod other; mod latin; mod model;"),
            (
                "src/broken.rs",
                "#[derive(relata::Model)]\nstruct A { id: }",
            ),
            // It declares nothing, and the compiler may know more syntax.
            ("src/other.rs", "trait A { type B = impl C; struct ; }"),
            ("src/model.rs", MODEL),
        ],
        &expect![[r#"
            1 models
            src/broken.rs:2:16: unexpected end of input, expected one of: `for`, parentheses, `unsafe`, `fn`, `extern`, identifier, `::`, `<`, `dyn`, square brackets, `*`, `&`, `!`, `impl`, `_`, lifetime
        "#]],
    );
}

#[test]
fn bytes_that_are_not_text() {
    let root = package(
        "robust_bytes",
        &[
            ("src/lib.rs", "mod a; mod b; mod nul; mod model;"),
            ("src/model.rs", MODEL),
        ],
    );
    fs::write(
        root.join("src/a.rs"),
        b"// \xc3\xa4\n/* \xff */ #[derive(Model)] struct A;",
    )
    .unwrap();
    fs::write(root.join("src/b.rs"), b"\xff nothing here").unwrap();
    fs::write(
        root.join("src/nul.rs"),
        b"#[derive(Model)] struct A { id: \0 }",
    )
    .unwrap();
    expect![[r#"
        1 models
        src/a.rs:2:4: expected UTF-8
        src/nul.rs:1:33: cannot parse string into token stream
    "#]]
    .assert_eq(&read(&root));
}

#[test]
fn folders_with_names_of_files() {
    let root = expect(
        "robust_folders",
        &[
            ("src/lib.rs", "mod model; mod x; mod y;"),
            ("src/model.rs", MODEL),
            ("src/x.rs/inner.rs", MODEL),
            ("src/y.rs/Cargo.toml", "[package]"),
            ("src/y.rs/src/lib.rs", MODEL),
        ],
        &expect![[r#"
            1 models
        "#]],
    );
    fs::remove_file(root.join("src/model.rs")).unwrap();
    expect![[r#"
        0 models
    "#]]
    .assert_eq(&read(&root));
}

#[test]
fn a_file_that_is_too_large() {
    let root = package(
        "robust_large",
        &[
            ("src/lib.rs", "mod large; mod model;"),
            ("src/model.rs", MODEL),
        ],
    );
    let file = fs::File::create(root.join("src/large.rs")).unwrap();
    file.set_len(50 << 20).unwrap();
    expect![[r#"
        1 models
        src/large.rs:1:1: larger than 16 MiB
    "#]]
    .assert_eq(&read(&root));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_devices() {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    let root = package(
        "robust_links",
        &[
            (
                "src/lib.rs",
                "mod model; mod own; mod pipe; #[path = \"/dev/zero\"] mod zero; include!(\"/dev/zero\"); include!(\"pipe.rs\");",
            ),
            ("src/model.rs", MODEL),
            (
                "src/folder/inside.rs",
                "#[derive(relata::Model)] struct Unreached { id: i64 }",
            ),
        ],
    );
    let src = root.join("src");
    symlink(&src, src.join("folder/again")).unwrap();
    symlink(src.join("own.rs"), src.join("own.rs")).unwrap();
    symlink(src.join("nowhere.rs"), src.join("broken.rs")).unwrap();
    symlink("/dev/zero", src.join("endless.rs")).unwrap();
    let made = Command::new("mkfifo").arg(src.join("pipe.rs")).status();
    assert!(made.unwrap().success());
    expect![[r#"
        1 models
    "#]]
    .assert_eq(&read(&root));

    // The root itself.
    fs::remove_file(src.join("lib.rs")).unwrap();
    let made = Command::new("mkfifo").arg(src.join("lib.rs")).status();
    assert!(made.unwrap().success());
    expect![[r#"
        0 models
    "#]]
    .assert_eq(&read(&root));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;

    let root = package(
        "robust_permission",
        &[
            ("src/lib.rs", "mod secret; mod model;"),
            ("src/model.rs", MODEL),
            ("src/secret.rs", MODEL),
        ],
    );
    let secret = root.join("src/secret.rs");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    let text = read(&root);
    // An administrator reads it all the same.
    if fs::read(&secret).is_ok() {
        assert_eq!(text, "2 models\n");
    } else {
        assert_eq!(
            text,
            "1 models\nsrc/secret.rs:1:1: Permission denied (os error 13)\n"
        );
    }
}

/// Files that contain each other, and each of twelve files that contains all others: some hundred million modules.
#[test]
fn modules_without_an_end() {
    let mut files = vec![
        ("src/model.rs".to_owned(), MODEL.to_owned()),
        (
            "src/own.rs".to_owned(),
            "include!(\"own.rs\"); include!(\"other.rs\");".to_owned(),
        ),
        (
            "src/other.rs".to_owned(),
            "include!(\"own.rs\");".to_owned(),
        ),
    ];
    let all: String = (0..12).fold(String::new(), |text, nth| {
        text + &format!("#[path = \"m{nth}.rs\"] mod m{nth};\n")
    });
    files.extend((0..12).map(|nth| (format!("src/m{nth}.rs"), all.clone())));
    files.push((
        "src/lib.rs".to_owned(),
        format!("mod model; mod own; {all}"),
    ));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let text = read(&package("robust_endless", &files));
    assert!(text.starts_with("1 models\n"), "{text}");
    assert!(
        text.contains("src/m3.rs:1:1: too many modules have this file\n"),
        "{text}"
    );
}

/// Forms that the parser follows by calling itself: what begins and ends a level is between the second and the third, and
/// between the third and the fourth text.
const FORMS: [(&str, [&str; 5]); 18] = [
    ("modules", ["", "mod a {", "", "}", ""]),
    ("types", ["type A = ", "Vec<", "u8", ">", ";"]),
    ("generics", ["type A = ", "B<u8, ", "u8", ">", ";"]),
    ("references", ["type A = ", "&", "u8", "", ";"]),
    ("arrays", ["type A = ", "[", "u8", "; 1]", ";"]),
    ("parentheses", ["const A: u8 = ", "(", "1", ")", ";"]),
    ("blocks", ["const A: () = ", "{", "", "}", ";"]),
    ("signs", ["const A: u8 = ", "!", "1", "", ";"]),
    ("sums", ["const A: u8 = ", "1 + ", "1", "", ";"]),
    ("calls", ["const A: u8 = a", ".b()", "", "", ";"]),
    ("else", ["const A: () = ", "if a {} else ", "{}", "", ";"]),
    ("closures", ["const A: u8 = ", "|a, b| ", "1", "", ";"]),
    ("returns", ["const A: u8 = ", "return ", "1", "", ";"]),
    ("conditions", ["#[cfg(", "all(", "a", ")", ")] struct B;"]),
    ("uses", ["use ", "a::{", "a", "}", ";"]),
    ("macros", ["a! {", "{", "mod b;", "}", "}"]),
    (
        "patterns",
        ["const A: () = match a { ", "(", "a", ")", " => () };"],
    ),
    ("functions", ["", "fn f() { struct A; ", "", "}", ""]),
];

/// As deep as is read, and far deeper.
#[test]
#[expect(clippy::too_many_lines, reason = "a list of forms")]
fn nesting() {
    let mut text = String::new();
    for (name, [before, open, inner, close, after]) in FORMS {
        for n in [800, 1_300, 1_900, 3_900, 100_000] {
            let (open, close) = (open.repeat(n), close.repeat(n));
            let deep = format!("{before}{open}{inner}{close}{after}");
            let read = beside("robust_nesting", &deep);
            writeln!(text, "{name} {n}: {}", read.trim_end().replace('\n', ", ")).unwrap();
        }
    }
    expect![[r#"
        modules 800: 2 models
        modules 1300: 2 models
        modules 1900: 1 models, src/a.rs:1:9336: nested too deeply
        modules 3900: 1 models, src/a.rs:1:9336: nested too deeply
        modules 100000: 1 models, src/a.rs:1:9336: nested too deeply
        types 800: 2 models
        types 1300: 2 models
        types 1900: 1 models, src/a.rs:1:5341: nested too deeply
        types 3900: 1 models, src/a.rs:1:5341: nested too deeply
        types 100000: 1 models, src/a.rs:1:5341: nested too deeply
        generics 800: 2 models
        generics 1300: 2 models
        generics 1900: 2 models
        generics 3900: 1 models, src/a.rs:1:12005: nested too deeply
        generics 100000: 1 models, src/a.rs:1:12005: nested too deeply
        references 800: 2 models
        references 1300: 2 models
        references 1900: 2 models
        references 3900: 2 models
        references 100000: 1 models, src/a.rs:1:4007: nested too deeply
        arrays 800: 2 models
        arrays 1300: 2 models
        arrays 1900: 2 models
        arrays 3900: 2 models
        arrays 100000: 1 models, src/a.rs:1:4007: nested too deeply
        parentheses 800: 2 models
        parentheses 1300: 2 models
        parentheses 1900: 2 models
        parentheses 3900: 2 models
        parentheses 100000: 1 models, src/a.rs:1:4010: nested too deeply
        blocks 800: 2 models
        blocks 1300: 2 models
        blocks 1900: 2 models
        blocks 3900: 2 models
        blocks 100000: 1 models, src/a.rs:1:4011: nested too deeply
        signs 800: 2 models
        signs 1300: 2 models
        signs 1900: 2 models
        signs 3900: 2 models
        signs 100000: 1 models, src/a.rs:1:4010: nested too deeply
        sums 800: 2 models
        sums 1300: 2 models
        sums 1900: 2 models
        sums 3900: 2 models
        sums 100000: 1 models, src/a.rs:1:15997: nested too deeply
        calls 800: 2 models
        calls 1300: 2 models
        calls 1900: 2 models
        calls 3900: 1 models, src/a.rs:1:8002: nested too deeply
        calls 100000: 1 models, src/a.rs:1:8002: nested too deeply
        else 800: 2 models
        else 1300: 2 models
        else 1900: 1 models, src/a.rs:1:17331: nested too deeply
        else 3900: 1 models, src/a.rs:1:17331: nested too deeply
        else 100000: 1 models, src/a.rs:1:17331: nested too deeply
        closures 800: 2 models
        closures 1300: 1 models, src/a.rs:1:7013: nested too deeply
        closures 1900: 1 models, src/a.rs:1:7013: nested too deeply
        closures 3900: 1 models, src/a.rs:1:7013: nested too deeply
        closures 100000: 1 models, src/a.rs:1:7013: nested too deeply
        returns 800: 2 models
        returns 1300: 2 models
        returns 1900: 2 models
        returns 3900: 2 models
        returns 100000: 1 models, src/a.rs:1:27980: nested too deeply
        conditions 800: 2 models
        conditions 1300: 2 models
        conditions 1900: 2 models
        conditions 3900: 1 models, src/a.rs:1:7999: nested too deeply
        conditions 100000: 1 models, src/a.rs:1:7999: nested too deeply
        uses 800: 2 models
        uses 1300: 1 models, src/a.rs:1:4004: nested too deeply
        uses 1900: 1 models, src/a.rs:1:4004: nested too deeply
        uses 3900: 1 models, src/a.rs:1:4004: nested too deeply
        uses 100000: 1 models, src/a.rs:1:4004: nested too deeply
        macros 800: 2 models
        macros 1300: 2 models
        macros 1900: 2 models
        macros 3900: 2 models
        macros 100000: 1 models, src/a.rs:1:4002: nested too deeply
        patterns 800: 2 models
        patterns 1300: 2 models
        patterns 1900: 2 models
        patterns 3900: 2 models
        patterns 100000: 1 models, src/a.rs:1:4018: nested too deeply
        functions 800: 2 models
        functions 1300: 2 models
        functions 1900: 2 models
        functions 3900: 2 models
        functions 100000: 2 models
    "#]]
    .assert_eq(&text);
}

/// Texts that are read in one pass, however often they seem to begin something: in code, whose depth has a limit, and
/// in comments, which have none.
#[test]
fn repetitions() {
    let mut text = String::new();
    for (name, open, close) in [
        ("bodies", "fn a(){", ""),
        ("closed bodies", "fn a(){", "}"),
        ("calls", "a!(", ""),
        ("closed calls", "a!(", ")"),
        ("names of calls", "a! a ", ""),
        ("function types", "fn(u8) + ", ""),
        ("functions", "fn a(u8), ", ""),
        ("functions in functions", "fn(fn(u8), ", ""),
        ("derives", "derive(", ""),
        ("derives with spaces", "derive (\n, ", ""),
        ("modules", "mod", ""),
        ("names of modules", "mod a(", ""),
        ("paths", "path = ", ""),
        ("relations", "impl Related ", ""),
    ] {
        let repeated = open.repeat(60_000) + &close.repeat(60_000);
        for (place, deep) in [
            ("code", repeated.clone()),
            ("comment", format!("/* {repeated} */")),
        ] {
            let read = beside("robust_repetitions", &deep);
            writeln!(
                text,
                "{name} as {place}: {}",
                read.trim_end().replace('\n', ", ")
            )
            .unwrap();
        }
    }
    expect![[r#"
        bodies as code: 1 models, src/a.rs:1:9335: nested too deeply
        bodies as comment: 2 models
        closed bodies as code: 2 models
        closed bodies as comment: 2 models
        calls as code: 1 models, src/a.rs:1:11997: nested too deeply
        calls as comment: 2 models
        closed calls as code: 1 models, src/a.rs:1:11997: nested too deeply
        closed calls as comment: 2 models
        names of calls as code: 1 models, src/a.rs:1:6667: nested too deeply
        names of calls as comment: 2 models
        function types as code: 1 models, src/a.rs:1:17995: nested too deeply
        function types as comment: 2 models
        functions as code: 1 models, src/a.rs:1:8: expected `:`
        functions as comment: 2 models
        functions in functions as code: 1 models, src/a.rs:1:21985: nested too deeply
        functions in functions as comment: 2 models
        derives as code: 1 models, src/a.rs:1:14001: nested too deeply
        derives as comment: 2 models
        derives with spaces as code: 1 models, src/a.rs:2001:3: nested too deeply
        derives with spaces as comment: 2 models
        modules as code: 1 models, src/a.rs:2:1: expected `!`
        modules as comment: 2 models
        names of modules as code: 1 models, src/a.rs:1:8003: nested too deeply
        names of modules as comment: 2 models
        paths as code: 1 models, src/a.rs:1:14001: nested too deeply
        paths as comment: 2 models
        relations as code: 1 models, src/a.rs:1:26001: nested too deeply
        relations as comment: 2 models
    "#]]
    .assert_eq(&text);
}

/// Each import points at the one before.
#[test]
fn a_chain_of_imports() {
    let mut text =
        String::from("pub mod m0 { pub type Id = i64; pub mod a { pub use super::*; } }\n");
    for nth in 1..20_000 {
        writeln!(text, "use m{}::a as m{nth};", nth - 1).unwrap();
    }
    text += "#[derive(relata::Model)] struct Own { id: m19999::Id }";
    expect(
        "robust_chain",
        &[("src/lib.rs", &text)],
        &expect![[r#"
        1 models
    "#]],
    );
}
