//! Places in the JSON form of a schema: `file:line:column`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::at::At;
use crate::place::Place;

#[expect(clippy::ref_option, reason = "serde calls it so")]
pub(super) fn serialize<S: Serializer>(place: &Option<Place>, to: S) -> Result<S::Ok, S::Error> {
    let at = |it: &Place| At {
        file: it.file().to_owned(),
        line: it.line(),
        column: it.column(),
    };
    place.as_ref().map(at).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Place>, D::Error> {
    let at = Option::<At>::deserialize(from)?;
    Ok(at.map(|At { file, line, column }| Place::new(&file, line, column)))
}
