//! What each finding is about: relations by what it calls its subject, models by that and by the other end that it names.
//!
//! In: findings, and what there is. Out: numbers of models, and their relations by number and name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use relata::registry::{Model, Relation};
use relata::{Finding, Place, Rule};

use super::ids::Ids;
use crate::name::last_segment;
use crate::text::shown;
use crate::verdict::Verdict;

#[derive(Debug)]
pub(crate) struct About<'r> {
    /// In the order of the verdict.
    pub(crate) findings: Vec<Found<'r>>,
    /// Which of them have a relation for their subject.
    by_relation: HashMap<(usize, &'r str), Vec<usize>>,
}

/// What one finding is about.
#[derive(Debug, Default)]
pub(crate) struct Found<'r> {
    /// Every model.
    pub(crate) models: BTreeSet<usize>,
    /// The relations that are its subject: a model's number and a name.
    relations: Vec<(usize, &'r str)>,
    /// Those models that are the other end.
    other: Vec<usize>,
}

impl<'r> About<'r> {
    pub(crate) fn new(ids: &Ids<'r>, verdict: &Verdict) -> Self {
        let names = Names::new(ids);
        let findings: Vec<Found<'_>> = verdict
            .told
            .iter()
            .map(|it| names.found(&it.finding))
            .collect();
        let mut by_relation: HashMap<_, Vec<usize>> = HashMap::new();
        for (nth, found) in findings.iter().enumerate() {
            for relation in &found.relations {
                by_relation.entry(*relation).or_default().push(nth);
            }
        }
        About {
            findings,
            by_relation,
        }
    }

    /// Whether something is found about what leads from this relation to one of its targets. What names another of the
    /// targets is not about this one.
    pub(crate) fn is_at_fault(
        &self,
        relation: (usize, &str),
        to: usize,
        targets: &[usize],
    ) -> bool {
        let mut about = self.by_relation.get(&relation).into_iter().flatten();
        about.any(|nth| {
            let other = &self.findings[*nth].other;
            other.contains(&to) || !other.iter().any(|it| targets.contains(it))
        })
    }
}

/// Models and relations by what findings call them: the name where only one model has it, and the path.
struct Names<'w, 'r> {
    ids: &'w Ids<'r>,
    models: HashMap<String, Vec<usize>>,
    relations: HashMap<String, Vec<(usize, &'r str)>>,
    /// The models that need each name that no model has, or several; by the last segment of it.
    askers: HashMap<String, BTreeMap<&'r str, Vec<usize>>>,
}

impl<'w, 'r> Names<'w, 'r> {
    fn new(ids: &'w Ids<'r>) -> Self {
        let mut names = Names {
            ids,
            models: HashMap::new(),
            relations: HashMap::new(),
            askers: HashMap::new(),
        };
        for (id, model) in ids.models.iter().enumerate() {
            let calls = BTreeSet::from([shown(model.name()), shown(model.path())]);
            for relation in model.relations() {
                names.ask(id, &relation);
                for call in &calls {
                    let call = format!("{call}.{}", shown(relation.name()));
                    let relations = names.relations.entry(call).or_default();
                    relations.push((id, relation.name()));
                }
            }
            for call in calls {
                names.models.entry(call).or_default().push(id);
            }
        }
        names
    }

    fn ask(&mut self, id: usize, relation: &Relation<'r>) {
        let named = relation.resolutions().chain(relation.through_resolution());
        for resolution in named.filter(|it| it.model().is_none()) {
            let name = resolution.written();
            let alike = self.askers.entry(last_segment(&shown(name)).to_owned());
            let askers = alike.or_default().entry(name);
            askers.or_default().push(id);
        }
    }

    fn found(&self, finding: &Finding) -> Found<'r> {
        let place = finding.place();
        let mut found = Found::default();
        for subject in finding.subjects() {
            let relations = self.relations.get(subject).cloned().unwrap_or_default();
            let relations = self.meant(relations, |(id, _)| *id, subject, place);
            found.models.extend(relations.iter().map(|(id, _)| *id));
            if relations.is_empty() {
                found.models.extend(self.models_called(subject, place));
            }
            found.relations.extend(relations);
        }
        for other in finding.others() {
            found.other.extend(self.other(finding.rule(), other));
        }
        if is_of_absent(finding.rule()) {
            for name in finding.others().chain(finding.subjects()) {
                self.add_absent(&mut found, name);
            }
        }
        found.models.extend(&found.other);
        found
    }

    /// Of those that are called so, the ones with that path, or else the only one with that name. Where a finding of one
    /// program names what several have in all programs, its place tells.
    fn meant<T>(
        &self,
        mut called: Vec<T>,
        id: impl Fn(&T) -> usize,
        call: &str,
        place: Option<&Place>,
    ) -> Vec<T> {
        let model = |it: &T| self.ids.models[id(it)];
        let by_path = |it: &T| {
            let rest = call.strip_prefix(&*shown(model(it).path()));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if called.iter().any(by_path) {
            called.retain(by_path);
        } else if called.len() > 1 {
            let is_there = |place: &Place, it: &T| place.file() == model(it).place().file();
            called.retain(|it| place.is_some_and(|place| is_there(place, it)));
        }
        called
    }

    fn models_called(&self, call: &str, place: Option<&Place>) -> Vec<usize> {
        let called = self.models.get(call).cloned().unwrap_or_default();
        self.meant(called, |id| *id, call, place)
    }

    /// The models that are the other end: a target, the model of an inverse or of a field, those of a table.
    fn other(&self, rule: Rule, other: &str) -> Vec<usize> {
        if rule == Rule::DuplicateTable {
            let has_table = |model: &Model<'_>| model.table().is_some_and(|it| shown(it) == other);
            let models = self.ids.models.iter().enumerate();
            let of_table = models.filter(|(_, model)| has_table(model));
            return of_table.map(|(id, _)| id).collect();
        }
        // `Model`, `Model.relation`, `Model.field`; a name may have a dot of its own.
        let ends = other.match_indices('.').map(|(at, _)| at);
        let ends = std::iter::once(other.len()).chain(ends);
        let called = ends.map(|end| self.models_called(&other[..end], None));
        called
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default()
    }

    /// What stands for a name that no model has, or several, and all that need it, though the finding has but one of them
    /// for its subject.
    fn add_absent(&self, found: &mut Found<'r>, named: &str) {
        let alike = self.askers.get(last_segment(named));
        for (name, askers) in alike.into_iter().flatten() {
            let shown = shown(name);
            if named == shown
                || !self.ids.is_outside(name) && (is_tail(&shown, named) || is_tail(named, &shown))
            {
                found.models.extend(askers);
                found.other.extend(self.ids.missing.get(name));
                found
                    .other
                    .extend(self.ids.ambiguous.get(name).into_iter().flatten());
            }
        }
    }
}

/// Whether the rule finds that there is not one model of a name.
fn is_of_absent(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::MissingTarget
            | Rule::MissingThrough
            | Rule::MissingModel
            | Rule::MissingCrate
            | Rule::AmbiguousTarget
            | Rule::AmbiguousThrough
    )
}

/// Whether a path ends with another; the shorter of them may mean the longer.
fn is_tail(path: &str, tail: &str) -> bool {
    let before = path.strip_suffix(tail);
    before.is_some_and(|it| it.ends_with("::"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use relata::Records;
    use relata::document::Document;

    use super::super::drawing::Drawing;
    use crate::input::{System, Systems};
    use crate::options::PolicyOptions;
    use crate::outside::Outside;
    use crate::verdict::Verdict;

    fn system(text: &str) -> System {
        let document = Document::parse(text).unwrap();
        System {
            name: String::new(),
            records: vec![Records::of_document(&document)],
            source: None,
            outside: Vec::new(),
        }
    }

    /// Each program has one `User`, so a finding has only its name to call it by; together they have two.
    #[test]
    fn of_several_programs_the_place_tells() {
        let program = |krate: &str, inverse: &str| {
            format!(
                r#"{{ "format": "relata/1", "models": [ {{ "path": "{krate}::User", "at": "{krate}.rs:1:1",
                     "relations": [ {{ "name": "it", "kind": "belongs_to", "targets": ["{krate}::User"]{inverse} }} ] }} ] }}"#
            )
        };
        let (sound, broken) = (program("a", ""), program("b", r#", "inverse": "no""#));
        let systems = Systems {
            all: vec![system(&sound), system(&broken)],
            skipped: Vec::new(),
            root: PathBuf::new(),
            is_own: false,
        };
        let verdict = Verdict::of(&systems, &PolicyOptions::default().read().unwrap()).unwrap();
        let subjects: Vec<&str> = verdict.told.iter().map(|it| it.finding.subject()).collect();
        assert_eq!(subjects, ["User.it"]);
        let drawing = Drawing::new(&systems.registry(), &verdict, Outside::default());
        let about = drawing.models.iter().map(|it| (&*it.path, &*it.findings));
        let expected: [(&str, &[usize]); 2] = [("a::User", &[]), ("b::User", &[0])];
        assert_eq!(about.collect::<Vec<_>>(), expected);
        let broken: Vec<bool> = drawing.edges.iter().map(|it| it.broken).collect();
        assert_eq!(broken, [false, true]);
    }
}
