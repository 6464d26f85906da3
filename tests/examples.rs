//! The examples, run as a new user runs them, in debug or release like this test: their whole output, and the report that
//! the README shows.

mod cargo;

use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

use expect_test::{Expect, expect};

/// Runs a program of this workspace, as its tests are built: what both need is compiled once.
fn run_here(arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env!("CARGO"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("CARGO_TARGET_DIR", target)
        .args(["run", "--quiet"]);
    output(cargo, arguments)
}

/// Runs an example's package, which is in a workspace of its own.
fn run(folder: &str, arguments: &[&str]) -> Output {
    output(cargo::command("run", folder), arguments)
}

/// What a cargo command prints. One at a time: an executable that is built with a feature is where the one without
/// it stood.
fn output(mut cargo: Command, arguments: &[&str]) -> Output {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    cargo.args(arguments).output().unwrap()
}

fn succeeds(output: &Output, expected: &Expect) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert_eq!(stderr, "");
    expected.assert_eq(&String::from_utf8_lossy(&output.stdout));
}

fn fails(output: &Output, expected: &Expect) {
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    expected.assert_eq(&String::from_utf8_lossy(&output.stderr));
}

#[test]
fn quickstart() {
    succeeds(
        &run_here(&["--example", "quickstart"]),
        &expect![[r#"
        2 models
        Author at examples/quickstart.rs:12:8
          books: has_many quickstart::Book
        Book at examples/quickstart.rs:18:8
          author: belongs_to quickstart::Author
    "#]],
    );
}

#[test]
fn the_deal_platform_starts() {
    succeeds(
        &run_here(&["-p", "deal_platform"]),
        &expect![[r#"
        27 models in 10 modules
          auth: 4
          billing: 4
          community: 4
          deals: 2
          document_generation: 3
          event: 2
          event_payments: 2
          financial: 3
          organizations: 1
          valuation: 2
        creation order
          Role, Group, DocumentTemplate, ReceiptHandler, Currency
          Organization, User, RoleGrant, Session, BillingAccount
          Invoice, InvoiceLine, Subscription, Membership, Post
          [Deal Offer], GeneratedDocument, Conference, Comment, Registration
          TicketPayment, LedgerAccount, LedgerEntry, ValuationRequest, ValuationReport
          DocumentExportJob
    "#]],
    );
}

#[test]
fn the_deal_platform_reports_its_forgotten_module() {
    let output = run_here(&["-p", "deal_platform", "--features", "forgotten-module"]);
    fails(
        &output,
        &expect![[r#"
            Error: relata: 1 error in 26 models from 1 crate

            error[missing_target]: relation `GeneratedDocument.export_jobs` points at `DocumentExportJob`, but no model has that name
              --> examples/deal_platform/src/document_generation/generated_document.rs:10:32
              = note: 3 more relations need this model: `ReceiptHandler.finished_job` (examples/deal_platform/src/event_payments/receipt_handler.rs:10:34), `Organization.export_jobs` (examples/deal_platform/src/organizations/organization.rs:18:32), and `ValuationReport.export_jobs` (examples/deal_platform/src/valuation/valuation_report.rs:9:32)
              = note: 26 models are registered, from 1 crate: `deal_platform`
              = help: check the spelling of `DocumentExportJob`; if it is correct, check that `DocumentExportJob` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target

        "#]],
    );
    let readme = include_str!("../README.md");
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(
        readme.contains(report.trim_end()),
        "the README shows another report than the example prints"
    );
}

#[test]
fn the_monolith_starts() {
    succeeds(
        &run("examples/monolith", &["-p", "app"]),
        &expect![[r#"
        11 models in 5 crates
          billing: FreightCharge, Invoice, Payment
          catalog: Category, Product
          identity: Address, User
          ordering: Order, OrderLine
          shipping: Parcel, Shipment
    "#]],
    );
}

#[test]
fn the_monolith_reports_its_forgotten_crate() {
    let output = run(
        "examples/monolith",
        &["-p", "app", "--features", "forgotten-crate"],
    );
    fails(
        &output,
        &expect![[r#"
            Error: relata: 1 error in 9 models from 4 crates

            error[missing_target]: relation `FreightCharge.shipment` points at `shipping::shipment::Shipment`, but no model has that path
              --> billing/src/freight_charge.rs:17:33
              = note: 2 more relations need this model: `Address.shipments` (identity/src/address.rs:10:30) and `Order.shipments` (ordering/src/order.rs:12:30)
              = note: 1 more model of `shipping` is missing, needed by `OrderLine.parcel` (ordering/src/order_line.rs:16:25): `shipping::parcel::Parcel`
              = note: 9 models are registered, from 4 crates: `billing`, `catalog`, `identity`, and `ordering`
              = note: no registered model is in a crate or module `shipping`
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: if `shipping` is a crate, add `relata::link!(shipping);` to the crate root of the program; otherwise check the spelling of `shipping::shipment::Shipment`

            for more information: cargo relata explain missing_target

        "#]],
    );
}

/// A plugin that fits its host, and then one that does not: both are in the same place.
#[test]
#[cfg(unix)]
fn the_plugin_is_checked_with_its_host() {
    let build = |arguments: &[&str]| {
        succeeds(
            &output(cargo::command("build", "examples/plugin"), arguments),
            &expect![""],
        );
    };
    build(&[]);
    succeeds(
        &run("examples/plugin", &[]),
        &expect![[r#"
            host::Product.reviews leads to reviews::Review
            reviews::Review.product leads to host::Product
        "#]],
    );

    let outdated = ["--features", "reviews/outdated"];
    build(&outdated);
    fails(
        &run("examples/plugin", &outdated),
        &expect![[r#"
            Error: relata: 1 error in 2 models from 2 crates

            error[missing_target]: relation `Review.product` points at `host::Item`, but no model has that path
              --> reviews/src/lib.rs:14:32
              = note: crate `host` has 1 model, and none has that path
              = help: check the spelling of `host::Item`; if it is correct, check that `Item` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

            for more information: cargo relata explain missing_target

        "#]],
    );
}
