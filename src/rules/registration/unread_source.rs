//! Source that could not be read or understood, so that its models are not checked.

use crate::declared::Unread;
use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let declarations = verdict.criteria.declarations.clone();
    for unread in declarations.unread.iter() {
        verdict.add(describe(unread));
    }
}

fn describe(unread: &Unread) -> Finding {
    let new =
        |name: String, headline| Finding::new(Rule::UnreadSource, Subject::Name(name), headline);
    match unread {
        Unread::File { place, message } => {
            let file = place.file().replace('\\', "/");
            let headline = format!("`{file}` cannot be read: {message}");
            let consequence = if file.ends_with("diesel.toml") {
                "which file has the schema is not known"
            } else {
                "models and relations in it are not checked"
            };
            new(file, headline).at(place.into()).note(consequence)
        }
        Unread::Setting { place, message } => new(place.file().to_owned(), message.clone())
            .at(place.into())
            .note("nothing is included or excluded by it"),
        Unread::Table { place, table } => {
            let headline = format!("no struct is certainly the model of table `{table}`");
            new(table.clone(), headline)
                .at(place.into())
                .note(
                    "several structs with equally many fields read the table, so it is not checked",
                )
                .with_help("derive `Identifiable` only for the struct that is the model")
        }
    }
}
