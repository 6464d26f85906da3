//! The levels at which arguments are allowed, and the message for an unknown name, which is the same for arguments, fields,
//! rules and actions.

use relata_record::similar::nearest;
use syn::Ident;

/// A level at which arguments are allowed.
#[derive(Debug)]
pub(crate) struct Level {
    /// The names of its arguments, in lists.
    pub(crate) arguments: &'static [&'static [&'static str]],
    pub(crate) here: &'static str,
    /// What to do with an argument from another level.
    pub(crate) to_move: &'static str,
    /// An attribute at this level.
    pub(crate) example: &'static str,
}

impl Level {
    /// Returns whether an argument with this name is allowed here.
    pub(crate) fn has(&self, argument: &Ident) -> bool {
        let mut names = self.arguments.iter().copied().flatten();
        names.any(|name| argument == name)
    }

    /// Returns the error for an argument that is not allowed here. It may be allowed at one of `levels`.
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

/// Returns the message about an unknown name: a similar known name, or else all known names.
pub(crate) fn unknown(what: &str, written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(similar) => format!("unknown {what} `{written}`; a similar one exists: `{similar}`"),
        None => format!("unknown {what} `{written}`; expected {}", either(known)),
    }
}

/// Returns names in backticks, joined by `or`.
pub fn either(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} or {two}"),
        [firsts @ .., last] => format!("{}, or {last}", firsts.join(", ")),
    }
}
