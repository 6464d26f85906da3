//! What each finding is about, as numbers of models and their relations.

use std::collections::{BTreeSet, HashMap};

use relata::{Finding, Subject};

use super::ids::Ids;
use crate::verdict::Verdict;

#[derive(Debug)]
pub(crate) struct About<'v> {
    /// In the order of the verdict.
    pub(crate) findings: Vec<Found<'v>>,
    /// Which of them have a relation for their subject.
    by_relation: HashMap<(usize, &'v str), Vec<usize>>,
}

/// What one finding is about.
#[derive(Debug, Default)]
pub(crate) struct Found<'v> {
    /// Every model.
    pub(crate) models: BTreeSet<usize>,
    /// The relations that are its subject: a model's number and a name.
    relations: BTreeSet<(usize, &'v str)>,
    /// Those models that are the other end.
    other: BTreeSet<usize>,
}

impl<'v> About<'v> {
    pub(crate) fn new(ids: &Ids<'_>, verdict: &'v Verdict) -> Self {
        let mut about = About {
            findings: Vec::new(),
            by_relation: HashMap::new(),
        };
        for (nth, told) in verdict.told.iter().enumerate() {
            let mut found = Found::default();
            for (_, finding) in verdict.each(told) {
                found.add(finding, ids);
            }
            found.models.extend(&found.other);
            for relation in &found.relations {
                about.by_relation.entry(*relation).or_default().push(nth);
            }
            about.findings.push(found);
        }
        about
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

impl<'v> Found<'v> {
    fn add(&mut self, finding: &'v Finding, ids: &Ids<'_>) {
        for subject in finding.subjects() {
            let relation = subject.relation();
            for id in models(ids, subject) {
                // Several models may share the path.
                if relation.is_none_or(|name| ids.models[id].relation(name).is_some()) {
                    self.models.insert(id);
                    self.relations.extend(relation.map(|name| (id, name)));
                }
            }
        }
        for affected in finding.affected() {
            self.models.extend(models(ids, affected));
        }
        for other in finding.others().chain(finding.named()) {
            self.other.extend(models(ids, other));
        }
        for named in finding.named() {
            if let Subject::Name(name) = named {
                self.other.extend(ids.standing_for(name));
            }
        }
    }
}

fn models(ids: &Ids<'_>, end: &Subject) -> impl Iterator<Item = usize> {
    end.model().into_iter().flat_map(|path| ids.at(path))
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

    /// Each program has one `User`, so reports show only its name; together they have two.
    #[test]
    fn models_of_one_name_in_several_programs() {
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
        let [told] = &*verdict.told else {
            panic!("there is one finding");
        };
        assert_eq!(told.finding.subject(), "User.it");
        let drawing = Drawing::new(&systems.registry(), &verdict, Outside::default());
        let about = drawing.models.iter().map(|it| (&*it.path, &*it.findings));
        let expected: [(&str, &[usize]); 2] = [("a::User", &[]), ("b::User", &[0])];
        assert_eq!(about.collect::<Vec<_>>(), expected);
        let broken: Vec<bool> = drawing.edges.iter().map(|it| it.broken).collect();
        assert_eq!(broken, [false, true]);
    }
}
