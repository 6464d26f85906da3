//! The key of a relation and what it points at, for each of its targets: what the relation writes, or else what its other
//! side writes, or else the primary key.

use crate::model::Field;
use crate::rules::inverses::facts::{Role, is_key_pair, named_in, role};
use crate::rules::prelude::*;

/// A key and what it points at, as one relation and its other side say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'g> {
    /// The model that holds the key; none if nothing is known of it.
    pub(super) holder: Option<u32>,
    /// The model that it points at; none if nothing is known of it, or if it may be any.
    pub(super) pointee: Option<u32>,
    pub(super) fields: &'g [Text],
    /// The field that says which of several targets a row means; empty if there is none.
    pub(super) tag: &'g Text,
    /// The fields it points at; none if they are unknown.
    pub(super) references: &'g [Text],
    pub(super) origin: Origin,
    /// Whether the key is that of the other side, where its fields are judged.
    pub(super) is_taken: bool,
    /// Whether the other side has the same key and says what it points at, so that the rest is judged there too.
    pub(super) is_judged_there: bool,
}

/// Who says what a key points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The relation.
    Written,
    /// Its other side.
    OtherSide,
    /// Neither: it is the primary key.
    PrimaryKey,
}

/// What a fault is about, and so what is one fault: the rule, the holder and the pointee with their fields.
pub(super) type About<'g> = (Rule, Option<u32>, Vec<&'g str>, Option<u32>, Vec<&'g str>);

impl<'g> Key<'g> {
    /// The key of a relation to one of its targets.
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
            key.is_taken = true;
            let is_open = graph.targets_of(inverse).is_empty();
            key.is_judged_there = key.origin != Origin::Written && !is_open;
        }
        key.or_references_of(graph, relation, inverse)
    }

    /// The key that a relation writes, held by the first of two models and pointing at the other.
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
            is_taken: false,
            is_judged_there: false,
        }
    }

    /// The same key of a relation, pointing at what its other side says, if it does not say so itself.
    fn or_references_of(mut self, graph: &'g Graph, relation: u32, other_side: u32) -> Self {
        let written = graph.references(other_side);
        if self.origin == Origin::PrimaryKey && !written.is_empty() {
            (self.references, self.origin) = (written, Origin::OtherSide);
            let own = graph.owner(relation);
            self.is_judged_there = !graph.targets_of(other_side).is_empty()
                && (!graph.key(other_side).is_empty()
                    || named_side(graph, other_side, own) == Some(relation));
        }
        self
    }

    /// The same key of a relation, pointing at what any other side of it says, if it does not say so itself.
    pub(super) fn settled(mut self, graph: &'g Graph, relation: u32) -> Self {
        let Some(other) = self.other_end(graph, relation) else {
            return self;
        };
        let shares_key = |it: &u32| graph.owner(*it) == other && share_key(graph, relation, *it);
        let claimers = graph.claimers(relation).iter().copied();
        let named = named_side(graph, relation, other).into_iter();
        for side in named.chain(claimers.filter(shares_key)) {
            self = self.or_references_of(graph, relation, side);
        }
        self
    }

    /// The end that is not the model which declares the relation.
    pub(super) fn other_end(&self, graph: &Graph, relation: u32) -> Option<u32> {
        if graph.relation(relation).holds_key() {
            self.pointee
        } else {
            self.holder
        }
    }

    /// What this rule finds a fault in: the target is no part of a missing field, nor the holder of a reference.
    pub(super) fn about(&self, rule: Rule) -> About<'g> {
        let (fields, references) = (|| texts(self.fields), || texts(self.references));
        match rule {
            Rule::MissingKey => (rule, self.holder, fields(), None, vec![&**self.tag]),
            Rule::MissingReference | Rule::ReferenceNotUnique => {
                (rule, None, Vec::new(), self.pointee, references())
            }
            _ => (rule, self.holder, fields(), self.pointee, references()),
        }
    }

    /// Its fields with their model.
    pub(super) fn own(&self, graph: &Graph) -> Subject {
        words::fields(graph, self.holder, self.fields)
    }

    /// The fields that it points at with their model.
    pub(super) fn theirs(&self, graph: &Graph) -> Subject {
        words::fields(graph, self.pointee, self.references)
    }
}

/// Whether nothing is written of the key of a relation and none is taken from an inverse, or it is one field of the type of
/// the primary key of its target: no rule finds anything at it. It is quicker than asking them, and in debug builds they are
/// asked all the same.
pub(super) fn is_plain(graph: &Graph, relation: u32) -> bool {
    let row = graph.relation(relation);
    match (row.kind, graph.key(relation), graph.targets_of(relation)) {
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

/// Whether a field of one model has the type of the primary key of another, if there is such a field and that key is one.
fn is_plain_key(graph: &Graph, holder: u32, name: &str, target: u32) -> Option<bool> {
    let primary = only(graph.primary_key(target).iter())?;
    let (own, theirs) = (graph.field(holder, name)?, graph.field(target, primary)?);
    let ty = |model: u32, field: &Field| {
        let entry = graph.model(model).entry.filter(|_| field.is_typed)?;
        entry.types().get(field.first_type as usize)
    };
    let is_same = if own.is_primitive {
        theirs.is_primitive && own.ty == theirs.ty
    } else {
        let own = ty(holder, own);
        own.is_some() && own == ty(target, theirs)
    };
    Some(is_same && !graph.model(target).is_unknown())
}

/// Whether one of two relations holds a key by which the other is pointed at.
fn share_key(graph: &Graph, one: u32, other: u32) -> bool {
    let is_direct = |relation: u32| graph.written_through(relation).is_none();
    is_key_pair(graph.kind(one), graph.kind(other)) && is_direct(one) && is_direct(other)
}

/// The relation of `other` that a relation names as its other side, if that leads back and shares its key.
fn named_side(graph: &Graph, relation: u32, other: u32) -> Option<u32> {
    let inverse = named_in(graph, relation, other)?;
    let leads_back = graph.leads_to(inverse, graph.owner(relation));
    (leads_back && share_key(graph, relation, inverse)).then_some(inverse)
}

/// The key of a relation to each of its targets. Where a target lives elsewhere, and where it may be any, nothing is
/// known of one end.
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
    // The key that a has_one or has_many takes from its inverse is judged there, unless that may lead anywhere.
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

/// Where the key is written, or what it points at.
pub(super) fn place(graph: &Graph, relation: u32, rule: Rule) -> Spot<'_> {
    let mark = match rule {
        Rule::MissingReference | Rule::ReferenceNotUnique => graph.rest(relation).references_mark,
        _ => graph.relation(relation).key_mark,
    };
    graph.place_in(relation, mark)
}

/// What a model is called, if it is known.
pub(super) fn shown(graph: &Graph, model: Option<u32>) -> &str {
    model.map_or("", |model| graph.shown(model))
}

/// A note of where a model is declared, if it is known.
pub(super) fn declared(finding: Finding, graph: &Graph, model: Option<u32>) -> Finding {
    let Some(model) = model else { return finding };
    finding.declared(graph.model_place(model), &graph.shown(model))
}

/// A field with its model.
pub(super) type Owned<'g> = (u32, &'g Field);

/// The field of a model that has this name.
pub(super) fn field<'g>(graph: &'g Graph, model: Option<u32>, name: &str) -> Option<Owned<'g>> {
    Some((model?, graph.field(model?, name)?))
}

/// Whether the fields of a model are known, and none has this name.
pub(super) fn lacks(graph: &Graph, model: Option<u32>, name: &str) -> bool {
    model.is_some_and(|it| graph.model(it).fields_known && graph.field(it, name).is_none())
}

/// Names, each as it is read.
pub(super) fn texts(names: &[Text]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}
