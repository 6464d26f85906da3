//! The boxes and lines of a picture.

use super::super::edges::Edge;
use super::boxes::Card;
use super::ends::Ends;
use super::layers::Point;

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

pub(crate) fn place(cards: &mut [Card<'_>], places: &[(f64, f64)]) {
    for (card, (x, y)) in cards.iter_mut().zip(places) {
        (card.x, card.y) = (*x, *y);
    }
}
