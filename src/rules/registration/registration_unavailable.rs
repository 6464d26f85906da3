//! A channel whose canary did not arrive: what the linker hands over on this platform cannot be trusted.

use crate::findings::wording::{listed, quoted};
use crate::findings::{Finding, Subject};
use crate::rule::{Level, Rule};
use crate::rules::verdict::Verdict;

use super::empty_registry;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let channels = &verdict.graph.channels;
    let (mut alive, mut dead) = (Vec::new(), Vec::new());
    for channel in channels {
        let list = if channel.alive { &mut alive } else { &mut dead };
        list.push(channel.name);
    }
    let rule = Rule::RegistrationUnavailable;
    // With another channel alive nothing is lost yet.
    let default = if alive.is_empty() {
        Level::Deny
    } else {
        Level::Warn
    };
    let level = verdict.criteria.levels.set_for(rule).unwrap_or(default);
    if !dead.is_empty() {
        verdict.report_at(default, describe(&dead, &alive));
    }
    // No other rule is asked then; whoever lets that pass has still not let pass that there is no model.
    if alive.is_empty() && level != Level::Deny {
        empty_registry::check(verdict);
    }
}

fn describe(dead: &[&str], alive: &[&str]) -> Finding {
    let names = listed(quoted(dead));
    let brought = format!("{names} brought nothing");
    let headline = if alive.is_empty() {
        format!(
            "no model can be registered in this program: {brought}, not even relata's own entry"
        )
    } else {
        format!("{brought} in this program, not even relata's own entry")
    };
    let finding = Finding::new(
        Rule::RegistrationUnavailable,
        Subject::Name(dead.join(", ")),
        headline,
    );
    if !alive.is_empty() {
        return finding
            .note(format!(
                "all models of this program come through {}",
                listed(quoted(alive))
            ))
            .with_help(format!(
                "turn off the feature {names} of relata on this platform"
            ));
    }
    let finding =
        finding.note("a registry of this program would be empty however many models it has");
    let other = match dead {
        ["inventory"] => "linkme",
        ["linkme"] => "inventory",
        _ => {
            return finding.with_help(
                "list the models by hand, as in `relata::options().init_isolated(&relata::models![…])`",
            );
        }
    };
    finding.with_help(format!(
        "turn on the feature `{other}` of relata, which registers in another way"
    ))
}
