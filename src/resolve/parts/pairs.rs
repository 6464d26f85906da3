//! Which relations of whole models are each other's inverse, where nothing says it and only one can be.
//!
//! In: whole models. Out: the same, with inverses. What leads nowhere back, in a model of which all relations are known,
//! is given the inverse that SeaORM would look for, and so is found to be missing.

use std::borrow::Cow;

use super::spelling::snake;
use super::{Models, Whole};
use crate::name;
use crate::record::{Kind, Mark, NewRelation};

type At = (usize, usize);

pub(super) fn pair<'s>(models: &Models<'s>, mut wholes: Vec<Whole<'s>>) -> Vec<Whole<'s>> {
    let mut found: Vec<(At, Inverse<'s>)> = Vec::new();
    for (nth, whole) in wholes.iter().enumerate() {
        for (at, relation) in whole.relations.iter().enumerate() {
            if whole.from_part[at] && relation.inverse.is_none() {
                let inverse = inverse(models, &wholes, whole, relation);
                found.extend(inverse.map(|inverse| ((nth, at), inverse)));
            }
        }
    }
    for ((nth, at), inverse) in found {
        let relation = &mut wholes[nth].relations[at];
        // What nobody wrote stands where the relation does.
        let mark = if inverse.is_missing {
            relation.mark
        } else {
            Mark::default()
        };
        relation.inverse = Some((inverse.name, mark));
        if let (None, Some((own, other))) = (&relation.via, inverse.via) {
            relation.via = Some((own, other, Mark::default()));
        }
    }
    wholes
}

struct Inverse<'s> {
    name: Cow<'s, str>,
    is_missing: bool,
    /// By which relations of the through it leads from here: those by which it is said to lead from there.
    via: Option<(Cow<'s, str>, Cow<'s, str>)>,
}

impl<'s> Inverse<'s> {
    fn of(relation: &NewRelation<'s>) -> Self {
        let via = relation.via.as_ref();
        Inverse {
            name: relation.name.into(),
            is_missing: false,
            via: via.map(|(own, other, _)| (other.clone(), own.clone())),
        }
    }
}

fn inverse<'s>(
    models: &Models<'s>,
    wholes: &[Whole<'s>],
    whole: &Whole<'s>,
    relation: &NewRelation<'s>,
) -> Option<Inverse<'s>> {
    let target = models.at(relation.only_type()?, whole.at)?;
    let target = &wholes[*models.wholes.get(&target)?];
    let own_path = models.records[whole.at].path;
    let target_path = models.records[target.at].path;
    let mut back = target
        .leading_to(own_path)
        .filter(|it| is_other_side(relation, it, own_path == target_path));
    match (back.next(), back.next()) {
        // It must be the only one from there as well, unless it says that this is the one.
        (Some(only), None) => {
            let rivals = whole.leading_to(target_path);
            let mut rivals = rivals.filter(|it| is_other_side(only, it, own_path == target_path));
            let is_mutual = only.inverse.is_some() || rivals.nth(1).is_none();
            is_mutual.then(|| Inverse::of(only))
        }
        (None, _) if needs_a_key(relation) && target.complete && !target.may_lead_to(own_path) => {
            Some(Inverse {
                name: snake(name::last_segment(own_path)).into(),
                is_missing: true,
                via: None,
            })
        }
        _ => None,
    }
}

/// Whether a relation that leads back could be the inverse of this one: of a kind that pairs with it, by the same key or
/// through the same relations of the same model, and not named already by another. In one model none is its own.
fn is_other_side(relation: &NewRelation<'_>, other: &NewRelation<'_>, in_one: bool) -> bool {
    let pairs = match relation.kind {
        Kind::BelongsTo => matches!(other.kind, Kind::HasOne | Kind::HasMany),
        Kind::HasOne | Kind::HasMany => other.kind == Kind::BelongsTo,
        Kind::ManyToMany => other.kind == Kind::ManyToMany,
        Kind::RefersTo => false,
    };
    let same_through = relation.through.map(|it| it.text) == other.through.map(|it| it.text);
    let same_via = match (&relation.via, &other.via) {
        (Some((own, other, _)), Some((from, to, _))) => own == to && other == from,
        _ => true,
    };
    let keys = [&relation.key.0, &other.key.0];
    let same_key = keys.iter().any(|key| key.is_empty()) || keys[0] == keys[1];
    let named = other.inverse.as_ref();
    pairs
        && !(in_one && other.name == relation.name)
        && same_key
        && same_via
        && same_through
        && named.is_none_or(|(name, _)| *name == relation.name)
}

/// Whether the key of a relation must be at the other side, and nothing says which it is.
fn needs_a_key(relation: &NewRelation<'_>) -> bool {
    matches!(relation.kind, Kind::HasOne | Kind::HasMany)
        && relation.through.is_none()
        && relation.key.0.is_empty()
}
