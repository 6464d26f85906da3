//! Prints output to standard output, and status messages, warnings and errors to standard error.
//!
//! Colors depend on `--color`, `CARGO_TERM_COLOR`, then `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`, and finally on whether the
//! stream is a terminal.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use clap_cargo::style;

use crate::failure::Failure;
use crate::options::Options;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    choice: ColorChoice,
    quiet: bool,
}

impl Terminal {
    pub(crate) fn new(options: &Options) -> Self {
        let choice = match options.color.as_choice() {
            ColorChoice::Auto => color_of_cargo().unwrap_or(ColorChoice::Auto),
            choice => choice,
        };
        choice.write_global();
        Terminal {
            choice,
            quiet: options.quiet,
        }
    }

    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// The value of `--color` for cargo, whose own default depends on its own streams.
    pub(crate) fn color_for_cargo(self) -> &'static str {
        match self.choice {
            ColorChoice::Always | ColorChoice::AlwaysAnsi => "always",
            ColorChoice::Never => "never",
            ColorChoice::Auto => "auto",
        }
    }

    /// Prints the output of a command. A closed pipe is not an error.
    pub(crate) fn print(self, text: &str) -> Result<(), Failure> {
        let mut out = AutoStream::new(io::stdout().lock(), self.choice);
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Print(error)),
            _ => Ok(()),
        }
    }

    /// Prints a status message like those of cargo.
    pub(crate) fn status(self, verb: &str, what: &str) {
        if !self.quiet {
            let style = style::HEADER;
            self.write_stderr(&format!("{style}{verb:>12}{style:#} {what}\n"));
        }
    }

    pub(crate) fn warn(self, what: &str) {
        if !self.quiet {
            let style = style::WARN;
            self.write_stderr(&format!("{style}warning{style:#}: {what}\n"));
        }
    }

    pub(crate) fn fail(self, failure: &Failure) {
        let style = style::ERROR;
        self.write_stderr(&format!("{style}error{style:#}: {failure}\n"));
    }

    /// Ignores errors: there is no other stream to report them to.
    fn write_stderr(self, text: &str) {
        let mut err = AutoStream::new(io::stderr().lock(), self.choice);
        drop(err.write_all(text.as_bytes()));
    }
}

fn color_of_cargo() -> Option<ColorChoice> {
    match std::env::var("CARGO_TERM_COLOR").ok()?.as_str() {
        "always" => Some(ColorChoice::Always),
        "never" => Some(ColorChoice::Never),
        _ => None,
    }
}
