//! What `init` says through `tracing`: one span, in it an event for each warning and one that sums up.

#![allow(dead_code, reason = "only relata looks at the models")]
#![allow(clippy::too_many_lines, reason = "what is emitted is long")]

use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use expect_test::expect;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[derive(relata::Model)]
#[relata(has_many(posts: Post, inverse = author))]
struct User {
    id: i64,
}

#[derive(relata::Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(User, inverse = posts, allow(missing_inverse, reason = "it came later")))]
    author_id: i64,
}

/// Writes every span that opens and every event, and its fields below. Written by hand, because the crates that offer
/// this turn on features of `tracing`, and with those relata would be compiled twice for its tests and examples.
#[derive(Clone, Default)]
struct Lines {
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

    fn take(&self) -> String {
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

/// What the last event said of the time it took.
static ELAPSED_US: AtomicU64 = AtomicU64::new(u64::MAX);

/// Fields as they are given, but for the one that no two runs have alike.
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

/// One test, because what was said before is not said again in this process.
#[test]
fn a_program_is_told_once() {
    let lines = Lines::default();
    tracing::subscriber::set_global_default(lines.clone()).expect("there is no other");

    // A warning, and the sum.
    let start = Instant::now();
    relata::init().expect("a warning does not fail");
    let elapsed_us = start.elapsed().as_micros();
    assert!(u128::from(ELAPSED_US.load(Ordering::Relaxed)) <= elapsed_us);
    expect![[r#"
        INFO span relata.init of relata
          WARN event of relata
            message: `allow(missing_inverse)` on `Post.author` matches no finding
            rule: "unused_allow"
            subject: "Post.author"
            place: tests/events.rs:25:54
            help: "remove `allow(missing_inverse)`"
          INFO event of relata
            message: every relation resolves
            models: 2
            relations: 2
            crates: 1
            keys_compared: 2
            keys_unknown: 0
            types_unknown: 0
            targets_unknown: 0
            silenced: 0
            warnings: 1
            errors: 0
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());

    // The same again: nothing new.
    relata::init().expect("a warning does not fail");
    expect![[r#"
        INFO span relata.init of relata
    "#]]
    .assert_eq(&lines.take());

    // Other options are another verdict.
    relata::options()
        .level(relata::Rule::UnusedAllow, relata::Level::Allow)
        .init()
        .expect("sound");
    expect![[r#"
        INFO span relata.init of relata
          INFO event of relata
            message: every relation resolves
            models: 2
            relations: 2
            crates: 1
            keys_compared: 2
            keys_unknown: 0
            types_unknown: 0
            targets_unknown: 0
            silenced: 1
            warnings: 0
            errors: 0
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());

    // What fails is in the report that is returned, so its findings are only counted.
    relata::options()
        .expect_named("Nothing")
        .expect_named("Nobody")
        .init()
        .expect_err("none is there");
    expect![[r#"
        INFO span relata.init of relata
          WARN event of relata
            message: `allow(missing_inverse)` on `Post.author` matches no finding
            rule: "unused_allow"
            subject: "Post.author"
            place: tests/events.rs:25:54
            help: "remove `allow(missing_inverse)`"
          ERROR event of relata
            message: the registry has errors
            models: 2
            relations: 2
            crates: 1
            keys_compared: 2
            keys_unknown: 0
            types_unknown: 0
            targets_unknown: 0
            silenced: 0
            warnings: 1
            errors: 2
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());

    // A verdict that failed is not remembered, so it is said as often as it is asked for.
    relata::options()
        .level(relata::Rule::UnusedAllow, relata::Level::Deny)
        .init()
        .expect_err("it is denied");
    let first = lines.take();
    relata::options()
        .level(relata::Rule::UnusedAllow, relata::Level::Deny)
        .init()
        .expect_err("it is denied");
    expect![[r#"
        INFO span relata.init of relata
          ERROR event of relata
            message: the registry has errors
            models: 2
            relations: 2
            crates: 1
            keys_compared: 2
            keys_unknown: 0
            types_unknown: 0
            targets_unknown: 0
            silenced: 0
            warnings: 0
            errors: 1
            elapsed_us: …
    "#]]
    .assert_eq(&first);
    assert_eq!(lines.take(), first);

    // Who only asks is told nothing but the answer.
    assert_eq!(relata::check().len(), 1);
    let alone = relata::models![User, Post];
    relata::options()
        .init_isolated(&alone)
        .expect("a warning does not fail");
    expect![[""]].assert_eq(&lines.take());
}
