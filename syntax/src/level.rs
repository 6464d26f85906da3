//! The places where arguments can stand, and the mistake of an unknown name, alike for arguments, fields, rules and actions.

use relata_record::similar::nearest;
use syn::Ident;

/// A place where arguments can stand.
#[derive(Debug)]
pub(crate) struct Level {
    /// The names of its arguments, in lists.
    pub(crate) arguments: &'static [&'static [&'static str]],
    pub(crate) here: &'static str,
    /// How an argument from elsewhere gets here.
    pub(crate) to_move: &'static str,
    /// An attribute at this place.
    pub(crate) example: &'static str,
}

impl Level {
    /// Whether an argument of this name can stand here.
    pub(crate) fn has(&self, argument: &Ident) -> bool {
        let mut names = self.arguments.iter().copied().flatten();
        names.any(|name| argument == name)
    }

    /// The mistake of an argument that cannot stand here, but perhaps at one of `levels`.
    pub(crate) fn unknown(&self, argument: &Ident, levels: &[&Level]) -> syn::Error {
        let message = match levels.iter().find(|other| other.has(argument)) {
            Some(Level { to_move, .. }) => {
                format!("`{argument}` is not allowed {}; {to_move}", self.here)
            }
            None => unknown("argument", &argument.to_string(), &self.arguments.concat()),
        };
        syn::Error::new(argument.span(), message)
    }
}

/// The message about an unknown name: the similar name that is known, or else all that are.
pub(crate) fn unknown(what: &str, written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(similar) => format!("unknown {what} `{written}`; a similar one exists: `{similar}`"),
        None => format!("unknown {what} `{written}`; expected {}", either(known)),
    }
}

/// Names in backticks, as a choice.
pub fn either(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} or {two}"),
        [firsts @ .., last] => format!("{}, or {last}", firsts.join(", ")),
    }
}
