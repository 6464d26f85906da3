//! How a finding is printed.

use std::fmt;

use super::finding::Finding;
use super::note::Note;

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.severity();
        writeln!(f, "{level}[{}]: {}", self.rule(), self.headline())?;
        if let Some(place) = self.place() {
            writeln!(f, "  --> {place}")?;
        }
        for Note { text, place } in self.notes() {
            if let Some(place) = place {
                writeln!(f, "note: {text}\n  --> {place}")?;
            }
        }
        for note in self.notes().iter().filter(|note| note.place.is_none()) {
            writeln!(f, "  = note: {}", note.text)?;
        }
        if let Some(help) = self.help() {
            writeln!(f, "  = help: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
