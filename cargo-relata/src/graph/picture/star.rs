//! Arranges a model and its neighbours in three columns, without an engine: those that point at it, it, and those that it
//! points at, in the order of its rows.

use super::layers::{Arranged, Link, Point, Size, Step, self_loop_of};
use super::metrics::STUB;

/// The space between two columns, and between two boxes.
const GUTTER: f64 = 120.0;
const GAP: f64 = 22.0;

/// None if a line does not touch the middle.
pub(crate) fn star(sizes: &[Size], links: &[Link], middle: usize) -> Option<Arranged> {
    if !links.iter().all(|it| it.from == middle || it.to == middle) {
        return None;
    }
    // The sum of the heights at which its lines leave the middle, and their number.
    let mut ends = vec![(0.0, 0.0); sizes.len()];
    let mut is_right = vec![false; sizes.len()];
    for link in links {
        let (other, y) = if link.from == middle {
            is_right[link.to] = true;
            (link.to, link.from_y)
        } else {
            (link.from, link.to_y)
        };
        ends[other] = (ends[other].0 + y, ends[other].1 + 1.0);
    }
    let column = |right: bool| {
        let own = (0..sizes.len()).filter(|it| *it != middle && is_right[*it] == right);
        let mut own: Vec<usize> = own.collect();
        let mean = |id: usize| ends[id].0 / f64::max(ends[id].1, 1.0);
        own.sort_by(|one, other| mean(*one).total_cmp(&mean(*other)).then(one.cmp(other)));
        own
    };
    let columns = [column(false), vec![middle], column(true)];
    let height = |column: &[usize]| column.iter().map(|it| sizes[*it].h + GAP).sum::<f64>() - GAP;
    let tallest = columns.iter().map(|it| height(it)).fold(0.0, f64::max);
    let (mut places, mut x) = (vec![(0.0, 0.0); sizes.len()], 0.0);
    for column in columns.iter().filter(|it| !it.is_empty()) {
        let widest = column.iter().map(|it| sizes[*it].w).fold(0.0, f64::max);
        let mut y = (tallest - height(column)) / 2.0;
        for id in column {
            // Boxes end at the gutter to the middle.
            let aside = if *id != middle && !is_right[*id] {
                widest - sizes[*id].w
            } else {
                0.0
            };
            places[*id] = (x + aside, y);
            y += sizes[*id].h + GAP;
        }
        x += widest + GUTTER;
    }
    let mut loops = 0;
    let routes = links.iter().map(|link| {
        if link.from == link.to {
            loops += 1;
            return self_loop_of(places[link.from], sizes[link.from], link, loops);
        }
        route(&places, sizes, link)
    });
    let routes: Vec<Vec<Point>> = routes.collect();
    let right = routes.iter().flatten().map(|it| it.x + 10.0);
    Some(Arranged {
        w: right.fold(x - GUTTER, f64::max),
        h: tallest,
        routes,
        places,
    })
}

fn route(places: &[(f64, f64)], sizes: &[Size], link: &Link) -> Vec<Point> {
    let (a, b) = (places[link.from], places[link.to]);
    let way = if b.0 >= a.0 { 1.0 } else { -1.0 };
    let side = |(x, _): (f64, f64), w: f64, is_right: bool| if is_right { x + w } else { x };
    let from = side(a, sizes[link.from].w, way > 0.0);
    let to = side(b, sizes[link.to].w, way < 0.0);
    let (start, end) = (a.1 + link.from_y, b.1 + link.to_y);
    let point = |x, y, step| Point { x, y, step };
    vec![
        point(from, start, Step::Flat),
        point(from + way * STUB, start, Step::Flat),
        point(to - way * STUB, end, Step::Curve),
        point(to, end, Step::Flat),
    ]
}
