//! `init` in a subscriber that handles what another `init` emits: it returns the report, and emits nothing itself.

#![allow(dead_code, reason = "only relata looks at the models")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use expect_test::expect;
use relata::{Level, Rule};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[derive(relata::Model)]
#[relata(belongs_to(author: "Author"))]
struct Post {
    id: i64,
    author_id: i64,
}

/// Checks the program whenever it is called.
#[derive(Clone, Default)]
struct Asking {
    calls: Arc<AtomicUsize>,
}

impl Asking {
    fn ask(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let report = relata::init().expect_err("the target is missing");
        assert_eq!(report.findings().len(), 1);
        let registry = relata::options().level(Rule::MissingTarget, Level::Allow);
        assert_eq!(registry.init().expect("nothing else is wrong").len(), 1);
    }

    fn take(&self) -> usize {
        self.calls.swap(0, Ordering::Relaxed)
    }
}

impl Subscriber for Asking {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        self.ask();
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        self.ask();
    }

    fn enter(&self, _: &Id) {
        self.ask();
    }

    fn exit(&self, _: &Id) {
        self.ask();
    }
}

#[test]
fn a_subscriber_that_calls_init() {
    let asking = Asking::default();
    tracing::subscriber::set_global_default(asking.clone()).expect("there is no other");
    let report = relata::init().expect_err("the target is missing");
    expect!["relation `Post.author` points at `Author`, but no model has that name"]
        .assert_eq(report.findings().iter().next().unwrap().headline());
    // The span, its beginning and end, and the event that sums up.
    assert_eq!(asking.take(), 4);
    // The mark is gone: the next call emits again.
    relata::init().expect_err("the target is missing");
    assert_eq!(asking.take(), 4);
    // What a call in the subscriber found is not remembered, so a call of its own emits it.
    let lenient = relata::options().level(Rule::MissingTarget, Level::Allow);
    lenient.init().expect("nothing else is wrong");
    assert_eq!(asking.take(), 4);
    lenient.init().expect("it is remembered");
    assert_eq!(asking.take(), 0);
}
