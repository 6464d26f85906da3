//! Boxes and lines as they are drawn.

use roxmltree::{Document, Node};

pub(super) type At = (f64, f64);

#[derive(Debug)]
pub(super) struct Picture<'d> {
    pub(super) boxes: Vec<Box<'d>>,
    pub(super) lines: Vec<Line>,
    pub(super) text_sizes: Vec<f64>,
    pub(super) size: (f64, f64),
}

#[derive(Debug)]
pub(super) struct Box<'d> {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
    /// The middle and the name of each row.
    pub(super) rows: Vec<(f64, &'d str)>,
}

#[derive(Debug)]
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    /// At most 4 pixels from each other.
    pub(super) points: Vec<At>,
}

/// The height of a header, and the distance from the middle of a row to its text.
const HEADER: f64 = 28.0;
const BASELINE: f64 = 4.2;

impl<'d> Picture<'d> {
    pub(super) fn read(document: &'d Document<'_>) -> Self {
        let of_class = |class: &'static str| {
            let groups = document.descendants().filter(|it| it.has_tag_name("g"));
            groups.filter(move |it| {
                it.attribute("data-from").is_some() == (class == "edge") && has_class(*it, class)
            })
        };
        let texts = document.descendants().filter(|it| it.has_tag_name("text"));
        let root = document.root_element();
        Picture {
            boxes: of_class("box").map(Box::read).collect(),
            lines: of_class("edge").map(Line::read).collect(),
            text_sizes: texts.map(|it| number(it, "font-size")).collect(),
            size: (number(root, "width"), number(root, "height")),
        }
    }
}

fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class")
        .is_some_and(|it| it.split(' ').any(|it| it == class))
}

fn number(node: Node<'_, '_>, attribute: &str) -> f64 {
    let value = node
        .attribute(attribute)
        .unwrap_or_else(|| panic!("{node:?} has no {attribute}"));
    value.parse().unwrap()
}

impl<'d> Box<'d> {
    fn read(group: Node<'d, '_>) -> Self {
        let place = group.attribute("transform").unwrap();
        let place = place.trim_start_matches("translate(").trim_end_matches(')');
        let (x, y) = place.split_once(' ').unwrap();
        let (x, y): At = (x.parse().unwrap(), y.parse().unwrap());
        let back = group.children().find(|it| has_class(*it, "back")).unwrap();
        let rows = group.children().filter_map(|it| {
            let name = it.attribute("data-row")?;
            Some((y + number(it, "y") - BASELINE, name))
        });
        Box {
            x,
            y,
            w: number(back, "width"),
            h: number(back, "height"),
            rows: rows.collect(),
        }
    }

    pub(super) fn overlaps(&self, other: &Box<'_>) -> bool {
        let apart = self.x + self.w <= other.x
            || other.x + other.w <= self.x
            || self.y + self.h <= other.y
            || other.y + other.h <= self.y;
        !apart
    }

    /// More than a pixel inside.
    pub(super) fn has_inside(&self, (x, y): At) -> bool {
        x > self.x + 1.0
            && x < self.x + self.w - 1.0
            && y > self.y + 1.0
            && y < self.y + self.h - 1.0
    }

    pub(super) fn has_at_side(&self, (x, _): At) -> bool {
        (x - self.x).abs() <= 1.0 || (x - self.x - self.w).abs() <= 1.0
    }

    /// The row whose middle is there; empty for the header.
    pub(super) fn row_at(&self, (_, y): At) -> Option<&'d str> {
        if (y - self.y - HEADER / 2.0).abs() <= 1.0 {
            return Some("");
        }
        let row = self.rows.iter().find(|it| (it.0 - y).abs() <= 1.0);
        row.map(|it| it.1)
    }
}

impl Line {
    fn read(group: Node<'_, '_>) -> Self {
        let line = group.children().find(|it| has_class(*it, "line")).unwrap();
        let end = |name| group.attribute(name).unwrap().parse().unwrap();
        Line {
            from: end("data-from"),
            to: end("data-to"),
            points: points(line.attribute("d").unwrap()),
        }
    }
}

/// The points of a path of `M`, `H`, `V`, `C` and `c`.
#[allow(clippy::many_single_char_names, reason = "the letters of SVG")]
fn points(d: &str) -> Vec<At> {
    let mut points: Vec<At> = Vec::new();
    let starts: Vec<usize> = d
        .match_indices(char::is_alphabetic)
        .map(|it| it.0)
        .collect();
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(d.len());
        let numbers = d[start + 1..end]
            .split(' ')
            .map(|it| it.parse::<f64>().unwrap());
        let numbers: Vec<f64> = numbers.collect();
        let last = points.last().copied().unwrap_or_default();
        match (&d[*start..=*start], &*numbers) {
            ("M", [x, y]) => points.push((*x, *y)),
            ("H", [x]) => straight(&mut points, (*x, last.1)),
            ("V", [y]) => straight(&mut points, (last.0, *y)),
            ("C", [a, b, c, d, x, y]) => curve(&mut points, [last, (*a, *b), (*c, *d), (*x, *y)]),
            ("c", [a, b, c, d, x, y]) => {
                let at = |x: &f64, y: &f64| (last.0 + x, last.1 + y);
                curve(&mut points, [last, at(a, b), at(c, d), at(x, y)]);
            }
            other => panic!("{other:?} in {d}"),
        }
    }
    points
}

fn straight(points: &mut Vec<At>, to: At) {
    let from = *points.last().unwrap();
    pieces(points, f64::hypot(to.0 - from.0, to.1 - from.1), |t| {
        (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
    });
}

#[allow(clippy::many_single_char_names, reason = "the letters of a curve")]
fn curve(points: &mut Vec<At>, [a, b, c, d]: [At; 4]) {
    let length = (d.0 - a.0).abs() + (d.1 - a.1).abs();
    let mix = |t: f64, [a, b, c, d]: [f64; 4]| {
        let s = 1.0 - t;
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    pieces(points, length * 1.5, |t| {
        (mix(t, [a.0, b.0, c.0, d.0]), mix(t, [a.1, b.1, c.1, d.1]))
    });
}

fn pieces(points: &mut Vec<At>, length: f64, at: impl Fn(f64) -> At) {
    let mut count = 1.0;
    while length / count > 4.0 {
        count += 1.0;
    }
    let mut nth = 1.0;
    while nth <= count {
        points.push(at(nth / count));
        nth += 1.0;
    }
}

/// How often two lines cross; lines that meet at an end do not.
pub(super) fn crossings(lines: &[Line]) -> usize {
    let pieces = lines.iter().enumerate().flat_map(|(line, it)| {
        let pieces = it.points.windows(2).map(move |it| (line, it[0], it[1]));
        pieces.filter(|it| it.1 != it.2)
    });
    let mut pieces: Vec<(usize, At, At)> = pieces.collect();
    let left = |it: &(usize, At, At)| it.1.0.min(it.2.0);
    pieces.sort_by(|one, other| left(one).total_cmp(&left(other)));
    let mut count = 0;
    for (nth, one) in pieces.iter().enumerate() {
        let right = one.1.0.max(one.2.0);
        let near = pieces[nth + 1..].iter().take_while(|it| left(it) <= right);
        count += near.filter(|it| it.0 != one.0 && cross(one, it)).count();
    }
    count
}

fn cross(one: &(usize, At, At), other: &(usize, At, At)) -> bool {
    let side = |p: At, q: At, at: At| {
        let area = (q.0 - p.0) * (at.1 - p.1) - (q.1 - p.1) * (at.0 - p.0);
        if area.abs() < 0.01 {
            0.0
        } else {
            area.signum()
        }
    };
    let apart =
        |p: &(usize, At, At), q: &(usize, At, At)| side(p.1, p.2, q.1) * side(p.1, p.2, q.2) < 0.0;
    apart(one, other) && apart(other, one)
}
