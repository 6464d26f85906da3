//! The `allow` that accepts a finding: in an attribute of relata, or in the manifest.

use cargo_metadata::Package;
use cargo_metadata::camino::Utf8Path;
use relata::{Finding, Rule};
use relata_record::rules;

use super::edit::{Edit, offset, relative};
use super::item::{Derive, Item};
use super::manifest::{self, Entry};
use crate::format::sources::Sources;

/// Returns the edit that allows the rule of a finding for its subject, and its description.
pub(super) fn edit(
    finding: &Finding,
    package: &Package,
    sources: &Sources<'_>,
) -> Option<(String, Edit)> {
    let rule = finding.rule().to_string();
    let subject = finding.subject();
    // No attribute of a model that is not registered counts.
    let is_absent = finding.rule() == Rule::MissingModel;
    let is_allowed = if is_absent {
        // A relation that needs the model would be the next finding.
        finding.affected().next().is_none()
    } else {
        rules::allowed().any(|it| it == rule)
    };
    if !is_allowed {
        return None;
    }
    let absent = subject.full();
    let model = match subject.model() {
        Some(model) => model,
        None if is_absent => &absent,
        None => return None,
    };
    if !is_absent && let Some(edit) = in_source(finding, &rule, model, sources) {
        return Some(edit);
    }
    let workspace = sources.root().join("Cargo.toml");
    let workspace = Utf8Path::from_path(&workspace)?;
    let entry = Entry { model, rule: &rule };
    let edit = manifest::edit(&package.manifest_path, workspace, &entry)?;
    let manifest = relative(edit.file(), sources.root());
    let name = model.rsplit("::").next().unwrap_or(model);
    let text = format!("to accept it, allow `{rule}` for `{name}` in {manifest}");
    Some((text, edit))
}

/// Returns the edit of an attribute of relata, if the model has its derive.
fn in_source(
    finding: &Finding,
    rule: &str,
    model: &str,
    sources: &Sources<'_>,
) -> Option<(String, Edit)> {
    let place = finding.place()?;
    let (file, text) = sources.raw(place.file())?;
    let item = Item::find(&text, place, model)?;
    let allow = format!("allow({rule}, reason = \"…\")");
    let edit = |at, text_| Some(Edit::at(&file, offset(&text, at)?, text_));
    if let (Some(_), Some(written)) = (finding.subject().relation(), &item.relation) {
        let separator = written.separator;
        let text = format!("to accept it, write `{allow}` for the relation");
        return Some((text, edit(written.end, format!("{separator}{allow}"))?));
    }
    let attribute = match item.derive? {
        Derive::Plain => format!("#[relata({allow})]"),
        Derive::If(condition) => format!("#[cfg_attr({condition}, relata({allow}))]"),
    };
    let indent = " ".repeat(item.start.column);
    let text = format!("to accept it, write `{attribute}` for the model");
    Some((text, edit(item.start, format!("{attribute}\n{indent}"))?))
}
