//! What `init` emits where no relation is declared: that nothing was compared, and not that every relation resolves.

#![allow(dead_code, reason = "only relata looks at the models")]

#[path = "events/lines.rs"]
mod lines;

use expect_test::expect;
use lines::Lines;

#[derive(relata::Model)]
struct Account {
    id: i64,
    owner_id: i64,
}

#[derive(relata::Model)]
struct Owner {
    id: i64,
}

#[test]
fn nothing_was_compared() {
    let lines = Lines::default();
    tracing::subscriber::set_global_default(lines.clone()).expect("there is no other");
    relata::init().expect("no relation can fail");
    expect![[r#"
        INFO span relata.init of relata
          INFO event of relata
            message: no relation is declared; nothing was compared
            models: 2
            relations: 0
            crates: 1
            keys_compared: 0
            keys_unknown: 0
            types_unknown: 0
            targets_unknown: 0
            relations_without_key: 0
            models_without_relations: 2
            skipped_parts: 0
            silenced_by_allow: 0
            silenced_by_level: 0
            silenced_by_baseline: 0
            warnings: 0
            errors: 0
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());
}
