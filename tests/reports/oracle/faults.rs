//! Faults that are put into a sound graph, and what each is found as where that is certain.

use proptest::prelude::*;

use super::judge::{Asked, judged};
use super::model::{Allow, Kind, Model, Relation, Targets};
use super::names::{Graph, Led, Spot, same, segments, written};

#[derive(Clone, Debug)]
pub(crate) struct FaultSpec {
    pub(crate) form: u8,
    pub(crate) at: u16,
    pub(crate) to: u16,
    pub(crate) flags: u16,
}

pub(crate) fn fault() -> impl Strategy<Value = FaultSpec> {
    let parts = (0..FORMS, 0..400_u16, 0..400_u16, any::<u16>());
    parts.prop_map(|(form, at, to, flags)| FaultSpec {
        form,
        at,
        to,
        flags,
    })
}

pub(crate) const FORMS: u8 = 41;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// There was nothing to do it to.
    None,
    /// Something, and the judges have to agree on what.
    Something,
    /// In a sound graph, exactly this one denied finding.
    One(&'static str),
}

use Effect::{One, Something};

/// Puts the fault in.
pub(crate) fn inject(models: &mut Vec<Model>, asked: &mut Asked, spec: &FaultSpec) -> Effect {
    if models.is_empty() {
        return Effect::None;
    }
    let graph = Graph::of(models, &asked.outside);
    // Twins are put in after faults, so the graph's models are these.
    if graph.models.len() != models.len() {
        return Effect::None;
    }
    let mut fault = Fault {
        graph: &graph,
        models,
        spec,
    };
    let effect = match spec.form {
        0 | 1 => fault.misspell_target(),
        2 => fault.misspell_through(),
        3 | 4 => fault.remove_model(),
        5 => fault.rename_inverse(),
        6 => fault.remove_relation(),
        7 => fault.exchange_inverses(),
        8 => fault.retarget(),
        9 => fault.change_kind(),
        10 => fault.key_type(),
        11 => fault.rename_key(),
        12 => fault.rename_reference(),
        13 => fault.key_count(),
        14 if spec.flags & 3 == 0 => fault.wide_reference(),
        14 => fault.reference_not_unique(),
        15 => fault.duplicate(),
        16 => fault.ambiguous(),
        17 => fault.swap_via(),
        18 => fault.drop_end(),
        19 => fault.make_abstract(),
        20 => fault.claim_twice(),
        21 => fault.other_key(),
        22 => fault.circle(),
        23 => fault.allow(),
        24 => {
            asked.expected.push(fault.some_name());
            Some(Something)
        }
        25 => fault.other_through(),
        26 => fault.other_via(),
        27 => fault.any_inverse(),
        28 => fault.any_target(),
        29 => fault.exchange_any(),
        30 => fault.exchange_targets(),
        31 => fault.share_key(),
        32 => fault.ring(),
        33 => fault.any_type(),
        34 => fault.lose_fields(),
        36 => fault.on_delete(),
        37 => fault.unique_key(),
        38 | 39 => fault.mirror_key(),
        40 => fault.split_key(),
        _ => fault.any_member(),
    };
    refuse_no_key(models);
    effect.unwrap_or(Effect::None)
}

/// What a document refuses gets a key: a `has_one` or `has_many` to any model.
fn refuse_no_key(models: &mut [Model]) {
    let relations = models.iter_mut().flat_map(|model| &mut model.relations);
    for relation in relations {
        let is_pointed_at = matches!(relation.kind, Kind::HasOne | Kind::HasMany);
        let is_open = relation.targets == Targets::Any && relation.through.is_none();
        if is_pointed_at && is_open && relation.key.is_empty() {
            relation.key = vec!["zz_any_id".to_owned()];
        }
    }
}

pub(crate) struct Fault<'a> {
    pub(crate) graph: &'a Graph,
    pub(crate) models: &'a mut Vec<Model>,
    pub(crate) spec: &'a FaultSpec,
}

impl Fault<'_> {
    pub(crate) fn pick<T: Clone>(&self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.spec.at as usize % all.len()].clone())
    }

    pub(crate) fn pick_other<T: Clone>(&self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.spec.to as usize % all.len()].clone())
    }

    /// One of the relations that are like this.
    pub(crate) fn relation(&self, like: impl Fn(Spot, &Relation) -> bool) -> Option<Spot> {
        let mut all = self.graph.relations();
        all.retain(|spot| like(*spot, self.graph.relation(*spot)));
        self.pick(&all)
    }

    pub(crate) fn at(&mut self, (m, r): Spot) -> &mut Relation {
        &mut self.models[m].relations[r]
    }

    /// The only target, if it is a model of which more than its path is known.
    pub(crate) fn plain_target(&self, spot: Spot) -> Option<usize> {
        match self.graph.leads(spot).targets[..] {
            [Led::To(target)] if !self.graph.models[target].external => Some(target),
            _ => None,
        }
    }

    pub(crate) fn is_real(&self, model: usize) -> bool {
        !self.graph.models[model].external && !self.graph.models[model].is_abstract
    }

    /// The relations that name this one as their inverse.
    pub(crate) fn namers(&self, spot: Spot) -> Vec<Spot> {
        let mut all = self.graph.relations();
        all.retain(|other| {
            let leads = self.graph.leads(*other);
            !leads.open
                && self.graph.leads_to(*other, spot.0)
                && self.graph.relation(*other).inverse.as_ref()
                    == Some(&self.graph.relation(spot).name)
        });
        all
    }

    pub(crate) fn inverse(&self, spot: Spot) -> Option<Spot> {
        let target = self.plain_target(spot)?;
        let name = self.graph.relation(spot).inverse.as_ref()?;
        Some((target, self.graph.models[target].relation(name)?))
    }

    /// The relations that go through this model.
    pub(crate) fn users(&self, model: usize) -> Vec<Spot> {
        let mut all = self.graph.relations();
        all.retain(|spot| self.graph.leads(*spot).through == Some(Led::To(model)));
        all
    }

    /// The one relation that this one is paired with, if it is with one only and nothing else hangs on it.
    pub(crate) fn partner(&self, spot: Spot) -> Option<Spot> {
        let partner = match (self.namers(spot)[..].as_ref(), self.inverse(spot)) {
            ([namer], Some(inverse)) if *namer == inverse => inverse,
            ([namer], None) if self.graph.relation(spot).inverse.is_none() => *namer,
            ([], Some(inverse)) => inverse,
            _ => return None,
        };
        let plain = self.plain_target(spot).is_some();
        (plain && partner != spot && self.users(spot.0).is_empty()).then_some(partner)
    }

    pub(crate) fn has_key(&self, spot: Spot) -> bool {
        let relation = self.graph.relation(spot);
        !relation.key.is_empty() || !relation.references.is_empty()
    }

    pub(crate) fn some_name(&self) -> String {
        let paths: Vec<String> = self.graph.models.iter().map(Model::full_path).collect();
        let path = &paths[self.spec.at as usize % paths.len()];
        let all = segments(path);
        let tail = all[self.spec.flags as usize % all.len()..].join("::");
        match self.spec.to % 5 {
            0 => "gone::deep::Gone".to_owned(),
            1 => "Gone".to_owned(),
            2 => format!("Zz{}", all[all.len() - 1]),
            3 => format!("::{path}"),
            _ => tail,
        }
    }

    pub(crate) fn misspell_target(&mut self) -> Option<Effect> {
        let named = |spot: Spot| {
            (self.graph.leads(spot).targets.iter()).any(|led| matches!(led, Led::To(_)))
        };
        let spot = self.relation(|spot, _| named(spot))?;
        let nth = self.spec.to as usize % self.graph.leads(spot).targets.len();
        if !matches!(self.graph.leads(spot).targets[nth], Led::To(_)) {
            return None;
        }
        if let Targets::Names(names) = &mut self.at(spot).targets {
            names[nth] = misspelt(&names[nth]);
        }
        Some(One("missing_target"))
    }

    pub(crate) fn misspell_through(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, relation| relation.through.is_some())?;
        let through = &mut self.at(spot).through;
        *through = through.as_ref().map(|name| misspelt(name));
        Some(One("missing_through"))
    }

    pub(crate) fn remove_model(&mut self) -> Option<Effect> {
        let all: Vec<usize> = (0..self.models.len()).collect();
        let gone = self.pick(&all)?;
        let others = |spot: &Spot| spot.0 != gone;
        let asks = |led: &Led| *led == Led::To(gone);
        let spots: Vec<Spot> = self.graph.relations().into_iter().filter(others).collect();
        let as_target = (spots.iter()).any(|spot| self.graph.leads(*spot).targets.iter().any(asks));
        let as_through =
            (spots.iter()).any(|spot| self.graph.leads(*spot).through.as_ref().is_some_and(asks));
        self.models.remove(gone);
        let after = Graph::of(self.models, &["outer".to_owned()]);
        let all_absent = after.relations().into_iter().all(|spot| {
            let (now, leads) = (
                after.leads(spot),
                self.graph
                    .leads((spot.0 + usize::from(spot.0 >= gone), spot.1)),
            );
            let all = leads
                .targets
                .iter()
                .chain(&leads.through)
                .zip(now.targets.iter().chain(&now.through));
            all.filter(|(before, _)| asks(before))
                .all(|(_, now)| *now == Led::Absent)
        });
        let has_none = self.models.iter().all(|it| it.external || it.is_abstract);
        Some(match (as_target, as_through) {
            _ if !all_absent || has_none => Something,
            (true, _) => One("missing_target"),
            (false, true) => One("missing_through"),
            (false, false) => Something,
        })
    }

    pub(crate) fn duplicate(&mut self) -> Option<Effect> {
        let all: Vec<usize> = (0..self.models.len())
            .filter(|m| !self.models[*m].external)
            .collect();
        let mut twin = self.models[self.pick(&all)?].clone();
        twin.at.1 += 1_000_000;
        for relation in &mut twin.relations {
            relation.at.1 += 1_000_000;
        }
        if self.spec.flags & 1 == 0 {
            twin.relations.pop();
        }
        self.models.push(twin);
        Some(One("duplicate_model"))
    }

    pub(crate) fn ambiguous(&mut self) -> Option<Effect> {
        let mut names: Vec<String> = Vec::new();
        for model in self.models.iter() {
            let all = model.relations.iter();
            let all =
                all.flat_map(|relation| relation.targets.names().iter().chain(&relation.through));
            names.extend(
                all.filter(|name| !name.starts_with("::"))
                    .map(|name| written(name)),
            );
        }
        names.retain(|name| {
            let exact = self
                .models
                .iter()
                .any(|model| same(&model.full_path(), name));
            !exact && self.graph.look_up(name) != Led::Outside
        });
        let name = self.pick(&names)?;
        let path = format!("zz::{name}");
        let exists = self
            .models
            .iter()
            .any(|model| same(&model.full_path(), &path));
        names.sort();
        names.dedup();
        names.retain(|other| segments(&path).ends_with(&segments(other)));
        self.models.push(Model {
            path,
            external: self.spec.flags & 3 == 0,
            at: super::model::At("zz/src/lib.rs".to_owned(), 1, 1),
            ..Model::default()
        });
        Some(if names.len() == 1 && !exists {
            One("ambiguous_target")
        } else {
            Something
        })
    }

    pub(crate) fn make_abstract(&mut self) -> Option<Effect> {
        let all: Vec<usize> = (0..self.models.len())
            .filter(|m| self.is_real(*m))
            .collect();
        let model = self.pick(&all)?;
        let asks = |spot: &Spot| self.graph.leads(*spot).targets.contains(&Led::To(model));
        let asking = self
            .graph
            .relations()
            .iter()
            .filter(|spot| asks(spot))
            .count();
        // A base that relates to itself is no fault: each model built on it relates to itself.
        let itself = self
            .graph
            .relations()
            .iter()
            .any(|spot| asks(spot) && spot.0 == model);
        self.models[model].is_abstract = true;
        let has_any = self.models.iter().any(|it| !it.external && !it.is_abstract);
        Some(
            if asking == 1 && !itself && has_any && self.users(model).is_empty() {
                One("abstract_target")
            } else {
                Something
            },
        )
    }

    pub(crate) fn allow(&mut self) -> Option<Effect> {
        let rules: Vec<&str> = judged().chain(["no_rule"]).collect();
        let allow = Allow::of(rules[self.spec.to as usize % rules.len()]);
        let all: Vec<usize> = (0..self.models.len())
            .filter(|m| !self.models[*m].external)
            .collect();
        let model = self.pick(&all)?;
        let relations = &mut self.models[model].relations;
        let count = relations.len();
        match relations.get_mut(self.spec.flags as usize % (count + 1)) {
            Some(relation) => relation.allow.push(allow),
            None => self.models[model].allow.push(allow),
        }
        Some(Something)
    }
}

fn misspelt(name: &str) -> String {
    match name.rsplit_once("::") {
        Some((before, last)) => format!("{before}::Zz{}", last.trim_start_matches("r#")),
        None => format!("Zz{}", name.trim_start_matches("r#")),
    }
}
