//! The overview of a large graph: a box for each crate, or for each module of the only one. Its rows are the other groups that
//! its models point at.

use std::collections::{BTreeMap, BTreeSet};

use super::super::drawing::{Drawing, Node};
use super::super::groups::cut;
use super::boxes::{Card, Cell, Kind, homes};
use super::ends::Icon;
use super::hubs::{by_count, hubs};
use super::layers::{Link, Size};
use super::parts::{Drawn, Picture, What, place};
use super::{arrange, metrics};
use crate::text::counted;

/// The most groups and lines whose lines are drawn.
const MOST: (usize, usize) = (40, 120);
/// The number of models that a group names.
const NAMED: usize = 3;
/// The rows before those of the other groups.
const ROWS: usize = 2;

struct Group<'d> {
    name: &'d str,
    models: Vec<&'d Node>,
    inside: usize,
    /// The number of edges to each other group.
    to: BTreeMap<usize, usize>,
}

/// None if there are no groups in which models belong together.
pub(crate) fn overview(drawing: &Drawing) -> Option<Picture<'_>> {
    let names = group_names(drawing)?;
    let hubs = hubs(drawing);
    let (groups, left_out) = groups(drawing, &names, &hubs);
    let mut incoming: BTreeMap<usize, usize> = BTreeMap::new();
    for edge in &drawing.edges {
        *incoming.entry(edge.to).or_default() += 1;
    }
    let all = groups.iter().enumerate();
    let mut cards: Vec<Card<'_>> = all
        .map(|(id, group)| card(id, group, &groups, drawing, &incoming))
        .collect();
    let pairs: usize = groups.iter().map(|it| it.to.len()).sum();
    let is_dense = groups.len() > MOST.0 || pairs > MOST.1;
    let links = groups.iter().enumerate().flat_map(|(from, group)| {
        let to = group.to.iter().enumerate();
        to.map(move |(nth, (to, count))| (from, nth, *to, *count))
    });
    let links: Vec<_> = links.filter(|_| !is_dense).collect();
    let ends = links.iter().map(|(from, nth, to, _)| Link {
        from: *from,
        to: *to,
        from_y: metrics::row_middle(Some(ROWS + nth)),
        to_y: metrics::row_middle(None),
        is_turned: false,
    });
    let sizes: Vec<Size> = cards.iter().map(Card::size).collect();
    let arranged = arrange::arrange(&sizes, &ends.collect::<Vec<_>>());
    place(&mut cards, &arranged.places);
    let lines = links.iter().zip(arranged.routes);
    let lines = lines.map(|((from, _, to, count), route)| Drawn {
        from: *from,
        to: *to,
        route,
        what: What::Edges(*count),
    });
    Some(Picture {
        lines: lines.collect(),
        cards,
        hubs: by_count(hubs),
        left_out,
        is_overview: true,
        w: arranged.w,
        h: arranged.h,
    })
}

/// The group of each model: its crate, or its module below the modules that all models share.
fn group_names(drawing: &Drawing) -> Option<Vec<&str>> {
    let homes = homes(drawing);
    // Not if nearly all models are in one group, or if most groups have one.
    let is_useful = |names: &[&str]| {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for name in names {
            *sizes.entry(name).or_default() += 1;
        }
        let largest = sizes.values().max().copied().unwrap_or_default();
        largest * 4 <= names.len() * 3 && sizes.len() * 3 <= names.len()
    };
    if drawing.crates().len() > 1 {
        return is_useful(&homes).then_some(homes);
    }
    let depth = |it: &Node| it.path.split("::").count().saturating_sub(1);
    let deepest = drawing.own().map(depth).max()?;
    let all = (2..=deepest).map(|depth| {
        let names = drawing.models.iter().zip(&homes);
        let names = names.map(
            |(node, home)| match node.path.match_indices("::").nth(depth - 1) {
                Some((end, _)) => &node.path[..end],
                None => module(&node.path).unwrap_or(home),
            },
        );
        names.collect::<Vec<&str>>()
    });
    let mut all = all.filter(|it| is_useful(it));
    all.next()
}

fn module(path: &str) -> Option<&str> {
    path.rsplit_once("::").map(|(module, _)| module)
}

/// The groups by name, and the number of edges that are not counted in them.
fn groups<'d>(
    drawing: &'d Drawing,
    names: &[&'d str],
    hubs: &BTreeMap<usize, usize>,
) -> (Vec<Group<'d>>, usize) {
    let all: BTreeSet<&str> = names.iter().copied().collect();
    let number: BTreeMap<&str, usize> = all.iter().copied().zip(0..).collect();
    let of = |id: usize| number[names[id]];
    let mut groups: Vec<Group<'_>> = all
        .into_iter()
        .map(|name| Group {
            name,
            models: Vec::new(),
            inside: 0,
            to: BTreeMap::new(),
        })
        .collect();
    for node in &drawing.models {
        groups[of(node.id)].models.push(node);
    }
    let mut left_out = 0;
    for edge in &drawing.edges {
        let (from, to) = (of(edge.from), of(edge.to));
        if from == to {
            groups[from].inside += 1;
        } else if hubs.contains_key(&edge.to) {
            left_out += 1;
        } else {
            *groups[from].to.entry(to).or_default() += 1;
        }
    }
    merge_pairs(&mut groups);
    (groups, left_out)
}

/// Two groups that point at each other have one line, from the one with more edges.
fn merge_pairs(groups: &mut [Group<'_>]) {
    for one in 0..groups.len() {
        for other in one + 1..groups.len() {
            let there = groups[one].to.get(&other).copied();
            let (Some(there), Some(back)) = (there, groups[other].to.get(&one).copied()) else {
                continue;
            };
            let (from, to) = if back > there {
                (other, one)
            } else {
                (one, other)
            };
            groups[to].to.remove(&from);
            groups[from].to.insert(to, there + back);
        }
    }
}

fn card<'d>(
    id: usize,
    group: &Group<'d>,
    groups: &[Group<'d>],
    drawing: &Drawing,
    incoming: &BTreeMap<usize, usize>,
) -> Card<'d> {
    let mut used: Vec<&&Node> = group.models.iter().collect();
    used.sort_by_key(|it| (std::cmp::Reverse(incoming.get(&it.id)), it.id));
    let used: Vec<String> = used.iter().take(NAMED).map(|it| cut(&it.name)).collect();
    let findings: BTreeSet<usize> = group
        .models
        .iter()
        .flat_map(|it| &it.findings)
        .copied()
        .collect();
    let errors = findings
        .iter()
        .filter(|it| drawing.findings[**it].level == "error")
        .count();
    let warnings = findings.len() - errors;
    let changed = group
        .models
        .iter()
        .filter(|it| it.any_change().is_some())
        .count();
    let counts = format!(
        "{}, {} inside",
        counted(group.models.len(), "model"),
        counted(group.inside, "relation")
    );
    let marks = [(errors, "error"), (warnings, "warning")];
    let marks = marks.into_iter().filter(|it| it.0 > 0);
    let mut aside: Vec<String> = marks.map(|(count, what)| counted(count, what)).collect();
    aside.extend((changed > 0).then(|| format!("{changed} changed")));
    let mut cells = vec![text(&counts), text(&used.join(", "))];
    cells.extend(group.to.iter().map(|(to, count)| Cell {
        icons: vec![Icon::Foreign],
        right: count.to_string(),
        ..text(&group_name(groups[*to].name))
    }));
    let sign = match (errors, warnings) {
        (0, 0) => "",
        (0, _) => "! ",
        _ => "× ",
    };
    Card {
        x: 0.0,
        y: 0.0,
        w: 0.0,
        h: 0.0,
        kind: Kind::Group,
        title: format!("{sign}{}", group_name(group.name)),
        rest: String::new(),
        aside: aside.join(", "),
        hue: id,
        cells,
    }
    .sized()
}

fn text(text: &str) -> Cell {
    Cell {
        icons: Vec::new(),
        name: metrics::fitted(text, 280.0),
        right: String::new(),
        is_mark: false,
        change: None,
    }
}

fn group_name(name: &str) -> String {
    if name.is_empty() {
        "(no crate)".to_owned()
    } else {
        cut(name)
    }
}
