//! What `init` emits through `tracing`: one span, one event for each warning, one event that sums up.
//!
//! Denied findings are in the report that `init` returns, and are not emitted. A call whose result is remembered emits nothing.

use std::time::Instant;

use crate::findings::{Findings, Report};
use crate::registry::Registry;
use crate::rule::Level;

/// What filters of events name: the crate, and no module of it.
const TARGET: &str = "relata";

/// The outcome of a check, beyond its result.
pub(crate) struct Summary {
    pub(crate) findings: Findings,
    pub(crate) relations: usize,
}

/// Runs the check in its span and emits its outcome, if there is one.
pub(crate) fn init(
    check: impl FnOnce(&mut Option<Summary>) -> Result<&'static Registry, Report>,
) -> Result<&'static Registry, Report> {
    let _span = tracing::info_span!(target: TARGET, "relata.init").entered();
    let start = now();
    let mut summary = None;
    let verdict = check(&mut summary);
    let elapsed = start.map(|start| start.elapsed().as_micros());
    let elapsed_us = elapsed.and_then(|elapsed| u64::try_from(elapsed).ok());
    if let Some(summary) = summary {
        emit(&summary, elapsed_us);
    }
    verdict
}

fn emit(summary: &Summary, elapsed_us: Option<u64>) {
    let Summary {
        findings,
        relations,
    } = summary;
    for warning in findings.iter().filter(|it| it.level() == Level::Warn) {
        tracing::warn!(
            target: TARGET,
            rule = warning.rule().name(),
            subject = &*warning.subject().to_string(),
            place = warning.place().map(tracing::field::display),
            help = warning.help(),
            "{}",
            warning.headline()
        );
    }
    let (models, crates) = (findings.model_count(), findings.crate_count());
    let (warnings, errors) = (findings.count(Level::Warn), findings.count(Level::Deny));
    macro_rules! sum_up {
        ($event:ident, $message:literal) => {
            tracing::$event!(target: TARGET, models, relations, crates, warnings, errors, elapsed_us, $message)
        };
    }
    if errors == 0 {
        sum_up!(info, "every relation resolves");
    } else {
        sum_up!(error, "the registry is not sound");
    }
}

/// The time, where there is a clock: on the bare WebAssembly target a call would panic.
fn now() -> Option<Instant> {
    let has_clock = !cfg!(all(target_family = "wasm", target_os = "unknown"));
    has_clock.then(Instant::now)
}
