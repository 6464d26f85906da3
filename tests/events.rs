//! The events of `init`: one span with an event for each warning and a summary.

#![allow(dead_code, reason = "only relata looks at the models")]
#![allow(clippy::too_many_lines, reason = "what is emitted is long")]

#[path = "events/lines.rs"]
mod lines;

use std::sync::atomic::Ordering;
use std::time::Instant;

use expect_test::expect;
use lines::{ELAPSED_US, Lines};

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

/// One test, because `init` emits events only once in a process.
#[test]
fn a_program_is_listed_once() {
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
            place: tests/events.rs:24:54
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
            relations_without_key: 0
            models_without_relations: 0
            skipped_parts: 0
            silenced_by_allow: 0
            silenced_by_level: 0
            silenced_by_baseline: 0
            warnings: 1
            errors: 0
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());

    // The same again: nothing new.
    relata::init().expect("a warning does not fail");
    expect![""].assert_eq(&lines.take());

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
            relations_without_key: 0
            models_without_relations: 0
            skipped_parts: 0
            silenced_by_allow: 0
            silenced_by_level: 1
            silenced_by_baseline: 0
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
            place: tests/events.rs:24:54
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
            relations_without_key: 0
            models_without_relations: 0
            skipped_parts: 0
            silenced_by_allow: 0
            silenced_by_level: 0
            silenced_by_baseline: 0
            warnings: 1
            errors: 2
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());

    // A failed check is not cached, so each call emits its events.
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
            relations_without_key: 0
            models_without_relations: 0
            skipped_parts: 0
            silenced_by_allow: 0
            silenced_by_level: 0
            silenced_by_baseline: 0
            warnings: 0
            errors: 1
            elapsed_us: …
    "#]]
    .assert_eq(&first);
    assert_eq!(lines.take(), first);

    // A call of `check` emits no event.
    assert_eq!(relata::check().len(), 1);
    let alone = relata::models![User, Post];
    relata::options()
        .init_isolated(&alone)
        .expect("a warning does not fail");
    expect![[""]].assert_eq(&lines.take());
}
