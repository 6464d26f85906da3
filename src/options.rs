//! The options of a check, and the calls that check.

#[cfg(feature = "schema")]
mod schema;

use std::any::TypeId;
use std::panic::Location;
use std::sync::Arc;

use crate::criteria::{AllowedModel, Criteria, Expected};
#[cfg(feature = "document")]
use crate::document::Document;
#[cfg(feature = "document")]
use crate::findings::{Baseline, UnreadableBaseline};
use crate::findings::{Findings, Report};
use crate::graph::Graph;
use crate::judge;
use crate::once::Once;
use crate::place::Place;
use crate::records::Records;
use crate::registry::{Models, Registry};
use crate::remembered;
use crate::rule::{Level, Rule};
use crate::rules::OffByDefault;
use crate::trace::Check;
use relata_record::Registered;
use relata_record::channels::Collected;

/// Options of a check. Start with [`options()`], finish with [`init`](Options::init) or [`check`](Options::check).
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
/// // The crate `auth` is not linked into this test: its models are assumed to exist.
/// relata::options().outside("auth").expect::<Post>().init()?;
/// # Ok::<(), relata::Report>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "options do nothing until `init` or `check` is called"]
pub struct Options {
    criteria: Criteria,
    off_by_default: OffByDefault,
}

/// The default options.
pub fn options() -> Options {
    Options::default()
}

impl Options {
    /// Sets the level of a rule. An `allow` on a model or a relation still applies.
    pub fn level(mut self, rule: Rule, level: Level) -> Self {
        self.criteria.levels.set(rule, level);
        self.off_by_default.link();
        self
    }

    /// Denies every rule except [`Rule::IsolatedModel`], [`Rule::IncompleteCoverage`] and those whose
    /// [`level`](Options::level) is set. What the page of a rule calls a warning with `strict()` is a warning. An `allow` on a
    /// model or a relation still applies.
    pub fn strict(mut self) -> Self {
        self.criteria.levels.set_strict();
        self.off_by_default.link();
        self
    }

    /// Denies relations that could not be compared, because a key, a type or a target is not known, and a registry without
    /// relations. Equivalent to denying [`Rule::IncompleteCoverage`].
    pub fn require_coverage(self) -> Self {
        self.level(Rule::IncompleteCoverage, Level::Deny)
    }

    /// Requires that this model is registered. Naming the type links its crate, so this finds only a registration that
    /// the linker lost.
    #[track_caller]
    pub fn expect<T: Registered + 'static>(self) -> Self {
        self.expecting(T::PATH, Some(const { T::ENTRY.own() }))
    }

    /// Requires that a model with this name is registered: `Name`, `module::Name` or `krate::module::Name`.
    #[track_caller]
    pub fn expect_named(self, name: &str) -> Self {
        self.expecting(name, None)
    }

    /// Declares that the models of a crate are defined elsewhere: a target whose path starts with that crate is assumed
    /// to exist. Use it to test one crate of a larger program. `auth-core` and `auth_core` name the same crate.
    pub fn outside(mut self, krate: &str) -> Self {
        self.criteria.outside.push(krate.to_owned());
        self
    }

    /// Allows a rule for the model with this name: `Name`, `module::Name` or `krate::module::Name`. The model itself can also have
    /// an `allow`; this is for models of other crates, and for [`Rule::MissingModel`], whose models are not in the program.
    ///
    /// An allow that matches no finding is a finding of [`Rule::UnusedAllow`].
    ///
    /// ```
    /// use relata::Rule;
    ///
    /// // The model needs the feature `audit`, which this program intentionally lacks.
    /// let options = relata::options().allow_model("billing::audit::Entry", Rule::MissingModel);
    /// # let _ = options;
    /// ```
    #[track_caller]
    pub fn allow_model(mut self, model: &str, rule: Rule) -> Self {
        self.off_by_default.link_allowed();
        self.criteria.allowed.push(AllowedModel {
            model: model.to_owned(),
            rule: rule.name().to_owned(),
            reason: String::new(),
            place: caller(),
        });
        self
    }

    /// Accepts the known findings of an existing code base: denied findings that this baseline lists are lowered to
    /// warnings, new ones fail, and an entry that no longer occurs is a warning. A warning of [`Rule::MissingModel`] that it
    /// lists is not reported: the program intentionally lacks that model. A text that is not a baseline is a
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
        self.criteria.baseline = Some(Baseline::parse(text, caller()));
        self
    }

    /// Like [`baseline`](Options::baseline), for a baseline that was read from a file: findings about it name that file.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a baseline.
    #[cfg(feature = "document")]
    pub fn baseline_in(mut self, file: &str, text: &str) -> Result<Self, UnreadableBaseline> {
        let baseline = Baseline::parse(text, Place::new(file, 1, 1));
        self.criteria.baseline = Some(baseline.readable()?);
        Ok(self)
    }

    /// Checks all models of this program.
    ///
    /// It may be called any number of times, from any thread. Models are collected and resolved once; each call checks
    /// them with its own options, and the registry of each set of options is kept for the life of the program. No thread
    /// waits for another one, so it may be called after a `fork`. It does no input or output and reads no environment
    /// variables. It emits through `tracing`: the span `relata.init` with one event for each warning and one summary event.
    /// A call inside of a subscriber, while another call emits, emits nothing.
    ///
    /// # Errors
    ///
    /// Returns a [`Report`] with every finding of level [`Level::Deny`].
    pub fn init(&self) -> Result<&'static Registry, Report> {
        let place = match remembered::recall(&self.criteria) {
            Ok(registry) => return Ok(registry),
            Err(place) => place,
        };
        let check = Check::begin();
        let graph = linked();
        let findings = self.findings(&graph);
        let registry = self.registry(graph, &findings).map(|it| {
            // The call around a call in a subscriber emits, so that one does not take its place.
            if it.is_complete() && !check.is_nested() {
                place.remember(&self.criteria, it)
            } else {
                (&*Box::leak(Box::new(it)), true)
            }
        });
        // Another thread that remembered its registry first emits.
        if !matches!(registry, Ok((_, false))) {
            check.emit(&findings);
        }
        registry.map(|(registry, _)| registry)
    }

    /// Returns all findings of this program, including warnings. Nothing is cached and no event is emitted.
    #[must_use = "findings are not printed by the check"]
    pub fn check(&self) -> Findings {
        self.findings(&linked())
    }

    /// Checks only these models, for tests with a few models of their own.
    ///
    /// # Errors
    ///
    /// The same as [`init`](Options::init).
    pub fn init_isolated(&self, models: &Models) -> Result<Registry, Report> {
        self.judge(Graph::of([models.records()]))
    }

    /// Returns all findings of only these models.
    #[must_use = "findings are not printed by the check"]
    pub fn check_isolated(&self, models: &Models) -> Findings {
        self.findings(&Graph::of([models.records()]))
    }

    /// Checks these documents together.
    ///
    /// # Errors
    ///
    /// The same as [`init`](Options::init).
    #[cfg(feature = "document")]
    pub fn init_documents(&self, documents: &[Document]) -> Result<Registry, Report> {
        self.judge(Graph::of(documents.iter().map(Records::of_document)))
    }

    /// Returns all findings of these documents, checked together.
    #[cfg(feature = "document")]
    #[must_use = "findings are not printed by the check"]
    pub fn check_documents(&self, documents: &[Document]) -> Findings {
        self.findings(&Graph::of(documents.iter().map(Records::of_document)))
    }

    /// Checks these records together: those of this program and of the plugins that it loaded, or of several
    /// executables. Nothing is cached and no event is emitted.
    ///
    /// # Errors
    ///
    /// The same as [`init`](Options::init).
    pub fn init_records(&self, records: &[Records]) -> Result<Registry, Report> {
        self.judge(Graph::of(records.iter().cloned()))
    }

    /// Returns all findings of these records, checked together.
    #[must_use = "findings are not printed by the check"]
    pub fn check_records(&self, records: &[Records]) -> Findings {
        self.findings(&Graph::of(records.iter().cloned()))
    }

    /// Like [`check_records`](Options::check_records), compared with the source: a model that the source declares and
    /// that is not among these records is a finding with its cause, unless its crate is [`outside`](Options::outside).
    #[cfg(feature = "source")]
    #[must_use = "findings are not printed by the check"]
    pub fn check_source(&self, records: &[Records], source: &crate::source::Source) -> Findings {
        let graph = Graph::of(records.iter().cloned());
        let mut options = self.clone();
        let mut declarations = source.declarations(&graph);
        let absent = &mut declarations.absent;
        absent.retain(|it| !self.criteria.puts_outside(&it.path));
        options.criteria.declarations = Arc::new(declarations);
        options.off_by_default.link_allowed();
        options.criteria.allowed.extend_from_slice(&source.allowed);
        options.findings(&graph)
    }

    /// Returns the findings of models that were read from source, compared with the tables of Diesel's `table!` if there are
    /// any. Source that could not be read is a finding too.
    ///
    /// ```
    /// use relata::source::{Models, Workspace};
    ///
    /// let monolith = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/monolith");
    /// let models = Models::read(&Workspace::new(monolith))?;
    /// let findings = relata::options().check_models(&models);
    /// assert!(findings.coverage().models > 0);
    /// # Ok::<(), relata::source::UnreadableSource>(())
    /// ```
    #[cfg(feature = "source")]
    #[must_use = "findings are not printed by the check"]
    pub fn check_models(&self, models: &crate::source::Models) -> Findings {
        let mut options = self.clone();
        if !self.criteria.schemas.iter().any(|it| it.tables.is_some()) {
            options = options.schema_of_source(models);
        }
        options.off_by_default.link_allowed();
        options.criteria.allowed.extend_from_slice(models.allowed());
        options.criteria.declarations = Arc::new(models.declarations());
        options.check_records(std::slice::from_ref(models.records()))
    }

    /// Returns the findings of models that were collected in another way.
    #[doc(hidden)]
    #[must_use = "findings are not printed by the check"]
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
        self.registry(Arc::new(graph), &findings)
    }

    #[cfg_attr(
        not(feature = "schema"),
        expect(clippy::unused_self, reason = "only with the feature it keeps them")
    )]
    fn registry(&self, graph: Arc<Graph>, findings: &Findings) -> Result<Registry, Report> {
        let registry = Registry::of(graph, findings)?;
        #[cfg(feature = "schema")]
        let registry = registry.with_criteria(&self.criteria, self.off_by_default);
        Ok(registry)
    }

    fn findings(&self, graph: &Graph) -> Findings {
        judge::findings(graph, &self.criteria, self.off_by_default)
    }

    /// The same, with only these rules.
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

/// The graph of the models that are linked into this program, built once. A graph that is empty or incomplete is not cached:
/// more models may be registered before the next call.
fn linked() -> Arc<Graph> {
    static GRAPH: Once<Arc<Graph>> = Once::new();
    if let Some(graph) = GRAPH.get() {
        return graph.clone();
    }
    let graph = Arc::new(Graph::of([Records::linked()]));
    if graph.models().is_empty() || !graph.is_complete() {
        return graph;
    }
    GRAPH.get_or_init(|| graph).clone()
}
