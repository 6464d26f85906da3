//! Faults of relations that are the two sides of one relationship, or go through one association.

use super::faults::Effect::{self, One, Something};
use super::faults::Fault;
use super::model::{Kind, Targets};
use super::names::{Leads, Led, Spot};

impl Fault<'_> {
    pub(crate) fn rename_inverse(&mut self) -> Option<Effect> {
        let judged = |spot: Spot| {
            !self.graph.leads(spot).open
                && !self.graph.is_unknown(spot.0)
                && !self.graph.judged_targets(spot).is_empty()
        };
        let spot = self.relation(|spot, relation| relation.inverse.is_some() && judged(spot))?;
        self.at(spot).inverse = Some("zz_nothing".to_owned());
        Some(One("missing_inverse"))
    }

    pub(crate) fn remove_relation(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, _| true)?;
        let mut namers = self.namers(spot);
        namers.retain(|namer| *namer != spot);
        let judged = matches!(namers[..], [namer] if self.is_real(namer.0));
        let certain = self.users(spot.0).is_empty() && judged;
        self.models[spot.0].relations.remove(spot.1);
        Some(if certain {
            One("missing_inverse")
        } else {
            Something
        })
    }

    pub(crate) fn exchange_inverses(&mut self) -> Option<Effect> {
        let mutual = |spot: Spot| {
            self.partner(spot).filter(|partner| {
                self.inverse(*partner) == Some(spot) && self.inverse(spot).is_some()
            })
        };
        let a = self.relation(|spot, _| mutual(spot).is_some())?;
        let kind = |spot: Spot| {
            (
                self.graph.relation(spot).kind,
                self.graph.relation(spot).through.is_some(),
            )
        };
        let b = self.relation(|spot, _| {
            spot.0 == a.0
                && spot != a
                && kind(spot) == kind(a)
                && mutual(spot).is_some_and(|other| other.0 == mutual(a).unwrap().0 && other != a)
        })?;
        let (one, other) = (self.at(a).inverse.clone(), self.at(b).inverse.clone());
        self.at(a).inverse = other;
        self.at(b).inverse = one;
        Some(One("inverse_disagrees"))
    }

    pub(crate) fn retarget(&mut self) -> Option<Effect> {
        let spot = self.relation(|spot, relation| {
            relation.through.is_none() && self.plain_target(spot).is_some()
        })?;
        let all: Vec<usize> = (0..self.models.len())
            .filter(|m| self.is_real(*m))
            .collect();
        let other = self.pick_other(&all)?;
        if self.plain_target(spot) == Some(other) {
            return None;
        }
        // There the inverse's name may mean a relation that points back too.
        let name = self.graph.relation(spot).inverse.as_ref();
        let other_inverse = name.and_then(|name| self.graph.models[other].relation(name));
        let fits_there = other_inverse.is_some_and(|r| self.graph.leads_to((other, r), spot.0));
        let certain = !fits_there
            && self.partner(spot).is_some_and(|partner| {
                !self.has_key(spot) && !self.has_key(partner) && self.inverse(partner) == Some(spot)
            });
        let path = self.models[other].full_path();
        self.at(spot).targets = Targets::Names(vec![path]);
        Some(if certain {
            One("inverse_elsewhere")
        } else {
            Something
        })
    }

    pub(crate) fn change_kind(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, relation| relation.through.is_none())?;
        let certain = self.partner(spot).is_some_and(|partner| {
            !self.has_key(spot) && !self.has_key(partner) && !self.graph.leads(partner).open
        });
        let kind = &mut self.at(spot).kind;
        *kind = match *kind {
            Kind::BelongsTo => Kind::ManyToMany,
            Kind::HasOne | Kind::HasMany => Kind::BelongsTo,
            Kind::ManyToMany => Kind::HasOne,
            Kind::RefersTo => Kind::HasMany,
        };
        Some(if certain {
            One("inverse_kind")
        } else {
            Something
        })
    }

    pub(crate) fn swap_via(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, relation| relation.via.is_some())?;
        let (own, other) = self.at(spot).via.clone()?;
        let Some(Led::To(through)) = self.graph.leads(spot).through else {
            return None;
        };
        let exclusive = |name: &str| {
            let r = self.graph.models[through].relation(name);
            r.is_some_and(|r| self.graph.led[through][r].targets.len() == 1)
        };
        let is_own = |target: usize| target == spot.0 || self.graph.have_one_table(target, spot.0);
        let is_one_end = self.plain_target(spot).is_some_and(is_own);
        let certain = !is_one_end && exclusive(&own) && exclusive(&other);
        self.at(spot).via = Some((other, own));
        Some(if certain {
            One("through_keys")
        } else {
            Something
        })
    }

    pub(crate) fn drop_end(&mut self) -> Option<Effect> {
        let associations: Vec<usize> = (0..self.models.len())
            .filter(|m| !self.users(*m).is_empty())
            .collect();
        let c = self.pick(&associations)?;
        let users = self.users(c);
        let sides = match users[..] {
            [_] => true,
            [a, b] => self.inverse(a) == Some(b) || self.inverse(b) == Some(a),
            _ => false,
        };
        let without_via = users
            .iter()
            .all(|user| self.graph.relation(*user).via.is_none());
        let ends = self.graph.leads(users[0]).targets.clone();
        let needed: Vec<usize> = (0..self.models[c].relations.len())
            .filter(|r| {
                let to = &self.graph.led[c][*r].targets;
                let (relation, m2m) = (
                    &self.models[c].relations[*r],
                    self.graph.relation(users[0]).kind == Kind::ManyToMany,
                );
                let fits = if m2m {
                    relation.kind == Kind::BelongsTo
                } else {
                    relation.kind != Kind::RefersTo
                };
                fits && (to.contains(&Led::To(users[0].0)) || *to == ends)
            })
            .collect();
        let r = self.pick_other(&needed)?;
        let outsider = users.iter().all(|user| user.0 != c);
        // A step that goes by a relation of an end needs none in the association.
        let enters = |spot: &Spot| {
            let is_end = users.iter().any(|user| user.0 == spot.0);
            (is_end || ends.contains(&Led::To(spot.0))) && self.graph.leads_to(*spot, c)
        };
        let entered = self.graph.relations().iter().any(enters);
        let m2m = self.graph.relation(users[0]).kind == Kind::ManyToMany;
        // What leads elsewhere may be what is looked for.
        let known = |leads: &Leads| leads.targets.iter().all(|led| matches!(led, Led::To(_)));
        let certain = self.graph.led[c].iter().all(known)
            && sides
            && without_via
            && outsider
            && (m2m || !entered)
            && self.namers((c, r)).is_empty();
        self.models[c].relations.remove(r);
        Some(if certain {
            One("through_without_key")
        } else {
            Something
        })
    }

    pub(crate) fn claim_twice(&mut self) -> Option<Effect> {
        let claims = |spot: Spot| {
            let inverse = self.inverse(spot);
            inverse.is_some_and(|inverse| {
                self.graph.relation(inverse).inverse.is_none() && inverse != spot
            })
        };
        let spot = self.relation(|spot, _| claims(spot))?;
        let certain = self.users(spot.0).is_empty() && self.is_real(spot.0);
        let mut second = self.at(spot).clone();
        second.name = format!("zz_{}", second.name);
        second.at.1 += 500_000;
        if self.models[spot.0].relation(&second.name).is_some() {
            return None;
        }
        self.models[spot.0].relations.push(second);
        Some(if certain {
            One("inverse_taken")
        } else {
            Something
        })
    }
}
