//! Code that may declare models or relations and is not read.

use super::counted::Counted;
use crate::Place;
use crate::source::outline::OpaqueKind;

/// Code that may declare models or relations and is not read. [`Coverage`](crate::Coverage::unread_code) counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opaque {
    place: Place,
    name: String,
}

impl Opaque {
    /// Returns where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns what it is, as in ``macro `entities!` ``.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Returns the code that is not read, each place once: several crates may have the file.
pub(super) fn opaque(counted: Counted<'_>) -> Vec<Opaque> {
    let mut all = Vec::new();
    for (nth, part) in counted.tree.parts.iter().enumerate() {
        let outline = counted.files.outline(part.file);
        for it in outline.iter().flat_map(|it| &it.opaque) {
            let scope = part.scopes[it.scope];
            let package = counted.tree.root(scope).package;
            let depends_on_relata = counted.packages.list[package].relata.is_some();
            if counted.has(nth, scope, &it.conditions) && counts(&it.kind, depends_on_relata) {
                all.push(Opaque {
                    place: Place::new(&part.shown, it.at.0, it.at.1),
                    name: name(&it.kind),
                });
            }
        }
    }
    all.sort_by(|one, other| one.place.cmp(&other.place));
    all.dedup();
    all
}

/// Whether it may declare a model or a relation of a package. With relata, the derive decides what is a model.
fn counts(kind: &OpaqueKind, depends_on_relata: bool) -> bool {
    match kind {
        OpaqueKind::Macro { has_relata, .. } if depends_on_relata => *has_relata,
        OpaqueKind::Macro { has_orm, .. } => *has_orm,
        OpaqueKind::Include => true,
        OpaqueKind::Linked(_) => !depends_on_relata,
    }
}

fn name(kind: &OpaqueKind) -> String {
    match kind {
        OpaqueKind::Macro { name, .. } => format!("macro `{name}!`"),
        OpaqueKind::Include => "an `include!` whose path is not a text".to_owned(),
        OpaqueKind::Linked(of) => format!("`impl Linked for {of}`"),
    }
}
