//! Facts about the key of a relation, for each target: the key and the fields it points at, from the relation itself,
//! from its other side, or from the primary key.

use crate::model::Field;
use crate::rules::inverses::facts::{Role, is_key_pair, named_in, role};
use crate::rules::prelude::*;

/// A key and the fields it points at, according to a relation and its other side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'g> {
    /// The model that holds the key; none if it is unknown.
    pub(super) holder: Option<u32>,
    /// The model that the key points at; none if it is unknown or can be any model.
    pub(super) pointee: Option<u32>,
    pub(super) fields: &'g [Text],
    /// The field that states which of several targets a row refers to; empty if there is none.
    pub(super) tag: &'g Text,
    /// The fields that the key points at; empty if they are unknown.
    pub(super) references: &'g [Text],
    pub(super) origin: Origin,
    /// Whether the key is taken from the other side, where its fields are checked.
    pub(super) is_from_other_side: bool,
    /// Whether the other side has the same key with its references, so that the rest is checked there too.
    pub(super) is_checked_there: bool,
}

/// The source of the fields that a key points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The relation.
    Written,
    /// Its other side.
    OtherSide,
    /// Neither side, so they are the primary key.
    PrimaryKey,
}

/// The identity of a fault: the rule, and the holder and the pointee with their fields. Equal faults are one finding.
pub(super) type About<'g> = (Rule, Option<u32>, Vec<&'g str>, Option<u32>, Vec<&'g str>);

impl<'g> Key<'g> {
    /// Returns the key of a relation to one of its targets.
    pub(super) fn of(graph: &'g Graph, relation: u32, other: Option<u32>) -> Self {
        let own = graph.owner(relation);
        if graph.relation(relation).holds_key() {
            return Key::between(graph, relation, [Some(own), other]);
        }
        let mut key = Key::between(graph, relation, [other, Some(own)]);
        if key.origin == Origin::Written && !key.fields.is_empty() {
            return key;
        }
        let Some(inverse) = other.and_then(|other| named_side(graph, relation, other)) else {
            return key;
        };
        if key.fields.is_empty() {
            (key.fields, key.tag) = (graph.key(inverse), &graph.rest(inverse).tag);
            key.is_from_other_side = true;
            let is_open = graph.targets_of(inverse).is_empty();
            key.is_checked_there = key.origin != Origin::Written && !is_open;
        }
        key.with_references_of(graph, relation, inverse)
    }

    /// Returns the key that a relation declares, between the model that holds it and the model that it points at.
    pub(super) fn between(graph: &'g Graph, relation: u32, ends: [Option<u32>; 2]) -> Self {
        let [holder, pointee] = ends;
        let (mut references, mut origin) = (graph.references(relation), Origin::Written);
        if references.is_empty() {
            references = pointee.map_or(&[], |pointee| graph.primary_key(pointee));
            origin = Origin::PrimaryKey;
        }
        Key {
            holder,
            pointee,
            fields: graph.key(relation),
            tag: &graph.rest(relation).tag,
            references,
            origin,
            is_from_other_side: false,
            is_checked_there: false,
        }
    }

    /// Takes the references from the other side if the relation declares none.
    fn with_references_of(mut self, graph: &'g Graph, relation: u32, other_side: u32) -> Self {
        let written = graph.references(other_side);
        if self.origin == Origin::PrimaryKey && !written.is_empty() {
            (self.references, self.origin) = (written, Origin::OtherSide);
            let own = graph.owner(relation);
            self.is_checked_there = !graph.targets_of(other_side).is_empty()
                && (!graph.key(other_side).is_empty()
                    || named_side(graph, other_side, own) == Some(relation));
        }
        self
    }

    /// Takes the references from any other side if the relation declares none.
    pub(super) fn completed(mut self, graph: &'g Graph, relation: u32) -> Self {
        let Some(other) = self.other_end(graph, relation) else {
            return self;
        };
        let shares_key = |it: &u32| graph.owner(*it) == other && share_key(graph, relation, *it);
        let claimers = graph.claimers(relation).iter().copied();
        let named = named_side(graph, relation, other).into_iter();
        for side in named.chain(claimers.filter(shares_key)) {
            self = self.with_references_of(graph, relation, side);
        }
        self
    }

    /// Returns the end that does not declare the relation.
    pub(super) fn other_end(&self, graph: &Graph, relation: u32) -> Option<u32> {
        if graph.relation(relation).holds_key() {
            self.pointee
        } else {
            self.holder
        }
    }

    /// Returns the identity of a fault of this rule. The target is not part of a missing field, nor the holder of a
    /// missing reference. The parts of a split key are one fault.
    pub(super) fn about(&self, rule: Rule) -> About<'g> {
        let (fields, references) = (|| texts(self.fields), || texts(self.references));
        match rule {
            Rule::MissingKey => (rule, self.holder, fields(), None, vec![&**self.tag]),
            Rule::MissingReference | Rule::ReferenceNotUnique => {
                (rule, None, Vec::new(), self.pointee, references())
            }
            Rule::SplitKey => (rule, self.holder, Vec::new(), self.pointee, Vec::new()),
            _ => (rule, self.holder, fields(), self.pointee, references()),
        }
    }

    /// Returns the fields of the key with their model.
    pub(super) fn own(&self, graph: &Graph) -> Subject {
        words::fields(graph, self.holder, self.fields)
    }

    /// Returns the fields that the key points at, with their model.
    pub(super) fn theirs(&self, graph: &Graph) -> Subject {
        words::fields(graph, self.pointee, self.references)
    }
}

/// Whether a relation declares no key and takes none from its inverse, or its key is one field that is not unique, with
/// the type of the target's primary key. No rule finds anything there. This check is faster than the rules; debug
/// builds run the rules too.
pub(super) fn is_plain(graph: &Graph, relation: u32) -> bool {
    let row = &graph.relations()[relation as usize];
    match (row.kind, graph.key(relation), graph.leads(row)) {
        _ if row.rest != 0 => false,
        (Kind::ManyToMany, ..) | (Kind::BelongsTo | Kind::RefersTo, [], _) => true,
        (Kind::HasOne | Kind::HasMany, [], targets) => {
            let is_open = |inverse: u32| graph.relation(inverse).targets.is_empty();
            !targets.iter().filter_map(|it| it.inverse).any(is_open)
        }
        (Kind::BelongsTo | Kind::RefersTo, [only], [target]) => {
            let target = target.model.model();
            target.and_then(|it| is_plain_key(graph, row.model, only, it)) == Some(true)
        }
        _ => false,
    }
}

/// Whether a field of one model is not unique and has the type of the primary key of another; none if the field is
/// unknown or the primary key is not a single field.
fn is_plain_key(graph: &Graph, holder: u32, name: &str, target: u32) -> Option<bool> {
    let primary = only(graph.primary_key(target).iter())?;
    let (own, theirs) = (graph.field(holder, name)?, graph.field(target, primary)?);
    let ty = |model: u32, field: &Field| {
        let types = &graph.models()[model as usize].types;
        let types = types.as_ref().filter(|_| field.is_typed)?;
        types.get(field.first_type as usize)
    };
    let is_same = if own.is_primitive {
        theirs.is_primitive && own.ty == theirs.ty
    } else {
        let own = ty(holder, own);
        own.is_some() && own == ty(target, theirs)
    };
    let is_unique = own.unique || matches!(graph.primary_key(holder), [key] if *key == own.name);
    Some(is_same && !is_unique && !graph.models()[target as usize].is_unknown())
}

/// Whether one of two relations holds a key that points at the other.
fn share_key(graph: &Graph, one: u32, other: u32) -> bool {
    let is_direct = |relation: u32| graph.written_through(relation).is_none();
    is_key_pair(graph.kind(one), graph.kind(other)) && is_direct(one) && is_direct(other)
}

/// Returns the relation of `other` that a relation names as its inverse, if it leads back and shares its key, or that it is
/// paired with.
pub(super) fn named_side(graph: &Graph, relation: u32, other: u32) -> Option<u32> {
    if !graph.relation(relation).declares_inverse() {
        return graph
            .paired(relation)
            .filter(|it| graph.owner(*it) == other);
    }
    let inverse = named_in(graph, relation, other)?;
    let leads_back = graph.leads_to(inverse, graph.owner(relation));
    (leads_back && share_key(graph, relation, inverse)).then_some(inverse)
}

/// Returns the relation of `other` that shares the key of a relation: the inverse that the relation names, or one that
/// names the relation.
pub(super) fn other_side(graph: &Graph, relation: u32, other: u32) -> Option<u32> {
    let is_other_side = |it: &u32| graph.owner(*it) == other && share_key(graph, relation, *it);
    named_side(graph, relation, other).or_else(|| {
        let mut claimers = graph.claimers(relation).iter().copied();
        claimers.find(is_other_side)
    })
}

/// Calls `each` with the key of a relation to each of its targets. One end is unknown if the target is outside or can
/// be any model.
pub(super) fn each_key<'g>(
    graph: &'g Graph,
    relation: u32,
    is_outside: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(Key<'g>),
) {
    if role(graph, relation) == Role::GoesThrough {
        return;
    }
    let row = graph.relation(relation);
    let is_unwritten = graph.key(relation).is_empty()
        && graph.references(relation).is_empty()
        && graph.rest(relation).tag.is_empty();
    // A key that a has_one or has_many takes from its inverse is checked there, unless the inverse is open.
    let takes_open = |other: u32| {
        let inverse = named_side(graph, relation, other);
        !row.holds_key() && inverse.is_some_and(|it| graph.targets_of(it).is_empty())
    };
    let mut judge = |other: Option<u32>| {
        if !is_unwritten || other.is_some_and(takes_open) {
            each(Key::of(graph, relation, other));
        }
    };
    let targets = graph.targets_of(relation);
    if targets.is_empty() {
        judge(None);
    }
    for (target, written) in targets.iter().zip(graph.written_targets(relation)) {
        match target.model {
            Resolved::Model(other) if graph.model(other).external => judge(None),
            Resolved::Model(other) if graph.model(other).is_unknown() => {}
            Resolved::Model(other) => judge(Some(other)),
            Resolved::Missing if is_outside(&written.text) => judge(None),
            Resolved::Missing | Resolved::Ambiguous => {}
        }
    }
}

/// Returns the place of the key, or of its references for rules about them.
pub(super) fn place(graph: &Graph, relation: u32, rule: Rule) -> Spot<'_> {
    let mark = match rule {
        Rule::MissingReference | Rule::ReferenceNotUnique => graph.rest(relation).references_mark,
        _ => graph.relation(relation).key_mark,
    };
    graph.place_in(relation, mark)
}

/// Returns the name of a model; empty if it is unknown.
pub(super) fn shown(graph: &Graph, model: Option<u32>) -> &str {
    model.map_or("", |model| graph.shown(model))
}

/// Adds a note that shows where a model is declared, if it is known.
pub(super) fn declared(finding: Finding, graph: &Graph, model: Option<u32>) -> Finding {
    let Some(model) = model else { return finding };
    finding.declared(graph.model_place(model), &graph.shown(model))
}

/// A field with its model.
pub(super) type Owned<'g> = (u32, &'g Field);

/// Returns the field of a model with this name.
#[inline(never)]
pub(super) fn field<'g>(graph: &'g Graph, model: Option<u32>, name: &str) -> Option<Owned<'g>> {
    Some((model?, graph.field(model?, name)?))
}

/// Whether the fields of a model are known and none has this name.
#[inline(never)]
pub(super) fn lacks(graph: &Graph, model: Option<u32>, name: &str) -> bool {
    model.is_some_and(|it| graph.model(it).fields_known && graph.field(it, name).is_none())
}

/// Returns the names as string slices.
#[inline(never)]
pub(super) fn texts(names: &[Text]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}
