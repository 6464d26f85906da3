//! Converts the options of a check to options of the library, and reads the baseline.

use std::path::{Path, PathBuf};

use relata::schema::Schema;
use relata::{Level, Options, Rule};

use crate::database;
use crate::failure::Failure;
use crate::options::{FailOn, PolicyOptions, Schemas};
use crate::reading::text_of;

#[derive(Debug)]
pub(crate) struct Policy {
    options: Options,
    /// The schemas that the models are compared with.
    pub(crate) schemas: Vec<Schema>,
    /// Crates whose models are registered elsewhere.
    pub(crate) outside: Vec<String>,
    baseline: Option<Baseline>,
}

#[derive(Debug)]
struct Baseline {
    path: PathBuf,
    text: String,
}

impl PolicyOptions {
    /// Reads the baseline, so that errors in it are reported before anything is built.
    pub(crate) fn read(&self) -> Result<Policy, Failure> {
        let mut options = relata::options();
        if self.strict {
            options = options.strict();
        }
        for (rules, level) in [
            (&self.allow, Level::Allow),
            (&self.warn, Level::Warn),
            (&self.deny, Level::Deny),
        ] {
            let set = |options: Options, rule: &Rule| options.level(*rule, level);
            options = rules.iter().fold(options, set);
        }
        if self.require_coverage {
            options = options.require_coverage();
        }
        for krate in &self.outside {
            options = options.outside(krate);
        }
        let schemas = self.schemas.read()?;
        for schema in &schemas {
            options = options.schema(schema.clone());
        }
        let policy = Policy {
            options,
            schemas,
            outside: self.outside.clone(),
            baseline: self.baseline.as_deref().map(Baseline::read).transpose()?,
        };
        drop(policy.options(Path::new(""))?);
        Ok(policy)
    }
}

impl Schemas {
    /// Reads the files, then the databases.
    pub(crate) fn read(&self) -> Result<Vec<Schema>, Failure> {
        let files = self.schema.iter().map(PathBuf::as_path).map(schema_of);
        let databases = self
            .database
            .iter()
            .map(String::as_str)
            .map(database::schema);
        files.chain(databases).collect()
    }
}

/// Reads a schema. Without a name, findings call it by its file.
fn schema_of(path: &Path) -> Result<Schema, Failure> {
    let text = text_of(path)?;
    let schema = Schema::parse(text.trim_start_matches('\u{feff}'));
    let mut schema = schema.map_err(|error| Failure::input(path, &error.to_string()))?;
    schema
        .name
        .get_or_insert_with(|| path.display().to_string());
    Ok(schema)
}

impl Policy {
    /// The options for a check in this folder. Places in the baseline are relative to the folder.
    pub(crate) fn options(&self, root: &Path) -> Result<Options, Failure> {
        let options = self.options.clone();
        let Some(it) = &self.baseline else {
            return Ok(options);
        };
        let read = options.baseline_in(&it.file(root), &it.text);
        read.map_err(|error| Failure::input(&it.path, &error.to_string()))
    }

    /// The file of the baseline, as it appears in places.
    pub(crate) fn baseline_file(&self, root: &Path) -> Option<String> {
        self.baseline.as_ref().map(|it| it.file(root))
    }
}

impl Baseline {
    fn read(path: &Path) -> Result<Self, Failure> {
        Ok(Baseline {
            path: path.to_owned(),
            text: text_of(path)?,
        })
    }

    fn file(&self, root: &Path) -> String {
        let absolute = self.path.canonicalize().unwrap_or_default();
        let root = root.canonicalize().unwrap_or_default();
        let from_root = absolute.strip_prefix(root).unwrap_or(&self.path);
        from_root.display().to_string()
    }
}

impl FailOn {
    pub(crate) fn level(self) -> Level {
        match self {
            FailOn::Warn => Level::Warn,
            FailOn::Deny => Level::Deny,
        }
    }
}
