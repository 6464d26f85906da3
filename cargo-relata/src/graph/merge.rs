//! Marks in a drawing what changed from an old one, and adds what was removed.

use std::collections::{BTreeMap, HashMap};

use super::changes::Change;
use super::details::{Field, Relation, Standing};
use super::drawing::{Drawing, Node};
use super::edges::Edge;

/// The new drawing with changes since the old one.
pub(crate) fn marked(old: Drawing, new: Drawing) -> Drawing {
    let mut kept: HashMap<(String, usize), usize> = HashMap::new();
    for (id, key) in keys(&new.models).into_iter().enumerate() {
        kept.insert(key, id);
    }
    let partner: Vec<Option<usize>> = keys(&old.models)
        .iter()
        .map(|it| kept.get(it).copied())
        .collect();
    let mut is_old = vec![false; new.models.len()];
    partner.iter().flatten().for_each(|it| is_old[*it] = true);

    let mut all: Vec<(Origin, Node)> = Vec::new();
    for (id, mut node) in new.models.into_iter().enumerate() {
        node.change = (!is_old[id]).then_some(Change::Added);
        all.push((Origin::New(id), node));
    }
    let mut before: Vec<(usize, Node)> = Vec::new();
    for (id, mut node) in old.models.into_iter().enumerate() {
        node.findings.clear();
        if let Some(new) = partner[id] {
            before.push((new, node));
            continue;
        }
        node.change = Some(Change::Removed);
        let is_after =
            |it: &(Origin, Node)| it.1.standing == Standing::Missing || it.1.path > node.path;
        let place = all.iter().position(is_after).unwrap_or(all.len());
        all.insert(place, (Origin::Old(id), node));
    }
    let origins = all.iter().enumerate().map(|(id, it)| (it.0, id));
    let origins: BTreeMap<Origin, usize> = origins.collect();
    let of_new = |id: usize| origins[&Origin::New(id)];
    let of_old = |id: usize| partner[id].map_or_else(|| origins[&Origin::Old(id)], of_new);
    for (id, (origin, node)) in all.iter_mut().enumerate() {
        node.id = id;
        match origin {
            Origin::New(_) => renumber(node, of_new),
            Origin::Old(_) => renumber(node, of_old),
        }
    }
    for (id, mut node) in before {
        renumber(&mut node, of_old);
        compare(&mut all[of_new(id)].1, node);
    }
    let edges = edges(old.edges, new.edges, of_old, of_new);
    Drawing {
        models: all.into_iter().map(|it| it.1).collect(),
        edges,
        findings: new.findings,
        whole: new.whole,
        focus: new.focus,
    }
}

/// The drawing that a model comes from, and its id there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    New(usize),
    Old(usize),
}

/// The path of each model, and how many before it have the same.
fn keys(models: &[Node]) -> Vec<(String, usize)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let keys = models.iter().map(|it| {
        let nth = seen.entry(&it.path).or_default();
        *nth += 1;
        (it.path.clone(), *nth)
    });
    keys.collect()
}

fn renumber(node: &mut Node, id: impl Fn(usize) -> usize) {
    let targets = node.relations.iter_mut().flat_map(|it| &mut it.targets);
    for model in targets.flat_map(|it| &mut it.models) {
        *model = id(*model);
    }
}

fn compare(new: &mut Node, old: Node) {
    let same = new.table == old.table
        && new.key == old.key
        && new.unique == old.unique
        && new.standing == old.standing;
    new.change = (!same).then_some(Change::Changed);
    // Fields that are not known on one side did not change.
    if let (Some(fields), Some(old)) = (&mut new.fields, old.fields) {
        compare_parts(
            fields,
            old,
            |it| &it.name,
            is_same_field,
            |it| &mut it.change,
        );
    }
    compare_parts(
        &mut new.relations,
        old.relations,
        |it| &it.name,
        is_same_relation,
        |it| &mut it.change,
    );
}

fn compare_parts<T>(
    new: &mut Vec<T>,
    old: Vec<T>,
    name: impl Fn(&T) -> &str,
    is_same: impl Fn(&T, &T) -> bool,
    change: impl Fn(&mut T) -> &mut Option<Change>,
) {
    for part in new.iter_mut() {
        let before = old.iter().find(|it| name(it) == name(part));
        let mark = match before {
            None => Some(Change::Added),
            Some(before) => (!is_same(before, part)).then_some(Change::Changed),
        };
        *change(part) = mark;
    }
    for mut part in old {
        if !new.iter().any(|it| name(it) == name(&part)) {
            *change(&mut part) = Some(Change::Removed);
            new.push(part);
        }
    }
}

fn is_same_field(one: &Field, other: &Field) -> bool {
    one.ty == other.ty
        && one.optional == other.optional
        && one.unique == other.unique
        && one.column == other.column
}

fn is_same_relation(one: &Relation, other: &Relation) -> bool {
    let written = |it: &Relation| {
        it.targets
            .iter()
            .map(|it| it.written.clone())
            .collect::<Vec<_>>()
    };
    one.kind == other.kind
        && one.open == other.open
        && written(one) == written(other)
        && one.inverse == other.inverse
        && one.key == other.key
        && one.references == other.references
        && one.through == other.through
        && one.tag == other.tag
        && one.on_delete == other.on_delete
}

fn edges(
    old: Vec<Edge>,
    mut new: Vec<Edge>,
    of_old: impl Fn(usize) -> usize,
    of_new: impl Fn(usize) -> usize,
) -> Vec<Edge> {
    let mut before: Vec<Option<Edge>> = old
        .into_iter()
        .map(|it| {
            let (from, to) = (of_old(it.from), of_old(it.to));
            Some(Edge {
                from,
                to,
                broken: false,
                ..it
            })
        })
        .collect();
    let mut by_model: HashMap<usize, Vec<usize>> = HashMap::new();
    for (nth, edge) in before.iter().enumerate() {
        let ends = edge.iter().flat_map(|it| [it.from, it.to]);
        ends.for_each(|it| by_model.entry(it).or_default().push(nth));
    }
    for edge in &mut new {
        (edge.from, edge.to) = (of_new(edge.from), of_new(edge.to));
        let near = by_model.get(&edge.from).into_iter().flatten();
        let mut near =
            near.filter(|it| before[**it].as_ref().is_some_and(|it| is_of_same(it, edge)));
        let same = near.next().copied();
        edge.change = match same.and_then(|it| before[it].take()) {
            None => Some(Change::Added),
            Some(it) => (!is_equal(&it, edge)).then_some(Change::Changed),
        };
    }
    new.extend(before.into_iter().flatten().map(|it| Edge {
        change: Some(Change::Removed),
        ..it
    }));
    for (id, edge) in new.iter_mut().enumerate() {
        edge.id = id;
    }
    new
}

/// Whether two edges are of one relation between the same models.
fn is_of_same(one: &Edge, other: &Edge) -> bool {
    let straight = one.from == other.from && one.to == other.to && one.relation == other.relation;
    let turned = one.from == other.to && one.to == other.from;
    straight
        || turned
            && (one.inverse.as_ref() == Some(&other.relation)
                || other.inverse.as_ref() == Some(&one.relation))
}

fn is_equal(one: &Edge, other: &Edge) -> bool {
    one.from == other.from
        && one.kind == other.kind
        && one.inverse == other.inverse
        && one.line == other.line
}
