//! `cargo relata baseline`: records the current errors so that only new ones fail, or upgrades a baseline.

use std::path::Path;

use relata::{Findings, UpgradedBaseline};

use crate::failure::Failure;
use crate::input::Systems;
use crate::options::Baseline;
use crate::outcome::Outcome;
use crate::reading::text_of;
use crate::terminal::Terminal;

pub(crate) fn run(options: &Baseline, terminal: Terminal) -> Result<Outcome, Failure> {
    let policy = options.policy.read()?;
    let old = options.upgrade.as_deref().map(Old::read).transpose()?;
    let systems = Systems::read(&options.input, terminal)?.with_each_alone();
    let policy = policy.options(&systems.root)?;
    let all: Vec<Findings> = systems.all.iter().map(|it| it.check(&policy)).collect();
    let Some(old) = old else {
        return Ok(Outcome::clean(Findings::baseline_of(&all)).to(options.output.as_deref()));
    };
    let upgraded = old.upgraded(&all)?;
    terminal.status("Upgraded", &summary(upgraded.kept, upgraded.gone));
    Ok(Outcome::clean(upgraded.text).to(Some(old.file)))
}

/// `2 entries, removed 1 that no longer occurs`
fn summary(kept: usize, gone: usize) -> String {
    let entries = if kept == 1 { "entry" } else { "entries" };
    let occur = if gone == 1 { "occurs" } else { "occur" };
    match gone {
        0 => format!("{kept} {entries}"),
        _ => format!("{kept} {entries}, removed {gone} that no longer {occur}"),
    }
}

/// A baseline to upgrade.
struct Old<'o> {
    file: &'o Path,
    text: String,
}

impl<'o> Old<'o> {
    /// Reads the file and reports an invalid baseline before anything is built.
    fn read(file: &'o Path) -> Result<Self, Failure> {
        let text = text_of(file)?;
        let old = Old { file, text };
        old.upgraded(&[])?;
        Ok(old)
    }

    fn upgraded(&self, all: &[Findings]) -> Result<UpgradedBaseline, Failure> {
        let upgraded = Findings::upgraded_baseline(&self.text, all);
        upgraded.map_err(|error| Failure::input(self.file, &error.to_string()))
    }
}
