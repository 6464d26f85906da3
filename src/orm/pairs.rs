//! Finds undeclared inverses between joined models, if only one relation can be the inverse. If the target's relations
//! are all known and none leads back, the relation gets the inverse name that SeaORM would look for, so that it is
//! reported as missing.

use super::whole::{Draft, Whole, find, model_at};
use crate::model::{Tables, Text, Via};
use crate::name;
use crate::record::{Kind, Mark};
use relata_record::spelling::snake;

pub(super) fn pair(tables: &Tables, wholes: &mut [Whole]) {
    let mut found = Vec::new();
    for (nth, whole) in wholes.iter().enumerate() {
        for (at, relation) in whole.relations.iter().enumerate() {
            if relation.from_part
                && relation.row.inverse.is_empty()
                && let Some(inverse) = inverse(tables, wholes, whole, relation)
            {
                found.push((nth, at, inverse));
            }
        }
    }
    for (nth, at, inverse) in found {
        let Draft { row, rest, .. } = &mut wholes[nth].relations[at];
        row.inverse = inverse.name;
        row.inverse_assumed = true;
        // An inverse that is not written has the place of the relation.
        row.inverse_mark = Mark::default();
        if inverse.is_missing {
            row.inverse_mark = row.mark;
        }
        rest.via = rest.via.take().or(inverse.via);
    }
}

struct Inverse {
    name: Text,
    is_missing: bool,
    /// The `via` of this side: the names in the inverse's `via`, swapped.
    via: Option<Via>,
}

fn inverse(tables: &Tables, wholes: &[Whole], whole: &Whole, relation: &Draft) -> Option<Inverse> {
    let target = model_at(tables, relation.only_type(tables)?, whole.at)?;
    let target = &wholes[find(wholes, target)?];
    let own_path = &*tables.models[whole.at as usize].path;
    let target_path = &*tables.models[target.at as usize].path;
    let in_one = own_path == target_path;
    let may_lead_back = || target.may_lead_to(tables, own_path);
    let may_be_missing = || needs_a_key(relation) && target.complete && !may_lead_back();
    let back = target.leading_to(tables, own_path);
    let mut back = back.filter(|it| !it.rest.filtered && is_other_side(relation, it, in_one));
    match (back.next(), back.next()) {
        // It must also be the only candidate from the other side, unless it names this relation.
        (Some(only), None) => {
            let rivals = whole.leading_to(tables, target_path);
            // A relation to some of the rows shares the inverse of the relation to all of them.
            let is_rival = |it: &&Draft| !it.rest.filtered && is_other_side(only, it, in_one);
            let mut rivals = rivals.filter(is_rival);
            let is_mutual = only.row.declares_inverse() || rivals.nth(1).is_none();
            is_mutual.then(|| Inverse {
                name: only.row.name.clone(),
                is_missing: false,
                via: only.rest.via.clone().map(|via| Via {
                    own: via.other,
                    other: via.own,
                    mark: Mark::default(),
                }),
            })
        }
        (None, _) if may_be_missing() => Some(Inverse {
            name: snake(name::last_segment(own_path)).into(),
            is_missing: true,
            via: None,
        }),
        _ => None,
    }
}

/// Whether `other` can be the inverse of `relation`: the kinds pair, the keys or the through models with their
/// relations match, and it names no other inverse. Within one model, a relation is not its own inverse.
fn is_other_side<'d>(relation: &'d Draft, other: &'d Draft, in_one: bool) -> bool {
    let pairs = match relation.row.kind {
        Kind::BelongsTo => matches!(other.row.kind, Kind::HasOne | Kind::HasMany),
        Kind::HasOne | Kind::HasMany => other.row.kind == Kind::BelongsTo,
        Kind::ManyToMany => other.row.kind == Kind::ManyToMany,
        _ => false,
    };
    let through = |draft: &'d Draft| draft.rest.through.as_ref().map(|it| &it.text);
    let same_via = match (&relation.rest.via, &other.rest.via) {
        (Some(one), Some(two)) => one.own == two.other && one.other == two.own,
        _ => true,
    };
    let no_key = relation.key.is_empty() || other.key.is_empty();
    pairs
        && !(in_one && other.row.name == relation.row.name)
        && (no_key || relation.key == other.key)
        && same_via
        && through(relation) == through(other)
        && (!other.row.declares_inverse() || other.row.inverse == relation.row.name)
}

/// Whether the other side must hold the key, and this side does not name it.
fn needs_a_key(relation: &Draft) -> bool {
    matches!(relation.row.kind, Kind::HasOne | Kind::HasMany)
        && relation.rest.through.is_none()
        && relation.key.is_empty()
}
