//! The legend: only the signs that occur.

use std::fmt::Write;

use super::super::details::Standing;
use super::super::drawing::Drawing;
use super::super::picture::metrics::{self, BASELINE, ROW_TEXT};
use super::super::picture::{Ends, Icon, Kind, Mark, Picture, What};
use super::icons;
use super::markup::{LINE, escaped, n};

/// A sign, its path if it is not an icon, and its meaning.
enum Sign {
    Icon(Icon),
    Path(&'static str, &'static str),
    Text(&'static str),
}

/// The legend and its height.
pub(crate) fn legend(drawing: &Drawing, picture: &Picture<'_>, width: f64) -> (String, f64) {
    let signs = signs(drawing, picture);
    if signs.is_empty() {
        return (String::new(), 0.0);
    }
    let (mut text, mut x, mut y) = (String::new(), 0.0, LINE * 1.5);
    for (sign, meaning) in signs {
        let before = match sign {
            Sign::Icon(_) => 18.0,
            Sign::Path(..) => 42.0,
            Sign::Text(it) => metrics::breadth(it) + 6.0,
        };
        let w = before + metrics::breadth(meaning) + 16.0;
        if x > 0.0 && x + w > width {
            (x, y) = (0.0, y + LINE);
        }
        let at = n(y + BASELINE);
        // Writing to a string never fails.
        let _ = match sign {
            Sign::Icon(icon) => {
                icons::icon(&mut text, icon, x + 7.0, y);
                Ok(())
            }
            Sign::Path(class, d) => write!(
                text,
                "<g class=\"{class}\" transform=\"translate({} {})\"><path class=\"line\" d=\"M0 0h34\"/><path class=\"marks\" d=\"{d}\"/></g>",
                n(x),
                n(y)
            ),
            Sign::Text(it) => write!(
                text,
                "<text class=\"name\" x=\"{}\" y=\"{at}\" font-size=\"{ROW_TEXT}\">{}</text>",
                n(x),
                escaped(it)
            ),
        };
        let _ = writeln!(
            text,
            "<text class=\"type\" x=\"{}\" y=\"{at}\" font-size=\"{ROW_TEXT}\">{meaning}</text>",
            n(x + before)
        );
        x += w;
    }
    (text, y + LINE / 2.0)
}

fn signs(drawing: &Drawing, picture: &Picture<'_>) -> Vec<(Sign, &'static str)> {
    let mut signs = Vec::new();
    let cells = || picture.cards.iter().flat_map(|it| &it.cells);
    let icons = [
        Icon::Key,
        Icon::Foreign,
        Icon::Relation,
        Icon::Unique,
        Icon::Broken,
        Icon::Added,
        Icon::Removed,
        Icon::Changed,
    ];
    for icon in icons.into_iter().filter(|_| !picture.is_overview) {
        if cells().any(|it| it.icons.contains(&icon)) {
            signs.push((Sign::Icon(icon), icon.parts().2));
        }
    }
    let is_plain = |right: &str| right.ends_with('?');
    if cells().any(|it| !it.is_mark && is_plain(&it.right)) {
        signs.push((Sign::Text("?"), "may be null"));
    }
    let ends = || {
        picture.lines.iter().filter_map(|it| match &it.what {
            What::Edge(_, ends) => Some(ends),
            What::Edges(_) => None,
        })
    };
    let marks = |mark| ends().any(|it: &Ends| it.first.mark == mark || it.last.mark == mark);
    if marks(Mark::Many) {
        signs.push((Sign::Path("edge", "M22 0L34 -5M22 0L34 5"), "many"));
    }
    if marks(Mark::One) {
        signs.push((Sign::Path("edge", "M28 -5V5"), "one"));
    }
    if ends().any(|it| it.first.ring || it.last.ring) {
        let ring = "M28 -5V5M17.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0";
        signs.push((Sign::Path("edge", ring), "one or none"));
    }
    if ends().any(|it| it.is_mention) {
        signs.push((
            Sign::Path("edge mention", "M26 -5L34 0L26 5"),
            "reference without a key",
        ));
    }
    if ends().any(|it| it.is_through) {
        signs.push((
            Sign::Path("edge", "M9 -6h16v12h-16zM9 -2h16"),
            "through another model",
        ));
    }
    if ends().any(|it| it.fan) {
        let dot = "M14.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0";
        signs.push((Sign::Path("edge dot", dot), "one of several models"));
    }
    let has = |level| drawing.findings.iter().any(|it| it.level == level);
    if has("error") {
        signs.push((Sign::Text("×"), "has an error"));
    }
    if has("warning") {
        signs.push((Sign::Text("!"), "has a warning"));
    }
    let is_missing =
        |it: &Kind<'_>| matches!(it, Kind::Model(node) if node.standing == Standing::Missing);
    if picture.cards.iter().any(|it| is_missing(&it.kind)) {
        signs.push((Sign::Text("?"), "before a name: no model has it"));
    }
    signs
}
