//! The registry as users see it: models, their fields and relations, and what each relation leads to.

mod resolution;
mod views;

use std::sync::Arc;

use crate::findings::{Findings, Report};
use crate::graph::Graph;
#[cfg(feature = "document")]
use crate::model::Tables;
use crate::records::Records;
use crate::rule::Level;
use relata_record::channels::{Channel, Collected};
use relata_record::{Entry, Registered};

pub use resolution::{Candidate, Likeness, Resolution};
pub use views::{Field, Model, Relation};

/// Every model of a program, each relation resolved.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(has_many(posts: Post, inverse = author))]
/// struct User {
///     id: i64,
/// }
///
/// #[derive(Model)]
/// struct Post {
///     id: i64,
///     #[relata(belongs_to(User, inverse = posts))]
///     author_id: i64,
/// }
///
/// let registry = relata::init()?;
/// let author = registry.get::<Post>().unwrap().relation("author").unwrap();
/// assert_eq!(author.targets().next(), registry.get::<User>());
/// assert_eq!(author.inverse(), registry.model("User").unwrap().relation("posts"));
/// # Ok::<(), relata::Report>(())
/// ```
#[derive(Clone, Debug)]
pub struct Registry {
    graph: Arc<Graph>,
    warnings: Findings,
}

impl Registry {
    /// The registry of a graph in which nothing denied was found.
    pub(crate) fn of(graph: Arc<Graph>, findings: &Findings) -> Result<Self, Report> {
        Report::of(findings)?;
        Ok(Registry {
            graph,
            warnings: findings.only(Level::Warn),
        })
    }

    #[cfg(feature = "document")]
    pub(crate) fn tables(&self) -> &Tables {
        &self.graph.tables
    }

    /// All models, sorted by path.
    pub fn models(&self) -> impl Iterator<Item = Model<'_>> {
        let indices = self.graph.model_indices();
        indices.map(|index| Model::new(&self.graph, index))
    }

    /// The model of this name: `Name`, `module::Name` or `krate::module::Name`; none if no model or several have it.
    pub fn model(&self, name: &str) -> Option<Model<'_>> {
        match *self.graph.models_called(name) {
            [index] => Some(Model::new(&self.graph, index)),
            _ => None,
        }
    }

    /// The model that this type is.
    pub fn get<T: Registered + 'static>(&self) -> Option<Model<'_>> {
        let ty = std::any::TypeId::of::<T>();
        let mut models = self.graph.models_at(T::PATH);
        let index = models.find(|model| self.graph.has_type(*model, ty))?;
        Some(Model::new(&self.graph, index))
    }

    /// The models that a written name may mean, the likest first: those that have the name, capitals and modules aside, or
    /// else those with a similar one. The first is meant if it is the only one whose path the name is or ends.
    ///
    /// ```rust,standalone_crate
    /// # use relata::Model;
    /// use relata::registry::Likeness;
    ///
    /// #[derive(Model)]
    /// struct Invoice {
    ///     id: i64,
    /// }
    ///
    /// let registry = relata::init()?;
    /// let likeness = |written| registry.candidates(written)[0].likeness();
    /// assert_eq!(likeness("Invoice"), Likeness::Tail);
    /// assert_eq!(likeness("invoice"), Likeness::Case);
    /// assert_eq!(likeness("billing::Invoice"), Likeness::Module);
    /// assert_eq!(likeness("Invoise"), Likeness::Name);
    /// # Ok::<(), relata::Report>(())
    /// ```
    pub fn candidates(&self, written: &str) -> Vec<Candidate<'_>> {
        Candidate::all(&self.graph, written)
    }

    /// The models in an order in which their rows can be created: each after those that its keys point at.
    ///
    /// Models whose keys lead around in a circle stand in one group, sorted by path; every other group is one model.
    /// A key that may be null counts like any other, because a table that has it still refers to the other table.
    /// Models that have no rows here, because they live elsewhere or are abstract, are left out. Backwards, it is the
    /// order in which rows can be deleted.
    pub fn creation_order(&self) -> Vec<Vec<Model<'_>>> {
        let groups = crate::creation_order::groups(&self.graph).into_iter();
        let groups = groups.map(|group| {
            let models = group
                .into_iter()
                .map(|index| Model::new(&self.graph, index));
            models.filter(|it| it.row().has_rows()).collect::<Vec<_>>()
        });
        groups.filter(|group| !group.is_empty()).collect()
    }

    /// What was found and did not make the check fail.
    pub fn warnings(&self) -> &Findings {
        &self.warnings
    }

    /// How many models there are, those too that are declared here and live elsewhere.
    pub fn len(&self) -> usize {
        self.graph.models().len()
    }

    /// Whether there is no model, which no check lets pass unless its options say so.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A list of models picked by hand, for a registry of their own: see [`models!`](crate::models).
#[derive(Clone, Debug, Default)]
pub struct Models {
    entries: Vec<&'static Entry>,
}

impl Models {
    /// No model yet.
    pub fn new() -> Self {
        Models::default()
    }

    /// These and one more.
    #[must_use]
    pub fn with<T: Registered>(mut self) -> Self {
        self.entries.push(&T::ENTRY);
        self
    }

    pub(crate) fn records(&self) -> Records {
        let mut entries = self.entries.clone();
        entries.retain(|entry| !entry.record().is_empty());
        let channels = vec![Channel::picked()];
        Records::collected(Collected { channels, entries })
    }
}

/// Picks models by hand, for a registry of their own: tests of a few models, apart from what else is linked.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(has_many(posts: "Post", inverse = author))]
/// struct User {
///     id: i64,
/// }
///
/// let report = relata::options().init_isolated(&relata::models![User]).unwrap_err();
/// assert_eq!(report.findings().iter().next().unwrap().subject(), "User.posts");
/// ```
///
/// A part of a model counts if it is picked too: of an entity of SeaORM, `models![post::Model, post::Relation]`.
#[macro_export]
macro_rules! models {
    ($($model:ty),* $(,)?) => {
        $crate::registry::Models::new()$(.with::<$model>())*
    };
}
