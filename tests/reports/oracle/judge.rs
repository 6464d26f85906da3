//! The second judge: plain and slow, written from the table of rules in the design.
//!
//! Nothing here knows how the library judges. What the design leaves open is decided at the head of each file:
//! [`names`](super::names), [`throughs`](super::throughs), [`inverses`](super::inverses), [`keys`](super::keys); and here:
//! - Models of one path are one finding, at the first by place. A table that several models name likewise, of those
//!   that do not allow it.
//! - A target that is abstract is one finding for each relation and model, and one that it goes through too; a base may
//!   relate to itself, and nothing must relate to it.
//! - `unqualified_target` is reported for each written name.
//! - A circle of required keys is reported at any edge of a shortest circle. An allow is about every circle that it is on.
//!   A key of a model to itself is a circle of its own, unless it points at its own fields.
//! - A rule that is allowed everywhere still silences what comes after it.
//! - An open relation relates to every model, and a name that leads nowhere may mean any: no model is surely isolated.
//! - Of two allows of one rule the second is unused. An allow is unused unless what it is on was not asked: the rule
//!   is allowed everywhere, a name leads nowhere, a rule that comes before it found something there, or what is wrong
//!   there is reported elsewhere.
//! - A reference that contains what is unique is a minor fault: allowed, or a warning if everything is asked for.
//! - Who allows a fault that several show is left out; what is left is reported if it is a fault still.
//!
//! Not judged: `registration_unavailable`, `crate_linked_twice` and `missing_crate`, which models alone do not show, and
//! rules that are in none of the lists of levels.

use super::model::{Allow, At, Model};
use super::names::{self, Found, Graph, Led, Shown, Spot};
use super::{inverses, joins, keys, required, rows, throughs};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Allow,
    Warn,
    Deny,
}

/// What is asked beyond the models.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) levels: Vec<(&'static str, Level)>,
    pub(crate) strict: bool,
    pub(crate) expected: Vec<String>,
    pub(crate) outside: Vec<String>,
}

const DENY: [&str; 27] = [
    "registration_unavailable",
    "empty_registry",
    "duplicate_model",
    "missing_model",
    "missing_crate",
    "missing_target",
    "ambiguous_target",
    "abstract_target",
    "missing_through",
    "through_without_key",
    "ambiguous_through",
    "through_keys",
    "missing_inverse",
    "inverse_elsewhere",
    "inverse_kind",
    "inverse_disagrees",
    "inverse_taken",
    "inverse_key",
    "unkeyed_relation",
    "mirrored_key",
    "split_key",
    "missing_key",
    "missing_reference",
    "key_count",
    "key_type",
    "reference_not_unique",
    "set_null_required",
];
const WARN: [&str; 7] = [
    "crate_linked_twice",
    "ambiguous_inverse",
    "same_join",
    "key_cardinality",
    "on_delete_disagrees",
    "required_cycle",
    "unused_allow",
];
const ALLOW: [&str; 5] = [
    "duplicate_table",
    "one_sided_inverse",
    "shared_key",
    "isolated_model",
    "unqualified_target",
];

/// The rules that are known here.
pub(crate) fn judged() -> impl Iterator<Item = &'static str> {
    DENY.into_iter().chain(WARN).chain(ALLOW)
}

impl Asked {
    fn minor_level(&self, rule: &str) -> Level {
        let strict = if self.strict {
            Level::Warn
        } else {
            Level::Allow
        };
        self.set(rule).unwrap_or(strict)
    }

    pub(crate) fn level(&self, rule: &str) -> Level {
        if let Some(level) = self.set(rule) {
            level
        } else if DENY.contains(&rule) || self.strict && rule != "isolated_model" {
            Level::Deny
        } else if WARN.contains(&rule) {
            Level::Warn
        } else {
            Level::Allow
        }
    }
}

impl Asked {
    fn set(&self, rule: &str) -> Option<Level> {
        let set = self.levels.iter().rev().find(|(set, _)| *set == rule);
        set.map(|(_, level)| *level)
    }
}

/// A finding, as far as both judges tell it alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    pub(crate) rule: String,
    pub(crate) level: Level,
    /// Where it may be reported: `expected` for what the options name, and empty where there is none.
    pub(crate) places: Vec<String>,
    /// Whether it must be reported.
    pub(crate) sure: bool,
}

/// What a finding is about: a model, or a relation of it.
type About = (usize, Option<usize>);

/// An allow, what it is on and whether it silenced anything.
struct Standing<'a> {
    on: About,
    allow: &'a Allow,
    used: bool,
}

/// Asks of each fault who allows it.
struct Teller<'a> {
    asked: &'a Asked,
    allows: Vec<Standing<'a>>,
    /// What was found of which relation, silenced or not.
    found: Vec<(Spot, &'static str)>,
    /// What it is not certain of that it was found, so that an allow of it may be used or not.
    unsure: Vec<(About, &'static str)>,
    told: Vec<Told>,
}

pub(crate) fn judge(models: &[Model], asked: &Asked) -> Vec<Told> {
    let graph = Graph::of(models, &asked.outside);
    let mut teller = Teller {
        asked,
        allows: standing(&graph),
        found: Vec::new(),
        unsure: Vec::new(),
        told: Vec::new(),
    };
    let is_empty = graph
        .models
        .iter()
        .all(|model| model.external || model.is_abstract);
    if is_empty {
        teller.tell(Found::shown_at("empty_registry", At::default(), &[]));
    }
    let unasked = is_empty && asked.level("empty_registry") == Level::Deny
        || asked.level("missing_model") == Level::Allow;
    let is_absent = |name: &&String| {
        let found = graph.meant(name);
        !unasked && found.iter().all(|m| graph.models[*m].external)
    };
    let expected: Vec<String> = asked.expected.iter().filter(is_absent).cloned().collect();
    let mut found = names::faults(&graph, &expected, |rule, (m, r)| {
        teller.silences(rule, &[(m, Some(r))])
    });
    found.extend(of_models(&graph, |m| {
        teller.silences("duplicate_table", &[(m, None)])
    }));
    found.extend(abstract_targets(&graph));
    found.extend(throughs::faults(&graph));
    let mut elsewhere = Vec::new();
    found.extend(inverses::faults(&graph, &mut elsewhere, |(m, r), only| {
        let mut broken = keys::broken(&graph, (m, r)).into_iter();
        let broken = broken.find(|rule| only.is_none_or(|only| only == *rule));
        broken.is_some_and(|rule| !teller.silences(rule, &[(m, Some(r))]))
    }));
    found.extend(keys::faults(&graph, &mut elsewhere, |(m, r)| {
        teller.silences("shared_key", &[(m, Some(r))])
    }));
    found.extend(unqualified(&graph));
    found.extend(external(&graph, &expected));
    found.into_iter().for_each(|found| teller.tell(found));
    teller.tell_joins(&graph);
    teller.tell_rows(&graph, &mut elsewhere);
    teller.tell_circles(&graph);
    teller.tell_unused(&graph, &elsewhere);
    teller.told.sort();
    teller.told
}

/// External models of crates that are here, unless they are expected too.
fn external(graph: &Graph, expected: &[String]) -> Vec<Found> {
    let all = 0..graph.models.len();
    let (external, real): (Vec<usize>, Vec<usize>) = all.partition(|m| graph.models[*m].external);
    let is_here = |m: &usize| real.iter().any(|it| graph.krate(*it) == graph.krate(*m));
    let is_told = |m: &usize| expected.iter().any(|it| graph.meant(it).contains(m));
    let lost = external.into_iter().filter(|m| {
        graph.models[*m].at != At::default()
            && is_here(m)
            && !is_told(m)
            && !graph.is_outside(graph.krate(*m))
    });
    let found = lost.map(|m| Found::shown_at("missing_model", graph.models[m].at.clone(), &[]));
    found.collect()
}

fn standing(graph: &Graph) -> Vec<Standing<'_>> {
    let mut all = Vec::new();
    for (m, model) in graph
        .models
        .iter()
        .enumerate()
        .filter(|(_, model)| !model.external)
    {
        let relations = model.relations.iter().enumerate();
        let relations = relations.map(|(r, relation)| ((m, Some(r)), &relation.allow));
        for (on, allows) in [((m, None), &model.allow)].into_iter().chain(relations) {
            all.extend(allows.iter().map(|allow| Standing {
                on,
                allow,
                used: false,
            }));
        }
    }
    all
}

impl Teller<'_> {
    /// Whether a fault about these is not reported. What silences it is used.
    fn silences(&mut self, rule: &'static str, about: &[About]) -> bool {
        let mut silenced = self.asked.level(rule) == Level::Allow;
        for (m, r) in about {
            self.found.extend(r.map(|r| ((*m, r), rule)));
            for on in [(*m, *r), (*m, None)] {
                let mut allows = self.allows.iter_mut();
                if let Some(allow) = allows.find(|it| it.on == on && it.allow.rule == rule) {
                    allow.used = true;
                    silenced = true;
                }
            }
        }
        silenced
    }

    fn tell(&mut self, found: Found) {
        let mut shown = found.shown;
        if !found.sure {
            let about = shown.iter().flat_map(|shown| shown.about.clone());
            self.unsure.extend(about.map(|on| (on, found.rule)));
        }
        shown.retain(|shown| {
            let before = self.found.len();
            let silenced = self.silences(found.rule, &shown.about);
            if found.minor {
                self.found.truncate(before);
            }
            !silenced
        });
        if shown.len() < found.least {
            return;
        }
        let Some(first) = shown.into_iter().min_by(|a, b| a.at.cmp(&b.at)) else {
            return;
        };
        self.push(found.rule, vec![place(&first.at)], found.sure);
        if found.minor {
            let told = self.told.last_mut().unwrap();
            told.level = self.asked.minor_level(found.rule);
            if told.level == Level::Allow {
                self.told.pop();
            }
        }
    }

    fn push(&mut self, rule: &str, mut places: Vec<String>, sure: bool) {
        places.sort();
        self.told.push(Told {
            rule: rule.to_owned(),
            level: self.asked.level(rule),
            places,
            sure,
        });
    }

    /// What is asked of relations that are alone, or several between the same two models. Where a side is wrong, it may be the
    /// one that is looked for.
    fn tell_joins(&mut self, graph: &Graph) {
        let wrong = self.with_wrong_sides();
        if self.asked.level("ambiguous_inverse") != Level::Allow {
            for found in joins::ambiguous(graph, &|spot| wrong.contains(&spot)) {
                self.tell(found);
            }
        }
        let wrong = self.with_wrong_sides();
        if self.asked.level("unkeyed_relation") != Level::Allow {
            for found in joins::unkeyed(graph, &|spot| wrong.contains(&spot)) {
                self.tell(found);
            }
        }
        let rule = "same_join";
        if self.asked.level(rule) == Level::Allow {
            return;
        }
        for mut same in joins::same(graph, &|spot| wrong.contains(&spot)) {
            same.retain(|(m, r)| !self.silences(rule, &[(*m, Some(*r))]));
            if same.len() < 2 {
                continue;
            }
            let (at, default) = joins::odd_one(graph, &same);
            let strict = self.asked.strict.then_some(Level::Deny);
            let level = self.asked.set(rule).or(strict).unwrap_or(default);
            if level != Level::Allow {
                self.push(rule, vec![place(graph.at(at))], true);
                self.told.last_mut().unwrap().level = level;
            }
        }
    }

    fn with_wrong_sides(&self) -> Vec<Spot> {
        let wrong = self.found.iter().filter(|(_, rule)| {
            INVERSES[TARGETS.len()..].contains(rule) && *rule != "one_sided_inverse"
        });
        wrong.map(|(spot, _)| *spot).collect()
    }

    /// What is at fault by a rule that comes before is reported alone.
    fn tell_rows(&mut self, graph: &Graph, elsewhere: &mut Vec<Spot>) {
        let mut explained = Vec::new();
        let found = rows::faults(graph, |rule, spot, side| {
            let both = [spot, side];
            let is_first = |spot: &Spot| {
                let found = |it: &(Spot, &str)| it.0 == *spot && before(rule).contains(&it.1);
                !elsewhere.contains(spot) && !self.found.iter().any(found)
            };
            let can = both.iter().all(is_first);
            if !can {
                explained.extend(both);
            }
            can
        });
        found.into_iter().for_each(|found| self.tell(found));
        elsewhere.extend(explained);
    }

    /// What is allowed opens every circle that it is on; so does a wrong key, and one that an inverse shows to lead
    /// elsewhere or to be held by the other model. A key to its own model is a circle by itself.
    fn tell_circles(&mut self, graph: &Graph) {
        let rule = "required_cycle";
        if self.asked.level(rule) == Level::Allow {
            return;
        }
        let (mut closed, _) = circles(graph, &required::required(graph));
        closed.retain(|edge| {
            let allowed = self.silences(rule, &edge.shown.about);
            let in_doubt = keys::broken(graph, edge.spot).is_some()
                || inverses::is_in_doubt(graph, edge.spot, [edge.from, edge.to]);
            !allowed && !in_doubt
        });
        let is_own = |edge: &required::Required| edge.from == edge.to;
        let (mut own, closed): (Vec<_>, Vec<_>) = closed.into_iter().partition(is_own);
        while let Some(first) = own.first().cloned() {
            let key =
                |edge: &required::Required| (edge.from, graph.relation(edge.spot).key.clone());
            let (same, other): (Vec<_>, Vec<_>) =
                own.into_iter().partition(|edge| key(edge) == key(&first));
            let places = same.iter().map(|edge| place(&edge.shown.at));
            self.push(rule, places.collect(), true);
            own = other;
        }
        for shortest in circles(graph, &closed).1 {
            let places = shortest.iter().map(|shown| place(&shown.at));
            self.push(rule, places.collect(), true);
        }
    }

    fn tell_unused(&mut self, graph: &Graph, elsewhere: &[Spot]) {
        let known = [&DENY[..], &WARN[..], &ALLOW[..]].concat();
        let mut unused = Vec::new();
        for (nth, standing) in self.allows.iter().enumerate() {
            let same = |it: &Standing| it.on == standing.on && it.allow.rule == standing.allow.rule;
            let is_second = self.allows[..nth].iter().any(same);
            let (on, rule) = (standing.on, standing.allow.rule.as_str());
            let of_relations = match on {
                (m, None) => graph.relations_of(m),
                (m, Some(r)) => vec![(m, r)],
            };
            let asked = |spot: &Spot| {
                let leads = graph.leads(*spot);
                let mut names = leads.targets.iter().chain(&leads.through);
                let of_models = ["duplicate_model", "crate_linked_twice", "duplicate_table"];
                let found =
                    |other: &&str| self.found.iter().any(|it| it.0 == *spot && it.1 == *other);
                (of_models.contains(&rule)
                    || names.all(|led| matches!(led, Led::To(to) if !graph.is_doubled(*to))))
                    && !before(rule).iter().any(found)
                    && (of_models.contains(&rule)
                        || TARGETS.contains(&rule)
                        || !elsewhere.contains(spot))
            };
            let of_the_registry = [
                "registration_unavailable",
                "empty_registry",
                "missing_model",
                "unused_allow",
            ];
            let is_rule = known.contains(&rule) && rule != "missing_crate";
            let never_asked = !is_rule || of_the_registry.contains(&rule);
            let was_asked =
                is_rule && self.asked.level(rule) != Level::Allow && of_relations.iter().all(asked);
            if is_second || !standing.used && (never_asked || was_asked) {
                let at = match on {
                    (m, None) => &graph.models[m].at,
                    (m, Some(r)) => graph.at((m, r)),
                };
                unused.push((place(at), true));
            } else if self.unsure.iter().any(|it| it.0 == on && it.1 == rule) {
                let at = on.1.map_or(&graph.models[on.0].at, |r| graph.at((on.0, r)));
                unused.push((place(at), false));
            }
        }
        if self.asked.level("unused_allow") != Level::Allow {
            for (place, sure) in unused {
                self.push("unused_allow", vec![place], sure);
            }
        }
    }
}

fn place(at: &At) -> String {
    if at.1 == 0 {
        at.0.clone()
    } else {
        at.to_string()
    }
}

/// What comes before every rule of inverses, and before what is asked of resolved relations only.
const TARGETS: &[&str] = &[
    "missing_target",
    "ambiguous_target",
    "abstract_target",
    "missing_through",
];
const INVERSES: &[&str] = &[
    "missing_target",
    "ambiguous_target",
    "abstract_target",
    "missing_through",
    "through_without_key",
    "ambiguous_through",
    "through_keys",
    "missing_inverse",
    "inverse_elsewhere",
    "inverse_kind",
    "inverse_disagrees",
    "inverse_taken",
    "inverse_key",
    "ambiguous_inverse",
    "one_sided_inverse",
];
const KEYS: &[&str] = &[
    "mirrored_key",
    "split_key",
    "missing_key",
    "missing_reference",
    "key_count",
    "key_type",
    "reference_not_unique",
    "shared_key",
];

/// The rules about the rows of a key, and what comes before them.
const ROWS: &[&str] = &[
    "set_null_required",
    "on_delete_disagrees",
    "key_cardinality",
];
const BEFORE_ROWS: &[&str] = &[
    "missing_target",
    "ambiguous_target",
    "abstract_target",
    "missing_through",
    "through_without_key",
    "ambiguous_through",
    "through_keys",
    "missing_inverse",
    "inverse_elsewhere",
    "inverse_kind",
    "inverse_disagrees",
    "inverse_taken",
    "inverse_key",
    "mirrored_key",
    "split_key",
    "missing_key",
    "missing_reference",
    "key_count",
    "key_type",
    "reference_not_unique",
];

/// The rules that come before this one for a relation.
fn before(rule: &str) -> &'static [&'static str] {
    let of = |chain: &[&str]| chain.iter().position(|other| *other == rule);
    if let Some(at) = of(INVERSES) {
        if at < TARGETS.len() {
            &[]
        } else {
            &INVERSES[..at]
        }
    } else if let Some(at) = of(KEYS) {
        &KEYS[..at]
    } else if ROWS.contains(&rule) {
        BEFORE_ROWS
    } else if [
        "unkeyed_relation",
        "same_join",
        "required_cycle",
        "isolated_model",
    ]
    .contains(&rule)
        || rule == "unqualified_target"
    {
        TARGETS
    } else {
        &[]
    }
}

fn abstract_targets(graph: &Graph) -> Vec<Found> {
    let mut all = Vec::new();
    for spot in graph.relations() {
        let mut bases = graph.targets(spot);
        let is_base = |model: usize| graph.is_abstract(model) && !graph.is_doubled(model);
        bases.retain(|model| is_base(*model) && *model != spot.0);
        if bases.is_empty()
            && let Some(Led::To(through)) = graph.leads(spot).through
            && is_base(through)
        {
            bases.push(through);
        }
        all.extend(
            bases
                .iter()
                .map(|_| Found::of(graph, "abstract_target", &[spot])),
        );
    }
    all
}

/// The edges that are on any circle, and for each part of models that all point at one another the edges of its shortest
/// circles.
fn circles(
    graph: &Graph,
    edges: &[required::Required],
) -> (Vec<required::Required>, Vec<Vec<Shown>>) {
    let count = graph.models.len();
    // How many edges the shortest way from each model to each other has.
    let ways = |from: usize| {
        let mut steps: Vec<Option<usize>> = vec![None; count];
        let mut at = vec![from];
        for length in 1..=count {
            let mut next = Vec::new();
            for edge in edges.iter().filter(|edge| at.contains(&edge.from)) {
                if steps[edge.to].is_none() {
                    steps[edge.to] = Some(length);
                    next.push(edge.to);
                }
            }
            at = next;
        }
        steps
    };
    let ways: Vec<Vec<Option<usize>>> = (0..count).map(ways).collect();
    let (mut on_any, mut shortest_of) = (Vec::new(), Vec::new());
    for model in 0..count {
        let together = |other: usize| ways[model][other].is_some() && ways[other][model].is_some();
        let part: Vec<usize> = (0..count).filter(|other| together(*other)).collect();
        // Each part is reported by its first model.
        if part.first() != Some(&model) {
            continue;
        }
        let inside = edges
            .iter()
            .filter(|edge| part.contains(&edge.from) && part.contains(&edge.to));
        let inside: Vec<required::Required> = inside.cloned().collect();
        let around = |edge: &required::Required| match edge.from == edge.to {
            true => 1,
            false => 1 + ways[edge.to][edge.from].unwrap(),
        };
        let shortest = inside.iter().map(around).min().unwrap();
        let of_shortest = inside.iter().filter(|edge| around(edge) == shortest);
        shortest_of.push(of_shortest.map(|edge| edge.shown.clone()).collect());
        on_any.extend(inside);
    }
    (on_any, shortest_of)
}

fn unqualified(graph: &Graph) -> Vec<Found> {
    let mut all = Vec::new();
    for spot in graph.relations() {
        let (relation, leads) = (graph.relation(spot), graph.leads(spot));
        let names = relation.targets.names().iter().chain(&relation.through);
        let mut told: Vec<&String> = Vec::new();
        for (name, led) in names.zip(leads.targets.iter().chain(&leads.through)) {
            let Led::To(model) = *led else { continue };
            let says = names::same(name, &graph.models[model].full_path());
            if graph.krate(spot.0) != graph.krate(model) && !says && !told.contains(&name) {
                told.push(name);
                all.push(Found::of(graph, "unqualified_target", &[spot]));
            }
        }
    }
    all
}

/// What is wrong with models rather than relations.
fn of_models(graph: &Graph, mut is_projection: impl FnMut(usize) -> bool) -> Vec<Found> {
    let mut real: Vec<usize> = (0..graph.models.len()).collect();
    real.retain(|m| !graph.models[*m].external);
    let mut found = Vec::new();
    let mut group = |rule: &'static str, members: &[usize], sure: bool| {
        let shown = members.iter().map(|m| Shown {
            at: graph.models[*m].at.clone(),
            about: vec![(*m, None)],
        });
        found.push(Found {
            rule,
            shown: shown.collect(),
            sure,
            least: members.len().min(2),
            minor: false,
        });
    };
    // The first of each path represents it.
    let mut first_of_path: Vec<usize> = Vec::new();
    for m in &real {
        let twins = real
            .iter()
            .copied()
            .filter(|other| graph.same_path(*other, *m));
        let twins: Vec<usize> = twins.collect();
        if twins[0] == *m {
            let first = twins.iter().min_by_key(|m| &graph.models[**m].at);
            first_of_path.extend(first);
            if twins.len() > 1 {
                group("duplicate_model", &twins, true);
            }
        }
    }
    for m in &first_of_path {
        let table = &graph.models[*m].table;
        let mut same = first_of_path.clone();
        same.retain(|other| table.is_some() && graph.models[*other].table == *table);
        if same.len() > 1 && same[0] == *m {
            same.retain(|other| !is_projection(*other));
            if same.len() > 1 {
                group("duplicate_table", &same, true);
            }
        }
    }
    let names_nothing = |spot: &Spot| {
        let leads = graph.leads(*spot);
        leads
            .targets
            .iter()
            .chain(&leads.through)
            .any(|led| *led == Led::Absent)
    };
    let sure = !graph.relations().iter().any(names_nothing);
    let meant = |spot: &Spot| {
        let relation = graph.relation(*spot);
        let names = relation.targets.names().iter().chain(&relation.through);
        let meant = names.flat_map(|name| graph.meant(name));
        meant.chain([spot.0]).collect::<Vec<usize>>()
    };
    let related: Vec<usize> = graph.relations().iter().flat_map(meant).collect();
    let any_open = graph.relations().iter().any(|spot| graph.leads(*spot).open);
    for m in real {
        let is_related = related.iter().any(|other| graph.same_path(*other, m));
        if !any_open && !is_related && !graph.is_abstract(m) {
            group("isolated_model", &[m], sure);
        }
    }
    found
}
