//! Places in a document.

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::record::Mark;

/// A place: `file:line:column`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct At {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl At {
    /// The place of a mark in a file, if both are known.
    pub(super) fn of(file: &str, Mark { line, column }: Mark) -> Option<Self> {
        let file = file.to_owned();
        let is_known = !file.is_empty() && line > 0;
        is_known.then_some(At { file, line, column })
    }

    /// The place of a mark in the file of a model; that of the model if the mark is unknown.
    pub(super) fn in_model(model: &Model, mark: Mark) -> Option<Self> {
        let mark = if mark.line == 0 { model.mark } else { mark };
        At::of(&model.file, mark)
    }

    pub(super) fn mark(at: Option<&At>) -> Mark {
        at.map_or_else(Mark::default, |at| Mark {
            line: at.line,
            column: at.column,
        })
    }
}

impl TryFrom<String> for At {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = || {
            let (rest, column) = text.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            let (line, column) = (line.parse().ok()?, column.parse().ok()?);
            At::of(file, Mark { line, column }).filter(|at| at.column > 0)
        };
        parts().ok_or_else(|| format!("invalid place `{text}`: expected `file:line:column`"))
    }
}

impl From<At> for String {
    fn from(at: At) -> Self {
        format!("{}:{}:{}", at.file, at.line, at.column)
    }
}
