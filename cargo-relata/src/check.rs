//! `cargo relata check`: everything that is found, in the format that is asked for.

use crate::Outcome;
use crate::failure::Failure;
use crate::format::{github, human, json, sarif};
use crate::input::Systems;
use crate::judging::Asked;
use crate::options::{Check, MessageFormat};
use crate::terminal::Terminal;
use crate::verdict::{Judged, Verdict};

pub(crate) fn run(options: &Check, terminal: Terminal) -> Result<Outcome, Failure> {
    let asked = options.judging.read()?;
    let systems = Systems::read(&options.input, terminal)?;
    let verdict = judge(&systems, &asked);
    let text = match options.message_format {
        MessageFormat::Human => human::render(&verdict),
        MessageFormat::Json => json::render(&verdict),
        MessageFormat::Sarif => sarif::render(&verdict),
        MessageFormat::Github => github::render(&verdict),
    };
    Ok(Outcome {
        is_clean: verdict.is_clean(options.fail_on.level()),
        ..Outcome::clean(text).to(options.output.as_deref())
    })
}

/// What is found in all of them.
pub(crate) fn judge(systems: &Systems, asked: &Asked) -> Verdict {
    let root = &systems.root;
    let options = asked.options(root);
    let judged = systems.all.iter().map(|system| Judged {
        name: system.name.clone(),
        findings: system.check(&options),
    });
    let baseline = asked.baseline_file(root);
    let skipped = systems.skipped.clone();
    let verdict = Verdict::new(judged.collect(), skipped, baseline.as_deref());
    Verdict {
        root: root.clone(),
        is_own: systems.is_own,
        ..verdict
    }
}
