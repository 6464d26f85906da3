//! `benches/size.toml` is readable, and the bench that reads it finds what is wrong with such a file.

#[path = "../../benches/embed/ratchet.rs"]
#[allow(dead_code, unreachable_pub, reason = "a module of a bench too")]
mod bench;

use bench::{Change, newest};

use super::{read, root};

const OLD: &str = r#"[[size]]
date = 2026-01-31
rustc = "rustc 1.95.0"
release = 1_000_000
smallest = 500_000
debug_over_syn = 3.5
release_over_syn = 1.0
reason = "the first"
"#;

#[test]
fn the_recorded_sizes_are_readable() {
    let line = newest(&read(&root().join("benches/size.toml"))).unwrap();
    assert!(line.sizes.smallest < line.sizes.release, "{line:?}");
}

#[test]
fn the_last_line_is_the_newest() {
    let new = OLD
        .replace("2026-01-31", "2026-02-01")
        .replace("1_000_000", "1_020_000");
    let line = newest(&format!("# sizes\n{OLD}\n{new}")).unwrap();
    assert_eq!(line.sizes.release, 1_020_000);
    let error = newest(&format!("{new}\n{OLD}")).unwrap_err();
    assert_eq!(error, "line 10: it is older than the one before it");
}

#[test]
fn an_error_names_its_line() {
    for (part, instead, error) in [
        (
            "1_000_000",
            "",
            "line 4: string values must be quoted, expected literal string",
        ),
        ("smallest = 500_000\n", "", "line 1: `smallest` is missing"),
        (
            "500_000",
            "-1",
            "line 5: `smallest` must be a number of bytes",
        ),
        (
            "3.5",
            "\"3.5\"",
            "line 6: `debug_over_syn` must be a number with a point",
        ),
        (
            "the first",
            " ",
            "line 8: `reason` must be a text that is not empty",
        ),
        (
            "2026-01-31",
            "\"soon\"",
            "line 2: `date` must be a date, as in 2026-01-31",
        ),
        ("reason", "because", "line 8: unknown key `because`"),
        (
            "[[size]]",
            "[size]",
            "line 1: expected an array of tables with the name `size`",
        ),
        (OLD, "", "line 1: there is no `[[size]]`"),
    ] {
        assert_eq!(newest(&OLD.replacen(part, instead, 1)).unwrap_err(), error);
    }
}

#[test]
fn two_percent_are_no_growth() {
    for (measured, change) in [
        (1_000, Change::Same),
        (1_020, Change::Same),
        (1_021, Change::Grew),
        (980, Change::Same),
        (979, Change::Shrank),
    ] {
        assert_eq!(Change::between(1_000, measured), change, "{measured}");
    }
}
