//! Counts the crossings of lines.

use super::layers::{Point, Step};
use super::metrics::number;

type At = (f64, f64);

/// A straight piece of a line.
struct Piece {
    line: usize,
    from: At,
    to: At,
    left: f64,
    right: f64,
}

/// How often two of the routes cross; lines that meet at an end do not.
pub(crate) fn crossings(routes: &[Vec<Point>]) -> usize {
    let mut pieces = Vec::new();
    for (line, route) in routes.iter().enumerate() {
        let points = flattened(route);
        pieces.extend(points.windows(2).map(|it| Piece {
            line,
            from: it[0],
            to: it[1],
            left: it[0].0.min(it[1].0),
            right: it[0].0.max(it[1].0),
        }));
    }
    pieces.sort_by(|one, other| one.left.total_cmp(&other.left));
    let of = |(nth, one): (usize, &Piece)| {
        let near = pieces[nth + 1..]
            .iter()
            .take_while(|it| it.left <= one.right);
        near.filter(|it| it.line != one.line && cross(one, it))
            .count()
    };
    pieces.iter().enumerate().map(of).sum()
}

/// The points of a route, with each curve as short straight pieces.
fn flattened(route: &[Point]) -> Vec<At> {
    let mut points = Vec::new();
    for (nth, b) in route.iter().enumerate() {
        if nth == 0 || b.step != Step::Curve {
            points.push((b.x, b.y));
            continue;
        }
        let a = &route[nth - 1];
        points.extend((1..=10).map(|k| {
            let t = number(k) / 10.0;
            // Both control points are at half of the width.
            let (cube, square) = (t * t * t, t * t);
            let x = 1.5 * t * (1.0 - t) + cube;
            (
                a.x + (b.x - a.x) * x,
                a.y + (b.y - a.y) * (3.0 * square - 2.0 * cube),
            )
        }));
    }
    points
}

/// On which side of the line from `p` to `q` a point is: -1, 0 or 1.
fn side(p: At, q: At, at: At) -> f64 {
    let area = (q.0 - p.0) * (at.1 - p.1) - (q.1 - p.1) * (at.0 - p.0);
    let rounded = (area * 100.0).round();
    if rounded == 0.0 {
        0.0
    } else {
        rounded.signum()
    }
}

fn cross(one: &Piece, other: &Piece) -> bool {
    let apart = |p: &Piece, q: &Piece| side(p.from, p.to, q.from) * side(p.from, p.to, q.to) < 0.0;
    apart(one, other) && apart(other, one)
}
