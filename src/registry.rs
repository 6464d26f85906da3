//! The registry as users see it: models, their fields and relations, and what each relation leads to.

mod resolution;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "schema")]
mod stored;
mod views;

use std::sync::Arc;

use crate::findings::{Coverage, Findings, Report};
use crate::graph::Graph;
#[cfg(feature = "schema")]
use crate::judge::Judge;
#[cfg(feature = "document")]
use crate::model::Tables;
use crate::record::Open;
use crate::records::Records;
use crate::rule::Level;
use relata_record::channels::{Channel, Collected, collect};
use relata_record::{Entry, Registered, flag};

pub use resolution::{Candidate, Likeness, Resolution};
#[cfg(feature = "schema")]
pub use stored::{StoredColumn, StoredKey, StoredModel};
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
    /// What it was checked with.
    #[cfg(feature = "schema")]
    judge: Arc<Judge>,
}

impl Registry {
    /// The registry of a graph without denied findings.
    pub(crate) fn of(graph: Arc<Graph>, findings: &Findings) -> Result<Self, Report> {
        Report::of(findings)?;
        Ok(Registry {
            graph,
            warnings: findings.only(Level::Warn),
            #[cfg(feature = "schema")]
            judge: Arc::default(),
        })
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.graph.is_complete()
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

    /// The model with this name: `Name`, `module::Name` or `krate::module::Name`; none if no model or several match.
    pub fn model(&self, name: &str) -> Option<Model<'_>> {
        match *self.graph.models_called(name) {
            [index] => Some(Model::new(&self.graph, index)),
            _ => None,
        }
    }

    /// The model of this type. All types of a generic struct are one model.
    pub fn get<T: Registered + 'static>(&self) -> Option<Model<'_>> {
        let ty = const { T::ENTRY.own() };
        let mut models = self.graph.models_at(T::PATH);
        let index = models.find(|model| self.graph.has_type(*model, ty))?;
        Some(Model::new(&self.graph, index))
    }

    /// The models that a name may refer to, best match first: those with the same name, ignoring case and modules, or else
    /// those with a similar name. The name resolves to the first if only its path equals the name or ends with it.
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

    /// The models in an order in which their rows can be created: each model after those that its keys point at.
    ///
    /// Models whose keys form a cycle are in one group, sorted by path; every other group is one model. A nullable key counts
    /// like any other, because the table still refers to the other table. Models without rows, which are external or
    /// abstract, are omitted. In reverse, it is the order in which rows can be deleted.
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

    /// The findings that did not make the check fail.
    pub fn warnings(&self) -> &Findings {
        &self.warnings
    }

    /// What was compared, and what could not be compared.
    pub fn coverage(&self) -> Coverage {
        self.warnings.coverage()
    }

    /// The number of models, including external ones.
    pub fn len(&self) -> usize {
        self.graph.models().len()
    }

    /// Whether there are no models. A check fails then, unless its options allow it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A list of models for a registry of their own: see [`models!`](crate::models).
#[derive(Clone, Debug, Default)]
pub struct Models {
    entries: Vec<&'static Entry>,
}

impl Models {
    /// An empty list.
    pub fn new() -> Self {
        Models::default()
    }

    /// The list with one more model.
    #[must_use]
    pub fn with<T: Registered>(mut self) -> Self {
        self.entries.push(&T::ENTRY);
        self
    }

    pub(crate) fn records(&self) -> Records {
        let mut entries = self.entries.clone();
        entries.retain(|entry| !entry.record().is_empty());
        // What types count as holds for all models of the program.
        let is_key_type = |it: &&Entry| Open::new(it.record()).head.is(flag::KEY_TYPE);
        entries.extend(collect().entries.into_iter().filter(is_key_type));
        let channels = vec![Channel::picked()];
        Records::collected(Collected { channels, entries })
    }
}

/// Lists models for a registry of their own: for tests of a few models, without the others that are linked.
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
/// The parts of a model must be listed too: for a SeaORM entity, `models![post::Model, post::Relation]`.
#[macro_export]
macro_rules! models {
    ($($model:ty),* $(,)?) => {
        $crate::registry::Models::new()$(.with::<$model>())*
    };
}
