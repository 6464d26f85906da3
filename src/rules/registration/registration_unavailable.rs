//! A channel that did not even register relata's own test entry: registration through the linker is unreliable on this
//! platform, or the check runs before it is complete. Or a registered record that cannot be read.

use super::empty_registry;
use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let (mut alive, mut dead) = (Vec::new(), Vec::new());
    for channel in &verdict.graph.channels {
        let list = if channel.alive { &mut alive } else { &mut dead };
        list.push(channel.name);
    }
    // Another channel registered all models, so a warning suffices.
    let default = if alive.is_empty() {
        Level::Deny
    } else {
        Level::Warn
    };
    match verdict.graph.tables.damaged {
        0 => {}
        damaged => verdict.report_at(Level::Deny, describe_damaged(damaged)),
    }
    let levels = &verdict.criteria.levels;
    let set = levels.set_for(Rule::RegistrationUnavailable);
    if !dead.is_empty() {
        let models = verdict.graph.real_model_count;
        verdict.report_at(default, describe(&dead, &alive, models));
    }
    // No other rule is checked in this case. Allowing this rule does not allow an empty registry.
    if alive.is_empty() && set.unwrap_or(default) != Level::Deny {
        empty_registry::check(verdict);
    }
}

/// Explains a check that runs before all models are registered.
const EARLY: &str =
    "`inventory` registers models before `main`, so a check that runs before `main` is incomplete";

#[cold]
fn describe_damaged(count: usize) -> Finding {
    let count = counted(count, "registered record");
    let subject = Subject::Name("records".to_owned());
    Finding::new(Rule::RegistrationUnavailable, subject, format!("{count} cannot be read"))
        .note("the derive writes every record, so other code registered this one, or this is a bug in relata")
}

fn describe(dead: &[&str], alive: &[&str], models: usize) -> Finding {
    let (subject, names) = (Subject::Name(dead.join(", ")), listed(&quoted(dead)));
    let early = dead.contains(&"inventory").then(|| EARLY.to_owned());
    let new =
        |headline| Finding::new(Rule::RegistrationUnavailable, subject, headline).note_if(early);
    let early_help = match dead {
        ["inventory"] => "call `relata::init()` in `main`; if it is called there, ",
        _ => "",
    };
    if !alive.is_empty() {
        let headline =
            format!("{names} registered nothing in this program, not even relata's own test entry");
        let alive = listed(&quoted(alive));
        return new(headline)
            .note(format!(
                "all models of this program were registered by {alive}"
            ))
            .with_help(format!(
                "{early_help}disable the feature {names} of relata on this platform"
            ));
    }
    if models > 0 {
        let models = counted(models, "model");
        let headline = format!(
            "the registry is incomplete: {names} registered {models}, but not relata's own test entry"
        );
        return new(headline).with_help("call `relata::init()` in `main`");
    }
    let headline = format!(
        "no model can be registered in this program: {names} registered nothing, not even relata's own test entry"
    );
    let finding = new(headline)
        .note("the registry would be empty, no matter how many models this program declares");
    let help = match dead {
        ["inventory"] => {
            "call `relata::init()` in `main`; if it is called there, enable the feature `linkme` of relata, which registers models in another way"
        }
        ["linkme"] => {
            "enable the feature `inventory` of relata, which registers models in another way"
        }
        _ => {
            "list the models by hand, as in `relata::options().init_isolated(&relata::models![…])`"
        }
    };
    finding.with_help(help)
}
