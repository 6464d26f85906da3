//! In: the source files of a package, one after another with a line `//- path` before each. Whatever they contain, they are
//! read, and what is not parsed changes nothing.

#![no_main]

use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs, process};

use libfuzzer_sys::fuzz_target;
use relata::source::{Models, Workspace};

/// The most files of a package.
const FILES: usize = 8;

/// A folder of this process.
static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = env::temp_dir().join(format!("relata-fuzz-{}", process::id()));
    fs::create_dir_all(&root).expect("it can be made");
    root
});

fuzz_target!(|text: &[u8]| {
    let _ = fs::remove_dir_all(ROOT.join("src"));
    fs::create_dir_all(ROOT.join("src")).expect("it can be made");
    let mut manifest =
        String::from("[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2024\"\n");
    if text.first() == Some(&b'r') {
        manifest += "[dependencies]\nrelata = \"1\"\n";
    }
    fs::write(ROOT.join("Cargo.toml"), manifest).expect("it can be written");
    let separator = b"//- ";
    let mut rest = text;
    let mut path = "lib.rs".to_owned();
    for _ in 0..FILES {
        let next = rest.windows(separator.len()).position(|it| it == separator);
        let (own, after) = rest.split_at(next.unwrap_or(rest.len()));
        write(&path, own);
        let Some(after) = after.strip_prefix(separator) else {
            break;
        };
        let line = after
            .iter()
            .position(|it| *it == b'\n')
            .unwrap_or(after.len());
        path = String::from_utf8_lossy(&after[..line]).into_owned();
        rest = &after[line..];
    }
    let read = |all| {
        let workspace = Workspace::new(&*ROOT).no_metadata(true).parse_all(all);
        Models::read(&workspace).expect("the manifest is sound")
    };
    let (filtered, all) = (read(false), read(true));
    drop(relata::options().check_records(&[filtered.records().clone()]));
    // A body that is not parsed may be broken.
    if all.unread().is_empty() {
        assert_eq!(filtered.unread(), []);
        assert_eq!(filtered.undecided(), all.undecided());
        assert_eq!(filtered.records().to_bytes(), all.records().to_bytes());
    }
});

/// Writes a file, if its path stays in the folder.
fn write(path: &str, text: &[u8]) {
    let path = Path::new(path);
    let is_inside = path
        .components()
        .all(|it| matches!(it, Component::Normal(_)));
    if is_inside && !path.as_os_str().is_empty() && path.components().count() < 4 {
        let path = ROOT.join("src").join(path);
        if let Some(folder) = path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        // A file may be named like a folder.
        let _ = fs::write(path, text);
    }
}
