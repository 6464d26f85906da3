//! What is written at compile time equals the same written at run time.

use relata_record::__private::place_in;
use relata_record::facts::{Facts, note, size};

/// A text of so many letters.
macro_rules! text {
    ($size:expr) => {{
        const BYTES: [u8; $size] = [b'm'; $size];
        const TEXT: &str = match str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => panic!("letters are text"),
        };
        TEXT
    }};
}

/// Facts with texts of these sizes, lists of these lengths, and a place.
macro_rules! written {
    ($path:expr, $file:expr, [$line:expr, $column:expr], $optional:expr, [$target:expr; $targets:expr], $rest:expr) => {{
        const TARGET: &str = text!($target);
        const FACTS: &Facts<'_> = &Facts {
            path: text!($path),
            file: text!($file),
            at: [$line, $column],
            seen: [$line, 1],
            flags: 16,
            optional: &[true; $optional],
            targets: &[TARGET; $targets],
            rest: &[7; $rest],
        };
        assert_eq!(
            note::<{ size(FACTS) }, 0, 0>(FACTS, []).record,
            *plainly(FACTS)
        );
    }};
}

fn number(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x40 {
        out.push(u8::try_from(number & 0x3f).unwrap() | 0x40);
        number >>= 6;
    }
    out.push(u8::try_from(number).unwrap());
}

fn plainly(facts: &Facts<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    let text = |text: &str, out: &mut Vec<u8>| {
        number(text.len(), out);
        out.extend(text.as_bytes());
    };
    text(facts.path, &mut out);
    text(facts.file, &mut out);
    let marks_hold = u32::from(facts.at == facts.seen);
    for each in [facts.at[0], facts.at[1], facts.flags | marks_hold] {
        number(each as usize, &mut out);
    }
    number(facts.optional.len(), &mut out);
    out.extend(facts.optional.iter().map(|is_option| u8::from(*is_option)));
    number(facts.targets.len(), &mut out);
    for target in facts.targets {
        text(target, &mut out);
    }
    out.extend(facts.rest);
    out.resize(out.len().next_multiple_of(8), 0);
    out
}

#[test]
fn texts_of_any_size() {
    written!(0, 0, [0, 0], 0, [0; 0], 0);
    written!(1, 7, [1, 1], 0, [8; 1], 1);
    written!(8, 9, [63, 1], 1, [9; 2], 2);
    written!(15, 16, [64, 63], 2, [63; 3], 3);
    written!(63, 64, [4_095, 64], 3, [64; 4], 4);
    written!(1_024, 4_095, [4_096, 4_096], 4, [1_024; 5], 63);
    written!(80, 4_096, [262_143, 1], 5, [81; 1], 64);
}

#[test]
fn lists_of_any_length() {
    written!(3, 3, [262_144, 1], 63, [0; 63], 4_096);
    written!(3, 3, [16_777_215, 262_144], 64, [1; 64], 5);
    written!(3, 3, [16_777_216, 1_073_741_823], 200, [3; 200], 6);
    written!(3, 3, [1_073_741_824, u32::MAX], 1, [3; 1], 7);
}

#[test]
fn a_token_of_another_file_has_no_place_of_its_own() {
    let place = |seen_in| place_in("src/main.rs", [3, 1], (seen_in, [4, 9]));
    assert_eq!(place("src/main.rs"), [4, 9]);
    for other in ["src/macros.rs", "src/main.r", "src/main.rs2", ""] {
        assert_eq!(place(other), [3, 1], "{other}");
    }
}
