//! The flags that say what is asked of the check, as the options of the library.

use std::path::Path;

use relata::{Level, Rule};

use crate::failure::Failure;
use crate::options::{FailOn, Judging};

impl Judging {
    /// The options, with the baseline read if there is one.
    pub(crate) fn options(&self) -> Result<relata::Options, Failure> {
        let mut options = relata::options();
        if self.strict {
            options = options.strict();
        }
        for (rules, level) in [
            (&self.allow, Level::Allow),
            (&self.warn, Level::Warn),
            (&self.deny, Level::Deny),
        ] {
            let set = |options: relata::Options, rule: &Rule| options.level(*rule, level);
            options = rules.iter().fold(options, set);
        }
        for krate in &self.outside {
            options = options.outside(krate);
        }
        if let Some(path) = &self.baseline {
            let text = std::fs::read_to_string(path).map_err(|error| Failure::File {
                file: path.clone(),
                error,
            })?;
            options = options.baseline_in(&file_name(path), &text);
        }
        Ok(options)
    }

    /// The file of the baseline, as findings about it have it for their place.
    pub(crate) fn baseline_file(&self) -> Option<String> {
        self.baseline.as_deref().map(file_name)
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

fn file_name(path: &Path) -> String {
    path.display().to_string()
}
