//! A channel whose canary did not arrive: what the linker hands over on this platform cannot be trusted.

use super::{Rule, Verdict};
use crate::report::{Finding, Level};
use crate::wording::{listed, quoted};

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let channels = &verdict.graph.channels;
    let dead: Vec<_> = channels.iter().filter(|channel| !channel.alive).map(|channel| channel.name).collect();
    let alive: Vec<_> = channels.iter().filter(|channel| channel.alive).map(|channel| channel.name).collect();
    let rule = Rule::RegistrationUnavailable;
    if dead.is_empty() && !alive.is_empty() || verdict.silences(rule, &[]) {
        return;
    }
    // With another channel alive nothing is lost yet.
    let default = if alive.is_empty() { Level::Deny } else { Level::Warn };
    let level = verdict.options.level_of(rule).unwrap_or(default);
    verdict.findings.push(words(&dead, &alive).with_level(level));
}

fn words(dead: &[&str], alive: &[&str]) -> Finding {
    let dead_names = listed(&quoted(dead));
    let finding = Finding::new(
        Rule::RegistrationUnavailable,
        dead.join(", "),
        if alive.is_empty() {
            format!("no model can be registered in this program: {dead_names} brought nothing, not even relata's own entry")
        } else {
            format!("{dead_names} brought nothing in this program, not even relata's own entry")
        },
    );
    if alive.is_empty() {
        let other = if dead == ["linkme"] { "inventory" } else { "linkme" };
        finding
            .note("a registry of this program would be empty however many models it has")
            .with_help(format!("turn on the feature `{other}` of relata, which registers in another way"))
    } else {
        let alive = listed(&quoted(alive));
        finding
            .note(format!("all models of this program come through {alive}"))
            .with_help(format!("turn off the feature {dead_names} of relata on this platform"))
    }
}
