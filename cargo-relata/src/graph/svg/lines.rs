//! Lines with the marks of crow's foot notation at their ends.

use std::fmt::Write;

use super::super::drawing::Drawing;
use super::super::edges::Edge;
use super::super::picture::metrics::{STUB, number};
use super::super::picture::{Drawn, End, Ends, Mark, Point, Step, What};
use super::markup::{escaped, n};
use crate::text::counted;

pub(crate) fn line(text: &mut String, line: &Drawn<'_>, drawing: &Drawing) {
    let d = path(&line.route);
    let ends = format!("data-from=\"{}\" data-to=\"{}\"", line.from, line.to);
    // Writing to a string never fails.
    let _ = match &line.what {
        What::Edges(count) => writeln!(
            text,
            "<g class=\"edge group\" {ends} stroke-width=\"{}\"><title>{}</title><path class=\"line\" d=\"{d}\"/><path class=\"marks\" d=\"{}\"/></g>",
            n((1.0 + number(*count).log2() * 0.75).min(5.0)),
            counted(*count, "relation"),
            arrow(&line.route)
        ),
        What::Edge(edge, marks) => {
            let mut class = "edge".to_owned();
            class.push_str(if edge.broken { " broken" } else { "" });
            class.push_str(if marks.is_mention { " mention" } else { "" });
            if let Some(change) = edge.change {
                class = format!("{class} {}", change.name());
            }
            writeln!(
                text,
                "<g class=\"{class}\" {ends} data-relation=\"{}\"><title>{}</title><path class=\"line\" d=\"{d}\"/>{}</g>",
                escaped(&edge.relation),
                escaped(&about(edge, marks, drawing)),
                self::marks(edge, marks, &line.route)
            )
        }
    };
}

/// `Invoice.customer / Customer.invoices: many to one`
fn about(edge: &Edge, ends: &Ends, drawing: &Drawing) -> String {
    let labels = (&drawing.models[edge.from], &drawing.models[edge.to]);
    let word = |it: &End| match it.mark {
        Mark::Many => "many",
        _ if it.ring => "one or none",
        _ => "one",
    };
    let mut about = format!("{}.{}", labels.0.path, edge.relation);
    about = match &edge.inverse {
        Some(inverse) => format!("{about} / {}.{inverse}", labels.1.path),
        None => format!("{about} → {}", labels.1.path),
    };
    if !ends.is_mention {
        about = format!("{about}: {} to {}", word(&ends.first), word(&ends.last));
    }
    let through = labels.0.relation(&edge.relation);
    if let Some(through) = through.and_then(|it| it.through.as_deref()) {
        about = format!("{about}, through {through}");
    }
    if let Some(change) = edge.change {
        about = format!("{about} ({})", change.name());
    }
    if edge.broken {
        about.push_str(", has a finding");
    }
    about
}

/// The route as a path of SVG.
fn path(route: &[Point]) -> String {
    let mut d = String::new();
    for (nth, b) in route.iter().enumerate() {
        let Some(a) = nth.checked_sub(1).map(|it| route[it]) else {
            let _ = write!(d, "M{} {}", n(b.x), n(b.y));
            continue;
        };
        if b.step == Step::Turn {
            let down = if b.y < a.y { -1.0 } else { 1.0 };
            let r = n(((b.y - a.y).abs() / 2.0).min(8.0) * down);
            let _ = write!(d, "c8 0 8 {r} 8 {r}V{}c0 {r} -8 {r} -8 {r}", n(b.y - r));
        } else if b.step == Step::Flat || (a.y - b.y).abs() < 0.05 {
            let _ = write!(d, "H{}", n(b.x));
        } else {
            let middle = n(f64::midpoint(a.x, b.x));
            let _ = write!(
                d,
                "C{middle} {} {middle} {} {} {}",
                n(a.y),
                n(b.y),
                n(b.x),
                n(b.y)
            );
        }
    }
    d
}

fn marks(edge: &Edge, ends: &Ends, route: &[Point]) -> String {
    let [start, out, .., back, end] = route else {
        return String::new();
    };
    let way = |from: &Point, to: &Point| if to.x >= from.x { 1.0 } else { -1.0 };
    let mut d = mark(&ends.first, start, way(start, out));
    d.push_str(&mark(&ends.last, end, way(end, back)));
    let mut text = String::new();
    if !d.is_empty() {
        let _ = write!(text, "<path class=\"marks\" d=\"{d}\"/>");
    }
    if ends.fan {
        let x = n(start.x + way(start, out) * (STUB - 2.0));
        let _ = write!(
            text,
            "<circle class=\"fan\" cx=\"{x}\" cy=\"{}\" r=\"2.5\"/>",
            n(start.y)
        );
    }
    let (x, y) = middle(route);
    let (x, y) = (n(x), n(y));
    if ends.is_through {
        let _ = write!(
            text,
            "<path class=\"through\" transform=\"translate({x} {y})\" d=\"M-8 -6h16v12h-16zM-8 -2h16\"/>"
        );
    }
    if edge.broken {
        let _ = write!(
            text,
            "<path class=\"sign\" transform=\"translate({x} {y})\" d=\"M-5 -5l10 10M5 -5l-10 10\"/>"
        );
    }
    if let Some(change) = edge.change {
        let _ = write!(
            text,
            "<text class=\"sign\" x=\"{x}\" y=\"{}\" font-size=\"16\" text-anchor=\"middle\">{}</text>",
            n(y - 4.0),
            change.sign()
        );
    }
    text
}

/// The mark at the end of a line between groups.
fn arrow(route: &[Point]) -> String {
    let [.., back, at] = route else {
        return String::new();
    };
    let way = if back.x >= at.x { 1.0 } else { -1.0 };
    let end = End {
        row: None,
        mark: Mark::Arrow,
        ring: false,
    };
    mark(&end, at, way)
}

/// The mark at an end. `way` is the direction in which the line leaves the box.
fn mark(end: &End, at: &Point, way: f64) -> String {
    let x = |dx: f64| n(at.x + way * dx);
    let (y, top, bottom) = (n(at.y), n(at.y - 5.0), n(at.y + 5.0));
    let mut d = match end.mark {
        Mark::None => String::new(),
        Mark::One => format!("M{} {top}V{bottom}", x(6.0)),
        Mark::Many => format!(
            "M{tip} {y}L{x} {top}M{tip} {y}L{x} {bottom}",
            tip = x(12.0),
            x = x(0.0)
        ),
        Mark::Arrow => format!(
            "M{tip} {top}L{x} {y}L{tip} {bottom}",
            tip = x(8.0),
            x = x(0.0)
        ),
    };
    if end.ring {
        let left = n(at.x + way * 13.0 - 3.5);
        let _ = write!(d, "M{left} {y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0");
    }
    d
}

/// The middle of the first curve.
fn middle(route: &[Point]) -> (f64, f64) {
    let curve = route.iter().position(|it| it.step == Step::Curve);
    let Some(nth) = curve.filter(|it| *it > 0) else {
        return (f64::midpoint(route[0].x, route[1].x) + 6.0, route[1].y);
    };
    let (a, b) = (&route[nth - 1], &route[nth]);
    (f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y))
}
