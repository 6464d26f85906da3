//! The sizes of what is drawn, in pixels. The HTML page uses the same numbers: `page/src/metrics.js`.

/// The height of the header of a box, and of a row.
pub(crate) const HEADER: f64 = 28.0;
pub(crate) const ROW: f64 = 20.0;
/// The space below the last row.
const FOOT: f64 = 4.0;
/// Where the name of a row begins, after one icon and after two.
const INDENT: [f64; 2] = [26.0, 42.0];
const WIDEST: f64 = 340.0;
const NARROWEST: f64 = 110.0;
/// The straight end of a line, on which its mark is drawn.
pub(crate) const STUB: f64 = 20.0;
pub(crate) const ROW_TEXT: f64 = 12.0;
pub(crate) const TITLE_TEXT: f64 = 13.0;
/// From the middle of a row to the baseline of its text.
pub(crate) const BASELINE: f64 = 4.2;
/// The space at the sides of a box.
pub(crate) const SIDE: f64 = 8.0;
/// How much wider the bold text of a title is.
const BOLD: f64 = 1.14;

/// The approximate width of a text in a row. It does not depend on fonts, so that all machines draw the same.
pub(crate) fn breadth(text: &str) -> f64 {
    let width = |char| match char {
        '\u{2e81}'.. => 13.0,
        'W' | 'M' | 'm' | 'w' | '@' | '%' | '…' => 11.5,
        'A'..='Z' => 8.6,
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '|' | '\'' | '!' | '(' | ')' | '[' | ']'
        | ' ' => 4.4,
        _ => 7.3,
    };
    text.chars().map(width).sum()
}

pub(crate) fn title_breadth(text: &str) -> f64 {
    breadth(text) * BOLD
}

/// Where names begin if at most this many icons are before them.
pub(crate) fn indent(icons: usize) -> f64 {
    INDENT[usize::from(icons > 1)]
}

/// The width of a box with this title and these rows: the number of icons, the name and the right part.
pub(crate) fn box_width<'r>(
    title: &str,
    rows: impl IntoIterator<Item = (usize, &'r str, &'r str)>,
) -> f64 {
    let of_row = |(icons, name, right): (usize, &str, &str)| {
        let right = if right.is_empty() {
            0.0
        } else {
            18.0 + breadth(right)
        };
        indent(icons) + breadth(name) + right + SIDE
    };
    let widest = rows.into_iter().map(of_row).fold(NARROWEST, f64::max);
    let width = widest.max(2.0 * SIDE + title_breadth(title)).min(WIDEST);
    (width / 2.0).ceil() * 2.0
}

pub(crate) fn box_height(rows: usize) -> f64 {
    match rows {
        0 => HEADER,
        _ => HEADER + number(rows) * ROW + FOOT,
    }
}

/// The middle of a row, from the top of its box; of the header if there is no row.
pub(crate) fn row_middle(row: Option<usize>) -> f64 {
    row.map_or(HEADER / 2.0, |row| HEADER + number(row) * ROW + ROW / 2.0)
}

/// The text, or as much of its beginning as fits into a width.
pub(crate) fn fitted(text: &str, width: f64) -> String {
    if breadth(text) <= width {
        return text.to_owned();
    }
    let (mut used, mut fitted) = (breadth("…"), String::new());
    for char in text.chars() {
        used += breadth(char.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        fitted.push(char);
    }
    fitted.push('…');
    fitted
}

/// A count as a measure.
pub(crate) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
