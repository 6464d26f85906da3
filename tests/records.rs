//! What is in a finished executable: this test's own file, as it is, stripped and without section headers, and files
//! of every format that hold the same records.

#![cfg(all(feature = "executable", feature = "document"))]
#![cfg_attr(miri, allow(dead_code, reason = "Miri has no executable to read"))]

mod records {
    mod bytes;
    mod everything;
    pub(crate) mod files;
    mod formats;
    mod hostile;
    mod layout;
}

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use relata::document::Document;
use relata::{Model, Records, Rule, options};

#[derive(Model)]
#[relata(table = "users", unique(tenant_id, email))]
#[relata(has_many(posts: "Post", inverse = author))]
#[expect(dead_code, reason = "only declared")]
struct User {
    id: i64,
    tenant_id: Option<i32>,
    email: String,
}

#[derive(Model)]
#[relata(many_to_many(tags: "Tag", through = "Tagging"))]
#[expect(dead_code, reason = "only declared")]
struct Post {
    #[relata(key)]
    number: Number,
    #[relata(belongs_to(User, inverse = posts, on_delete = cascade))]
    author_id: i64,
}

#[expect(dead_code, reason = "only declared")]
struct Number(i64);

#[derive(Model)]
#[expect(dead_code, reason = "only declared")]
struct Tag {
    id: i64,
}

#[derive(Model)]
#[relata(allow(isolated_model, reason = "to have one"))]
#[expect(dead_code, reason = "only declared")]
struct Tagging {
    #[relata(belongs_to(post: Post, key = post))]
    post: Number,
    #[relata(belongs_to(Tag))]
    tag_id: i64,
}

relata::external!("auth::Session");
relata::link!(relata as records);

/// The file of this test.
pub(crate) fn own() -> Vec<u8> {
    fs::read(env::current_exe().unwrap()).unwrap()
}

/// What a file registers, if it is sound.
pub(crate) fn registered(file: &[u8]) -> Document {
    let executable = Records::of_executable(file).unwrap();
    let options = options().level(Rule::UnusedAllow, relata::Level::Allow);
    Document::of(&options.init_records(&[executable]).unwrap())
}

#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn it_is_what_the_program_registers() {
    let program = Document::of(relata::init().unwrap());
    let registry = relata::init().unwrap();
    assert!(registry.len() == 5 && !registry.is_empty());
    assert_eq!(registered(&own()), program);
}

#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn it_is_judged_as_the_program_is() {
    let executables = [Records::of_executable(&own()).unwrap()];
    let options = options()
        .strict()
        .expect_named("Session")
        .expect_named("Author");
    let found = options.check_records(&executables);
    assert_eq!(found.to_string(), options.check().to_string());
    assert_eq!(found.len(), 2, "{found}");
    // Twice the same is one system.
    let twice = [executables.clone(), executables].concat();
    assert_eq!(options.check_records(&twice).to_string(), found.to_string());
}

#[test]
#[cfg(target_os = "linux")]
#[cfg_attr(miri, ignore = "it runs a program")]
fn symbols_may_be_stripped() {
    use object::Object;

    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stripped");
    fs::copy(env::current_exe().unwrap(), &copy).unwrap();
    let strip = |options: &[&str]| {
        let status = Command::new("strip").args(options).arg(&copy).status();
        assert!(status.expect("binutils are there").success());
        fs::read(&copy).unwrap()
    };
    let all = registered(&own());
    assert_eq!(registered(&strip(&["--strip-all"])), all);
    // As Debian's packages are.
    let stripped = strip(&["--remove-section=.comment", "--remove-section=.note"]);
    assert_eq!(registered(&stripped), all);
    let file = object::File::parse(&*stripped).unwrap();
    assert_eq!(file.symbols().count(), 0);
    // Whichever side removes every note removes the records.
    let removed = strip(&["--remove-section=.note*"]);
    let found = options().check_records(&[Records::of_executable(&removed).unwrap()]);
    assert_eq!(found.iter().next().unwrap().rule(), Rule::EmptyRegistry);
}

#[test]
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
#[cfg_attr(miri, ignore = "it reads a file")]
fn section_headers_may_be_removed() {
    let mut file = own();
    file[0x28..0x30].fill(0); // where the section headers are
    file[0x3a..0x40].fill(0); // their size and number, and the one that holds names
    assert_eq!(registered(&file), registered(&own()));
}
