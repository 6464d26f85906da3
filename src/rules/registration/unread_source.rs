//! Source that could not be read or understood, so that its models are not checked.

use crate::declared::Unread;
use crate::place::Place;
use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let declarations = verdict.criteria.declarations.clone();
    for unread in declarations.unread.iter() {
        verdict.add(describe(unread));
    }
}

fn describe(unread: &Unread) -> Finding {
    match unread {
        Unread::File { place, message } => {
            unreadable(place, message, "models and relations in it are not checked")
        }
        Unread::SchemaFiles { place, message } => {
            unreadable(place, message, "which file has the schema is not known")
        }
        Unread::Crate {
            name,
            models,
            place,
        } => {
            let models = counted(*models, "model");
            let headline =
                format!("the source of crate `{name}`, which registers {models}, is not read");
            new(name.clone(), headline)
                .at(place.into())
                .note(format!("cargo does not list a package with crate `{name}` for this program, so what else it declares is not checked"))
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

fn new(name: String, headline: String) -> Finding {
    Finding::new(Rule::UnreadSource, Subject::Name(name), headline)
}

fn unreadable(place: &Place, message: &str, consequence: &str) -> Finding {
    let file = place.file().replace('\\', "/");
    let headline = format!("`{file}` cannot be read: {message}");
    new(file, headline).at(place.into()).note(consequence)
}
