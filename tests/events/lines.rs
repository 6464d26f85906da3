//! A subscriber that writes what is emitted, for tests of the events.

use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes every span that opens and every event, and its fields below. Written by hand, because the crates that offer
/// this turn on features of `tracing`, and with those relata would be compiled twice for its tests and examples.
#[derive(Clone, Default)]
pub(crate) struct Lines {
    text: Arc<Mutex<String>>,
    /// The number of spans that are entered.
    depth: Arc<AtomicUsize>,
}

impl Lines {
    fn line(&self, what: &str, metadata: &Metadata<'_>, record: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(String::new());
        record(&mut fields);
        let mut text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = writeln!(
            text,
            "{:indent$}{} {what} of {}{}",
            "",
            metadata.level(),
            metadata.target(),
            fields.0,
            indent = 2 * self.depth.load(Ordering::Relaxed)
        );
    }

    pub(crate) fn take(&self) -> String {
        std::mem::take(&mut self.text.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Subscriber for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let what = format!("span {}", span.metadata().name());
        self.line(&what, span.metadata(), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.line("event", event.metadata(), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {
        self.depth.fetch_add(1, Ordering::Relaxed);
    }

    fn exit(&self, _: &Id) {
        self.depth.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The time in the last event.
pub(crate) static ELAPSED_US: AtomicU64 = AtomicU64::new(u64::MAX);

/// All fields except the time, which differs in each run.
struct Fields(String);

impl Visit for Fields {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "elapsed_us" {
            ELAPSED_US.store(value, Ordering::Relaxed);
            self.record_debug(field, &format_args!("…"));
        } else {
            self.record_debug(field, &value);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, "\n    {}: {value:?}", field.name());
    }
}
