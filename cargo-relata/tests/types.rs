//! Types in executables: the command finds what `init` finds in the same program.

mod run;

use std::path::Path;
use std::process::Command;

use expect_test::expect;

use run::platform::{
    Build, DEBUG, HOST, Platform, RELEASE, SMALL, WASI, WASI_2, WASM, WINDOWS, one_at_a_time,
    portable,
};
use run::{fixture, run, target};

/// What the program itself reports.
fn program(name: &str) -> String {
    let output = Command::new(target().join("debug").join(name))
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_key_of_another_type() {
    let folder = fixture("types");
    expect![[r#"
        $ cargo relata check -q --bin uuid_key
        error[key_type]: key field `Post.user_id` is `i64`, but it references `User.id`, which is `uuid::Uuid`
          --> src/bin/uuid_key.rs:16:9
           |
         9 |     pub id: uuid::Uuid,
           |         -- `User.id` is declared here
        ...
        16 |     pub user_id: i64,
           |         ^^^^^^^
           |
           = note: `Post.user_id` is the key of `Post.user`
           = help: change the type of `Post.user_id` to `uuid::Uuid`

        bin `uuid_key` of `types`: 1 error in 2 models from 1 crate
        for more information: cargo relata explain key_type
        coverage: 2 models, 1 relation; 1 key compared
        exit 1
    "#]].assert_eq(&run(&folder, &["check", "-q", "--bin", "uuid_key"]));
    expect![[r#"
        Error: relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.user_id` is `i64`, but it references `User.id`, which is `uuid::Uuid`
          --> src/bin/uuid_key.rs:16:9
        note: `User.id` is declared here
          --> src/bin/uuid_key.rs:9:9
          = note: `Post.user_id` is the key of `Post.user`
          = help: change the type of `Post.user_id` to `uuid::Uuid`

        for more information: cargo relata explain key_type

    "#]].assert_eq(&program("uuid_key"));
    expect![[r#"
        $ cargo relata why -q --bin uuid_key Post.user
        `Post.user` (src/bin/uuid_key.rs:16:9) is a `belongs_to` relation

        target `uuid_key::User` (src/bin/uuid_key.rs:15:25)
          a type, whose path is known
          - `uuid_key::User` (src/bin/uuid_key.rs:8:12): it is the whole path
          resolved to `uuid_key::User`, the model with exactly this path

        inverse: not declared

        key `user_id`
          `Post` holds `user_id: i64`, which references `id: uuid::Uuid`, the primary key of `User`

        error[key_type]: key field `Post.user_id` is `i64`, but it references `User.id`, which is `uuid::Uuid`
          --> src/bin/uuid_key.rs:16:9
        note: `User.id` is declared here
          --> src/bin/uuid_key.rs:9:9
          = note: `Post.user_id` is the key of `Post.user`
          = help: change the type of `Post.user_id` to `uuid::Uuid`

        coverage: 2 models, 1 relation; 1 key compared
        exit 0
    "#]].assert_eq(&run(&folder, &["why", "-q", "--bin", "uuid_key", "Post.user"]));
}

#[test]
fn an_allow_that_the_program_needs() {
    expect![[r#"
        $ cargo relata check -q --bin any_id
        bin `any_id` of `types`: no findings in 2 models from 1 crate
        coverage: 2 models, 1 relation; 1 key compared; 1 finding silenced: 1 by allow
        exit 0
    "#]]
    .assert_eq(&run(&fixture("types"), &["check", "-q", "--bin", "any_id"]));
    assert_eq!(program("any_id"), "");
}

/// Newtypes of one crate in keys of another, and what they count as.
#[test]
fn newtypes() {
    let folder = fixture("newtypes");
    expect![[r#"
        $ cargo relata check -q --bin newtypes
        error[key_type]: key field `Invoice.payer_id` is `OrderId`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:13:9
           |
        13 |     pub payer_id: OrderId,
           |         ^^^^^^^^
           |
           = note: `Invoice.payer_id` is the key of `Invoice.payer`
           = note: `Customer.id` also counts as `u32`
           = note: `OrderId` is the type of the primary key of `Order`
           = help: change the type of `Invoice.payer_id` to `CustomerId`, or the target of `Invoice.payer` to `Order`
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
           |
        10 |     pub id: CustomerId,
           |         ^^

        error[key_type]: key field `Invoice.old_payer_id` is `u64`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:15:9
           |
        15 |     pub old_payer_id: u64,
           |         ^^^^^^^^^^^^
           |
           = note: `Invoice.old_payer_id` is the key of `Invoice.old_payer`
           = note: `Customer.id` also counts as `u32`
           = help: change the type of `Invoice.old_payer_id` to `CustomerId`
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
           |
        10 |     pub id: CustomerId,
           |         ^^

        warning[key_newtype]: key field `Line.order_id` is `u32`, but it references `Order.id`, which is `OrderId`
          --> src/main.rs:22:9
           |
        22 |     pub order_id: Option<u32>,
           |         ^^^^^^^^
           |
           = note: `Line.order_id` is the key of `Line.order`
           = note: an `Option` only makes a key nullable and is not compared
           = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
           = help: write `#[relata(as = u32)]` on `Order.id`, or declare it once: `relata::key_type!(OrderId = u32);`
        note: `Order.id` is declared here
          --> src/lib.rs:15:9
           |
        15 |     pub id: OrderId,
           |         ^^

        bin `newtypes`: 2 errors and 1 warning in 4 models from 2 crates
        for more information: cargo relata explain key_type
        coverage: 4 models, 6 relations; 6 keys compared
        exit 1
    "#]].assert_eq(&run(&folder, &["check", "-q", "--bin", "newtypes"]));
    expect![[r#"
        Error: relata: 2 errors in 4 models from 2 crates

        error[key_type]: key field `Invoice.payer_id` is `OrderId`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:13:9
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
          = note: `Invoice.payer_id` is the key of `Invoice.payer`
          = note: `Customer.id` also counts as `u32`
          = note: `OrderId` is the type of the primary key of `Order`
          = help: change the type of `Invoice.payer_id` to `CustomerId`, or the target of `Invoice.payer` to `Order`

        error[key_type]: key field `Invoice.old_payer_id` is `u64`, but it references `Customer.id`, which is `CustomerId`
          --> src/main.rs:15:9
        note: `Customer.id` is declared here
          --> src/lib.rs:10:9
          = note: `Invoice.old_payer_id` is the key of `Invoice.old_payer`
          = note: `Customer.id` also counts as `u32`
          = help: change the type of `Invoice.old_payer_id` to `CustomerId`

        for more information: cargo relata explain key_type

    "#]].assert_eq(&program("newtypes"));
    expect![[r#"
        $ cargo relata why -q --bin newtypes Line.parent
        `Line.parent` (src/main.rs:23:42) is a `belongs_to` relation

        target `newtypes::Line` (src/main.rs:23:50)
          a type, whose path is known
          - `newtypes::Line` (src/main.rs:19:12): it is the whole path
          resolved to `newtypes::Line`, the model with exactly this path

        inverse: not declared

        key `parent_id`
          `Line` holds `parent_id: Option<OrderId> as u32 or LineId`, which references `id: LineId`, the primary key of `Line`

        no findings

        coverage: 4 models, 6 relations; 6 keys compared
        exit 0
    "#]].assert_eq(&run(
        &folder,
        &["why", "-q", "--bin", "newtypes", "Line.parent"],
    ));
}

#[test]
#[ignore = "it needs `rustup target add wasm32-unknown-unknown wasm32-wasip1 wasm32-wasip2`, Node.js and binaryen"]
fn in_webassembly() {
    for (platform, build) in [
        (WASM, DEBUG),
        (WASM, RELEASE),
        (WASM, SMALL),
        (WASI, DEBUG),
        (WASI, SMALL),
        (WASI_2, SMALL),
    ] {
        same_as_here(platform, build);
    }
}

#[test]
#[ignore = "it needs `rustup target add x86_64-pc-windows-gnu`, the linker of mingw-w64 and Wine"]
fn on_windows() {
    for build in [DEBUG, RELEASE, SMALL] {
        same_as_here(WINDOWS, build);
    }
}

/// Fails unless the command reports the same as for the programs of the host, and those programs too.
fn same_as_here(platform: Platform, build: Build) {
    let _one = one_at_a_time();
    let mut programs = vec![
        ("types", "uuid_key", "1 error"),
        ("types", "any_id", "1 finding silenced: 1 by allow"),
        ("types", "wide", "1 warning"),
    ];
    // Else the linker drops models for WebAssembly.
    if build.is_whole() {
        programs.push(("newtypes", "newtypes", "2 errors and 1 warning"));
    }
    for (folder, name, expected) in programs {
        let here = checked(folder, name, HOST, DEBUG);
        assert!(here.contains(expected), "{here}");
        assert_eq!(
            checked(folder, name, platform, build),
            here,
            "{platform:?} {build:?}"
        );
        let file = platform.file(&target(), &build, name);
        if platform.has_output() {
            let [there, here] = [(platform, build), (HOST, DEBUG)].map(|(platform, build)| {
                let file = platform.file(&target(), &build, name);
                let output = platform.command(&file).output().unwrap();
                portable(&String::from_utf8(output.stderr).unwrap())
            });
            assert_eq!(there, here, "{platform:?} {build:?}");
        }
        if platform.target == WASM.target && build.is_whole() {
            let packed = file.with_file_name("packed.wasm");
            let mut optimize = Command::new("wasm-opt");
            optimize.args(["-O3", "--all-features", "-o"]);
            let status = optimize.arg(&packed).arg(&file).status().unwrap();
            assert!(status.success());
            let [whole, packed] = [&file, &packed].map(|file| {
                let text = run(&fixture(folder), &["check", file.to_str().unwrap()]);
                text.replace(file.to_str().unwrap(), "")
            });
            assert_eq!(packed, whole);
            assert!(packed.contains(expected), "{packed}");
        }
    }
}

/// The output of the command for a program, without the command.
fn checked(folder: &str, name: &str, platform: Platform, build: Build) -> String {
    let mut arguments = vec!["check", "-q", "--bin", name];
    arguments.extend(platform.target.iter().flat_map(|it| ["--target", it]));
    arguments.extend(build.argument());
    let variables = build.variables.iter();
    let variables: Vec<_> = variables
        .map(|(name, value)| (*name, Path::new(value)))
        .collect();
    let output = run::output_with(&fixture(folder), &arguments, &variables);
    let text = output.to_string();
    text.split_once('\n').unwrap().1.to_owned()
}
