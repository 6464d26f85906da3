//! Reads `benches/size.toml` and compares a size with its last entry. Nothing is built here, so tests use this too.

use std::fmt::Display;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A size may be this many percent more than the recorded one.
pub const PERCENT: u64 = 2;

/// The bytes that `init` adds to a stripped program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// In the default release profile.
    pub release: u64,
    /// In the smallest profile.
    pub smallest: u64,
}

/// One `[[size]]`.
#[derive(Debug)]
pub struct Line {
    pub date: String,
    /// The compiler and its target: another one gives other sizes.
    pub rustc: String,
    pub sizes: Sizes,
    pub debug_over_syn: f64,
    pub release_over_syn: f64,
    pub reason: String,
}

/// The result of comparing a size with the recorded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Grew,
    Shrank,
    Same,
}

impl Change {
    pub fn between(recorded: u64, measured: u64) -> Self {
        let percent = |of: u64, percent: u64| of * percent / 100;
        if measured > percent(recorded, 100 + PERCENT) {
            Change::Grew
        } else if measured < percent(recorded, 100 - PERCENT) {
            Change::Shrank
        } else {
            Change::Same
        }
    }
}

/// The newest line of the text, which is the last one. All of them must be readable; an error names its line.
pub fn newest(text: &str) -> Result<Line, String> {
    let at = |offset: usize| 1 + text[..offset].matches('\n').count();
    let error = |offset: usize, message: &dyn Display| format!("line {}: {message}", at(offset));
    let table = DeTable::parse(text).map_err(|it| {
        let start = it.span().map_or(0, |span| span.start);
        error(start, &it.message())
    })?;
    let mut newest: Option<Line> = None;
    for (name, value) in table.get_ref() {
        let entries = value
            .get_ref()
            .as_array()
            .filter(|_| name.get_ref() == "size");
        let entries = entries.ok_or_else(|| {
            error(
                name.span().start,
                &"expected an array of tables with the name `size`",
            )
        })?;
        for entry in entries {
            let start = entry.span().start;
            let line = line(entry).map_err(|(offset, it)| error(offset.unwrap_or(start), &it))?;
            if newest.as_ref().is_some_and(|it| it.date > line.date) {
                return Err(error(start, &"it is older than the one before it"));
            }
            newest = Some(line);
        }
    }
    newest.ok_or_else(|| error(0, &"there is no `[[size]]`"))
}

/// The message, and where it applies if not to the whole table.
type Fault = (Option<usize>, String);

fn line(entry: &Spanned<DeValue<'_>>) -> Result<Line, Fault> {
    const NAMES: [&str; 7] = [
        "date",
        "rustc",
        "release",
        "smallest",
        "debug_over_syn",
        "release_over_syn",
        "reason",
    ];
    let table = entry.get_ref().as_table();
    let table = table.ok_or_else(|| (None, "expected a table".to_owned()))?;
    let unknown = table.keys().find(|it| !NAMES.contains(&&**it.get_ref()));
    if let Some(unknown) = unknown {
        let message = format!("unknown key `{}`", unknown.get_ref());
        return Err((Some(unknown.span().start), message));
    }
    let value = |name: &str| {
        let value = table.get(name);
        value.ok_or_else(|| (None, format!("`{name}` is missing")))
    };
    let expected = |name: &str, what: &str, value: &Spanned<DeValue<'_>>| {
        (Some(value.span().start), format!("`{name}` must be {what}"))
    };
    let text = |name: &str| {
        let value = value(name)?;
        let text = value.get_ref().as_str().filter(|it| !it.trim().is_empty());
        text.map(str::to_owned)
            .ok_or_else(|| expected(name, "a text that is not empty", value))
    };
    let bytes = |name: &str| {
        let value = value(name)?;
        let number = value.get_ref().as_integer();
        let number = number.and_then(|it| u64::from_str_radix(it.as_str(), it.radix()).ok());
        number.ok_or_else(|| expected(name, "a number of bytes", value))
    };
    let ratio = |name: &str| {
        let value = value(name)?;
        let number = value.get_ref().as_float();
        let number = number.and_then(|it| it.as_str().parse().ok());
        number.ok_or_else(|| expected(name, "a number with a point", value))
    };
    let date = value("date")?;
    let day = date.get_ref().as_datetime();
    let day = day.filter(|it| it.date.is_some() && it.time.is_none());
    Ok(Line {
        date: day
            .ok_or_else(|| expected("date", "a date, as in 2026-01-31", date))?
            .to_string(),
        rustc: text("rustc")?,
        sizes: Sizes {
            release: bytes("release")?,
            smallest: bytes("smallest")?,
        },
        debug_over_syn: ratio("debug_over_syn")?,
        release_over_syn: ratio("release_over_syn")?,
        reason: text("reason")?,
    })
}
