//! The rules of keys.
//!
//! Decided here, where the design is silent:
//! - A has_one or has_many takes from the inverse that it names what it does not write itself: the key with its tag, and
//!   what that points at. A key that is at fault so may point at what its other side says. What is taken is judged where
//!   it is written, unless that may lead anywhere; then only its number and types are judged here.
//! - The tag of a relation is a field of the model that holds its key, like the key itself.
//! - For a relation with several targets the first rule that fires on any of them silences the later ones on all, and
//!   what it finds is one fault.
//! - A key that fits once a wrong target or a wrong kind is fixed is not what is wrong.
//! - A type with an `as` differs from another only if all spellings of it do, so one that is unknown makes it unknown, except
//!   where it is the type itself and the other one is of the language.
//! - One field that differs from all of one type that it points at is one fault, and so is one that all of one type that
//!   point at it differ from; not where the key fits in another order.
//! - References are compared with unique sets as sets: their order does not count.
//! - Only a belongs_to without a tag can share its key; it does with another one to other fields of the same model too, and
//!   not where one row may be meant for both or one of them is filtered.

use super::inverses;
use super::model::{Field, Kind, Model};
use super::names::{Found, Graph, Led, Spot};
use super::pairs;
use super::types::types_differ;

/// A key as a relation names it, with the two models it is about as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) holder: Option<usize>,
    pub(crate) pointee: Option<usize>,
    pub(crate) fields: Vec<String>,
    pub(crate) references: Vec<String>,
    pub(crate) tag: Option<String>,
    /// Whether the fields and the tag are those of its other side.
    taken: bool,
    /// Whether the references are.
    borrowed: bool,
    /// Whether the other side has this very key, and says what it points at.
    judged_there: bool,
}

const RULES: [&str; 7] = [
    "mirrored_key",
    "split_key",
    "missing_key",
    "missing_reference",
    "key_count",
    "key_type",
    "reference_not_unique",
];

/// A fault of a key: a fact about models and fields, whichever side shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fact {
    rule: &'static str,
    minor: bool,
    models: Vec<Option<usize>>,
    fields: Vec<Vec<String>>,
}

/// What is at fault and reported elsewhere is added to `elsewhere`; `allows` says whether a relation allows to share its key.
pub(crate) fn faults(
    graph: &Graph,
    elsewhere: &mut Vec<Spot>,
    allows: impl FnMut(Spot) -> bool,
) -> Vec<Found> {
    let mut groups: Vec<(Vec<Fact>, Vec<Spot>)> = Vec::new();
    for spot in graph.relations() {
        let facts = facts(graph, spot);
        if facts.is_empty() {
            if at_fault(graph, spot).next().is_some() {
                elsewhere.push(spot);
            }
            continue;
        }
        let (same, other): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(known, _)| known.iter().any(|fact| facts.contains(fact)));
        groups = other;
        let mut group = (facts, vec![spot]);
        for (facts, spots) in same {
            group.0.extend(facts);
            group.1.extend(spots);
        }
        groups.push(group);
    }
    let mut told: Vec<Found> = (groups.iter())
        .map(|(facts, spots)| Found {
            // A part of a key alone is no fault.
            least: if facts[0].rule == "split_key" { 2 } else { 1 },
            minor: facts[0].minor,
            ..Found::each(graph, facts[0].rule, spots)
        })
        .collect();
    told.extend(shared(graph, allows));
    told
}

/// The rule that a relation's key breaks, unless that is a minor fault.
pub(crate) fn broken(graph: &Graph, spot: Spot) -> Option<&'static str> {
    let facts = facts(graph, spot);
    let first = facts.first().filter(|fact| !fact.minor);
    first.map(|fact| fact.rule)
}

fn facts(graph: &Graph, spot: Spot) -> Vec<Fact> {
    let keys: Vec<Key> = at_fault(graph, spot).collect();
    let broken = |key: &Key| {
        let broken = first_fault(graph, key)?;
        (!inverses::explains_key(graph, spot, key)).then_some(broken)
    };
    let order = |rule: &&str| RULES.iter().position(|other| other == rule);
    let Some(first) = keys.iter().filter_map(broken).min_by_key(order) else {
        return Vec::new();
    };
    let at_fault = keys.iter().filter(|key| broken(key) == Some(first));
    let is_minor = |key: &&Key| is_minor(graph, first, key);
    let (minor, major): (Vec<&Key>, Vec<&Key>) = at_fault.partition(is_minor);
    let at_fault = if major.is_empty() { minor } else { major };
    at_fault
        .into_iter()
        .flat_map(|key| {
            let of_fields = facts_of_fields(graph, first, key).into_iter();
            of_fields.chain([fact(graph, first, key)])
        })
        .collect()
}

/// One field of a key against all of one type that it points at, and all of one type against one that they point at,
/// unless the key fits in another order.
fn facts_of_fields(graph: &Graph, rule: &'static str, key: &Key) -> Vec<Fact> {
    let (Some(holder), Some(pointee)) = (key.holder, key.pointee) else {
        return Vec::new();
    };
    let (holder_model, pointee_model) = (&graph.models[holder], &graph.models[pointee]);
    let references = pointed_at(graph, key).unwrap_or_default();
    if rule != "key_type" || fits_in_an_order(holder_model, &key.fields, pointee_model, &references)
    {
        return Vec::new();
    }
    let mut facts = Vec::new();
    for (own, theirs) in key.fields.iter().zip(&references) {
        let (Some(a), Some(b)) = (holder_model.field(own), pointee_model.field(theirs)) else {
            continue;
        };
        if types_differ(a, b) {
            let ty = |field: &Field| {
                let mut types = field.as_types.clone();
                types.push(field.ty.clone());
                types
            };
            facts.push(Fact {
                rule,
                minor: false,
                models: vec![Some(holder), None],
                fields: vec![vec![own.clone()], ty(b)],
            });
            facts.push(Fact {
                rule,
                minor: false,
                models: vec![None, Some(pointee)],
                fields: vec![ty(a), vec![theirs.clone()]],
            });
        }
    }
    facts
}

/// Whether some order of the fields fits, of which there are few.
fn fits_in_an_order(holder: &Model, own: &[String], pointee: &Model, theirs: &[String]) -> bool {
    let [first, rest @ ..] = theirs else {
        return own.is_empty();
    };
    own.len() == theirs.len()
        && own.len() <= 6
        && (0..own.len()).any(|at| {
            let field = holder.field(&own[at]);
            let differ = field
                .zip(pointee.field(first))
                .is_some_and(|(own, theirs)| types_differ(own, theirs));
            let left = [&own[..at], &own[at + 1..]].concat();
            !differ && fits_in_an_order(holder, &left, pointee, rest)
        })
}

/// The keys of a relation that have a fault, be it only a consequence.
fn at_fault(graph: &Graph, spot: Spot) -> impl Iterator<Item = Key> {
    let is_at_fault = |key: &Key| first_fault(graph, key).is_some();
    let keys = keys(graph, spot).into_iter();
    let keys = keys.filter(move |_| !graph.is_doubled(spot.0));
    let keys = keys.filter(is_at_fault);
    let keys = keys.map(move |key| or_as_its_other_side_says(graph, spot, key));
    keys.filter(is_at_fault)
}

/// The key of a relation, once for each model that it points at.
fn keys(graph: &Graph, spot: Spot) -> Vec<Key> {
    let relation = graph.relation(spot);
    let holds = match relation.kind {
        Kind::BelongsTo | Kind::RefersTo => true,
        Kind::HasOne | Kind::HasMany if relation.through.is_none() => false,
        _ => return Vec::new(),
    };
    let mut others: Vec<Option<usize>> = Vec::new();
    if graph.leads(spot).open {
        others.push(None);
    }
    for led in &graph.leads(spot).targets {
        match *led {
            Led::To(model) if graph.is_unknown(model) && !graph.models[model].external => {}
            Led::To(model) => others.push(Some(model)),
            Led::Outside => others.push(None),
            _ => {}
        }
    }
    let writes =
        !relation.key.is_empty() || !relation.references.is_empty() || relation.tag.is_some();
    // What it takes from its inverse is judged there, unless that may lead anywhere.
    others.retain(|other| {
        let inverse = other.and_then(|other| named(graph, spot, other));
        let open = inverse.is_some_and(|inverse| graph.leads(inverse).open);
        holds || writes || open
    });
    let key = |other: Option<usize>| written(graph, spot, other);
    others.into_iter().map(key).collect()
}

/// The key of a relation to one of its targets: what it writes, and what it takes from the inverse that it names.
pub(crate) fn written(graph: &Graph, spot: Spot, other: Option<usize>) -> Key {
    let relation = graph.relation(spot);
    let holds = matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo);
    let known = |model: usize| (!graph.models[model].external).then_some(model);
    let (own, other) = (known(spot.0), other.and_then(known));
    let (holder, pointee) = if holds { (own, other) } else { (other, own) };
    let mut key = Key {
        holder,
        pointee,
        fields: relation.key.clone(),
        references: relation.references.clone(),
        tag: relation.tag.clone(),
        taken: false,
        borrowed: false,
        judged_there: false,
    };
    let inverse = other.and_then(|other| named(graph, spot, other));
    if let Some(at) = inverse.filter(|_| !holds) {
        let inverse = graph.relation(at);
        if key.fields.is_empty() {
            key.fields = inverse.key.clone();
            key.tag = inverse.tag.clone();
            key.taken = true;
            key.judged_there = key.references.is_empty() && !graph.leads(at).open;
        }
        key.borrow(graph, spot, at);
    }
    key
}

/// What a relation writes, with the two ends exchanged.
pub(crate) fn swapped(graph: &Graph, spot: Spot, holder: usize, pointee: usize) -> Key {
    let relation = graph.relation(spot);
    Key {
        holder: Some(holder),
        pointee: Some(pointee),
        fields: relation.key.clone(),
        references: relation.references.clone(),
        tag: relation.tag.clone(),
        taken: false,
        borrowed: false,
        judged_there: false,
    }
}

impl Key {
    fn borrow(&mut self, graph: &Graph, spot: Spot, side: Spot) {
        let lender = graph.relation(side);
        if self.references.is_empty() && !lender.references.is_empty() {
            self.references = lender.references.clone();
            self.borrowed = true;
            let has_key = !lender.key.is_empty() || named(graph, side, spot.0) == Some(spot);
            self.judged_there = has_key && !graph.leads(side).open;
        }
    }
}

/// Whether one of two relations holds the key by which the other is pointed at.
fn share_key(graph: &Graph, a: Spot, b: Spot) -> bool {
    let holds = |spot: Spot| match graph.relation(spot) {
        relation if relation.through.is_some() => None,
        relation => match relation.kind {
            Kind::BelongsTo => Some(true),
            Kind::HasOne | Kind::HasMany => Some(false),
            _ => None,
        },
    };
    matches!((holds(a), holds(b)), (Some(a), Some(b)) if a != b)
}

/// The other side that a relation names in a model.
fn named(graph: &Graph, spot: Spot, other: usize) -> Option<Spot> {
    let relation = graph.relation(spot);
    if relation.inverse.is_none() {
        return pairs::paired(graph, spot).filter(|(m, _)| *m == other);
    }
    let inverse = (
        other,
        graph.models[other].relation(relation.inverse.as_ref()?)?,
    );
    let there = !graph.leads(spot).open && graph.leads_to(spot, other);
    (there && graph.leads_to(inverse, spot.0) && share_key(graph, spot, inverse)).then_some(inverse)
}

/// The side of a model that shares the key of a relation, which one of the two names.
pub(crate) fn other_side(graph: &Graph, spot: Spot, other: usize) -> Option<Spot> {
    named(graph, spot, other).or_else(|| {
        let mut namers = inverses::namers(graph, spot).into_iter();
        namers.find(|namer| namer.0 == other && share_key(graph, spot, *namer))
    })
}

/// A key that has a fault may point at what its other side says.
pub(crate) fn or_as_its_other_side_says(graph: &Graph, spot: Spot, mut key: Key) -> Key {
    let holds = matches!(graph.relation(spot).kind, Kind::BelongsTo | Kind::RefersTo);
    let Some(other) = (if holds { key.pointee } else { key.holder }) else {
        return key;
    };
    let namers = inverses::namers(graph, spot).into_iter();
    let namers = namers.filter(|namer| namer.0 == other && share_key(graph, spot, *namer));
    for side in named(graph, spot, other).into_iter().chain(namers) {
        key.borrow(graph, spot, side);
    }
    key
}

/// What the key points at: what is written, or else the primary key of the model it points at.
pub(crate) fn pointed_at(graph: &Graph, key: &Key) -> Option<Vec<String>> {
    if key.references.is_empty() {
        graph.models[key.pointee?].primary_key()
    } else {
        Some(key.references.clone())
    }
}

pub(crate) fn first_fault(graph: &Graph, key: &Key) -> Option<&'static str> {
    RULES.into_iter().find(|rule| breaks(graph, rule, key))
}

fn breaks(graph: &Graph, rule: &str, key: &Key) -> bool {
    let lacks = |model: Option<usize>, name: &String| {
        let model = model.map(|model| &graph.models[model]);
        model.is_some_and(|model| model.fields.is_some() && model.field(name).is_none())
    };
    let pairs = || {
        let references = pointed_at(graph, key)?;
        Some((&key.fields, references)).filter(|(fields, _)| !fields.is_empty())
    };
    match rule {
        "missing_key" if key.taken => false,
        rule if key.judged_there && rule != "missing_key" => false,
        "mirrored_key" => !key.borrowed && is_mirrored(graph, key),
        "split_key" => !key.borrowed && is_part(graph, key),
        "missing_reference" | "reference_not_unique" if key.borrowed => false,
        "missing_key" => {
            let mut names = key.fields.iter().chain(&key.tag);
            names.any(|name| lacks(key.holder, name))
        }
        "missing_reference" => key.references.iter().any(|name| lacks(key.pointee, name)),
        "key_count" => pairs().is_some_and(|(fields, references)| fields.len() != references.len()),
        "key_type" => {
            let (Some(holder), Some(pointee)) = (key.holder, key.pointee) else {
                return false;
            };
            let differ = |(own, theirs): (&String, &String)| {
                let own = graph.models[holder].field(own);
                let theirs = graph.models[pointee].field(theirs);
                own.zip(theirs)
                    .is_some_and(|(own, theirs)| types_differ(own, theirs))
            };
            pairs().is_some_and(|(fields, references)| fields.iter().zip(&references).any(differ))
        }
        _ => key.pointee.is_some_and(|pointee| {
            let model = &graph.models[pointee];
            let known = model.fields.is_some() && model.primary_key().is_some();
            !key.references.is_empty() && known && !is_unique(model, &key.references)
        }),
    }
}

fn fact(graph: &Graph, rule: &'static str, key: &Key) -> Fact {
    let tag = key.tag.iter().cloned().collect();
    let references = pointed_at(graph, key).unwrap_or_default();
    let (models, fields) = match rule {
        "missing_key" => (vec![key.holder], vec![key.fields.clone(), tag]),
        "missing_reference" | "reference_not_unique" => (vec![key.pointee], vec![references]),
        "split_key" => (vec![key.holder, key.pointee], Vec::new()),
        _ => (
            vec![key.holder, key.pointee],
            vec![key.fields.clone(), references],
        ),
    };
    Fact {
        rule,
        minor: is_minor(graph, rule, key),
        models,
        fields,
    }
}

/// The two models of a key, if their fields are known.
fn known(graph: &Graph, key: &Key) -> Option<(usize, usize)> {
    let is_known = |m: &usize| !graph.is_unknown(*m) && graph.models[*m].fields.is_some();
    let ends = key
        .holder
        .filter(is_known)
        .zip(key.pointee.filter(is_known));
    ends.filter(|_| !key.references.is_empty() && key.fields.len() == key.references.len())
}

/// Whether what a key points at cannot be pointed at, and it fits the other way round: with both exchanged, or as the
/// key of the other model by which it points at this one's primary key.
fn is_mirrored(graph: &Graph, key: &Key) -> bool {
    let Some((holder, pointee)) = known(graph, key) else {
        return false;
    };
    let (holder, pointee) = (&graph.models[holder], &graph.models[pointee]);
    let contains_unique = is_minor(graph, "reference_not_unique", key);
    if pointee.primary_key().is_none() || contains_unique {
        return false;
    }
    let fit = |here: &[String], there: &[String]| {
        let both = here.iter().zip(there);
        let mut fields = both.map(|(here, there)| (holder.field(here), pointee.field(there)));
        fields.all(|both| matches!(both, (Some(own), Some(theirs)) if !types_differ(own, theirs)))
    };
    let exchanged = fit(&key.references, &key.fields) && is_unique(pointee, &key.fields);
    let set = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort_unstable();
        names
    };
    let primary = holder.primary_key().map(|names| set(&names));
    let other_kind = primary == Some(set(&key.fields)) && {
        // The own key need not be a field that is known.
        let differ = |(own, theirs): (&String, &String)| {
            let both = holder.field(own).zip(pointee.field(theirs));
            both.is_some_and(|(own, theirs)| types_differ(own, theirs))
        };
        let there = |name: &String| pointee.field(name).is_some();
        key.references.iter().all(there) && !key.fields.iter().zip(&key.references).any(differ)
    };
    exchanged || other_kind
}

/// Whether a key is one of several parts that together are exactly the primary key of what they point at.
fn is_part(graph: &Graph, key: &Key) -> bool {
    let (Some(holder), Some(pointee)) = (key.holder, key.pointee) else {
        return false;
    };
    let model = &graph.models[pointee];
    let Some(primary) = model.primary_key().filter(|_| model.fields.is_some()) else {
        return false;
    };
    let mut parts: Vec<(&Vec<String>, &Vec<String>)> = Vec::new();
    for spot in graph.relations() {
        let (relation, leads) = (graph.relation(spot), graph.leads(spot));
        let [Led::To(target)] = leads.targets[..] else {
            continue;
        };
        let ends = match relation.kind {
            Kind::BelongsTo => (spot.0, target),
            Kind::HasOne | Kind::HasMany if relation.through.is_none() => (target, spot.0),
            _ => continue,
        };
        if ends != (holder, pointee) || relation.tag.is_some() {
            continue;
        }
        let (own, theirs) = (&relation.key, &relation.references);
        let of_primary = theirs.iter().all(|name| primary.contains(name));
        if own.len() == primary.len() && of_primary {
            return false;
        }
        let is_part = !theirs.is_empty() && own.len() == theirs.len() && of_primary;
        if is_part && !is_unique(model, theirs) && !parts.contains(&(own, theirs)) {
            parts.push((own, theirs));
        }
    }
    let once = |names: Vec<&String>| {
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        once.len() == names.len() && once.len() == primary.len()
    };
    parts.len() > 1
        && parts.contains(&(&key.fields, &key.references))
        && once(parts.iter().flat_map(|(own, _)| *own).collect())
        && once(parts.iter().flat_map(|(_, theirs)| *theirs).collect())
}

/// Whether what is referenced contains the primary key or a unique set, so that it is unique too.
fn is_minor(graph: &Graph, rule: &str, key: &Key) -> bool {
    let Some(pointee) = key.pointee.filter(|_| rule == "reference_not_unique") else {
        return false;
    };
    let has_all = |set: &Vec<String>| set.iter().all(|name| key.references.contains(name));
    unique_sets(&graph.models[pointee]).iter().any(has_all)
}

/// Whether the fields are the primary key or unique.
pub(crate) fn is_unique(model: &Model, references: &[String]) -> bool {
    let mut references = references.to_vec();
    references.sort_unstable();
    unique_sets(model).contains(&references)
}

/// The primary key and whatever else is unique, each sorted.
fn unique_sets(model: &Model) -> Vec<Vec<String>> {
    let mut sets: Vec<Vec<String>> = model.unique.clone();
    sets.extend(model.primary_key());
    for field in model.fields.iter().flatten() {
        if field.unique {
            sets.push(vec![field.name.clone()]);
        }
    }
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets
}

/// Whether one row may be meant for two relations with one key: their targets are two models of one table, or the row of
/// one target is a row of the other by its own key.
fn may_be_one_row(graph: &Graph, one: Spot, other: Spot) -> bool {
    let targets = |spot: Spot| {
        let mut targets = graph.targets(spot);
        targets.sort_unstable();
        targets.dedup();
        targets
    };
    let (ours, theirs) = (targets(one), targets(other));
    // The same join is reported by another rule.
    if ours == theirs && graph.relation(one).references == graph.relation(other).references {
        return true;
    }
    let ([ours], [theirs]) = (&ours[..], &theirs[..]) else {
        return false;
    };
    let (one, other) = (row(graph, one, *ours), row(graph, other, *theirs));
    is_also(graph, &one, &other) || is_also(graph, &other, &one)
}

/// What a relation points at: a model, and the fields that its key points at.
type Row = (usize, Vec<String>);

fn row(graph: &Graph, spot: Spot, target: usize) -> Row {
    let mut key = written(graph, spot, Some(target));
    if pointed_at(graph, &key).is_none() {
        key = or_as_its_other_side_says(graph, spot, key);
    }
    (target, pointed_at(graph, &key).unwrap_or_default())
}

/// Whether a row is one of the other model too, because its fields are a key to that, over any number of models.
fn is_also(graph: &Graph, row_of: &Row, other: &Row) -> bool {
    let mut all = vec![row_of.clone()];
    let mut next = 0;
    while let Some((model, fields)) = all.get(next).cloned() {
        next += 1;
        let one_table = |m: usize| m == model || graph.have_one_table(m, model);
        if one_table(other.0) && fields == other.1 {
            return true;
        }
        for spot in graph.relations() {
            let relation = graph.relation(spot);
            let mut targets = graph.targets(spot);
            targets.dedup();
            let is_key = one_table(spot.0)
                && relation.kind == Kind::BelongsTo
                && relation.tag.is_none()
                && !fields.is_empty()
                && relation.key == fields;
            if let ([target], true) = (&targets[..], is_key) {
                let further = row(graph, spot, *target);
                if !all.contains(&further) {
                    all.push(further);
                }
            }
        }
    }
    false
}

fn shared(graph: &Graph, mut allows: impl FnMut(Spot) -> bool) -> Vec<Found> {
    let may_share = |spot: &Spot| {
        let (relation, leads) = (graph.relation(*spot), graph.leads(*spot));
        relation.kind == Kind::BelongsTo
            && relation.tag.is_none()
            && !relation.filtered
            && !relation.key.is_empty()
            && leads
                .targets
                .iter()
                .all(|led| matches!(led, Led::To(to) if !graph.is_abstract(*to)))
            && broken(graph, *spot).is_none()
    };
    let mut groups: Vec<Vec<Spot>> = Vec::new();
    for spot in graph.relations().into_iter().filter(may_share) {
        let key = |spot: Spot| (spot.0, &graph.relation(spot).key);
        match groups.iter_mut().find(|group| key(group[0]) == key(spot)) {
            Some(group) => group.push(spot),
            None => groups.push(vec![spot]),
        }
    }
    let differ = |group: &[Spot]| {
        let mut pairs = group.iter().enumerate();
        pairs.any(|(nth, one)| {
            group[..nth]
                .iter()
                .any(|other| !may_be_one_row(graph, *one, *other))
        })
    };
    groups.retain_mut(|group| {
        let before = differ(group);
        if before {
            group.retain(|spot| !allows(*spot));
        }
        before && differ(group)
    });
    groups
        .iter()
        .map(|group| Found::of(graph, "shared_key", group))
        .collect()
}
