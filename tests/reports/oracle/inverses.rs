//! The rules of inverses.
//!
//! Decided here, where the design is silent:
//! - Each target of a relation is a side of its own; a target at fault silences only its side. A relation has one fault
//!   of its inverse at most: the first rule that fires on any of its sides.
//! - An open relation points at no model in particular: its own inverse is not judged, and as an inverse it agrees with
//!   whatever names it, and need not name it back.
//! - Only a side that declares an inverse shows a fault. Several relations that name one absent inverse show one fault;
//!   so do the sides of a relation with several targets, and those who name one silent inverse.
//! - Where a target of the named inverse is unresolved or abstract, it is unknown whether it is the other side: nothing
//!   is reported.
//! - A side whose inverse has a fault of its through is not judged; nor is an inverse missed that a `via` misses too.
//! - Keys that differ are not reported where a fault of one of these keys is, nor kinds that differ where a key is mirrored.
//! - Who claims an inverse that is taken, and is itself named by another relation over there, disagrees with that.
//! - The relations of a base are those of what is built on it, and what points back leads there: of a base it is only
//!   judged whether there is such a relation, and of such a kind.
//! - Where a target is absent, an inverse that another target lacks is not reported.
//! - Two relations to one model that each name what points back to the other are one mistake.
//! - A filtered relation agrees with an inverse that names another relation, claims none, and need not be named back.
//! - A circle of relations each of which leads past the next is reported once, at its first by place.

use super::keys;
use super::model::{Kind, Relation};
use super::names::{Found, Graph, Led, Shown, Spot};
use super::throughs;

/// What is wrong with a side, before it is asked what is only a consequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Missing,
    Elsewhere,
    Kind,
    Disagrees,
}

/// A relation that declares an inverse, one model that it points at, and the relation there that the inverse names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Side {
    spot: Spot,
    target: usize,
    inverse: Option<Spot>,
}

fn sides(graph: &Graph, spot: Spot) -> Vec<Side> {
    let Some(name) = &graph.relation(spot).inverse else {
        return Vec::new();
    };
    let side = |target: usize| Side {
        spot,
        target,
        inverse: graph.models[target].relation(name).map(|r| (target, r)),
    };
    if graph.is_unknown(spot.0) && !is_base(graph, spot) {
        return Vec::new();
    }
    graph.judged_targets(spot).into_iter().map(side).collect()
}

/// Whether a base declares a relation. What points back points at the models that are built on it.
fn is_base(graph: &Graph, spot: Spot) -> bool {
    graph.is_abstract(spot.0) && !graph.is_doubled(spot.0)
}

/// Those that can be judged.
fn judged_sides(graph: &Graph, spot: Spot) -> Vec<Side> {
    if throughs::is_at_fault(graph, spot) {
        return Vec::new();
    }
    let mut all = sides(graph, spot);
    all.retain(|side| match side.inverse {
        Some(inverse) => !throughs::is_at_fault(graph, inverse),
        None => !is_missed_by_a_via(graph, side),
    });
    all
}

fn is_missed_by_a_via(graph: &Graph, side: &Side) -> bool {
    let name = graph.relation(side.spot).inverse.as_ref();
    graph.relations().into_iter().any(|spot| {
        let via = graph.relation(spot).via.as_ref();
        throughs::is_at_fault(graph, spot)
            && graph.leads(spot).through == Some(Led::To(side.target))
            && via.is_some_and(|(own, other)| Some(own) == name || Some(other) == name)
    })
}

fn fault(graph: &Graph, side: &Side) -> Option<Fault> {
    let Some(inverse) = side.inverse else {
        return Some(Fault::Missing);
    };
    if is_base(graph, side.spot) {
        return (!kinds_pair(graph, side.spot, inverse)).then_some(Fault::Kind);
    }
    let other = graph.relation(inverse);
    let named_back = sides(graph, inverse)
        .into_iter()
        .find(|back| back.target == side.spot.0)
        .and_then(|back| back.inverse);
    let free = other.inverse.is_none() || graph.leads(inverse).open;
    if !graph.leads_to(inverse, side.spot.0) {
        Some(Fault::Elsewhere)
    } else if !kinds_pair(graph, side.spot, inverse) {
        Some(Fault::Kind)
    } else if !free && named_back != Some(side.spot) && !graph.relation(side.spot).filtered {
        Some(Fault::Disagrees)
    } else {
        None
    }
}

/// Whether two relations can be the sides of one relationship.
pub(crate) fn kinds_pair(graph: &Graph, a: Spot, b: Spot) -> bool {
    #[derive(PartialEq)]
    enum Role {
        HoldsKey,
        IsPointedAt,
        GoesThrough,
        Mentions,
    }
    let role = |spot: Spot| match graph.relation(spot).kind {
        Kind::RefersTo => Role::Mentions,
        Kind::BelongsTo => Role::HoldsKey,
        Kind::ManyToMany => Role::GoesThrough,
        _ if graph.relation(spot).through.is_some() => Role::GoesThrough,
        Kind::HasOne | Kind::HasMany => Role::IsPointedAt,
    };
    match (role(a), role(b)) {
        (Role::HoldsKey, Role::IsPointedAt) | (Role::IsPointedAt, Role::HoldsKey) => true,
        (a, b) => a == b && matches!(a, Role::GoesThrough | Role::Mentions),
    }
}

fn holds_key(relation: &Relation) -> bool {
    relation.kind == Kind::BelongsTo
}

fn other_of(spot: Spot, a: Spot, b: Spot) -> Spot {
    if spot == a { b } else { a }
}

/// What a side does not write is unknown, except that a key without references points at the primary key.
fn keys_differ(graph: &Graph, a: Spot, b: Spot) -> bool {
    let (one, other) = (graph.relation(a), graph.relation(b));
    if a == b {
        return false;
    }
    if one.through.is_none() && other.through.is_none() {
        let differ = |one: &Vec<String>, other: &Vec<String>| {
            !one.is_empty() && !other.is_empty() && one != other
        };
        let mention = one.kind == Kind::RefersTo && other.kind == Kind::RefersTo;
        let references = |spot: Spot, relation: &Relation| {
            let means_primary_key = relation.references.is_empty() && !relation.key.is_empty();
            if !means_primary_key {
                return relation.references.clone();
            }
            let pointee = if holds_key(relation) {
                other_of(spot, a, b).0
            } else {
                spot.0
            };
            graph.models[pointee].primary_key().unwrap_or_default()
        };
        return !mention
            && (differ(&one.key, &other.key)
                || differ(&references(a, one), &references(b, other)));
    }
    match (graph.leads(a).through, graph.leads(b).through) {
        (Some(Led::To(one)), Some(Led::To(other))) if one != other => true,
        (Some(Led::To(_)), Some(Led::To(_))) => match (&one.via, &other.via) {
            (Some((own, far)), Some((their_own, their_far))) => {
                own != their_far || far != their_own
            }
            _ => false,
        },
        _ => false,
    }
}

/// The relations that name this one as their inverse.
pub(crate) fn namers(graph: &Graph, spot: Spot) -> Vec<Spot> {
    let mut all = graph.relations();
    all.retain(|other| {
        let name = graph.relation(*other).inverse.as_ref();
        name == Some(&graph.relation(spot).name) && graph.targets(*other).contains(&spot.0)
    });
    all
}

/// Those that this one does not point back to.
pub(crate) fn led_past(graph: &Graph, spot: Spot) -> Vec<Spot> {
    let mut all = namers(graph, spot);
    all.retain(|namer| !graph.leads_to(spot, namer.0) && !graph.is_unknown(namer.0));
    all
}

/// Whether an inverse shows that a relation must lead elsewhere, or that its key fits the other way round too and the
/// kinds of the two do not pair.
pub(crate) fn is_in_doubt(graph: &Graph, spot: Spot, [holder, pointee]: [usize; 2]) -> bool {
    let other = if spot.0 == holder { pointee } else { holder };
    !mistargeted_by(graph, spot).is_empty()
        || holder != pointee
            && has_unpaired(graph, spot, other)
            && keys::first_fault(graph, &keys::swapped(graph, spot, pointee, holder)).is_none()
}

/// Whether a relation and another side of it in this model are of kinds that do not pair.
fn has_unpaired(graph: &Graph, spot: Spot, other: usize) -> bool {
    let named = sides(graph, spot)
        .into_iter()
        .filter_map(|side| side.inverse);
    let mut partners = namers(graph, spot).into_iter().chain(named);
    partners.any(|partner| partner.0 == other && !kinds_pair(graph, spot, partner))
}

/// Those among them that it names back: then its target is what is wrong, and that is reported there.
fn mistargeted_by(graph: &Graph, spot: Spot) -> Vec<Spot> {
    let mut all = led_past(graph, spot);
    let name = graph.relation(spot).inverse.as_ref();
    all.retain(|namer| Some(&graph.relation(*namer).name) == name);
    all
}

fn is_mistargeted(graph: &Graph, spot: Spot) -> bool {
    let by = mistargeted_by(graph, spot);
    if by.is_empty() {
        return false;
    }
    // Who leads past whom, followed as far as it goes.
    let mut before = by;
    let mut next = 0;
    while next < before.len() {
        for further in mistargeted_by(graph, before[next]) {
            if !before.contains(&further) {
                before.push(further);
            }
        }
        next += 1;
    }
    let told_elsewhere = before
        .iter()
        .any(|it| mistargeted_by(graph, *it).is_empty());
    told_elsewhere || graph.first(&before) != spot
}

fn shown(graph: &Graph, side: &Side) -> Shown {
    let about = [Some(side.spot), side.inverse].into_iter().flatten();
    Shown {
        at: graph.at(side.spot).clone(),
        about: about.map(|(m, r)| (m, Some(r))).collect(),
    }
}

/// What is shown of one pair, or of one relation with several targets, is one fault.
fn tell_together(graph: &Graph, rule: &'static str, all: &[Side], told: &mut Vec<Found>) {
    let is_one = |a: &Side, b: &Side| {
        let ends = |side: &Side| [side.spot, side.inverse.unwrap()];
        let (a, b) = (ends(a), ends(b));
        let shared = a.iter().filter(|spot| b.contains(spot)).collect::<Vec<_>>();
        let several = |spot: &&&Spot| graph.leads(***spot).targets.len() > 1;
        a == b || a[0] == b[1] && a[1] == b[0] || shared.iter().any(|spot| several(&spot))
    };
    let mut groups: Vec<Vec<Side>> = Vec::new();
    for side in all {
        let (same, other): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| group.iter().any(|it| is_one(it, side)));
        groups = other;
        groups.push(same.into_iter().flatten().chain([*side]).collect());
    }
    told.extend(groups.into_iter().map(|group| Found {
        rule,
        shown: group.iter().map(|side| shown(graph, side)).collect(),
        sure: true,
        least: 1,
        minor: false,
    }));
}

/// `key_is_told` says of a relation whether a fault of its key is reported, of this rule if one is given. What is at fault and reported elsewhere is added to
/// `elsewhere`.
pub(crate) fn faults(
    graph: &Graph,
    elsewhere: &mut Vec<Spot>,
    mut key_is_told: impl FnMut(Spot, Option<&str>) -> bool,
) -> Vec<Found> {
    let mut told = Vec::new();
    let mut missing: Vec<(Vec<usize>, String, Found)> = Vec::new();
    let (mut kinds, mut sound) = (Vec::new(), Vec::new());
    for spot in graph.relations() {
        let judged = judged_sides(graph, spot);
        if judged.len() < sides(graph, spot).len() || throughs::is_at_fault(graph, spot) {
            elsewhere.push(spot);
        }
        let Some(first) = judged.iter().filter_map(|side| fault(graph, side)).min() else {
            sound.extend(judged.into_iter().filter(|side| !is_base(graph, side.spot)));
            continue;
        };
        if is_mistargeted(graph, spot) {
            elsewhere.push(spot);
            continue;
        }
        let at_fault = judged
            .into_iter()
            .filter(|side| fault(graph, side) == Some(first));
        let at_fault: Vec<Side> = at_fault.collect();
        match first {
            // The target that has the inverse may be the one that is absent.
            Fault::Missing if !graph.leads(spot).targets_resolved() => elsewhere.push(spot),
            Fault::Missing => tell_missing(graph, spot, &at_fault, &mut missing),
            Fault::Elsewhere => {
                let (found, all) = leads_elsewhere(graph, spot, &at_fault);
                if !all {
                    elsewhere.push(spot);
                }
                told.extend(found);
            }
            Fault::Kind => kinds.extend(at_fault),
            Fault::Disagrees => match disagrees(graph, &at_fault) {
                Some(found) => told.push(found),
                None => elsewhere.push(spot),
            },
        }
    }
    told.extend(missing.into_iter().map(|(_, _, found)| found));
    let mirrored = Some("mirrored_key");
    kinds.retain(|side| {
        let other = side.inverse.unwrap();
        let is_cause = key_is_told(side.spot, mirrored) | key_is_told(other, mirrored);
        if is_cause {
            elsewhere.push(side.spot);
        }
        !is_cause
    });
    tell_together(graph, "inverse_kind", &kinds, &mut told);
    let claimers = tell_taken(graph, &sound, &mut told);
    let differing = |spot: Spot| {
        let mut all = judged_sides(graph, spot);
        all.retain(|side| keys_differ(graph, side.spot, side.inverse.unwrap()));
        all
    };
    let mut keys = Vec::new();
    elsewhere.extend(claimers.iter().copied());
    let mut one_sided: Vec<(Spot, Found)> = Vec::new();
    for side in sound.iter().filter(|side| !claimers.contains(&side.spot)) {
        let inverse = side.inverse.unwrap();
        if differing(side.spot).contains(side) {
            if key_is_told(side.spot, None) | key_is_told(inverse, None) {
                elsewhere.push(side.spot);
            } else {
                keys.push(*side);
            }
            continue;
        }
        let silent = graph.relation(inverse).inverse.is_none()
            && !graph.leads(inverse).open
            && !graph.relation(side.spot).filtered;
        if silent && differing(side.spot).is_empty() {
            match one_sided.iter_mut().find(|(known, _)| *known == inverse) {
                Some((_, found)) => found.shown.push(shown(graph, side)),
                None => {
                    let shown = vec![shown(graph, side)];
                    let rule = "one_sided_inverse";
                    let found = Found {
                        rule,
                        shown,
                        sure: true,
                        least: 1,
                        minor: false,
                    };
                    one_sided.push((inverse, found));
                }
            }
        }
    }
    tell_together(graph, "inverse_key", &keys, &mut told);
    told.extend(one_sided.into_iter().map(|(_, found)| found));
    told
}

/// The targets that lack it, its name, and who names it.
type Missing = (Vec<usize>, String, Found);

fn tell_missing(graph: &Graph, spot: Spot, at_fault: &[Side], missing: &mut Vec<Missing>) {
    let mut targets: Vec<usize> = at_fault.iter().map(|side| side.target).collect();
    targets.sort_unstable();
    let name = graph.relation(spot).inverse.clone().unwrap_or_default();
    let known = missing
        .iter_mut()
        .find(|(others, other, _)| *others == targets && *other == name);
    let found = Found::of(graph, "missing_inverse", &[spot]);
    match known {
        Some((_, _, known)) => known.shown.extend(found.shown),
        None => missing.push((targets, name, found)),
    }
}

/// The other relation and the two inverses, where two relations to one model each name what points back to the other.
fn crossed(graph: &Graph, side: &Side) -> Option<[Spot; 3]> {
    let only = |spot: Spot| -> Option<Side> {
        let mut sides = sides(graph, spot);
        (graph.leads(spot).targets.len() == 1 && sides.len() == 1).then(|| sides.remove(0))
    };
    let named = side.inverse?;
    let other = only(only(named)?.inverse?)?;
    let back = only(other.inverse?)?;
    let crossed = graph.leads(side.spot).targets.len() == 1
        && other.spot != side.spot
        && other.target == side.target
        && back.inverse == Some(side.spot)
        && kinds_pair(graph, side.spot, back.spot)
        && kinds_pair(graph, other.spot, named);
    crossed.then_some([other.spot, named, back.spot])
}

/// Also whether every one of these is reported.
fn leads_elsewhere(graph: &Graph, spot: Spot, at_fault: &[Side]) -> (Option<Found>, bool) {
    if let [side] = at_fault
        && let Some([other, named, back]) = crossed(graph, side)
    {
        let is_first = graph.first(&[spot, other]) == spot;
        let at = graph.at(spot).clone();
        let found = Found::shown_at("inverse_elsewhere", at, &[spot, other, named, back]);
        return (is_first.then_some(found), true);
    }
    let certain = |inverse: &Spot| {
        let targets = &graph.leads(*inverse).targets;
        let known = |led: &Led| matches!(led, Led::To(model) if !graph.is_abstract(*model));
        targets.iter().all(known)
    };
    let inverses = at_fault.iter().filter_map(|side| side.inverse);
    let about: Vec<Spot> = inverses.filter(certain).collect();
    let all = about.len() == at_fault.len();
    let mut found = Found::each(graph, "inverse_elsewhere", &about);
    for shown in &mut found.shown {
        shown.at = graph.at(spot).clone();
        shown.about.push((spot.0, Some(spot.1)));
    }
    ((!about.is_empty()).then_some(found), all)
}

/// A relation is a consequence where what its inverse names instead is itself at fault.
fn disagrees(graph: &Graph, at_fault: &[Side]) -> Option<Found> {
    let back = |side: &Side| {
        let mut all = sides(graph, side.inverse?).into_iter();
        all.find(|back| back.target == side.spot.0)
    };
    at_fault.iter().find_map(|start| {
        let at = graph.at(start.spot).clone();
        let next = back(start);
        if next.is_none_or(|next| fault(graph, &next).is_none()) {
            let about = [start.spot, start.inverse?];
            return Some(Found::shown_at("inverse_disagrees", at, &about));
        }
        let mut circle = vec![start.spot];
        let mut next = next?;
        while next.spot != start.spot {
            if fault(graph, &next) != Some(Fault::Disagrees) || circle.contains(&next.spot) {
                return None;
            }
            circle.push(next.spot);
            next = back(&next)?;
        }
        let first = graph.first(&circle) == start.spot;
        first.then(|| Found::shown_at("inverse_disagrees", at, &circle))
    })
}

/// Tells each inverse that several relations of one model claim. Gives back all who claim one.
fn tell_taken(graph: &Graph, sound: &[Side], told: &mut Vec<Found>) -> Vec<Spot> {
    let mut claims: Vec<(usize, Spot, Vec<Spot>)> = Vec::new();
    for side in sound {
        let inverse = side.inverse.unwrap();
        let names_another = graph.relation(inverse).inverse.is_some() && !graph.leads(inverse).open;
        if names_another || graph.relation(side.spot).filtered {
            continue;
        }
        let claim = |(m, i, _): &&mut (usize, Spot, Vec<Spot>)| (*m, *i) == (side.spot.0, inverse);
        match claims.iter_mut().find(claim) {
            Some((_, _, claimers)) => claimers.push(side.spot),
            None => claims.push((side.spot.0, inverse, vec![side.spot])),
        }
    }
    let mut all = Vec::new();
    for (_, inverse, mut claimers) in claims {
        if claimers.len() > 1 {
            all.extend(claimers.iter().copied());
        }
        let is_suitor = |other: &Spot| *other != inverse && other.0 == inverse.0;
        claimers.retain(|claimer| !namers(graph, *claimer).iter().any(is_suitor));
        if claimers.len() > 1 {
            let mut found = Found::each(graph, "inverse_taken", &claimers);
            for shown in &mut found.shown {
                shown.about.push((inverse.0, Some(inverse.1)));
            }
            found.least = 2;
            told.push(found);
        }
    }
    all
}

/// Whether a key that fits once a wrong target or a wrong kind is fixed is not what is wrong.
pub(crate) fn explains_key(graph: &Graph, spot: Spot, key: &keys::Key) -> bool {
    // Where no inverse is judged, neither a target nor a kind is reported.
    if graph.is_unknown(spot.0) {
        return false;
    }
    let holds = matches!(graph.relation(spot).kind, Kind::BelongsTo | Kind::RefersTo);
    let meant = |other: usize| keys::written(graph, spot, Some(other));
    let fits = |key: &keys::Key| keys::first_fault(graph, key).is_none();
    if led_past(graph, spot)
        .iter()
        .any(|namer| fits(&meant(namer.0)))
    {
        return true;
    }
    let (Some(holder), Some(pointee)) = (key.holder, key.pointee) else {
        return false;
    };
    let other = if holds { pointee } else { holder };
    has_unpaired(graph, spot, other) && fits(&keys::swapped(graph, spot, pointee, holder))
}
