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
use super::labels;
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

    /// The label of each model: its name, or as much of its path as no other model has.
    pub(crate) fn labels(&self) -> Vec<&str> {
        labels::labels(&self.models)
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
