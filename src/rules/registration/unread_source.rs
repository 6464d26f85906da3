//! Source that could not be read, so that its models are not checked.

use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let declarations = verdict.criteria.declarations.clone();
    for (place, message) in declarations.unread.iter() {
        let file = place.file().replace('\\', "/");
        let headline = format!("`{file}` cannot be read: {message}");
        let subject = Subject::Name(file);
        let finding = Finding::new(Rule::UnreadSource, subject, headline)
            .at(place.into())
            .note("models and relations that this file declares are not checked");
        verdict.add(finding);
    }
}
