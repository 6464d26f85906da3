//! `init` that is called before `main`, when inventory has registered models but not its canary: no verdict on that is
//! remembered. In `.init_array`, the functions of this file come before those of relata-record.

#![cfg(all(
    target_os = "linux",
    target_env = "gnu",
    feature = "inventory",
    not(miri)
))]
#![allow(dead_code, reason = "only relata looks at the models")]
#![allow(
    unsafe_code,
    reason = "`link_section` is unsafe since a section may mean something to the system; this one means: run before `main`"
)]

use std::sync::OnceLock;

use expect_test::expect;

static EARLY: OnceLock<Result<String, String>> = OnceLock::new();

extern "C" fn before_main() {
    let early = relata::init();
    let early = early.map(|it| it.warnings().to_string());
    drop(EARLY.set(early.map_err(|report| report.to_string())));
}

#[derive(relata::Model)]
struct User {
    id: i64,
}

/// By this name it comes after the function that registers the model.
#[used]
#[unsafe(link_section = ".init_array")]
#[unsafe(export_name = "zz_before_main")]
static BEFORE_MAIN: extern "C" fn() = before_main;

#[test]
fn what_was_incomplete_is_not_remembered() {
    let early = EARLY.get().expect("it ran before `main`");
    if cfg!(feature = "linkme") {
        let early = early.as_ref().expect("linkme does not need to run");
        expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[registration_unavailable]: `inventory` registered nothing in this program, not even relata's own test entry
              = note: `inventory` registers models before `main`, so a check that runs before `main` is incomplete
              = note: all models of this program were registered by `linkme`
              = help: call `relata::init()` in `main`; if it is called there, disable the feature `inventory` of relata on this platform

            for more information: cargo relata explain registration_unavailable
        "#]].assert_eq(early);
    } else {
        let early = early.as_ref().expect_err("the canary is absent");
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[registration_unavailable]: the registry is incomplete: `inventory` registered 1 model, but not relata's own test entry
              = note: `inventory` registers models before `main`, so a check that runs before `main` is incomplete
              = help: call `relata::init()` in `main`

            for more information: cargo relata explain registration_unavailable
        "#]].assert_eq(early);
    }
    let registry = relata::init().expect("everything is registered now");
    assert_eq!(registry.len(), 1);
    assert!(registry.warnings().is_empty(), "{}", registry.warnings());
}
