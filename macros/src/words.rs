//! How a name that is not known is told, alike for arguments, fields, rules and actions.

use proc_macro2::Span;
use relata_record::similar;
use syn::Ident;

/// Where an argument stands, which decides what it can be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Struct,
    Field,
    Relation,
    /// Beside the attribute by which an ORM declares a relation.
    Orm,
    /// On what adds relations to a model that stands beside it.
    Part,
}

impl Level {
    const ALL: [Level; 3] = [Level::Relation, Level::Struct, Level::Field];

    /// Every argument that can stand here.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Level::Struct => &[
                "name",
                "table",
                "key",
                "unique",
                "allow",
                "skip",
                "crate",
                "belongs_to",
                "has_one",
                "has_many",
                "many_to_many",
                "refers_to",
            ],
            Level::Field => &[
                "key",
                "unique",
                "as",
                "belongs_to",
                "has_one",
                "has_many",
                "many_to_many",
                "refers_to",
            ],
            Level::Part => &["skip", "crate"],
            Level::Relation | Level::Orm => &[
                "inverse",
                "key",
                "references",
                "through",
                "via",
                "tag",
                "on_delete",
                "allow",
            ],
        }
    }

    /// Whether an argument of this name can stand here.
    pub(crate) fn has(self, argument: &Ident) -> bool {
        self.arguments().contains(&argument.to_string().as_str())
    }

    fn here(self) -> &'static str {
        match self {
            Level::Struct => "on a struct",
            Level::Field => "on a field",
            Level::Relation => "in a relation",
            Level::Orm => "beside the relation of an ORM",
            Level::Part => "on a part of a model",
        }
    }

    fn move_it(self) -> &'static str {
        match self {
            Level::Struct => "write it on the struct",
            Level::Field => "write it on a field",
            Level::Orm => "write it beside the attribute that declares the relation",
            Level::Part => "write it on the part",
            Level::Relation => {
                "write it in the parentheses of a relation, as in `belongs_to(Target, inverse = name)`"
            }
        }
    }

    /// An attribute that says something here.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Level::Struct => "#[relata(table = \"…\")]",
            Level::Field => "#[relata(key)]",
            Level::Relation => "#[relata(belongs_to(Target))]",
            Level::Orm => "#[relata(inverse = name)]",
            Level::Part => "#[relata(crate = path)]",
        }
    }
}

/// The mistake of an argument that cannot stand here, or nowhere.
pub(crate) fn unknown(argument: &Ident, level: Level) -> syn::Error {
    let written = argument.to_string();
    let elsewhere = Level::ALL
        .into_iter()
        .find(|other| other.arguments().contains(&&*written));
    let message = match elsewhere {
        Some(other) => format!(
            "`{written}` has no meaning {}; {}",
            level.here(),
            other.move_it()
        ),
        None => not_known("argument", &written, level.arguments()),
    };
    syn::Error::new(argument.span(), message)
}

/// That a name is not known, and which one is similar or else which are known.
pub(crate) fn not_known(what: &str, written: &str, known: &[&str]) -> String {
    match similar::nearest(written, known.iter().copied()) {
        Some(similar) => format!("unknown {what} `{written}`; a similar one exists: `{similar}`"),
        None => format!("unknown {what} `{written}`; expected {}", either(known)),
    }
}

/// Each in backticks, as a choice.
pub(crate) fn either(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} or {two}"),
        [firsts @ .., last] => format!("{}, or {last}", firsts.join(", ")),
    }
}

/// The mistake of a text where the word itself is wanted.
pub(crate) fn quoted(span: Span, what: &str, text: &str) -> syn::Error {
    let message = if text.is_empty() {
        format!("{what} is written without quotes here")
    } else {
        format!("{what} is written without quotes here; write `{text}`")
    };
    syn::Error::new(span, message)
}
