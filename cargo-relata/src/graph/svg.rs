//! Writes a drawing as a picture in SVG, which needs no browser and no other program to be made. It follows the color scheme of
//! the reader. Names may contain any characters, so they are escaped.

mod icons;
mod legend;
mod lines;
mod markup;

use std::fmt::Write;

use self::markup::{LINE, escaped, n};
use super::changes::Change;
use super::details::Standing;
use super::drawing::Drawing;
use super::groups::cut;
use super::picture::metrics::{self, BASELINE, HEADER, ROW_TEXT, SIDE, TITLE_TEXT};
use super::picture::{Card, Cell, Kind, Picture};
use crate::text::{counted, enumerated_briefly};

/// The space around the picture.
const MARGIN: f64 = 24.0;
const NARROWEST: f64 = 420.0;
/// The colors of crates, as angles.
const HUES: [u16; 12] = [212, 24, 140, 275, 45, 330, 176, 0, 95, 240, 300, 62];

const STYLE: &str = include_str!("svg/style.css");

pub(crate) fn render(drawing: &Drawing) -> String {
    let picture = Picture::of(drawing);
    let width = picture.w.max(NARROWEST);
    let (head, top) = heading(drawing, &picture, width);
    let (foot, bottom) = legend::legend(drawing, &picture, width);
    let (w, h) = (width + 2.0 * MARGIN, top + picture.h + bottom + MARGIN);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         role=\"graphics-document document\" aria-labelledby=\"relata-title relata-desc\">\n\
         <title id=\"relata-title\">{}</title>\n<desc id=\"relata-desc\">{}</desc>\n<style>\n{}</style>\n\
         <rect class=\"paper\" width=\"{w}\" height=\"{h}\"/>\n{head}<g transform=\"translate({MARGIN} {top})\">\n",
        escaped(&title(drawing)),
        escaped(&description(drawing, &picture)),
        style(),
        w = n(w),
        h = n(h),
        top = n(top),
    );
    for line in &picture.lines {
        lines::line(&mut text, line, drawing);
    }
    for (id, card) in picture.cards.iter().enumerate() {
        boxed(&mut text, id, card, drawing);
    }
    let below = n(top + picture.h);
    // Writing to a string never fails.
    let _ = write!(
        text,
        "</g>\n<g transform=\"translate({MARGIN} {below})\">\n{foot}</g>\n</svg>\n"
    );
    text
}

/// The names of the crates, and what there is.
fn title(drawing: &Drawing) -> String {
    let crates: Vec<String> = drawing.crates().into_iter().map(cut).collect();
    let name = match crates.len() {
        0 => return "No models".to_owned(),
        1..=3 => crates.join(", "),
        _ => enumerated_briefly(&crates),
    };
    let count = drawing.model_count();
    let models = match drawing.whole {
        Some(whole) => format!("{count} of {}", counted(whole, "model")),
        None => counted(count, "model"),
    };
    format!(
        "{name}: {models}, {}",
        counted(drawing.edges.len(), "relation")
    )
}

fn description(drawing: &Drawing, picture: &Picture<'_>) -> String {
    let kind = match (picture.is_overview, drawing.crates().len()) {
        (true, 0 | 1) => "Each box is a module and lists the modules that its models point at.",
        (true, _) => "Each box is a crate and lists the crates that its models point at.",
        _ => "Each box is a model with its fields and relations, and each line a relation.",
    };
    let marks = match picture.left_out {
        0 => String::new(),
        count => format!(" {} not drawn as lines.", are(count)),
    };
    let findings = drawing.findings.len();
    format!("{kind}{marks} {}.", counted(findings, "finding"))
}

fn are(count: usize) -> String {
    let is = if count == 1 { "is" } else { "are" };
    format!("{} {is}", counted(count, "relation"))
}

/// What is above the picture, and its height.
fn heading(drawing: &Drawing, picture: &Picture<'_>, width: f64) -> (String, f64) {
    let fitting = metrics::fitted(&title(drawing), width / 1.5);
    let mut text = format!(
        "<text class=\"title\" x=\"{MARGIN}\" y=\"36\" font-size=\"16\">{}</text>\n",
        escaped(&fitting)
    );
    let mut y = 60.0;
    if picture.left_out == 0 {
        return (text, y);
    }
    let how = match (picture.is_overview, picture.hubs.is_empty()) {
        (true, _) => "which point at these models:",
        (_, true) => "but shown as marks on the rows",
        _ => "but shown as marks on the rows; most point at",
    };
    let _ = writeln!(
        text,
        "<text class=\"type\" x=\"{MARGIN}\" y=\"58\" font-size=\"{ROW_TEXT}\">{} of {} not drawn as lines, {how}</text>",
        picture.left_out,
        are(drawing.edges.len())
    );
    y += 10.0;
    let (labels, mut x) = (drawing.labels(), MARGIN);
    for (id, count) in &picture.hubs {
        let hub = format!("{} {count}", cut(labels[*id]));
        let w = metrics::breadth(&hub) + 2.0 * SIDE;
        if x > MARGIN && x + w > MARGIN + width {
            (x, y) = (MARGIN, y + LINE + 4.0);
        }
        let _ = writeln!(
            text,
            "<g class=\"hub\" transform=\"translate({} {})\"><rect width=\"{}\" height=\"{LINE}\" rx=\"12\"/><text x=\"{SIDE}\" y=\"{}\" font-size=\"{ROW_TEXT}\">{}</text></g>",
            n(x),
            n(y),
            n(w),
            LINE / 2.0 + BASELINE,
            escaped(&hub)
        );
        x += w + SIDE;
    }
    (text, y + LINE + 20.0)
}

fn boxed(text: &mut String, id: usize, card: &Card<'_>, drawing: &Drawing) {
    let (mut class, mut about) = (
        format!("box c{}", card.hue % HUES.len()),
        card.title.clone(),
    );
    let mut path = "";
    if let Kind::Model(node) = card.kind {
        path = &node.path;
        path.clone_into(&mut about);
        class.push_str(match node.standing {
            Standing::Registered => "",
            Standing::External => " external",
            Standing::Abstract => " abstract",
            Standing::Missing => " missing",
        });
        let has = |level| {
            node.findings
                .iter()
                .any(|it| drawing.findings[*it].level == level)
        };
        class.push_str(if has("error") { " error" } else { "" });
        if let Some(change) = node.any_change() {
            class = format!("{class} {}", change.name());
            about = format!("{about} ({})", change.name());
        }
        for finding in &node.findings {
            let finding = &drawing.findings[*finding];
            about = format!("{about}\n{}: {}", finding.level, finding.headline);
        }
    }
    let (w, h) = (n(card.w), n(card.h));
    let _ = write!(
        text,
        "<g class=\"{class}\" data-box=\"{id}\" data-path=\"{}\" transform=\"translate({} {})\"><title>{}</title>\
         <rect class=\"back\" width=\"{w}\" height=\"{h}\" rx=\"5\"/>",
        escaped(path),
        n(card.x),
        n(card.y),
        escaped(&about),
    );
    header(text, card);
    for (row, cell) in card.cells.iter().enumerate() {
        self::cell(text, card, row, cell);
    }
    text.push_str("</g>\n");
}

fn header(text: &mut String, card: &Card<'_>) {
    let w = card.w - 1.5;
    let (inner, bottom) = (n(w - 8.5), n(card.h.min(HEADER) - 0.75));
    let head = if card.h > HEADER {
        format!(
            "M.75 {bottom}V5a4.25 4.25 0 0 1 4.25 -4.25h{inner}a4.25 4.25 0 0 1 4.25 4.25V{bottom}z"
        )
    } else {
        format!(
            "M5 .75h{inner}a4.25 4.25 0 0 1 4.25 4.25v18a4.25 4.25 0 0 1 -4.25 4.25H5a4.25 4.25 0 0 1 -4.25 -4.25V5a4.25 4.25 0 0 1 4.25 -4.25z"
        )
    };
    let aside = metrics::breadth(&card.aside);
    let room = card.w - 2.0 * SIDE - if aside > 0.0 { aside + 12.0 } else { 0.0 };
    let shown = metrics::fitted(
        &card.title,
        room * metrics::breadth("n") / metrics::title_breadth("n"),
    );
    let has_room = metrics::title_breadth(&format!("{}{}", card.title, card.rest)) <= room;
    let rest = if has_room { &*card.rest } else { "" };
    let y = HEADER / 2.0 + 4.5;
    let _ = write!(
        text,
        "<path class=\"head\" d=\"{head}\"/><text class=\"name\" x=\"{SIDE}\" y=\"{y}\" font-size=\"{TITLE_TEXT}\">{}",
        escaped(&shown)
    );
    if !rest.is_empty() {
        let _ = write!(text, "<tspan class=\"rest\">{}</tspan>", escaped(rest));
    }
    text.push_str("</text>");
    if aside > 0.0 {
        right(text, card, y, "type", &card.aside);
    }
}

fn right(text: &mut String, card: &Card<'_>, y: f64, class: &str, right: &str) {
    let x = n(card.w - SIDE);
    let _ = write!(
        text,
        "<text class=\"{class}\" x=\"{x}\" y=\"{}\" font-size=\"{ROW_TEXT}\" text-anchor=\"end\">{}</text>",
        n(y),
        escaped(right)
    );
}

fn cell(text: &mut String, card: &Card<'_>, row: usize, cell: &Cell) {
    let y = metrics::row_middle(Some(row));
    for (nth, icon) in cell.icons.iter().enumerate() {
        icons::icon(text, *icon, 14.0 + 16.0 * metrics::number(nth), y);
    }
    let is_plain = matches!(card.kind, Kind::Group) && cell.icons.is_empty();
    let x = if is_plain { SIDE } else { card.indent() };
    let room = card.w - x - SIDE;
    let name = metrics::breadth(&cell.name);
    let shown = match &*cell.right {
        "" => String::new(),
        right => metrics::fitted(right, (room - name - 14.0).max(room * 0.45)),
    };
    let used = if shown.is_empty() {
        0.0
    } else {
        metrics::breadth(&shown) + 10.0
    };
    let change = cell
        .change
        .map(|it| format!(" {}", it.name()))
        .unwrap_or_default();
    let _ = write!(
        text,
        "<text class=\"cell{change}\" data-row=\"{}\" x=\"{x}\" y=\"{}\" font-size=\"{ROW_TEXT}\">{}</text>",
        escaped(&cell.name),
        n(y + BASELINE),
        escaped(&metrics::fitted(&cell.name, room - used))
    );
    if cell.change == Some(Change::Removed) {
        let end = n(x + metrics::breadth(&cell.name).min(room - used) * 0.85);
        let _ = write!(text, "<path class=\"strike\" d=\"M{x} {}H{end}\"/>", n(y));
    }
    if !shown.is_empty() {
        let class = if cell.is_mark { "type mark" } else { "type" };
        right(text, card, y + BASELINE, class, &shown);
    }
}

/// The colors of crates are computed, light and dark.
fn style() -> String {
    let colors = |back: u8, border: u8| {
        let rules = HUES.iter().enumerate().map(|(nth, hue)| {
            format!(
                ".c{nth} .back{{stroke:hsl({hue},45%,{border}%)}}.c{nth} .head{{fill:hsl({hue},42%,{back}%)}}\n"
            )
        });
        rules.collect::<String>()
    };
    let style = STYLE.replace("\r\n", "\n");
    let (light, dark) = (colors(92, 42), colors(21, 58));
    style
        .replace("/* light */\n", &light)
        .replace("/* dark */\n", &dark)
}
