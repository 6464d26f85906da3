//! The picture of a drawing: boxes with rows and lines between them, all with their places. A small graph is drawn completely.
//! A large one starts as an overview of its crates, and in a selected part of it a model that many others point at is a mark in
//! their rows.

mod arrange;
mod boxes;
mod crossings;
mod ends;
mod hubs;
mod layers;
pub(crate) mod metrics;
mod overview;
mod pack;
mod parts;
mod star;

use std::collections::BTreeMap;

pub(crate) use self::boxes::{Card, Cell, Kind};
pub(crate) use self::ends::{End, Ends, Icon, Mark, ends, is_unique, rows, type_of};
pub(crate) use self::layers::{Point, Step};
pub(crate) use self::parts::{Drawn, Picture, What};

use self::boxes::Shown;
use self::hubs::{by_count, hubs};
use self::layers::Link;
use self::parts::place;
use super::drawing::Drawing;
use super::edges::Edge;

/// The most models and edges that are drawn completely.
const MOST: (usize, usize) = (60, 90);
/// The most lines of a part; if there are more, every target is a mark.
const LINES: usize = 300;

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
