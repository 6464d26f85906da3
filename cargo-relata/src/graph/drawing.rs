//! The models, edges and findings of a drawing, as in `relata-graph/1`. They do not depend on the order in which models are
//! read.

use std::collections::{BTreeSet, HashMap};

use relata::Registry;
use relata::registry::Model;
use serde::Serialize;

use super::affected::Affected;
use super::changes::Change;
use super::details::{self, Finding, Relation, Standing};
use super::edges::{self, Edge};
use super::ids::Ids;
use crate::name::first_segment;
use crate::outside::Outside;
use crate::verdict::Verdict;

/// Models and relations to draw. The `id` of each is its index.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// The models by path, then the names that no model has.
    pub(crate) models: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) findings: Vec<Finding>,
    /// The number of models in the whole graph, if this is a part of it.
    pub(crate) whole: Option<usize>,
    /// The model around which a part was selected.
    pub(crate) focus: Option<usize>,
}

/// A model, or a name that no model has.
#[derive(Debug, Serialize)]
pub(crate) struct Node {
    pub(crate) id: usize,
    pub(crate) path: String,
    pub(crate) name: String,
    /// Empty if unknown.
    #[serde(rename = "crate")]
    pub(crate) krate: String,
    pub(crate) package: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) table: Option<String>,
    pub(crate) standing: Standing,
    pub(crate) at: Option<String>,
    pub(crate) key: Vec<String>,
    pub(crate) unique: Vec<Vec<String>>,
    /// None if unknown.
    pub(crate) fields: Option<Vec<details::Field>>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) findings: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) change: Option<Change>,
}

impl Drawing {
    /// The whole graph. `outside` has the crates whose models are registered elsewhere.
    pub(crate) fn new(registry: &Registry, verdict: &Verdict, outside: Outside) -> Self {
        let ids = Ids::new(registry, outside);
        let registered = ids.models.iter().enumerate();
        let mut models: Vec<Node> = registered
            .map(|(id, model)| Node::registered(id, model, &ids))
            .collect();
        models.extend(ids.absent().map(|(id, name, krate, is_outside)| {
            let standing = if is_outside {
                Standing::External
            } else {
                Standing::Missing
            };
            Node::absent(id, name, krate, standing)
        }));
        let affected = Affected::new(&ids, verdict);
        for (nth, ends) in affected.findings.iter().enumerate() {
            for model in &ends.models {
                models[*model].findings.push(nth);
            }
        }
        Drawing {
            models,
            edges: edges::collect(&ids, &affected),
            findings: verdict
                .findings
                .iter()
                .map(|it| Finding::of(&it.finding))
                .collect(),
            whole: None,
            focus: None,
        }
    }

    /// The whole graph without findings.
    pub(crate) fn unchecked(registry: &Registry) -> Self {
        let verdict = Verdict::new(Vec::new(), None);
        Drawing::new(registry, &verdict, Outside::default())
    }

    /// Keeps only these models and edges, with new ids.
    pub(crate) fn keep(mut self, models: &BTreeSet<usize>, edges: &BTreeSet<usize>) -> Self {
        self.whole = Some(self.model_count());
        self.models.retain(|it| models.contains(&it.id));
        self.edges.retain(|it| edges.contains(&it.id));
        let about = self.models.iter().flat_map(|it| &it.findings);
        let findings: BTreeSet<usize> = about.copied().collect();
        let all = self.findings.into_iter().enumerate();
        let kept = all.filter(|(nth, _)| findings.contains(nth));
        self.findings = kept.map(|(_, finding)| finding).collect();

        let (new_model, new_finding) = (numbers(models), numbers(&findings));
        for node in &mut self.models {
            node.id = new_model[&node.id];
            node.findings
                .iter_mut()
                .for_each(|it| *it = new_finding[it]);
            for target in node.relations.iter_mut().flat_map(|it| &mut it.targets) {
                let drawn = target.models.iter().filter_map(|it| new_model.get(it));
                target.models = drawn.copied().collect();
            }
        }
        self.focus = self.focus.and_then(|it| new_model.get(&it).copied());
        for (id, edge) in self.edges.iter_mut().enumerate() {
            edge.id = id;
            edge.from = new_model[&edge.from];
            edge.to = new_model[&edge.to];
        }
        self
    }

    /// The registered models.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Node> {
        let is_own = |it: &&Node| matches!(it.standing, Standing::Registered | Standing::Abstract);
        self.models.iter().filter(is_own)
    }

    pub(crate) fn model_count(&self) -> usize {
        self.own().count()
    }

    /// The crates of the registered models, in order.
    pub(crate) fn crates(&self) -> BTreeSet<&str> {
        self.own().map(|it| it.krate.as_str()).collect()
    }
}

/// The new id of each kept id.
fn numbers(kept: &BTreeSet<usize>) -> HashMap<usize, usize> {
    let new = kept.iter().enumerate();
    new.map(|(new, old)| (*old, new)).collect()
}

impl Node {
    pub(crate) fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations.iter().find(|it| it.name == name)
    }

    /// Its own change, or that its parts changed.
    pub(crate) fn any_change(&self) -> Option<Change> {
        let mut parts = (self.fields.iter().flatten().map(|it| it.change))
            .chain(self.relations.iter().map(|it| it.change));
        self.change
            .or_else(|| parts.any(|it| it.is_some()).then_some(Change::Changed))
    }

    fn registered(id: usize, model: &Model<'_>, ids: &Ids<'_>) -> Self {
        let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Node {
            id,
            path: model.path().to_owned(),
            name: model.name().to_owned(),
            krate: first_segment(model.path()).to_owned(),
            package: known(model.package()),
            version: known(model.version()),
            table: model.table().map(str::to_owned),
            standing: Standing::of(model),
            at: details::at(&model.place()),
            key: details::texts(model.key()),
            unique: model.unique().map(details::texts).collect(),
            fields: model
                .fields_known()
                .then(|| model.fields().map(|it| details::Field::of(&it)).collect()),
            relations: model.relations().map(|it| Relation::of(&it, ids)).collect(),
            findings: Vec::new(),
            change: None,
        }
    }

    fn absent(id: usize, name: &str, krate: &str, standing: Standing) -> Self {
        Node {
            id,
            path: name.to_owned(),
            name: name.to_owned(),
            krate: krate.to_owned(),
            package: None,
            version: None,
            table: None,
            standing,
            at: None,
            key: Vec::new(),
            unique: Vec::new(),
            fields: None,
            relations: Vec::new(),
            findings: Vec::new(),
            change: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use relata::Records;
    use relata::document::Document;

    use super::Drawing;
    use crate::input::{System, Systems};
    use crate::options::PolicyOptions;
    use crate::outside::Outside;
    use crate::verdict::Verdict;

    fn system(text: &str) -> System {
        let document = Document::parse(text).unwrap();
        System {
            name: String::new(),
            files: Vec::new(),
            records: vec![Records::of_document(&document)],
            source: None,
            outside: Vec::new(),
            models: None,
            tables: None,
        }
    }

    /// Reports of a program with one `User` print only this name. Together the programs have two.
    #[test]
    fn models_with_the_same_name_in_several_programs() {
        let program = |krate: &str, inverse: &str| {
            format!(
                r#"{{ "format": "relata/1", "models": [ {{ "path": "{krate}::User", "at": "{krate}.rs:1:1",
                     "relations": [ {{ "name": "it", "kind": "belongs_to", "targets": ["{krate}::User"]{inverse} }} ] }} ] }}"#
            )
        };
        let (valid, broken) = (program("a", ""), program("b", r#", "inverse": "no""#));
        let systems = Systems {
            all: vec![system(&valid), system(&broken)],
            skipped: Vec::new(),
            root: PathBuf::new(),
            is_built_here: false,
        };
        let verdict = Verdict::check(&systems, &PolicyOptions::default().read().unwrap()).unwrap();
        let [merged] = &*verdict.findings else {
            panic!("there is one finding");
        };
        assert_eq!(merged.finding.subject(), "User.it");
        let drawing = Drawing::new(&systems.registry(), &verdict, Outside::default());
        let about = drawing.models.iter().map(|it| (&*it.path, &*it.findings));
        let expected: [(&str, &[usize]); 2] = [("a::User", &[]), ("b::User", &[0])];
        assert_eq!(about.collect::<Vec<_>>(), expected);
        let broken: Vec<bool> = drawing.edges.iter().map(|it| it.broken).collect();
        assert_eq!(broken, [false, true]);
    }
}
