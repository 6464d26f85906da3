//! What goes to the terminal: the output, in colour if it is one; and on the error stream what is being done.
//!
//! Colour is decided by `--color`, then `CARGO_TERM_COLOR`, then `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`, then by whether
//! it is a terminal.

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
            ColorChoice::Auto => of_cargo().unwrap_or(ColorChoice::Auto),
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

    /// What cargo is to be told, since its own choice goes by its own streams.
    pub(crate) fn color_for_cargo(self) -> &'static str {
        match self.choice {
            ColorChoice::Always | ColorChoice::AlwaysAnsi => "always",
            ColorChoice::Never => "never",
            ColorChoice::Auto => "auto",
        }
    }

    /// Prints the output of a command. That nobody reads on is no failure.
    pub(crate) fn print(self, text: &str) -> Result<(), Failure> {
        let mut out = AutoStream::new(io::stdout().lock(), self.choice);
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Print(error)),
            _ => Ok(()),
        }
    }

    /// Says what is being done, as cargo does.
    pub(crate) fn status(self, verb: &str, what: &str) {
        if !self.quiet {
            let style = style::HEADER;
            self.tell(&format!("{style}{verb:>12}{style:#} {what}\n"));
        }
    }

    pub(crate) fn warn(self, what: &str) {
        if !self.quiet {
            let style = style::WARN;
            self.tell(&format!("{style}warning{style:#}: {what}\n"));
        }
    }

    pub(crate) fn fail(self, failure: &Failure) {
        let style = style::ERROR;
        self.tell(&format!("{style}error{style:#}: {failure}\n"));
    }

    /// Where nobody hears it, there is nobody to tell that.
    fn tell(self, text: &str) {
        let mut err = AutoStream::new(io::stderr().lock(), self.choice);
        drop(err.write_all(text.as_bytes()));
    }
}

fn of_cargo() -> Option<ColorChoice> {
    match std::env::var("CARGO_TERM_COLOR").ok()?.as_str() {
        "always" => Some(ColorChoice::Always),
        "never" => Some(ColorChoice::Never),
        _ => None,
    }
}
