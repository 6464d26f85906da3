//! The rows of a model, and at which rows an edge ends: with which mark of crow's foot notation.

use std::collections::{BTreeSet, HashMap};

use super::super::changes::Change;
use super::super::details::{Field, Relation};
use super::super::drawing::{Drawing, Node};
use super::super::edges::Edge;

/// What a row of a model is, as an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Added,
    Removed,
    Changed,
    Broken,
    Key,
    Foreign,
    Relation,
    Unique,
}

/// A field, or a relation whose key is not a field of the model.
#[derive(Debug)]
pub(crate) struct Row<'d> {
    pub(crate) name: &'d str,
    pub(crate) right: String,
    pub(crate) icons: Vec<Icon>,
    /// Whether it is a part of a key, or a relation.
    pub(crate) is_important: bool,
    pub(crate) change: Option<Change>,
}

#[derive(Debug)]
pub(crate) struct Rows<'d> {
    pub(crate) all: Vec<Row<'d>>,
    fields: HashMap<&'d str, usize>,
    relations: HashMap<&'d str, usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    None,
    One,
    Many,
    Arrow,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    /// None is the header.
    pub(crate) row: Option<usize>,
    pub(crate) mark: Mark,
    /// Whether it may be absent.
    pub(crate) ring: bool,
}

#[derive(Debug)]
pub(crate) struct Ends {
    pub(crate) first: End,
    pub(crate) last: End,
    /// Whether the relation has several targets.
    pub(crate) fan: bool,
    pub(crate) is_through: bool,
    pub(crate) is_mention: bool,
}

/// The rows of each model.
pub(crate) fn rows(drawing: &Drawing) -> Vec<Rows<'_>> {
    // The other side of a key ends at the row that the key refers to, and has no row of its own.
    let (mut silent, mut broken) = (BTreeSet::new(), BTreeSet::new());
    for edge in &drawing.edges {
        if let Some(inverse) = edge
            .inverse
            .as_deref()
            .filter(|_| edge.kind != "many_to_many")
        {
            silent.insert((edge.to, inverse));
        }
        if edge.broken {
            broken.insert((edge.from, edge.relation.as_str()));
        }
    }
    let rows = drawing.models.iter().map(|node| {
        let is_silent = |it: &Relation| silent.contains(&(node.id, it.name.as_str()));
        let is_broken = |it: &Relation| broken.contains(&(node.id, it.name.as_str()));
        Rows::of(node, is_silent, is_broken)
    });
    rows.collect()
}

impl<'d> Rows<'d> {
    fn of(
        node: &'d Node,
        is_silent: impl Fn(&Relation) -> bool,
        is_broken: impl Fn(&Relation) -> bool,
    ) -> Self {
        let fields = node.fields.as_deref().unwrap_or_default();
        let (own, others): (Vec<&Relation>, Vec<&Relation>) =
            node.relations.iter().partition(|it| holder(it, fields));
        let mut rows = Rows {
            all: Vec::new(),
            fields: HashMap::new(),
            relations: HashMap::new(),
        };
        if node.fields.is_none() {
            for name in &node.key {
                rows.fields.insert(name, rows.all.len());
                rows.all
                    .push(Row::new(name, String::new(), vec![Icon::Key]));
            }
        }
        for field in fields {
            let mut held = own.iter().filter(|it| it.key.contains(&field.name));
            let is_foreign = held.clone().next().is_some();
            let mut icons = Vec::new();
            if held.any(|it| is_broken(it)) {
                icons.push(Icon::Broken);
            }
            let is_key = node.key.contains(&field.name);
            icons.extend(is_key.then_some(Icon::Key));
            icons.extend(is_foreign.then_some(Icon::Foreign));
            let is_unique = field.unique || node.unique.iter().any(|it| *it == [&*field.name]);
            icons.extend((is_unique && !is_key).then_some(Icon::Unique));
            rows.fields.insert(&field.name, rows.all.len());
            rows.all.push(Row {
                is_important: is_key || is_foreign,
                change: field.change,
                ..Row::new(&field.name, type_of(field), icons)
            });
        }
        for relation in others.into_iter().filter(|it| !is_silent(it)) {
            let broken = is_broken(relation).then_some(Icon::Broken);
            let icons = broken.into_iter().chain([Icon::Relation]).collect();
            rows.relations.insert(&relation.name, rows.all.len());
            rows.all.push(Row {
                change: relation.change,
                ..Row::new(&relation.name, written(relation), icons)
            });
        }
        rows
    }

    fn field(&self, name: Option<&str>) -> Option<usize> {
        self.fields.get(name?).copied()
    }

    /// The row of a relation: the first field of its key, or its own.
    fn relation(&self, relation: &Relation) -> Option<usize> {
        let key = relation
            .key
            .first()
            .filter(|_| relation.kind == "belongs_to");
        let own = self.relations.get(&*relation.name).copied();
        own.or_else(|| self.field(key.map(String::as_str)))
    }
}

impl<'d> Row<'d> {
    fn new(name: &'d str, right: String, icons: Vec<Icon>) -> Self {
        Row {
            name,
            right,
            icons,
            is_important: true,
            change: None,
        }
    }
}

/// Whether these fields hold the key of a relation.
fn holder(relation: &Relation, fields: &[Field]) -> bool {
    let first = relation
        .key
        .first()
        .filter(|_| relation.kind == "belongs_to");
    first.is_some_and(|first| fields.iter().any(|it| it.name == *first))
}

/// `i64`, or `i64?` if it may be null.
pub(crate) fn type_of(field: &Field) -> String {
    if !field.optional {
        return field.ty.clone();
    }
    let inner = field.ty.strip_suffix('>').and_then(|it| {
        let (before, inner) = it.split_once("Option<")?;
        (before.is_empty() || before.ends_with("::")).then_some(inner)
    });
    format!("{}?", inner.unwrap_or(&field.ty))
}

fn written(relation: &Relation) -> String {
    let written = match relation.kind {
        _ if relation.open && relation.targets.is_empty() => "any",
        "has_many" | "many_to_many" => "many",
        _ => "",
    };
    written.to_owned()
}

/// The ends of an edge at the rows of its models.
pub(crate) fn ends(drawing: &Drawing, edge: &Edge, rows: &[Rows<'_>]) -> Ends {
    let (from, to) = (&drawing.models[edge.from], &drawing.models[edge.to]);
    let (own, other) = (&rows[edge.from], &rows[edge.to]);
    let end = |row, mark, ring| End { row, mark, ring };
    let Some(relation) = from.relation(&edge.relation) else {
        return Ends {
            first: end(None, Mark::One, false),
            last: end(None, Mark::One, false),
            fan: false,
            is_through: false,
            is_mention: false,
        };
    };
    let inverse = edge.inverse.as_deref().and_then(|it| to.relation(it));
    let start = own.relation(relation);
    let first_key = relation.key.first().map(String::as_str);
    let referred = relation.references.first().or(to.key.first());
    let referred = other.field(referred.map(String::as_str));
    let (first, last) = match edge.kind {
        "belongs_to" => {
            let is_one =
                inverse.is_some_and(|it| it.kind == "has_one") || is_unique(from, &relation.key);
            let mark = if is_one { Mark::One } else { Mark::Many };
            let ring = is_optional(from, &relation.key);
            (end(start, mark, is_one), end(referred, Mark::One, ring))
        }
        "has_many" | "has_one" => {
            let is_one = edge.kind == "has_one";
            let mark = if is_one { Mark::One } else { Mark::Many };
            let ring = is_optional(to, &relation.key);
            let row = other.field(first_key);
            (end(start, Mark::One, ring), end(row, mark, is_one))
        }
        "many_to_many" => {
            let row = inverse.and_then(|it| other.relation(it));
            (end(start, Mark::Many, false), end(row, Mark::Many, false))
        }
        _ => {
            let row = referred.filter(|_| !relation.references.is_empty());
            (end(start, Mark::None, false), end(row, Mark::Arrow, false))
        }
    };
    Ends {
        first,
        last,
        fan: relation.open || relation.targets.len() > 1,
        is_through: relation.through.is_some(),
        is_mention: edge.kind == "refers_to",
    }
}

fn is_optional(node: &Node, key: &[String]) -> bool {
    let mut fields = node.fields.iter().flatten();
    fields.any(|it| it.optional && key.contains(&it.name))
}

/// Whether at most one row of the model has the same key.
pub(crate) fn is_unique(node: &Node, key: &[String]) -> bool {
    let is_same = |set: &Vec<String>| {
        !set.is_empty() && set.len() == key.len() && set.iter().all(|it| key.contains(it))
    };
    let single = |it: &Field| it.unique && *key == [&*it.name];
    node.unique.iter().any(is_same)
        || is_same(&node.key)
        || node.fields.iter().flatten().any(single)
}
