//! The picture of a drawing: boxes with rows and lines between them, all with their places. A small graph is drawn completely.
//! A large one starts as an overview of its crates, and in a selected part of it a model that many others point at is a mark in
//! their rows.

mod arrange;
mod boxes;
mod crossings;
mod ends;
mod layers;
pub(crate) mod metrics;
mod overview;
mod pack;
mod star;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::boxes::{Card, Cell, Kind};
pub(crate) use self::ends::{End, Ends, Icon, Mark, ends, is_unique, rows, type_of};
pub(crate) use self::layers::{Point, Step};

use self::boxes::Shown;
use self::layers::Link;
use super::changes::Change;
use super::drawing::Drawing;
use super::edges::Edge;

/// The most models and edges that are drawn completely.
const MOST: (usize, usize) = (60, 90);
/// The most lines of a part; if there are more, every target is a mark.
const LINES: usize = 300;

/// Boxes and lines from 0 to `w` and `h`.
#[derive(Debug)]
pub(crate) struct Picture<'d> {
    pub(crate) cards: Vec<Card<'d>>,
    pub(crate) lines: Vec<Drawn<'d>>,
    /// The models that many point at and their number of edges, which are marks instead of lines.
    pub(crate) hubs: Vec<(usize, usize)>,
    /// The edges that are not drawn as lines.
    pub(crate) left_out: usize,
    pub(crate) is_overview: bool,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

/// A line, from and to a card.
#[derive(Debug)]
pub(crate) struct Drawn<'d> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) route: Vec<Point>,
    pub(crate) what: What<'d>,
}

#[derive(Debug)]
pub(crate) enum What<'d> {
    Edge(&'d Edge, Ends),
    /// The number of edges between two groups.
    Edges(usize),
}

impl<'d> Picture<'d> {
    pub(crate) fn of(drawing: &'d Drawing) -> Self {
        let is_small = drawing.models.len() <= MOST.0 && drawing.edges.len() <= MOST.1;
        let is_large = !is_small && drawing.whole.is_none();
        if let Some(overview) = is_large.then(|| overview::overview(drawing)).flatten() {
            return overview;
        }
        Picture::of_models(drawing, is_small)
    }

    fn of_models(drawing: &'d Drawing, is_small: bool) -> Self {
        let hubs = if is_small {
            BTreeMap::new()
        } else {
            hubs(drawing)
        };
        let is_line = |it: &&Edge| !hubs.contains_key(&it.to) || it.from == it.to;
        let mut edges: Vec<&Edge> = drawing.edges.iter().filter(is_line).collect();
        if edges.len() > LINES {
            edges.clear();
        }
        let rows = rows(drawing);
        let all_ends = drawing.edges.iter().map(|it| ends(drawing, it, &rows));
        let mut all_ends: Vec<Option<Ends>> = all_ends.map(Some).collect();
        let shown = Shown::new(drawing, &rows, &edges, &all_ends, is_small);
        let mut cards = boxes::cards(drawing, &rows, &shown);
        let links = edges.iter().filter_map(|edge| {
            let ends = all_ends[edge.id].as_ref()?;
            Some(Link {
                from: edge.from,
                to: edge.to,
                from_y: shown.middle(edge.from, ends.first.row),
                to_y: shown.middle(edge.to, ends.last.row),
                is_turned: false,
            })
        });
        let sizes: Vec<layers::Size> = cards.iter().map(Card::size).collect();
        let links: Vec<Link> = links.collect();
        let star = drawing.focus.and_then(|it| star::star(&sizes, &links, it));
        let arranged = star.unwrap_or_else(|| arrange::arrange(&sizes, &links));
        place(&mut cards, &arranged.places);
        let lines = edges.iter().zip(arranged.routes);
        let lines = lines.filter_map(|(edge, route)| {
            Some(Drawn {
                from: edge.from,
                to: edge.to,
                route,
                what: What::Edge(edge, all_ends[edge.id].take()?),
            })
        });
        Picture {
            left_out: drawing.edges.len() - edges.len(),
            lines: lines.collect(),
            cards,
            hubs: by_count(hubs),
            is_overview: false,
            w: arranged.w,
            h: arranged.h,
        }
    }
}

fn place(cards: &mut [Card<'_>], places: &[(f64, f64)]) {
    for (card, (x, y)) in cards.iter_mut().zip(places) {
        (card.x, card.y) = (*x, *y);
    }
}

/// The models that many others point at, with the number of edges. The selected model is none.
fn hubs(drawing: &Drawing) -> BTreeMap<usize, usize> {
    let mut incoming: BTreeMap<usize, usize> = BTreeMap::new();
    for edge in drawing.edges.iter().filter(|it| it.from != it.to) {
        *incoming.entry(edge.to).or_default() += 1;
    }
    let whole = drawing.whole.unwrap_or(drawing.models.len());
    let least = (whole / 20).max(12);
    incoming.retain(|id, count| *count >= least && drawing.focus != Some(*id));
    incoming
}

fn by_count(hubs: BTreeMap<usize, usize>) -> Vec<(usize, usize)> {
    let mut hubs: Vec<(usize, usize)> = hubs.into_iter().collect();
    hubs.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    hubs
}

/// The changes of a model: its own, or that of its parts.
pub(crate) fn change_of(node: &super::drawing::Node) -> Option<Change> {
    let mut parts = (node.fields.iter().flatten().map(|it| it.change))
        .chain(node.relations.iter().map(|it| it.change));
    node.change
        .or_else(|| parts.any(|it| it.is_some()).then_some(Change::Changed))
}

type Set = BTreeSet<usize>;
