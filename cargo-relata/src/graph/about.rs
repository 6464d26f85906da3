//! What each finding is about: relations by what it calls its subject, models by that and by the other end that it names.
//!
//! In: findings, and what there is. Out: numbers of models, and their relations by number and name.

use std::collections::{BTreeSet, HashMap};

use relata::registry::Relation;
use relata::{Finding, Place, Rule};

use super::written::Written;
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
    pub(crate) fn new(written: &Written<'r>, verdict: &Verdict) -> Self {
        let names = Names::new(written);
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
    written: &'w Written<'r>,
    models: HashMap<String, Vec<usize>>,
    relations: HashMap<String, Vec<(usize, &'r str)>>,
    /// The models whose relations write a name that no model has, or several.
    askers: HashMap<&'r str, Vec<usize>>,
}

impl<'w, 'r> Names<'w, 'r> {
    fn new(written: &'w Written<'r>) -> Self {
        let mut names = Names {
            written,
            models: HashMap::new(),
            relations: HashMap::new(),
            askers: HashMap::new(),
        };
        for (id, model) in written.models.iter().enumerate() {
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
        for resolution in relation.resolutions().filter(|it| it.model().is_none()) {
            let askers = self.askers.entry(resolution.written());
            askers.or_default().push(id);
        }
    }

    fn found(&self, finding: &Finding) -> Found<'r> {
        let subject = finding.subject();
        let relations = self.relations.get(subject).cloned().unwrap_or_default();
        let relations = self.meant(relations, |(id, _)| *id, subject, finding.place());
        let other = self.other(finding);
        let mut models: BTreeSet<usize> = other.iter().copied().collect();
        models.extend(relations.iter().map(|(id, _)| *id));
        if relations.is_empty() {
            models.extend(self.models_called(subject, finding.place()));
            models.extend(self.absent(subject));
        }
        models.extend(self.askers_of(finding));
        Found {
            models,
            relations,
            other,
        }
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
        let model = |it: &T| self.written.models[id(it)];
        let by_path = |it: &T| {
            let rest = call.strip_prefix(&*shown(model(it).path()));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if called.iter().any(by_path) {
            called.retain(by_path);
        } else if called.len() > 1 {
            called.retain(|it| place.is_some_and(|place| place.file() == model(it).place().file()));
        }
        called
    }

    fn models_called(&self, call: &str, place: Option<&Place>) -> Vec<usize> {
        let called = self.models.get(call).cloned().unwrap_or_default();
        self.meant(called, |id| *id, call, place)
    }

    /// The models that are the other end: a target, the model of an inverse or of a field, those of a table.
    fn other(&self, finding: &Finding) -> Vec<usize> {
        let other = finding.other();
        if finding.rule() == Rule::DuplicateTable {
            let models = self.written.models.iter().enumerate();
            let of_table =
                models.filter(|(_, model)| model.table().is_some_and(|it| shown(it) == other));
            return of_table.map(|(id, _)| id).collect();
        }
        if let Some(ambiguous) = self.written.ambiguous.get(other)
            && finding.rule() == Rule::AmbiguousTarget
        {
            return ambiguous.clone();
        }
        let mut found = self.absent(other);
        // `Model`, `Model.relation`, `Model.field`; a name may have a dot of its own.
        let ends = other.match_indices('.').map(|(at, _)| at);
        for end in std::iter::once(other.len()).chain(ends) {
            if found.is_empty() {
                found = self.models_called(&other[..end], None);
            }
        }
        found
    }

    /// The name that no model has, where a finding names it or its path.
    fn absent(&self, named: &str) -> Vec<usize> {
        let is_tail = |of: &str, tail: &str| {
            let before = of.strip_suffix(tail);
            before.is_some_and(|it| it.is_empty() || it.ends_with("::"))
        };
        let missing = self.written.missing.iter();
        let named = missing.filter(|(name, _)| {
            let name = shown(name);
            !named.is_empty() && (is_tail(&name, named) || is_tail(named, &name))
        });
        named.map(|(_, id)| *id).collect()
    }

    /// Every model that needs what is not there, though the finding has but one for its subject.
    fn askers_of(&self, finding: &Finding) -> Vec<usize> {
        let name = match finding.rule() {
            Rule::MissingTarget | Rule::AmbiguousTarget => finding.other(),
            Rule::MissingModel => finding.subject(),
            _ => return Vec::new(),
        };
        self.askers.get(name).cloned().unwrap_or_default()
    }
}
