//! Arranges boxes and lines: each connected part in layers, the parts next to each other in the shape of a window.

use std::collections::{BTreeMap, BTreeSet};

use dagre::Ranker;

use super::crossings::crossings;
use super::layers::{Arranged, Link, Size, layered};
use super::pack::pack;

/// The width of a window divided by its height.
pub(crate) const ASPECT: f64 = 1.4;
/// The boxes up to which dagre may take its time for fewer crossings.
const FEW: usize = 80;

pub(crate) fn arrange(sizes: &[Size], links: &[Link]) -> Arranged {
    let parts = components(sizes.len(), links);
    let blocks: Vec<(Part, Arranged)> = parts
        .into_iter()
        .map(|part| {
            let arranged = part.arrange(sizes, links);
            (part, arranged)
        })
        .collect();
    let sizes_of = |(_, it): &(Part, Arranged)| Size { w: it.w, h: it.h };
    let (corners, whole) = pack(&blocks.iter().map(sizes_of).collect::<Vec<_>>(), ASPECT);
    let mut all = Arranged {
        places: vec![(0.0, 0.0); sizes.len()],
        routes: vec![Vec::new(); links.len()],
        w: whole.w,
        h: whole.h,
    };
    for ((part, arranged), (left, top)) in blocks.into_iter().zip(corners) {
        for (id, (x, y)) in part.nodes.into_iter().zip(arranged.places) {
            all.places[id] = (x + left, y + top);
        }
        for (id, mut route) in part.links.into_iter().zip(arranged.routes) {
            for point in &mut route {
                point.x += left;
                point.y += top;
            }
            all.routes[id] = route;
        }
    }
    all
}

/// A connected part: indices of its boxes and links.
struct Part {
    nodes: Vec<usize>,
    links: Vec<usize>,
}

/// The connected parts, the largest first.
fn components(count: usize, links: &[Link]) -> Vec<Part> {
    let mut parent: Vec<usize> = (0..count).collect();
    for link in links {
        let (from, to) = (root(&mut parent, link.from), root(&mut parent, link.to));
        parent[from.max(to)] = from.min(to);
    }
    let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
    for id in 0..count {
        let part = parts.entry(root(&mut parent, id)).or_insert(Part {
            nodes: Vec::new(),
            links: Vec::new(),
        });
        part.nodes.push(id);
    }
    for (id, link) in links.iter().enumerate() {
        if let Some(part) = parts.get_mut(&root(&mut parent, link.from)) {
            part.links.push(id);
        }
    }
    let mut parts: Vec<Part> = parts.into_values().collect();
    parts.sort_by_key(|it| std::cmp::Reverse(it.nodes.len()));
    parts
}

fn root(parent: &mut [usize], mut id: usize) -> usize {
    while parent[id] != id {
        parent[id] = parent[parent[id]];
        id = parent[id];
    }
    id
}

impl Part {
    /// A part that is much taller than wide has some of its sources to the right of their targets, if it fits better then.
    fn arrange(&self, sizes: &[Size], links: &[Link]) -> Arranged {
        let new: BTreeMap<usize, usize> = self.nodes.iter().copied().zip(0..).collect();
        let sizes: Vec<Size> = self.nodes.iter().map(|it| sizes[*it]).collect();
        let links = self.links.iter().map(|it| Link {
            from: new[&links[*it].from],
            to: new[&links[*it].to],
            ..links[*it]
        });
        let links: Vec<Link> = links.collect();
        let ranker = if sizes.len() > FEW {
            Ranker::TightTree
        } else {
            Ranker::NetworkSimplex
        };
        let plain = layered(&sizes, &links, ranker);
        if !(6..=FEW).contains(&sizes.len()) || plain.h < plain.w / ASPECT * 1.3 {
            return plain;
        }
        let size = |it: &Arranged| (it.w / ASPECT).max(it.h);
        let most = crossings(&plain.routes) * 12 / 10 + 3;
        let mut best = plain;
        for share in [0.5, 0.35] {
            let right = rightward(&sizes, &links, share);
            let is_turned = |it: &Link| it.from != it.to && right.contains(&it.from);
            let turned = links.iter().map(|it| Link {
                is_turned: is_turned(it),
                ..*it
            });
            let other = layered(&sizes, &turned.collect::<Vec<_>>(), ranker);
            if size(&other) < size(&best) * 0.85 && crossings(&other.routes) <= most {
                best = other;
            }
        }
        best
    }
}

/// The sources that go to the right: those with the same targets stay together, up to a share of all.
fn rightward(sizes: &[Size], links: &[Link], share: f64) -> BTreeSet<usize> {
    let mut targets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let between = links.iter().filter(|it| it.from != it.to);
    let pointed_at: BTreeSet<usize> = between.clone().map(|it| it.to).collect();
    for link in between {
        targets.entry(link.from).or_default().push(link.to);
    }
    targets.retain(|it, _| !pointed_at.contains(it));
    let mut sources: Vec<(Vec<usize>, usize)> = targets
        .into_iter()
        .map(|(source, mut targets)| {
            targets.sort_unstable();
            (targets, source)
        })
        .collect();
    sources.sort();
    let all: f64 = sources.iter().map(|it| sizes[it.1].h).sum();
    let (mut right, mut sum) = (BTreeSet::new(), 0.0);
    for (_, source) in sources {
        let h = sizes[source].h;
        if sum + h / 2.0 > all * share {
            break;
        }
        right.insert(source);
        sum += h;
    }
    right
}
