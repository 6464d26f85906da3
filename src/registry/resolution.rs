//! How a written name was looked up: the model that it means, and the models that it may mean.

use std::fmt;

use super::views::{Model, Relation};
use crate::candidates::Names;
use crate::graph::{Graph, Resolved};
use crate::model::{Form, Target};
use crate::name::{self, Fit};
use crate::place::Place;
use crate::sorted::sort_by_key;

/// A target or a through of a relation: what is written, and the model that it means.
#[derive(Clone, Copy, Debug)]
pub struct Resolution<'r> {
    graph: &'r Graph,
    relation: u32,
    target: &'r Target,
    outcome: Resolved,
}

impl<'r> Relation<'r> {
    /// What each of its targets is written as and means, in the order in which they are written.
    pub fn resolutions(&self) -> impl Iterator<Item = Resolution<'r>> + use<'r> {
        let Relation { graph, index } = *self;
        let targets = 0..graph.targets_of(index).len();
        targets.filter_map(move |nth| Resolution::target(graph, index, nth))
    }

    /// What its association model is written as and means.
    pub fn through_resolution(&self) -> Option<Resolution<'r>> {
        Resolution::through(self.graph, self.index)
    }
}

impl<'r> Resolution<'r> {
    fn target(graph: &'r Graph, relation: u32, nth: usize) -> Option<Self> {
        Some(Resolution {
            graph,
            relation,
            target: graph.written_targets(relation).get(nth)?,
            outcome: graph.targets_of(relation).get(nth)?.model,
        })
    }

    fn through(graph: &'r Graph, relation: u32) -> Option<Self> {
        Some(Resolution {
            graph,
            relation,
            target: graph.rest(relation).through.as_ref()?,
            outcome: graph.written_through(relation)?,
        })
    }

    /// What is written: a name, or the path of a type.
    pub fn written(&self) -> &'r str {
        &self.target.text
    }

    /// Whether a type is written, so that the compiler has looked it up, and not a name.
    pub fn is_type(&self) -> bool {
        self.target.form == Form::Type
    }

    /// The model that it means; none if no model has the name or several have it.
    pub fn model(&self) -> Option<Model<'r>> {
        let model = self.outcome.model()?;
        Some(Model::new(self.graph, model))
    }

    /// Whether several models have the name.
    pub fn is_ambiguous(&self) -> bool {
        self.outcome == Resolved::Ambiguous
    }

    /// Where it is written.
    pub fn place(&self) -> Place {
        self.graph.place_in(self.relation, self.target.mark).into()
    }
}

/// A model that a name may mean, and how its path fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'r> {
    model: Model<'r>,
    likeness: Likeness,
}

/// How the path of a model fits what is written, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Likeness {
    /// What is written is the whole path.
    Path,
    /// What is written is a tail of the path.
    Tail,
    /// It would be if capitals were small letters.
    Case,
    /// The name is the same, and the crate or a module before it is not.
    Module,
    /// The name is nearly the same.
    Name,
}

impl<'r> Candidate<'r> {
    /// The model.
    pub fn model(&self) -> Model<'r> {
        self.model
    }

    /// How its path fits.
    pub fn likeness(&self) -> Likeness {
        self.likeness
    }

    /// Every model that may be meant, the most similar first, then by path.
    pub(super) fn all(graph: &'r Graph, written: &str) -> Vec<Self> {
        let has_name = |index: &u32| name::same_but_for_case(written, &graph.model(*index).path);
        let mut models: Vec<u32> = graph.model_indices().filter(has_name).collect();
        if models.is_empty() {
            models = Names::new(graph).similar(written);
        }
        let candidate = |index| {
            let model = Model::new(graph, index);
            let likeness = Likeness::of(written, model.path());
            Candidate { model, likeness }
        };
        let mut found: Vec<_> = models.into_iter().map(candidate).collect();
        sort_by_key(&mut found, |it| it.likeness);
        found
    }
}

impl Likeness {
    /// How a path fits a written name.
    fn of(written: &str, path: &str) -> Self {
        match name::fit(written, path) {
            Fit::Exact => Likeness::Path,
            Fit::Tail => Likeness::Tail,
            Fit::No if name::fits_but_for_case(written, path) => Likeness::Case,
            Fit::No if name::same_but_for_case(written, path) => Likeness::Module,
            Fit::No => Likeness::Name,
        }
    }
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Likeness::Path => "it is the whole path",
            Likeness::Tail => "its path ends with it",
            Likeness::Case => "only the case differs",
            Likeness::Module => "it is in another module",
            Likeness::Name => "its name is similar",
        })
    }
}
