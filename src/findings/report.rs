//! The findings of one check, and the report of denied findings.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "document")]
use super::baseline::{UnreadableBaseline, UpgradedBaseline, of_denied};
use super::coverage::Coverage;
use super::finding::Finding;
use super::wording::counted;
#[cfg(feature = "schema")]
use super::wording::{listed, quoted};
use crate::rule::{Level, Rule};

/// All findings of one check, including warnings, sorted by place.
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
/// let findings = relata::check();
/// assert_eq!(findings.iter().map(|finding| finding.rule()).collect::<Vec<_>>(), [relata::Rule::MissingTarget]);
/// ```
#[derive(Clone)]
pub struct Findings {
    found: Arc<[Finding]>,
    crates: usize,
    coverage: Coverage,
    /// The names of the databases that the models were compared with.
    #[cfg(feature = "schema")]
    databases: Arc<[String]>,
}

impl Findings {
    pub(crate) fn new(findings: Vec<Finding>, crates: usize, coverage: Coverage) -> Self {
        Findings {
            found: findings.into(),
            crates,
            coverage,
            #[cfg(feature = "schema")]
            databases: Arc::default(),
        }
    }

    /// Adds the names of the databases that the models were compared with.
    #[cfg(feature = "schema")]
    pub(crate) fn compared_with(mut self, databases: Vec<String>) -> Self {
        self.databases = databases.into();
        self
    }

    /// Removes findings.
    #[cfg(feature = "schema")]
    pub(crate) fn without(mut self, removes: impl Fn(&Finding) -> bool) -> Self {
        self.found = self.iter().filter(|it| !removes(it)).cloned().collect();
        self
    }

    /// Returns only the findings of one level.
    pub(crate) fn only(&self, level: Level) -> Self {
        let findings = self.iter().filter(|it| it.level() == level).cloned();
        Findings {
            found: findings.collect(),
            ..self.clone()
        }
    }

    /// Returns an iterator over the findings, sorted by place.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.found.iter()
    }

    /// The number of findings.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The denied findings as a baseline: JSON that [`Options::baseline`](crate::Options::baseline) reads. It also lists the models
    /// that the program may intentionally lack, which are warnings of [`Rule::MissingModel`](crate::Rule::MissingModel).
    #[cfg(feature = "document")]
    pub fn to_baseline(&self) -> String {
        Findings::baseline_of([self])
    }

    /// The denied findings of several checks as one baseline, for example of all programs of a workspace.
    #[cfg(feature = "document")]
    pub fn baseline_of<'a>(checks: impl IntoIterator<Item = &'a Findings>) -> String {
        of_denied(checks.into_iter().flatten())
    }

    /// The entries of a baseline that match a finding in these checks, in the current format. The baseline can be in an
    /// older format.
    ///
    /// # Errors
    ///
    /// The text is not a baseline.
    #[cfg(feature = "document")]
    pub fn upgraded_baseline<'a>(
        baseline: &str,
        checks: impl IntoIterator<Item = &'a Findings>,
    ) -> Result<UpgradedBaseline, UnreadableBaseline> {
        UpgradedBaseline::new(baseline, checks.into_iter().flatten())
    }

    /// The number of checked models, without external ones.
    pub fn model_count(&self) -> usize {
        self.coverage.models as usize
    }

    /// The number of crates that contain these models.
    pub fn crate_count(&self) -> usize {
        self.crates
    }

    /// What was compared, and what could not be compared.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// The names of the databases that the models were compared with, without the schemas that have no name.
    #[cfg(feature = "schema")]
    pub fn databases(&self) -> &[String] {
        &self.databases
    }

    /// The number of findings with this level.
    pub fn count(&self, level: Level) -> usize {
        self.iter().filter(|it| it.level() == level).count()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Maximum number of findings printed; the others are counted.
const MAX_PRINTED: usize = 50;

/// Whether the platform has no cargo. Then the report links to the page of the rule.
const IS_WITHOUT_CARGO: bool = cfg!(any(
    target_family = "wasm",
    target_os = "android",
    target_os = "ios"
));

/// The URL of a rule's page, without the name of its variant.
const DOCS: &str = "https://docs.rs/relata/latest/relata/enum.Rule.html#variant.";

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = counted(self.count(Level::Deny), "error");
        let warnings = counted(self.count(Level::Warn), "warning");
        let found = match (self.count(Level::Deny), self.count(Level::Warn)) {
            (0, 0) => "no findings".to_owned(),
            (_, 0) => errors,
            (0, _) => warnings,
            _ => format!("{errors} and {warnings}"),
        };
        let models = counted(self.model_count(), "model");
        let crates = counted(self.crates, "crate");
        write!(f, "relata: {found} in {models} from {crates}")?;
        #[cfg(feature = "schema")]
        self.write_databases(f)?;
        writeln!(f)?;
        for finding in self.iter().take(MAX_PRINTED) {
            write!(f, "\n{finding}")?;
        }
        let rest = self.found.get(MAX_PRINTED..).unwrap_or_default();
        if !rest.is_empty() {
            writeln!(f, "\nand {} more:", rest.len())?;
        }
        for rule in Rule::ALL {
            let count = rest.iter().filter(|it| it.rule() == *rule).count();
            if count > 0 {
                writeln!(f, "  {count} {rule}")?;
            }
        }
        match self.found.first().map(Finding::rule) {
            Some(rule) if IS_WITHOUT_CARGO => writeln!(f, "\nfor more information: {DOCS}{rule:?}"),
            Some(rule) => writeln!(f, "\nfor more information: cargo relata explain {rule}"),
            None => Ok(()),
        }
    }
}

#[cfg(feature = "schema")]
impl Findings {
    fn write_databases(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let databases = listed(&quoted(&self.databases));
        match self.databases.len() {
            0 => Ok(()),
            1 => write!(f, ", compared with the database {databases}"),
            count => write!(f, ", compared with {count} databases: {databases}"),
        }
    }
}

impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error of `init`: at least one denied finding. It owns its data and is cheap to clone.
///
/// Its text begins with a line that counts the findings. `Debug` prints the same text, so that `fn main() -> Result<(),
/// relata::Report>` prints a readable report.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(belongs_to(author: "Auther"))]
/// struct Post {
///     id: i64,
///     author_id: i64,
/// }
/// # #[derive(Model)]
/// # struct Author { id: i64 }
///
/// let report = relata::init().unwrap_err();
/// let finding = report.findings().iter().next().unwrap();
/// assert!(report.to_string().starts_with("relata: 1 error in 2 models from 1 crate\n\nerror[missing_target]: "));
/// # let _ = finding;
/// ```
#[derive(Clone, thiserror::Error)]
#[error("{0}")]
pub struct Report(Findings);

impl Report {
    /// Returns a report of the denied findings, if there are any.
    pub(crate) fn of(findings: &Findings) -> Result<(), Self> {
        let denied = findings.only(Level::Deny);
        if denied.is_empty() {
            return Ok(());
        }
        Err(Report(denied))
    }

    /// The denied findings, sorted by place; never empty.
    pub fn findings(&self) -> &Findings {
        &self.0
    }

    /// What was compared, and what could not be compared.
    pub fn coverage(&self) -> Coverage {
        self.0.coverage
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
