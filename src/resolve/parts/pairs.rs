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
    let back: Vec<_> = leading_back(relation, &target.relations, own_path).collect();
    match &*back {
        // It must be the only one from there as well, unless it says that this is the one.
        [only] => {
            let mut rivals = leading_back(only, &whole.relations, target_path);
            let is_mutual = only.inverse.is_some() || rivals.nth(1).is_none();
            is_mutual.then(|| Inverse::of(only))
        }
        [] if holds_no_key(relation) && relation.key.0.is_empty() && target.complete => {
            Some(Inverse {
                name: snake(name::last_segment(own_path)).into(),
                is_missing: true,
                via: None,
            })
        }
        _ => None,
    }
}

/// The relations that could be the inverse of this one: of a kind that pairs with it, by the same key or through the
/// same model, and not named already by another.
fn leading_back<'r, 's>(
    relation: &'r NewRelation<'s>,
    among: &'r [NewRelation<'s>],
    own_path: &'r str,
) -> impl Iterator<Item = &'r NewRelation<'s>> {
    among.iter().filter(move |other| {
        let pairs = match relation.kind {
            Kind::BelongsTo => matches!(other.kind, Kind::HasOne | Kind::HasMany),
            Kind::HasOne | Kind::HasMany => other.kind == Kind::BelongsTo,
            Kind::ManyToMany => other.kind == Kind::ManyToMany,
            Kind::RefersTo => false,
        };
        let through = |it: &NewRelation<'s>| it.through.map(|through| through.text);
        let keys = [&relation.key.0, &other.key.0];
        let same_key = keys.iter().any(|key| key.is_empty()) || keys[0] == keys[1];
        let named = other.inverse.as_ref();
        pairs
            && !std::ptr::eq(*other, relation)
            && same_key
            && through(relation) == through(other)
            && other.leads_to(own_path)
            && named.is_none_or(|(name, _)| *name == relation.name)
    })
}

fn holds_no_key(relation: &NewRelation<'_>) -> bool {
    matches!(relation.kind, Kind::HasOne | Kind::HasMany) && relation.through.is_none()
}
