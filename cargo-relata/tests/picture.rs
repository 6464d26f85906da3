//! The picture of terminal output in the README of relata is what the command prints. `UPDATE_EXPECT=1` writes it again.

#![allow(clippy::unreadable_literal, reason = "colors are written as in CSS")]

mod run;

use anstyle::RgbColor;
use anstyle_svg::{Palette, Term};
use expect_test::{ExpectFile, expect_file};

/// The colors of GitHub's pages, light and dark, so that the picture has no frame on them.
#[test]
fn picture_of_the_readme() {
    let printed = run::output(&run::fixture("shop"), &["check", "-q", "--color", "always"]);
    assert_eq!(printed.status, Some(1), "{printed}");
    let text = format!("\x1b[1m$ cargo relata check\x1b[0m\n\n{}", printed.stdout);
    let dark = expect_file!["../../docs/check-dark.svg"];
    draw(&text, [0xd1d7e0, 0x151b23], &DARK, &dark);
    let light = expect_file!["../../docs/check-light.svg"];
    draw(&text, [0x1f2328, 0xf6f8fa], &LIGHT, &light);
}

fn draw(text: &str, [front, back]: [u32; 2], colors: &[u32; 8], expected: &ExpectFile) {
    let rgb = |color: u32| {
        let [_, red, green, blue] = color.to_be_bytes();
        RgbColor(red, green, blue)
    };
    let term = Term::new()
        .fg_color(rgb(front).into())
        .bg_color(rgb(back).into())
        .min_width_px(0)
        // The bright colors are the same: the command uses both.
        .palette(Palette(std::array::from_fn(|nth| rgb(colors[nth % 8]))));
    expected.assert_eq(&term.render_svg(text));
}

/// Black, red, green, yellow, blue, magenta, cyan and white.
const DARK: [u32; 8] = [
    0x656c76, 0xff7b72, 0x3fb950, 0xd29922, 0x58a6ff, 0xbc8cff, 0x39c5cf, 0xf0f6fc,
];
const LIGHT: [u32; 8] = [
    0x1f2328, 0xcf222e, 0x116329, 0x9a6700, 0x0969da, 0x8250df, 0x1b7c83, 0x59636e,
];
