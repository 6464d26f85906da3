//! The copy of this repository in which conditions can be negated.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

use super::conditions::Condition;

/// The files of the repository in `root`, with those that git does not know yet.
pub(crate) fn files(root: &Path) -> Vec<String> {
    let mut git = Command::new("git");
    git.current_dir(root).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let output = git.output().expect("git lists the files of the repository");
    let names = String::from_utf8(output.stdout).expect("names of files are UTF-8");
    let mut files: Vec<String> = names.split_terminator('\0').map(str::to_owned).collect();
    files.retain(|it| root.join(it).is_file());
    files.sort();
    files
}

/// Copies the repository. Each of `conditions` has a switch, numbered in this order.
pub(crate) fn copy(root: &Path, to: &Path, conditions: &[Condition]) {
    let mut edits: BTreeMap<&str, Vec<(usize, &Condition)>> = BTreeMap::new();
    for (number, condition) in conditions.iter().enumerate() {
        edits
            .entry(&condition.file)
            .or_default()
            .push((number, condition));
    }
    if to.exists() {
        fs::remove_dir_all(to).expect("the last copy can be removed");
    }
    for file in files(root) {
        let mut bytes = fs::read(root.join(&file)).expect("a file of the repository is readable");
        if let Ok(text) = std::str::from_utf8(&bytes)
            && file.ends_with(".rs")
        {
            bytes = rewritten(&file, text, edits.remove(&*file).unwrap_or_default()).into_bytes();
        }
        write(&to.join(&file), &bytes);
    }
    write(&to.join("src/mutation.rs"), include_bytes!("switch.rs"));
    assert!(edits.is_empty(), "conditions of files that were not copied");
}

fn rewritten(file: &str, text: &str, edits: Vec<(usize, &Condition)>) -> String {
    // Of two insertions at one place: what ends comes before what begins, the inner end and the outer beginning first.
    let mut insertions = Vec::new();
    for (number, condition) in edits {
        let Range { start, end } = condition.bytes;
        insertions.push((
            start,
            1,
            usize::MAX - end,
            format!("(crate::mutation::on({number}) ^ ("),
        ));
        insertions.push((end, 0, usize::MAX - start, "))".to_owned()));
    }
    insertions.sort();
    let mut text = text.to_owned();
    for (at, _, _, inserted) in insertions.iter().rev() {
        text.insert_str(*at, inserted);
    }
    if file == "src/lib.rs" {
        text.push_str("\nmod mutation;\n");
    }
    if file.starts_with("tests/") {
        // Several processes run the same test at a time.
        let folder = "std::env::var(\"CARGO_TARGET_TMPDIR\").unwrap().leak()";
        text = text.replace("env!(\"CARGO_TARGET_TMPDIR\")", &format!("(&*{folder})"));
    }
    text
}

fn write(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}
