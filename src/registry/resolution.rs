//! How a name was resolved: the model that it refers to, and the candidates.

use std::fmt;

use super::views::{Model, Relation};
use crate::candidates::Names;
use crate::graph::{Graph, Resolved};
use crate::model::{Form, Target};
use crate::name::{self, Fit};
use crate::place::Place;
use crate::sorted::sort_by_key;

/// A target or a through model of a relation: the name in the source, and the model that it resolves to.
#[derive(Clone, Copy, Debug)]
pub struct Resolution<'r> {
    graph: &'r Graph,
    relation: u32,
    target: &'r Target,
    outcome: Resolved,
}

impl<'r> Relation<'r> {
    /// The resolution of each target, in the order of the source.
    pub fn resolutions(&self) -> impl Iterator<Item = Resolution<'r>> + use<'r> {
        let Relation { graph, index } = *self;
        let targets = 0..graph.targets_of(index).len();
        targets.filter_map(move |nth| Resolution::target(graph, index, nth))
    }

    /// The resolution of its through model.
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

    /// The name in the source, or the path of a type.
    pub fn written(&self) -> &'r str {
        &self.target.text
    }

    /// Whether the source names a type, which the compiler resolved, and not a quoted name.
    pub fn is_type(&self) -> bool {
        self.target.form == Form::Type
    }

    /// The model that it resolves to; none if no model or several match.
    pub fn model(&self) -> Option<Model<'r>> {
        let model = self.outcome.model()?;
        Some(Model::new(self.graph, model))
    }

    /// Whether several models match.
    pub fn is_ambiguous(&self) -> bool {
        self.outcome == Resolved::Ambiguous
    }

    /// Its place in the source.
    pub fn place(&self) -> Place {
        self.graph.place_in(self.relation, self.target.mark).into()
    }
}

/// A model that a name may refer to, and how its path matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'r> {
    model: Model<'r>,
    likeness: Likeness,
}

/// How the path of a model matches a name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Likeness {
    /// The name is the whole path.
    Path,
    /// The path ends with the name.
    Tail,
    /// The path ends with the name, ignoring case.
    Case,
    /// The last segment is the same, but the crate or a module differs.
    Module,
    /// The last segment is similar.
    Name,
}

impl<'r> Candidate<'r> {
    /// The model.
    pub fn model(&self) -> Model<'r> {
        self.model
    }

    /// How its path matches.
    pub fn likeness(&self) -> Likeness {
        self.likeness
    }

    /// All candidates, the most similar first, then by path.
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
    /// How a path matches a name.
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
