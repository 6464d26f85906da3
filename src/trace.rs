//! What `init` says through `tracing`: one span, one event for each warning, one event that sums up.
//!
//! Denied findings are in the report that `init` returns; telling them twice would help nobody. A call whose answer is
//! remembered has said it before.

use crate::findings::{Findings, Report};
use crate::graph::Graph;
use crate::registry::Registry;
use crate::rule::Level;

/// What filters of events name: the crate, and no module of it.
const TARGET: &str = "relata";

/// What a check has to say beyond its result; nothing if it was not made.
#[derive(Default)]
pub(crate) struct Told {
    findings: Option<Findings>,
    models: usize,
    relations: usize,
    crates: usize,
}

impl Told {
    pub(crate) fn set(&mut self, graph: &Graph, findings: &Findings) {
        *self = Told {
            findings: Some(findings.clone()),
            models: graph.real_model_count,
            relations: graph.relations().len(),
            crates: graph.crates().count(),
        };
    }
}

/// Runs the check in its span and tells what came of it.
pub(crate) fn init(
    check: impl FnOnce(&mut Told) -> Result<&'static Registry, Report>,
) -> Result<&'static Registry, Report> {
    let _span = tracing::info_span!(target: TARGET, "relata.init").entered();
    let stopwatch = Stopwatch::start();
    let mut told = Told::default();
    let verdict = check(&mut told);
    let elapsed_us = stopwatch.microseconds();
    let Told {
        findings: Some(findings),
        models,
        relations,
        crates,
    } = told
    else {
        return verdict;
    };

    for warning in findings
        .iter()
        .filter(|finding| finding.level() == Level::Warn)
    {
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
    let (warnings, errors) = (findings.count(Level::Warn), findings.count(Level::Deny));
    if errors == 0 {
        tracing::info!(
            target: TARGET,
            models,
            relations,
            crates,
            warnings,
            errors,
            elapsed_us,
            "every relation resolves"
        );
    } else {
        tracing::error!(
            target: TARGET,
            models,
            relations,
            crates,
            warnings,
            errors,
            elapsed_us,
            "the registry is not sound"
        );
    }
    verdict
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
