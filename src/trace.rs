//! What `init` emits through `tracing`: one span, one event for each warning, one event that sums up.
//!
//! Denied findings are in the report that `init` returns, and are not emitted. A call whose result is remembered emits nothing.

use std::cell::Cell;
use std::time::Instant;

use tracing::Span;
use tracing::span::EnteredSpan;

#[cfg(feature = "schema")]
use crate::findings::wording::listed;
use crate::findings::{Findings, NOTHING_COMPARED};
use crate::rule::Level;

/// What filters of events name: the crate, and no module of it.
const TARGET: &str = "relata";

thread_local! {
    static IS_EMITTING: Cell<bool> = const { Cell::new(false) };
}

/// A check that has begun, in its span. None in a subscriber that handles the span or an event of another one: it would
/// be called again without end.
pub(crate) struct Check(Option<Emitting>);

struct Emitting {
    start: Option<Instant>,
    // A subscriber may handle its end too, so it is dropped before the mark.
    _span: EnteredSpan,
    _mark: Mark,
}

struct Mark;

impl Drop for Mark {
    fn drop(&mut self) {
        IS_EMITTING.set(false);
    }
}

impl Check {
    pub(crate) fn begin() -> Self {
        Check::begin_in(|| tracing::info_span!(target: TARGET, "relata.init"))
    }

    /// Begins a comparison with databases.
    #[cfg(feature = "schema")]
    pub(crate) fn begin_schema() -> Self {
        Check::begin_in(|| tracing::info_span!(target: TARGET, "relata.check_schema"))
    }

    fn begin_in(span: impl FnOnce() -> Span) -> Self {
        if IS_EMITTING.replace(true) {
            return Check(None);
        }
        let mark = Mark;
        let span = span();
        // On the bare WebAssembly target there is no clock, and a call would panic.
        let has_clock = !cfg!(all(target_family = "wasm", target_os = "unknown"));
        Check(Some(Emitting {
            start: has_clock.then(Instant::now),
            _span: span.entered(),
            _mark: mark,
        }))
    }

    /// Whether another check of this thread has begun and not ended.
    pub(crate) fn is_nested(&self) -> bool {
        self.0.is_none()
    }

    /// Emits the outcome.
    pub(crate) fn emit(&self, findings: &Findings) {
        let Some(emitting) = &self.0 else {
            return;
        };
        let elapsed_us = emitting.elapsed_us();
        emit_warnings(findings);
        let (crates, coverage) = (findings.crate_count(), findings.coverage());
        let (warnings, errors) = (findings.count(Level::Warn), findings.count(Level::Deny));
        macro_rules! sum_up {
            ($event:ident, $message:expr) => {
                tracing::$event!(
                    target: TARGET,
                    models = coverage.models,
                    relations = coverage.relations,
                    crates,
                    keys_compared = coverage.keys_compared,
                    keys_unknown = coverage.keys_unknown,
                    types_unknown = coverage.types_unknown,
                    targets_unknown = coverage.targets_unknown,
                    relations_without_key = coverage.relations_without_key,
                    models_without_relations = coverage.models_without_relations,
                    skipped_parts = coverage.skipped_parts,
                    silenced_by_allow = coverage.silenced_by_allow,
                    silenced_by_level = coverage.silenced_by_level,
                    silenced_by_baseline = coverage.silenced_by_baseline,
                    warnings,
                    errors,
                    elapsed_us,
                    "{}",
                    $message
                )
            };
        }
        if errors > 0 {
            sum_up!(error, "the registry has errors");
        } else {
            let nothing_compared = coverage.relations == 0;
            let message = if nothing_compared {
                NOTHING_COMPARED
            } else {
                "every relation resolves"
            };
            sum_up!(info, message);
        }
    }
}

impl Emitting {
    fn elapsed_us(&self) -> Option<u64> {
        let elapsed = self.start?.elapsed().as_micros();
        u64::try_from(elapsed).ok()
    }
}

fn emit_warnings(findings: &Findings) {
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
}

#[cfg(feature = "schema")]
impl Check {
    /// Emits the outcome of a comparison with databases.
    pub(crate) fn emit_schema(&self, findings: &Findings) {
        let Some(emitting) = &self.0 else {
            return;
        };
        let elapsed_us = emitting.elapsed_us();
        emit_warnings(findings);
        let coverage = findings.coverage();
        let databases = listed(findings.databases());
        let (warnings, errors) = (findings.count(Level::Warn), findings.count(Level::Deny));
        macro_rules! sum_up {
            ($event:ident, $message:expr) => {
                tracing::$event!(
                    target: TARGET,
                    databases,
                    models = coverage.models,
                    columns_compared = coverage.columns_compared,
                    column_types_unknown = coverage.column_types_unknown,
                    tables_unknown = coverage.tables_unknown,
                    foreign_keys_without_relation = coverage.foreign_keys_without_relation,
                    silenced_by_allow = coverage.silenced_by_allow,
                    silenced_by_level = coverage.silenced_by_level,
                    silenced_by_baseline = coverage.silenced_by_baseline,
                    warnings,
                    errors,
                    elapsed_us,
                    "{}",
                    $message
                )
            };
        }
        if errors > 0 {
            sum_up!(error, "the models do not fit the database");
        } else if coverage.columns_compared + coverage.column_types_unknown == 0 {
            sum_up!(info, "no column was compared with the database");
        } else {
            sum_up!(info, "the models fit the database");
        }
    }
}
