//! A rule that is allowed for a model or a relation.

use crate::reader::{Mark, Reader};
use crate::writer::Writer;

/// An allowed rule: its findings about a model or a relation are not reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allow<'a> {
    /// The name of the rule.
    pub rule: &'a str,
    /// Why the rule is allowed.
    pub reason: &'a str,
    /// The place of the rule's name.
    pub mark: Mark,
}

impl<'a> Allow<'a> {
    /// Reads the next allow.
    pub fn read(reader: &mut Reader<'a>) -> Self {
        Allow {
            rule: reader.text(),
            reason: reader.text(),
            mark: reader.mark(),
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.text(self.rule);
        out.text(self.reason);
        out.mark(self.mark);
    }
}
