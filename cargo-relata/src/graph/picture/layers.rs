//! Arranges boxes in layers from left to right with dagre, and draws each line through the gutters between the layers. Dagre
//! keeps a point free in each layer that a line passes, so no line enters a box of another model.

use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir, Ranker};

use super::metrics::{STUB, number};

/// A box to arrange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) w: f64,
    pub(crate) h: f64,
}

/// A line between two boxes, with the heights at which it ends in them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) from_y: f64,
    pub(crate) to_y: f64,
    /// Whether the source is placed to the right of the target.
    pub(crate) is_turned: bool,
}

/// How a route comes to a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Curve,
    Flat,
    /// Around the end of a loop.
    Turn,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) step: Step,
}

/// The top left corners of the boxes and the routes of the links, from 0.
#[derive(Debug)]
pub(crate) struct Arranged {
    pub(crate) places: Vec<(f64, f64)>,
    pub(crate) routes: Vec<Vec<Point>>,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

#[derive(Clone, Copy)]
struct Placed {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
    middle: f64,
}

/// The boxes of one rank: where the widest begins and ends.
struct Layer {
    middle: f64,
    left: f64,
    right: f64,
}

pub(crate) fn layered(sizes: &[Size], links: &[Link], ranker: Ranker) -> Arranged {
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(GraphOptions {
        directed: true,
        multigraph: true,
        compound: true,
    });
    for (id, size) in sizes.iter().enumerate() {
        let label = NodeLabel {
            width: size.w,
            height: size.h,
            ..NodeLabel::default()
        };
        graph.set_node(node_key(id), Some(label));
    }
    let between = links.iter().enumerate().filter(|(_, it)| it.from != it.to);
    for (id, link) in between {
        let (v, w) = direction(link);
        let (v, w) = (node_key(v), node_key(w));
        graph.set_edge(v, w, Some(EdgeLabel::default()), Some(&edge_key(id)));
    }
    let options = LayoutOptions {
        rankdir: RankDir::LR,
        nodesep: 22.0,
        ranksep: 76.0,
        edgesep: 12.0,
        ranker,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut graph, Some(options));
    let boxes: Vec<Placed> = sizes
        .iter()
        .enumerate()
        .map(|(id, size)| Placed::of(&graph, id, *size))
        .collect();
    let layers = layers_of(&boxes);
    let mut loops = vec![0; sizes.len()];
    let routes = links.iter().enumerate().map(|(id, link)| {
        if link.from == link.to {
            loops[link.from] += 1;
            let Placed { x, y, w, h, .. } = boxes[link.from];
            return self_loop_of((x, y), Size { w, h }, link, loops[link.from]);
        }
        let (v, w) = direction(link);
        let edge = graph.edge(&node_key(v), &node_key(w), Some(&edge_key(id)));
        let points = edge.map_or(&[][..], |it| &it.points);
        through(link, &boxes, &layers, points)
    });
    let routes = routes.collect();
    from_zero(&boxes, routes)
}

fn node_key(id: usize) -> String {
    format!("m{id}")
}

fn edge_key(id: usize) -> String {
    format!("e{id}")
}

/// From left to right.
fn direction(link: &Link) -> (usize, usize) {
    if link.is_turned {
        (link.to, link.from)
    } else {
        (link.from, link.to)
    }
}

impl Placed {
    fn of(graph: &Graph<NodeLabel, EdgeLabel>, id: usize, Size { w, h }: Size) -> Self {
        let node = graph.node(&node_key(id));
        let (x, y) = node.map_or((None, None), |it| (it.x, it.y));
        let (x, y) = (x.unwrap_or_default(), y.unwrap_or_default());
        Placed {
            x: x - w / 2.0,
            y: y - h / 2.0,
            w,
            h,
            middle: x,
        }
    }
}

fn layers_of(boxes: &[Placed]) -> Vec<Layer> {
    let mut layers: Vec<(f64, f64)> = Vec::new();
    for Placed { middle, w, .. } in boxes {
        match layers.iter_mut().find(|it| (it.0 - middle).abs() < 0.5) {
            Some(layer) => layer.1 = layer.1.max(*w),
            None => layers.push((*middle, *w)),
        }
    }
    layers.sort_by(|one, other| one.0.total_cmp(&other.0));
    let layers = layers.into_iter().map(|(middle, w)| Layer {
        middle,
        left: middle - w / 2.0,
        right: middle + w / 2.0,
    });
    layers.collect()
}

impl Layer {
    /// The side where a line comes in, and where it goes out.
    fn sides(&self, way: f64) -> (f64, f64) {
        if way > 0.0 {
            (self.left, self.right)
        } else {
            (self.right, self.left)
        }
    }
}

fn flat(x: f64, y: f64) -> Point {
    let step = Step::Flat;
    Point { x, y, step }
}

fn curve(x: f64, y: f64) -> Point {
    let step = Step::Curve;
    Point { x, y, step }
}

/// Flat across each layer, curved only in the gutters.
fn through(link: &Link, boxes: &[Placed], layers: &[Layer], points: &[dagre::Point]) -> Vec<Point> {
    let (a, b) = (&boxes[link.from], &boxes[link.to]);
    let way = if b.middle >= a.middle { 1.0 } else { -1.0 };
    let (start, end) = (a.y + link.from_y, b.y + link.to_y);
    let of = |it: &Placed| {
        let layer = layers.iter().find(|l| (l.middle - it.middle).abs() < 0.5);
        layer.map_or((it.x, it.x + it.w), |l| l.sides(way))
    };
    let side = |it: &Placed, is_right: bool| if is_right { it.x + it.w } else { it.x };
    let mut route = vec![
        flat(side(a, way > 0.0), start),
        flat(of(a).1 + way * STUB, start),
    ];
    let is_between =
        |it: &&Layer| (it.middle - a.middle) * way > 0.5 && (b.middle - it.middle) * way > 0.5;
    let mut between: Vec<&Layer> = layers.iter().filter(is_between).collect();
    if way < 0.0 {
        between.reverse();
    }
    for layer in between {
        let distance = |it: &&dagre::Point| (it.x - layer.middle).abs();
        let nearest = points
            .iter()
            .min_by(|one, other| distance(one).total_cmp(&distance(other)));
        let y = nearest.map_or(start, |it| it.y);
        let (near, far) = layer.sides(way);
        route.push(curve(near - way * STUB, y));
        route.push(flat(far + way * STUB, y));
    }
    route.push(curve(of(b).0 - way * STUB, end));
    route.push(flat(side(b, way < 0.0), end));
    route
}

/// A line of a model to itself: out of its row and back on the right.
pub(crate) fn self_loop_of(at: (f64, f64), size: Size, link: &Link, nth: usize) -> Vec<Point> {
    let (x, top) = (at.0 + size.w, at.1);
    let is_same = (link.to_y - link.from_y).abs() < 1.0;
    let end = if is_same && size.h > 40.0 {
        super::metrics::row_middle(None)
    } else {
        link.to_y
    };
    let out = x + STUB + 6.0 * number(nth);
    let turn = Point {
        x: out,
        y: top + end,
        step: Step::Turn,
    };
    vec![
        flat(x, top + link.from_y),
        flat(out, top + link.from_y),
        turn,
        flat(x, top + end),
    ]
}

/// How far the end of a loop goes to the right of its points.
const TURN: f64 = 8.0;

/// Moves everything so that it starts at 0.
fn from_zero(boxes: &[Placed], mut routes: Vec<Vec<Point>>) -> Arranged {
    let corners = boxes
        .iter()
        .flat_map(|it| [(it.x, it.y), (it.x + it.w, it.y + it.h)]);
    let points = routes.iter().flatten().map(|it| match it.step {
        Step::Turn => (it.x + TURN, it.y),
        _ => (it.x, it.y),
    });
    let all: Vec<(f64, f64)> = corners.chain(points).collect();
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
    let left = least(&mut all.iter().map(|it| it.0));
    let top = least(&mut all.iter().map(|it| it.1));
    for point in routes.iter_mut().flatten() {
        point.x -= left;
        point.y -= top;
    }
    Arranged {
        places: boxes.iter().map(|it| (it.x - left, it.y - top)).collect(),
        routes,
        w: most(&mut all.iter().map(|it| it.0)) - left,
        h: most(&mut all.iter().map(|it| it.1)) - top,
    }
}
