//! What a written name means, and which names mean nothing. From the words of the design, not from the library.
//!
//! Decided here, where the design is silent:
//! - A name whose crate is said to be outside, and that no model answers to, is taken as given.
//! - Two names are compared without `r#`. An absolute name is longer than the same name without its `::`.
//! - Where several models have one path, a name of it may mean any of them: neither what leads there nor their own
//!   relations are judged further than by names.
//! - Absent models of one crate are one fault, if no path goes through a crate or module that is called so or nearly so.
//! - What is expected is reported once for a chain of names, and an absent name that may mean it is not reported again.
//! - A relation whose target is at fault does not ask for its through: the target rules come first.
//! - Who is allowed not to find a model does not ask for it; others are reported still.

use super::model::{At, Model, Relation, Targets};

/// What a name points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Led {
    /// To this model.
    To(usize),
    /// To a crate that is defined elsewhere.
    Outside,
    /// Nowhere.
    Absent,
    /// To models of several paths.
    Ambiguous,
}

impl Led {
    pub(crate) fn is_resolved(self) -> bool {
        matches!(self, Led::To(_) | Led::Outside)
    }
}

/// A relation: its model, and its number in it.
pub(crate) type Spot = (usize, usize);

/// A fault as one relation or model shows it, with all that it is about: models, or relations of them. An allow on any
/// of these silences it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) at: At,
    pub(crate) about: Vec<(usize, Option<usize>)>,
}

/// A fault, told at the first by place of what shows it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) rule: &'static str,
    pub(crate) shown: Vec<Shown>,
    /// Whether it is certain that it is reported. If not, both is right.
    pub(crate) sure: bool,
    /// How many must be left, without those who allow it, for it to be a fault.
    pub(crate) least: usize,
    /// Whether it is allowed unless a level is set, a warning if everything is asked for, and silences nothing.
    pub(crate) minor: bool,
}

impl Found {
    /// A fault that one of these relations tells for all of them.
    pub(crate) fn of(graph: &Graph, rule: &'static str, about: &[Spot]) -> Self {
        let at = graph.at(graph.first(about)).clone();
        Found::shown_at(rule, at, about)
    }

    pub(crate) fn shown_at(rule: &'static str, at: At, about: &[Spot]) -> Self {
        let about = about.iter().map(|(m, r)| (*m, Some(*r))).collect();
        Found {
            rule,
            shown: vec![Shown { at, about }],
            sure: true,
            least: 1,
            minor: false,
        }
    }

    /// A fault that each of these relations shows. The two sides of one relationship allow it for each other.
    pub(crate) fn each(graph: &Graph, rule: &'static str, about: &[Spot]) -> Self {
        let shown = |spot: &Spot| {
            let sides = |other: &&Spot| *other == spot || graph.are_sides(*spot, **other);
            let sides = about.iter().filter(sides);
            Shown {
                at: graph.at(*spot).clone(),
                about: sides.map(|(m, r)| (*m, Some(*r))).collect(),
            }
        };
        Found {
            rule,
            shown: about.iter().map(shown).collect(),
            sure: true,
            least: 1,
            minor: false,
        }
    }
}

/// All models, and what each relation of each points at.
pub(crate) struct Graph {
    pub(crate) models: Vec<Model>,
    pub(crate) led: Vec<Vec<Leads>>,
    paths: Vec<Vec<String>>,
    outside: Vec<String>,
}

pub(crate) struct Leads {
    pub(crate) open: bool,
    pub(crate) targets: Vec<Led>,
    pub(crate) through: Option<Led>,
}

impl Leads {
    pub(crate) fn targets_resolved(&self) -> bool {
        self.targets.iter().all(|led| led.is_resolved())
    }
}

impl Graph {
    /// Equal twins are one; an external model gives way to a real one.
    pub(crate) fn of(all: &[Model], outside: &[String]) -> Self {
        let mut models: Vec<Model> = Vec::new();
        for model in all {
            let path = model.full_path();
            let real = |other: &Model| !other.external && same(&other.full_path(), &path);
            let twin = |other: &Model| other.external && same(&other.full_path(), &path);
            if model.external && all.iter().any(real) {
                continue;
            }
            // Of external twins one that was declared counts.
            if let Some(known) = models.iter_mut().find(|it| model.external && twin(it)) {
                if known.at == At::default() {
                    known.at.clone_from(&model.at);
                }
                continue;
            }
            if !models.contains(model) {
                models.push(model.clone());
            }
        }
        let path = |model: &Model| -> Vec<String> {
            let path = model.full_path();
            segments(&path).into_iter().map(str::to_owned).collect()
        };
        let mut graph = Graph {
            paths: models.iter().map(path).collect(),
            models,
            led: Vec::new(),
            outside: outside.to_vec(),
        };
        let leads = |relation: &Relation| Leads {
            open: relation.targets == Targets::Any,
            targets: (relation.targets.names().iter())
                .map(|name| graph.look_up(name))
                .collect(),
            through: (relation.through.as_ref()).map(|name| graph.look_up(name)),
        };
        let led = graph.models.iter();
        let led = led.map(|model| model.relations.iter().map(leads).collect());
        graph.led = led.collect();
        graph
    }

    /// The models that a name means: those whose whole path it is, or else all whose tail it is.
    pub(crate) fn meant(&self, name: &str) -> Vec<usize> {
        let written = segments(name);
        let mut all: Vec<usize> = (0..self.models.len()).collect();
        if all.iter().any(|m| self.paths[*m] == written) {
            all.retain(|m| self.paths[*m] == written);
        } else {
            all.retain(|m| {
                let path = &self.paths[*m];
                let before = path.len().checked_sub(written.len());
                !name.starts_with("::") && before.is_some_and(|before| path[before..] == written)
            });
        }
        all
    }

    /// What a name points at.
    pub(crate) fn look_up(&self, name: &str) -> Led {
        let meant = self.meant(name);
        let Some(first) = meant.iter().min_by_key(|m| &self.models[**m].at) else {
            let krate = segments(name)[0];
            return if self.is_outside(krate) {
                Led::Outside
            } else {
                Led::Absent
            };
        };
        if meant.iter().all(|m| self.same_path(*m, *first)) {
            Led::To(*first)
        } else {
            Led::Ambiguous
        }
    }

    pub(crate) fn same_path(&self, a: usize, b: usize) -> bool {
        self.paths[a] == self.paths[b]
    }

    /// Whether two models have rows in one table.
    pub(crate) fn have_one_table(&self, a: usize, b: usize) -> bool {
        let has_rows = |model: usize| !self.models[model].external && !self.is_abstract(model);
        let table = |model: usize| self.models[model].table.as_ref();
        has_rows(a) && has_rows(b) && table(a).is_some() && table(a) == table(b)
    }

    pub(crate) fn is_outside(&self, krate: &str) -> bool {
        self.outside.iter().any(|outside| same(outside, krate))
    }

    pub(crate) fn krate(&self, model: usize) -> &str {
        &self.paths[model][0]
    }

    /// Whether a relation points at a model; an open one points at any.
    pub(crate) fn leads_to(&self, spot: Spot, model: usize) -> bool {
        let leads = self.leads(spot);
        let there = |led: &Led| matches!(led, Led::To(to) if self.same_path(*to, model));
        leads.open || leads.targets.iter().any(there)
    }

    /// Whether one of two relations names the other as its inverse.
    pub(crate) fn are_sides(&self, a: Spot, b: Spot) -> bool {
        let names = |a: Spot, b: Spot| {
            self.relation(a).inverse.as_ref() == Some(&self.relation(b).name)
                && !self.leads(a).open
                && self.leads_to(a, b.0)
        };
        names(a, b) || names(b, a)
    }

    /// Every relation of every model that is judged.
    pub(crate) fn relations(&self) -> Vec<Spot> {
        let mut spots = Vec::new();
        for (m, model) in self.models.iter().enumerate() {
            if !model.external {
                spots.extend((0..model.relations.len()).map(|r| (m, r)));
            }
        }
        spots
    }

    pub(crate) fn relations_of(&self, model: usize) -> Vec<Spot> {
        let count = self.models[model].relations.len();
        (0..count).map(|r| (model, r)).collect()
    }

    pub(crate) fn relation(&self, (m, r): Spot) -> &Relation {
        &self.models[m].relations[r]
    }

    pub(crate) fn leads(&self, (m, r): Spot) -> &Leads {
        &self.led[m][r]
    }

    pub(crate) fn at(&self, spot: Spot) -> &At {
        &self.relation(spot).at
    }

    /// The first of these by place.
    pub(crate) fn first(&self, spots: &[Spot]) -> Spot {
        *spots.iter().min_by_key(|spot| self.at(**spot)).unwrap()
    }

    pub(crate) fn is_abstract(&self, model: usize) -> bool {
        self.models[model].is_abstract && !self.models[model].external
    }

    /// Whether nothing can be said of what relations to a model may name there: it is defined elsewhere, it is a base, or
    /// another model has its path.
    pub(crate) fn is_unknown(&self, model: usize) -> bool {
        self.models[model].external || self.is_abstract(model) || self.is_doubled(model)
    }

    /// Whether another model has its path.
    pub(crate) fn is_doubled(&self, model: usize) -> bool {
        (0..self.models.len()).any(|m| m != model && self.same_path(m, model))
    }

    /// Each model that a relation points at, once.
    pub(crate) fn targets(&self, spot: Spot) -> Vec<usize> {
        let mut all = Vec::new();
        for led in &self.leads(spot).targets {
            if let Led::To(model) = *led
                && !all.contains(&model)
            {
                all.push(model);
            }
        }
        all
    }

    /// Those of which something is known.
    pub(crate) fn judged_targets(&self, spot: Spot) -> Vec<usize> {
        let mut all = self.targets(spot);
        all.retain(|m| !self.is_unknown(*m));
        all
    }
}

pub(crate) fn segments(name: &str) -> Vec<&str> {
    let name = name.strip_prefix("::").unwrap_or(name);
    name.split("::")
        .map(|segment| segment.strip_prefix("r#").unwrap_or(segment))
        .collect()
}

pub(crate) fn same(a: &str, b: &str) -> bool {
    segments(a) == segments(b)
}

/// Whether `long` says the same as `short` and more.
fn says_more(long: &str, short: &str) -> bool {
    let absolute = |name: &str| name.starts_with("::");
    let (l, s) = (segments(long), segments(short));
    !absolute(short) && l.ends_with(&s) && (l.len() > s.len() || absolute(long) && !absolute(short))
}

fn comparable(a: &str, b: &str) -> bool {
    written(a) == written(b) || says_more(a, b) || says_more(b, a)
}

/// A name without `r#`, to compare it by.
pub(crate) fn written(name: &str) -> String {
    let root = if name.starts_with("::") { "::" } else { "" };
    format!("{root}{}", segments(name).join("::"))
}

/// The name among all absent ones that this one is reported as: the longest that it is a tail of, if those are one chain.
fn told_as(name: &str, absent: &[String]) -> String {
    let longer: Vec<&String> = absent.iter().filter(|long| says_more(long, name)).collect();
    let chain = longer
        .iter()
        .all(|a| longer.iter().all(|b| comparable(a, b)));
    let longest = longer
        .iter()
        .find(|a| longer.iter().all(|b| a == &b || says_more(a, b)));
    match longest {
        Some(longest) if chain => (*longest).clone(),
        _ => name.to_owned(),
    }
}

/// The crate that a name begins with, if no path goes through what is called so, nor nearly so.
fn absent_crate<'n>(graph: &Graph, name: &'n str) -> Option<&'n str> {
    let all = segments(name);
    let first = all[0];
    let mut before = graph.paths.iter().flat_map(|path| &path[..path.len() - 1]);
    (all.len() > 1 && !before.any(|segment| is_near(first, segment))).then_some(first)
}

/// Whether a name is at most a third of its letters, and at most 3, but 1 always, away from another, case aside; one
/// that has nothing in common is not.
fn is_near(written: &str, other: &str) -> bool {
    let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let (a, b) = (letters(written), letters(other));
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = a[i - 1] == b[j - 1];
            let mut least = (rows[i - 1][j] + 1).min(row[j - 1] + 1);
            least = least.min(rows[i - 1][j - 1] + usize::from(!same));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    let distance = rows[a.len()][b.len()];
    distance <= (a.len() / 3).clamp(1, 3) && (distance < a.len() || distance == 0)
}

/// Puts together what has one name.
fn grouped<T>(all: Vec<T>, name: impl Fn(&T) -> String) -> Vec<Vec<T>> {
    let mut groups: Vec<(String, Vec<T>)> = Vec::new();
    for one in all {
        let name = name(&one);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, group)) => group.push(one),
            None => groups.push((name, vec![one])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// A name that leads nowhere or to several, and the relation that asks for it.
#[derive(Clone)]
struct Asker {
    spot: Spot,
    name: String,
    as_target: bool,
    led: Led,
}

/// The names that lead nowhere or to several. `expected` are names that the options expect in vain; `allows` says
/// whether a relation is allowed not to find what it names.
pub(crate) fn faults(
    graph: &Graph,
    expected: &[String],
    mut allows: impl FnMut(&'static str, Spot) -> bool,
) -> Vec<Found> {
    let mut askers = Vec::new();
    for spot in graph.relations() {
        let (relation, leads) = (graph.relation(spot), graph.leads(spot));
        let targets = relation.targets.names().iter().zip(&leads.targets);
        askers.extend(targets.map(|(name, led)| (spot, name, true, *led)));
        if let (Some(name), Some(led)) = (&relation.through, leads.through)
            && leads.targets_resolved()
        {
            askers.push((spot, name, false, led));
        }
    }
    let askers = askers
        .into_iter()
        .map(|(spot, name, as_target, led)| Asker {
            spot,
            name: written(name),
            as_target,
            led,
        });
    let mut askers: Vec<Asker> = askers.filter(|asker| !asker.led.is_resolved()).collect();
    askers.retain(|asker| {
        let rule = match (asker.led, asker.as_target) {
            (Led::Ambiguous, _) => "ambiguous_target",
            (_, true) => "missing_target",
            (_, false) => "missing_through",
        };
        !allows(rule, asker.spot)
    });

    let mut found = Vec::new();
    let expected: Vec<String> = expected.iter().map(|name| written(name)).collect();
    for _ in grouped(expected.clone(), |name| told_as(name, &expected)) {
        found.push(Found::shown_at(
            "missing_model",
            At("expected".to_owned(), 0, 0),
            &[],
        ));
    }

    let (ambiguous, absent): (Vec<Asker>, Vec<Asker>) = askers
        .into_iter()
        .partition(|asker| asker.led == Led::Ambiguous);
    let mut groups = grouped(ambiguous, |asker| asker.name.clone());
    let may_be_expected = |asker: &Asker| expected.iter().any(|it| comparable(it, &asker.name));
    let absent: Vec<Asker> = absent
        .into_iter()
        .filter(|it| !may_be_expected(it))
        .collect();
    let names: Vec<String> = absent.iter().map(|asker| asker.name.clone()).collect();
    groups.extend(grouped(absent, |asker| {
        let name = told_as(&asker.name, &names);
        match absent_crate(graph, &name) {
            Some(krate) => format!("{krate}::"),
            None => name,
        }
    }));
    for group in groups {
        let about: Vec<Spot> = group.iter().map(|asker| asker.spot).collect();
        let targets = group.iter().filter(|asker| asker.as_target);
        let targets: Vec<Spot> = targets.map(|asker| asker.spot).collect();
        let (rule, tellers) = match (group[0].led, targets.is_empty()) {
            (Led::Ambiguous, true) => ("ambiguous_target", &about),
            (Led::Ambiguous, false) => ("ambiguous_target", &targets),
            (_, true) => ("missing_through", &about),
            (_, false) => ("missing_target", &targets),
        };
        // Who allows not to find what it names was left out before.
        found.push(Found::of(graph, rule, tellers));
    }
    found
}
