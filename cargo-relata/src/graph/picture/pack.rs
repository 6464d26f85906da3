//! Places independent parts of a picture next to each other.

use super::layers::Size;
use super::metrics::number;

const GAP: f64 = 36.0;

/// The top left corners of blocks that together have about the shape `aspect`, and the size of the whole.
pub(crate) fn pack(blocks: &[Size], aspect: f64) -> (Vec<(f64, f64)>, Size) {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|one, other| {
        let (one, other) = (blocks[*one], blocks[*other]);
        other.h.total_cmp(&one.h).then(other.w.total_cmp(&one.w))
    });
    let sorted: Vec<Size> = order.iter().map(|it| blocks[*it]).collect();
    let area: f64 = sorted.iter().map(|it| (it.w + GAP) * (it.h + GAP)).sum();
    let widest = sorted.iter().map(|it| it.w).fold(0.0, f64::max);
    let tallest = sorted.iter().map(|it| it.h).fold(0.0, f64::max);
    let mut best: Option<Packed> = None;
    for nth in 0..24 {
        let usual = (area * aspect).sqrt() * (0.6 + number(nth) * 0.07);
        let least = if nth == 0 { tallest * aspect } else { 0.0 };
        let (places, whole) = skyline(&sorted, widest.max(usual).max(least));
        // A picture that is not filled is larger than necessary.
        let size = (whole.w / aspect).max(whole.h);
        if best.as_ref().is_none_or(|it| size < it.0 - 1.0) {
            best = Some((size, places, whole));
        }
    }
    let mut corners = vec![(0.0, 0.0); blocks.len()];
    let Some((_, places, whole)) = best.filter(|_| !blocks.is_empty()) else {
        return (corners, Size { w: 0.0, h: 0.0 });
    };
    for (id, place) in order.into_iter().zip(places) {
        corners[id] = place;
    }
    (corners, whole)
}

/// How large the window must be, the top left corners, and the size of the whole.
type Packed = (f64, Vec<(f64, f64)>, Size);

/// A free stretch: from `x`, `w` wide, below `y`.
#[derive(Clone, Copy)]
struct Stretch {
    x: f64,
    w: f64,
    y: f64,
}

/// Each block as high as it can be, leftmost first.
fn skyline(blocks: &[Size], width: f64) -> (Vec<(f64, f64)>, Size) {
    let mut line = vec![Stretch {
        x: 0.0,
        w: width + GAP,
        y: 0.0,
    }];
    let mut whole = Size { w: 0.0, h: 0.0 };
    let mut places = Vec::new();
    for block in blocks {
        let (x, y) = highest(&line, *block, width);
        whole.w = whole.w.max(x + block.w);
        whole.h = whole.h.max(y + block.h);
        places.push((x, y));
        line = covered(&line, x, x + block.w + GAP, y + block.h + GAP);
    }
    (places, whole)
}

fn highest(line: &[Stretch], block: Size, width: f64) -> (f64, f64) {
    let mut best: Option<(f64, f64)> = None;
    for (nth, start) in line.iter().enumerate() {
        if start.x + block.w > width + 0.5 {
            break;
        }
        let end = start.x + block.w + GAP;
        let under = line[nth..].iter().take_while(|it| it.x < end);
        let y = under.map(|it| it.y).fold(0.0, f64::max);
        if best.is_none_or(|it| y < it.1 - 0.5) {
            best = Some((start.x, y));
        }
    }
    let lowest = line.iter().map(|it| it.y).fold(0.0, f64::max);
    best.unwrap_or((0.0, lowest))
}

/// The line after a block from `from` to `to` whose end is `y`.
fn covered(line: &[Stretch], from: f64, to: f64, y: f64) -> Vec<Stretch> {
    let before = line.iter().filter(|it| it.x < from).map(|it| Stretch {
        w: it.w.min(from - it.x),
        ..*it
    });
    let block = Stretch {
        x: from,
        w: to - from,
        y,
    };
    let after = line.iter().filter(|it| it.x + it.w > to).map(|it| {
        let x = it.x.max(to);
        Stretch {
            x,
            w: it.x + it.w - x,
            y: it.y,
        }
    });
    before.chain([block]).chain(after).collect()
}
