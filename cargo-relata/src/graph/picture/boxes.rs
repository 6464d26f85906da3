//! Boxes: a header with a name, and rows with icons, a name and a right part.

use std::collections::{BTreeMap, BTreeSet};

use super::super::changes::Change;
use super::super::details::Standing;
use super::super::drawing::{Drawing, Node};
use super::super::edges::Edge;
use super::super::groups::cut;
use super::super::labels::telling;
use super::ends::{Ends, Icon, Row, Rows};
use super::layers::Size;
use super::metrics;

/// A box with its place.
#[derive(Debug)]
pub(crate) struct Card<'d> {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) w: f64,
    pub(crate) h: f64,
    pub(crate) kind: Kind<'d>,
    pub(crate) title: String,
    /// The part of the title that says nothing.
    pub(crate) rest: String,
    /// At the right of the header.
    pub(crate) aside: String,
    /// The number of the color of its crate.
    pub(crate) hue: usize,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind<'d> {
    Model(&'d Node),
    Group,
}

/// A row of a box.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) icons: Vec<Icon>,
    pub(crate) name: String,
    pub(crate) right: String,
    /// Whether the right part names models whose lines are not drawn.
    pub(crate) is_mark: bool,
    pub(crate) change: Option<Change>,
}

impl Card<'_> {
    pub(crate) fn size(&self) -> Size {
        Size {
            w: self.w,
            h: self.h,
        }
    }

    /// Where the names of the rows begin.
    pub(crate) fn indent(&self) -> f64 {
        metrics::indent(
            self.cells
                .iter()
                .map(|it| it.icons.len())
                .max()
                .unwrap_or(0),
        )
    }

    pub(crate) fn sized(mut self) -> Self {
        let aside = if self.aside.is_empty() {
            String::new()
        } else {
            format!("   {}", self.aside)
        };
        let title = format!("{}{}{aside}", self.title, self.rest);
        let rows = self.cells.iter();
        let most = rows.clone().map(|it| it.icons.len()).max().unwrap_or(0);
        let rows = rows.map(|it| (most, &*it.name, &*it.right));
        self.w = metrics::box_width(&title, rows);
        self.h = metrics::box_height(self.cells.len());
        self
    }
}

/// The rows that are shown of each model, and the targets whose lines are not drawn.
pub(crate) struct Shown {
    rows: Vec<Vec<usize>>,
    /// By model and row.
    marks: BTreeMap<(usize, Option<usize>), Vec<usize>>,
}

impl Shown {
    pub(crate) fn new(
        drawing: &Drawing,
        rows: &[Rows<'_>],
        lines: &[&Edge],
        ends: &[Option<Ends>],
        is_small: bool,
    ) -> Self {
        let (mut touched, mut marks) = (vec![BTreeSet::new(); rows.len()], BTreeMap::new());
        let drawn: BTreeSet<usize> = lines.iter().map(|it| it.id).collect();
        for edge in &drawing.edges {
            let Some(ends) = &ends[edge.id] else { continue };
            touched[edge.from].extend(ends.first.row);
            if drawn.contains(&edge.id) {
                touched[edge.to].extend(ends.last.row);
            } else {
                let of_row: &mut Vec<usize> = marks.entry((edge.from, ends.first.row)).or_default();
                of_row.push(edge.to);
            }
        }
        let shown = rows.iter().zip(touched).enumerate();
        let shown = shown.map(|(id, (rows, touched))| {
            let is_neighbour = drawing.focus.is_some_and(|it| it != id);
            let all = rows.all.iter().enumerate();
            let is_shown = |(row, it): &(usize, &Row<'_>)| {
                it.change.is_some()
                    || touched.contains(row)
                    || (!is_neighbour && (is_small || it.is_important || drawing.focus == Some(id)))
            };
            all.filter(is_shown).map(|(row, _)| row).collect()
        });
        Shown {
            rows: shown.collect(),
            marks,
        }
    }

    /// The middle of a row, from the top of the box of a model.
    pub(crate) fn middle(&self, model: usize, row: Option<usize>) -> f64 {
        let at = row.and_then(|row| self.rows[model].iter().position(|it| *it == row));
        metrics::row_middle(at)
    }
}

pub(crate) fn cards<'d>(drawing: &'d Drawing, rows: &[Rows<'d>], shown: &Shown) -> Vec<Card<'d>> {
    let labels = drawing.labels();
    let homes = homes(drawing);
    let crates: BTreeSet<&str> = homes.iter().copied().collect();
    let hues: BTreeMap<&str, usize> = crates.iter().copied().zip(0..).collect();
    let cards = drawing.models.iter().map(|node| {
        let id = node.id;
        let (title, rest) = telling(labels[id], node);
        let cells = shown.rows[id].iter().map(|row| {
            let marks = shown.marks.get(&(id, Some(*row)));
            cell(&rows[id].all[*row], marks, &labels)
        });
        let cells: Vec<Cell> = cells.collect();
        let aside = if crates.len() > 1 { homes[id] } else { "" };
        Card {
            x: 0.0,
            y: 0.0,
            w: 0.0,
            h: 0.0,
            kind: Kind::Model(node),
            title: format!("{}{}", sign(drawing, node), cut(title)),
            rest: cut(rest),
            aside: metrics::fitted(&cut(aside), 120.0),
            hue: hues[homes[id]],
            cells,
        }
        .sized()
    });
    cards.collect()
}

/// The crate in which a model is drawn; a missing one is drawn in that of the relation that names it.
pub(crate) fn homes(drawing: &Drawing) -> Vec<&str> {
    let of = |node: &Node| {
        let naming = drawing.edges.iter().find(|it| it.to == node.id);
        let naming = naming.filter(|_| node.krate.is_empty() && node.standing == Standing::Missing);
        naming.map_or(node.id, |it| it.from)
    };
    let homes = drawing
        .models
        .iter()
        .map(|it| &*drawing.models[of(it)].krate);
    homes.collect()
}

/// What is special about a model, without colors.
fn sign(drawing: &Drawing, node: &Node) -> String {
    let is_error = |it: &&usize| drawing.findings[**it].level == "error";
    let finding = match node.findings.iter().find(is_error) {
        _ if node.standing == Standing::Missing => "? ",
        Some(_) => "× ",
        None if !node.findings.is_empty() => "! ",
        None => "",
    };
    match node.any_change() {
        Some(change) => format!("{} {finding}", change.sign()),
        None => finding.to_owned(),
    }
}

fn cell(row: &Row<'_>, marks: Option<&Vec<usize>>, labels: &[&str]) -> Cell {
    let mut icons = Vec::new();
    icons.extend(row.change.map(|it| match it {
        Change::Added => Icon::Added,
        Change::Removed => Icon::Removed,
        Change::Changed => Icon::Changed,
    }));
    icons.extend(&row.icons);
    icons.truncate(2);
    let right = match marks.map(|it| &**it) {
        Some([target]) => format!("→ {}", cut(labels[*target])),
        Some([target, rest @ ..]) => format!("→ {} +{}", cut(labels[*target]), rest.len()),
        _ => cut(&row.right),
    };
    Cell {
        icons,
        name: cut(row.name),
        right,
        is_mark: marks.is_some(),
        change: row.change,
    }
}
