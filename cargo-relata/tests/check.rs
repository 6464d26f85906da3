//! `cargo relata check` on packages that cargo builds: what is selected, what is found, how it is told.

#![allow(clippy::too_many_lines, reason = "what is printed is long")]

mod run;

use expect_test::expect;

use run::{fixture, run};

/// Every program of a workspace, one table; a finding of several is told once.
#[test]
fn a_workspace() {
    expect![[r#"
        $ cargo relata -q
        error[missing_model]: model `Invoice` is declared, but no code names crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs it: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler leaves out a crate that no code names, and its models with it
          = note: found in bin `worker`
          = help: write `relata::link!(billing);` in worker/src/main.rs

        error[key_type]: key `Invoice.order_id` is `i32`, but `Order.id`, which it points at, is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // of another type than what it points at
           |     ^^^^^^^^
           |
           = note: it is the key of `Invoice.order`
           = note: they differ in width: 32 bits and 64 bits
           = note: found in bin `api`
           = help: make the type of `Invoice.order_id` `i64`
        note: `Order.id` is declared here
          --> shop-models/src/order.rs:8:5
           |
         8 |     id: i64,
           |     ^^

        error[missing_model]: model `Coupon` is declared, but no `mod` declares its file
         --> worker/src/coupon.rs:2:8
          |
        2 | struct Coupon {
          |        ^^^^^^
          |
          = note: found in bin `worker`
          = help: write `mod coupon;` in worker/src/main.rs

        target        models  crates  errors  warnings
        bin `api`          3       2       1         0
        bin `worker`       2       1       2         0
        bin `report`  not checked: it needs `pdf`
        bin `tool`    not checked: it does not depend on relata

        3 errors in all
        exit 1
    "#]].assert_eq(&run(&fixture("shop"), &["-q"]));
}

#[test]
fn one_package() {
    expect![[r#"
        $ cargo relata check -q -p worker
        error[missing_model]: model `Invoice` is declared, but no code names crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs it: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler leaves out a crate that no code names, and its models with it
          = help: write `relata::link!(billing);` in worker/src/main.rs

        error[missing_model]: model `Coupon` is declared, but no `mod` declares its file
         --> worker/src/coupon.rs:2:8
          |
        2 | struct Coupon {
          |        ^^^^^^
          |
          = help: write `mod coupon;` in worker/src/main.rs

        bin `worker`: 2 errors in 2 models from 1 crate
        exit 1
    "#]]
    .assert_eq(&run(&fixture("shop"), &["check", "-q", "-p", "worker"]));
}

/// The same in its folder, or with its manifest.
#[test]
fn the_package_here() {
    let here = run(&fixture("shop").join("api"), &["check", "-q"]);
    expect![[r#"
        $ cargo relata check -q
        error[key_type]: key `Invoice.order_id` is `i32`, but `Order.id`, which it points at, is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // of another type than what it points at
           |     ^^^^^^^^
           |
           = note: it is the key of `Invoice.order`
           = note: they differ in width: 32 bits and 64 bits
           = help: make the type of `Invoice.order_id` `i64`
        note: `Order.id` is declared here
          --> shop-models/src/order.rs:8:5
           |
         8 |     id: i64,
           |     ^^

        bin `api`: 1 error in 3 models from 2 crates
        exit 1
    "#]].assert_eq(&here);
    let manifest = ["check", "-q", "--manifest-path", "api/Cargo.toml"];
    let by_manifest = run(&fixture("shop"), &manifest);
    let after = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    assert_eq!(after(&here), after(&by_manifest));
}

/// What lives in other crates of the workspace is for the programs that use them.
#[test]
fn a_library_alone() {
    let shop = fixture("shop");
    expect![[r#"
        $ cargo relata -q -p shop-models
        lib `shop_models`: nothing found in 2 models from 1 crate
        exit 0
    "#]]
    .assert_eq(&run(&shop, &["-q", "-p", "shop-models"]));
    expect![[r#"
        $ cargo relata -q -p billing --lib
        error[missing_target]: relation `Invoice.order` points at `Order`, but no model has that name
         --> billing/src/lib.rs:9:25
          |
        9 |     #[relata(belongs_to("Order", inverse = invoices))]
          |                         ^^^^^^^
          |
          = note: 1 model is registered, from 1 crate: `billing`
          = note: the models of `shop_models` are outside, but a name without its crate is not known to be theirs
          = help: see that `Order` derives `relata::Model`, that a `mod` declares its file, and that code names its crate

        lib `billing`: 1 error in 1 model from 1 crate
        exit 1
    "#]].assert_eq(&run(&shop, &["-q", "-p", "billing", "--lib"]));
}

#[test]
fn a_feature_that_a_program_needs() {
    let shop = fixture("shop");
    expect![[r#"
        $ cargo relata -q -p report
        --- stderr
        error: nothing is left to check; bin `report`: it needs `pdf`
        exit 2
    "#]]
    .assert_eq(&run(&shop, &["-q", "-p", "report"]));
    expect![[r#"
        $ cargo relata -q -p report -F pdf -A key_type
        bin `report`: nothing found in 3 models from 2 crates
        exit 0
    "#]]
    .assert_eq(&run(
        &shop,
        &["-q", "-p", "report", "-F", "pdf", "-A", "key_type"],
    ));
}

/// What two programs have in common is told once. A feature is asked of the package that has it.
#[test]
fn a_finding_of_several_programs() {
    let arguments = [
        "-q",
        "-p",
        "api",
        "-p",
        "report",
        "-p",
        "worker",
        "-F",
        "pdf",
        "-A",
        "missing_model",
    ];
    expect![[r#"
        $ cargo relata -q -p api -p report -p worker -F pdf -A missing_model
        error[key_type]: key `Invoice.order_id` is `i32`, but `Order.id`, which it points at, is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // of another type than what it points at
           |     ^^^^^^^^
           |
           = note: it is the key of `Invoice.order`
           = note: they differ in width: 32 bits and 64 bits
           = note: found in bin `api` and bin `report`
           = help: make the type of `Invoice.order_id` `i64`
        note: `Order.id` is declared here
          --> shop-models/src/order.rs:8:5
           |
         8 |     id: i64,
           |     ^^

        error[missing_target]: relation `Order.invoices` points at `billing::Invoice`, but no model has that path
         --> shop-models/src/order.rs:6:29
          |
        6 | #[relata(has_many(invoices: "billing::Invoice", inverse = order))]
          |                             ^^^^^^^^^^^^^^^^^^
          |
          = note: 2 models are registered, from 1 crate: `shop_models`
          = note: no registered model is in a crate or module `billing`
          = note: the compiler leaves out a crate that no code names, and its models with it
          = note: found in bin `worker`
          = help: if `billing` is a crate, name it in the root of the program, as in `relata::link!(billing);`

        target        models  crates  errors  warnings
        bin `api`          3       2       1         0
        bin `report`       3       2       1         0
        bin `worker`       2       1       1         0

        2 errors in all
        exit 1
    "#]].assert_eq(&run(&fixture("shop"), &arguments));
}

/// Cargo puts both into one file: each is read while it is there.
#[test]
fn programs_of_one_name() {
    let twins = fixture("twins");
    let told = run(&twins, &["-q"]);
    let told = told.split_once("--- stderr").map_or(&*told, |(out, _)| out);
    expect![[r#"
        $ cargo relata -q
        error[key_type]: key `Order.customer_id` is `i32`, but `Customer.id`, which it points at, is `i64`
          --> one/src/main.rs:12:5
           |
        12 |     customer_id: i32,
           |     ^^^^^^^^^^^
        ...
        18 |         id: i64,
           |         -- `Customer.id` is declared here
           |
           = note: it is the key of `Order.customer`
           = note: they differ in width: 32 bits and 64 bits
           = note: found in bin `server` of `one`
           = help: make the type of `Order.customer_id` `i64`

        target                 models  crates  errors  warnings
        bin `server` of `one`       3       1       1         0
        bin `server` of `two`       3       1       0         0

        1 error in all
        exit 1
    "#]].assert_eq(told);
}

/// In one registry a name would mean several models, though each program knows which.
#[test]
fn programs_that_are_no_one_system() {
    let twins = fixture("twins");
    let out = |arguments: &[&str]| {
        let output = run::output(&twins, arguments);
        let error = output.stderr.lines().filter(|it| it.starts_with("error"));
        output.stdout.clone() + &error.collect::<String>()
    };
    expect![[r#"
        In bin `server` of `one`:

        `Order.customer` (one/src/main.rs:12:5) is a belongs_to

        target `Customer` (one/src/main.rs:11:25)
          a name, looked up among 3 models
          - `server::inner::Customer` (one/src/main.rs:17:12): its path ends so
          it means `server::inner::Customer`, the only one whose path ends so

        inverse: none is written

        key `customer_id`
          `Order` holds it in `customer_id: i32`, which points at `id: i64`, the primary key of `Customer`

        error[key_type]: key `Order.customer_id` is `i32`, but `Customer.id`, which it points at, is `i64`
          --> one/src/main.rs:12:5
        note: `Customer.id` is declared here
          --> one/src/main.rs:18:9
          = note: it is the key of `Order.customer`
          = note: they differ in width: 32 bits and 64 bits
          = help: make the type of `Order.customer_id` `i64`

        In bin `server` of `two`:

        `Order.customer` (two/src/main.rs:12:5) is a belongs_to

        target `Customer` (two/src/main.rs:11:25)
          a name, looked up among 3 models
          - `server::other::Customer` (two/src/main.rs:17:12): its path ends so
          it means `server::other::Customer`, the only one whose path ends so

        inverse: none is written

        key `customer_id`
          `Order` holds it in `customer_id: i64`, which points at `id: i64`, the primary key of `Customer`

        nothing is found about it
    "#]].assert_eq(&out(&["why", "-q", "Order.customer"]));
    expect!["error: these programs are no one system, since a name means different models in them: bin `server` of `one` and bin `server` of `two`; choose one"].assert_eq(&out(&["graph", "-q"]));
    expect!["error: these programs are no one system, since a name means different models in them: bin `server` of `one` and bin `server` of `two`; choose one"].assert_eq(&out(&["list", "-q", "--message-format", "json"]));
    assert!(out(&["graph", "-q", "-p", "one"]).starts_with("flowchart LR"));
}

/// Nobody asks for it by chance.
#[test]
fn a_program_without_relata_that_is_asked_for() {
    expect![[r#"
        $ cargo relata -q --bin tool
        error[empty_registry]: no model is in what is checked

        bin `tool`: 1 error in 0 models from 0 crates
        exit 1
    "#]]
    .assert_eq(&run(&fixture("shop"), &["-q", "--bin", "tool"]));
}

#[test]
fn programs_in_release() {
    let arguments = ["-q", "--release", "--bin", "worker", "--bin", "api"];
    expect![[r#"
        $ cargo relata -q --release --bin worker --bin api
        error[missing_model]: model `Invoice` is declared, but no code names crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs it: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler leaves out a crate that no code names, and its models with it
          = note: found in bin `worker`
          = help: write `relata::link!(billing);` in worker/src/main.rs

        error[key_type]: key `Invoice.order_id` is `i32`, but `Order.id`, which it points at, is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // of another type than what it points at
           |     ^^^^^^^^
           |
           = note: it is the key of `Invoice.order`
           = note: they differ in width: 32 bits and 64 bits
           = note: found in bin `api`
           = help: make the type of `Invoice.order_id` `i64`
        note: `Order.id` is declared here
          --> shop-models/src/order.rs:8:5
           |
         8 |     id: i64,
           |     ^^

        error[missing_model]: model `Coupon` is declared, but no `mod` declares its file
         --> worker/src/coupon.rs:2:8
          |
        2 | struct Coupon {
          |        ^^^^^^
          |
          = note: found in bin `worker`
          = help: write `mod coupon;` in worker/src/main.rs

        target        models  crates  errors  warnings
        bin `api`          3       2       1         0
        bin `worker`       2       1       2         0

        3 errors in all
        exit 1
    "#]].assert_eq(&run(&fixture("shop"), &arguments));
}

#[test]
fn levels_and_the_exit_status() {
    let shop = fixture("shop");
    let status = |arguments: &[&str]| {
        let told = run(&shop, arguments);
        told.lines().last().unwrap().to_owned()
    };
    assert_eq!(status(&["-q", "--bin", "api"]), "exit 1");
    assert_eq!(status(&["-q", "--bin", "api", "-A", "key_type"]), "exit 0");
    assert_eq!(status(&["-q", "--bin", "api", "-W", "key_type"]), "exit 0");
    let warned = ["-q", "--bin", "api", "-W", "key_type", "--fail-on", "warn"];
    assert_eq!(status(&warned), "exit 1");
    let both = ["-q", "--bin", "api", "-A", "key_type", "-D", "key_type"];
    assert_eq!(status(&both), "exit 1");
    let strict = ["-q", "--bin", "api", "-A", "key_type", "--strict"];
    expect![[r#"
        $ cargo relata -q --bin api -A key_type --strict
        error[unqualified_target]: relation `Invoice.order` points at `Order` in another crate without naming the crate
         --> billing/src/lib.rs:9:25
          |
        9 |     #[relata(belongs_to("Order", inverse = invoices))]
          |                         ^^^^^^^
          |
          = help: write `shop_models::order::Order`
        note: it means `shop_models::order::Order`
         --> shop-models/src/order.rs:7:12
          |
        7 | pub struct Order {
          |            ^^^^^

        bin `api`: 1 error in 3 models from 2 crates
        exit 1
    "#]].assert_eq(&run(&shop, &strict));
}

/// The file that was built is judged without its source.
#[test]
fn an_executable() {
    let shop = fixture("shop");
    run(&shop, &["-q", "--bin", "worker"]);
    let name = format!("debug/worker{}", std::env::consts::EXE_SUFFIX);
    let file = run::target().join(name).display().to_string();
    let told = run(&shop, &["check", &file]);
    expect![[r#"
        $ cargo relata check worker
        error[missing_target]: relation `Order.invoices` points at `billing::Invoice`, but no model has that path
         --> shop-models/src/order.rs:6:29
          |
        6 | #[relata(has_many(invoices: "billing::Invoice", inverse = order))]
          |                             ^^^^^^^^^^^^^^^^^^
          |
          = note: 2 models are registered, from 1 crate: `shop_models`
          = note: no registered model is in a crate or module `billing`
          = note: the compiler leaves out a crate that no code names, and its models with it
          = help: if `billing` is a crate, name it in the root of the program, as in `relata::link!(billing);`

        `worker`: 1 error in 2 models from 1 crate
        exit 1
    "#]].assert_eq(&told.replace(&file, "worker"));
}

/// Each program has its own errors, and one file lists them all.
#[test]
fn a_baseline_of_a_workspace() {
    let shop = fixture("shop");
    let folder = run::folder("a_baseline_of_a_workspace", &[]);
    let file = folder.join("baseline.json").display().to_string();
    let told = run(&shop, &["baseline", "-o", &file]);
    let told = told
        .lines()
        .filter(|it| it.contains("Wrote") || it.contains("exit"));
    let told: Vec<&str> = told.collect();
    expect![[r#"
               Wrote baseline.json
        exit 0"#]]
    .assert_eq(&told.join("\n").replace(&file, "baseline.json"));
    expect![[r#"
        {
          "format": "relata-baseline/2",
          "findings": [
            {
              "rule": "key_type",
              "subject": "billing::Invoice.order",
              "other": "shop_models::order::Order.id"
            },
            {
              "rule": "missing_model",
              "subject": "billing::Invoice"
            },
            {
              "rule": "missing_model",
              "subject": "worker::coupon::Coupon"
            }
          ]
        }
    "#]]
    .assert_eq(&std::fs::read_to_string(&file).unwrap());
    let told = run(&shop, &["check", "-q", "--baseline", &file]);
    expect![[r#"
        $ cargo relata check -q --baseline baseline.json
        warning[missing_model]: model `Invoice` is declared, but no code names crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs it: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler leaves out a crate that no code names, and its models with it
          = note: found in bin `worker`
          = help: write `relata::link!(billing);` in worker/src/main.rs

        warning[key_type]: key `Invoice.order_id` is `i32`, but `Order.id`, which it points at, is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // of another type than what it points at
           |     ^^^^^^^^
           |
           = note: it is the key of `Invoice.order`
           = note: they differ in width: 32 bits and 64 bits
           = note: found in bin `api`
           = help: make the type of `Invoice.order_id` `i64`
        note: `Order.id` is declared here
          --> shop-models/src/order.rs:8:5
           |
         8 |     id: i64,
           |     ^^

        warning[missing_model]: model `Coupon` is declared, but no `mod` declares its file
         --> worker/src/coupon.rs:2:8
          |
        2 | struct Coupon {
          |        ^^^^^^
          |
          = note: found in bin `worker`
          = help: write `mod coupon;` in worker/src/main.rs

        target        models  crates  errors  warnings
        bin `api`          3       2       0         1
        bin `worker`       2       1       0         2
        bin `report`  not checked: it needs `pdf`
        bin `tool`    not checked: it does not depend on relata

        3 warnings in all
        exit 0
    "#]].assert_eq(&told.replace(&file, "baseline.json"));
    // Whatever is found no more is told once, with the file.
    let told = run(
        &shop,
        &["check", "-q", "--baseline", &file, "--bin", "worker"],
    );
    expect![[r#"
        $ cargo relata check -q --baseline baseline.json --bin worker
        warning[unused_allow]: the baseline lists `key_type` of `billing::Invoice.order` and `shop_models::order::Order.id`, which is found no more
         --> baseline.json:1:1
          |
        1 | {
          | ^
          |
          = help: strike it from the baseline

        warning[missing_model]: model `Invoice` is declared, but no code names crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs it: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler leaves out a crate that no code names, and its models with it
          = help: write `relata::link!(billing);` in worker/src/main.rs

        warning[missing_model]: model `Coupon` is declared, but no `mod` declares its file
         --> worker/src/coupon.rs:2:8
          |
        2 | struct Coupon {
          |        ^^^^^^
          |
          = help: write `mod coupon;` in worker/src/main.rs

        bin `worker`: 3 warnings in 2 models from 1 crate
        exit 0
    "#]].assert_eq(&told.replace(&file, "baseline.json"));
}

#[test]
fn what_is_not_there() {
    let asked = [
        &["-q", "--bin", "wroker"][..],
        &["-q", "-p", "woker"],
        &["-q", "--example", "demo"],
        &["-q", "--exclude", "tool"],
        &["-q", "-p", "report@0.0.1"],
        &["-q", "-p", "tool"],
    ];
    let shop = fixture("shop");
    let told: Vec<String> = asked.iter().map(|it| run(&shop, it)).collect();
    expect![[r#"
        $ cargo relata -q --bin wroker
        --- stderr
        error: no bin target is called `wroker`; there is `api`, `report`, `tool`, and `worker`
        exit 2

        $ cargo relata -q -p woker
        --- stderr
        error: no package of the workspace is called `woker`; there is `api`, `billing`, `report`, `shop-models`, `tool`, and `worker`
        exit 2

        $ cargo relata -q --example demo
        --- stderr
        error: no example target is called `demo`; there is no example target
        exit 2

        $ cargo relata -q --exclude tool
        --- stderr
        error: `--exclude` needs `--workspace` beside it
        exit 2

        $ cargo relata -q -p report@0.0.1
        --- stderr
        error: no package of the workspace is called `report@0.0.1`; there is `api`, `billing`, `report`, `shop-models`, `tool`, and `worker`
        exit 2

        $ cargo relata -q -p tool
        --- stderr
        error: nothing is left to check; bin `tool`: it does not depend on relata
        exit 2
    "#]].assert_eq(&told.join("\n"));
}

#[test]
fn what_does_not_compile() {
    let manifest = "[workspace]\n[package]\nname = \"broken\"\nedition = \"2024\"\n";
    let files = [
        ("Cargo.toml", manifest),
        ("src/main.rs", "fn main() { no }\n"),
    ];
    let folder = run::folder("what_does_not_compile", &files);
    let told = run(&folder, &["check", "-q"]);
    let last: Vec<&str> = told.lines().rev().take(2).collect();
    assert_eq!(
        last,
        [
            "exit 2",
            "error: cargo could not build what is to be checked"
        ]
    );
    assert!(
        told.contains("cannot find value `no` in this scope"),
        "{told}"
    );
}

#[test]
fn no_package_here() {
    let folder = std::env::temp_dir();
    let told = run(
        &folder,
        &["check", "-q", "--manifest-path", "nowhere/Cargo.toml"],
    );
    assert!(told.ends_with("exit 2\n"), "{told}");
    assert!(told.contains("error: `cargo metadata` failed: "), "{told}");
}

/// Cargo's own words and bar are on the error stream.
#[test]
fn what_is_being_done() {
    let told = run(&fixture("shop"), &["check", "--bin", "api"]);
    let (out, err) = told.split_once("--- stderr\n").unwrap();
    assert!(out.contains("error[key_type]"), "{out}");
    assert!(err.contains("    Finished `dev` profile"), "{err}");
}

/// What the README shows is what is printed.
#[test]
fn the_readme() {
    let readme = include_str!("../README.md").replace("\r\n", "\n");
    let printed = run(&fixture("shop"), &["-q"]);
    let shown = readme.split("```text\n").skip(1);
    let shown: Vec<&str> = shown.filter_map(|it| it.split("```").next()).collect();
    assert_eq!(shown.len(), 2);
    for text in shown {
        assert!(printed.contains(text), "{text}");
    }
}
