//! The assertion that a document next to the code lists exactly what is registered.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, io, process};

use crate::document::Document;
use crate::options::options;
use crate::records::Records;
use crate::rule::Rule;

/// If it is set, and to something else than `0`, documents are written anew.
const UPDATE: &str = "RELATA_UPDATE";

/// Panics if the document differs from what is registered.
#[track_caller]
#[doc(hidden)]
pub fn assert_unchanged(package: &str, file: impl AsRef<Path>) {
    let file = file.as_ref();
    let (path, file) = (Path::new(package).join(file), file.display());
    let registered = registered();
    if is_to_be_written() {
        match write(&path, &registered.to_json()) {
            Ok(()) => return,
            Err(error) => panic!("`{file}` cannot be written: {error}"),
        }
    }
    let again = format!("set `{UPDATE}=1` in the environment to let this test write the file");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => panic!("`{file}` cannot be read: {error}\n{again}"),
    };
    let document = match Document::parse(&text) {
        Ok(document) => document,
        Err(error) => panic!("`{file}` is not a relata document: {error}\n{again}"),
    };
    let difference = Document::difference(&document, &registered);
    assert!(
        difference.is_empty(),
        "`{file}` differs from what this program registers:\n{difference}{again}"
    );
}

/// What is registered, sound or not.
#[track_caller]
fn registered() -> Document {
    // Where nothing is registered at all, it is not for a document to say so.
    let asked = [Rule::RegistrationUnavailable, Rule::EmptyRegistry];
    match options()
        .asking_only(&asked)
        .init_records(&[Records::linked()])
    {
        Ok(registry) => Document::of(&registry).without_places(),
        Err(report) => panic!("{report}"),
    }
}

fn is_to_be_written() -> bool {
    env::var_os(UPDATE).is_some_and(|it| !it.is_empty() && it != OsStr::new("0"))
}

/// Another test may read or write it at the same time: it is there whole or not at all.
fn write(path: &Path, text: &str) -> io::Result<()> {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let nth = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let mut new = path.as_os_str().to_owned();
    new.push(format!(".{}.{nth}", process::id()));
    let written = fs::write(&new, text).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        drop(fs::remove_file(&new));
    }
    written
}
