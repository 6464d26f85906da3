//! What `init` says through `tracing`: one span, one event for each warning, one event that sums up.
//!
//! Denied findings are in the report that `init` returns; telling them twice would help nobody.

use crate::registry::Registry;
use crate::report::Report;

/// Whether what a registry has to say was said by an earlier call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Before,
    Never,
}

type Verdict = Result<(&'static Registry, Told), Report>;

/// Runs the check in its span and tells what came of it.
pub(crate) fn init(check: impl FnOnce() -> Verdict) -> Result<&'static Registry, Report> {
    let _span = tracing::info_span!("relata.init").entered();
    let stopwatch = Stopwatch::start();
    let verdict = check();
    let elapsed_us = stopwatch.microseconds();
    match &verdict {
        Ok((registry, Told::Never)) => tell(registry, elapsed_us),
        Ok((_, Told::Before)) => {}
        Err(report) => tracing::error!(
            errors = report.findings().len(),
            elapsed_us,
            "the registry is not sound"
        ),
    }
    Ok(verdict?.0)
}

fn tell(registry: &Registry, elapsed_us: Option<u64>) {
    for warning in registry.warnings() {
        tracing::warn!(
            rule = warning.rule().name(),
            subject = warning.subject(),
            place = warning.place().map(tracing::field::display),
            help = warning.help(),
            "{}",
            warning.headline()
        );
    }
    tracing::info!(
        models = registry.len(),
        relations = registry.relation_count(),
        crates = registry.crate_count(),
        warnings = registry.warnings().len(),
        errors = 0,
        elapsed_us,
        "every relation resolves"
    );
}

/// Wall-clock time, where there is a clock: the bare WebAssembly target has none and would panic.
struct Stopwatch {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    start: std::time::Instant,
}

impl Stopwatch {
    fn start() -> Self {
        Stopwatch {
            #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
            start: std::time::Instant::now(),
        }
    }

    fn microseconds(&self) -> Option<u64> {
        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        return u64::try_from(self.start.elapsed().as_micros()).ok();
        #[cfg(all(target_family = "wasm", target_os = "unknown"))]
        return None;
    }
}
