//! `cargo relata check`: everything that is found, in the format that is asked for.

use crate::Outcome;
use crate::failure::Failure;
use crate::format::{github, human, json, sarif};
use crate::input::Systems;
use crate::options::{Check, Judging, MessageFormat};
use crate::terminal::Terminal;
use crate::verdict::{Judged, Verdict};

pub(crate) fn run(options: &Check, terminal: Terminal) -> Result<Outcome, Failure> {
    // What is wrong with the flags is told before anything is built.
    let asked = options.judging.options()?;
    let systems = Systems::read(&options.input, terminal)?;
    let verdict = judge(&systems, &asked, &options.judging);
    let text = match options.message_format {
        MessageFormat::Human => human::render(&verdict),
        MessageFormat::Json => json::render(&verdict),
        MessageFormat::Sarif => sarif::render(&verdict),
        MessageFormat::Github => github::render(&verdict),
    };
    Ok(Outcome {
        text,
        is_clean: verdict.is_clean(options.fail_on.level()),
    })
}

/// What is found in all of them.
pub(crate) fn judge(systems: &Systems, options: &relata::Options, judging: &Judging) -> Verdict {
    let judged = systems.all.iter().map(|system| Judged {
        name: system.name.clone(),
        findings: system.check(options),
    });
    let baseline = judging.baseline_file();
    let verdict = Verdict::new(
        judged.collect(),
        systems.skipped.clone(),
        baseline.as_deref(),
    );
    Verdict {
        root: systems.root.clone(),
        is_own: systems.is_own,
        ..verdict
    }
}
