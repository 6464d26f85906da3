//! Source that could not be read, so that its models are not checked.

use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let declarations = verdict.criteria.declarations.clone();
    for (place, message) in declarations.unread.iter() {
        let file = place.file().replace('\\', "/");
        // In a manifest, the settings are wrong.
        let (headline, note) = if file.ends_with("Cargo.toml") {
            (message.clone(), "nothing is included or excluded by it")
        } else {
            let headline = format!("`{file}` cannot be read: {message}");
            let note = "models and relations that this file declares are not checked";
            (headline, note)
        };
        let finding = Finding::new(Rule::UnreadSource, Subject::Name(file), headline)
            .at(place.into())
            .note(note);
        verdict.add(finding);
    }
}
