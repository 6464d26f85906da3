//! The rules of associations.
//!
//! Decided here, where the design is silent:
//! - What an external or outside association holds is unknown, and so is an end that lives outside. A base has the
//!   relations of what is built on it, so those of an abstract model are not judged.
//! - Where a relation of the association leads nowhere, it may be the one that is looked for: that an end is missing
//!   is then only a consequence.
//! - A has_one or has_many through may take a step by a relation of the end to the association as well.
//! - An end is stood for by what points at it most directly: what goes through a model itself, and then what leads
//!   anywhere, only if nothing else does. One relation cannot stand for both ends.
//! - That an end is missing is a fact of the association, reported once, and so is that it has no such relation as a `via`
//!   names; an ambiguity, and a `via` the wrong way round, are reported once for both sides.
//! - What points at another model of an end's table points at the end, if nothing points at the model itself.
//! - Where an inverse shows that a relation of the association must point at an end, that is what is wrong.

use super::inverses;
use super::model::Kind;
use super::names::{Found, Graph, Led, Spot};

/// What is wrong with a through, told apart by what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    WithoutKey {
        through: usize,
        ends: Vec<usize>,
        /// The one relation that would stand for both ends.
        only: Option<Spot>,
        any_kind: bool,
    },
    Ambiguous,
    /// The association has no such relation, or it does not point at this end.
    NoSuch {
        through: usize,
        name: String,
        end: Option<usize>,
    },
    /// A `via` that names one relation twice.
    Same,
    /// A `via` the wrong way round.
    Swapped,
}

/// A relation that goes through an association, and the two ends.
struct Passage<'a> {
    graph: &'a Graph,
    spot: Spot,
    through: usize,
    own: usize,
    other: Option<usize>,
    /// Whether what points at another model of an end's table points at the end.
    by_table: bool,
}

/// Whether the inverse of a relation cannot be judged because of what it goes through.
pub(crate) fn is_at_fault(graph: &Graph, spot: Spot) -> bool {
    match graph.leads(spot).through {
        None => false,
        Some(Led::To(through)) => graph.is_abstract(through) || fault(graph, spot).is_some(),
        Some(_) => true,
    }
}

pub(crate) fn fault(graph: &Graph, spot: Spot) -> Option<Fault> {
    let leads = graph.leads(spot);
    let Some(Led::To(through)) = leads.through else {
        return None;
    };
    let is_base = |led: &Led| match *led {
        Led::To(model) => graph.is_abstract(model) || graph.is_doubled(model),
        _ => false,
    };
    // A fault of the target rules comes first.
    if !leads.targets_resolved()
        || leads.targets.iter().any(is_base)
        || graph.is_unknown(through)
        || graph.is_unknown(spot.0)
    {
        return None;
    }
    leads.targets.iter().find_map(|led| {
        let other = match led {
            Led::To(other) => Some(*other),
            _ => None,
        };
        let passage = |by_table: bool| Passage {
            graph,
            spot,
            through,
            own: spot.0,
            other,
            by_table,
        };
        match &graph.relation(spot).via {
            Some((own, other)) => passage(true).wrong_via(own, other),
            None => {
                let passage = passage(passage(false).lack().is_some());
                passage.lack().or_else(|| passage.ambiguity())
            }
        }
    })
}

impl Passage<'_> {
    fn is_circular(&self) -> bool {
        self.other.is_some_and(|other| {
            self.graph.same_path(other, self.own) || self.models_of(self.own).contains(&other)
        })
    }

    /// The models that are an end.
    fn models_of(&self, end: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.graph.models.len()).collect();
        all.retain(|other| {
            *other == end || self.by_table && self.graph.have_one_table(*other, end)
        });
        all
    }

    fn leads_to(&self, spot: Spot, end: usize) -> bool {
        let models = self.models_of(end).into_iter();
        models
            .into_iter()
            .any(|model| self.graph.leads_to(spot, model))
    }

    fn fits(&self, spot: Spot) -> bool {
        let kind = self.graph.relation(spot).kind;
        match self.graph.relation(self.spot).kind {
            Kind::ManyToMany => kind == Kind::BelongsTo,
            _ => kind != Kind::RefersTo,
        }
    }

    fn is_unresolved(&self, spot: Spot) -> bool {
        let targets = &self.graph.leads(spot).targets;
        targets.iter().any(|led| !matches!(led, Led::To(_)))
    }

    fn usable(&self) -> Vec<Spot> {
        let mut all = self.graph.relations_of(self.through);
        all.retain(|spot| *spot != self.spot && self.fits(*spot));
        all
    }

    fn leading_to(&self, end: usize) -> Vec<Spot> {
        let mut all = self.usable();
        all.retain(|spot| self.leads_to(*spot, end));
        all
    }

    /// The relations that point at an end as directly as it takes to have enough of them.
    fn candidates(&self, end: Option<usize>) -> Vec<Spot> {
        let Some(end) = end else { return Vec::new() };
        let directness = |spot: &Spot| {
            let relation = self.graph.relation(*spot);
            let is_other = !self.graph.targets(*spot).contains(&end);
            (
                relation.through.is_some(),
                self.graph.leads(*spot).open,
                is_other,
            )
        };
        let all = self.leading_to(end);
        let needed = if self.is_circular() { 2 } else { 1 };
        let mut limits: Vec<_> = all.iter().map(directness).collect();
        limits.sort_unstable();
        for limit in limits {
            let direct = all.iter().copied().filter(|spot| directness(spot) <= limit);
            let direct: Vec<Spot> = direct.collect();
            if direct.len() >= needed {
                return direct;
            }
        }
        all
    }

    fn ends(&self) -> (Vec<Spot>, Vec<Spot>) {
        let (mut own, mut other) = (self.candidates(Some(self.own)), self.candidates(self.other));
        if self.is_circular() {
            return (own, other);
        }
        if own == other && own.len() == 1 {
            own = self.leading_to(self.own);
            other = self.other.map_or(Vec::new(), |end| self.leading_to(end));
        }
        if own.len() == 1 && other.len() > 1 {
            other.retain(|spot| *spot != own[0]);
        } else if other.len() == 1 && own.len() > 1 {
            own.retain(|spot| *spot != other[0]);
        }
        (own, other)
    }

    /// Whether an end has a relation to the association that a step may go by.
    fn is_entered_from(&self, end: usize) -> bool {
        let steps = |spot: &Spot| {
            let relation = self.graph.relation(*spot);
            *spot != self.spot
                && relation.kind != Kind::RefersTo
                && self.graph.leads_to(*spot, self.through)
        };
        let all = |model: usize| self.graph.relations_of(model);
        self.graph.relation(self.spot).kind != Kind::ManyToMany
            && self
                .models_of(end)
                .into_iter()
                .flat_map(all)
                .any(|it| steps(&it))
    }

    fn lack(&self) -> Option<Fault> {
        let unresolved = |spot: &Spot| self.fits(*spot) && self.is_unresolved(*spot);
        if self.graph.relations_of(self.through).iter().any(unresolved) {
            return None;
        }
        let (own, other) = self.ends();
        let mut ends = Vec::new();
        if own.is_empty() && !self.is_entered_from(self.own) {
            ends.push(self.own);
        }
        if let Some(end) = self.other
            && other.is_empty()
            && !self.is_entered_from(end)
        {
            ends.push(end);
        }
        let mut only = None;
        if ends.is_empty() && own.len() == 1 && own == other {
            let both: Vec<usize> = [self.own].into_iter().chain(self.other).collect();
            if !both.iter().any(|end| self.is_entered_from(*end)) {
                only = Some(own[0]);
                ends = both;
            }
        }
        if ends.is_empty() {
            return None;
        }
        ends.sort_unstable();
        ends.dedup();
        Some(Fault::WithoutKey {
            through: self.through,
            ends,
            only,
            any_kind: self.graph.relation(self.spot).kind != Kind::ManyToMany,
        })
    }

    fn ambiguity(&self) -> Option<Fault> {
        let (own, other) = self.ends();
        (own.len() > 1 || other.len() > 1).then_some(Fault::Ambiguous)
    }

    fn wrong_via(&self, own: &str, other: &str) -> Option<Fault> {
        let found = |name: &str| self.graph.models[self.through].relation(name);
        let no_such = |name: &str, end: Option<usize>| {
            Some(Fault::NoSuch {
                through: self.through,
                name: name.to_owned(),
                end,
            })
        };
        for name in [own, other] {
            let usable = |r: usize| {
                let spot = (self.through, r);
                self.is_unresolved(spot) || self.fits(spot)
            };
            if !found(name).is_some_and(usable) {
                return no_such(name, None);
            }
        }
        if own == other {
            return Some(Fault::Same);
        }
        let leads = |name: &str, end: usize| {
            let spot = (self.through, found(name).unwrap());
            self.leads_to(spot, end)
        };
        let may_lead = |name: &str, end: Option<usize>| {
            let spot = (self.through, found(name).unwrap());
            self.is_unresolved(spot) || end.is_none_or(|end| leads(name, end))
        };
        match (may_lead(own, Some(self.own)), may_lead(other, self.other)) {
            (true, true) => None,
            _ if self
                .other
                .is_some_and(|end| leads(own, end) && leads(other, self.own)) =>
            {
                Some(Fault::Swapped)
            }
            (true, false) => no_such(other, self.other),
            (false, _) => no_such(own, Some(self.own)),
        }
    }
}

/// Whether an inverse shows that a relation of the association must point at the end.
fn is_consequence(graph: &Graph, fault: &Fault) -> bool {
    let expected = |spot: Spot, end: usize| {
        let past = inverses::led_past(graph, spot);
        past.iter().any(|namer| namer.0 == end)
    };
    match fault {
        Fault::WithoutKey { through, ends, .. } => {
            let all = graph.relations_of(*through);
            ends.iter()
                .any(|end| all.iter().any(|spot| expected(*spot, *end)))
        }
        Fault::NoSuch {
            through,
            name,
            end: Some(end),
        } => {
            let r = graph.models[*through].relation(name).unwrap();
            expected((*through, r), *end)
        }
        _ => false,
    }
}

/// Each fault once, with all that it is about.
pub(crate) fn faults(graph: &Graph) -> Vec<Found> {
    let mut all: Vec<(Fault, Vec<Spot>)> = Vec::new();
    for spot in graph.relations() {
        let Some(fault) = fault(graph, spot).filter(|fault| !is_consequence(graph, fault)) else {
            continue;
        };
        let is_same = |known: &Fault, about: &[Spot]| match fault {
            Fault::WithoutKey { .. } | Fault::NoSuch { .. } => *known == fault,
            Fault::Ambiguous | Fault::Swapped => *known == fault && are_sides(graph, about, spot),
            Fault::Same => false,
        };
        let (same, other): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|(known, about)| is_same(known, about));
        let about = same.into_iter().flat_map(|(_, about)| about);
        let about = about.chain([spot]).collect();
        all = other;
        all.push((fault, about));
    }
    let rule = |fault: &Fault| match fault {
        Fault::WithoutKey { .. } => "through_without_key",
        Fault::Ambiguous => "ambiguous_through",
        Fault::NoSuch { .. } | Fault::Same | Fault::Swapped => "through_keys",
    };
    all.iter()
        .map(|(fault, about)| Found::each(graph, rule(fault), about))
        .collect()
}

/// Whether one of these names the other, or is named by it, as its inverse, and both go through one model.
fn are_sides(graph: &Graph, these: &[Spot], other: Spot) -> bool {
    let through = |spot: Spot| graph.leads(spot).through;
    let mut these = these.iter();
    these.any(|one| graph.are_sides(*one, other) && through(*one) == through(other))
}
