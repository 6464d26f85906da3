//! `cargo relata check` on packages that cargo builds: selection, findings and output.

#![allow(clippy::too_many_lines, reason = "what is printed is long")]

mod run;

use std::sync::{Mutex, PoisonError};

use expect_test::expect;

use run::{fixture, run};

/// One table for all programs of a workspace.
#[test]
fn workspace() {
    expect![[r#"
        $ cargo relata -q
        error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs this model: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = note: this finding is in bin `worker`
          = help: add `relata::link!(billing);` to worker/src/main.rs

        error[key_type]: key field `Invoice.order_id` is `i32`, but it references `Order.id`, which is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // differs from the type of `Order::id`
           |     ^^^^^^^^
           |
           = note: `Invoice.order_id` is the key of `Invoice.order`
           = note: different widths: 32 bits and 64 bits
           = note: this finding is in bin `api`
           = help: change the type of `Invoice.order_id` to `i64`
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
          = note: this finding is in bin `worker`
          = help: add `mod coupon;` to worker/src/main.rs, or delete worker/src/coupon.rs if it is not used

        target        models  crates  errors  warnings
        bin `api`          3       2       1         0
        bin `worker`       2       1       2         0
        bin `report`  not checked: requires feature `pdf`
        bin `tool`    not checked: does not depend on relata

        3 errors in total
        for more information: cargo relata explain missing_model
        coverage of bin `api`: 3 models, 4 relations; 4 keys compared
        coverage of bin `worker`: 2 models, 3 relations; 2 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&run(&fixture("shop"), &["-q"]));
}

#[test]
fn one_package() {
    expect![[r#"
        $ cargo relata check -q -p worker
        error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs this model: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `relata::link!(billing);` to worker/src/main.rs

        error[missing_model]: model `Coupon` is declared, but no `mod` declares its file
         --> worker/src/coupon.rs:2:8
          |
        2 | struct Coupon {
          |        ^^^^^^
          |
          = help: add `mod coupon;` to worker/src/main.rs, or delete worker/src/coupon.rs if it is not used

        bin `worker`: 2 errors in 2 models from 1 crate
        for more information: cargo relata explain missing_model
        coverage: 2 models, 3 relations; 2 keys compared, 1 target not known
        exit 1
    "#]]
    .assert_eq(&run(&fixture("shop"), &["check", "-q", "-p", "worker"]));
}

/// The current folder and `--manifest-path` select the same package.
#[test]
fn current_package() {
    let here = run(&fixture("shop").join("api"), &["check", "-q"]);
    expect![[r#"
        $ cargo relata check -q
        error[key_type]: key field `Invoice.order_id` is `i32`, but it references `Order.id`, which is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // differs from the type of `Order::id`
           |     ^^^^^^^^
           |
           = note: `Invoice.order_id` is the key of `Invoice.order`
           = note: different widths: 32 bits and 64 bits
           = help: change the type of `Invoice.order_id` to `i64`
        note: `Order.id` is declared here
          --> shop-models/src/order.rs:8:5
           |
         8 |     id: i64,
           |     ^^

        bin `api`: 1 error in 3 models from 2 crates
        for more information: cargo relata explain key_type
        coverage: 3 models, 4 relations; 4 keys compared
        exit 1
    "#]].assert_eq(&here);
    let manifest = ["check", "-q", "--manifest-path", "api/Cargo.toml"];
    let by_manifest = run(&fixture("shop"), &manifest);
    let after = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    assert_eq!(after(&here), after(&by_manifest));
}

/// Models of other crates in the workspace are registered in the programs that use both.
#[test]
fn library_on_its_own() {
    let shop = fixture("shop");
    expect![[r#"
        $ cargo relata -q -p shop-models
        lib `shop_models`: no findings in 2 models from 1 crate
        coverage: 2 models, 3 relations; 2 keys compared, 1 target not known
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
          = note: the models of `shop_models` are declared as outside, but a name without a crate is not matched to them
          = help: check the spelling of `Order`; if it is correct, check that `Order` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        lib `billing`: 1 error in 1 model from 1 crate
        for more information: cargo relata explain missing_target
        coverage: 1 model, 1 relation; 0 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&run(&shop, &["-q", "-p", "billing", "--lib"]));
}

#[test]
fn required_features() {
    let shop = fixture("shop");
    expect![[r#"
        $ cargo relata -q -p report
        --- stderr
        error: no targets to check; not checked: bin `report` (requires feature `pdf`); enable it with `--features pdf`
        exit 2
    "#]]
    .assert_eq(&run(&shop, &["-q", "-p", "report"]));
    expect![[r#"
        $ cargo relata -q -p report -F pdf -A key_type
        bin `report`: no findings in 3 models from 2 crates
        coverage: 3 models, 4 relations; 4 keys compared; 1 finding silenced: 1 by level
        exit 0
    "#]]
    .assert_eq(&run(
        &shop,
        &["-q", "-p", "report", "-F", "pdf", "-A", "key_type"],
    ));
}

/// A finding of several programs is printed once. A feature applies to the package that has it.
#[test]
fn findings_of_several_programs() {
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
        error[key_type]: key field `Invoice.order_id` is `i32`, but it references `Order.id`, which is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // differs from the type of `Order::id`
           |     ^^^^^^^^
           |
           = note: `Invoice.order_id` is the key of `Invoice.order`
           = note: different widths: 32 bits and 64 bits
           = note: this finding is in bin `api` and bin `report`
           = help: change the type of `Invoice.order_id` to `i64`
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
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = note: this finding is in bin `worker`
          = help: if `billing` is a crate, add `relata::link!(billing);` to the crate root of the program; otherwise check the spelling of `billing::Invoice`

        target        models  crates  errors  warnings
        bin `api`          3       2       1         0
        bin `report`       3       2       1         0
        bin `worker`       2       1       1         0

        2 errors in total
        for more information: cargo relata explain key_type
        coverage of bin `api`: 3 models, 4 relations; 4 keys compared
        coverage of bin `report`: 3 models, 4 relations; 4 keys compared
        coverage of bin `worker`: 2 models, 3 relations; 2 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&run(&fixture("shop"), &arguments));
}

/// Held by tests of the fixture `twins`, whose programs are built into the same file.
static TWINS: Mutex<()> = Mutex::new(());

/// Cargo writes both to the same file, so each is read before the other is built.
#[test]
fn programs_with_the_same_name() {
    let _guard = TWINS.lock().unwrap_or_else(PoisonError::into_inner);
    let twins = fixture("twins");
    let printed = run(&twins, &["-q"]);
    let printed = printed
        .split_once("--- stderr")
        .map_or(&*printed, |(out, _)| out);
    expect![[r#"
        $ cargo relata -q
        error[key_type]: key field `Order.customer_id` is `i32`, but it references `Customer.id`, which is `i64`
          --> one/src/main.rs:12:5
           |
        12 |     customer_id: i32,
           |     ^^^^^^^^^^^
        ...
        18 |         id: i64,
           |         -- `Customer.id` is declared here
           |
           = note: `Order.customer_id` is the key of `Order.customer`
           = note: different widths: 32 bits and 64 bits
           = note: this finding is in bin `server` of `one`
           = help: change the type of `Order.customer_id` to `i64`

        target                 models  crates  errors  warnings
        bin `server` of `one`       3       1       1         0
        bin `server` of `two`       3       1       0         0

        1 error in total
        for more information: cargo relata explain key_type
        coverage of bin `server` of `one`: 3 models, 1 relation; 1 key compared; 1 model without relations
        coverage of bin `server` of `two`: 3 models, 1 relation; 1 key compared; 1 model without relations
        exit 1
    "#]].assert_eq(printed);
}

/// In a combined registry, a name would match several models.
#[test]
fn programs_that_cannot_be_combined() {
    let _guard = TWINS.lock().unwrap_or_else(PoisonError::into_inner);
    let twins = fixture("twins");
    let out = |arguments: &[&str]| {
        let output = run::output(&twins, arguments);
        let error = output.stderr.lines().filter(|it| it.starts_with("error"));
        output.stdout.clone() + &error.collect::<String>()
    };
    expect![[r#"
        In bin `server` of `one`:

        `Order.customer` (one/src/main.rs:12:5) is a `belongs_to` relation

        target `Customer` (one/src/main.rs:11:25)
          a name, looked up among 3 models
          - `server::inner::Customer` (one/src/main.rs:17:12): its path ends with it
          resolved to `server::inner::Customer`, the only model whose path ends in `Customer`

        inverse: not declared

        key `customer_id`
          `Order` holds `customer_id: i32`, which references `id: i64`, the primary key of `Customer`

        error[key_type]: key field `Order.customer_id` is `i32`, but it references `Customer.id`, which is `i64`
          --> one/src/main.rs:12:5
        note: `Customer.id` is declared here
          --> one/src/main.rs:18:9
          = note: `Order.customer_id` is the key of `Order.customer`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Order.customer_id` to `i64`

        In bin `server` of `two`:

        `Order.customer` (two/src/main.rs:12:5) is a `belongs_to` relation

        target `Customer` (two/src/main.rs:11:25)
          a name, looked up among 3 models
          - `server::other::Customer` (two/src/main.rs:17:12): its path ends with it
          resolved to `server::other::Customer`, the only model whose path ends in `Customer`

        inverse: not declared

        key `customer_id`
          `Order` holds `customer_id: i64`, which references `id: i64`, the primary key of `Customer`

        no findings

        coverage of bin `server` of `one`: 3 models, 1 relation; 1 key compared; 1 model without relations
        coverage of bin `server` of `two`: 3 models, 1 relation; 1 key compared; 1 model without relations
    "#]].assert_eq(&out(&["why", "-q", "Order.customer"]));
    expect!["error: these programs cannot be combined: the same name refers to different models; select one of bin `server` of `one` and bin `server` of `two`"].assert_eq(&out(&["graph", "-q"]));
    expect!["error: these programs cannot be combined: the same name refers to different models; select one of bin `server` of `one` and bin `server` of `two`"].assert_eq(&out(&["list", "-q", "--message-format", "json"]));
    assert!(out(&["graph", "-q", "-p", "one"]).starts_with("erDiagram"));
}

/// A program that is selected by name is not skipped.
#[test]
fn selected_program_without_relata() {
    expect![[r#"
        $ cargo relata -q --bin tool
        error[empty_registry]: the input contains no models

        bin `tool`: 1 error in 0 models from 0 crates
        for more information: cargo relata explain empty_registry
        coverage: 0 models, no relation is declared; nothing was compared
        exit 1
    "#]]
    .assert_eq(&run(&fixture("shop"), &["-q", "--bin", "tool"]));
}

#[test]
fn programs_in_release() {
    let arguments = ["-q", "--release", "--bin", "worker", "--bin", "api"];
    expect![[r#"
        $ cargo relata -q --release --bin worker --bin api
        error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs this model: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = note: this finding is in bin `worker`
          = help: add `relata::link!(billing);` to worker/src/main.rs

        error[key_type]: key field `Invoice.order_id` is `i32`, but it references `Order.id`, which is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // differs from the type of `Order::id`
           |     ^^^^^^^^
           |
           = note: `Invoice.order_id` is the key of `Invoice.order`
           = note: different widths: 32 bits and 64 bits
           = note: this finding is in bin `api`
           = help: change the type of `Invoice.order_id` to `i64`
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
          = note: this finding is in bin `worker`
          = help: add `mod coupon;` to worker/src/main.rs, or delete worker/src/coupon.rs if it is not used

        target        models  crates  errors  warnings
        bin `api`          3       2       1         0
        bin `worker`       2       1       2         0

        3 errors in total
        for more information: cargo relata explain missing_model
        coverage of bin `api`: 3 models, 4 relations; 4 keys compared
        coverage of bin `worker`: 2 models, 3 relations; 2 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&run(&fixture("shop"), &arguments));
}

#[test]
fn levels_and_the_exit_status() {
    let shop = fixture("shop");
    let status = |arguments: &[&str]| {
        let printed = run(&shop, arguments);
        printed.lines().last().unwrap().to_owned()
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
        note: `Order` resolves to `shop_models::order::Order`
         --> shop-models/src/order.rs:7:12
          |
        7 | pub struct Order {
          |            ^^^^^

        bin `api`: 1 error in 3 models from 2 crates
        for more information: cargo relata explain unqualified_target
        coverage: 3 models, 4 relations; 4 keys compared; 1 finding silenced: 1 by level
        exit 1
    "#]].assert_eq(&run(&shop, &strict));
}

/// An executable is checked without its source.
#[test]
fn executable() {
    let shop = fixture("shop");
    run(&shop, &["-q", "--bin", "worker"]);
    let name = format!("debug/worker{}", std::env::consts::EXE_SUFFIX);
    let file = run::target().join(name).display().to_string();
    let printed = run(&shop, &["check", &file]);
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
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `billing` is a crate, add `relata::link!(billing);` to the crate root of the program; otherwise check the spelling of `billing::Invoice`

        `worker`: 1 error in 2 models from 1 crate
        for more information: cargo relata explain missing_target
        coverage: 2 models, 3 relations; 2 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&printed.replace(&file, "worker"));
}

/// One baseline lists the errors of all programs.
#[test]
fn baseline_of_a_workspace() {
    let shop = fixture("shop");
    let folder = run::folder("a_baseline_of_a_workspace", &[]);
    let file = folder.join("baseline.json").display().to_string();
    let printed = run(&shop, &["baseline", "-o", &file]);
    let printed = printed
        .lines()
        .filter(|it| it.contains("Wrote") || it.contains("exit"));
    let printed: Vec<&str> = printed.collect();
    expect![[r#"
               Wrote baseline.json
        exit 0"#]]
    .assert_eq(&printed.join("\n").replace(&file, "baseline.json"));
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
    let printed = run(&shop, &["check", "-q", "--baseline", &file]);
    expect![[r#"
        $ cargo relata check -q --baseline baseline.json
        warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs this model: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = note: this finding is in bin `worker`
          = help: add `relata::link!(billing);` to worker/src/main.rs

        warning[key_type]: key field `Invoice.order_id` is `i32`, but it references `Order.id`, which is `i64`
          --> billing/src/lib.rs:10:5
           |
        10 |     order_id: i32, // differs from the type of `Order::id`
           |     ^^^^^^^^
           |
           = note: `Invoice.order_id` is the key of `Invoice.order`
           = note: different widths: 32 bits and 64 bits
           = note: this finding is in bin `api`
           = help: change the type of `Invoice.order_id` to `i64`
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
          = note: this finding is in bin `worker`
          = help: add `mod coupon;` to worker/src/main.rs, or delete worker/src/coupon.rs if it is not used

        target        models  crates  errors  warnings
        bin `api`          3       2       0         1
        bin `worker`       2       1       0         2
        bin `report`  not checked: requires feature `pdf`
        bin `tool`    not checked: does not depend on relata

        3 warnings in total
        for more information: cargo relata explain missing_model
        coverage of bin `api`: 3 models, 4 relations; 4 keys compared; 1 finding silenced: 1 by baseline
        coverage of bin `worker`: 2 models, 3 relations; 2 keys compared, 1 target not known; 2 findings silenced: 2 by baseline
        exit 0
    "#]].assert_eq(&printed.replace(&file, "baseline.json"));
    // An entry without a finding is reported once, with the file.
    let printed = run(
        &shop,
        &["check", "-q", "--baseline", &file, "--bin", "worker"],
    );
    expect![[r#"
        $ cargo relata check -q --baseline baseline.json --bin worker
        warning[unused_allow]: the baseline lists `key_type` of `billing::Invoice.order` and `shop_models::order::Order.id`, which no longer occurs
         --> baseline.json:1:1
          |
        1 | {
          | ^
          |
          = help: remove the entry from the baseline

        warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
         --> billing/src/lib.rs:7:12
          |
        7 | pub struct Invoice {
          |            ^^^^^^^
          |
          = note: 1 relation needs this model: `Order.invoices` (shop-models/src/order.rs:6:29)
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `relata::link!(billing);` to worker/src/main.rs

        warning[missing_model]: model `Coupon` is declared, but no `mod` declares its file
         --> worker/src/coupon.rs:2:8
          |
        2 | struct Coupon {
          |        ^^^^^^
          |
          = help: add `mod coupon;` to worker/src/main.rs, or delete worker/src/coupon.rs if it is not used

        bin `worker`: 3 warnings in 2 models from 1 crate
        for more information: cargo relata explain unused_allow
        coverage: 2 models, 3 relations; 2 keys compared, 1 target not known; 2 findings silenced: 2 by baseline
        exit 0
    "#]].assert_eq(&printed.replace(&file, "baseline.json"));
}

#[test]
fn unknown_targets_and_packages() {
    let asked = [
        &["-q", "--bin", "wroker"][..],
        &["-q", "-p", "woker"],
        &["-q", "--example", "demo"],
        &["-q", "--exclude", "tool"],
        &["-q", "-p", "report@0.0.1"],
        &["-q", "-p", "tool"],
    ];
    let shop = fixture("shop");
    let printed: Vec<String> = asked.iter().map(|it| run(&shop, it)).collect();
    expect![[r#"
        $ cargo relata -q --bin wroker
        --- stderr
        error: no bin target named `wroker`; available bin targets: `api`, `report`, `tool`, and `worker`
        exit 2

        $ cargo relata -q -p woker
        --- stderr
        error: no package `woker` in the workspace; available packages: `api`, `billing`, `report`, `shop-models`, `tool`, and `worker`
        exit 2

        $ cargo relata -q --example demo
        --- stderr
        error: no example target named `demo`; there are no example targets
        exit 2

        $ cargo relata -q --exclude tool
        --- stderr
        error: `--exclude` can only be used together with `--workspace`
        exit 2

        $ cargo relata -q -p report@0.0.1
        --- stderr
        error: no package `report@0.0.1` in the workspace; available packages: `api`, `billing`, `report`, `shop-models`, `tool`, and `worker`
        exit 2

        $ cargo relata -q -p tool
        --- stderr
        error: no targets to check; not checked: bin `tool` (does not depend on relata)
        exit 2
    "#]].assert_eq(&printed.join("\n"));
}

#[test]
fn build_failure() {
    let manifest = "[workspace]\n[package]\nname = \"broken\"\nedition = \"2024\"\n";
    let files = [
        ("Cargo.toml", manifest),
        ("src/main.rs", "fn main() { no }\n"),
    ];
    let folder = run::folder("what_does_not_compile", &files);
    let printed = run(&folder, &["check", "-q", "--bin", "broken"]);
    let last: Vec<&str> = printed.lines().rev().take(2).collect();
    assert_eq!(
        last,
        [
            "exit 2",
            "error: cargo failed to build the selected targets"
        ]
    );
    assert!(
        printed.contains("cannot find value `no` in this scope"),
        "{printed}"
    );
}

#[test]
fn missing_manifest() {
    let folder = std::env::temp_dir();
    let printed = run(
        &folder,
        &["check", "-q", "--manifest-path", "nowhere/Cargo.toml"],
    );
    assert!(printed.ends_with("exit 2\n"), "{printed}");
    assert!(
        printed.contains("error: `cargo metadata` failed: "),
        "{printed}"
    );
}

/// The messages of cargo go to standard error.
#[test]
fn build_progress() {
    let printed = run(&fixture("shop"), &["check", "--bin", "api"]);
    let (out, err) = printed.split_once("--- stderr\n").unwrap();
    assert!(out.contains("error[key_type]"), "{out}");
    assert!(err.contains("    Finished `dev` profile"), "{err}");
}

/// The README shows what the command prints.
#[test]
fn readme() {
    let readme = include_str!("../README.md").replace("\r\n", "\n");
    let printed = run(&fixture("shop"), &["-q"]);
    let shown = readme.split("```text\n").skip(1);
    let shown: Vec<&str> = shown.filter_map(|it| it.split("```").next()).collect();
    assert_eq!(shown.len(), 3);
    for text in shown {
        assert!(printed.contains(text), "{text}");
    }
}
