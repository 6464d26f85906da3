//! The options of a check, and the calls that check.

use std::any::TypeId;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use once_cell::sync::OnceCell;

use crate::criteria::{Criteria, Expected};
#[cfg(feature = "document")]
use crate::document::Document;
#[cfg(feature = "document")]
use crate::findings::{Baseline, UnreadableBaseline};
use crate::findings::{Findings, Report};
use crate::graph::Graph;
use crate::place::Place;
use crate::records::Records;
use crate::registry::{Models, Registry};
use crate::rule::{Level, Rule};
use crate::rules;
use crate::trace::Check;
use relata_record::Registered;
use relata_record::channels::Collected;

/// What is asked of the check beyond its defaults. Begin with [`options()`], end with [`init`](Options::init) or
/// [`check`](Options::check).
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(belongs_to(author: "auth::User"))]
/// struct Post {
///     id: i64,
///     author_id: i64,
/// }
///
/// // The crate `auth` is not linked into this test: what stands there is taken as given.
/// relata::options().outside("auth").expect::<Post>().init()?;
/// # Ok::<(), relata::Report>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "options do nothing until `init` or `check` is called"]
pub struct Options {
    criteria: Criteria,
    #[cfg(feature = "document")]
    baseline: Option<Baseline>,
}

/// The default options.
pub fn options() -> Options {
    Options::default()
}

impl Options {
    /// Sets how much a rule matters, everywhere. An `allow` on a model or a relation still counts.
    pub fn level(mut self, rule: Rule, level: Level) -> Self {
        self.criteria.levels.set(rule, level);
        self
    }

    /// Denies everything that is otherwise warned of or allowed, but for [`Rule::IsolatedModel`] and what
    /// [`level`](Options::level) says. An `allow` on a model or a relation still counts.
    pub fn strict(mut self) -> Self {
        self.criteria.levels.set_strict();
        self
    }

    /// Asks that this model is registered. A type that code names is linked, so this finds what no code can: a
    /// registration that was lost on the way.
    #[track_caller]
    pub fn expect<T: Registered + 'static>(self) -> Self {
        self.expecting(T::PATH, Some(TypeId::of::<T>()))
    }

    /// Asks that a model of this name is registered: `Name`, `module::Name` or `krate::module::Name`.
    #[track_caller]
    pub fn expect_named(self, name: &str) -> Self {
        self.expecting(name, None)
    }

    /// Says that the models of a crate live elsewhere: a target whose path begins with that crate is taken as given.
    /// So one crate of a larger program is tested alone. A package called `auth-core` is the crate `auth_core`, and
    /// both mean it.
    pub fn outside(mut self, krate: &str) -> Self {
        self.criteria.outside.push(krate.to_owned());
        self
    }

    /// Says what an old code base starts with: denied findings that this baseline lists are warnings, new ones fail,
    /// and an entry that matches nothing any more is a warning that asks to strike it. A text that is no baseline is a
    /// denied finding of [`Rule::UnusedAllow`].
    ///
    /// [`Findings::to_baseline`] writes one.
    ///
    /// ```rust,standalone_crate
    /// # use relata::Model;
    /// #[derive(Model)]
    /// #[relata(belongs_to(author: "Author"))]
    /// struct Post {
    ///     id: i64,
    ///     author_id: i64,
    /// }
    ///
    /// let baseline = relata::check().to_baseline();
    /// let registry = relata::options().baseline(&baseline).init()?;
    /// assert_eq!(registry.warnings().len(), 1);
    /// # Ok::<(), relata::Report>(())
    /// ```
    #[cfg(feature = "document")]
    #[track_caller]
    pub fn baseline(mut self, text: &str) -> Self {
        self.baseline = Some(Baseline::parse(text, caller()));
        self
    }

    /// The same for a baseline that was read from a file: what is found in it is told with that file.
    ///
    /// # Errors
    ///
    /// The text is no baseline.
    #[cfg(feature = "document")]
    pub fn baseline_in(mut self, file: &str, text: &str) -> Result<Self, UnreadableBaseline> {
        let baseline = Baseline::parse(text, Place::new(file, 1, 1));
        self.baseline = Some(baseline.readable()?);
        Ok(self)
    }

    /// Checks everything that is registered in this program.
    ///
    /// It may be called any number of times, from any thread. What is registered is gathered and resolved once; each
    /// call judges it by its own options. It does no input or output and reads no environment; what it has to say
    /// beyond its result it says through `tracing`: the span `relata.init`, in it an event for each warning, and one
    /// that sums up.
    ///
    /// # Errors
    ///
    /// A [`Report`] with every finding whose level is [`Level::Deny`].
    pub fn init(&self) -> Result<&'static Registry, Report> {
        static REMEMBERED: Mutex<Vec<(Options, &'static Registry)>> = Mutex::new(Vec::new());
        let check = Check::begin();
        let mut remembered = REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, registry)) = remembered.iter().find(|(options, _)| options == self) {
            return Ok(*registry);
        }
        let graph = linked();
        let findings = self.findings(&graph);
        let relations = graph.relations().len();
        // A program uses as many sets of options as its source has, so little is leaked.
        let registry = Registry::of(graph, &findings).map(|it| &*Box::leak(Box::new(it)));
        if let Ok(registry) = &registry {
            remembered.push((self.clone(), *registry));
        }
        // A subscriber may call this as well.
        drop(remembered);
        check.emit(&findings, relations);
        registry
    }

    /// Everything that is found in this program, warnings too. Nothing is remembered and no event is told.
    pub fn check(&self) -> Findings {
        self.findings(&linked())
    }

    /// Checks these models as if nothing else were registered: for tests of a few models of their own.
    ///
    /// # Errors
    ///
    /// As [`init`](Options::init).
    pub fn init_isolated(&self, models: &Models) -> Result<Registry, Report> {
        self.judge(Graph::of([models.records()]))
    }

    /// Everything that is found among these models, as if nothing else were registered.
    pub fn check_isolated(&self, models: &Models) -> Findings {
        self.findings(&Graph::of([models.records()]))
    }

    /// Checks these documents as one system.
    ///
    /// # Errors
    ///
    /// As [`init`](Options::init).
    #[cfg(feature = "document")]
    pub fn init_documents(&self, documents: &[Document]) -> Result<Registry, Report> {
        self.judge(Graph::of(documents.iter().map(Records::of_document)))
    }

    /// Everything that is found in these documents, checked as one system.
    #[cfg(feature = "document")]
    pub fn check_documents(&self, documents: &[Document]) -> Findings {
        self.findings(&Graph::of(documents.iter().map(Records::of_document)))
    }

    /// Checks these records as one system: of this program and of the plugins that it has loaded, or of several
    /// executables. It tells no event and remembers nothing.
    ///
    /// # Errors
    ///
    /// As [`init`](Options::init).
    pub fn init_records(&self, records: &[Records]) -> Result<Registry, Report> {
        self.judge(Graph::of(records.iter().cloned()))
    }

    /// Everything that is found among these records, checked as one system.
    pub fn check_records(&self, records: &[Records]) -> Findings {
        self.findings(&Graph::of(records.iter().cloned()))
    }

    /// The same, with what the source declares: a model that stands there and is not among these records is found with
    /// what keeps it out, unless it is of a crate that is [`outside`](Options::outside).
    #[cfg(feature = "source")]
    pub fn check_source(&self, records: &[Records], source: &crate::source::Source) -> Findings {
        let graph = Graph::of(records.iter().cloned());
        let mut options = self.clone();
        let mut declarations = source.declarations(&graph);
        let absent = &mut declarations.absent;
        absent.retain(|it| !self.criteria.puts_outside(&it.path));
        options.criteria.declarations = Arc::new(declarations);
        options.findings(&graph)
    }

    /// Everything that is found in what was collected in some other way.
    #[doc(hidden)]
    pub fn check_collected(&self, collected: Collected) -> Findings {
        self.findings(&Graph::of([Records::collected(collected)]))
    }

    #[track_caller]
    fn expecting(mut self, name: &str, ty: Option<TypeId>) -> Self {
        let (name, place) = (name.to_owned(), caller());
        self.criteria.expected.push(Expected { name, ty, place });
        self
    }

    fn judge(&self, graph: Graph) -> Result<Registry, Report> {
        let findings = self.findings(&graph);
        Registry::of(Arc::new(graph), &findings)
    }

    fn findings(&self, graph: &Graph) -> Findings {
        let findings = rules::judge(graph, &self.criteria);
        #[cfg(feature = "document")]
        let findings = match &self.baseline {
            Some(baseline) => baseline.apply(findings, &self.criteria.levels),
            None => findings,
        };
        Findings::new(findings, graph.real_model_count, graph.crates().count())
    }

    /// The same, with no rule asked but these.
    pub(crate) fn asking_only(self, asked: &[Rule]) -> Self {
        let others = Rule::ALL.iter().filter(|it| !asked.contains(it));
        others.fold(self, |options, rule| options.level(*rule, Level::Allow))
    }
}

#[track_caller]
fn caller() -> Place {
    let caller = Location::caller();
    Place::new(caller.file(), caller.line(), caller.column())
}

/// The graph of what is linked into this program, built once. An empty one is not remembered: what is registered when
/// the next call comes may be more.
fn linked() -> Arc<Graph> {
    static GRAPH: OnceCell<Arc<Graph>> = OnceCell::new();
    let graph = GRAPH.get_or_try_init(|| {
        let graph = Arc::new(Graph::of([Records::linked()]));
        match graph.models() {
            [] => Err(graph),
            _ => Ok(graph),
        }
    });
    graph.cloned().unwrap_or_else(|empty| empty)
}
